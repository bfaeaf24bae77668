import { grownNumbers } from '../ledger/room.ts';

/** How many of a key's highest nonces are remembered. */
export const noncesKept = 128;
const keptAtFirst = 8;

/** The highest nonces that one key has used, ascending, in a ring that grows up to `noncesKept`. */
export class UsedNonces {
  /** `account/key`. */
  readonly id: string;
  /** For `Nonces.takeWritten`. */
  isNoted = false;
  #ring = new Float64Array(keptAtFirst);
  #start = 0;
  #count = 0;
  /** Most nonces are above all before: then nothing else needs to be read. */
  #highest = -1;

  constructor(id: string) {
    this.id = id;
  }

  get count(): number {
    return this.#count;
  }

  /** The nonce at a place, from the lowest. */
  at(place: number): number {
    return this.#ring[(this.#start + place) & (this.#ring.length - 1)]!;
  }

  #put(place: number, nonce: number): void {
    this.#ring[(this.#start + place) & (this.#ring.length - 1)] = nonce;
  }

  has(nonce: number): boolean {
    if (nonce > this.#highest) return false;
    const place = this.#placeOf(nonce);
    return place > 0 && this.at(place - 1) === nonce;
  }

  /** Too low to tell whether it was used. */
  isBelow(nonce: number): boolean {
    return nonce < this.#highest && this.#count === noncesKept && nonce < this.at(0);
  }

  /** How many nonces are not above this one. */
  #placeOf(nonce: number): number {
    let place = this.#count;
    while (place > 0 && this.at(place - 1) > nonce) place--;
    return place;
  }

  /** Adds a nonce that is neither there nor below. Returns the lowest one where it had to go, or −1. */
  add(nonce: number): number {
    let dropped = -1;
    if (this.#count === noncesKept) {
      dropped = this.at(0);
      this.#start = (this.#start + 1) & (noncesKept - 1);
      this.#count -= 1;
    } else if (this.#count === this.#ring.length) this.#grow();
    if (nonce > this.#highest) {
      this.#put(this.#count, nonce);
      this.#highest = nonce;
    } else {
      const place = this.#placeOf(nonce);
      for (let to = this.#count; to > place; to--) this.#put(to, this.at(to - 1));
      this.#put(place, nonce);
    }
    this.#count += 1;
    return dropped;
  }

  /** Takes `add` back. */
  takeBack(nonce: number, dropped: number): void {
    const place = this.#placeOf(nonce) - 1;
    this.#count -= 1;
    for (let to = place; to < this.#count; to++) this.#put(to, this.at(to + 1));
    if (dropped >= 0) {
      this.#start = (this.#start - 1) & (noncesKept - 1);
      this.#count += 1;
      this.#put(0, dropped);
    }
    this.#highest = this.#count === 0 ? -1 : this.at(this.#count - 1);
  }

  /** Full, so that it begins anywhere: what is in it is moved to the front. */
  #grow(): void {
    const kept = this.list();
    this.#ring = grownNumbers(Float64Array.from(kept), 2 * this.#ring.length);
    this.#start = 0;
  }

  /** Ascending. */
  list(): number[] {
    return Array.from({ length: this.#count }, (_, place) => this.at(place));
  }
}
