import type { NetworkLimits } from './limits.ts';
import { Budget } from './budget.ts';

type Bounds = Pick<
  NetworkLimits,
  'handshakesPerMemberMax' | 'handshakesElsewhereMax' | 'handshakesPerAddressMax' | 'handshakesPerSecond'
>;

/** One of the places from which connections come: the address of a member, or everywhere else. */
interface Place {
  readonly underWayMax: number;
  readonly budget: Budget;
  underWay: number;
}

/**
 * Decides which connections may begin a handshake, before anything is computed for them. Each member's address has room
 * of its own, so that neither strangers nor another member can fill the place in which it would come in. Members that
 * share an address, or come from one that the network file does not name, share with whoever else is there.
 */
export class Doorkeeper {
  readonly #places = new Map<string, Place>();
  readonly #elsewhere: Place;
  readonly #perAddressMax: number;
  /** Handshakes under way by address, of addresses elsewhere that have any. */
  readonly #byAddress = new Map<string, number>();

  constructor(memberAddresses: readonly string[], bounds: Bounds, nowMs: number) {
    const { handshakesPerMemberMax, handshakesElsewhereMax, handshakesPerSecond } = bounds;
    const place = (underWayMax: number, perSecond: number): Place => ({
      underWayMax,
      budget: new Budget(perSecond, 2 * perSecond, nowMs),
      underWay: 0,
    });
    for (const address of new Set(memberAddresses)) {
      const members = memberAddresses.filter((each) => each === address).length;
      this.#places.set(address, place(members * handshakesPerMemberMax, members * handshakesPerSecond));
    }
    this.#elsewhere = place(handshakesElsewhereMax, handshakesPerSecond);
    this.#perAddressMax = bounds.handshakesPerAddressMax;
  }

  /** Handshakes that can be under way at most. */
  get underWayMax(): number {
    return [...this.#places.values()].reduce((sum, { underWayMax }) => sum + underWayMax, this.#elsewhere.underWayMax);
  }

  /** Whether a connection may begin; if so, `ended` is to be called with the same address, once. */
  admits(address: string, nowMs: number): boolean {
    const known = this.#places.get(address);
    const place = known ?? this.#elsewhere;
    const ofAddress = this.#byAddress.get(address) ?? 0;
    if (place.underWay >= place.underWayMax) return false;
    if (known === undefined && ofAddress >= this.#perAddressMax) return false;
    if (place.budget.waitMs(nowMs) > 0) return false;
    place.budget.spend(1, nowMs);
    place.underWay++;
    if (known === undefined) this.#byAddress.set(address, ofAddress + 1);
    return true;
  }

  /** The handshake of an admitted connection is over, one way or the other. */
  ended(address: string): void {
    const known = this.#places.get(address);
    (known ?? this.#elsewhere).underWay--;
    if (known !== undefined) return;
    const left = (this.#byAddress.get(address) ?? 1) - 1;
    if (left === 0) this.#byAddress.delete(address);
    else this.#byAddress.set(address, left);
  }
}
