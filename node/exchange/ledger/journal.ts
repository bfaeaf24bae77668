/**
 * The undo log of one exchange state: whatever changes state first says here how to take the change back. It makes
 * all-or-nothing steps cheap (their cost is what changed) and is the seam for snapshots of an earlier block.
 */
export class Journal {
  #undo: (() => void)[] = [];

  record(undo: () => void): void {
    this.#undo.push(undo);
  }

  /** A point to return to; valid until `forget` or a rollback to an earlier mark. */
  mark(): number {
    return this.#undo.length;
  }

  /** Takes back every change since `mark`, newest first. */
  rollback(mark: number): void {
    while (this.#undo.length > mark) this.#undo.pop()!();
  }

  /** Makes everything so far permanent. */
  forget(): void {
    this.#undo = [];
  }
}
