/**
 * Typed data about something that came from outside and is wrong: a peer's message, a file, the chain, a flag.
 * `code` is stable and documented; the fields say what was seen.
 */
export interface Fault {
  readonly code: string;
  readonly [field: string]: unknown;
}

/**
 * A fault on its way up to a person or a peer. `message` is one line that says what happened; `hint` what to do.
 * Only `code` is for programs.
 */
export class WitanError extends Error {
  readonly code: string;
  readonly hint: string | undefined;

  constructor(code: string, message: string, hint?: string) {
    super(message);
    this.name = 'WitanError';
    this.code = code;
    this.hint = hint;
  }
}

/** Thrown when a rule that must always hold does not. The node halts: better silent than wrong. */
export class BrokenInvariant extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BrokenInvariant';
  }
}

/** Halts the node unless `condition` holds. */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new BrokenInvariant(message);
}
