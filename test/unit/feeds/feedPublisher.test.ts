import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { FeedPublisher, type FeedSettings } from '../../../node/feeds/feedPublisher.ts';
import type { FeedSourceConfig } from '../../../node/feeds/openSource.ts';
import { createPriceSigner, type SignedPrice } from '../../../node/feeds/signPrice.ts';
import { feedId, type Hash } from '../../../node/types/ids.ts';
import { timeMs } from '../../../node/types/units.ts';
import { type Accepted, Happenings, lines, serveHttp, serveWebSocket } from './servers.ts';

const networkId = `0x${'5a'.repeat(32)}` as Hash;
const feed = feedId(1);
const staleMs = 400;

interface Shown {
  readonly feed: number;
  readonly price: number;
  readonly atMs: number;
}

/** A publisher of one feed, as a node runs it, at a quicker pace. */
function publish(source: FeedSourceConfig, skewPpm?: number) {
  const shown = new Happenings<Shown>();
  const { said, say } = lines();
  const settings: FeedSettings[] = [{ feed: 1, source, skewPpm }];
  const feeds = [{ feed, movePpbPerSecondMax: 1, staleMs, skewMs: 1_000 }];
  const publisher = new FeedPublisher(settings, 5, { networkId, feeds, say }, (of, price, atMs) =>
    shown.add({ feed: of, price, atMs }),
  );
  publisher.start();
  onTestFinished(() => publisher.stop());
  return { shown, said, publisher };
}

const priced = (price: number) => (shown: Shown) => shown.price === price;

describe('prices from elsewhere', () => {
  test('of an HTTP source are handed on once, with the time at which they were stated', async () => {
    const stated = Date.now() - 50;
    let last = { price: '60000.5', time: stated };
    const asked = new Happenings<unknown>();
    const { url } = await serveHttp((_, response) => {
      response.end(JSON.stringify({ data: [last] }));
      asked.add(last);
    });
    const { shown } = publish({ kind: 'http', url, pollMs: 5, pricePath: 'data.0.price', timePath: 'data.0.time' });
    expect(await shown.first()).toEqual({ feed: 1, price: 60_000_500_000, atMs: stated });
    // What is older than what was shown is left out.
    last = { price: '1', time: stated - 1 };
    for (let n = 0; n < 3; n++) await asked.next();
    last = { price: '60001', time: stated + 1 };
    await shown.first(priced(60_001_000_000));
    expect(shown.all).toEqual([
      { feed: 1, price: 60_000_500_000, atMs: stated },
      { feed: 1, price: 60_001_000_000, atMs: stated + 1 },
    ]);
  });

  test('without a time of their own are as new as the question', async () => {
    const { url } = await serveHttp((_, response) => response.end('{"last":2}'));
    const beforeMs = Date.now();
    const { shown } = publish({ kind: 'http', url, pollMs: 5, pricePath: 'last' });
    const { atMs } = await shown.first();
    expect(atMs).toBeGreaterThanOrEqual(beforeMs);
    expect(atMs).toBeLessThanOrEqual(Date.now());
    await shown.next((each) => each.atMs > atMs);
  });

  test('of a WebSocket source are handed on as they come', async () => {
    const { url } = await serveWebSocket((socket) => {
      socket.send('{"type":"hello"}');
      socket.send(JSON.stringify({ c: '3000', t: '2023-11-14T22:13:20Z' }));
    });
    const { shown } = publish({ kind: 'websocket', url, pricePath: 'c', timePath: 't' }, 100);
    expect(await shown.first()).toEqual({ feed: 1, price: 3_000_300_000, atMs: 1_700_000_000_000 });
  });

  test('that grow too old are said so once, whatever the reason, and once when they count again', async () => {
    const accepted = new Happenings<Accepted>();
    const { url } = await serveWebSocket(accepted.add);
    const { said } = publish({ kind: 'websocket', url, pricePath: 'p' });
    const socket = await accepted.first();
    expect(await said.first()).toBe('FEED_STALE feed 1: no price that is new enough to count');
    socket.send('{"p":1}');
    expect(await said.next()).toBe('- feed 1: prices count again');
    expect(await said.next()).toContain('FEED_STALE');
    expect(said.all).toHaveLength(3);
  });

  test('are listened to no more when the publisher stops', async () => {
    const accepted = new Happenings<Accepted>();
    const { url } = await serveWebSocket((socket) => {
      accepted.add(socket);
      socket.send('{"p":1}');
    });
    const { shown, publisher } = publish({ kind: 'websocket', url, pricePath: 'p', silentMs: 3_600_000 });
    await shown.first();
    const closed = new Promise<void>((resolve) => accepted.all[0]!.once('close', resolve));
    publisher.stop();
    await closed;
    expect(shown.all).toHaveLength(1);
  });
});

describe('prices under the signatures of publishers', () => {
  const signers = [0, 1, 2].map((n) => createPriceSigner(networkId, new Uint8Array(32).fill(n + 1)));
  const says = (n: number, price: number, atMs: number): SignedPrice =>
    signers[n]!({ feed, price, atMs: timeMs(atMs) });
  const publishers = [0, 1, 2].map((n) => says(n, 1, 1).publisher);

  test('count from k publishers on, over whatever endpoints they come', async () => {
    const startMs = Date.now();
    let served: unknown = [];
    const http = await serveHttp((_, response) => response.end(JSON.stringify(served)));
    const accepted = new Happenings<Accepted>();
    const { url } = await serveWebSocket(accepted.add);
    const { shown } = publish({
      kind: 'signed',
      publishers,
      threshold: 2,
      transports: [
        { kind: 'http', url: http.url, pollMs: 5 },
        { kind: 'websocket', url },
      ],
    });
    const socket = await accepted.first();
    const tell = (message: unknown): void => socket.send(JSON.stringify(message));
    tell(says(0, 100, startMs - 100));
    // A forged second one does not make two.
    tell({ ...says(1, 5, startMs), publisher: publishers[2] });
    tell({ ...says(1, 5, startMs), price: 6 });
    served = [says(1, 102, startMs - 90), says(0, 100, startMs - 100), { feed: 2 }];
    expect(await shown.first()).toEqual({ feed: 1, price: 100, atMs: startMs - 100 });
    tell([says(2, 101, startMs - 80)]);
    expect(await shown.next()).toEqual({ feed: 1, price: 101, atMs: startMs - 90 });
  });

  test('that are missing are said with the reasons counted', async () => {
    const message = says(0, 100, Date.now());
    const { url } = await serveHttp((_, response) => response.end(JSON.stringify([message, { ...message, price: 1, atMs: message.atMs + 1 }]))); // prettier-ignore
    const figures = new Happenings<Readonly<Record<string, unknown>>>();
    const source = {
      kind: 'signed',
      publishers,
      threshold: 2,
      transports: [{ kind: 'http', url, pollMs: 50 }],
    } as const;
    const publisher = new FeedPublisher(
      [{ feed: 1, source }],
      5,
      {
        networkId,
        feeds: [{ feed, movePpbPerSecondMax: 1, staleMs, skewMs: 1 }],
        say: (_, fields) => figures.add(fields),
      },
      () => expect.unreachable('one of two is no price'),
    );
    publisher.start();
    onTestFinished(() => publisher.stop());
    const said = await figures.first(({ code }) => code === 'FEED_STALE');
    expect(said).toMatchObject({ freshPublishers: 1, threshold: 2, publishers: 3 });
    const { refused } = said as { readonly refused: Readonly<Record<string, number>> };
    expect(Object.keys(refused).sort()).toEqual(['PRICE_REPLAYED', 'PRICE_SIGNATURE']);
    expect(refused.PRICE_SIGNATURE).toBeGreaterThan(0);
  });
});

describe('prices that are a function of time', () => {
  afterEach(() => void vi.useRealTimers());

  test('are stated at the moment of looking, and alike by whoever looks', () => {
    vi.useFakeTimers({ now: 1_700_000_000_000 });
    const source = { kind: 'generator', seed: 7, startPrice: 60_000_000_000, volatilityPpm: 2_500, startMs: 1_699_999_990_000 } as const; // prettier-ignore
    const [one, other] = [publish(source), publish(source)];
    vi.advanceTimersByTime(1_000);
    expect(one.shown.all.length).toBeGreaterThan(100);
    expect(one.shown.all).toEqual(other.shown.all);
    expect(one.shown.all.at(-1)!.atMs).toBe(1_700_000_001_000);
    expect(new Set(one.shown.all.map(({ price }) => price)).size).toBeGreaterThan(5);
    expect(one.said.all).toEqual([]);
  });
});
