import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../node/codec/canonicalJson.ts';
import { BrokenInvariant } from '../../../node/types/fault.ts';

describe('the canonical JSON of an event', () => {
  test('keys ascend and there is no white space', () => {
    expect(canonicalJson({ type: 'fill', b: true, a: -5 })).toBe('{"a":-5,"b":true,"type":"fill"}');
  });

  test.each([
    ['a float', 0.5],
    ['minus zero', -0],
    ['beyond 2^53', 2 ** 53],
    ['a quote', '"'],
    ['a letter beyond ASCII', 'é'],
  ])('%s halts', (_name, value) => {
    expect(() => canonicalJson({ type: 'x', value })).toThrow(BrokenInvariant);
  });

  test('it is JSON and does not depend on the order of the keys', () => {
    const text = fc.stringMatching(/^[a-zA-Z0-9 _.:-]*$/);
    const record = fc.dictionary(
      fc.stringMatching(/^[a-z][a-zA-Z0-9]*$/),
      fc.oneof(text, fc.maxSafeInteger(), fc.boolean()),
    );
    fc.assert(
      fc.property(record, (fields) => {
        const event = { ...fields, type: 'x' };
        const reversed = Object.fromEntries(Object.entries(event).reverse()) as typeof event;
        expect(canonicalJson(reversed)).toBe(canonicalJson(event));
        expect(JSON.parse(canonicalJson(event))).toEqual(event);
      }),
    );
  });
});
