import { describe, expect, test } from 'vitest';
import { commitment } from '../../../../node/exchange/commitment.ts';
import {
  btcFutures,
  btcOptions,
  btcPerpetual,
  usdcToken,
  wethToken,
} from '../../../../node/exchange/defaultGenesis.ts';
import { parametersOf } from '../../../../node/exchange/parameters/parametersOf.ts';
import { decodeState, encodeState } from '../../../../node/exchange/snapshot.ts';
import { instrumentId } from '../../../../node/types/ids.ts';
import {
  exchangeScope,
  feeTierScope,
  marketStatus,
  seriesScope,
  tokenScope,
  type ParameterListing,
} from '../../../../node/types/parameters.ts';
import { alice, at, bob, btc, carol, testGenesis, usdc, Venue } from '../venue.ts';
import { govern, nextVersion, valueOf } from './govern.ts';

const text = (venue: Venue) => new TextDecoder().decode(encodeState(venue.state));

/** Alice is long one BTC of Bob's. */
function traded(): Venue {
  const venue = new Venue();
  venue.deposit(alice, 20_000);
  for (const owner of [bob, carol]) venue.deposit(owner, 100_000);
  venue.order(bob, 'sell', 100_000, 10_000);
  venue.order(alice, 'buy', 100_000, 10_000);
  return venue;
}

const reasonOf = (events: readonly { readonly type: string; readonly [field: string]: unknown }[]) =>
  events.find(({ type }) => type === 'parametersRefused')?.reason;

describe('a version', () => {
  test('is in force from the first block whose cut reaches its L1 block, and not before', () => {
    const venue = traded();
    const activation = venue.blocks.length + 3;
    const change = valueOf(btc, 'maxOrderLots', 50);
    expect(venue.block([], [nextVersion(venue, [change], [], activation)]).events[0]?.type).toBe('parametersPlanned');
    expect(venue.order(bob, 'sell', 100_000, 51).code).toBe('OK');
    expect(venue.state.counters.get('parameters')).toBe(1);
    // The block that reaches it is under it already.
    expect(venue.order(bob, 'sell', 100_000, 51).code).toBe('SIZE_INVALID');
    expect(venue.state.counters.get('parameters')).toBe(2);
  });

  test('is undone with its block, and the same from a snapshot', () => {
    const venue = traded();
    venue.block([], [nextVersion(venue, [valueOf(btc, 'priceBandPpb', 20_000_000)], [], 10_000)]);
    const before = text(venue);
    const root = commitment(venue.state).restRoot;
    const terms = venue.state.terms.inForce;
    govern(venue, [
      valueOf(btc, 'initialMarginPpb', 150_000_000),
      valueOf(btc, 'status', marketStatus.reduceOnly),
      valueOf(feeTierScope, 'takerPpb', 700_000),
    ]);
    expect(venue.state.terms.inForce).toBe(terms);
    const planned = venue.blocks.length + 20;
    venue.block([], [nextVersion(venue, [valueOf(btc, 'maxOrderLots', 77)], [], planned)]);
    venue.state.journal.rollback(0);
    venue.blocks.pop();
    expect(text(venue)).not.toBe(before);
    expect(commitment(venue.state).restRoot).not.toBe(root);
    const copy = decodeState(venue.state.genesis, encodeState(venue.state));
    expect(copy.terms.inForce).toEqual(venue.state.terms.inForce);
    expect(commitment(copy).restRoot).toEqual(commitment(venue.state).restRoot);
  });

  test('that is not the next one is left out, and so is one that comes twice', () => {
    const venue = traded();
    const item = nextVersion(venue, [valueOf(btc, 'maxOrderLots', 50)]);
    expect(reasonOf(venue.block([], [{ ...item, version: 3 }]).events)).toBe('VERSION_UNEXPECTED');
    expect(reasonOf(venue.block([], [item, item]).events)).toBe('VERSION_UNEXPECTED');
    expect(venue.state.counters.get('parameters')).toBe(2);
    expect(venue.state.markets.listingOf(btc)!.maxOrderLots).toBe(50);
  });

  test.each([
    ['PARAMETER_UNKNOWN', [valueOf(99, 'maxOrderLots', 5)]],
    ['PARAMETER_UNKNOWN', [valueOf(btc, 'takerPpb', 5)]],
    ['PARAMETER_FIXED', [valueOf(btc, 'tickSizeMicroUsdc', 200_000)]],
    ['PARAMETER_OUT_OF_BOUNDS', [valueOf(btc, 'priceBandPpb', 999)]],
    ['TERMS_INVALID', [valueOf(btc, 'maintenanceMarginPpb', 100_000_000)]],
    ['TERMS_INVALID', [valueOf(btc, 'maxOrderLots', 5_000_001)]],
    ['TERMS_INVALID', [valueOf(exchangeScope, 'insurancePpb', 1_000_000_000), valueOf(exchangeScope, 'validatorsPpb', 1)]], // prettier-ignore
    ['TERMS_INVALID', [valueOf(feeTierScope, 'takerPpb', 0), valueOf(feeTierScope, 'makerPpb', -1)]],
  ])('with something that cannot be (%s) counts, and changes nothing at all', (reason, changes) => {
    const venue = traded();
    const before = venue.state.terms.inForce;
    const { events } = govern(venue, [valueOf(btc, 'openOrdersMax', 7), ...changes]);
    expect(reasonOf(events)).toBe(reason);
    expect(venue.state.terms.inForce).toBe(before);
    expect(venue.state.parameterValues.size).toBe(0);
    expect(venue.state.counters.get('parameters')).toBe(2);
    expect(venue.order(carol, 'buy', 99_000, 1).code).toBe('OK');
  });
});

describe('what a change means', () => {
  test('higher margins bring those below them to liquidation in the same block', () => {
    const venue = traded();
    expect(govern(venue, [valueOf(btc, 'openOrdersMax', 100)]).liquidated).toBe(false);
    const { liquidated, events } = govern(venue, [
      valueOf(btc, 'initialMarginPpb', 300_000_000),
      valueOf(btc, 'maintenanceMarginPpb', 250_000_000),
    ]);
    expect(liquidated).toBe(true);
    expect(events.find(({ type }) => type === 'liquidationStarted')).toMatchObject({ account: alice });
  });

  test('margins change at the last mark where the feed is stale, too', () => {
    const venue = traded();
    venue.stale = true;
    govern(venue, [valueOf(btc, 'initialMarginPpb', 200_000_000)]);
    const { markPerLot, longInitialPerLot } = venue.state.markets.get(btc)!;
    expect(longInitialPerLot).toBe(Math.ceil(markPerLot / 5));
  });

  test('a lower position limit leaves positions, and lets nothing new beyond it', () => {
    const venue = traded();
    govern(venue, [valueOf(btc, 'maxOrderLots', 5_000), valueOf(btc, 'maxPositionLots', 5_000)]);
    expect(venue.sub(alice).positions[0]!.lots).toBe(10_000);
    expect(venue.order(alice, 'buy', 99_000, 1).code).toBe('POSITION_LIMIT');
    expect(venue.order(alice, 'sell', 101_000, 5_000).code).toBe('OK');
  });

  test('fees, their shares and haircuts are the new ones', () => {
    const venue = new Venue(testGenesis({ tokens: [usdcToken, wethToken] }));
    for (const owner of [alice, bob]) venue.deposit(owner, 100_000);
    govern(venue, [
      valueOf(feeTierScope, 'takerPpb', 1_000_000),
      valueOf(exchangeScope, 'insurancePpb', 0),
      valueOf(tokenScope + 1, 'initialHaircutPpb', 400_000_000),
    ]);
    venue.order(bob, 'sell', 100_000, 10_000);
    const { events } = venue.order(alice, 'buy', 100_000, 10_000);
    expect(events.find(({ type }) => type === 'fill')).toMatchObject({ takerFee: usdc(100) });
    expect(venue.state.funds.at(1, 0)).toBeLessThanOrEqual(1);
    expect(venue.state.terms.inForce.tokens[1]!.initialHaircutPpb).toBe(400_000_000);
  });

  test('markets of a series take new terms, and it lists by them', () => {
    const venue = new Venue(testGenesis({ series: [btcFutures, btcOptions] }));
    venue.surface(btcOptions, 0.6);
    venue.block();
    const future = venue.state.markets.listings.find(({ kind }) => kind === 'future')!;
    const { events } = govern(venue, [
      valueOf(seriesScope + 1, 'initialMarginPpb', 200_000_000),
      valueOf(seriesScope + 1, 'status', marketStatus.halted),
      valueOf(seriesScope + 2, 'leastInitialMarginPpb', 120_000_000),
    ]);
    expect(venue.state.markets.listingOf(future.instrument)).toMatchObject({
      initialMarginPpb: 200_000_000,
      status: 2,
    });
    expect(events.filter(({ type }) => type === 'marketStatus')).toHaveLength(
      venue.state.markets.listings.filter(({ kind }) => kind === 'future').length,
    );
    for (const { instrument } of venue.state.markets.listings.filter(({ kind }) => kind === 'option')) {
      const { indexPerLot, shortInitialPerLot } = venue.state.markets.get(instrument)!;
      expect(shortInitialPerLot).toBeGreaterThanOrEqual(indexPerLot * 0.12);
    }
  });
});

describe('the status of a market', () => {
  const reducing = { reduceOnly: true } as const;

  test('reduce-only: what is not reduce-only leaves the book and does not come; positions can be closed', () => {
    const venue = traded();
    const resting = venue.order(bob, 'buy', 99_000, 5);
    const closing = venue.order(alice, 'sell', 101_000, 5, reducing);
    const waiting = venue.order(alice, 'sell', 0, 5, {
      ...{ triggerKind: 'stop', triggerPrice: at(90_000) as never, kind: 'market', timeInForce: 'IOC' },
      ...reducing,
    });
    expect([resting.code, closing.code, waiting.code]).toEqual(['OK', 'OK', 'OK']);
    const { events } = govern(venue, [valueOf(btc, 'status', marketStatus.reduceOnly)]);
    expect(events.filter(({ type }) => type === 'canceled')).toMatchObject([
      { order: resting.hash, reason: 'MARKET_STATUS' },
    ]);
    expect(venue.state.triggers.has(waiting.hash)).toBe(true);
    expect(venue.order(carol, 'buy', 101_000, 5).code).toBe('MARKET_REDUCE_ONLY');
    expect(venue.order(bob, 'buy', 101_000, 5, { ...reducing, timeInForce: 'IOC' }).events.map(({ type }) => type)).toContain('fill'); // prettier-ignore
    govern(venue, [valueOf(btc, 'status', marketStatus.open)]);
    expect(venue.order(carol, 'buy', 99_000, 5).code).toBe('OK');
  });

  test('halted: the book is empty, nothing comes or is triggered, cancels and margin go on', () => {
    const venue = traded();
    const stop = {
      triggerKind: 'stop',
      triggerPrice: at(95_000) as never,
      kind: 'market',
      timeInForce: 'IOC',
    } as const;
    const waiting = venue.order(alice, 'sell', 0, 5, { ...stop, ...reducing });
    venue.order(alice, 'sell', 101_000, 5, reducing);
    govern(venue, [valueOf(btc, 'status', marketStatus.halted)]);
    expect(venue.state.orders.size).toBe(0);
    expect(venue.order(alice, 'sell', 101_000, 5, reducing).code).toBe('MARKET_HALTED');
    expect(venue.order(alice, 'sell', 0, 5, { ...stop, ...reducing }).code).toBe('MARKET_HALTED');
    venue.prices[1] = 94_000;
    venue.block();
    expect(venue.state.markets.get(btc)!.markPerLot).toBe(9_400_000);
    expect(venue.state.triggers.has(waiting.hash)).toBe(true);
    expect(venue.send(alice, { type: 'cancel', order: waiting.hash, clientId: 0 } as never).code).toBe('OK');
    venue.prices[1] = 81_000;
    expect(venue.block().liquidated).toBe(true);
    expect(commitment(venue.state).markets[0]!.status).toBe(3);
  });
});

describe('a listing', () => {
  const solFeed = 7;
  const [model] = parametersOf(testGenesis({ markets: [btcPerpetual] })).listings;
  const listing = (change: Partial<Record<string, number>> = {}): ParameterListing => ({
    ...{ scope: 9, kind: 'perpetual', name: 'SOL_USDC-PERPETUAL' },
    values: model!.values.map(({ parameter, value }) => {
      const own = { 32: solFeed, 33: 9 }[parameter] ?? value;
      return { scope: 9, parameter, value: change[parameter] ?? own };
    }),
  });

  test('of a perpetual trades from its first price on, before dated markets in every order, and through a snapshot', () => {
    const venue = new Venue(testGenesis({ series: [btcFutures, btcOptions] }));
    venue.surface(btcOptions, 0.6);
    for (const owner of [alice, bob]) venue.deposit(owner, 100_000);
    venue.prices[solFeed] = 200;
    const { events } = govern(venue, [], [listing()]);
    const sol = instrumentId(9);
    expect(events.find(({ type, instrument }) => type === 'listed' && instrument === sol)).toMatchObject({
      name: 'SOL_USDC-PERPETUAL',
    });
    const keys = venue.state.markets.sortedKeys();
    expect(keys).toEqual([...keys].sort((a, b) => a - b));
    const order = { instrument: sol, price: 2_000 } as const;
    venue.order(bob, 'sell', 0, 100, order);
    expect(venue.order(alice, 'buy', 0, 100, order).events.map(({ type }) => type)).toContain('fill');
    const dated = venue.state.markets.listings.at(-1)!.instrument;
    venue.order(bob, 'sell', 0, 1, { instrument: dated, price: 1 });
    expect(venue.state.funds.has(9)).toBe(true);
    const copy = decodeState(venue.state.genesis, encodeState(venue.state));
    expect(copy.markets.sortedKeys()).toEqual(keys);
    expect(commitment(copy).restRoot).toBe(commitment(venue.state).restRoot);
  });

  test('of a series is followed by its markets in the same block', () => {
    const venue = new Venue(testGenesis({ series: [] }));
    venue.surface(btcOptions, 0.6);
    const [, ...series] = parametersOf(testGenesis({ markets: [btcPerpetual], series: [btcOptions] })).listings;
    venue.block();
    const { events } = govern(venue, [], series);
    expect(events.find(({ type }) => type === 'seriesListed')).toMatchObject({ series: 2, kind: 'option' });
    expect(events.filter(({ type }) => type === 'listed').length).toBeGreaterThan(10);
    venue.deposit(alice, 100_000);
    expect(venue.send(alice, { type: 'setMarginMode', mode: 'portfolio' }).code).toBe('OK');
  });

  test('that is undone leaves nothing for the one that follows in its place', () => {
    const venue = new Venue();
    venue.deposit(alice, 100_000);
    venue.prices[solFeed] = 200;
    const before = text(venue);
    govern(venue, [], [listing()]);
    venue.state.journal.rollback(0);
    venue.blocks.pop();
    expect(text(venue)).toBe(before);
    // Of another highest price: the ladders of its book are others.
    govern(venue, [], [listing({ 37: 5_000 })]);
    expect(venue.order(alice, 'buy', 0, 1, { instrument: instrumentId(9), price: 2_000 }).code).toBe('OK');
    const copy = decodeState(venue.state.genesis, encodeState(venue.state));
    expect(commitment(copy)).toEqual({ ...commitment(venue.state), dirtySubaccounts: expect.anything() as never });
  });

  test.each([
    ['FEED_UNKNOWN', listing({ 32: 1_234 })],
    ['LISTING_INCOMPLETE', { ...listing(), values: listing().values.slice(1) }],
    ['LISTING_INVALID', { ...listing(), scope: 1, values: listing().values.map((each) => ({ ...each, scope: 1 })) }],
    ['PARAMETER_OUT_OF_BOUNDS', listing({ 38: 0 })],
    ['TERMS_INVALID', listing({ 3: 100_000_000 })],
    ['TERMS_INVALID', { ...listing(), name: 'ETH_USDC-PERPETUAL' }],
  ] as const)('that cannot be (%s) changes nothing', (reason, each) => {
    const venue = new Venue();
    venue.prices[solFeed] = 200;
    expect(reasonOf(govern(venue, [], [each]).events)).toBe(reason);
    expect(venue.state.markets.size).toBe(2);
    expect(venue.state.parameterListings.size).toBe(0);
  });
});
