import { WitanError } from '../types/fault.ts';
import { toHex } from './hex.ts';

/** Reads what a ByteWriter wrote. Errors of every method: BYTES_SHORT, or BYTES_UNSAFE for an integer above 2⁵³. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  #take(size: number): number {
    if (size > this.left) {
      throw new WitanError('BYTES_SHORT', `${size} bytes are wanted at byte ${this.#at}, ${this.left} are left.`);
    }
    const start = this.#at;
    this.#at += size;
    return start;
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#take(2));
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4));
  }

  u64(): number {
    const value = this.#view.getBigUint64(this.#take(8));
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) {
      throw new WitanError('BYTES_UNSAFE', `The integer ${value} is above the safe ones.`);
    }
    return Number(value);
  }

  /** A view of the next `size` bytes. */
  bytes(size: number): Uint8Array {
    const start = this.#take(size);
    return this.#bytes.subarray(start, start + size);
  }

  /** The next `size` bytes as a `0x` string. */
  hex<Name extends `0x${string}`>(size: number): Name {
    return toHex<Name>(this.bytes(size));
  }
}
