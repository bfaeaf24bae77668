import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { btcFutures, btcOptions } from '../../../node/exchange/defaultGenesis.ts';
import { haircut } from '../../../node/exchange/liquidation/haircut.ts';
import { netDelta, unhedgedLots } from '../../../node/exchange/risk/netDelta.ts';
import type { BlockEvent } from '../../../node/types/block.ts';
import { feedId, type Address, type InstrumentId } from '../../../node/types/ids.ts';
import { addressOf, alice, bob, btc, carol, eth, ofType, orderBody, testGenesis, usdc, Venue } from './venue.ts';

const oneDay = { daily: 1, weekly: 0, monthly: 0, quarterly: 0 };
const genesis = testGenesis({
  series: [
    { ...btcFutures, expiries: oneDay },
    { ...btcOptions, expiries: oneDay, strikesPerSide: 2 },
  ],
});

/** BTC at 100,000, ETH at 4,000; Alice is the other side of everything. */
function opened(): Venue {
  const venue = new Venue(genesis);
  venue.surface(btcOptions, 0.6);
  venue.deposit(alice, 10_000_000);
  venue.deposit(carol, 10_000_000);
  return venue;
}

const named = (venue: Venue, part: string): InstrumentId =>
  venue.state.markets.listings.find(({ name }) => name.endsWith(part))!.instrument;
const future = (venue: Venue): InstrumentId => named(venue, '15NOV23');

/** A trade at mark: bought if above zero, against `other`. */
function hold(venue: Venue, owner: Address, instrument: InstrumentId, lots: number, other: Address = alice): void {
  const number = venue.state.markets.number(instrument);
  const price = Math.round(venue.state.markets.at(number).markPerLot / venue.state.markets.tickValue(number));
  const [side, against] = lots > 0 ? (['buy', 'sell'] as const) : (['sell', 'buy'] as const);
  const size = Math.abs(lots);
  expect(venue.send(other, orderBody(against, 0, size, { instrument, price })).code).toBe('OK');
  expect(venue.send(owner, orderBody(side, 0, size, { instrument, price, timeInForce: 'IOC' })).code).toBe('OK');
}

/** What Carol pays or asks for whatever may be closed, in dollars; the events of the block in which she says so. */
function quote(venue: Venue, side: 'buy' | 'sell', instrument: InstrumentId, dollars: number): readonly BlockEvent[] {
  const { tickSizeMicroUsdc } = venue.state.markets.listingOf(instrument)!;
  const price = Math.round((dollars * 1_000_000) / tickSizeMicroUsdc);
  const { code, events } = venue.send(carol, orderBody(side, 0, 50_000, { instrument, price }));
  expect(code).toBe('OK');
  return events;
}

const steps = (events: readonly BlockEvent[]) => ofType(events, 'liquidationStep');

describe('a liquidation closes', () => {
  test('what is unhedged first, and keeps a hedge as long as there is anything else', () => {
    const venue = opened();
    venue.deposit(bob, 15_600);
    // Ten thousand lots of the perpetual, half of them against a future, and ether on top.
    hold(venue, bob, btc, 10_000);
    hold(venue, bob, future(venue), -5_000);
    hold(venue, bob, eth, 1_000);
    quote(venue, 'buy', btc, 79_990);
    quote(venue, 'buy', eth, 3_699);
    venue.prices[1] = 80_000;
    venue.prices[2] = 3_700;
    const seen = [...steps(quote(venue, 'sell', future(venue), 80_010))];
    for (let at = 0; at < 30; at++) seen.push(...steps(venue.block().events));
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.map(({ instrument }) => instrument)).not.toContain(future(venue));
    for (const step of seen) expect(step.unhedged).toBe(true);
  });

  test('no more of a position than what nothing offsets', () => {
    const venue = opened();
    venue.deposit(bob, 21_000);
    hold(venue, bob, btc, 10_000);
    hold(venue, bob, future(venue), -9_900);
    const bobIndex = venue.sub(bob).index;
    expect(unhedgedLots(venue.state, bobIndex, venue.state.markets.number(btc), 10_000)).toBe(100);
    expect(unhedgedLots(venue.state, bobIndex, venue.state.markets.number(future(venue)), -9_900)).toBe(0);
    // Maintenance rises with the index, five percent of both legs; equity hardly does.
    quote(venue, 'sell', future(venue), 230_010);
    venue.prices[1] = 230_000;
    const seen = [...steps(quote(venue, 'buy', btc, 229_990)), ...steps(venue.block().events)];
    expect(seen[0]).toMatchObject({ instrument: btc, closed: 100, unhedged: true });
    expect(seen[1]).toMatchObject({ unhedged: false });
  });

  /** Bob is long of both, and both books have bids so far below the marks that are to come. */
  function long(bids: { readonly btc?: number; readonly eth?: number }): readonly BlockEvent[] {
    const venue = opened();
    venue.deposit(bob, 21_000);
    hold(venue, bob, btc, 10_000);
    hold(venue, bob, eth, 25_000);
    if (bids.btc !== undefined) quote(venue, 'buy', btc, 94_000 - bids.btc);
    if (bids.eth !== undefined) quote(venue, 'buy', eth, 3_760 - bids.eth);
    venue.prices[1] = 94_000;
    venue.prices[2] = 3_760;
    return steps(venue.block().events);
  }

  test('of two positions the one that frees more margin for what it costs', () => {
    expect(long({ btc: 10, eth: 30 })).toEqual([expect.objectContaining({ instrument: btc })]);
    expect(long({ btc: 800, eth: 1 })).toEqual([expect.objectContaining({ instrument: eth })]);
  });

  test('what can be closed, where the book of another position is empty', () => {
    expect(long({ btc: 10 })).toEqual([expect.objectContaining({ instrument: btc })]);
    expect(long({ eth: 1 })).toEqual([expect.objectContaining({ instrument: eth })]);
    expect(long({})).toEqual([]);
  });

  test('a hedge where nothing else can be closed', () => {
    const venue = opened();
    venue.deposit(bob, 15_600);
    hold(venue, bob, btc, 10_000);
    hold(venue, bob, future(venue), -5_000);
    venue.prices[1] = 79_000;
    const [step] = steps(quote(venue, 'sell', future(venue), 79_010));
    expect(step).toMatchObject({ instrument: future(venue), unhedged: false });
  });
});

describe('deleveraging takes', () => {
  const dave = addressOf(0xda7e);
  const erin = addressOf(0xe417);

  /** Bob goes bankrupt, long of 10,000 lots; Alice, Dave and Erin are short of them, each with a hedge or without. */
  function bankrupt(hedges: readonly [number, number, number], crash = 80_000): readonly BlockEvent[] {
    const venue = opened();
    venue.deposit(bob, 11_000);
    for (const owner of [dave, erin]) venue.deposit(owner, 1_000_000);
    hold(venue, bob, btc, 5_000, alice);
    hold(venue, bob, btc, 3_000, dave);
    hold(venue, bob, btc, 2_000, erin);
    [alice, dave, erin].forEach((owner, at) => {
      if (hedges[at]! > 0) hold(venue, owner, future(venue), hedges[at]!, carol);
    });
    venue.prices[1] = crash;
    return ofType(venue.block().events, 'deleverage');
  }
  const sizes = (events: readonly BlockEvent[]) => events.map(({ counterparty, size }) => [counterparty, size]);

  test('everybody pro rata to what nothing offsets', () => {
    expect(sizes(bankrupt([0, 0, 0]))).toEqual([
      [alice, 5_000],
      [dave, 3_000],
      [erin, 2_000],
    ]);
  });

  test('hedged lots only after all unhedged ones', () => {
    // Alice is hedged whole, Dave by a third: of ten thousand, seven thousand less two are unhedged, the rest comes pro rata.
    const events = bankrupt([5_000, 1_000, 0]);
    expect(events.map(({ unhedged }) => unhedged)).toEqual([0, 2_000, 2_000]);
    expect(sizes(events)).toEqual([
      [alice, 5_000],
      [dave, 3_000],
      [erin, 2_000],
    ]);
  });

  test('nothing of a hedge while unhedged lots go round', () => {
    const lots = fc.tuple(fc.nat(40), fc.nat(40), fc.nat(40));
    fc.assert(
      fc.property(lots, fc.tuple(fc.nat(60), fc.nat(60), fc.nat(60)), (shorts, hedges) => {
        fc.pre(shorts.some((each) => each > 0));
        const venue = opened();
        const size = 100;
        const owners = [alice, dave, erin];
        for (const owner of [dave, erin]) venue.deposit(owner, 1_000_000);
        // Carol holds the other side of all; Bob has a part of it.
        owners.forEach((owner, at) => {
          if (shorts[at]! > 0) hold(venue, owner, btc, -size * shorts[at]!, carol);
          if (hedges[at]! > 0) hold(venue, owner, future(venue), size * hedges[at]!, carol);
        });
        const all = shorts.reduce((sum, each) => sum + each, 0);
        const part = Math.ceil(all / 2) * size;
        venue.deposit(bob, part * 1.06);
        hold(venue, bob, btc, part, carol);
        const free = owners.map((owner, at) => {
          const index = venue.sub(owner).index;
          return unhedgedLots(venue.state, index, venue.state.markets.number(btc), -size * shorts[at]!);
        });
        venue.prices[1] = 85_000;
        const events = ofType(venue.block().events, 'deleverage');
        const taken = owners.map((owner) =>
          events
            .filter(({ counterparty }) => counterparty === owner)
            .reduce((sum, { size: each }) => sum + Number(each), 0),
        );
        const isHedgeTouched = taken.some((each, at) => each > free[at]!);
        const isFreeLeft = taken.some((each, at) => each < free[at]!);
        expect(isHedgeTouched && isFreeLeft).toBe(false);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a haircut', () => {
  test('takes what is owed from the profits of the same underlying, pro rata, and no more than they are', () => {
    for (const [deficit, expected] of [
      [usdc(1_000), [usdc(600), usdc(400)]],
      [usdc(20_000), [usdc(6_000), usdc(4_000)]],
    ] as const) {
      const venue = opened();
      const dave = addressOf(0xda7e);
      venue.deposit(bob, 1_000_000);
      venue.deposit(dave, 1_000_000);
      hold(venue, dave, btc, -6_000, bob);
      hold(venue, dave, eth, 1_000, bob);
      hold(venue, carol, btc, -4_000, bob);
      venue.prices[1] = 90_000;
      // Dave has gained in ether, too: that is another underlying's.
      venue.prices[2] = 9_000;
      venue.block();
      venue.state.journal.forget();
      const events: BlockEvent[] = [];
      const before = [venue.cash(dave), venue.cash(carol), venue.cash(bob)];
      const run = {
        state: venue.state,
        height: 1,
        timeMs: venue.timeMs,
        events,
        budget: { triggers: 0, pegs: 0, slices: 0 },
      };
      haircut(run as never, venue.sub(bob).index, 1, deficit);
      const after = [venue.cash(dave), venue.cash(carol), venue.cash(bob)];
      const paid = before.map((cash, at) => cash - after[at]!);
      expect(paid).toEqual(
        [...expected, 0 - expected[0] - expected[1]].map((each) => expect.closeTo(each, -1) as number),
      );
      expect(ofType(events, 'haircut')).toHaveLength(2);
    }
  });
});

test('the delta of a subaccount adds perpetuals, futures and options of one underlying up, in billionths of a unit', () => {
  const venue = opened();
  venue.deposit(bob, 1_000_000);
  const call = named(venue, '-102000-C');
  hold(venue, bob, btc, 10_000);
  hold(venue, bob, future(venue), -2_500);
  hold(venue, bob, call, -100);
  hold(venue, bob, eth, 5_000);
  const { deltaPpb } = venue.state.markets.get(call)!;
  expect(deltaPpb).toBeGreaterThan(50_000_000);
  expect(deltaPpb).toBeLessThan(500_000_000);
  expect(netDelta(venue.state, venue.sub(bob).index, feedId(1))).toBe(750_000_000 - deltaPpb);
  expect(netDelta(venue.state, venue.sub(bob).index, feedId(2))).toBe(5_000_000_000);
});

test('of what is hedged but for a fraction of a lot, one lot is not', () => {
  const venue = opened();
  venue.deposit(bob, 1_000_000);
  const call = named(venue, '-102000-C');
  hold(venue, bob, call, 100);
  const { deltaPpb } = venue.state.markets.get(call)!;
  hold(venue, bob, btc, 0 - Math.floor(deltaPpb / 100_000));
  const index = venue.sub(bob).index;
  expect(netDelta(venue.state, index, feedId(1))).toBeGreaterThan(0);
  expect(unhedgedLots(venue.state, index, venue.state.markets.number(call), 100)).toBe(1);
});
