import { Socket } from 'node:net';
import { generateKeyPairFromSeed } from '@libp2p/crypto/keys';
import { noise } from '@chainsafe/libp2p-noise';
import { yamux } from '@chainsafe/libp2p-yamux';
import { peerIdFromPrivateKey } from '@libp2p/peer-id';
import { tcp } from '@libp2p/tcp';
import { multiaddr } from '@multiformats/multiaddr';
import { createLibp2p } from 'libp2p';
import { describe, expect, test, vi } from 'vitest';
import { CommitteeNetwork } from '../../../node/network/committeeNetwork.ts';
import { freePorts } from '../../../devnet/freePorts.ts';
import { committee, Member, messageBytesMax, running, seed } from './member.ts';

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

  test('what is longer than anybody takes is not sent, and said once', async () => {
    const [a, b] = (await committee(2)) as [Member, Member];
    for (let n = 0; n < 3; n++) a.network!.send(b.index as never, new Uint8Array(messageBytesMax + 1));
    a.network!.broadcast(new Uint8Array(messageBytesMax + 2));
    a.network!.send(b.index as never, new Uint8Array(messageBytesMax));
    await b.until(`0: ${messageBytesMax}`);
    expect(a.heard.filter((each) => each.startsWith('too long'))).toEqual([`too long ${messageBytesMax + 1}`]);
    expect(b.network!.barred).toEqual([]);
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

  test('a member may be listed by name; one whose name means nothing does not keep the others apart', async () => {
    const ports = await freePorts(3);
    const [a, b] = [new Member(0, ports), new Member(1, ports)];
    a.host = 'localhost';
    b.host = 'no such host/at all';
    await Promise.all([a.start(), b.start()]);
    await a.until('+1');
    a.say(1, 'by name');
    await b.until('0: by name');
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
      onTooLong: () => undefined,
    });
    await expect(again).rejects.toMatchObject({ code: 'NETWORK_LISTEN' });
  });
});
