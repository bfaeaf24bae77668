/** A validator's place in its committee; who has none comes after all others. */
export interface Place {
  readonly index: number;
  readonly count: number;
}

/** How many validators are to do something before this one: what is numbered n is first for validator n mod count. */
export function turnOf({ index, count }: Place, number: bigint): number {
  if (index >= count) return count;
  const first = Number(number % BigInt(count));
  return (index - first + count) % count;
}
