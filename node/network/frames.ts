/** Bytes before each message on a stream: its length, u32 big-endian. */
const headerBytes = 4;

/** Room that is taken for the beginning of a message; it doubles as more comes. */
const heldBytesMin = 256;

/** Several messages as one write. */
export function packFrames(messages: readonly Uint8Array[]): Uint8Array {
  const total = messages.reduce((sum, message) => sum + headerBytes + message.length, 0);
  const packed = new Uint8Array(total);
  const view = new DataView(packed.buffer);
  let offset = 0;
  for (const message of messages) {
    view.setUint32(offset, message.length);
    packed.set(message, offset + headerBytes);
    offset += headerBytes + message.length;
  }
  return packed;
}

/**
 * Cuts a stream of bytes back into messages. Holds at most one message that is not complete yet: at most twice what came
 * of it, however much is announced and in however small pieces it comes.
 */
export class FrameReader {
  readonly #lengthMax: number;
  #held = new Uint8Array();
  #heldBytes = 0;
  #completed = 0;

  constructor(lengthMax: number) {
    this.#lengthMax = lengthMax;
  }

  /** Whether a message has begun and is not complete. */
  get isInMessage(): boolean {
    return this.#heldBytes > 0;
  }

  /** Messages that were complete since the stream began. */
  get completed(): number {
    return this.#completed;
  }

  /** Room taken for the message that is not complete. */
  get capacity(): number {
    return this.#held.length;
  }

  /** The messages that these bytes complete; undefined when the peer announces one that is too long. */
  read(bytes: Uint8Array): Uint8Array[] | undefined {
    const messages: Uint8Array[] = [];
    let rest = bytes;
    if (this.#heldBytes > 0) {
      const missing = this.#fill(bytes);
      if (missing === undefined) return undefined;
      rest = bytes.subarray(missing);
      const first = this.#take();
      if (first === undefined) return messages;
      messages.push(first);
    }
    for (;;) {
      const length = lengthOf(rest, rest.length);
      if (length !== undefined && length > this.#lengthMax) return undefined;
      if (length === undefined || rest.length < headerBytes + length) break;
      messages.push(rest.subarray(headerBytes, headerBytes + length));
      rest = rest.subarray(headerBytes + length);
    }
    this.#completed += messages.length;
    if (rest.length > 0) this.#hold(rest);
    return messages;
  }

  /** Takes of `bytes` what the held message lacks, and says how many; undefined when it is too long. */
  #fill(bytes: Uint8Array): number | undefined {
    let used = 0;
    for (const want of ['header', 'content'] as const) {
      const size = want === 'header' ? headerBytes : headerBytes + lengthOf(this.#held, this.#heldBytes)!;
      if (size > headerBytes + this.#lengthMax) return undefined;
      const part = bytes.subarray(used, used + Math.max(0, size - this.#heldBytes));
      this.#hold(part);
      used += part.length;
      if (this.#heldBytes < size) break;
    }
    return used;
  }

  /** The held message, if it is complete. */
  #take(): Uint8Array | undefined {
    const length = lengthOf(this.#held, this.#heldBytes);
    if (length === undefined || this.#heldBytes < headerBytes + length) return undefined;
    const message = this.#held.subarray(headerBytes, headerBytes + length);
    this.#held = new Uint8Array();
    this.#heldBytes = 0;
    return message;
  }

  #hold(bytes: Uint8Array): void {
    const size = this.#heldBytes + bytes.length;
    if (size > this.#held.length) {
      const larger = new Uint8Array(Math.max(heldBytesMin, size, 2 * this.#held.length));
      larger.set(this.#held.subarray(0, this.#heldBytes));
      this.#held = larger;
    }
    this.#held.set(bytes, this.#heldBytes);
    this.#heldBytes = size;
  }
}

/** The length that the header names; undefined while that is not complete. */
function lengthOf(bytes: Uint8Array, count: number): number | undefined {
  if (count < headerBytes) return undefined;
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
}
