import { grownBytes } from './room.ts';

/** Keys that may have changed since somebody last asked, from the first question on. */
export class Written<Key> {
  #keys: Set<Key> | undefined;

  add(key: Key): void {
    this.#keys?.add(key);
  }

  /** In no order; undefined at the first time: then it may be all. */
  take(): readonly Key[] | undefined {
    const keys = this.#keys && [...this.#keys];
    this.#keys = new Set();
    return keys;
  }
}

/** The same for small integers that change with every order: each is noted once. */
export class WrittenPlaces {
  readonly #places: number[] = [];
  #isNoted: Uint8Array<ArrayBuffer> | undefined;

  add(place: number): void {
    if (this.#isNoted === undefined || this.#isNoted[place] === 1) return;
    if (place >= this.#isNoted.length) this.#isNoted = grownBytes(this.#isNoted, 2 * place + 1);
    this.#isNoted[place] = 1;
    this.#places.push(place);
  }

  /** As in `Written`. */
  take(): readonly number[] | undefined {
    if (this.#isNoted === undefined) {
      this.#isNoted = new Uint8Array(64);
      return undefined;
    }
    const places = this.#places.splice(0);
    for (const place of places) this.#isNoted[place] = 0;
    return places;
  }
}
