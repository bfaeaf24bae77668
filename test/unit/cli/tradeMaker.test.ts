import { describe, expect, test } from 'vitest';
import { readQuote } from '../../../node/cli/tradeMaker.ts';
import { btcPerpetual } from '../../../node/exchange/defaultGenesis.ts';
import { perpetualAsMarket } from '../../../node/exchange/instruments/listing.ts';
import { WitanError } from '../../../node/types/fault.ts';

const market: Parameters<typeof readQuote>[0] = perpetualAsMarket(btcPerpetual);
const { tickSizeMicroUsdc, lotsPerUnit } = perpetualAsMarket(btcPerpetual);
const ticks = (price: number): number => (price * 1_000_000) / tickSizeMicroUsdc;

describe('a quote on a command line', () => {
  test('has both sides, one of them, or none', () => {
    const bid = { price: ticks(60_300), size: lotsPerUnit / 2 };
    const ask = { price: ticks(60_310.5), size: 3 * lotsPerUnit };
    expect(readQuote(market, '60300:0.5/60310.5:3')).toEqual({ bid, ask });
    expect(readQuote(market, '60300:0.5/')).toEqual({ bid });
    expect(readQuote(market, '/60310.5:3')).toEqual({ ask });
    expect(readQuote(market, '/')).toEqual({});
  });

  test.each([
    ['', 'ARGUMENT_INVALID'],
    ['60300:0.5', 'ARGUMENT_INVALID'],
    ['60300/60310', 'ARGUMENT_INVALID'],
    ['a:1/', 'ARGUMENT_INVALID'],
    ['1.2.3:1/', 'ARGUMENT_INVALID'],
    ['60300:0.5/60310:1/', 'ARGUMENT_INVALID'],
    ['60300.01:0.5/', 'PRICE_OFF_TICK'],
    ['60300:0.00000001/', 'SIZE_OFF_LOT'],
  ])('that is %j is refused: %s', (written, code) => {
    expect(() => readQuote(market, written)).toThrow(WitanError);
    expect(() => readQuote(market, written)).toThrow(expect.objectContaining({ code }));
  });
});
