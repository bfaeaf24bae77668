import { createServer, Socket, type AddressInfo } from 'node:net';
import { generateKeyPairFromSeed } from '@libp2p/crypto/keys';
import { noise } from '@chainsafe/libp2p-noise';
import { yamux } from '@chainsafe/libp2p-yamux';
import { peerIdFromPrivateKey } from '@libp2p/peer-id';
import { tcp } from '@libp2p/tcp';
import { multiaddr } from '@multiformats/multiaddr';
import { createLibp2p } from 'libp2p';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ed25519PublicKey } from '../../../node/crypto/ed25519.ts';
import { CommitteeNetwork, type Peer } from '../../../node/network/committeeNetwork.ts';
import { validatorIndex } from '../../../node/types/ids.ts';

const messageBytesMax = 1_000_000;
const seed = (index: number): Uint8Array => new Uint8Array(32).fill(index + 1);
const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.close()));
});

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** One member: what it heard, and waiting until it heard something. */
class Member {
  readonly index: number;
  readonly heard: string[] = [];
  network: CommitteeNetwork | undefined;
  readonly #waiting: { readonly holds: () => boolean; readonly resolve: () => void }[] = [];
  readonly #ports: readonly number[];

  constructor(index: number, ports: readonly number[]) {
    this.index = index;
    this.#ports = ports;
  }

  get port(): number {
    return this.#ports[this.index]!;
  }

  async start(): Promise<void> {
    const peers = this.#ports.flatMap((port, index): Peer[] =>
      index === this.index
        ? []
        : [{ validator: validatorIndex(index), ed25519Key: ed25519PublicKey(seed(index)), host: '127.0.0.1', port }],
    );
    this.network = await CommitteeNetwork.start({
      secretKey: seed(this.index),
      listenHost: '127.0.0.1',
      listenPort: this.#ports[this.index]!,
      peers,
      messageBytesMax,
      onMessage: (from, bytes) =>
        this.#hear(`${from}: ${bytes.length > 100 ? bytes.length : Buffer.from(bytes).toString()}`),
      onPeer: (peer, isConnected) => this.#hear(`${isConnected ? '+' : '-'}${peer}`),
      onFault: (from, code) => this.#hear(`${code} ${from}`),
    });
    running.push(this.network);
  }

  async stop(): Promise<void> {
    running.splice(running.indexOf(this.network!), 1);
    await this.network!.close();
  }

  say(to: number, what: string): void {
    this.network!.send(validatorIndex(to), Buffer.from(what));
  }

  #hear(what: string): void {
    this.heard.push(what);
    for (const each of [...this.#waiting]) {
      if (!each.holds()) continue;
      this.#waiting.splice(this.#waiting.indexOf(each), 1);
      each.resolve();
    }
  }

  until(...expected: readonly string[]): Promise<void> {
    const holds = (): boolean => expected.every((each) => this.heard.includes(each));
    if (holds()) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ holds, resolve }));
  }
}

async function committee(size: number): Promise<Member[]> {
  const ports = await freePorts(size);
  const members = ports.map((_, index) => new Member(index, ports));
  await Promise.all(members.map((member) => member.start()));
  await Promise.all(
    members.map((member) =>
      member.until(...members.filter((other) => other !== member).map((other) => `+${other.index}`)),
    ),
  );
  return members;
}

describe('links between members', () => {
  test('two of them exchange messages in order, and know who speaks', async () => {
    const [a, b] = (await committee(2)) as [Member, Member];
    for (let n = 0; n < 100; n++) a.say(1, `a${n}`);
    b.say(0, 'b');
    await Promise.all([b.until('0: a99'), a.until('1: b')]);
    expect(b.heard.filter((each) => each.startsWith('0: '))).toEqual(Array.from({ length: 100 }, (_, n) => `0: a${n}`));
    expect(a.network!.connected).toEqual([1]);
  });

  test('an answer, its frames and the window update for the question are one write to the socket', async () => {
    const [a, b] = (await committee(2)) as [Member, Member];
    a.say(1, 'warm');
    await b.until('0: warm');
    const write = vi.spyOn(Socket.prototype, 'write');
    for (let n = 0; n < 20; n++) {
      a.say(1, `question ${n}`);
      await b.until(`0: question ${n}`);
      b.say(0, `answer ${n}`);
      await a.until(`1: answer ${n}`);
    }
    const writes = write.mock.calls.length;
    write.mockRestore();
    // 40 messages, and no more than a window update now and then that found nothing to travel with.
    expect(writes).toBeGreaterThanOrEqual(40);
    expect(writes).toBeLessThan(90);
  });

  test('four of them all hear a broadcast of each, its author aside', async () => {
    const members = await committee(4);
    members.forEach((member) => member.network!.broadcast(Buffer.from('x'.repeat(100_000))));
    await Promise.all(
      members.map((member) =>
        member.until(...[0, 1, 2, 3].filter((index) => index !== member.index).map((index) => `${index}: 100000`)),
      ),
    );
    expect(members[0]!.heard).not.toContain('0: 100000');
  });

  test('one that starts again is connected again, from both sides', async () => {
    const [a, b] = (await committee(2)) as [Member, Member];
    await b.stop();
    await a.until('-1');
    expect(a.network!.connected).toEqual([]);
    a.heard.length = 0;
    b.heard.length = 0;
    await b.start();
    await Promise.all([a.until('+1'), b.until('+0')]);
    a.say(1, 'again');
    b.say(0, 'here');
    await Promise.all([a.until('1: here'), b.until('0: again')]);
  });

  test('a peer that announces too long a message is cut off, told about, and may come back', async () => {
    const [a, b] = (await committee(2)) as [Member, Member];
    a.heard.length = 0;
    a.network!.send(validatorIndex(1), new Uint8Array(messageBytesMax + 1));
    await Promise.all([b.until('PEER_FRAME_OVERSIZED 0'), a.until('-1')]);
    await a.until('+1');
    a.say(1, 'sorry');
    await b.until('0: sorry');
  });

  test('a stranger is not let in', async () => {
    const [a] = (await committee(2)) as [Member, Member];
    const stranger = await createLibp2p({
      privateKey: await generateKeyPairFromSeed('Ed25519', seed(77)),
      transports: [tcp()],
      connectionEncrypters: [noise()],
      streamMuxers: [yamux()],
      connectionMonitor: { enabled: false },
    });
    running.push({ close: async () => stranger.stop() });
    const key = await generateKeyPairFromSeed('Ed25519', seed(0));
    const address = multiaddr(`/ip4/127.0.0.1/tcp/${a.port}/p2p/${peerIdFromPrivateKey(key).toString()}`);
    const spoken = stranger.dialProtocol(address, '/witan/1').then(async (stream) => {
      stream.send(new Uint8Array([0, 0, 0, 2, 104, 105]));
      await new Promise((_, reject) => stream.addEventListener('close', () => reject(new Error('closed'))));
    });
    await expect(spoken).rejects.toThrow();
    expect(a.heard.filter((each) => each.includes(': '))).toEqual([]);
  });

  test('an address in use is one clear refusal', async () => {
    const [a] = (await committee(2)) as [Member, Member];
    const again = CommitteeNetwork.start({
      secretKey: seed(9),
      listenHost: '127.0.0.1',
      listenPort: a.port,
      peers: [],
      messageBytesMax,
      onMessage: () => undefined,
      onPeer: () => undefined,
      onFault: () => undefined,
    });
    await expect(again).rejects.toMatchObject({ code: 'NETWORK_LISTEN' });
  });
});
