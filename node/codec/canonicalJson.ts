import { invariant } from '../types/fault.ts';
import type { BlockEvent } from '../types/block.ts';

/** Printable ASCII except the two characters that JSON escapes. */
const plainAscii = /^[ !#-[\]-~]*$/;

/**
 * The one JSON spelling of a flat record: RFC 8785 restricted to what events hold. Keys ascend by code unit, there is no
 * white space, numbers are safe integers, strings printable ASCII without quotes and backslashes.
 * Errors: BrokenInvariant for any other value, since only the exchange makes events.
 */
export function canonicalJson(record: BlockEvent): string {
  let json = '{';
  for (const key of Object.keys(record).sort()) {
    const value = record[key]!;
    if (json.length > 1) json += ',';
    json += `"${key}":`;
    if (typeof value === 'string') {
      invariant(plainAscii.test(value), `event field ${key} is not plain ASCII`);
      json += `"${value}"`;
    } else if (typeof value === 'number') {
      invariant(
        Number.isSafeInteger(value) && !Object.is(value, -0),
        `event field ${key} is no safe integer: ${value}`,
      );
      json += value;
    } else {
      invariant(typeof value === 'boolean', `event field ${key} is neither text, integer nor boolean`);
      json += value;
    }
  }
  return json + '}';
}
