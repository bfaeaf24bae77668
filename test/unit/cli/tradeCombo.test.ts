import { describe, expect, test } from 'vitest';
import { readBatch } from '../../../node/cli/tradeBatch.ts';
import { comboRequest, comboSaid } from '../../../node/cli/tradeCombo.ts';
import { combosSaid } from '../../../node/cli/tradeReading.ts';
import { operationBody } from '../../../node/sdk/bodies.ts';
import { btcPerpetual, ethPerpetual } from '../../../node/exchange/defaultGenesis.ts';

const network = { markets: [btcPerpetual, ethPerpetual] } as unknown as Parameters<typeof comboRequest>[0];
const legs = ['sell:ETH_USDC-PERPETUAL:0.015', 'buy:1:0.001'];
const wish = { size: 10, price: '0.5', clientId: 0 } as const;

describe('what a command line asks of a combo', () => {
  test('legs are a side, a market by name or number, and the size of one unit', () => {
    expect(comboRequest(network, legs, wish)).toEqual({
      legs: [
        { instrument: 2, side: 'sell', ratio: 15 },
        { instrument: 1, side: 'buy', ratio: 10 },
      ],
      size: 10,
      limit: 500_000,
      selfTradePrevention: 'cancel-taker',
      clientId: 0,
    });
  });

  test('a price below zero is what a unit must bring', () => {
    expect(comboRequest(network, legs, { ...wish, price: '-12.25' }).limit).toBe(-12_250_000);
    expect(Object.is(comboRequest(network, legs, { ...wish, price: '-0' }).limit, 0)).toBe(true);
  });

  test('one that rests says for how long, and whether it may take', () => {
    expect(comboRequest(network, legs, { ...wish, tif: 'GTC', postOnly: true })).toMatchObject({ timeInForce: 'GTC', postOnly: true }); // prettier-ignore
    const { goodTillMs } = comboRequest(network, legs, { ...wish, goodFor: 60 });
    expect(Math.abs(goodTillMs! - Date.now() - 60_000)).toBeLessThan(5_000);
  });

  test('--cancel-own cancels own orders in the way', () => {
    expect(comboRequest(network, legs, { ...wish, cancelOwn: true }).selfTradePrevention).toBe('cancel-maker');
  });

  test.each([
    ['ARGUMENT_INVALID', 'hold:1:0.001'],
    ['ARGUMENT_INVALID', 'buy:1'],
    ['ARGUMENT_INVALID', 'buy:1:-1'],
    ['MARKET_UNKNOWN', 'buy:DOGE:1'],
    ['SIZE_OFF_LOT', 'buy:1:0.00001'],
  ])('%s: the leg %s', (code, leg) => {
    expect(() => comboRequest(network, [leg], wish)).toThrow(expect.objectContaining({ code }));
  });

  test.each(['--1', '1-', '', 'x', '0.0000001'])('the price %j is refused', (price) => {
    const code = 'ARGUMENT_INVALID';
    expect(() => comboRequest(network, legs, { ...wish, price })).toThrow(expect.objectContaining({ code }));
  });
});

describe('what a combo did', () => {
  const said = (units: number, cost: number, asked = 10, rests = 0) => {
    const rested = rests === 0 ? [] : [{ type: 'comboRested', order: '0xaa', size: rests }];
    const events = [{ type: 'combo', order: '0xaa', units, size: 10, cost, legs: '1:1,2:-2' }, ...rested];
    const result = { hash: '0xaa', code: 'OK', height: 7, timeMs: 1, verified: true, events };
    return comboSaid(result as unknown as Parameters<typeof comboSaid>[0], asked);
  };

  test('its units, and what they cost or brought together', () => {
    expect(said(4, 2_000_000).lines[1]).toBe('final at height 7: 4 of 10 units, cost 2 USDC before fees');
    expect(said(4, -2_500_000).lines[1]).toBe('final at height 7: 4 of 10 units, brought 2.5 USDC before fees');
    expect(said(0, 0).lines[1]).toBe('final at height 7: 0 of 10 units');
    expect(said(4, -2_500_000).record).toMatchObject({ units: 4, size: 10, cost: '-2.5' });
  });

  test('what rests of it, and which units are counted where those asked for had a common divisor', () => {
    expect(said(4, 2_000_000, 10, 6).lines[1]).toBe(
      'final at height 7: 4 of 10 units, cost 2 USDC before fees; 6 rest',
    );
    expect(said(4, 2_000_000, 5, 6).lines[1]).toBe('final at height 7: 2 of 5 units, cost 2 USDC before fees; 3 rest');
    expect(said(3, 2_000_000, 5).lines[1]).toBe(
      'final at height 7: 3 of 10 units of 1:1,2:-2, cost 2 USDC before fees',
    );
    expect(said(4, 2_000_000, 5).record).toMatchObject({ legs: '1:1,2:-2', units: 4, size: 10 });
  });
});

describe('a combo in a file of a batch', () => {
  const line = { op: 'combo', legs, size: 10, price: '-0.5' };

  test('has the options of the command as keys', () => {
    const written = JSON.stringify({ ...line, postOnly: true, label: 'pair' });
    const asked = comboRequest(network, legs, { ...wish, price: '-0.5', postOnly: true, label: 'pair' });
    expect(readBatch('f', written, network)).toEqual([{ combo: asked }]);
    expect(operationBody({ combo: asked })).toMatchObject({ type: 'combo', timeInForce: 'GTC', limit: -500_000 });
  });

  test.each([{ legs: 'buy:1:0.001' }, { size: 0 }, { price: 1 }, { slide: true }])('is refused with %j', (change) => {
    const written = JSON.stringify({ ...line, ...change });
    expect(() => readBatch('f', written, network)).toThrow(expect.objectContaining({ code: 'BATCH_FILE_INVALID' }));
  });
});

describe('the books of strategies', () => {
  test('are told from the dearest ask down to the cheapest bid', () => {
    const bids = [{ price: 1_900_000, units: 3, combos: 1 }];
    const asks = [1_950_000, 2_000_000].map((price) => ({ price, units: 5, combos: 2 }));
    const { lines, record } = combosSaid({ height: 7, timeMs: 1, strategies: [{ legs: '1:1,2:-2', bids, asks }] });
    expect(lines.map((line) => line.replace(/ +/g, ' '))).toEqual([
      'strategies at height 7',
      '1:1,2:-2',
      'ask 2 5',
      'ask 1.95 5',
      'bid 1.9 3',
    ]);
    expect(record).toMatchObject({ strategies: [{ bids: [{ price: '1.9', units: 3, combos: 1 }] }] });
  });
});
