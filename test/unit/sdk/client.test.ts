import { afterEach, describe, expect, test } from 'vitest';
import type { OpenSocket } from '../../../node/sdk/index.ts';
import type { Hash } from '../../../node/types/ids.ts';
import { Venue } from '../api/worldDoor.ts';

let venue: Venue;
afterEach(() => venue.close());

describe('a trader with the SDK', () => {
  test('places an order, learns its final result from proofs, trades, and cancels', async () => {
    venue = new Venue(11);
    await venue.open(2, 2);
    const maker = await venue.client(venue.world.trader(0));
    const taker = await venue.client(venue.world.trader(1));
    expect(maker.trust).toBe('compared');
    const bid = await maker.placeOrder({ instrument: 1, side: 'buy', price: 500_000, size: 10 });
    const rested = await bid.final();
    expect(rested).toMatchObject({ code: 'OK', verified: true, hash: bid.hash });
    const ask = await taker.placeOrder({ instrument: 1, side: 'sell', price: 500_000, size: 4 });
    const traded = await ask.final();
    expect(traded.events.map(({ type }) => type)).toEqual(['accepted', 'fill', 'receipt']);
    expect(await taker.trades(1)).toMatchObject([{ price: 500_000, size: 4, taker: ask.hash, maker: bid.hash }]);
    expect((await taker.accountState()).subaccounts[0]!.positions).toMatchObject([{ instrument: 1, lots: -4 }]);
    const cancel = await maker.cancelOrder({ hash: bid.hash, expiryMs: bid.transaction!.expiryMs });
    expect((await cancel.final()).code).toBe('OK');
    expect((await maker.bookSnapshot(1)).bids).toEqual([]);
    expect(venue.warnings).toEqual([]);
  });

  test('sends hundreds at once, and each result is proven', async () => {
    venue = new Venue(12);
    await venue.open(1, 4);
    const clients = await Promise.all([0, 1, 2, 3].map((number) => venue.client(venue.world.trader(number))));
    const sent = await Promise.all(
      Array.from({ length: 400 }, (_, number) =>
        clients[number % 4]!.placeOrder({
          instrument: 1,
          side: number % 2 === 0 ? 'buy' : 'sell',
          price: 500_000 + ((number * 7) % 20) - 10,
          size: 1 + (number % 5),
        }),
      ),
    );
    const results = await Promise.all(sent.map((each) => each.final()));
    expect(results.every(({ verified }) => verified)).toBe(true);
    expect(new Set(results.map(({ hash }) => hash)).size).toBe(400);
    expect(results.some(({ events }) => events.some(({ type }) => type === 'fill'))).toBe(true);
  });

  test('keeps a book that equals the node’s at every height', async () => {
    venue = new Venue(13);
    await venue.open(1, 3);
    const clients = await Promise.all([0, 1, 2].map((number) => venue.client(venue.world.trader(number))));
    await (await clients[0]!.placeOrder({ instrument: 1, side: 'buy', price: 499_900, size: 3 })).final();
    const book = await clients[1]!.book(1);
    expect(book.bids(5)).toEqual([{ price: 499_900, lots: 3, orders: 1 }]);
    const sent = Array.from({ length: 60 }, (_, number) =>
      clients[number % 3]!.placeOrder({
        instrument: 1,
        side: number % 3 === 0 ? 'buy' : 'sell',
        price: 500_000 + ((number * 5) % 30) - 15,
        size: 1 + (number % 4),
      }),
    );
    for (const order of await Promise.all(sent)) await order.final();
    await (await clients[0]!.cancelAll()).final();
    const { bids, asks } = await clients[1]!.bookSnapshot(1, 1_000);
    expect([book.bids(1_000), book.asks(1_000)]).toEqual([bids, asks]);
    book.close();
  });

  test('gets the code of a refusal, and needs a signer to act', async () => {
    venue = new Venue(14);
    await venue.open(1, 1);
    const poor = await venue.client(venue.world.trader(5));
    const order = { instrument: 1, side: 'buy', price: 500_000, size: 1 } as const;
    await expect(poor.placeOrder(order)).rejects.toMatchObject({ code: 'ACCOUNT_UNKNOWN' });
    await expect(poor.placeOrder({ ...order, size: -1 })).rejects.toMatchObject({ code: 'TX_FIELD_RANGE' });
    await expect(poor.accountState()).rejects.toMatchObject({ code: 'ACCOUNT_UNKNOWN' });
    const { createWitanClient } = await import('../../../node/sdk/index.ts');
    const reader = await createWitanClient({ endpoints: [venue.url(0)] });
    expect(() => reader.account).toThrowError(expect.objectContaining({ code: 'SIGNER_MISSING' }) as Error);
    reader.close();
  });
});

describe('when nodes fail', () => {
  test('a transaction in flight is told of by another node', async () => {
    venue = new Venue(15);
    await venue.open(2, 1);
    const client = await venue.client(venue.world.trader(0));
    venue.doors[0]!.isMute = true; // It takes the order and never says what came of it.
    const order = await client.placeOrder({ instrument: 1, side: 'buy', price: 499_000, size: 1 });
    await venue.apis[0]!.close();
    venue.apis[0] = undefined;
    expect(await order.final()).toMatchObject({ code: 'OK', verified: true });
    const next = await client.placeOrder({ instrument: 1, side: 'buy', price: 499_000, size: 1 });
    expect((await next.final()).code).toBe('OK');
  });

  test('subscriptions move to another node', async () => {
    venue = new Venue(16);
    await venue.open(2, 1);
    const client = await venue.client(venue.world.trader(0));
    const book = await client.book(1);
    await venue.apis[0]!.close();
    venue.apis[0] = undefined;
    const order = await client.placeOrder({ instrument: 1, side: 'sell', price: 501_000, size: 2 });
    await order.final();
    await expect.poll(() => book.asks(1)).toEqual([{ price: 501_000, lots: 2, orders: 1 }]);
  });

  test('no endpoint, or one of another network, is refused with a code', async () => {
    venue = new Venue(17);
    await venue.open(1, 1);
    const signer = venue.world.trader(0);
    await expect(venue.client(signer, { endpoints: [] })).rejects.toMatchObject({ code: 'ENDPOINT_INVALID' });
    await expect(venue.client(signer, { endpoints: [venue.url(0), 'ftp://x'] })).rejects.toMatchObject({
      code: 'ENDPOINT_INVALID',
    });
    await expect(venue.client(signer, { endpoints: ['127.0.0.1:1'], connectMs: 100 })).rejects.toMatchObject({
      code: 'ENDPOINT_DOWN',
    });
    const { network } = await venue.client(signer);
    const pinned = { ...network, genesisDigest: `0x${'ab'.repeat(32)}` as Hash };
    await expect(venue.client(signer, { network: pinned, connectMs: 300 })).rejects.toMatchObject({
      code: 'NETWORK_MISMATCH',
    });
  });

  test('goes on asking a node that was too busy to describe its network', async () => {
    venue = new Venue(19);
    await venue.open(1, 1);
    let ignored = 0;
    const webSocket: OpenSocket = (url) => {
      const socket = new WebSocket(url);
      return {
        send: (text) => (text.includes('witan_network') && ignored < 1 ? void ignored++ : socket.send(text)),
        close: () => socket.close(),
        addEventListener: (type: string, listener: (event: never) => void) =>
          socket.addEventListener(type, listener as never),
      };
    };
    const client = await venue.client(venue.world.trader(0), { webSocket, callTimeoutMs: 100 });
    expect(ignored).toBe(1);
    expect((await client.markets()).markets.length).toBeGreaterThan(0);
  });
});
