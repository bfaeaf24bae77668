import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commitment } from '../../../node/exchange/commitment.ts';
import { checkConservationFully } from '../../../node/exchange/conservation.ts';
import { btcFutures } from '../../../node/exchange/defaultGenesis.ts';
import { fundCash } from '../../../node/exchange/ledger/funds.ts';
import { largestRemainder } from '../../../node/exchange/liquidation/groupMargins.ts';
import { fundEquity } from '../../../node/exchange/liquidation/insurance.ts';
import { decodeState, encodeState } from '../../../node/exchange/snapshot.ts';
import { fundsView } from '../../../node/exchange/liquidationViews.ts';
import type { BlockEvent } from '../../../node/types/block.ts';
import { BrokenInvariant } from '../../../node/types/fault.ts';
import { feedId, type Address, type InstrumentId } from '../../../node/types/ids.ts';
import {
  addressOf,
  alice,
  bob,
  btc,
  carol,
  eth,
  insurer,
  ofType,
  orderBody,
  testGenesis,
  usdc,
  Venue,
} from './venue.ts';

/** A trade at mark: bought if above zero, against `other`. */
function hold(venue: Venue, owner: Address, instrument: InstrumentId, lots: number, other: Address = alice): void {
  const number = venue.state.markets.number(instrument);
  const price = Math.round(venue.state.markets.at(number).markPerLot / venue.state.markets.tickValue(number));
  const [side, against] = lots > 0 ? (['buy', 'sell'] as const) : (['sell', 'buy'] as const);
  const size = Math.abs(lots);
  expect(venue.send(other, orderBody(against, 0, size, { instrument, price })).code).toBe('OK');
  expect(venue.send(owner, orderBody(side, 0, size, { instrument, price, timeInForce: 'IOC' })).code).toBe('OK');
}

/** BTC at 100,000 is group 1, ETH at 4,000 group 2; Alice is the other side of everything. Funds in dollars. */
function opened(...funds: readonly [number, number]): Venue {
  const venue = new Venue();
  venue.deposit(alice, 10_000_000);
  funds.forEach((dollars, at) => {
    if (dollars > 0) venue.deposit(insurer, dollars, at + 1);
  });
  return venue;
}

/** Bob is long of one BTC and of twenty-five ether with 21,000 dollars: as much in one group as in the other. */
function twoGroups(...funds: readonly [number, number]): Venue {
  const venue = opened(...funds);
  venue.deposit(bob, 21_000);
  hold(venue, bob, btc, 10_000);
  hold(venue, bob, eth, 25_000);
  return venue;
}

const pots = (venue: Venue): number[] => [1, 2].map((group) => fundCash(venue.state, group));
const worth = (venue: Venue): number[] => [1, 2].map((group) => fundEquity(venue.state, group));
const parts = (events: readonly BlockEvent[]) =>
  events
    .filter(({ type }) => type === 'insuranceTakeover' || type === 'insuranceExhausted')
    .map(({ type, group, share, deficit }) => [type, group, share, deficit]);

const kinds = (events: readonly BlockEvent[]) => parts(events).map(([type, group]) => [type, group]);

/** One block at other prices. */
function crash(venue: Venue, bitcoin: number, ether: number): readonly BlockEvent[] {
  venue.prices[1] = bitcoin;
  venue.prices[2] = ether;
  return venue.block().events;
}

describe('each market group has an insurance fund of its own', () => {
  test('that is filled by the fees of its markets', () => {
    const venue = opened(0, 0);
    venue.deposit(bob, 21_000);
    const before = pots(venue);
    hold(venue, bob, btc, 10_000);
    const afterBtc = pots(venue);
    hold(venue, bob, eth, 25_000);
    const afterEth = pots(venue);
    // Half of 0.05 % of 100,000 dollars.
    expect([afterBtc[0]! - before[0]!, afterBtc[1]! - before[1]!]).toEqual([usdc(25), 0]);
    expect([afterEth[0]! - afterBtc[0]!, afterEth[1]! - afterBtc[1]!]).toEqual([0, usdc(25)]);
  });

  test('and by deposits for the insurance owner, whose subaccount number is the group; any other number is the lowest group', () => {
    const venue = opened(0, 0);
    const deposited = [0, 1, 2, 77].map((subNo) => ofType(venue.deposit(insurer, 100, subNo).events, 'deposit')[0]);
    expect(deposited.map((event) => [event!.group, event!.insurance])).toEqual([[1, true], [1, true], [2, true], [1, true]]); // prettier-ignore
    expect(pots(venue)).toEqual([usdc(300), usdc(100)]);
    expect(ofType(venue.deposit(bob, 1, 2).events, 'deposit')).toMatchObject([{ group: 0, insurance: false }]);
  });

  test('and by the fees of its forced closes', () => {
    const venue = twoGroups(0, 0);
    venue.deposit(carol, 1_000_000);
    venue.prices[2] = 3_500;
    const before = pots(venue);
    const { tickSizeMicroUsdc } = venue.state.markets.listingOf(eth)!;
    const price = Math.round(usdc(3_500) / tickSizeMicroUsdc);
    const { events } = venue.send(carol, orderBody('buy', 0, 50_000, { instrument: eth, price }));
    expect(ofType(events, 'liquidationStep')).toMatchObject([{ instrument: eth }]);
    expect(pots(venue)[0]).toBe(before[0]);
    expect(pots(venue)[1]).toBeGreaterThan(before[1]!);
  });
});

describe('a deficit', () => {
  test('is split by the maintenance margins of the groups when liquidation began, and each fund bears its part', () => {
    const venue = twoGroups(10_000, 10_000);
    const before = worth(venue);
    const events = crash(venue, 100_000, 3_000);
    const [started] = ofType(events, 'liquidationStarted');
    // 5 % of 100,000 and of 75,000.
    expect(started!.margins).toBe(`1:${usdc(5_000)},2:${usdc(3_750)}`);
    const deficit = 0 - Number(started!.equity);
    expect(parts(events)).toEqual([
      ['insuranceTakeover', 1, Math.round((deficit * 5_000) / 8_750), deficit],
      ['insuranceTakeover', 2, Math.round((deficit * 3_750) / 8_750), deficit],
    ]);
    const lost = worth(venue).map((now, at) => before[at]! - now);
    expect(lost).toEqual(parts(events).map(([, , share]) => share));
    expect([venue.cash(bob), venue.sub(bob).positions]).toEqual([0, []]);
  });

  test('falls on the group of its markets alone, however empty that fund is and however full another', () => {
    const venue = opened(1_000_000, 100);
    venue.deposit(carol, 1_000_000);
    venue.deposit(bob, 11_000);
    hold(venue, bob, eth, 25_000);
    // Carol has gained in bitcoin, Alice in both.
    hold(venue, carol, btc, -1_000);
    const before = [pots(venue)[0], venue.cash(carol)];
    const events = crash(venue, 100_000, 2_000);
    expect(kinds(events)).toEqual([['insuranceExhausted', 2]]);
    expect(ofType(events, 'deleverage').map(({ instrument, counterparty }) => [instrument, counterparty])).toEqual([[eth, alice]]); // prettier-ignore
    expect([pots(venue)[0], venue.cash(carol)]).toEqual(before);
    expect(ofType(events, 'insuranceExhausted')[0]).toMatchObject({ fund: usdc(100) + usdc(25), paid: usdc(125) });
  });

  test('of which one group bears its part and another does not: one takes over, the other deleverages its own markets', () => {
    const venue = twoGroups(50_000, 10);
    const events = crash(venue, 80_000, 3_200);
    expect(kinds(events)).toEqual([
      ['insuranceTakeover', 1],
      ['insuranceExhausted', 2],
    ]);
    expect(ofType(events, 'positionTaken')).toMatchObject([{ instrument: btc, lots: 10_000 }]);
    expect(ofType(events, 'deleverage')).toMatchObject([{ instrument: eth, size: 25_000 }]);
    // The price of what is deleveraged covers that group's rest, and the dust goes to its fund.
    const [exhausted] = ofType(events, 'insuranceExhausted');
    const rest = Number(exhausted!.share) - Number(exhausted!.paid);
    const [closed] = ofType(events, 'deleverage');
    expect(Number(closed!.pricePerLot) - Number(closed!.markPerLot)).toBe(Math.ceil(rest / 25_000));
    expect(pots(venue)[1]).toBe(Math.ceil(rest / 25_000) * 25_000 - rest);
    expect(venue.cash(bob)).toBe(0);
  });

  test('of a group in which nothing is left is paid by its fund, and then taken from the profits of that group alone', () => {
    const venue = twoGroups(50_000, 0);
    venue.deposit(carol, 1_000_000);
    hold(venue, carol, btc, -5_000);
    // Bob is closed in ether, whose share of a deficit it stays, and then bitcoin falls.
    venue.prices[2] = 3_380;
    venue.send(carol, orderBody('buy', 0, 50_000, { instrument: eth, price: 338_000 }));
    for (let at = 0; at < 80 && venue.lots(bob, eth) > 0; at++) venue.block();
    expect([venue.lots(bob, eth), venue.sub(bob).liquidating]).toEqual([0, true]);
    const before = venue.cash(carol);
    const events = crash(venue, 90_000, 3_380);
    expect(kinds(events)).toEqual([
      ['insuranceTakeover', 1],
      ['insuranceExhausted', 2],
    ]);
    const { share, paid } = ofType(events, 'insuranceExhausted')[0]! as unknown as { share: number; paid: number };
    expect(paid).toBeGreaterThan(0);
    expect(ofType(events, 'deleverage')).toEqual([]);
    expect(ofType(events, 'haircut')).toMatchObject([{ account: alice, group: 2, amount: share - paid }]);
    expect([venue.cash(carol), venue.cash(bob), pots(venue)[1]]).toEqual([before, 0, 0]);
  });

  test('of a position that expired in this block is that of its group', () => {
    const terms = {
      ...btcFutures.terms,
      feed: feedId(2),
      marketGroup: 2,
      tickSizeMicroUsdc: 10_000,
      lotsPerUnit: 1_000,
    };
    const oneDay = { daily: 1, weekly: 0, monthly: 0, quarterly: 0 };
    const venue = new Venue(
      testGenesis({ series: [{ ...btcFutures, underlying: 'ETH_USDC', expiries: oneDay, terms }] }),
    );
    venue.surface({ curveFeed: btcFutures.curveFeed, surfaceFeed: 110 }, 0.6);
    venue.deposit(alice, 10_000_000);
    venue.deposit(bob, 1_200);
    for (const group of [1, 2]) venue.deposit(insurer, 10_000, group);
    const future = venue.state.markets.listings.find(({ kind }) => kind === 'future')!;
    hold(venue, bob, future.instrument, 2_500);
    const before = pots(venue);
    // Without a fresh price the market waits beyond its expiry, and liquidates nobody until it is settled.
    venue.pass(future.expiryMs - 1_860_000, 3_600_000);
    venue.stale = true;
    venue.pass(future.expiryMs);
    venue.stale = false;
    venue.prices[2] = 2_500;
    const events: BlockEvent[] = [];
    for (let at = 0; at < 30; at++) events.push(...venue.block([], [], 60_000).events);
    expect(ofType(events, 'settled')).toHaveLength(2);
    expect(ofType(events, 'liquidationStarted')).toMatchObject([{ account: bob, maintenance: 0 }]);
    expect(parts(events)).toMatchObject([['insuranceTakeover', 2, expect.any(Number), expect.any(Number)]]);
    expect(pots(venue)[0]).toBe(before[0]);
    expect(pots(venue)[1]).toBeLessThan(before[1]!);
  });

  test('of a position that was deleveraged in this block is that of its group', () => {
    const venue = opened(1_000_000, 0);
    venue.deposit(bob, 11_000);
    venue.deposit(carol, 21_000);
    hold(venue, bob, eth, 25_000, carol);
    // Carol, who is short of what Bob is long of, has lost in bitcoin what she gained in ether.
    hold(venue, carol, btc, 5_000);
    const events = crash(venue, 20_000, 2_000);
    const started = ofType(events, 'liquidationStarted').find(({ account }) => account === carol);
    expect(started).toMatchObject({ margins: `1:${usdc(500)},2:${usdc(2_500)}` });
  });

  test('that no margin says the group of is the lowest group’s', () => {
    expect(largestRemainder(7, [0, 0])).toEqual([7, 0]);
  });
});

describe('what a fund took over', () => {
  test('changes the cash and equity of that fund alone, when it is sold and when others trade', () => {
    const venue = twoGroups(20_000, 20_000);
    crash(venue, 90_000, 3_400);
    expect(venue.sub(bob).positions).toEqual([]);
    const [potBtc, potEth] = pots(venue);
    venue.deposit(carol, 1_000_000);
    // Sold below mark: a loss of the first fund's.
    venue.order(carol, 'buy', 89_000, 10_000);
    for (let at = 0; at < 60; at++) venue.block();
    expect(venue.lots(carol)).toBe(10_000);
    const left = venue.state.subaccounts.get(0)!.positions;
    expect(left.map(({ instrument }) => instrument)).toEqual([eth]);
    expect(pots(venue)[1]).toBe(potEth);
    expect(pots(venue)[0]).not.toBe(potBtc);
    expect(fundsView(venue.state)).toMatchObject([
      { group: 1, underlyings: ['BTC_USDC'], positions: [] },
      { group: 2, underlyings: ['ETH_USDC'], positions: [{ instrument: eth, lots: 25_000 }] },
    ]);
  });

  test('is sold one step a block by each fund, out of its own equity', () => {
    const venue = twoGroups(20_000, 20_000);
    venue.deposit(carol, 1_000_000);
    crash(venue, 90_000, 3_400);
    venue.order(carol, 'buy', 90_000, 10_000);
    const equities = worth(venue);
    const { events } = venue.send(carol, orderBody('buy', 0, 50_000, { instrument: eth, price: 340_000 }));
    expect(ofType(events, 'liquidationStep').map(({ instrument, equity }) => [instrument, equity])).toEqual([
      [btc, equities[0]],
      [eth, equities[1]],
    ]);
  });

  test('is deleveraged as soon as that fund’s equity is below zero, while another fund keeps what it has', () => {
    const venue = twoGroups(20_000, 6_000);
    crash(venue, 90_000, 3_500);
    const held = () => venue.state.subaccounts.get(0)!.positions.map(({ instrument }) => instrument);
    expect(held()).toEqual([btc, eth]);
    const before = worth(venue)[0];
    const events = crash(venue, 90_000, 3_000);
    expect(ofType(events, 'insuranceExhausted')).toMatchObject([{ group: 2, subaccount: 0 }]);
    expect(held()).toEqual([btc]);
    expect(worth(venue)[0]).toBe(before);
    expect(worth(venue)[1]).toBeGreaterThanOrEqual(0);
  });
});

describe('the state', () => {
  test('says in the leaf of the system how its cash is split', () => {
    const venue = opened(10, 10);
    const rest = () => commitment(venue.state).subaccounts[0]!.restHash;
    const before = rest();
    const mark = venue.state.journal.mark();
    const { funds } = venue.state;
    funds.put(1, 0, funds.at(1, 0) - 5);
    funds.put(2, 0, funds.at(2, 0) + 5);
    expect(rest()).not.toBe(before);
    venue.state.journal.rollback(mark);
    expect(rest()).toBe(before);
  });

  test('in the leaf of who is being liquidated, by which margins a deficit would be split', () => {
    const venue = twoGroups(0, 0);
    crash(venue, 100_000, 3_500);
    const index = venue.sub(bob).index;
    const rest = () => commitment(venue.state).subaccounts[index]!.restHash;
    expect(venue.sub(bob).liquidating).toBe(true);
    const before = rest();
    const mark = venue.state.journal.mark();
    venue.state.liquidations.set(index, { margins: [{ group: 1, maintenance: 1 }], startedMs: 1, auctionMs: 0 });
    venue.state.subaccounts.setLiquidating(index, true);
    expect(rest()).not.toBe(before);
    venue.state.journal.rollback(mark);
    expect(rest()).toBe(before);
    const copy = decodeState(venue.state.genesis, encodeState(venue.state));
    expect(copy.liquidations.get(index)).toEqual(venue.state.liquidations.get(index));
  });

  test('keeps no note of a liquidation that is over', () => {
    const venue = twoGroups(50_000, 50_000);
    crash(venue, 80_000, 3_000);
    expect(venue.state.liquidations.size).toBe(0);
    expect(venue.sub(bob).liquidating).toBe(false);
  });

  test('whose funds do not sum to the system’s cash halts, and is no snapshot', () => {
    const venue = opened(10, 10);
    const before = encodeState(venue.state);
    venue.state.funds.set(1, { cash: 1 });
    expect(() => checkConservationFully(venue.state)).toThrow(BrokenInvariant);
    const forged = new TextDecoder().decode(before).replace('[2,{"cash":10000000}]', '[2,{"cash":10000001}]');
    const read = (text: string) => () => decodeState(venue.state.genesis, new TextEncoder().encode(text));
    expect(read(forged)).toThrow(expect.objectContaining({ code: 'SNAPSHOT_MALFORMED' }));
    const other = new TextDecoder().decode(before).replace('[2,{"cash":10000000}]', '[3,{"cash":10000000}]');
    expect(read(other)).toThrow(expect.objectContaining({ code: 'SNAPSHOT_MALFORMED' }));
    const noted = new TextDecoder().decode(before).replace('"liquidations":[]', '"liquidations":[[1,{"margins":[{"group":1,"maintenance":5}]}]]'); // prettier-ignore
    expect(read(noted)).toThrow(expect.objectContaining({ code: 'SNAPSHOT_MALFORMED' }));
    expect(read(new TextDecoder().decode(before))).not.toThrow();
  });
});

describe('the largest remainder method', () => {
  test('gives what rounding leaves to the largest remainders, of equal ones to the first', () => {
    expect(largestRemainder(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(largestRemainder(11, [1, 1, 1])).toEqual([4, 4, 3]);
    expect(largestRemainder(10, [1, 5, 1])).toEqual([2, 7, 1]);
    expect(largestRemainder(1, [1, 2])).toEqual([0, 1]);
    expect(largestRemainder(9_007_199_254_740_991, [3, 3])).toEqual([4_503_599_627_370_496, 4_503_599_627_370_495]);
  });

  test('sums to the amount, and is off by less than one', () => {
    const amount = fc.integer({ min: 0, max: 2 ** 50 });
    const weights = fc.array(fc.integer({ min: 0, max: 2 ** 40 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(amount, weights, (whole, by) => {
        const split = largestRemainder(whole, by);
        expect(split.reduce((sum, part) => sum + part, 0)).toBe(whole);
        const total = by.reduce((sum, weight) => sum + weight, 0);
        if (total === 0) return;
        split.forEach((part, at) => {
          const off = BigInt(part) * BigInt(total) - BigInt(whole) * BigInt(by[at]!);
          expect((off < 0n ? -off : off) < BigInt(total)).toBe(true);
        });
      }),
    );
  });
});

test('over random accounts and prices no fund ever changes by more than its own markets and its part of the deficits', () => {
  const account = fc.record({
    dollars: fc.integer({ min: 1_000, max: 40_000 }),
    btc: fc.integer({ min: -3_000, max: 3_000 }),
    eth: fc.integer({ min: -8_000, max: 8_000 }),
  });
  const prices = fc.array(fc.tuple(fc.integer({ min: 60, max: 160 }), fc.integer({ min: 60, max: 160 })), { minLength: 1, maxLength: 5 }); // prettier-ignore
  fc.assert(
    fc.property(fc.array(account, { minLength: 2, maxLength: 5 }), prices, fc.nat(3_000), (accounts, course, fund) => {
      const venue = opened(fund, fund);
      accounts.forEach(({ dollars, ...lots }, at) => {
        const owner = addressOf(0xacc0 + at);
        venue.deposit(owner, dollars);
        for (const [instrument, size] of [
          [btc, lots.btc],
          [eth, lots.eth],
        ] as const) {
          if (size === 0) continue;
          const number = venue.state.markets.number(instrument);
          const price = Math.round(venue.state.markets.at(number).markPerLot / venue.state.markets.tickValue(number));
          const [side, against] = size > 0 ? (['buy', 'sell'] as const) : (['sell', 'buy'] as const);
          venue.send(alice, orderBody(against, 0, Math.abs(size), { instrument, price }));
          venue.send(owner, orderBody(side, 0, Math.abs(size), { instrument, price, timeInForce: 'IOC' }));
          venue.send(alice, { type: 'cancelAll', instrument: 0 as InstrumentId });
        }
      });
      for (const [bitcoin, ether] of course) {
        const [before, held] = [worth(venue), venue.state.subaccounts.get(0)!.positions];
        const gains = [1, 2].map((instrument, at) => {
          const position = held.find((each) => (each.instrument as number) === instrument);
          const now = venue.state.markets.get(instrument as InstrumentId)!.markPerLot;
          return { at, now, lots: position?.lots ?? 0 };
        });
        const events = crash(venue, bitcoin * 1_000, ether * 40);
        for (const { at, now, lots } of gains) {
          const group = at + 1;
          // What the fund held has moved with its mark; whatever else it lost is its share of deficits, or a rest that nothing covered.
          const mark = venue.state.markets.get(group as InstrumentId)!.markPerLot;
          const own = lots * (mark - now);
          const shares = events
            .filter(({ type, account: of }) => type.startsWith('insurance') && of !== venue.state.subaccounts.owner(0))
            .filter(({ group: of }) => of === group)
            .reduce((sum, { share }) => sum + Number(share), 0);
          expect(worth(venue)[at]!).toBeGreaterThanOrEqual(before[at]! + Math.min(0, own) - shares);
          const touched = events.some(({ group: of, type }) => type.startsWith('insurance') && of === group);
          if (!touched && lots === 0) expect(worth(venue)[at]!).toBe(before[at]!);
        }
        for (const index of venue.state.subaccounts.sortedKeys()) {
          if (index > 0) expect(venue.state.risk.assess(venue.state, index).equity).toBeGreaterThanOrEqual(0);
        }
      }
    }),
    { numRuns: 60 },
  );
});
