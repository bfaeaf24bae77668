import type { Address, Hash } from '../types/ids.ts';

/**
 * Names of a replay's file as hashes and addresses, and back: their characters, filled up with zeros. So they are unique
 * without a table, and a file of any length costs no memory for its names; but for orders in batches.
 */
export const idPattern = /^(?!system$)[\x21-\x7e]{1,32}$/;
export const accountPattern = /^(?!system$)[\x21-\x7e]{1,20}$/;

const hexOf = (name: string): string => Buffer.from(name, 'latin1').toString('hex');

export const orderHashOf = (id: string): Hash => `0x${hexOf(id).padEnd(64, '0')}` as Hash;
export const addressOf = (account: string): Address => `0x${hexOf(account).padEnd(40, '0')}` as Address;

/** The name behind a hash or address; `system` for what no file can name: forced closes, and the insurance fund. */
export function nameOf(value: Hash | Address): string {
  const bytes = Buffer.from(value.slice(2), 'hex');
  const end = bytes.indexOf(0);
  const name = bytes.toString('latin1', 0, end === -1 ? bytes.length : end);
  return idPattern.test(name) ? name : 'system';
}

/** Ids of orders that came in batches, whose hashes say nothing, and of all others. */
export class ReplayNames {
  readonly #hashes = new Map<string, Hash>();
  readonly #ids = new Map<Hash, string>();

  remember(id: string, hash: Hash): void {
    this.forget(id);
    this.#hashes.set(id, hash);
    this.#ids.set(hash, id);
  }

  /** The id now names an order that came by itself. */
  forget(id: string): void {
    const hash = this.#hashes.get(id);
    if (hash === undefined) return;
    this.#hashes.delete(id);
    this.#ids.delete(hash);
  }

  hashOf(id: string): Hash {
    return this.#hashes.get(id) ?? orderHashOf(id);
  }

  nameOf(value: Hash | Address): string {
    return this.#ids.get(value as Hash) ?? nameOf(value);
  }
}
