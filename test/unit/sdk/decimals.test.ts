import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { btcPerpetual, ethPerpetual } from '../../../node/exchange/defaultGenesis.ts';
import {
  lotsToSize,
  microToUsdc,
  priceToTicks,
  sizeToLots,
  ticksToPrice,
  usdcToMicro,
} from '../../../node/sdk/index.ts';

describe('decimals of people and integers of the exchange', () => {
  test('are the same amounts', () => {
    expect(usdcToMicro('1000.25')).toBe(1_000_250_000);
    expect(priceToTicks(btcPerpetual, '50000.1')).toBe(500_001);
    expect(sizeToLots(btcPerpetual, '0.0123')).toBe(123);
    expect(sizeToLots(ethPerpetual, '2')).toBe(2_000);
    expect(microToUsdc(-1_500_000)).toBe('-1.5');
    expect(microToUsdc(0)).toBe('0');
    expect(lotsToSize(btcPerpetual, -4)).toBe('-0.0004');
  });

  test.each(['', '-1', '1e3', '0x10', '1,5', '.5', '5.', 'NaN', '1'.repeat(16), '0.0000001'])(
    '%j is no amount',
    (text) => {
      expect(() => usdcToMicro(text)).toThrowError(expect.objectContaining({ code: 'ARGUMENT_INVALID' }) as Error);
    },
  );

  test('between two ticks or lots nothing is rounded', () => {
    const refused = (code: string) => expect.objectContaining({ code }) as Error;
    expect(() => priceToTicks(btcPerpetual, '50000.05')).toThrowError(refused('PRICE_OFF_TICK'));
    expect(() => sizeToLots(btcPerpetual, '0.00005')).toThrowError(refused('SIZE_OFF_LOT'));
  });

  test('there and back is where it began', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 40 }), (value) => {
        expect(usdcToMicro(microToUsdc(value))).toBe(value);
        expect(priceToTicks(btcPerpetual, ticksToPrice(btcPerpetual, value))).toBe(value);
        expect(sizeToLots(ethPerpetual, lotsToSize(ethPerpetual, value))).toBe(value);
      }),
    );
  });
});
