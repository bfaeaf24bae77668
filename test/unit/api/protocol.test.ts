import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { call, codeOf, post, Wire, type RpcAnswer } from './rpc.ts';
import { Venue } from './worldDoor.ts';

describe('JSON-RPC 2.0 over HTTP', () => {
  let venue: Venue;
  beforeAll(async () => {
    venue = new Venue(31);
    await venue.open(1, 1);
  });
  afterAll(() => venue.close());

  const refusal = async (body: string): Promise<unknown> => {
    const { answer } = await post(venue.url(0), body);
    return (answer as RpcAnswer).error?.data.code;
  };

  test.each([
    ['no JSON', '{', 'JSON_MALFORMED'],
    ['an empty batch', '[]', 'REQUEST_INVALID'],
    ['a number', '7', 'REQUEST_INVALID'],
    ['an object as id', '{"jsonrpc":"2.0","id":{},"method":"witan_status"}', 'REQUEST_INVALID'],
    ['another version', '{"jsonrpc":"1.0","id":1,"method":"witan_status"}', 'REQUEST_INVALID'],
    ['an unknown method', '{"jsonrpc":"2.0","id":1,"method":"witan_nothing"}', 'METHOD_UNKNOWN'],
    ['an inherited name', '{"jsonrpc":"2.0","id":1,"method":"constructor"}', 'METHOD_UNKNOWN'],
    ['surplus parameters', '{"jsonrpc":"2.0","id":1,"method":"witan_status","params":[1]}', 'PARAMS_INVALID'],
    ['unknown names', '{"jsonrpc":"2.0","id":1,"method":"witan_block","params":{"hight":1}}', 'PARAMS_INVALID'],
    ['text for a number', '{"jsonrpc":"2.0","id":1,"method":"witan_block","params":["1"]}', 'PARAMS_INVALID'],
    ['a market that is none', '{"jsonrpc":"2.0","id":1,"method":"witan_book","params":[99]}', 'MARKET_UNKNOWN'],
    ['a height to come', '{"jsonrpc":"2.0","id":1,"method":"witan_block","params":[99999999]}', 'BLOCK_UNKNOWN'],
    ['subscribing', '{"jsonrpc":"2.0","id":1,"method":"witan_subscribe","params":["blocks"]}', 'WEBSOCKET_ONLY'],
    ['a batch too large', JSON.stringify(Array.from({ length: 101 }, () => 1)), 'BATCH_TOO_LARGE'],
    ['a request too large', JSON.stringify('x'.repeat(300_000)), 'REQUEST_OVERSIZED'],
  ])('%s is refused with a code', async (_what, body, code) => {
    expect(await refusal(body)).toBe(code);
  });

  test('a batch is answered as one, without its notifications', async () => {
    const calls = [
      { jsonrpc: '2.0', id: 'a', method: 'witan_status' },
      { jsonrpc: '2.0', method: 'witan_status' },
      { jsonrpc: '2.0', id: 2, method: 'witan_nothing' },
    ];
    const { answer } = await post(venue.url(0), JSON.stringify(calls));
    expect((answer as RpcAnswer[]).map(({ id }) => id)).toEqual(['a', 2]);
    expect((await post(venue.url(0), JSON.stringify([calls[1]]))).status).toBe(204);
  });

  test('every public method answers', async () => {
    const url = venue.url(0);
    expect((await call(url, 'witan_network')).result).toMatchObject({
      homeChainId: 31337,
      committee: { quorumPower: 3 },
    });
    expect((await call(url, 'witan_status')).result).toMatchObject({ validator: 0, isBehind: false });
    expect((await call(url, 'witan_markets')).result).toMatchObject({
      markets: [{ instrument: 1 }, { instrument: 2 }],
    });
    expect((await call(url, 'witan_book', { instrument: 1 })).result).toMatchObject({ bids: [], asks: [] });
    expect((await call(url, 'witan_combos')).result).toMatchObject({ strategies: [] });
    expect((await call(url, 'witan_combos', ['1:1,2:-2'])).result).toMatchObject({ strategies: [] });
    expect((await call(url, 'witan_funds')).result).toMatchObject({
      funds: [
        { group: 1, underlyings: ['BTC_USDC'], cash: 0, equity: 0, positions: [] },
        { group: 2, underlyings: ['ETH_USDC'] },
      ],
    });
    expect((await call(url, 'witan_auctions')).result).toMatchObject({ auctions: [] });
    expect((await call(url, 'witan_auctions', [7])).result).toMatchObject({ auctions: [] });
    expect(await codeOf(url, 'witan_auctions', [-1])).toBe('PARAMS_INVALID');
    expect((await call(url, 'witan_trades', [1])).result).toEqual([]);
    expect((await call(url, 'witan_block', [1, true])).result).toMatchObject({
      height: 1,
      eventList: expect.any(Array) as unknown,
    });
    expect(await codeOf(url, 'witan_checkpoint')).toBe('CHECKPOINT_UNKNOWN');
    expect(await codeOf(url, 'witan_claimProof', [venue.world.trader(0).address])).toBe('CLAIM_UNKNOWN');
  });
});

describe('bounds on one connection', () => {
  let venue: Venue;
  afterEach(() => venue.close());

  test('who asks too much is told so, and may ask again later', async () => {
    venue = new Venue(32);
    let nowMs = 0;
    await venue.open(1, 1, { limits: { costPerSecond: 10, costBurst: 20 }, nowMs: () => nowMs });
    const wire = await Wire.open(venue.url(0));
    const codes = [];
    for (let i = 0; i < 25; i++) codes.push((await wire.call('witan_status')).error?.data.code);
    expect(codes.filter((code) => code === undefined)).toHaveLength(20);
    expect(codes.at(-1)).toBe('RATE_LIMITED');
    nowMs += 1_000;
    expect((await wire.call('witan_status')).error).toBeUndefined();
    // HTTP counts by address: another connection does not help.
    const overHttp = [];
    for (let i = 0; i < 21; i++) overHttp.push(await codeOf(venue.url(0), 'witan_status'));
    expect(overHttp.at(-1)).toBe('RATE_LIMITED');
  });

  test('subscriptions and follows are limited', async () => {
    venue = new Venue(33);
    await venue.open(1, 1, { limits: { subscriptionsMax: 2, followsMax: 1 } });
    const wire = await Wire.open(venue.url(0));
    const first = await wire.call('witan_subscribe', ['blocks']);
    expect(first.result).toEqual({ subscription: '1', initial: null });
    await wire.call('witan_subscribe', ['book', { instrument: 1 }]);
    expect((await wire.call('witan_subscribe', ['checkpoints'])).error?.data.code).toBe('SUBSCRIPTION_LIMIT');
    expect((await wire.call('witan_unsubscribe', ['1'])).result).toBe(true);
    expect((await wire.call('witan_unsubscribe', ['1'])).error?.data.code).toBe('SUBSCRIPTION_UNKNOWN');
    expect((await wire.call('witan_subscribe', ['checkpoints'])).error).toBeUndefined();
    const hash = (digit: number): string => `0x${String(digit).repeat(64)}`;
    await wire.call('witan_follow', [hash(1)]);
    expect((await wire.call('witan_follow', [hash(2)])).error?.data.code).toBe('FOLLOW_LIMIT');
  });

  test('calls that wait for an answer are limited', async () => {
    venue = new Venue(34);
    await venue.open(1, 1, { limits: { pendingMax: 1 } });
    const wire = await Wire.open(venue.url(0));
    const request = { jsonrpc: '2.0', method: 'witan_transactionProof', params: [`0x${'1'.repeat(64)}`] };
    for (const id of [101, 102]) wire.socket.send(JSON.stringify({ ...request, id }));
    await wire.until(() => wire.heard.find(({ error }) => error?.data.code === 'PENDING_LIMIT'));
  });

  test('a reader that lets too much wait is cut off with a code', async () => {
    venue = new Venue(35);
    await venue.open(1, 1, { limits: { outgoingBytesMax: -1 } });
    const wire = await Wire.open(venue.url(0));
    wire.socket.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'witan_network' }));
    const closed = await wire.until(() => wire.closed);
    expect(closed).toEqual({ code: 4008, reason: 'SLOW_READER' });
  });

  test('a message longer than a request may be ends the connection', async () => {
    venue = new Venue(36);
    await venue.open(1, 1);
    const wire = await Wire.open(venue.url(0));
    wire.socket.send('x'.repeat(300_000));
    expect((await wire.until(() => wire.closed)).code).toBe(1009);
    expect((await call(venue.url(0), 'witan_status')).error).toBeUndefined();
  });
});
