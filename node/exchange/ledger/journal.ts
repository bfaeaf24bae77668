import { grownInts, grownNumbers } from './room.ts';

/** Something that can take its changes back. */
export interface Undoable {
  /** Takes back the change that was noted with these numbers; every later one has been taken back already. */
  undo(at: number, before: number, more: number): void;
}

/** Changes that fit before the log grows: a block of a few hundred transactions. */
const changesAtFirst = 4_096;

/**
 * The undo log of one exchange state: whatever changes state first notes here what takes the change back. It makes
 * all-or-nothing steps cheap (their cost is what changed), and a block can be taken back until the next one begins. A change
 * is three numbers that only its target understands, so noting one allocates nothing; what is no number is held beside.
 */
export class Journal {
  readonly #targets: Undoable[] = [];
  #at = new Int32Array(changesAtFirst);
  #before = new Float64Array(changesAtFirst);
  #more = new Float64Array(changesAtFirst);
  #size = 0;
  readonly #held: unknown[] = [];
  readonly #settlers: (() => void)[] = [];

  /** @param at an i32 */
  note(target: Undoable, at: number, before = 0, more = 0): void {
    const place = this.#size;
    if (place === this.#at.length) this.#grow();
    this.#targets[place] = target;
    this.#at[place] = at;
    this.#before[place] = before;
    this.#more[place] = more;
    this.#size = place + 1;
  }

  /** Keeps a value for the change that is noted next; `undo` takes it back with `release`, the last one first. */
  hold(value: unknown): void {
    this.#held.push(value);
  }

  release(): unknown {
    return this.#held.pop();
  }

  /** A point to return to; valid until `forget` or a rollback to an earlier mark. */
  mark(): number {
    return this.#size;
  }

  /** Takes back every change since `mark`, newest first. */
  rollback(mark: number): void {
    while (this.#size > mark) {
      const place = (this.#size -= 1);
      this.#targets[place]!.undo(this.#at[place]!, this.#before[place]!, this.#more[place]!);
    }
  }

  /** Makes everything so far permanent. */
  forget(): void {
    this.#size = 0;
    this.#held.length = 0;
    for (const settle of this.#settlers) settle();
  }

  /** Calls `settle` whenever changes become permanent: from then on room that they left may be used again. */
  whenForgotten(settle: () => void): void {
    this.#settlers.push(settle);
  }

  #grow(): void {
    const room = 2 * this.#at.length;
    this.#at = grownInts(this.#at, room);
    this.#before = grownNumbers(this.#before, room);
    this.#more = grownNumbers(this.#more, room);
  }
}
