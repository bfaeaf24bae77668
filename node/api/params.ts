import { isAddress, isHash, type Address, type Hash, type InstrumentId } from '../types/ids.ts';
import { DoorError } from './errors.ts';

const refuse = (message: string): never => {
  throw new DoorError('PARAMS_INVALID', message);
};

/**
 * The parameters of one call, given by position or by name, read strictly: no unknown names, no surplus values, no
 * coercion.
 * Errors: PARAMS_INVALID.
 */
export class Params {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(raw: unknown, names: readonly string[]) {
    if (raw === undefined) this.#values = {};
    else if (Array.isArray(raw)) {
      if (raw.length > names.length) refuse(`${raw.length} parameters given, at most ${names.length} are taken.`);
      this.#values = Object.fromEntries(raw.map((value, position) => [names[position]!, value as unknown]));
    } else if (typeof raw === 'object' && raw !== null) {
      const unknown = Object.keys(raw).find((name) => !names.includes(name));
      if (unknown !== undefined) refuse(`There is no parameter ${unknown.slice(0, 40)}.`);
      this.#values = raw as Readonly<Record<string, unknown>>;
    } else {
      this.#values = {};
      refuse('params must be an array or an object.');
    }
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined && this.#values[name] !== null;
  }

  string(name: string, lengthMax: number): string {
    const value = this.#values[name];
    if (typeof value === 'string' && value.length <= lengthMax) return value;
    return refuse(`${name} must be a string of at most ${lengthMax} characters.`);
  }

  hash(name: string): Hash {
    const value = this.#values[name];
    return isHash(value) ? value : refuse(`${name} must be 0x and 64 lower-case hex digits.`);
  }

  address(name: string): Address {
    const value = this.#values[name];
    return isAddress(value) ? value : refuse(`${name} must be 0x and 40 lower-case hex digits.`);
  }

  integer(name: string, least: number, most: number, absent?: number): number {
    const value = this.#values[name] ?? absent;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most) return value;
    return refuse(`${name} must be an integer from ${least} to ${most}.`);
  }

  boolean(name: string, absent: boolean): boolean {
    const value = this.#values[name] ?? absent;
    return typeof value === 'boolean' ? value : refuse(`${name} must be true or false.`);
  }

  /** Whether a parameter that may also be something else is this word. */
  isWord(name: string, word: string): boolean {
    return this.#values[name] === word;
  }

  word<Word extends string>(name: string, words: readonly Word[], absent?: Word): Word {
    const value = this.#values[name] ?? absent;
    return words.includes(value as Word) ? (value as Word) : refuse(`${name} must be one of ${words.join(', ')}.`);
  }

  instrument(name: string): InstrumentId {
    return this.integer(name, 1, 2 ** 32 - 1) as InstrumentId;
  }

  /** A parameter that is itself a record with these fields. */
  record(name: string, fields: readonly string[]): Params {
    const value = this.#values[name];
    if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(`${name} must be an object.`);
    return new Params(value, fields);
  }
}
