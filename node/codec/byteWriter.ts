import { BrokenInvariant } from '../types/fault.ts';
import { fromHexInto, hexByteLength } from './hex.ts';

/** Buffers of finished writers, for the next ones. */
const spare: Uint8Array[] = [];
const spareMax = 8;
const spareBytesMax = 64 * 1024;
const finished = new Uint8Array(0);

/**
 * Builds fixed-layout bytes: big-endian integers and raw bytes, nothing else. The only bytes that are hashed or signed
 * come from here (or from the ABI encoding where a contract reads them).
 */
export class ByteWriter {
  #bytes: Uint8Array;
  #length = 0;

  constructor() {
    this.#bytes = spare.pop() ?? new Uint8Array(1024);
  }

  #reserve(size: number): number {
    const start = this.#length;
    this.#length += size;
    if (this.#length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(this.#length, this.#bytes.length * 2));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    return start;
  }

  /** The low 32 bits of an integer. */
  #write32(at: number, value: number): void {
    const bytes = this.#bytes;
    bytes[at] = value >>> 24;
    bytes[at + 1] = value >>> 16;
    bytes[at + 2] = value >>> 8;
    bytes[at + 3] = value;
  }

  u8(value: number): this {
    if (!(Number.isInteger(value) && value >= 0 && value < 2 ** 8)) outOfRange('u8 out of range', value);
    const at = this.#reserve(1);
    this.#bytes[at] = value;
    return this;
  }

  u16(value: number): this {
    if (!(Number.isInteger(value) && value >= 0 && value < 2 ** 16)) outOfRange('u16 out of range', value);
    const at = this.#reserve(2);
    this.#bytes[at] = value >> 8;
    this.#bytes[at + 1] = value;
    return this;
  }

  u32(value: number): this {
    if (!(Number.isInteger(value) && value >= 0 && value < 2 ** 32)) outOfRange('u32 out of range', value);
    this.#write32(this.#reserve(4), value);
    return this;
  }

  /** An unsigned safe integer in eight bytes. */
  u64(value: number): this {
    if (!(Number.isSafeInteger(value) && value >= 0)) outOfRange('u64 out of the safe range', value);
    const at = this.#reserve(8);
    this.#write32(at, Math.floor(value / 2 ** 32));
    this.#write32(at + 4, value);
    return this;
  }

  /** A signed safe integer in eight bytes, two's complement. */
  i64(value: number): this {
    if (!Number.isSafeInteger(value)) outOfRange('i64 out of the safe range', value);
    const at = this.#reserve(8);
    this.#write32(at, Math.floor(value / 2 ** 32));
    this.#write32(at + 4, value);
    return this;
  }

  /** An unsigned integer of `size` bytes. */
  uint(value: bigint, size: number): this {
    if (!(value >= 0n && value < 1n << BigInt(size * 8))) outOfRange(`u${size * 8} out of range`, value);
    const at = this.#reserve(size);
    for (let i = size - 1, rest = value; i >= 0; i--, rest >>= 8n) this.#bytes[at + i] = Number(rest & 0xffn);
    return this;
  }

  bytes(value: Uint8Array): this {
    const at = this.#reserve(value.length);
    this.#bytes.set(value, at);
    return this;
  }

  /** The bytes of a `0x` string. */
  hex(value: string): this {
    const at = this.#reserve(Math.max(0, hexByteLength(value)));
    fromHexInto(value, this.#bytes, at);
    return this;
  }

  /** The ASCII bytes of `value`, unprefixed. */
  ascii(value: string): this {
    const at = this.#reserve(value.length);
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (!(code < 128)) outOfRange('not ASCII', value);
      this.#bytes[at + i] = code;
    }
    return this;
  }

  /** What was written. The writer takes nothing more after this. */
  finish(): Uint8Array {
    const bytes = this.#bytes;
    const written = bytes.slice(0, this.#length);
    this.#bytes = finished;
    if (spare.length < spareMax && bytes.length <= spareBytesMax) spare.push(bytes);
    return written;
  }
}

/** Written out so that the text is made only when it is needed: integers are written some hundred times a transaction. */
function outOfRange(what: string, value: number | bigint | string): never {
  throw new BrokenInvariant(`${what}: ${value}`);
}
