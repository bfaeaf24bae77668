/** What is wrong with a value of a file, as in `port must be …`; undefined where nothing is. `place` is where it stands. */
export type Shape = (value: unknown, place: string) => string | undefined;

/** A value of which `holds` is true. */
export const such =
  (holds: (value: unknown) => boolean, what: string): Shape =>
  (value, place) =>
    holds(value) ? undefined : `${place} must be ${what}`;

export const text = (pattern: RegExp, what: string): Shape =>
  such((value) => typeof value === 'string' && pattern.test(value), what);

export const integer = (least: number, most = Number.MAX_SAFE_INTEGER): Shape =>
  such((value) => Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most, `an integer from ${least} to ${most}`); // prettier-ignore

export const listOf =
  (each: Shape): Shape =>
  (value, place) =>
    Array.isArray(value)
      ? firstOf(value, (item, index) => each(item, `${place}[${index}]`))
      : `${place} must be a list`;

/** An object with exactly these keys. */
export const recordOf =
  <T extends object>(keys: { readonly [Key in keyof Required<T>]: Shape }): Shape =>
  (value, place) => {
    const surplus = typeof value !== 'object' || value === null ? [] : Object.keys(value).filter((key) => !Object.hasOwn(keys, key)); // prettier-ignore
    if (!Array.isArray(value) && surplus.length > 0) return `${prefixOf(place)}${shown(surplus[0]!)} means nothing`;
    return openRecordOf<T>(keys)(value, place);
  };

const prefixOf = (place: string): string => (place === '' ? '' : `${place}.`);

/** An object with these keys, and others that nobody reads. */
export const openRecordOf =
  <T extends object>(keys: { readonly [Key in keyof Required<T>]: Shape }): Shape =>
  (value, place) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${place} must be an object`;
    const prefix = prefixOf(place);
    return firstOf(Object.entries<Shape>(keys), ([key, shape]) =>
      shape((value as Readonly<Record<string, unknown>>)[key], `${prefix}${key}`),
    );
  };

/** The same shape for every key of an example. */
export const allOf = <T extends object>(example: T, shape: Shape): { readonly [Key in keyof Required<T>]: Shape } =>
  Object.fromEntries(Object.keys(example).map((key) => [key, shape])) as { [Key in keyof Required<T>]: Shape };

function firstOf<T>(items: readonly T[], check: (item: T, index: number) => string | undefined): string | undefined {
  for (const [index, item] of items.entries()) {
    const wrong = check(item, index);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

/** A key or word of a file as a message can hold it: on one line, and not for ever. */
export const shown = (word: string): string => JSON.stringify(word.slice(0, 40)).slice(1, -1);
