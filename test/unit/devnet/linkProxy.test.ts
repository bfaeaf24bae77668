import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { LinkProxy } from '../../../devnet/faults/linkProxy.ts';

const opened: { readonly proxies: LinkProxy[]; readonly servers: Server[]; readonly sockets: Socket[] } = {
  proxies: [],
  servers: [],
  sockets: [],
};

afterEach(async () => {
  for (const socket of opened.sockets.splice(0)) socket.destroy();
  await Promise.all(opened.proxies.splice(0).map((proxy) => proxy.close()));
  for (const server of opened.servers.splice(0)) server.close();
});

/** What a socket has received, and waiting for it. */
class End {
  readonly socket: Socket;
  text = '';
  isOver = false;
  #look: () => void = () => undefined;

  constructor(socket: Socket) {
    this.socket = socket;
    opened.sockets.push(socket);
    socket.on('data', (bytes: Buffer) => {
      this.text += bytes.toString();
      this.#look();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.isOver = true;
      this.#look();
    });
  }

  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#look = () => {
        if (holds()) resolve();
      };
      this.#look();
    });
  }

  hears(text: string): Promise<void> {
    return this.until(() => this.text === text);
  }
}

/** Two validators, of whom the first has a connection to the second through the proxy. */
async function linked(): Promise<{ proxy: LinkProxy; near: End; far: End }> {
  const { proxy, accepted } = await listening();
  const near = new End(connect(proxy.port(0, 1), '127.0.0.1'));
  near.socket.write('hello');
  const far = await accepted();
  await far.hears('hello');
  far.text = '';
  return { proxy, near, far };
}

async function listening(): Promise<{ proxy: LinkProxy; accepted: () => Promise<End> }> {
  const servers = await Promise.all(
    [0, 1].map(async () => {
      const server = createServer().listen(0, '127.0.0.1');
      opened.servers.push(server);
      await once(server, 'listening');
      return server;
    }),
  );
  const proxy = await LinkProxy.start(servers.map((server) => (server.address() as AddressInfo).port));
  opened.proxies.push(proxy);
  const accepted = once(servers[1]!, 'connection').then(([socket]) => new End(socket as Socket));
  return { proxy, accepted: () => accepted };
}

/** Long enough for bytes on loopback to have come, had they been let through. */
const moment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 60));

describe('a link through the proxy', () => {
  test('takes bytes both ways', async () => {
    const { near, far } = await linked();
    near.socket.write('there');
    far.socket.write('back');
    await Promise.all([far.hears('there'), near.hears('back')]);
  });

  test('that stalls one way goes on the other way, and loses nothing', async () => {
    const { proxy, near, far } = await linked();
    proxy.set(0, 1, { isStalled: true });
    near.socket.write('one ');
    far.socket.write('back');
    await near.hears('back');
    near.socket.write('two');
    await moment();
    expect(far.text).toBe('');
    proxy.set(0, 1, {});
    await far.hears('one two');
  });

  test('that stalls back holds what the other end says on the same connection', async () => {
    const { proxy, near, far } = await linked();
    proxy.set(1, 0, { isStalled: true });
    far.socket.write('late');
    near.socket.write('there');
    await far.hears('there');
    await moment();
    expect(near.text).toBe('');
    proxy.set(1, 0, {});
    await near.hears('late');
  });

  test.each([
    ['both', '', ''],
    ['outgoing', '', 'back'],
    ['incoming', 'there', ''],
  ] as const)('between two groups stands still %s', async (ways, there, back) => {
    const { proxy, near, far } = await linked();
    proxy.setBetween([0], [1], { isStalled: true }, ways);
    near.socket.write('there');
    far.socket.write('back');
    await moment();
    expect([far.text, near.text]).toEqual([there, back]);
    proxy.setBetween([0], [1], {});
    await Promise.all([far.hears('there'), near.hears('back')]);
  });

  test('with a delay brings bytes late and in order', async () => {
    const { proxy, near, far } = await linked();
    proxy.set(0, 1, { delayMs: 100 });
    const sentMs = performance.now();
    near.socket.write('one ');
    await moment();
    near.socket.write('two');
    await far.until(() => far.text.startsWith('one '));
    expect(performance.now() - sentMs).toBeGreaterThanOrEqual(99);
    expect(far.text).toBe('one ');
    await far.hears('one two');
  });

  test('that is reset is over at both ends, and a new connection goes through', async () => {
    const { proxy, near, far } = await linked();
    proxy.reset(1, 0);
    await Promise.all([near.until(() => near.isOver), far.until(() => far.isOver)]);
    expect(proxy.connections).toBe(0);
    const again = new End(connect(proxy.port(0, 1), '127.0.0.1'));
    again.socket.write('again');
    const [socket] = (await once(opened.servers[1]!, 'connection')) as [Socket];
    await new End(socket).hears('again');
  });

  test('tells an end when one side closes, but not while that direction is stalled', async () => {
    const { proxy, near, far } = await linked();
    proxy.set(0, 1, { isStalled: true });
    near.socket.end('last');
    await moment();
    expect([far.text, far.isOver]).toEqual(['', false]);
    proxy.set(0, 1, {});
    await far.until(() => far.isOver);
    expect(far.text).toBe('last');
    await near.until(() => near.isOver);
    await expect.poll(() => proxy.connections).toBe(0);
  });

  test('reaches nobody while it is stalled, whoever connects', async () => {
    const { proxy, accepted } = await listening();
    proxy.set(0, 1, { isStalled: true });
    let isReached = false;
    void accepted().then(() => (isReached = true));
    const near = new End(connect(proxy.port(0, 1), '127.0.0.1'));
    near.socket.write('hello');
    await moment();
    expect(isReached).toBe(false);
    proxy.set(0, 1, {});
    await (await accepted()).hears('hello');
  });

  test('does not hold more than a megabyte or so for a receiver that it keeps waiting', async () => {
    const { proxy, near, far } = await linked();
    proxy.set(0, 1, { isStalled: true });
    const megabytes = 64;
    let taken = 0;
    const sendNext = (): void => {
      if (taken < megabytes) near.socket.write(Buffer.alloc(1024 * 1024), () => (taken++, sendNext()));
    };
    sendNext();
    for (let before = -1; taken > before;) {
      before = taken;
      await moment();
    }
    // The rest is in the buffers of the sockets.
    expect(taken).toBeLessThan(megabytes / 2);
    proxy.set(0, 1, {});
    await far.until(() => far.text.length >= megabytes * 1024 * 1024);
  });
});
