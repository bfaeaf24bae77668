import { invariant } from '../types/fault.ts';
import { fromHex } from './hex.ts';

/**
 * Builds fixed-layout bytes: big-endian integers and raw bytes, nothing else. The only bytes that are hashed or signed
 * come from here (or from the ABI encoding where a contract reads them).
 */
export class ByteWriter {
  #bytes: Uint8Array;
  #view: DataView;
  #length = 0;

  constructor(capacity = 256) {
    this.#bytes = new Uint8Array(capacity);
    this.#view = new DataView(this.#bytes.buffer);
  }

  #reserve(size: number): number {
    const start = this.#length;
    this.#length += size;
    if (this.#length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(this.#length, this.#bytes.length * 2));
      grown.set(this.#bytes);
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
    }
    return start;
  }

  u8(value: number): this {
    invariant(Number.isInteger(value) && value >= 0 && value < 2 ** 8, `u8 out of range: ${value}`);
    const at = this.#reserve(1);
    this.#view.setUint8(at, value);
    return this;
  }

  u16(value: number): this {
    invariant(Number.isInteger(value) && value >= 0 && value < 2 ** 16, `u16 out of range: ${value}`);
    const at = this.#reserve(2);
    this.#view.setUint16(at, value);
    return this;
  }

  u32(value: number): this {
    invariant(Number.isInteger(value) && value >= 0 && value < 2 ** 32, `u32 out of range: ${value}`);
    const at = this.#reserve(4);
    this.#view.setUint32(at, value);
    return this;
  }

  /** An unsigned safe integer in eight bytes. */
  u64(value: number): this {
    invariant(Number.isSafeInteger(value) && value >= 0, `u64 out of the safe range: ${value}`);
    const at = this.#reserve(8);
    this.#view.setUint32(at, Math.floor(value / 2 ** 32));
    this.#view.setUint32(at + 4, value % 2 ** 32);
    return this;
  }

  /** A signed safe integer in eight bytes, two's complement. */
  i64(value: number): this {
    invariant(Number.isSafeInteger(value), `i64 out of the safe range: ${value}`);
    const at = this.#reserve(8);
    this.#view.setBigInt64(at, BigInt(value));
    return this;
  }

  /** An unsigned integer of `size` bytes. */
  uint(value: bigint, size: number): this {
    invariant(value >= 0n && value < 1n << BigInt(size * 8), `u${size * 8} out of range: ${value}`);
    const at = this.#reserve(size);
    for (let i = size - 1, rest = value; i >= 0; i--, rest >>= 8n) this.#view.setUint8(at + i, Number(rest & 0xffn));
    return this;
  }

  bytes(value: Uint8Array): this {
    const at = this.#reserve(value.length);
    this.#bytes.set(value, at);
    return this;
  }

  /** The bytes of a `0x` string. */
  hex(value: string): this {
    return this.bytes(fromHex(value));
  }

  /** The ASCII bytes of `value`, unprefixed. */
  ascii(value: string): this {
    const at = this.#reserve(value.length);
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      invariant(code < 128, `not ASCII: ${value}`);
      this.#view.setUint8(at + i, code);
    }
    return this;
  }

  /** What was written so far, as a copy of its own. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}
