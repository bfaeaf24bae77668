/** What others may send: arbitrary bytes and JSON, and valid ones with something changed. */
import fc from 'fast-check';

type Edit = (bytes: Uint8Array) => Uint8Array;

const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(fc.nat(), fc.nat(7)).map(([at, bit]): Edit => (bytes) => {
    const changed = new Uint8Array(bytes);
    if (changed.length > 0) changed[at % changed.length]! ^= 1 << bit;
    return changed;
  }),
  fc.nat().map(
    (at): Edit =>
      (bytes) =>
        bytes.subarray(0, at % (bytes.length + 1)),
  ),
  fc.uint8Array({ minLength: 1, maxLength: 9 }).map(
    (more): Edit =>
      (bytes) =>
        joined(bytes, more),
  ),
  // A part again, in front of itself: repeated fields, entries and whole messages.
  fc.tuple(fc.nat(), fc.nat()).map(([from, length]): Edit => (bytes) => {
    const start = from % (bytes.length + 1);
    const end = start + (length % (bytes.length - start + 1));
    return joined(bytes.subarray(0, end), bytes.subarray(start));
  }),
  fc.tuple(fc.nat(), fc.nat(40)).map(([from, length]): Edit => (bytes) => {
    const start = from % (bytes.length + 1);
    return joined(bytes.subarray(0, start), bytes.subarray(start + length));
  }),
);

/** Any bytes, or one of the valid ones after one to three edits. */
export const foreignBytes = (valid: readonly Uint8Array[], maxLength = 300): fc.Arbitrary<Uint8Array> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.uint8Array({ maxLength }) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.constantFrom(...valid), fc.array(edit, { minLength: 1, maxLength: 3 }))
        .map(([bytes, edits]) => edits.reduce((changed, each) => each(changed), bytes)),
    },
  );

/** Values that are seldom foreseen: inherited names, numbers at the edge, text where numbers stand, and so on. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, '', 0, -1, 1.5, 2 ** 53, 1e308, -0, '0x', '0xZZ', '1e999', [], {}, [[]]),
  fc.constantFrom('{"__proto__":{"a":1}}', '{"toString":1,"valueOf":2}', '{"length":-1}').map((text) => JSON.parse(text) as unknown), // prettier-ignore
  fc.jsonValue(),
  fc.string(),
  fc.integer(),
);

/** JSON nested so deeply that whoever descends into it by recursion falls over. */
export const deepJson = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

function places(value: unknown): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [[]];
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return [[], ...keys.flatMap((key) => places((value as never)[key]).map((rest) => [key, ...rest]))];
}

function replaced(value: unknown, place: readonly (string | number)[], how: 'set' | 'drop', to: unknown): unknown {
  const [key, ...rest] = place;
  if (key === undefined) return how === 'set' ? to : undefined;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string, unknown>;
  if (rest.length > 0 || how === 'set') copy[key] = replaced(copy[key], rest, how, to);
  else if (Array.isArray(copy)) copy.splice(Number(key), 1);
  else delete copy[key];
  return copy;
}

/** Any value, or the valid one with one to three of its places replaced or left out. */
export function foreignValue(valid: unknown): fc.Arbitrary<unknown> {
  const change = fc.record({
    place: fc.constantFrom(...places(valid)),
    how: fc.constantFrom('set' as const, 'set' as const, 'drop' as const),
    to: oddValue,
  });
  const changed = fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) =>
    changes.reduce((value, { place, how, to }) => {
      try {
        return replaced(value, place, how, to);
      } catch {
        // An earlier change took the place away.
        return value;
      }
    }, valid),
  );
  return fc.oneof({ weight: 1, arbitrary: oddValue }, { weight: 5, arbitrary: changed });
}

/** Any text, or the valid JSON after changes to its values or characters. */
export const foreignJson = (valid: unknown, depth = 100_000): fc.Arbitrary<string> => {
  const encoder = new TextEncoder();
  return fc.oneof(
    { weight: 4, arbitrary: foreignValue(valid).map((value) => JSON.stringify(value) ?? '') },
    {
      weight: 2,
      arbitrary: foreignBytes([encoder.encode(JSON.stringify(valid))]).map((bytes) => new TextDecoder().decode(bytes)),
    },
    { weight: 1, arbitrary: fc.constantFrom(deepJson(depth), `{"a":${deepJson(depth)}}`, '{', '') },
  );
};
