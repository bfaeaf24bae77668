import { describe, expect, test } from 'vitest';
import { batchOrderHash } from '../../../node/crypto/batchOrderHash.ts';
import { creditCost } from '../../../node/exchange/accounts/credits.ts';
import { phaseOf, contentionOf } from '../../../node/exchange/phase.ts';
import type { Hash } from '../../../node/types/ids.ts';
import type { BatchOperation } from '../../../node/types/transaction.ts';
import { lots, ticks, type TimeMs } from '../../../node/types/units.ts';
import {
  addressOf,
  alice,
  approval,
  at,
  bob,
  btc,
  comboBody,
  eth,
  hashOf,
  ofType,
  orderBody,
  testGenesis,
  usdc,
  Venue,
} from './venue.ts';

function funded(): Venue {
  const venue = new Venue();
  venue.deposit(alice, 1_000_000);
  venue.deposit(bob, 1_000_000);
  return venue;
}

const cancel = (order: Hash): BatchOperation => ({ type: 'cancel', order, orderExpiryMs: 0 as TimeMs });
const replace = (order: Hash, price: number, size: number): BatchOperation => ({
  type: 'replace',
  order,
  instrument: btc,
  price: ticks(at(price)),
  size: lots(size),
  postOnly: false,
  selfTradePrevention: 'cancel-taker',
});
const send = (venue: Venue, atomic: boolean, ...operations: readonly BatchOperation[]) =>
  venue.send(alice, { type: 'batch', atomic, operations });
const resting = (venue: Venue) =>
  (['buy', 'sell'] as const).flatMap((side) => venue.state.book.queue(btc, side).map(({ price, lots: left }) => [price, left])); // prettier-ignore

describe('a batch', () => {
  test('runs in its order, each operation seeing what the ones before it did', () => {
    const venue = funded();
    const { hash } = venue.order(alice, 'buy', 99_000, 10);
    const { code, events, hash: tx } = send(venue, true, orderBody('buy', 98_000, 5), replace(hash, 97_000, 10), cancel(hash)); // prettier-ignore
    expect(code).toBe('OK');
    expect(resting(venue)).toEqual([[at(98_000), 5]]);
    expect(ofType(events, 'operation')).toMatchObject([
      { tx, position: 0, kind: 'order', order: batchOrderHash(tx, 0), code: 'OK', missing: 0 },
      { tx, position: 1, kind: 'replace', order: hash, code: 'OK' },
      { tx, position: 2, kind: 'cancel', order: hash, code: 'OK' },
    ]);
    expect(ofType(events, 'receipt')).toHaveLength(1);
  });

  test('names its orders after itself, so that they can be canceled', () => {
    const venue = funded();
    const { hash: tx } = send(venue, false, orderBody('buy', 98_000, 5), orderBody('buy', 97_000, 5));
    venue.send(alice, { type: 'cancel', order: batchOrderHash(tx, 1), orderExpiryMs: 0 as TimeMs });
    expect(resting(venue)).toEqual([[at(98_000), 5]]);
  });

  test('that is atomic does nothing where one operation is refused, and says which and why', () => {
    const venue = funded();
    venue.order(bob, 'sell', 100_000, 3);
    const { hash } = venue.order(alice, 'buy', 99_000, 10);
    const take = orderBody('buy', 100_000, 3);
    const { code, events } = send(venue, true, take, cancel(hash), orderBody('buy', 98_000, 9_000_000), cancel(hash));
    expect(code).toBe('SIZE_INVALID');
    expect(events.map(({ type }) => type)).toEqual(['operation', 'receipt']);
    expect(events[0]).toMatchObject({ position: 2, code: 'SIZE_INVALID' });
    expect(resting(venue)).toEqual([[at(99_000), 10], [at(100_000), 3]]); // prettier-ignore
    expect(venue.lots(alice)).toBe(0);
  });

  test('that is not lets every operation stand for itself', () => {
    const venue = funded();
    const refused = orderBody('buy', 98_000, 9_000_000);
    const { code, events } = send(venue, false, orderBody('buy', 98_000, 5), refused, cancel(hashOf(1)), orderBody('buy', 97_000, 5)); // prettier-ignore
    expect(code).toBe('OK');
    expect(ofType(events, 'operation').map(({ code: each }) => each)).toEqual(['OK', 'SIZE_INVALID', 'ORDER_UNKNOWN', 'OK']); // prettier-ignore
    expect(resting(venue)).toEqual([[at(98_000), 5], [at(97_000), 5]]); // prettier-ignore
  });

  test('costs a credit an operation, from the bucket of each', () => {
    const rule = { capacity: 3, perSecond: 1 };
    const credits = { ...testGenesis().credits, trade: rule, reduce: rule, cancel: rule, collateralPerCreditMicroUsdc: 1e15 as never }; // prettier-ignore
    const venue = new Venue(testGenesis({ credits }));
    venue.deposit(alice, 1_000_000);
    const order = orderBody('buy', 98_000, 5);
    expect(send(venue, false, order, order, order, order).code).toBe('CREDITS_EXHAUSTED');
    expect(send(venue, false, order, order, cancel(hashOf(1)), cancel(hashOf(2)), cancel(hashOf(3))).code).toBe('OK');
    expect(send(venue, false, order, order).code).toBe('CREDITS_EXHAUSTED');
    expect(send(venue, false, order).code).toBe('OK');
  });

  test('is in scope of a session key only if all of it is', () => {
    const venue = funded();
    const key = addressOf(0x5e55);
    venue.send(alice, approval(key, { instruments: [eth] }));
    const batch = (...operations: readonly BatchOperation[]) =>
      venue.send(alice, { type: 'batch', atomic: false, operations }, { key }).code;
    expect(batch(orderBody('buy', 98_000, 5), cancel(hashOf(1)))).toBe('KEY_SCOPE');
    expect(batch(replace(hashOf(1), 98_000, 5))).toBe('KEY_SCOPE');
    expect(batch(orderBody('buy', 3_900, 5, { instrument: eth, price: 390_000 }), cancel(hashOf(1)))).toBe('OK');
  });

  test('runs in the latest phase of its operations, and contends for all their markets', () => {
    const venue = funded();
    const sent = (...operations: readonly BatchOperation[]) =>
      venue.transaction(alice, { type: 'batch', atomic: false, operations }).transaction;
    const [stop, quote, take] = [cancel(hashOf(1)), orderBody('buy', 1, 1, { postOnly: true }), orderBody('buy', 1, 1)];
    expect(phaseOf(sent(stop, stop))).toBe('cancel');
    expect(phaseOf(sent(stop, quote))).toBe('rest');
    expect(phaseOf(sent(take, stop, quote))).toBe('take');
    expect(contentionOf(sent(quote, orderBody('buy', 1, 1, { instrument: eth }), take)).instruments).toEqual([
      btc,
      eth,
    ]);
  });
});

describe('combos in a batch', () => {
  const pair = (size: number, price: number, change: Parameters<typeof comboBody>[3] = {}) =>
    comboBody([[btc, 'buy', 1], [eth, 'sell', 2]], size, usdc(price), { timeInForce: 'GTC', ...change }); // prettier-ignore

  test('stand each for itself, under a name of the batch, and can be canceled by it', () => {
    const venue = funded();
    const { code, events, hash: tx } = send(venue, false, pair(1, 1), pair(0, 1), pair(2, 1.5));
    expect(code).toBe('OK');
    expect(ofType(events, 'operation').map(({ kind, order, code: told }) => [kind, order, told])).toEqual([
      ['combo', batchOrderHash(tx, 0), 'OK'],
      ['combo', batchOrderHash(tx, 1), 'SIZE_INVALID'],
      ['combo', batchOrderHash(tx, 2), 'OK'],
    ]);
    send(venue, true, cancel(batchOrderHash(tx, 0)));
    expect(venue.state.combos.sortedKeys()).toEqual([batchOrderHash(tx, 2)]);
  });

  test('of an atomic one are taken back with all others', () => {
    const venue = funded();
    const ask = comboBody([[btc, 'sell', 1], [eth, 'buy', 2]], 3, usdc(-2), { timeInForce: 'GTC' }); // prettier-ignore
    const { hash } = venue.send(bob, ask);
    const { code, events } = send(venue, true, pair(2, 2), orderBody('buy', 99_000, 5), pair(1, 2.900005));
    expect(code).toBe('PRICE_INVALID');
    expect(events.map(({ type }) => type)).toEqual(['operation', 'receipt']);
    expect([venue.state.combos.get(hash)!.units, venue.lots(alice)]).toEqual([3, 0]);
    expect(send(venue, true, pair(2, 2), pair(1, 2)).code).toBe('OK');
    expect([venue.state.combos.size, venue.lots(alice), venue.lots(alice, eth)]).toEqual([0, 3, -6]);
  });

  test('cost a credit a leg, need a key for all their markets, and count in the phase and the markets of the batch', () => {
    const venue = funded();
    const body = (...operations: readonly BatchOperation[]) => ({ type: 'batch', atomic: false, operations }) as const;
    expect(creditCost(body(pair(1, 1), cancel(hashOf(1)), orderBody('buy', 1, 1)))).toEqual({ trade: 3, reduce: 0, cancel: 1 });
    const key = addressOf(0x5e55);
    venue.send(alice, approval(key, { instruments: [btc] }));
    expect(venue.send(alice, body(pair(1, 1)), { key }).code).toBe('KEY_SCOPE');
    venue.send(alice, approval(key, { instruments: [btc, eth] }));
    expect(venue.send(alice, body(pair(1, 1)), { key }).code).toBe('OK');
    const sent = venue.transaction(alice, body(pair(1, 1, { postOnly: true }), cancel(hashOf(1)))).transaction;
    expect([phaseOf(sent), contentionOf(sent).instruments]).toEqual(['rest', [btc, eth]]);
  }); // prettier-ignore
});

describe('a mass cancel', () => {
  const massCancel = { type: 'massCancel', instrument: 0 as never, side: 'any', label: '', clientId: 0 } as const;

  test.each([
    ['everything', {}, []],
    ['one side', { side: 'sell' as const }, [1, 2, 3]],
    ['a label', { label: 'a' }, [3, 4]],
    ['a client id', { clientId: 7 }, [1, 3, 4]],
    ['one market', { instrument: eth }, [1, 2, 3, 4]],
    ['what fits all it names', { side: 'buy' as const, label: 'a', clientId: 7 }, [1, 3, 4]],
  ])('cancels %s', (_, change, left) => {
    const venue = funded();
    venue.order(alice, 'buy', 98_000, 1, { label: 'a' });
    venue.order(alice, 'buy', 97_000, 2, { label: 'a', clientId: 7 });
    venue.order(alice, 'buy', 96_000, 3, { label: 'ab' });
    venue.order(alice, 'sell', 102_000, 4);
    venue.send(alice, { type: 'transfer', toSubaccount: 1, token: 0, amount: usdc(1_000) as never });
    venue.send(alice, orderBody('buy', 90_000, 9, { label: 'a', clientId: 7 }), { subaccount: 1 });
    const { code, events } = venue.send(alice, { ...massCancel, ...change });
    expect(code).toBe('OK');
    // The other subaccount keeps its order.
    expect(resting(venue).map(([, lotsLeft]) => lotsLeft).sort()).toEqual([...left, 9].sort()); // prettier-ignore
    expect(ofType(events, 'canceled')).toHaveLength(4 - left.length);
  });

  test('in a market that is not listed is refused', () => {
    expect(funded().send(alice, { ...massCancel, instrument: 9 as never }).code).toBe('INSTRUMENT_UNKNOWN');
  });
});
