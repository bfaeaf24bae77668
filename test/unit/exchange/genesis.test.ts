import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { createExchange } from '../../../node/exchange/state.ts';
import {
  datedInstrumentMin,
  type AuctionRules,
  type ExchangeGenesis,
  type PerpetualListing,
} from '../../../node/exchange/genesis.ts';
import { btcFutures, btcOptions, defaultAuction, usdcToken, wethToken } from '../../../node/exchange/defaultGenesis.ts';
import { feedId, instrumentId } from '../../../node/types/ids.ts';
import { median3, mulDiv } from '../../../node/exchange/integers.ts';
import { ppb } from '../../../node/types/units.ts';
import { testGenesis } from './venue.ts';

const listed = (change: Partial<PerpetualListing>): Partial<ExchangeGenesis> => {
  const [first, ...others] = testGenesis().markets;
  return { markets: [{ ...first!, ...change }, ...others] };
};
const tier = testGenesis().feeTiers[0]!;

const auction = (change: Partial<AuctionRules>) => ({ auction: { ...defaultAuction, ...change } });

describe('an exchange does not start with parameters that break its promises', () => {
  test.each<[string, Partial<ExchangeGenesis>]>([
    ['a perpetual among the numbers of dated markets', listed({ instrument: instrumentId(datedInstrumentMin) })],
    ['two series of one number', { series: [btcFutures, { ...btcOptions, series: 1 }] }],
    ['two series of options on one underlying', { series: [btcOptions, { ...btcOptions, series: 9 }] }],
    ['futures with strikes', { series: [{ ...btcFutures, strikesPerSide: 1 }] }],
    ['options without strikes', { series: [{ ...btcOptions, strikeStepMicroUsdc: 0 }] }],
    ['more strikes than a listing may add', { series: [{ ...btcOptions, strikesPerSide: 51 }] }],
    ['a strike on no thousandth', { series: [{ ...btcOptions, strikeStepMicroUsdc: 1_500 }] }],
    ['a thirteenth expiry of a kind', { series: [{ ...btcOptions, expiries: { ...btcOptions.expiries, daily: 13 } }] }],
    ['a least margin below maintenance', { series: [{ ...btcOptions, leastInitialMarginPpb: ppb(70_000_000) }] }],
    ['an underlying that makes no name', { series: [{ ...btcOptions, underlying: 'btc' }] }],
    ['terms of a series that no market may have', { series: [{ ...btcOptions, terms: { ...btcOptions.terms, tickSizeMicroUsdc: 15 } }] }], // prettier-ignore
    ['no market', { markets: [] }],
    ['a tick that is no whole micro-USDC per lot', listed({ tickSizeMicroUsdc: 15_000 })],
    ['a position whose value times eight passes 2^53', listed({ maxPositionLots: 20_000_000 })],
    ['a lot too dear for the basis', listed({ maxPriceTicks: 1_000_000_000_000, maxPositionLots: 1 })],
    ['a price of more than 31 bits', listed({ maxPriceTicks: 2_147_483_648, maxPositionLots: 1, maxOrderLots: 1 })],
    ['maintenance margin at initial margin', listed({ maintenanceMarginPpb: ppb(100_000_000) })],
    ['an order larger than a position', listed({ maxOrderLots: 5_000_001 })],
    ['a fractional size', listed({ minSizeLots: 0.5 })],
    ['a band of everything', listed({ priceBandPpb: ppb(1_000_000_000) })],
    ['two markets of one name', listed({ name: 'ETH_USDC-PERPETUAL' })],
    ['a rebate above the least taker fee', { feeTiers: [{ ...tier, makerPpb: ppb(-600_000) }] }],
    ['no tier from volume zero', { feeTiers: [] }],
    ['fee shares above everything', { feeShares: { insurancePpb: ppb(600_000_000), validatorsPpb: ppb(600_000_000) } }],
    ['an auction without a wait', auction({ afterMs: 0 })],
    ['an auction that waits for more than a day', auction({ afterMs: 86_400_001 })],
    ['an auction of no time', auction({ durationMs: 0 })],
    ['an auction of more than a day', auction({ durationMs: 86_400_001 })],
    ['a discount that falls', auction({ discountStartPpb: ppb(300_000_001) })],
    ['a discount of more than half of margin', auction({ discountEndPpb: ppb(500_000_001) })],
    ['a market of no group', listed({ marketGroup: 0 })],
    ['a group beyond the last', listed({ marketGroup: 65 })],
    ['two groups of one underlying', { series: [{ ...btcFutures, terms: { ...btcFutures.terms, marketGroup: 2 } }] }],
    ['USDC with other decimals', { tokens: [{ ...usdcToken, decimals: 18 }] }],
    ['a token without its place', { tokens: [usdcToken, { ...wethToken, id: 2 }] }],
    ['two tokens of one symbol', { tokens: [usdcToken, { ...wethToken, symbol: 'USDC' }] }],
    [
      'a token with more decimals in the ledger than a leaf has',
      { tokens: [usdcToken, { ...wethToken, ledgerDecimals: 9 }] },
    ],
    ['a token without a price', { tokens: [usdcToken, { ...wethToken, feed: feedId(0) }] }],
    ['a token that counts in full', { tokens: [usdcToken, { ...wethToken, maintenanceHaircutPpb: ppb(0) }] }],
    ['haircuts the wrong way round', { tokens: [usdcToken, { ...wethToken, initialHaircutPpb: ppb(90_000_000) }] }],
  ])('%s', (_name, change) => {
    expect(() => createExchange(testGenesis(change))).toThrow(expect.objectContaining({ code: 'GENESIS_INVALID' }));
  });
});

describe('integer arithmetic', () => {
  test('a·b/d is exact also where the product just fits and d is anything', () => {
    const most = Number.MAX_SAFE_INTEGER;
    const product = fc.oneof(fc.integer({ min: most - 1_000, max: most }), fc.integer({ min: -most, max: most }));
    const divisor = fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: most }));
    fc.assert(
      fc.property(product, divisor, (a, d) => {
        const [exact, by] = [BigInt(a), BigInt(d)];
        const floor = exact / by - (exact % by < 0n ? 1n : 0n);
        expect(mulDiv(a, 1, d, 'floor')).toBe(Number(floor));
        expect(mulDiv(a, 1, d, 'ceil')).toBe(Number(exact % by === 0n ? floor : floor + 1n));
      }),
      { numRuns: 2_000 },
    );
  });

  test('a·b/d is exact and rounded as told, whatever the size', () => {
    const factor = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });
    fc.assert(
      fc.property(
        factor,
        fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
        fc.integer({ min: 1_000_000_000, max: 2_000_000_000 }),
        (a, b, d) => {
          const [floor, ceil] = [BigInt(mulDiv(a, b, d, 'floor')), BigInt(mulDiv(a, b, d, 'ceil'))];
          const product = BigInt(a) * BigInt(b);
          expect(floor * BigInt(d) <= product && product < (floor + 1n) * BigInt(d)).toBe(true);
          expect(ceil * BigInt(d) >= product && product > (ceil - 1n) * BigInt(d)).toBe(true);
          expect(Object.is(mulDiv(a, b, d, 'ceil'), -0)).toBe(false);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('the median of three is the middle one', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.integer(), (a, b, c) => {
        expect(median3(a, b, c)).toBe([a, b, c].sort((x, y) => x - y)[1]);
      }),
    );
  });
});
