import { invariant } from '../../types/fault.ts';
import type { Address } from '../../types/ids.ts';
import type { Journal, Undoable } from '../ledger/journal.ts';
import type { Places } from '../ledger/places.ts';
import { ascending, type Records } from '../ledger/table.ts';
import type { Outcome } from '../outcomes.ts';
import { keyId } from './keyId.ts';
import { UsedNonces } from './usedNonces.ts';

const dayMs = 24 * 3_600_000;
/** A nonce is usable while it lies within (block time − 2 d, block time + 1 d). */
export const nonceBehindMs = 2 * dayMs;
export const nonceAheadMs = dayMs;

const use = 0;
const forgetting = 1;

/** The nonces that keys have used: by account and key, a key without any being the same as one that is not there. */
export class Nonces implements Records<string, readonly number[]>, Undoable {
  readonly #journal: Journal;
  readonly #accounts: Places<Address>;
  /** By account's place: of its own key, and of its session keys. */
  readonly #own: (UsedNonces | undefined)[] = [];
  readonly #sessions: (Map<Address, UsedNonces> | undefined)[] = [];
  /** By `account/key`, in no order. */
  readonly #all = new Map<string, UsedNonces>();
  #version = 0;
  /** Those that may have changed since the commitment last asked; undefined before the first time. */
  #written: UsedNonces[] | undefined;

  constructor(journal: Journal, accounts: Places<Address>) {
    this.#journal = journal;
    this.#accounts = accounts;
  }

  /** @param place of the account; −1: it has none */
  find(place: number, account: Address, key: Address): UsedNonces | undefined {
    if (place < 0) return undefined;
    return key === account ? this.#own[place] : this.#sessions[place]?.get(key);
  }

  #of(place: number, account: Address, key: Address): UsedNonces {
    const known = this.find(place, account, key);
    if (known !== undefined) return known;
    const id = keyId(account, key);
    const used = new UsedNonces(id);
    if (key === account) this.#own[place] = used;
    else (this.#sessions[place] ??= new Map<Address, UsedNonces>()).set(key, used);
    this.#all.set(id, used);
    return used;
  }

  /** Remembers a nonce as used, forgetting the lowest of too many. */
  consume(place: number, account: Address, key: Address, nonce: number): void {
    const used = this.#of(place, account, key);
    const dropped = used.add(nonce);
    this.#journal.hold(used);
    this.#journal.note(this, use, nonce, dropped);
    this.#version += 1;
    this.#note(used);
  }

  #note(used: UsedNonces): void {
    if (this.#written === undefined || used.isNoted) return;
    used.isNoted = true;
    this.#written.push(used);
  }

  delete(id: string): void {
    const used = this.#all.get(id);
    if (used === undefined) return;
    const [account, key] = id.split('/') as [Address, Address];
    this.#drop(account, key);
    this.#note(used);
    this.#journal.hold(used);
    this.#journal.hold(id);
    this.#journal.note(this, forgetting);
  }

  #drop(account: Address, key: Address): void {
    this.#all.delete(keyId(account, key));
    this.#put(this.#accounts.of(account), account, key, undefined);
    this.#version += 1;
  }

  undo(at: number, nonce: number, dropped: number): void {
    this.#version += 1;
    if (at === use) {
      const used = this.#journal.release() as UsedNonces;
      used.takeBack(nonce, dropped);
      this.#note(used);
      return;
    }
    const id = this.#journal.release() as string;
    const used = this.#journal.release() as UsedNonces;
    const [account, key] = id.split('/') as [Address, Address];
    this.#put(this.#accounts.of(account), account, key, used);
    this.#all.set(id, used);
    this.#note(used);
  }

  #put(place: number, account: Address, key: Address, used: UsedNonces | undefined): void {
    if (key === account) this.#own[place] = used;
    else if (used === undefined) this.#sessions[place]?.delete(key);
    else this.#sessions[place]!.set(key, used);
  }

  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.sortedKeys().length;
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  get(id: string): readonly number[] | undefined {
    const used = this.#all.get(id);
    return used === undefined || used.count === 0 ? undefined : used.list();
  }

  /** Writes the nonces of a key that has none. */
  set(id: string, nonces: readonly number[]): void {
    invariant(!this.has(id), `key ${id} has nonces already`);
    const [account, key] = id.split('/') as [Address, Address];
    const place = this.#accounts.of(account);
    for (const nonce of nonces) this.consume(place, account, key, nonce);
  }

  takeWritten(): readonly string[] | undefined {
    const written = this.#written;
    this.#written = [];
    return written?.map((used) => {
      used.isNoted = false;
      return used.id;
    });
  }

  sortedKeys(): readonly string[] {
    return [...this.#all].filter(([, used]) => used.count > 0).map(([id]) => id).sort(ascending); // prettier-ignore
  }
}

/** Whether a key may use a nonce now. Source: docs/spec/exchange.md, Nonces. */
export function nonceOutcome(
  used: UsedNonces | undefined,
  nonce: number,
  timeMs: number,
): Extract<Outcome, 'OK' | 'NONCE_USED' | 'NONCE_TOO_OLD' | 'NONCE_TOO_NEW'> {
  if (used?.has(nonce) === true) return 'NONCE_USED';
  if (nonce <= timeMs - nonceBehindMs) return 'NONCE_TOO_OLD';
  if (used?.isBelow(nonce) === true) return 'NONCE_TOO_OLD';
  return nonce >= timeMs + nonceAheadMs ? 'NONCE_TOO_NEW' : 'OK';
}
