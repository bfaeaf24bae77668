/** Bytes before each message on a stream: its length, u32 big-endian. */
const headerBytes = 4;

/** Pieces of an incomplete message that are kept apart at most. */
const chunksMax = 256;

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
 * Cuts a stream of bytes back into messages. Holds at most one message that is not complete yet.
 */
export class FrameReader {
  readonly #lengthMax: number;
  #chunks: Uint8Array[] = [];
  #buffered = 0;

  constructor(lengthMax: number) {
    this.#lengthMax = lengthMax;
  }

  /** The messages that these bytes complete; undefined when the peer announces one that is too long. */
  read(bytes: Uint8Array): Uint8Array[] | undefined {
    this.#chunks.push(bytes);
    this.#buffered += bytes.length;
    // A message that trickles in byte by byte must not cost a hundred times its size.
    if (this.#chunks.length > chunksMax) this.#join(this.#buffered);
    const messages: Uint8Array[] = [];
    for (;;) {
      if (this.#buffered < headerBytes) return messages;
      const first = this.#join(headerBytes);
      const length = new DataView(first.buffer, first.byteOffset).getUint32(0);
      if (length > this.#lengthMax) return undefined;
      if (this.#buffered < headerBytes + length) return messages;
      const frame = this.#join(headerBytes + length);
      messages.push(frame.subarray(headerBytes, headerBytes + length));
      this.#chunks[0] = frame.subarray(headerBytes + length);
      this.#buffered -= headerBytes + length;
    }
  }

  /** Makes the first chunk hold at least `size` bytes. */
  #join(size: number): Uint8Array {
    const first = this.#chunks[0]!;
    if (first.length >= size) return first;
    const joined = new Uint8Array(this.#buffered);
    let offset = 0;
    for (const chunk of this.#chunks) {
      joined.set(chunk, offset);
      offset += chunk.length;
    }
    this.#chunks = [joined];
    return joined;
  }
}
