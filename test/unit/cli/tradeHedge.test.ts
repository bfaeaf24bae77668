import { describe, expect, test } from 'vitest';
import { hedgeRequest } from '../../../node/cli/tradeHedge.ts';
import type { HedgeOptions } from '../../../node/cli/tradeOptions.ts';
import { btcOptions, btcPerpetual } from '../../../node/exchange/defaultGenesis.ts';
import { perpetualAsMarket } from '../../../node/exchange/instruments/listing.ts';
import { hedgeBody } from '../../../node/sdk/bodies.ts';

const option = { ...btcOptions.terms, kind: 'option', name: 'BTC_USDC-27MAR26-100000-C', instrument: 100_007 };
const venue = { markets: [perpetualAsMarket(btcPerpetual), option] } as unknown as Parameters<typeof hedgeRequest>[3];
const nowMs = 1_800_000_000_000;

const options = (change: Partial<HedgeOptions>): HedgeOptions =>
  ({
    ...{
      market: 'BTC_USDC-PERPETUAL',
      windowHours: 24,
      slippage: '0.1',
      sizeMax: '0.5',
      totalMax: '20',
      every: 5,
      hours: 2,
    },
    ...change,
  }) as HedgeOptions;

describe('a hedge rule on the command line', () => {
  test('of delta has its band in units, its slippage in percent, its sizes in units of the market', () => {
    expect(hedgeRequest(2, 'delta', options({ lower: '-0.25', upper: '1' }), venue, nowMs)).toEqual({
      ...{ rule: 2, kind: 'delta', instrument: 1, lower: -250_000_000, upper: 1_000_000_000 },
      ...{ slippagePpb: 1_000_000, sizeMax: 5_000, lotsMax: 200_000, intervalMs: 5_000, untilMs: nowMs + 7_200_000 },
    });
  });

  test('of a collar counts in lots of the options', () => {
    expect(hedgeRequest(2, 'collar', options({ put: '5', call: '7.5' }), venue, nowMs)).toMatchObject({
      ...{ kind: 'collar', instrument: 1, putPpb: 50_000_000, callPpb: 75_000_000, sizeMax: 50, lotsMax: 2_000 },
      windowMs: 86_400_000,
    });
  });

  test('becomes a transaction in which what its kind has none of is 0', () => {
    const body = hedgeBody(hedgeRequest(3, 'roll', options({ windowHours: 6 }), venue, nowMs));
    expect(body).toMatchObject({ type: 'setHedge', kind: 'roll', windowMs: 21_600_000, lower: 0, upper: 0, putPpb: 0 });
  });

  test.each<[string, 'delta' | 'collar', Partial<HedgeOptions>]>([
    ['a delta rule without a band', 'delta', { lower: '1' }],
    ['a collar without strikes', 'collar', { put: '5' }],
    ['a rule without a most', 'delta', { lower: '0', upper: '1', totalMax: undefined }],
    ['a slippage that is no number', 'delta', { lower: '0', upper: '1', slippage: 'much' }],
    ['a bound that is no number', 'delta', { lower: '--1', upper: '1' }],
  ])('%s is refused', (_name, kind, change) => {
    expect(() => hedgeRequest(1, kind, options(change), venue, nowMs)).toThrow(
      expect.objectContaining({ code: 'ARGUMENT_INVALID' }),
    );
  });
});
