import type { TraderVerifier } from '../crypto/secp256k1.ts';
import type { NodeView } from './nodeView.ts';
import type { Params } from './params.ts';
import type { Proofs } from './proofs.ts';
import type { Session } from './session.ts';

/** Who calls. Over HTTP there is no session. */
export interface Caller {
  readonly session: Session | undefined;
}

/** What the methods work on. */
export interface MethodContext {
  readonly view: NodeView;
  readonly proofs: Proofs;
  readonly verifier: TraderVerifier;
  /** The node's own clock, Unix ms: bounds how long a signed request may be shown again. */
  readonly nowMs: () => number;
}

/** One method of the API. Its answer must be JSON: integers beyond 2^53 as decimal strings. */
export interface Method {
  /** Names of the parameters, in the order of their positions. */
  readonly params: readonly string[];
  /** Units taken from the caller's rate limit. */
  readonly cost: number;
  call(params: Params, caller: Caller, context: MethodContext): unknown;
}
