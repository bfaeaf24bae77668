import { describe, expect, test } from 'vitest';
import { commitment } from '../../../node/exchange/commitment.ts';
import { execute } from '../../../node/exchange/exchange.ts';
import { timeoutMsMax } from '../../../node/exchange/orders/cancelAllAfter.ts';
import { phaseOfBody } from '../../../node/exchange/phase.ts';
import { decodeState, encodeState } from '../../../node/exchange/snapshot.ts';
import { accountView } from '../../../node/exchange/views.ts';
import type { Address } from '../../../node/types/ids.ts';
import { ticks } from '../../../node/types/units.ts';
import { addressOf, alice, approval, at, bob, carol, eth, ofType, testGenesis, usdc, Venue } from './venue.ts';

function funded(): Venue {
  const venue = new Venue();
  for (const owner of [alice, bob, carol]) venue.deposit(owner, 100_000);
  return venue;
}

const arm = (venue: Venue, owner: Address, timeoutMs: number, change = {}) =>
  venue.send(owner, { type: 'cancelAllAfter', timeoutMs }, change);

describe("the dead-man's switch", () => {
  test('cancels what rests and what waits at the first block that reaches its time, and not before', () => {
    const venue = funded();
    const first = venue.order(alice, 'buy', 99_000, 10).hash;
    const stop = venue.order(alice, 'sell', 0, 5, { kind: 'market', timeInForce: 'IOC', price: 0, triggerKind: 'stop', triggerPrice: ticks(at(90_000)) }).hash; // prettier-ignore
    const other = venue.order(alice, 'sell', 4_100, 1, { instrument: eth, price: 410_000 }).hash;
    const theirs = venue.order(bob, 'buy', 98_000, 1).hash;
    const { events } = arm(venue, alice, 1_000);
    const deadlineMs = venue.timeMs + 1_000;
    expect(ofType(events, 'deadlineSet')).toEqual([{ type: 'deadlineSet', account: alice, subaccount: 0, deadlineMs }]);
    expect(venue.block([], [], 999).events).toEqual([]);
    const passed = venue.block([], [], 1);
    expect(ofType(passed.events, 'deadlinePassed')).toEqual([{ type: 'deadlinePassed', account: alice, subaccount: 0, deadlineMs }]); // prettier-ignore
    expect(ofType(passed.events, 'canceled').map(({ order, reason }) => [order, reason])).toEqual([
      [first, 'DEADLINE'],
      [other, 'DEADLINE'],
      [stop, 'DEADLINE'],
    ]);
    expect([...venue.state.orders.sortedKeys()]).toEqual([theirs]);
  });

  test('is set anew by the next one, earlier or later, and taken away by 0', () => {
    const venue = funded();
    venue.order(alice, 'buy', 99_000, 10);
    arm(venue, alice, 1_000);
    arm(venue, alice, 5_000);
    expect(venue.block([], [], 4_999).events).toEqual([]);
    expect(ofType(venue.block([], [], 1).events, 'canceled')).toHaveLength(1);
    venue.order(alice, 'buy', 99_000, 10);
    arm(venue, alice, 5_000);
    arm(venue, alice, 1_000);
    expect(ofType(venue.block([], [], 1_000).events, 'canceled')).toHaveLength(1);
    venue.order(alice, 'buy', 99_000, 10);
    arm(venue, alice, 1_000);
    expect(ofType(arm(venue, alice, 0).events, 'deadlineSet')).toMatchObject([{ deadlineMs: 0 }]);
    expect(venue.state.deadlines.size).toBe(0);
    expect(venue.block([], [], 1_000).events).toEqual([]);
  });

  test('has passed once and for all: orders that come later stay', () => {
    const venue = funded();
    arm(venue, alice, 100);
    const { events } = venue.order(alice, 'buy', 99_000, 10);
    expect(events.map(({ type }) => type)).toEqual(['deadlinePassed', 'accepted', 'rested', 'receipt']);
    venue.block([], [], 10_000);
    expect(venue.state.orders.size).toBe(1);
  });

  test('passes before anything of its block can trade, and after GTT orders that are over', () => {
    const venue = funded();
    const stays = venue.order(alice, 'buy', 99_000, 10).hash;
    const over = venue.order(alice, 'buy', 99_000, 10, {
      timeInForce: 'GTT',
      goodTillMs: (venue.timeMs + 300) as never,
    });
    arm(venue, alice, 100);
    const { events } = venue.order(bob, 'sell', 99_000, 20);
    expect(ofType(events, 'fill')).toEqual([]);
    expect(ofType(events, 'canceled').map(({ order, reason }) => [order, reason])).toEqual([
      [over.hash, 'GOOD_TILL'],
      [stays, 'DEADLINE'],
    ]);
  });

  test('is its subaccount’s alone; several pass by time, then by index', () => {
    const venue = funded();
    venue.block([], [venue.depositItem(alice, usdc(1_000), 1)]);
    venue.order(alice, 'buy', 99_000, 1);
    venue.order(alice, 'buy', 99_000, 1, {}, { subaccount: 1 });
    const switches = [
      venue.transaction(carol, { type: 'cancelAllAfter', timeoutMs: 500 }),
      venue.transaction(bob, { type: 'cancelAllAfter', timeoutMs: 400 }),
      venue.transaction(alice, { type: 'cancelAllAfter', timeoutMs: 500 }, { subaccount: 1 }),
      venue.transaction(alice, { type: 'cancelAllAfter', timeoutMs: 600 }),
    ];
    venue.block(switches);
    const { events } = venue.block([], [], 500);
    expect(ofType(events, 'deadlinePassed').map(({ account, subaccount }) => [account, subaccount])).toEqual([
      [bob, 0],
      [carol, 0],
      [alice, 1],
    ]);
    expect(ofType(events, 'canceled')).toMatchObject([{ account: alice, subaccount: 1 }]);
    expect(venue.state.orders.size).toBe(1);
  });

  test('is set for a day at most', () => {
    const venue = funded();
    expect(arm(venue, alice, timeoutMsMax).code).toBe('OK');
    const { code, events } = arm(venue, alice, timeoutMsMax + 1);
    expect(code).toBe('TIMEOUT_INVALID');
    expect(ofType(events, 'deadlineSet')).toEqual([]);
    expect(timeoutMsMax).toBe(24 * 3_600_000);
  });

  test('is a cancel: it runs first in a block, costs a credit of cancels, and a key that may only cancel may set it', () => {
    expect(phaseOfBody({ type: 'cancelAllAfter', timeoutMs: 1 })).toBe('cancel');
    const one = { capacity: 1, perSecond: 1 };
    const credits = { ...testGenesis().credits, trade: one, cancel: { capacity: 2, perSecond: 1 }, collateralPerCreditMicroUsdc: usdc(1e9) }; // prettier-ignore
    const venue = new Venue(testGenesis({ credits: credits as never }));
    venue.deposit(alice, 10_000);
    const session = addressOf(0x5e55);
    expect(venue.send(alice, approval(session, { scope: 'cancel' })).code).toBe('OK');
    expect(arm(venue, alice, 1_000, { key: session }).code).toBe('OK');
    expect(arm(venue, alice, 0, { key: session }).code).toBe('OK');
    expect(arm(venue, alice, 0, { key: session }).code).toBe('CREDITS_EXHAUSTED');
  });

  test('is seen by its owner, part of the state root, and survives a snapshot and a rollback', () => {
    const venue = funded();
    venue.order(alice, 'buy', 99_000, 10);
    const { restRoot } = commitment(venue.state);
    arm(venue, bob, 300);
    arm(venue, alice, 300);
    expect(accountView(venue.state, alice)!.subaccounts[0]!.deadlineMs).toBe(venue.timeMs + 300);
    expect(accountView(venue.state, carol)!.subaccounts[0]!.deadlineMs).toBe(0);
    expect(commitment(venue.state).restRoot).not.toBe(restRoot);
    const bytes = encodeState(venue.state);
    const { events } = venue.block([], [], 300);
    const after = encodeState(venue.state);
    expect(ofType(events, 'deadlinePassed')).toHaveLength(2);
    const again = decodeState(venue.state.genesis, bytes);
    expect(execute(again, venue.blocks.at(-1)!).events).toEqual(events);
    expect(encodeState(again)).toEqual(after);
    venue.state.journal.rollback(0);
    expect(encodeState(venue.state)).toEqual(bytes);
    expect(execute(venue.state, venue.blocks.at(-1)!).events).toEqual(events);
  });

  test.each([
    ['of nobody', '[[9,1700000000000]]'],
    ['at no time', '[[1,-5]]'],
  ])('in a snapshot from elsewhere, %s, is refused with a code', (_name, rows) => {
    const venue = funded();
    const forged = new TextDecoder().decode(encodeState(venue.state)).replace('"deadlines":[]', `"deadlines":${rows}`);
    const read = () => decodeState(venue.state.genesis, new TextEncoder().encode(forged));
    expect(read).toThrow(expect.objectContaining({ code: 'SNAPSHOT_MALFORMED' }));
  });
});
