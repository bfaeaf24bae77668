import type { Stream } from '@libp2p/interface';
import { packFrames } from './frames.ts';

/**
 * What goes out to one peer: messages of one turn leave as one write, and while the peer does not read they wait in a
 * bounded queue. What does not fit is lost and counted; consensus asks again for whatever matters.
 */
export class PeerLink {
  readonly #bytesMax: number;
  #stream: Stream | undefined;
  #queue: Uint8Array[] = [];
  #queuedBytes = 0;
  #scheduled = false;
  #lost = 0;
  /** Bytes given to the stream since it was opened. */
  #given = 0;
  #stalledLooks = 0;
  #takenBefore = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /** Called every now and then; how many times in a row bytes waited and the peer took fewer than `bytesMin` in all. */
  look(bytesMin: number): number {
    const stream = this.#stream;
    if (stream === undefined || this.#queuedBytes + stream.writeBufferLength === 0) {
      this.#stalledLooks = 0;
      return 0;
    }
    const taken = this.#given - stream.writeBufferLength;
    if (this.#stalledLooks > 0 && taken - this.#takenBefore < bytesMin) return ++this.#stalledLooks;
    this.#takenBefore = taken;
    return (this.#stalledLooks = 1);
  }

  get isOpen(): boolean {
    return this.#stream !== undefined;
  }

  /** Messages that were lost since the link exists. */
  get lost(): number {
    return this.#lost;
  }

  open(stream: Stream): void {
    this.#stream = stream;
    this.#given = 0;
    this.#stalledLooks = 0;
    stream.addEventListener('drain', () => this.#flush());
    this.#flush();
  }

  /** The stream ended; what waits is old by the time there is a new one. */
  closed(stream: Stream): void {
    if (this.#stream !== stream) return;
    this.#stream = undefined;
    this.#lost += this.#queue.length;
    this.#queue = [];
    this.#queuedBytes = 0;
  }

  send(message: Uint8Array): void {
    const stream = this.#stream;
    if (stream === undefined || this.#queuedBytes + stream.writeBufferLength + message.length > this.#bytesMax) {
      this.#lost++;
      return;
    }
    this.#queue.push(message);
    this.#queuedBytes += message.length;
    if (this.#scheduled) return;
    this.#scheduled = true;
    // What follows from the first input of a turn of the event loop becomes one frame, and what follows from all others
    // another. Both are there when the connection writes, which it does at the end of the turn (oneWriteATurn.ts).
    setImmediate(() => {
      this.#scheduled = false;
      this.#flush();
    });
    process.nextTick(() => this.#flush());
  }

  #flush(): void {
    const stream = this.#stream;
    if (stream === undefined || this.#queue.length === 0 || stream.writableNeedsDrain) return;
    const messages = this.#queue;
    this.#queue = [];
    this.#queuedBytes = 0;
    try {
      const packed = packFrames(messages);
      this.#given += packed.length;
      stream.send(packed);
    } catch (error) {
      this.#lost += messages.length;
      stream.abort(error as Error);
    }
  }
}
