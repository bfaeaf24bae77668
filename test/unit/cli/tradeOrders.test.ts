import { describe, expect, test } from 'vitest';
import { orderRequest } from '../../../node/cli/tradeOrders.ts';

/** Ticks of 0.1 USDC, lots of 0.0001. */
const market = { instrument: 1, name: 'BTC', tickSizeMicroUsdc: 100_000, lotsPerUnit: 10_000 } as Parameters<typeof orderRequest>[0]; // prettier-ignore
const wish = { market: 'BTC', side: 'buy', size: '0.5', price: '61000', clientId: 0 } as const;

describe('what a command line asks of an order', () => {
  test.each([
    ['5', 50],
    ['-5', -50],
    ['-0.1', -1],
    ['0', 0],
  ])('--peg-offset %s is %i ticks', (pegOffset, offset) => {
    expect(orderRequest(market, { ...wish, peg: 'mid', pegOffset })).toMatchObject({
      postOnly: true,
      peg: { source: 'mid', offset },
    });
  });

  test.each(['--5', '-', '5-', '-0.05'])('--peg-offset %s is refused', (pegOffset) => {
    const code = expect.stringMatching(/^(ARGUMENT_INVALID|PRICE_OFF_TICK)$/) as string;
    expect(() => orderRequest(market, { ...wish, peg: 'mid', pegOffset })).toThrow(expect.objectContaining({ code }));
  });

  test('--slices go a minute apart unless --every says otherwise', () => {
    expect(orderRequest(market, { ...wish, slices: 12 }).twap).toEqual({ slices: 12, intervalMs: 60_000 });
    expect(orderRequest(market, { ...wish, slices: 12, every: 5 }).twap).toEqual({ slices: 12, intervalMs: 5_000 });
  });

  test('--maker-group is the group under which it rests', () => {
    expect(orderRequest(market, { ...wish, makerGroup: 3 }).makerGroup).toBe(3);
    expect(orderRequest(market, wish)).not.toHaveProperty('makerGroup');
  });

  test('--oco is the number of its group', () => {
    expect(orderRequest(market, { ...wish, oco: 3 }).ocoGroup).toBe(3);
    expect(orderRequest(market, wish)).not.toHaveProperty('ocoGroup');
  });
});
