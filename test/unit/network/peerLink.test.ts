import type { Stream } from '@libp2p/interface';
import { describe, expect, test } from 'vitest';
import { FrameReader } from '../../../node/network/frames.ts';
import { PeerLink } from '../../../node/network/peerLink.ts';

/** A stream whose reader reads when it is told to. */
class SlowStream extends EventTarget {
  readonly written: Uint8Array[] = [];
  writableNeedsDrain = false;
  writeBufferLength = 0;
  aborted = false;
  broken = false;

  send(bytes: Uint8Array): boolean {
    if (this.broken) throw new Error('closed');
    this.written.push(bytes);
    this.writableNeedsDrain = true;
    return false;
  }

  abort(): void {
    this.aborted = true;
  }

  drain(): void {
    this.writableNeedsDrain = false;
    this.dispatchEvent(new Event('drain'));
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const open = (bytesMax: number): { link: PeerLink; stream: SlowStream } => {
  const link = new PeerLink(bytesMax);
  const stream = new SlowStream();
  link.open(stream as unknown as Stream);
  return { link, stream };
};
const message = (n: number, size = 10): Uint8Array => new Uint8Array(size).fill(n);
const read = (written: readonly Uint8Array[]): number[] =>
  written.flatMap((bytes) => new FrameReader(1_000).read(bytes)!.map((each) => each[0]!));

describe('what goes out to one peer', () => {
  test('messages of one turn leave as one write, in order', async () => {
    const { link, stream } = open(1_000);
    for (const n of [1, 2, 3]) link.send(message(n));
    expect(stream.written).toEqual([]);
    await turn();
    expect(stream.written).toHaveLength(1);
    expect(read(stream.written)).toEqual([1, 2, 3]);
  });

  test('the first input of a turn waits for no other; what the others say shares a frame', async () => {
    const { link, stream } = open(1_000);
    for (const n of [1, 2]) link.send(message(n));
    await new Promise<void>((resolve) => process.nextTick(resolve));
    expect(read(stream.written)).toEqual([1, 2]);
    stream.drain();
    for (const n of [3, 4]) link.send(message(n));
    await new Promise<void>((resolve) => process.nextTick(resolve));
    link.send(message(5));
    expect(stream.written).toHaveLength(1);
    await turn();
    expect(stream.written).toHaveLength(2);
    expect(read(stream.written)).toEqual([1, 2, 3, 4, 5]);
  });

  test('while the peer does not read, messages wait up to the bound and are then lost and counted', async () => {
    const { link, stream } = open(100);
    link.send(message(0));
    await turn();
    for (let n = 1; n <= 1_000; n++) {
      link.send(message(n % 250));
      if (n % 100 === 0) await turn();
    }
    expect(stream.written).toHaveLength(1);
    expect(link.lost).toBe(990);
    stream.drain();
    expect(read(stream.written)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    stream.drain();
    link.send(message(77));
    await turn();
    expect(read(stream.written).at(-1)).toBe(77);
  });

  test('without a stream everything is lost', () => {
    const link = new PeerLink(100);
    link.send(message(1));
    expect(link.lost).toBe(1);
    expect(link.isOpen).toBe(false);
  });

  test('what waited for a stream that ended is not sent on the next one', async () => {
    const { link, stream } = open(1_000);
    link.send(message(1));
    await turn();
    link.send(message(2));
    link.closed(stream as unknown as Stream);
    const next = new SlowStream();
    link.open(next as unknown as Stream);
    link.send(message(3));
    await turn();
    expect(read(next.written)).toEqual([3]);
    expect(link.lost).toBe(1);
  });

  test('the end of an older stream does not close a newer one', () => {
    const { link, stream } = open(1_000);
    link.open(new SlowStream() as unknown as Stream);
    link.closed(stream as unknown as Stream);
    expect(link.isOpen).toBe(true);
  });

  test('a stream that takes no more is given up', async () => {
    const { link, stream } = open(1_000);
    stream.broken = true;
    link.send(message(1));
    await turn();
    expect(stream.aborted).toBe(true);
    expect(link.lost).toBe(1);
  });

  test('what waits in the stream counts towards the bound', async () => {
    const { link, stream } = open(100);
    stream.writeBufferLength = 95;
    link.send(message(1));
    expect(link.lost).toBe(1);
    stream.writeBufferLength = 0;
    link.send(message(1));
    await turn();
    expect(link.lost).toBe(1);
  });

  test('looks in a row in which bytes waited and too few were taken are counted; one that takes enough starts afresh', async () => {
    const { link, stream } = open(10_000);
    expect(link.look(100)).toBe(0);
    link.send(message(1, 1_000));
    await turn();
    stream.writeBufferLength = 1_004;
    expect([1, 2, 3].map(() => link.look(100))).toEqual([1, 2, 3]);
    stream.writeBufferLength -= 99;
    expect(link.look(100)).toBe(4);
    stream.writeBufferLength -= 1;
    expect(link.look(100)).toBe(1);
    stream.writeBufferLength = 0;
    expect(link.look(100)).toBe(0);
  });

  test('a new stream is not blamed for what the one before did not take', async () => {
    const { link, stream } = open(10_000);
    link.send(message(1, 1_000));
    await turn();
    stream.writeBufferLength = 1_004;
    link.look(100);
    link.look(100);
    const next = new SlowStream();
    next.writeBufferLength = 500;
    link.open(next as unknown as Stream);
    expect(link.look(100)).toBe(1);
  });
});
