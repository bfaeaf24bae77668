import { describe, expect, test } from 'vitest';
import {
  bidBody,
  comboBody,
  massQuoteBody,
  orderBody,
  protectionBody,
  riskLimitsBody,
} from '../../../node/sdk/bodies.ts';
import { partsToPpb } from '../../../node/sdk/index.ts';
import type { Address } from '../../../node/types/ids.ts';
import { plainOrder } from '../../../node/types/transaction.ts';

const request = { instrument: 1, side: 'buy', size: 12, price: 1_000 } as const;

describe('an order that is asked for', () => {
  test('has the empty value of whatever it does not name', () => {
    expect(orderBody(request)).toMatchObject({ ...plainOrder, kind: 'limit', timeInForce: 'GTC', postOnly: false });
  });

  test('with a peg never takes, and follows its source without an offset unless it names one', () => {
    expect(orderBody({ ...request, peg: { source: 'mid' } })).toMatchObject({ postOnly: true, pegSource: 'mid', pegOffset: 0 }); // prettier-ignore
    expect(orderBody({ ...request, peg: { source: 'mark', offset: -7 } })).toMatchObject({ pegSource: 'mark', pegOffset: -7 }); // prettier-ignore
  });

  test('as a TWAP does not rest, with a price or without', () => {
    const twap = { slices: 12, intervalMs: 60_000 };
    const { price, ...market } = request;
    const cut = { timeInForce: 'IOC', sliceCount: 12, sliceIntervalMs: 60_000 };
    expect(orderBody({ ...request, twap })).toMatchObject({ ...cut, kind: 'limit', price });
    expect(orderBody({ ...market, twap })).toMatchObject({ ...cut, kind: 'market', price: 0 });
  });

  test('in a group has its number', () => {
    expect(orderBody({ ...request, ocoGroup: 9 }).ocoGroup).toBe(9);
    expect(orderBody({ ...request, makerGroup: 4 }).makerGroup).toBe(4);
  });
});

test('a bid that says nothing of subaccount and payment is for the main one, and pays nothing', () => {
  const account = `0x${'ab'.repeat(20)}` as Address;
  const bid = { type: 'bid', liquidated: account, fractionPpb: 7 };
  expect(bidBody({ account, fractionPpb: 7 })).toEqual({ ...bid, liquidatedSubaccount: 0, payMax: 0 });
  expect(bidBody({ account, subaccount: 3, fractionPpb: 7, payMax: -5 })).toEqual({ ...bid, liquidatedSubaccount: 3, payMax: -5 }); // prettier-ignore
});

describe("a maker's protection and quotes", () => {
  test('leave out what is 0', () => {
    const none = { frozenMs: 0, quantityMax: 0, deltaMax: 0, vegaMax: 0 };
    const terms = { group: 3, instrument: 2, windowMs: 500 };
    expect(protectionBody(terms)).toEqual({ type: 'setProtection', ...terms, ...none });
    const limits = { frozenMs: 9, quantityMax: 8, deltaMax: 7, vegaMax: 6 };
    expect(protectionBody({ ...terms, ...limits })).toEqual({ type: 'setProtection', ...terms, ...limits });
  });

  test('and limits of risk, too', () => {
    const none = { deltaMaxPpb: 0, gammaMaxPpb: 0, vegaMax: 0 };
    expect(riskLimitsBody({ feed: 2 })).toEqual({ type: 'setRiskLimits', feed: 2, ...none });
    const all = { feed: 1, deltaMaxPpb: 5, gammaMaxPpb: 6, vegaMax: 7 };
    expect(riskLimitsBody(all)).toEqual({ type: 'setRiskLimits', ...all });
    expect([partsToPpb('2.5'), partsToPpb('0.000000001')]).toEqual([2_500_000_000, 1]);
  });

  test('have a side where it was given', () => {
    const [bid, ask] = [{ price: 99, size: 5 }, { price: 101, size: 6 }]; // prettier-ignore
    expect(massQuoteBody({ instrument: 2, makerGroup: 3, quotes: [{ bid, ask }, { ask }, {}] })).toEqual({
      type: 'massQuote',
      instrument: 2,
      makerGroup: 3,
      quotes: [
        { bidPrice: 99, bidSize: 5, askPrice: 101, askSize: 6 },
        { bidPrice: 0, bidSize: 0, askPrice: 101, askSize: 6 },
        { bidPrice: 0, bidSize: 0, askPrice: 0, askSize: 0 },
      ],
    });
  });
});

describe('a combo that is asked for', () => {
  const legs = [
    { instrument: 2, side: 'sell', ratio: 15 },
    { instrument: 1, side: 'buy', ratio: 10 },
  ] as const;

  test('has its legs ascending by market, as the wire wants them', () => {
    expect(comboBody({ legs, size: 3, limit: -5 })).toEqual({
      type: 'combo',
      legs: [legs[1], legs[0]],
      size: 3,
      limit: -5,
      timeInForce: 'IOC',
      postOnly: false,
      goodTillMs: 0,
      selfTradePrevention: 'cancel-taker',
      clientId: 0,
      label: '',
    });
  });

  test('rests where it is to end at a time or not to take, unless it says otherwise', () => {
    const tif = (change: object) => comboBody({ legs, size: 1, limit: 5, ...change }).timeInForce;
    expect([tif({ postOnly: true }), tif({ goodTillMs: 9 }), tif({ goodTillMs: 9, postOnly: true })]).toEqual(['GTC', 'GTT', 'GTT']);
    expect(tif({ goodTillMs: 9, timeInForce: 'FOK' })).toBe('FOK');
  }); // prettier-ignore

  test('keeps what it names', () => {
    const named = { timeInForce: 'FOK', selfTradePrevention: 'cancel-maker', clientId: 9, label: 'pair' } as const;
    expect(comboBody({ legs, size: 3, limit: 5, ...named })).toMatchObject(named);
  });
});
