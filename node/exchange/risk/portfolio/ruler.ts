/**
 * Measures how far a vector has gone, by an anchor that follows it in steps: between any two moments at which it is known to be within `slack` of the
 * anchor, no number of the vector has changed by more than what `travelled` has grown by and twice the slack (the triangle inequality, by way of
 * the anchors). What moves to and fro within a step adds nothing.
 */
export class Ruler {
  readonly #step: number;
  readonly #anchor: Float64Array;
  /** The way of the anchor so far. */
  travelled = 0;

  /** @param step how far the vector may be from the anchor when it is followed */
  constructor(step: number, vector: Float64Array) {
    this.#step = step;
    this.#anchor = vector.slice();
  }

  /** Brings the anchor to the vector if that is further away than a step; whether it was. */
  follow(vector: Float64Array): boolean {
    const distance = greatestChange(this.#anchor, vector);
    if (distance <= this.#step) return false;
    this.travelled += distance;
    this.#anchor.set(vector);
    return true;
  }

  /** Begins with some of the numbers anew: nobody asks how far they went before. */
  restart(vector: Float64Array, from: number, end: number): void {
    this.#anchor.set(vector.subarray(from, end), from);
  }
}

function greatestChange(before: Float64Array, after: Float64Array): number {
  let greatest = 0;
  for (let at = 0; at < after.length; at += 1) {
    const change = Math.abs(after[at]! - before[at]!);
    if (change > greatest) greatest = change;
  }
  return greatest;
}
