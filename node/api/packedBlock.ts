import { deflateSync, inflateSync } from 'node:zlib';
import type { ExecutedBlock } from '../types/block.ts';

/** A block without the bodies of its transactions. */
export type StoredBlock = Omit<ExecutedBlock, 'transactions'> & { readonly transactionCount: number };

type Packed = Pick<StoredBlock, 'content' | 'certificate' | 'events'>;

/** A block as it is kept for long. What is large of it takes a third of the room, and is read again for whoever asks. */
export class PackedBlock implements StoredBlock {
  readonly height: StoredBlock['height'];
  readonly digest: StoredBlock['digest'];
  readonly timeMs: StoredBlock['timeMs'];
  readonly transactionCount: number;
  readonly eventsRoot: StoredBlock['eventsRoot'];
  readonly previousResult: StoredBlock['previousResult'];
  readonly resultDigest: StoredBlock['resultDigest'];
  /** JSON: all of it is text, booleans and safe integers. */
  readonly #packed: Uint8Array;

  constructor({ content, certificate, events, ...block }: StoredBlock) {
    this.height = block.height;
    this.digest = block.digest;
    this.timeMs = block.timeMs;
    this.transactionCount = block.transactionCount;
    this.eventsRoot = block.eventsRoot;
    this.previousResult = block.previousResult;
    this.resultDigest = block.resultDigest;
    // A copy: what deflate returns is a small part of a large buffer.
    this.#packed = new Uint8Array(deflateSync(JSON.stringify({ content, certificate, events }), { level: 1 }));
  }

  #unpacked(): Packed {
    return JSON.parse(inflateSync(this.#packed).toString()) as Packed;
  }

  get content(): StoredBlock['content'] {
    return this.#unpacked().content;
  }

  get certificate(): StoredBlock['certificate'] {
    return this.#unpacked().certificate;
  }

  get events(): StoredBlock['events'] {
    return this.#unpacked().events;
  }
}
