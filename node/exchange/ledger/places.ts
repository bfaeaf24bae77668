import type { TableKey } from './table.ts';

/**
 * Small integers for keys, given out in the order in which they are first seen and never taken back: with the place of an
 * account in hand, nothing else about it is looked up by its address. Places depend on history; no result may.
 */
export class Places<Key extends TableKey> {
  readonly #places = new Map<Key, number>();
  readonly #keys: Key[] = [];

  /** −1 if the key has no place. */
  find(key: Key): number {
    return this.#places.get(key) ?? -1;
  }

  /** Gives the key a place if it has none. */
  of(key: Key): number {
    let place = this.#places.get(key);
    if (place === undefined) {
      place = this.#keys.length;
      this.#places.set(key, place);
      this.#keys.push(key);
    }
    return place;
  }

  get keys(): readonly Key[] {
    return this.#keys;
  }
}
