import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commonDivisor, costStep, legPrices, type UnpricedLeg } from '../../../node/exchange/orders/comboPrices.ts';
import { slowLegPrices } from './slowComboPrices.ts';

const leg = (change: Partial<UnpricedLeg> = {}): UnpricedLeg => ({
  ...{ side: 'buy', ratio: 1, tickValue: 10, markPerLot: 10_000_000, least: 1, most: 10_000_000 },
  ...change,
});
/** A lot of BTC at 100,000 for two of ETH at 4,000: 2 USDC at mark. */
const pair = [leg(), leg({ side: 'sell', ratio: 2, markPerLot: 4_000_000 })] as const;

const legs = fc.array(
  fc
    .record({
      side: fc.constantFrom<'buy' | 'sell'>('buy', 'sell'),
      ratio: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 1_000 })),
      tickValue: fc.constantFrom(10, 10, 1, 7, 1_000, 123_456),
      marks: fc.integer({ min: 1, max: 2_000_000_000 }),
    })
    .map(({ side, ratio, tickValue, marks }) => {
      const markPerLot = Math.max(1, Math.min(marks, Math.floor(1e15 / tickValue / ratio)) * 3);
      const most = Math.ceil((markPerLot / tickValue) * 1.05) + 1;
      return { side, ratio, tickValue, markPerLot, least: Math.max(1, 2 * Math.ceil(markPerLot / tickValue) - most), most };
    }),
  { minLength: 2, maxLength: 4 },
); // prettier-ignore

/** Legs, and what a unit of them is to cost: thousandths of what they are worth beside mark, in whole steps. */
const wanted = fc.tuple(legs, fc.integer({ min: -49, max: 49 })).map(([all, off]) => {
  const value = all.reduce((sum, { ratio, markPerLot }) => sum + ratio * markPerLot, 0);
  const mark = all.reduce((sum, { side, ratio, markPerLot }) => sum + (side === 'buy' ? 1 : -1) * ratio * markPerLot, 0); // prettier-ignore
  const step = costStep(all);
  return [all, Math.round((mark + (value * off) / 1_000) / step) * step] as const;
});

const costOf = (all: readonly UnpricedLeg[], prices: readonly number[]): number =>
  all.reduce((sum, { side, ratio, tickValue }, at) => {
    const value = ratio * tickValue * prices[at]!;
    return sum + (side === 'buy' ? value : 0 - value);
  }, 0);

describe('prices of the legs of two combos that trade with one another', () => {
  test('make up the cost to the micro-USDC, in whole ticks within every leg’s limits', () => {
    fc.assert(
      fc.property(wanted, ([all, cost]) => {
        const prices = legPrices(all, cost);
        fc.pre(prices !== undefined);
        expect(costOf(all, prices)).toBe(cost);
        for (const [at, price] of prices.entries()) {
          expect(Number.isSafeInteger(price) && price >= all[at]!.least && price <= all[at]!.most).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('are the same for both sides', () => {
    fc.assert(
      fc.property(wanted, ([all, cost]) => {
        const other = all.map((each) => ({ ...each, side: each.side === 'buy' ? ('sell' as const) : ('buy' as const) }));
        expect(legPrices(other, 0 - cost)).toEqual(legPrices(all, cost));
      }),
      { numRuns: 1_000 },
    );
  }); // prettier-ignore

  test('are found where a unit costs what it does at mark, or a little more or less', () => {
    const fine = wanted.filter(([all]) => all.every(({ markPerLot, tickValue, ratio }) => markPerLot / tickValue > 2_000_000 && ratio <= 5 && tickValue < 1_000)); // prettier-ignore
    fc.assert(
      fc.property(fine, ([all, cost]) => void expect(legPrices(all, cost)).toBeDefined()),
      { numRuns: 300 },
    );
  });

  test('are what trying one price after another finds', () => {
    const small = fc.array(
      fc.record({
        ...{ sign: fc.constantFrom<1 | -1>(1, -1), ratio: fc.integer({ min: 1, max: 12 }), tick: fc.integer({ min: 1, max: 6 }) },
        ...{ mark: fc.integer({ min: 1, max: 400 }), least: fc.constant(1), most: fc.constant(300) },
      }),
      { minLength: 2, maxLength: 4 },
    ); // prettier-ignore
    fc.assert(
      fc.property(small, fc.integer({ min: -5_000, max: 5_000 }), (all, cost) => {
        const named = all.map(({ sign, ratio, tick, mark, least, most }) => {
          const side = sign === 1 ? ('buy' as const) : ('sell' as const);
          return { side, ratio, tickValue: tick, markPerLot: mark, least, most };
        });
        expect(legPrices(named, cost)).toEqual(slowLegPrices(all, cost));
      }),
      { numRuns: 2_000 },
    );
  });

  test('are the marks where a unit costs just that', () => {
    expect(legPrices(pair, 2_000_000)).toEqual([1_000_000, 400_000]);
  });

  test('share what it costs beside mark at one rate: bought legs dearer, sold ones cheaper', () => {
    // 18 USDC in all, 0.18 beside mark: a hundredth.
    expect(legPrices(pair, 2_180_000)).toEqual([1_010_000, 396_000]);
    expect(legPrices(pair, 1_820_000)).toEqual([990_000, 404_000]);
  });

  test('leave what rounding leaves to the leg whose tick costs least, and of several to the last', () => {
    expect(legPrices(pair, 2_000_010)).toEqual([1_000_001, 400_000]);
    expect(legPrices([leg(), leg({ side: 'sell' })], 10)).toEqual([1_000_001, 1_000_000]);
    expect(legPrices([leg(), leg({ side: 'sell' })], 30)).toEqual([1_000_002, 999_999]);
  });

  test('go to the nearest that leave the others a whole number where the ticks of two have no common measure', () => {
    const odd = [leg({ ratio: 2 }), leg({ side: 'sell', ratio: 3 })];
    expect(legPrices(odd, 10 - 10_000_000)).toEqual([1_000_002, 1_000_001]);
  });

  test('do not exist where no whole ticks make up the cost, or a leg would leave its limits', () => {
    expect(legPrices(pair, 2_000_005)).toBeUndefined();
    expect(legPrices([leg({ most: 1_010_000 }), pair[1]], 2_180_000)).toEqual([1_010_000, 396_000]);
    expect(legPrices([leg({ most: 1_009_999 }), pair[1]], 2_180_000)).toBeUndefined();
    expect(legPrices([pair[0], { ...pair[1], least: 396_001 }], 2_180_000)).toBeUndefined();
    expect(legPrices(pair, -18_000_000)).toBeUndefined();
  });

  test('go by steps of the greatest amount that all ticks are multiples of', () => {
    expect(costStep(pair)).toBe(10);
    expect(costStep([leg({ ratio: 4, tickValue: 6 }), leg({ ratio: 3, tickValue: 12 })])).toBe(12);
    expect(commonDivisor([6, 15, 9])).toBe(3);
  });
});
