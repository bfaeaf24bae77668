import { describe, expect, test } from 'vitest';
import { admission } from '../../../node/exchange/accounts/admission.ts';
import { contentionOf, phaseOf } from '../../../node/exchange/phase.ts';
import type { MicroUsdc, TimeMs } from '../../../node/types/units.ts';
import {
  addressOf,
  alice,
  approval,
  bob,
  btc,
  carol,
  eth,
  ofType,
  orderBody,
  testGenesis,
  usdc,
  Venue,
} from './venue.ts';

const session = addressOf(0x5e55);
const limited = (dollars: number) => ({ notionalMax: usdc(dollars) as MicroUsdc });

function funded(): Venue {
  const venue = new Venue();
  venue.deposit(alice, 10_000);
  venue.deposit(bob, 10_000);
  return venue;
}

describe('session keys', () => {
  test('trade within their markets and notional, and nothing else', () => {
    const venue = funded();
    venue.send(alice, approval(session, { instruments: [btc], ...limited(500) }));
    const signed = { key: session };
    expect(venue.order(alice, 'buy', 100_000, 50, {}, signed).code).toBe('OK');
    expect(venue.order(alice, 'buy', 100_000, 51, {}, signed).code).toBe('KEY_SCOPE');
    expect(venue.order(alice, 'buy', 4_000, 1, { instrument: eth }, signed).code).toBe('KEY_SCOPE');
    for (const body of [
      { type: 'withdraw', token: 0, amount: 1 as MicroUsdc },
      { type: 'transfer', toSubaccount: 1, token: 0, amount: 1 as MicroUsdc },
      approval(addressOf(5)),
      { type: 'revokeKey', sessionKey: addressOf(5) },
    ] as const) {
      expect(venue.send(alice, body, signed).code).toBe('KEY_SCOPE');
    }
  });

  test('may give themselves up, for good', () => {
    const venue = funded();
    venue.send(alice, approval(session));
    expect(venue.send(alice, { type: 'revokeKey', sessionKey: session }, { key: session }).code).toBe('OK');
    expect(venue.order(alice, 'buy', 99_000, 1, {}, { key: session }).code).toBe('KEY_REVOKED');
    expect(venue.send(alice, approval(session)).code).toBe('KEY_INVALID');
  });

  test('of one account mean nothing for another', () => {
    const venue = funded();
    venue.send(alice, approval(session));
    expect(venue.order(bob, 'buy', 99_000, 1, {}, { key: session }).code).toBe('KEY_UNKNOWN');
  });
});

describe('cancels', () => {
  test('end an order once, whatever subaccount they name', () => {
    const venue = funded();
    const { hash } = venue.order(alice, 'buy', 99_000, 4);
    const { code, events } = venue.send(alice, { type: 'cancel', order: hash, orderExpiryMs: 0 as TimeMs });
    expect(code).toBe('OK');
    expect(ofType(events, 'canceled')).toEqual([expect.objectContaining({ order: hash, remaining: 4 })]);
    expect(venue.send(alice, { type: 'cancel', order: hash, orderExpiryMs: 0 as TimeMs }).code).toBe('ORDER_UNKNOWN');
  });

  test("do not touch another account's order, nor stop it before it comes", () => {
    const venue = funded();
    const late = venue.transaction(alice, orderBody('buy', 99_000, 4));
    const { expiryMs } = late.transaction;
    venue.send(bob, { type: 'cancel', order: late.hash, orderExpiryMs: expiryMs });
    expect(venue.block([late]).outcomes[0]!.code).toBe('OK');
    venue.send(bob, { type: 'cancel', order: late.hash, orderExpiryMs: expiryMs });
    expect(venue.state.orders.has(late.hash)).toBe(true);
  });

  test('of everything spare the other markets and subaccounts when told so', () => {
    const venue = funded();
    venue.deposit(alice, 1_000, 3);
    venue.order(alice, 'buy', 99_000, 1);
    venue.order(alice, 'buy', 3_900, 1, { instrument: eth });
    venue.order(alice, 'buy', 99_000, 1, {}, { subaccount: 3 });
    venue.send(alice, { type: 'cancelAll', instrument: btc });
    expect(venue.state.orders.size).toBe(2);
    venue.send(alice, { type: 'cancelAll', instrument: 0 as typeof btc });
    expect(venue.state.orders.size).toBe(1);
  });
});

describe('credits', () => {
  const tight = (): Venue => {
    const credits = {
      ...testGenesis().credits,
      trade: { capacity: 2, perSecond: 1 },
      reduce: { capacity: 1, perSecond: 1 },
      cancel: { capacity: 1, perSecond: 1 },
      collateralPerCreditMicroUsdc: usdc(1e9) as MicroUsdc,
    };
    const venue = new Venue(testGenesis({ credits }));
    for (const trader of [alice, bob, carol]) venue.deposit(trader, 100_000);
    return venue;
  };

  test('run out, leave cancels and reduce-only orders alone, and refill with time', () => {
    const venue = tight();
    venue.order(bob, 'sell', 100_000, 5);
    venue.order(alice, 'buy', 100_000, 5);
    venue.order(alice, 'buy', 99_000, 5);
    expect(venue.order(alice, 'buy', 99_000, 5).code).toBe('CREDITS_EXHAUSTED');
    expect(venue.order(alice, 'sell', 100_000, 5, { reduceOnly: true }).code).toBe('OK');
    expect(venue.send(alice, { type: 'cancelAll', instrument: btc }).code).toBe('OK');
    venue.block([], [], 1_000);
    expect(venue.order(alice, 'buy', 99_000, 5).code).toBe('OK');
  });

  test('come back with traded volume', () => {
    const venue = tight();
    venue.order(bob, 'sell', 100_000, 500);
    venue.order(alice, 'buy', 100_000, 500);
    for (let i = 0; i < 3; i++)
      expect(venue.order(alice, 'buy', 99_000, 1).code).toBe(i < 2 ? 'OK' : 'CREDITS_EXHAUSTED');
  });
});

describe('the soft check before a report', () => {
  test('says what execution would say, and changes nothing', () => {
    const venue = funded();
    const good = venue.transaction(alice, orderBody('buy', 99_000, 1)).transaction;
    const before = venue.state.journal.mark();
    expect(admission(venue.state, good, venue.timeMs)).toBe('OK');
    expect(admission(venue.state, { ...good, account: carol, key: carol }, venue.timeMs)).toBe('ACCOUNT_UNKNOWN');
    expect(admission(venue.state, { ...good, key: session }, venue.timeMs)).toBe('KEY_UNKNOWN');
    expect(admission(venue.state, good, venue.timeMs + 120_000)).toBe('EXPIRED');
    expect(venue.state.journal.mark()).toBe(before);
    venue.block([
      { hash: venue.transaction(alice, good.body).hash, transaction: { ...good, signature: '0x' as never } },
    ]);
    expect(admission(venue.state, good, venue.timeMs)).toBe('NONCE_USED');
  });
});

describe('phases', () => {
  test('cancels and revocations run before post-only orders, those before everything else', () => {
    const venue = funded();
    const phase = (body: Parameters<Venue['transaction']>[1]) => phaseOf(venue.transaction(alice, body).transaction);
    expect(phase({ type: 'cancelAll', instrument: btc })).toBe('cancel');
    expect(phase({ type: 'revokeKey', sessionKey: session })).toBe('cancel');
    expect(phase(orderBody('buy', 1, 1, { postOnly: true }))).toBe('rest');
    expect(phase(orderBody('buy', 1, 1))).toBe('take');
    expect(phase(approval(session))).toBe('take');
    expect(contentionOf(venue.transaction(alice, orderBody('buy', 1, 1)).transaction)).toEqual({
      account: alice,
      instruments: [btc],
    });
  });
});
