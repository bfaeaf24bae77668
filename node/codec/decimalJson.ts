/** JSON has no bigint: they travel as strings of decimal digits, which nothing else in such a record may be. */

const decimal = /^(0|[1-9]\d{0,77})$/;

/** A record as JSON can write it: each bigint as a string. */
export function withDecimals(value: unknown): unknown {
  return deeply(value, (each) => (typeof each === 'bigint' ? each.toString() : each));
}

/** The other way: each string of decimal digits as a bigint. */
export function withBigints(value: unknown): unknown {
  return deeply(value, (each) => (typeof each === 'string' && decimal.test(each) ? BigInt(each) : each));
}

function deeply(value: unknown, change: (leaf: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => deeply(each, change));
  if (typeof value !== 'object' || value === null) return change(value);
  return Object.fromEntries(Object.entries(value).map(([field, each]) => [field, deeply(each, change)]));
}
