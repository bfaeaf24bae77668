/**
 * Peers and strangers that do what they can to a node, over real sockets. Hostile members are written with libp2p itself,
 * strangers with raw sockets, from another loopback address where it matters who comes from where.
 */
import { connect, type Socket } from 'node:net';
import { noise } from '@chainsafe/libp2p-noise';
import { yamux } from '@chainsafe/libp2p-yamux';
import { generateKeyPairFromSeed } from '@libp2p/crypto/keys';
import type { Libp2p, PeerId, Stream } from '@libp2p/interface';
import { peerIdFromPrivateKey } from '@libp2p/peer-id';
import { tcp } from '@libp2p/tcp';
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr';
import { createLibp2p } from 'libp2p';
import { describe, expect, test } from 'vitest';
import { packFrames } from '../../../node/network/frames.ts';
import { type NetworkLimits } from '../../../node/network/limits.ts';
import { freePorts } from '../../../devnet/freePorts.ts';
import { committee, Member, messageBytesMax, running, seed } from './member.ts';

const protocol = '/witan/1';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Looks come often, and members here say nothing for long. */
const quick: Partial<NetworkLimits> = { lookMs: 50, silentLooksMax: 10_000, barMsMin: 400, handshakeMsMax: 1_000 };

/** A member that runs something else: it has the key, and what it says is up to the test. */
class HostileMember {
  readonly #libp2p: Libp2p;
  readonly #address: Multiaddr;
  readonly #victim: PeerId;
  readonly accepted: Stream[] = [];

  private constructor(libp2p: Libp2p, victim: PeerId, address: Multiaddr) {
    this.#libp2p = libp2p;
    this.#victim = victim;
    this.#address = address;
  }

  /** Member `index` of a committee in which `victim` listens on its port. */
  static async start(index: number, victim: Member, port: number, isReading = true): Promise<HostileMember> {
    const libp2p = await createLibp2p({
      privateKey: await generateKeyPairFromSeed('Ed25519', seed(index)),
      addresses: { listen: [`/ip4/127.0.0.1/tcp/${port}`] },
      transports: [tcp()],
      connectionEncrypters: [noise()],
      streamMuxers: [yamux({ enableKeepAlive: false })],
      connectionMonitor: { enabled: false },
    });
    running.push({ close: async () => libp2p.stop() });
    const victimId = peerIdFromPrivateKey(await generateKeyPairFromSeed('Ed25519', seed(victim.index)));
    const address = multiaddr(`/ip4/127.0.0.1/tcp/${victim.port}/p2p/${victimId.toString()}`);
    const hostile = new HostileMember(libp2p, victimId, address);
    await libp2p.handle(protocol, (stream) => {
      hostile.accepted.push(stream);
      if (!isReading) stream.pause();
    });
    return hostile;
  }

  open(): Promise<Stream> {
    return this.#libp2p.dialProtocol(this.#address, protocol, { maxOutboundStreams: 1_000 });
  }

  /** Says something to the victim, again until it is heard: this side may not know yet that a connection was cut. */
  async sayUntilHeard(text: string, victim: Member, own: number): Promise<void> {
    const isHeard = (): boolean => victim.heard.includes(`${own}: ${text}`);
    while (!isHeard()) {
      await this.open().then(
        (stream) => stream.send(packFrames([bytes(text)])),
        () => undefined,
      );
      for (let n = 0; n < 10 && !isHeard(); n++) await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async connectAgain(): Promise<void> {
    await this.#libp2p.dial(this.#address, { force: true });
  }

  get connections(): number {
    return this.#libp2p.getConnections(this.#victim).length;
  }
}

const ended = (stream: Stream): Promise<void> =>
  stream.status !== 'open'
    ? Promise.resolve()
    : new Promise((resolve) => stream.addEventListener('close', () => resolve()));

/** Two honest members and a port for a third, which is hostile. */
async function twoAndAPort(limits: Partial<NetworkLimits> = quick): Promise<[Member, Member, number]> {
  const ports = await freePorts(3);
  const [a, b] = [new Member(0, ports, limits), new Member(1, ports, limits)];
  await Promise.all([a.start(), b.start()]);
  await Promise.all([a.until('+1'), b.until('+0')]);
  return [a, b, ports[2]!];
}

/** Asks and answers between two members; done when every answer came. */
async function exchange(a: Member, b: Member, rounds: number, name: string): Promise<void> {
  for (let n = 0; n < rounds; n++) {
    a.say(b.index, `${name} ${n}?`);
    await b.until(`${a.index}: ${name} ${n}?`);
    b.say(a.index, `${name} ${n}!`);
    await a.until(`${b.index}: ${name} ${n}!`);
  }
}

describe('a peer that sends what nobody honest sends', () => {
  test('a message longer than the bound bars it, and then it may come back', async () => {
    const [a, , port] = await twoAndAPort();
    const hostile = await HostileMember.start(2, a, port);
    await a.until('+2');
    const stream = await hostile.open();
    // No byte of it needs to come.
    stream.send(packFrames([new Uint8Array(messageBytesMax + 1)]).subarray(0, 4));
    await a.until('PEER_MESSAGE_OVERSIZED 2 barred 400', '-2');
    expect(a.network!.barred).toEqual([2]);
    a.heard.length = 0;
    await a.until('+2');
    expect(a.network!.barred).toEqual([]);
    await hostile.sayUntilHeard('sorry', a, 2);
  });

  test('garbage is looked at five times; the second bar is twice as long as the first', async () => {
    const [a, , port] = await twoAndAPort();
    a.judge = (from, message) => {
      if (message[0] === 0xff) a.network!.fault(from as never, 'MESSAGE_MALFORMED');
    };
    const hostile = await HostileMember.start(2, a, port);
    const garbage = packFrames(Array.from({ length: 10_000 }, () => new Uint8Array([0xff, 1, 2])));
    for (const barMs of [400, 800]) {
      const stream = await hostile.open();
      stream.send(garbage);
      await a.until(`MESSAGE_MALFORMED 2 barred ${barMs}`);
      await ended(stream);
      // While it is barred, what it opens comes to nothing.
      const over = (async () => {
        while (a.network!.barred.length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
      })();
      await Promise.race([over, hostile.open().then(ended, () => undefined)]);
      expect(a.countFrom(2)).toBe(barMs === 400 ? 5 : 10);
      await over;
    }
    await hostile.sayUntilHeard('mended', a, 2);
  });

  test('what others say of a peer and no rule knows is not held against it', async () => {
    const [a, b] = (await committee(2, quick)) as [Member, Member];
    for (let n = 0; n < 1_000; n++) a.network!.fault(b.index as never, 'UNHEARD_OF');
    expect(a.network!.barred).toEqual([]);
    await exchange(a, b, 1, 'still');
    expect(a.heard.filter((each) => each.startsWith('UNHEARD_OF'))).toHaveLength(1);
  });

  test('one that opens streams without end is cut off, and barred the second time', async () => {
    const [a, b, port] = await twoAndAPort({ ...quick, streamsBurst: 10 });
    const hostile = await HostileMember.start(2, a, port);
    const openMany = async (): Promise<void> => {
      for (let n = 0; n < 100; n++) if ((await hostile.open().catch(() => undefined)) === undefined) return;
    };
    const flood = openMany().then(openMany).then(openMany);
    await a.until('PEER_STREAMS_EXCEEDED 2 barred 400');
    await flood;
    await exchange(a, b, 3, 'meanwhile');
  });

  test('of a peer that connects again and again, only the newest connections stay', async () => {
    const [a, b, port] = await twoAndAPort();
    const hostile = await HostileMember.start(2, a, port);
    for (let n = 0; n < 30; n++) {
      await hostile.connectAgain().catch(() => undefined);
      expect(a.network!.sockets).toBeLessThanOrEqual(2 * 4 + 8 * 3);
    }
    await exchange(a, b, 3, 'meanwhile');
    await hostile.sayUntilHeard('still here', a, 2);
    while (hostile.connections > 4) await new Promise((resolve) => setTimeout(resolve, 20));
  });
});

describe('a peer that is slow', () => {
  test('one that stops in the middle of a message is cut off, and may come back at once', async () => {
    const [a, b, port] = await twoAndAPort({ ...quick, messageLooksMax: 4 });
    const hostile = await HostileMember.start(2, a, port);
    const stream = await hostile.open();
    stream.send(packFrames([new Uint8Array(messageBytesMax)]).subarray(0, 100));
    // A byte now and then does not help: what counts is that the message ends.
    const trickle = setInterval(() => stream.status === 'open' && stream.send(new Uint8Array(1)), 20);
    await a.until('PEER_MESSAGE_UNFINISHED 2');
    clearInterval(trickle);
    await ended(stream);
    expect(a.network!.barred).toEqual([]);
    await hostile.sayUntilHeard('whole', a, 2);
    await exchange(a, b, 1, 'meanwhile');
  });

  test('one that sends whole messages slowly is not', async () => {
    const [a, , port] = await twoAndAPort({ ...quick, messageLooksMax: 4 });
    const hostile = await HostileMember.start(2, a, port);
    const stream = await hostile.open();
    // Cut so that a message is always under way, though none for long.
    const messages = Array.from({ length: 20 }, (_, n) => bytes(`n${n}`));
    stream.send(packFrames(messages.slice(0, 1)).subarray(0, 5));
    for (let n = 0; n + 1 < messages.length; n++) {
      const two = packFrames(messages.slice(n, n + 2));
      stream.send(two.subarray(5, 5 + 4 + messages[n]!.length));
      await a.until(`2: n${n}`);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    expect(a.heard.filter((each) => each.startsWith('PEER_'))).toEqual([]);
  });

  test('one that does not read is cut off, and costs no more memory than its queue meanwhile', async () => {
    const queueBytesMax = 1_000_000;
    const limits = { ...quick, stalledLooksMax: 10, queueBytesMax };
    const [a, b, port] = await twoAndAPort(limits);
    const hostile = await HostileMember.start(2, a, port, false);
    await a.until('+2');
    const talk = setInterval(() => {
      for (let n = 0; n < 10; n++) a.network!.send(2 as never, new Uint8Array(100_000));
    }, 10);
    await a.until('PEER_TOO_SLOW 2', '-2');
    clearInterval(talk);
    await ended(hostile.accepted[0]!);
    expect(a.network!.barred).toEqual([]);
    await exchange(a, b, 3, 'meanwhile');
  });
});

describe('a peer that sends much', () => {
  test('an old message a hundred thousand times: taken in at the bounded rate, while others are answered', async () => {
    const messageCostBytes = 8_192;
    const perSecond = 4_000;
    const burst = 1_000;
    const limits = {
      ...quick,
      messageCostBytes,
      intakeBytesPerSecond: perSecond * messageCostBytes,
      intakeBurstBytes: burst * messageCostBytes,
    };
    const [a, b, port] = await twoAndAPort(limits);
    const hostile = await HostileMember.start(2, a, port);
    const old = packFrames(Array.from({ length: 1_000 }, () => new Uint8Array(90)));
    const stream = await hostile.open();
    const startMs = Date.now();
    for (let n = 0; n < 100; n++) stream.send(old);
    await exchange(a, b, 100, 'meanwhile');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const most = burst + (perSecond * (Date.now() - startMs)) / 1_000;
    expect(a.countFrom(2)).toBeGreaterThan(burst / 2);
    expect(a.countFrom(2)).toBeLessThanOrEqual(most + 1);
    // Nothing is lost and nobody punished: the rest waits at its side.
    expect(stream.writeBufferLength).toBeGreaterThan(90 * 50_000);
    expect(stream.status).toBe('open');
    expect(a.heard.filter((each) => each.startsWith('PEER_TOO_FAST') === false && each.startsWith('PEER_'))).toEqual(
      [],
    );
  });

  test('an honest burst comes whole, in order and unpunished, also beyond what is taken in at once', async () => {
    const [a, b] = (await committee(2, {
      ...quick,
      intakeBytesPerSecond: 32 * 1024 * 1024,
      intakeBurstBytes: 4 * 1024 * 1024,
    })) as [Member, Member];
    const expected: string[] = [];
    for (let n = 0; n < 12; n++) {
      a.network!.send(b.index as never, new Uint8Array(900_000 + n));
      expected.push(`0: ${900_000 + n}`);
    }
    for (let n = 0; n < 1_000; n++) {
      a.say(b.index, `m${n}`);
      expected.push(`0: m${n}`);
    }
    await b.until(expected.at(-1)!);
    expect(b.heard.filter((each) => each.startsWith('0: '))).toEqual(expected);
    expect(b.heard.filter((each) => each.startsWith('PEER_'))).toEqual([]);
    expect(b.network!.barred).toEqual([]);
  });
});

describe('connection attempts', () => {
  /** Raw sockets from an address of this machine. What they send is no handshake, or the beginning of one. */
  class Attempts {
    readonly #over: readonly Promise<void>[];
    #held = 0;

    constructor(count: number, victim: Member, localAddress: string, say = '') {
      const sockets = Array.from({ length: count }, () => {
        const socket = connect({ host: '127.0.0.1', port: victim.port, localAddress });
        this.#held++;
        return socket;
      });
      this.#over = sockets.map((socket: Socket) => {
        socket.on('connect', () => say !== '' && socket.write(say));
        socket.on('error', () => undefined);
        socket.resume();
        return new Promise<void>((resolve) => socket.on('close', () => (this.#held--, resolve())));
      });
      running.push({ close: async () => sockets.forEach((socket) => socket.destroy()) });
    }

    /** How many are neither refused nor ended. */
    get held(): number {
      return this.#held;
    }

    async closed(): Promise<void> {
      await Promise.all(this.#over);
    }
  }

  test.each([
    ['strangers that say nothing', '127.0.0.2', ''],
    ['strangers that begin a handshake and do not go on', '127.0.0.2', '\x13/multistream/1.0.0\n'],
    ["a member's address", '127.0.0.1', ''],
  ])('1,000 from %s: few are held, however long that may be, and two members go on', async (_, address, say) => {
    const [a, b] = await twoAndAPort({ ...quick, handshakeMsMax: 60_000 });
    const storm = new Attempts(1_000, a, address, say);
    const most = address === '127.0.0.1' ? 2 * 8 : 4;
    for (let n = 0; n < 5 || storm.held > most; n++) await exchange(a, b, 5, `storm ${n}`);
    expect(storm.held).toBe(most);
    expect(a.network!.sockets).toBe(most + 2);
    expect(b.heard).not.toContain('-0');
  });

  test('a handshake that does not go on ends in time', async () => {
    const [a, b] = await twoAndAPort({ ...quick, handshakeMsMax: 300 });
    for (const say of ['', '\x13/multistream/1.0.0\n', '\x13/multistream/1.0.0\n\x07/noise\n\x01']) {
      await new Attempts(4, a, '127.0.0.2', say).closed();
    }
    await exchange(a, b, 1, 'after');
  });

  test('while strangers hold all the room that they have, a member comes in', async () => {
    const [a] = await twoAndAPort({ ...quick, handshakeMsMax: 60_000 });
    const storms = Array.from({ length: 20 }, (_, n) => new Attempts(10, a, `127.0.0.${n + 2}`));
    const held = (): number => storms.reduce((sum, each) => sum + each.held, 0);
    while (held() > 32) await new Promise((resolve) => setTimeout(resolve, 20));
    // It listens where nobody dials it: only the door is left.
    const member = await HostileMember.start(2, a, 0);
    await member.sayUntilHeard('in', a, 2);
    expect(held()).toBe(32);
  });

  test('while strangers storm the door, a member comes in', async () => {
    const ports = await freePorts(3);
    const [a, b] = [new Member(0, ports, quick), new Member(1, ports, quick)];
    await Promise.all([a.start(), b.start()]);
    let isOver = false;
    const storm = (async () => {
      while (!isOver) await new Attempts(200, a, '127.0.0.2').closed();
    })();
    const c = new Member(2, ports, quick);
    await c.start();
    await Promise.all([c.until('+0', '+1'), a.until('+2')]);
    await exchange(a, c, 5, 'in');
    isOver = true;
    await storm;
  });
});
