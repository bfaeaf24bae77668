import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signAccountRequest, type AccountRequest } from '../../../node/sdk/accountRequest.ts';
import { call, codeOf, Wire } from './rpc.ts';
import { Venue } from './worldDoor.ts';

let venue: Venue;
beforeAll(async () => {
  venue = new Venue(41);
  await venue.open(1, 2);
});
afterAll(() => venue.close());

const request = (signer: number, account = signer, skewMs = 0): Promise<AccountRequest> => {
  const { networkId } = venue.world.network.committee;
  const { address } = venue.world.trader(account);
  return signAccountRequest(venue.world.trader(signer), networkId, address, venue.world.nowMs + skewMs);
};

describe('an account is shown to who may see it', () => {
  test('to its owner', async () => {
    const { result } = await call(venue.url(0), 'witan_account', await request(0));
    expect(result).toMatchObject({ owner: venue.world.trader(0).address, subaccounts: [{ cash: 1_000_000_000_000 }] });
  });

  test('not without a signature', async () => {
    const { account, key, timeMs } = await request(0);
    expect(await codeOf(venue.url(0), 'witan_account', { account, key, timeMs })).toBe('PARAMS_INVALID');
  });

  test.each([-60_000, 60_000])('not with a signature of another time (%i ms)', async (skewMs) => {
    expect(await codeOf(venue.url(0), 'witan_account', await request(0, 0, skewMs))).toBe('ACCOUNT_REQUEST_STALE');
  });

  test('not with a signature over another time', async () => {
    const honest = await request(0);
    const params = { ...honest, timeMs: honest.timeMs + 1 };
    expect(await codeOf(venue.url(0), 'witan_account', params)).toBe('ACCOUNT_SIGNATURE_INVALID');
  });

  test('not to a key of somebody else', async () => {
    expect(await codeOf(venue.url(0), 'witan_account', await request(1, 0))).toBe('ACCOUNT_KEY_UNKNOWN');
  });

  test('to a session key, until it is revoked', async () => {
    const owner = await venue.client(venue.world.trader(0));
    const sessionKey = venue.world.trader(7).address;
    const keyExpiryMs = Math.floor(venue.world.nowMs) + 3_600_000;
    await (await owner.approveKey({ sessionKey, scope: 'cancel', keyExpiryMs })).final();
    const { result } = await call(venue.url(0), 'witan_account', await request(7, 0));
    expect(result).toMatchObject({ owner: owner.account });
    await (await owner.revokeKey(sessionKey)).final();
    expect(await codeOf(venue.url(0), 'witan_account', await request(7, 0))).toBe('ACCOUNT_KEY_UNKNOWN');
  });

  test('not when it was never funded', async () => {
    expect(await codeOf(venue.url(0), 'witan_account', await request(9))).toBe('ACCOUNT_UNKNOWN');
  });
});

describe('a subscription to an account', () => {
  test('tells of its own events and of nobody else’s', async () => {
    const wire = await Wire.open(venue.url(0));
    expect((await wire.call('witan_subscribe', ['account', {}])).error?.data.code).toBe('PARAMS_INVALID');
    const { result } = await wire.call('witan_subscribe', ['account', await request(1)]);
    const { subscription } = result as { subscription: string };
    const other = await venue.client(venue.world.trader(0));
    const own = await venue.client(venue.world.trader(1));
    await (await other.placeOrder({ instrument: 1, side: 'buy', price: 490_000, size: 1 })).final();
    const placed = await own.placeOrder({ instrument: 1, side: 'buy', price: 490_001, size: 1 });
    await placed.final();
    const told = (await wire.until(() => wire.told(subscription)[0])) as {
      events: { type: string; account: string }[];
    };
    expect(told.events.map(({ type }) => type)).toEqual(['accepted', 'rested', 'receipt']);
    expect(new Set(told.events.map(({ account }) => account))).toEqual(new Set([own.account]));
    wire.socket.close();
  });
});
