import { createHash } from 'node:crypto';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SourceHealth } from '../../../node/feeds/sourceHealth.ts';
import { documentBytesMax, type Intake } from '../../../node/feeds/transport.ts';
import { type WebSocketConfig, WebSocketTransport } from '../../../node/feeds/webSocketTransport.ts';
import { type Accepted, Happenings, lines, serveWebSocket, using } from './servers.ts';

const isGood = (document: unknown): boolean => typeof (document as { n?: unknown }).n === 'number';

function listenTo(url: string, options: Partial<WebSocketConfig> = {}) {
  const documents = new Happenings<unknown>();
  const { said, say } = lines();
  const take = (document: unknown): Intake => {
    documents.add(document);
    if ((document as { wrong?: unknown }).wrong !== undefined) return { code: 'FEED_PRICE_INVALID' };
    return isGood(document) ? 'taken' : 'nothing';
  };
  const health = new SourceHealth('feed 1', say, 5);
  const transport = using(new WebSocketTransport({ kind: 'websocket', url, ...options }, health, take));
  return { documents, said, transport };
}

/** A server, and the connections that it accepted. */
async function serve(greet: (socket: Accepted, count: number) => void) {
  const accepted = new Happenings<Accepted>();
  const server = await serveWebSocket((socket) => {
    accepted.add(socket);
    greet(socket, accepted.all.length);
  });
  return { ...server, accepted };
}

describe('a WebSocket source', () => {
  test('gives document after document, in text or binary', async () => {
    const { url } = await serve((socket) => {
      socket.send('{"n":1}');
      socket.send(Buffer.from('{"n":2}'));
    });
    const { documents, said } = listenTo(url);
    await documents.first((each) => (each as { n: number }).n === 2);
    expect(documents.all).toEqual([{ n: 1 }, { n: 2 }]);
    expect(said.all).toEqual([]);
  });

  test.each([
    ['a text as it is', 'hello', 'hello'],
    ['anything else as JSON', { op: 'subscribe', args: ['BTC'] }, '{"op":"subscribe","args":["BTC"]}'],
  ])('is sent %s when it is open, on every connection', async (_, subscribe, expected) => {
    const heard = new Happenings<string>();
    const { url, accepted } = await serve((socket) =>
      socket.on('message', (data: Buffer) => heard.add(data.toString())),
    );
    listenTo(url, { subscribe });
    expect(await heard.first()).toBe(expected);
    const again = heard.next();
    accepted.all[0]!.terminate();
    expect(await again).toBe(expected);
  });

  test('may say what is no document and what is of no use', async () => {
    const { url } = await serve((socket) => {
      socket.send('welcome');
      socket.send('{"type":"subscribed"}');
      socket.send('{"n":1}');
    });
    const { documents, said } = listenTo(url);
    await documents.first(isGood);
    expect(said.all).toEqual([]);
  });

  const ends: Readonly<Record<string, readonly [code: string, greet: (socket: Accepted) => void]>> = {
    closes: ['FEED_UNREACHABLE', (socket) => socket.close()],
    breaks: ['FEED_UNREACHABLE', (socket) => socket.terminate()],
    'says nothing': ['FEED_SILENT', () => undefined],
    'says nothing of use': ['FEED_SILENT', (socket) => socket.send('{"type":"subscribed"}')],
    'says too much at once': ['FEED_TOO_LARGE', (socket) => socket.send(`"${'x'.repeat(documentBytesMax)}"`)],
    'says too much in a second': [
      'FEED_TOO_FAST',
      (socket) => {
        for (let n = 0; n < 2_500; n++) socket.send('{}');
      },
    ],
  };
  test.each(Object.keys(ends))(
    'that %s is bad, is said so once, is connected anew, and is good again',
    async (what) => {
      const [code, greet] = ends[what]!;
      const { url } = await serve((socket, count) => (count < 3 ? greet(socket) : socket.send('{"n":1}')));
      const { documents, said } = listenTo(url, code === 'FEED_SILENT' ? { silentMs: 500 } : {});
      await documents.first(isGood);
      await said.first((line) => line.endsWith('usable again'));
      expect(said.all).toEqual([`${code} feed 1: not usable; it is tried again`, '- feed 1: usable again']);
    },
  );

  test('that goes on saying something of use is kept, however long', async () => {
    const { url, accepted } = await serve((socket) => {
      let n = 0;
      const timer = setInterval(() => socket.send(JSON.stringify({ n: ++n })), 50);
      socket.once('close', () => clearInterval(timer));
    });
    const { documents, said } = listenTo(url, { silentMs: 500 });
    await documents.first((each) => (each as { n: number }).n === 14);
    expect(accepted.all).toHaveLength(1);
    expect(said.all).toEqual([]);
  });

  test('with something wrong in it is bad until something good comes, on the same connection', async () => {
    const { url, accepted } = await serve((socket) => {
      socket.send('{"wrong":1}');
      socket.send('{"n":1}');
    });
    const { documents, said } = listenTo(url);
    await documents.first(isGood);
    expect(said.all.map((line) => line.split(' ')[0])).toEqual(['FEED_PRICE_INVALID', '-']);
    expect(accepted.all).toHaveLength(1);
  });

  test('that is not there is tried until it is', async () => {
    const { url, port, close } = await serve(() => undefined);
    await close();
    const { documents, said } = listenTo(url);
    expect(await said.first()).toContain('FEED_UNREACHABLE');
    await serveWebSocket((socket) => socket.send('{"n":1}'), port);
    await documents.first(isGood);
  });

  test('that does not let go of connections is not given more and more of them', async () => {
    const open = new Set<Socket>();
    // Greets, and never answers anything else, a farewell included.
    const server = createServer((socket) => {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
      socket.on('error', () => undefined);
      socket.on('data', (data) => {
        const key = /sec-websocket-key: (.*)\r\n/i.exec(data.toString('latin1'))?.[1];
        if (key === undefined) return;
        const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
        socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`); // prettier-ignore
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const release = (): void => {
      for (const socket of open) socket.destroy();
    };
    onTestFinished(() => {
      release();
      server.close();
    });
    const attempts = new Happenings<string>();
    const health = new SourceHealth('feed 1', () => undefined, 5);
    const bad = health.bad.bind(health);
    health.bad = (fault) => {
      attempts.add(typeof fault.reason === 'string' ? fault.reason : fault.code);
      bad(fault);
    };
    const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    using(new WebSocketTransport({ kind: 'websocket', url, silentMs: 100 }, health, () => 'nothing'));
    await attempts.first((reason) => reason.startsWith('earlier connections'));
    expect(open.size).toBe(4);
    const again = attempts.next((reason) => reason === 'FEED_SILENT');
    release();
    await again;
  });

  test('that is stopped is connected no more', async () => {
    const { url, accepted } = await serve((socket) => socket.send('{"n":1}'));
    const { documents, said, transport } = listenTo(url);
    await documents.first(isGood);
    const closed = new Promise<void>((resolve) => accepted.all[0]!.once('close', resolve));
    transport.stop();
    await closed;
    expect(accepted.all).toHaveLength(1);
    expect(said.all).toEqual([]);
  });
});
