// Room for rows of numbers: typed arrays that are replaced by larger ones, with zeros in what is new.

/** Below this many bytes, room doubles; above, it grows by a quarter, so that little of it stays empty. */
const doublingBytesMax = 1 << 22;

/** Rows to make room for when there are `rows` of `rowBytes` each and they are full. */
export const moreRows = (rows: number, rowBytes: number): number =>
  rows * rowBytes < doublingBytesMax ? Math.max(64, 2 * rows) : rows + (rows >>> 2);

export function grownInts(from: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(length);
  grown.set(from);
  return grown;
}

export function grownNumbers(from: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(length);
  grown.set(from);
  return grown;
}

/** As `grownInts`. */
export function grownBytes(bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(length);
  larger.set(bytes);
  return larger;
}
