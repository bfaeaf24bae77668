import { WatchHeap } from './watchHeap.ts';

/** Watches that may have been replaced, for each that counts, before the heap is swept; and so many in any case. */
const sweepFactor = 2;
const sweepMin = 1_024;

/** Subaccounts by the value of one number at which they want to be looked at again, each at most once. */
export class SubaccountWatch {
  readonly #isFalling: boolean;
  readonly #heap: WatchHeap;
  /** By subaccount: the value of the watch that counts. */
  readonly #values = new Map<number, number>();

  /** @param isFalling the number falls towards what is watched */
  constructor(isFalling: boolean) {
    this.#isFalling = isFalling;
    this.#heap = new WatchHeap(isFalling);
  }

  /** Calls `visit` for every subaccount whose value the number has passed; it is not watched any more. */
  forEachReached(value: number, visit: (subaccount: number) => void): void {
    const heap = this.#heap;
    while (heap.size > 0 && (this.#isFalling ? value < heap.topPrice : value > heap.topPrice)) {
      const subaccount = heap.topStanding;
      if (this.#values.get(subaccount) === heap.topPrice) {
        this.#values.delete(subaccount);
        visit(subaccount);
      }
      heap.pop();
    }
  }

  /** Calls `visit` for every subaccount that is watched. */
  forEach(visit: (subaccount: number) => void): void {
    for (const subaccount of this.#values.keys()) visit(subaccount);
  }

  /** Watches a subaccount; a watch that is reached earlier than needed does as well. */
  put(subaccount: number, needed: number): void {
    const known = this.#values.get(subaccount);
    if (known !== undefined && (this.#isFalling ? known >= needed : known <= needed)) return;
    this.#values.set(subaccount, needed);
    this.#heap.push(needed, subaccount);
    if (this.#heap.size > sweepMin && this.#heap.size > sweepFactor * this.#values.size) {
      this.#heap.prune((at, each) => this.#values.get(each) === at);
    }
  }

  drop(subaccount: number): void {
    this.#values.delete(subaccount);
  }
}
