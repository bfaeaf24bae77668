import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeForced, encodeForced, forcedKinds, type ForcedBody } from '../../../node/codec/forcedItems.ts';
import { forcedItemLink } from '../../../node/crypto/settlementHash.ts';
import { claimOf } from '../../../node/exchange/ledger/claims.ts';
import { instrumentId, zeroHash, type Address, type HexBytes } from '../../../node/types/ids.ts';
import type { ForcedItem } from '../../../node/types/settlement.ts';
import { alice, at, bob, btc, ofType, usdc, Venue } from './venue.ts';

function funded(): Venue {
  const venue = new Venue();
  venue.deposit(alice, 10_000);
  venue.deposit(bob, 10_000);
  return venue;
}

const itemOf = (index: number, owner: Address, forcedKind: number, data: HexBytes, subNo = 0): ForcedItem => ({
  kind: 'forced',
  index: BigInt(index),
  forcedKind,
  owner,
  subNo,
  deadline: 1_800_000_000n,
  data,
  l1Block: 1,
});
const forced = (index: number, owner: Address, body: ForcedBody, subNo = 0): ForcedItem =>
  itemOf(index, owner, forcedKinds[body.type], encodeForced(body), subNo);

/** The code that each of the items came to, and the events of their block. */
function force(venue: Venue, ...items: readonly ForcedItem[]) {
  const { events, forced: isForced } = venue.block([], items);
  expect(isForced).toBe(true);
  return { codes: ofType(events, 'forced').map(({ code }) => code), events };
}

describe('a forced withdrawal', () => {
  test('raises the claim by what was asked for', () => {
    const venue = funded();
    const { codes, events } = force(venue, forced(0, alice, { type: 'withdraw', token: 0, amount: usdc(4_000) }));
    expect(codes).toEqual(['OK']);
    expect(ofType(events, 'withdrawal')).toMatchObject([{ account: alice, amount: usdc(4_000) }]);
    expect(claimOf(venue.state, 31_337, 0, alice)).toMatchObject({ cumulative: 4_000_000_000n });
    expect(venue.cash(alice)).toBe(usdc(6_000));
  });

  test('pays what is free where more was asked for, and leaves the margin', () => {
    const venue = funded();
    venue.order(alice, 'sell', 100_000, 1_000);
    venue.order(bob, 'buy', 100_000, 1_000);
    const { codes } = force(venue, forced(0, alice, { type: 'withdraw', token: 0, amount: 2 ** 53 - 1 }));
    expect(codes).toEqual(['OK']);
    // 0.1 BTC short: 1,000 of initial margin, and a rebate or fee beside it.
    expect(venue.cash(alice)).toBeGreaterThanOrEqual(usdc(1_000));
    expect(venue.cash(alice)).toBeLessThan(usdc(1_010));
    const again = force(venue, forced(1, alice, { type: 'withdraw', token: 0, amount: usdc(1) }));
    expect(again.codes).toEqual(['BALANCE_TOO_LOW']);
  });
});

describe('a forced close', () => {
  test('reduces the position at the limit or better, never turns it over, and drops the rest', () => {
    const venue = funded();
    venue.order(alice, 'buy', 100_000, 1_000);
    venue.order(bob, 'sell', 100_000, 1_000);
    venue.order(bob, 'buy', 99_500, 400);
    venue.order(bob, 'buy', 99_000, 5_000);
    const close: ForcedBody = { type: 'close', instrument: btc, lots: 9_999, limit: at(99_500) };
    const { codes, events } = force(venue, forced(0, alice, close));
    expect(codes).toEqual(['OK']);
    expect(venue.lots(alice)).toBe(600);
    expect(ofType(events, 'canceled')).toMatchObject([{ account: alice }]);
    force(venue, forced(1, alice, { ...close, limit: at(99_000) }));
    expect(venue.lots(alice)).toBe(0);
    expect(force(venue, forced(2, alice, close)).codes).toEqual(['REDUCE_ONLY_WOULD_INCREASE']);
  });

  test('is not a way to trade beyond the band', () => {
    const venue = funded();
    venue.order(alice, 'buy', 100_000, 100);
    venue.order(bob, 'sell', 100_000, 100);
    const { codes } = force(venue, forced(0, alice, { type: 'close', instrument: btc, lots: 100, limit: 1 }));
    expect(codes).toEqual(['PRICE_OUT_OF_BAND']);
  });
});

test('a forced cancel takes down all that the subaccount has open', () => {
  const venue = funded();
  venue.order(alice, 'buy', 99_000, 100);
  venue.order(alice, 'sell', 101_000, 100);
  const { events } = force(venue, forced(0, alice, { type: 'cancelAll' }));
  expect(ofType(events, 'canceled')).toHaveLength(2);
});

test('what says nothing, or names nothing, is consumed like any other, in order, and changes no money', () => {
  const venue = funded();
  const items = [
    itemOf(0, alice, 9, '0x' as HexBytes),
    itemOf(1, alice, forcedKinds.withdraw, '0x00' as HexBytes),
    itemOf(2, alice, forcedKinds.cancelAll, '0x00' as HexBytes),
    itemOf(3, alice, forcedKinds.withdraw, `0x0000${'ff'.repeat(8)}` as HexBytes),
    forced(4, alice, { type: 'withdraw', token: 9, amount: 1 }),
    forced(5, alice, { type: 'withdraw', token: 0, amount: 0 }),
    forced(6, alice, { type: 'close', instrument: instrumentId(777), lots: 1, limit: 1 }),
    forced(7, alice, { type: 'cancelAll' }, 9),
    forced(8, `0x${'99'.repeat(20)}` as Address, { type: 'cancelAll' }),
  ];
  const { codes } = force(venue, ...items);
  expect(codes).toEqual([
    'FORCED_MALFORMED',
    'FORCED_MALFORMED',
    'FORCED_MALFORMED',
    'FORCED_MALFORMED',
    'TOKEN_UNKNOWN',
    'AMOUNT_INVALID',
    'REDUCE_ONLY_WOULD_INCREASE',
    'ACCOUNT_UNKNOWN',
    'ACCOUNT_UNKNOWN',
  ]);
  expect(venue.cash(alice)).toBe(usdc(10_000));
  const link = items.reduce((hash, item) => forcedItemLink(hash, item), zeroHash);
  expect(venue.state.l1.get(31337)).toMatchObject({ forcedCount: 9n, forcedHash: link });
});

test('the data of a forced item reads back as it was written, and anything else as nothing', () => {
  const amount = fc.maxSafeNat();
  const body = fc.oneof(
    fc.record({ type: fc.constant('withdraw' as const), token: fc.nat(65_535), amount }),
    fc.record({ type: fc.constant('close' as const), instrument: fc.nat().map(instrumentId), lots: amount, limit: amount }), // prettier-ignore
    fc.constant({ type: 'cancelAll' as const }),
  );
  fc.assert(
    fc.property(body, (each) => {
      expect(decodeForced(forcedKinds[each.type], encodeForced(each))).toEqual(each);
    }),
  );
  fc.assert(
    fc.property(fc.nat(255), fc.uint8Array({ maxLength: 96 }), (kind, bytes) => {
      const data = `0x${Buffer.from(bytes).toString('hex')}` as HexBytes;
      const read = decodeForced(kind, data);
      if (read !== undefined) expect(encodeForced(read)).toBe(data);
    }),
  );
});
