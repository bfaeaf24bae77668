import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commitment } from '../../../node/exchange/commitment.ts';
import { btcFutures, btcOptions } from '../../../node/exchange/defaultGenesis.ts';
import { hedgesOf } from '../../../node/exchange/hedging/hedgeRules.ts';
import { hedgesPerBlockMax } from '../../../node/exchange/hedging/runHedges.ts';
import type { MarketListing } from '../../../node/exchange/instruments/listing.ts';
import { netDelta } from '../../../node/exchange/risk/netDelta.ts';
import { decodeState, encodeState } from '../../../node/exchange/snapshot.ts';
import type { BlockEvent, BlockResult } from '../../../node/types/block.ts';
import type { InstrumentId } from '../../../node/types/ids.ts';
import type { SetHedge } from '../../../node/types/transaction.ts';
import { lots, ppb, timeMs } from '../../../node/types/units.ts';
import {
  addressOf,
  alice,
  approval,
  bob,
  btc,
  carol,
  genesisMs,
  ofType,
  orderBody,
  testGenesis,
  Venue,
} from './venue.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const two = { daily: 2, weekly: 0, monthly: 0, quarterly: 0 };
const genesis = testGenesis({
  series: [
    { ...btcFutures, expiries: two },
    { ...btcOptions, expiries: two, strikesPerSide: 3 },
  ],
  credits: { ...testGenesis().credits, trade: { capacity: 10_000, perSecond: 1_000 } },
});
const feed = genesis.markets[0]!.feed;
/** One whole bitcoin, as deltas count. */
const one = 1_000_000_000;

/** Remembers what rules did, block by block. */
class HedgingVenue extends Venue {
  readonly hedged: BlockEvent[] = [];

  override block(...content: Parameters<Venue['block']>): BlockResult {
    const result = super.block(...content);
    this.hedged.push(...ofType(result.events, 'hedged'));
    return result;
  }
}

/** BTC at 100,000, and three accounts with all that is needed. */
function opened(): HedgingVenue {
  const venue = new HedgingVenue(genesis);
  venue.surface(btcOptions, 0.6);
  for (const owner of [alice, bob, carol]) venue.deposit(owner, 100_000_000);
  return venue;
}

/** Bob's quotes in every market of bitcoin, so large a share of mark away from it. */
function quote(venue: Venue, share = 1_000): void {
  const { markets } = venue.state;
  const orders = markets.live
    .filter((number) => markets.listing(number).feed === feed)
    .flatMap((number) => {
      const { instrument, kind } = markets.listing(number);
      const mark = markets.at(number).markPerLot / markets.tickValue(number);
      const width = Math.max(1, Math.floor(mark / share));
      const size = kind === 'option' ? 100 : 10_000;
      return [
        orderBody('buy', 0, size, { instrument, price: Math.max(1, Math.floor(mark) - width) }),
        orderBody('sell', 0, size, { instrument, price: Math.ceil(mark) + width }),
      ];
    });
  const bodies = [{ type: 'cancelAll', instrument: 0 as InstrumentId } as const, ...orders];
  venue.block(bodies.map((body) => venue.transaction(bob, body)));
}

const market = (venue: Venue, name: string): MarketListing => {
  const found = venue.state.markets.listings.find((listing) => listing.name === name);
  expect(found, name).toBeDefined();
  return found!;
};
const delta = (venue: Venue, owner = alice): number => netDelta(venue.state, venue.sub(owner).index, feed);
const rules = (venue: Venue, owner = alice) => hedgesOf(venue.state, venue.sub(owner).index);

/** Keeps delta within a tenth of a bitcoin with the perpetual, five thousandths of the index around mark. */
const deltaRule = (change: Partial<SetHedge> = {}): SetHedge => ({
  type: 'setHedge',
  rule: 1,
  kind: 'delta',
  instrument: btc,
  lower: -one / 10,
  upper: one / 10,
  windowMs: 0,
  putPpb: ppb(0),
  callPpb: ppb(0),
  slippagePpb: ppb(5_000_000),
  sizeMax: lots(100_000),
  lotsMax: lots(1_000_000),
  intervalMs: 1_000,
  untilMs: timeMs(genesisMs + 30 * dayMs),
  ...change,
});
const noBand = { lower: 0, upper: 0 };
const rollRule = (instrument: InstrumentId, change: Partial<SetHedge> = {}): SetHedge =>
  deltaRule({ kind: 'roll', ...noBand, instrument, windowMs: hourMs, ...change });
const collarRule = (change: Partial<SetHedge> = {}): SetHedge =>
  deltaRule({ kind: 'collar', ...noBand, windowMs: 12 * hourMs, putPpb: ppb(10_000_000), callPpb: ppb(10_000_000), slippagePpb: ppb(10_000_000), ...change }); // prettier-ignore

describe('a delta rule', () => {
  /** Alice short of a hundred calls of a hundredth, which is half a bitcoin or so. */
  function shortCalls(): HedgingVenue {
    const venue = opened();
    quote(venue);
    const { instrument } = market(venue, 'BTC_USDC-16NOV23-100000-C');
    const bid = venue.state.book.bestPrice(instrument, 'buy')!;
    venue.send(alice, orderBody('sell', 0, 100, { instrument, price: bid, timeInForce: 'IOC' }));
    expect(delta(venue)).toBeLessThan(-0.4 * one);
    quote(venue);
    return venue;
  }

  test('brings net delta to the middle of its band in the block in which it is set, at the book’s prices and for a taker’s fee', () => {
    const venue = shortCalls();
    const { code, events } = venue.send(alice, deltaRule());
    expect(code).toBe('OK');
    const [hedged] = ofType(events, 'hedged');
    expect(hedged).toMatchObject({ rule: 1, kind: 'delta', instrument: btc, side: 'buy', code: 'OK', missing: 0 });
    expect(Math.abs(delta(venue))).toBeLessThan(one / 10_000);
    expect(hedged!.traded).toBe(venue.lots(alice));
    const [fill] = ofType(events, 'fill');
    expect(fill).toMatchObject({ taker: hedged!.order, price: 1_001_000 });
    expect(fill!.takerFee).toBeGreaterThan(0);
    expect(rules(venue)[0]).toMatchObject({ rule: 1, lotsLeft: 1_000_000 - venue.lots(alice) });
  });

  test('does nothing inside its band, and acts again once prices have moved delta out of it', () => {
    const venue = shortCalls();
    venue.send(alice, deltaRule());
    venue.hedged.length = 0;
    for (let step = 0; step < 30; step++) {
      venue.prices[1] = venue.prices[1]! + 100;
      quote(venue);
      venue.block([], [], 1_000);
      expect(Math.abs(delta(venue))).toBeLessThanOrEqual(one / 10);
    }
    // Each time by no less than half the band: seven hundredths of a bitcoin and more that delta has moved by.
    expect(venue.hedged.length).toBeGreaterThan(1);
    expect(venue.hedged.length).toBeLessThan(10);
    for (const { traded } of venue.hedged) expect(traded).toBeGreaterThan(990);
  });

  test('sends at most its size, not before its interval, and no more lots than its owner has signed', () => {
    const venue = shortCalls();
    venue.send(alice, deltaRule({ sizeMax: lots(300), lotsMax: lots(700), intervalMs: 5_000 }));
    expect(venue.lots(alice)).toBe(300);
    venue.block([], [], 4_900);
    expect(venue.lots(alice)).toBe(300);
    venue.block([], [], 100);
    expect(venue.lots(alice)).toBe(600);
    const { events } = venue.block([], [], 5_000);
    expect(venue.lots(alice)).toBe(700);
    expect(ofType(events, 'hedgeEnded')).toEqual([expect.objectContaining({ rule: 1, reason: 'LOTS_USED', lotsLeft: 0 })]); // prettier-ignore
    expect(rules(venue)).toEqual([]);
  });

  test('never trades beyond its slippage: where the book is worse, what does not trade is over', () => {
    const venue = shortCalls();
    quote(venue, 100);
    const { events } = venue.send(alice, deltaRule());
    expect(ofType(events, 'hedged')).toEqual([expect.objectContaining({ traded: 0, code: 'OK' })]);
    expect(venue.lots(alice)).toBe(0);
    expect(ofType(events, 'canceled')).toEqual([expect.objectContaining({ reason: 'IOC' })]);
  });

  test('comes after what everybody sent for the block: a quote that is withdrawn in it is not met', () => {
    const venue = shortCalls();
    venue.send(bob, { type: 'cancelAll', instrument: btc });
    venue.send(bob, orderBody('sell', 100_100, 10_000));
    const withdrawn = venue.transaction(bob, { type: 'cancelAll', instrument: btc });
    venue.block([venue.transaction(alice, deltaRule()), withdrawn]);
    expect(venue.lots(alice)).toBe(0);
  });

  test('is refused like any order where margin does not cover it, says so, and waits a minute', () => {
    const venue = shortCalls();
    venue.send(alice, deltaRule({ intervalMs: 1_000, lower: 90 * one, upper: 92 * one, sizeMax: lots(900_000), lotsMax: lots(900_000) })); // prettier-ignore
    venue.send(alice, { type: 'withdraw', token: 0, amount: Math.floor(venue.state.risk.withdrawable(venue.state, venue.sub(alice).index, 0)) } as never); // prettier-ignore
    venue.block([], [], 60_000);
    const events = ofType(venue.block([], [], 60_000).events, 'hedged');
    expect(events).toEqual([expect.objectContaining({ code: 'MARGIN_TOO_LOW', traded: 0 })]);
    expect(events[0]!.missing).toBeGreaterThan(0);
    expect(ofType(venue.block([], [], 59_000).events, 'hedged')).toEqual([]);
    expect(ofType(venue.block([], [], 1_000).events, 'hedged')).toHaveLength(1);
  });

  test('rests while its market is stale and while its subaccount is being liquidated', () => {
    const venue = shortCalls();
    venue.send(alice, deltaRule({ lower: 0, upper: one / 10 }));
    const held = venue.lots(alice);
    venue.stale = true;
    venue.send(alice, deltaRule({ lower: one, upper: 2 * one }));
    venue.block([], [], 5_000);
    expect(venue.lots(alice)).toBe(held);
    venue.stale = false;
    quote(venue);
    venue.block([], [], 5_000);
    expect(venue.lots(alice)).toBeGreaterThan(held);
  });
});

describe('a roll rule', () => {
  test('moves a future to the next expiry once its own is near, both legs or none, and goes on with that one', () => {
    const venue = opened();
    quote(venue);
    const [near, next] = [market(venue, 'BTC_USDC-15NOV23'), market(venue, 'BTC_USDC-16NOV23')];
    venue.send(alice, orderBody('buy', 100_200, 5_000, { instrument: near.instrument, timeInForce: 'IOC' }));
    expect(venue.send(alice, rollRule(near.instrument)).code).toBe('OK');
    expect(venue.lots(alice, near.instrument)).toBe(5_000);
    venue.pass(near.expiryMs - hourMs - 2_000);
    quote(venue);
    venue.pass(near.expiryMs - hourMs + 5_000, 1_000);
    expect(venue.lots(alice, near.instrument)).toBe(0);
    expect(venue.lots(alice, next.instrument)).toBe(5_000);
    expect(rules(venue)).toEqual([expect.objectContaining({ kind: 'roll', instrument: next.instrument })]);
    // The rule outlives the market that it began with, and rolls again.
    venue.pass(next.expiryMs - hourMs - 2_000);
    quote(venue);
    venue.pass(next.expiryMs - hourMs + 5_000, 1_000);
    const third = market(venue, 'BTC_USDC-17NOV23');
    expect(venue.lots(alice, third.instrument)).toBe(5_000);
  });

  test('keeps strike and right of an option, and a short position stays short', () => {
    const venue = opened();
    quote(venue);
    const near = market(venue, 'BTC_USDC-15NOV23-101000-P');
    const bid = venue.state.book.bestPrice(near.instrument, 'buy')!;
    venue.send(alice, orderBody('sell', 0, 40, { instrument: near.instrument, price: bid, timeInForce: 'IOC' }));
    venue.send(alice, rollRule(near.instrument, { windowMs: dayMs, slippagePpb: ppb(10_000_000) }));
    venue.block([], [], 1_000);
    expect(venue.lots(alice, near.instrument)).toBe(0);
    expect(venue.lots(alice, market(venue, 'BTC_USDC-16NOV23-101000-P').instrument)).toBe(-40);
  });

  test('leaves the position where the next expiry has no quotes', () => {
    const venue = opened();
    quote(venue);
    const [near, next] = [market(venue, 'BTC_USDC-15NOV23'), market(venue, 'BTC_USDC-16NOV23')];
    venue.send(alice, orderBody('buy', 100_200, 5_000, { instrument: near.instrument, timeInForce: 'IOC' }));
    venue.send(bob, { type: 'cancelAll', instrument: next.instrument });
    const { events } = venue.send(alice, rollRule(near.instrument, { windowMs: dayMs }));
    expect(ofType(events, 'hedged')).toEqual([expect.objectContaining({ traded: 0 })]);
    expect(venue.lots(alice, near.instrument)).toBe(5_000);
  });

  test('ends with its market, where nothing was to be moved', () => {
    const venue = opened();
    const near = market(venue, 'BTC_USDC-15NOV23');
    venue.send(alice, rollRule(near.instrument));
    venue.pass(near.expiryMs + 2_000);
    expect(rules(venue)).toEqual([]);
  });
});

describe('a collar rule', () => {
  test('buys puts below and sells calls above a long position, one for one, at the first expiry that is far enough away', () => {
    const venue = opened();
    quote(venue);
    venue.send(alice, orderBody('buy', 100_200, 2_550, { timeInForce: 'IOC' }));
    const { events } = venue.send(alice, collarRule());
    const put = market(venue, 'BTC_USDC-16NOV23-99000-P');
    const call = market(venue, 'BTC_USDC-16NOV23-101000-C');
    // 0.255 bitcoin, in options of a hundredth.
    expect(venue.lots(alice, put.instrument)).toBe(25);
    expect(venue.lots(alice, call.instrument)).toBe(-25);
    expect(ofType(events, 'hedged')).toEqual([expect.objectContaining({ kind: 'collar', size: 25, traded: 25 })]);
    expect(ofType(venue.block([], [], 5_000).events, 'hedged')).toEqual([]);
  });

  test('follows a position that grows, and not one that shrinks', () => {
    const venue = opened();
    quote(venue);
    venue.send(alice, orderBody('buy', 100_200, 1_000, { timeInForce: 'IOC' }));
    venue.send(alice, collarRule());
    const put = market(venue, 'BTC_USDC-16NOV23-99000-P').instrument;
    expect(venue.lots(alice, put)).toBe(10);
    venue.send(alice, orderBody('buy', 100_200, 500, { timeInForce: 'IOC' }));
    venue.block([], [], 1_000);
    expect(venue.lots(alice, put)).toBe(15);
    venue.send(alice, orderBody('sell', 99_000, 1_000, { timeInForce: 'IOC' }));
    venue.block([], [], 1_000);
    expect(venue.lots(alice, put)).toBe(15);
  });

  test('of a short position buys calls above and sells puts below', () => {
    const venue = opened();
    quote(venue);
    venue.send(alice, orderBody('sell', 99_800, 1_000, { timeInForce: 'IOC' }));
    venue.send(alice, collarRule());
    expect(venue.lots(alice, market(venue, 'BTC_USDC-16NOV23-101000-C').instrument)).toBe(10);
    expect(venue.lots(alice, market(venue, 'BTC_USDC-16NOV23-99000-P').instrument)).toBe(-10);
  });

  test('counts what protects alone: calls that a long position has besides are none', () => {
    const venue = opened();
    quote(venue);
    const { instrument } = market(venue, 'BTC_USDC-16NOV23-102000-C');
    const ask = venue.state.book.bestPrice(instrument, 'sell')!;
    venue.send(alice, orderBody('buy', 0, 50, { instrument, price: ask, timeInForce: 'IOC' }));
    venue.send(alice, orderBody('buy', 100_200, 1_000, { timeInForce: 'IOC' }));
    venue.send(alice, collarRule());
    expect(venue.lots(alice, instrument)).toBe(50);
    expect(venue.lots(alice, market(venue, 'BTC_USDC-16NOV23-99000-P').instrument)).toBe(10);
  });

  test('does nothing where no strike is that far away', () => {
    const venue = opened();
    quote(venue);
    venue.send(alice, orderBody('buy', 100_200, 1_000, { timeInForce: 'IOC' }));
    const { events } = venue.send(alice, collarRule({ putPpb: ppb(50_000_000) }));
    expect(ofType(events, 'hedged')).toEqual([]);
  });
});

describe('a rule', () => {
  test.each<[string, Partial<SetHedge>]>([
    ['number 0', { rule: 0 }],
    ['number 9', { rule: 9 }],
    ['an empty band', { lower: 5, upper: 5 }],
    ['a band the wrong way round', { lower: 5, upper: 4 }],
    ['a window that delta has none of', { windowMs: 1 }],
    ['strikes that delta has none of', { putPpb: ppb(1) }],
    ['no lots', { sizeMax: lots(0) }],
    ['orders larger than all of them', { sizeMax: lots(11), lotsMax: lots(10) }],
    ['an interval below a second', { intervalMs: 999 }],
    ['an interval above a day', { intervalMs: dayMs + 1 }],
    ['an end that has passed', { untilMs: timeMs(genesisMs) }],
    ['an end in more than a year', { untilMs: timeMs(genesisMs + 367 * dayMs) }],
    ['slippage of more than the index', { slippagePpb: ppb(1_000_000_001) }],
    ['a roll of a perpetual', { kind: 'roll', ...noBand, windowMs: 1_000 }],
    ['a roll without a window', { kind: 'roll', ...noBand, instrument: 100_000 as InstrumentId }],
    ['a collar without strikes', { kind: 'collar', ...noBand, windowMs: 1_000 }],
    ['a collar where there are no options', { kind: 'collar', ...noBand, windowMs: 1_000, putPpb: ppb(1), callPpb: ppb(1), instrument: 2 as InstrumentId }], // prettier-ignore
  ])('with %s is refused', (_name, change) => {
    const venue = opened();
    const { code, events } = venue.send(alice, deltaRule(change));
    expect(code).toBe('HEDGE_INVALID');
    expect(events).toHaveLength(1);
    expect(rules(venue)).toEqual([]);
  });

  test('for an unknown market is refused, and an option takes no delta rule', () => {
    const venue = opened();
    expect(venue.send(alice, deltaRule({ instrument: 77 as InstrumentId })).code).toBe('INSTRUMENT_UNKNOWN');
    const { instrument } = market(venue, 'BTC_USDC-16NOV23-100000-C');
    expect(venue.send(alice, deltaRule({ instrument })).code).toBe('HEDGE_INVALID');
  });

  test('is set and ended by the account’s own key alone', () => {
    const venue = opened();
    const session = addressOf(0x5e55);
    venue.send(alice, approval(session));
    expect(venue.send(alice, deltaRule(), { key: session }).code).toBe('KEY_SCOPE');
    venue.send(alice, deltaRule());
    expect(venue.send(alice, deltaRule({ kind: 'none' }), { key: session }).code).toBe('KEY_SCOPE');
    const { events } = venue.send(alice, deltaRule({ kind: 'none' }));
    expect(ofType(events, 'hedgeEnded')).toEqual([expect.objectContaining({ reason: 'ENDED' })]);
    expect(rules(venue)).toEqual([]);
  });

  test('is over at its time', () => {
    const venue = opened();
    venue.send(alice, deltaRule({ untilMs: timeMs(genesisMs + 10_000) }));
    venue.pass(genesisMs + 9_900, 1_000);
    expect(rules(venue)).toHaveLength(1);
    venue.block([], [], 1_200);
    expect(rules(venue)).toEqual([]);
  });

  test('is in the commitment and the snapshot with its time, and undone with its block', () => {
    const venue = opened();
    quote(venue);
    const before = commitment(venue.state).restRoot;
    const bytes = Buffer.from(encodeState(venue.state)).toString();
    venue.send(alice, deltaRule({ lower: one, upper: 2 * one }));
    expect(commitment(venue.state).restRoot).not.toBe(before);
    const read = decodeState(genesis, encodeState(venue.state));
    expect(hedgesOf(read, venue.sub(alice).index)).toEqual(rules(venue));
    expect(read.hedgeTimes.until(venue.timeMs + 1_000)).toEqual(venue.state.hedgeTimes.until(venue.timeMs + 1_000));
    venue.state.journal.rollback(0);
    expect(Buffer.from(encodeState(venue.state)).toString()).toBe(bytes);
    expect(commitment(venue.state).restRoot).toBe(before);
  });

  test('does nothing while its subaccount is being liquidated', () => {
    const venue = opened();
    const owner = addressOf(0xdead);
    venue.deposit(owner, 1_100);
    venue.send(bob, orderBody('sell', 100_000, 1_000));
    venue.send(owner, orderBody('buy', 100_000, 1_000, { timeInForce: 'IOC' }));
    const rule = deltaRule({ lower: -one, upper: one });
    venue.send(owner, rule);
    // Nobody bids, so that its liquidation goes on; and there is something to buy.
    venue.prices[1] = 93_500;
    venue.block();
    expect(venue.sub(owner)).toMatchObject({ liquidating: true });
    venue.send(bob, orderBody('sell', 93_500, 1_000));
    venue.send(owner, deltaRule({ lower: one / 5, upper: one }));
    venue.block([], [], 61_000);
    expect(venue.hedged).toEqual([]);
  });

  test('waits for the next block where many are due', () => {
    const venue = opened();
    venue.send(bob, orderBody('sell', 100_000, 10_000));
    const owners = Array.from({ length: Math.ceil((hedgesPerBlockMax + 8) / 8) }, (_, at) => addressOf(0x9000 + at));
    for (const owner of owners) venue.deposit(owner, 1_000);
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8];
    const set = owners.flatMap((owner) =>
      numbers.map((rule) => venue.transaction(owner, deltaRule({ rule, lower: one / 1_000, upper: one / 500 }))),
    );
    venue.block(set);
    const acted = () => owners.filter((owner) => venue.lots(owner) > 0).length;
    expect(acted()).toBe(hedgesPerBlockMax / 8);
    venue.block();
    expect(acted()).toBe(owners.length);
  });
});

test('whatever rules do, a state from a snapshot does the same, money is conserved, and no rule goes beyond what was signed', () => {
  const step = fc.record({
    index: fc.integer({ min: -800, max: 800 }),
    elapsedMs: fc.constantFrom(1_000, 5_000, 60_000, 6 * hourMs),
    lots: fc.integer({ min: -500, max: 500 }),
    isRestored: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 8, maxLength: 20 }), fc.nat(2), (steps, kind) => {
      const venue = opened();
      const near = market(venue, 'BTC_USDC-15NOV23');
      const rule = [deltaRule({ lotsMax: lots(4_000), sizeMax: lots(900) }), rollRule(near.instrument, { lotsMax: lots(900), sizeMax: lots(200), windowMs: 12 * hourMs }), collarRule({ lotsMax: lots(20), sizeMax: lots(5) })][kind]!; // prettier-ignore
      let signed = rule.lotsMax as number;
      venue.send(alice, rule);
      for (const { index, elapsedMs, lots: size, isRestored } of steps) {
        venue.prices[1] = venue.prices[1]! + index;
        quote(venue);
        if (isRestored) {
          const twin = encodeState(venue.state);
          Object.assign(venue, { state: decodeState(genesis, twin) });
          expect(encodeState(venue.state)).toEqual(twin);
        }
        const [side, price] = size > 0 ? (['buy', 120_000] as const) : (['sell', 80_000] as const);
        const instrument = kind === 1 && venue.state.markets.has(near.instrument) ? near.instrument : btc;
        if (size !== 0) venue.send(carol, orderBody(side, price, Math.abs(size), { instrument, kind: 'market', price: 0, timeInForce: 'IOC' })); // prettier-ignore
        if (size !== 0) venue.send(alice, orderBody(side, 0, Math.abs(size), { instrument, kind: 'market', price: 0, timeInForce: 'IOC' })); // prettier-ignore
        venue.block([], [], elapsedMs);
        for (const { traded, size: sent, lotsLeft } of venue.hedged.splice(0)) {
          signed -= traded as number;
          expect(sent).toBeLessThanOrEqual(rule.sizeMax);
          expect(lotsLeft).toBe(signed);
          expect(signed).toBeGreaterThanOrEqual(0);
        }
      }
    }),
    { numRuns: 40 },
  );
}, 60_000);
