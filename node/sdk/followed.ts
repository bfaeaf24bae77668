import type { BlockEvent } from '../types/block.ts';
import type { Hash } from '../types/ids.ts';
import type { Transaction } from '../types/transaction.ts';

/** What came of a transaction, for good. */
export interface FinalResult {
  readonly hash: Hash;
  readonly height: number;
  /** Block time. */
  readonly timeMs: number;
  /** Outcome: OK, or why the exchange refused it (docs/spec/exchange.md, Outcomes). */
  readonly code: string;
  /** Everything it did; the receipt is the last. */
  readonly events: readonly BlockEvent[];
  /** Whether certificate and results of more than f validators were checked here. */
  readonly verified: boolean;
}

/** A checkpoint that covers a transaction. */
export interface CoveringCheckpoint {
  readonly checkpoint: number;
  /** The L1 transaction that brought it, where the node knows. */
  readonly l1TxHash?: string;
}

/** A transaction that a node has accepted. Each step can be awaited, also more than once. */
export interface Submitted {
  readonly hash: Hash;
  /** Absent when only the hash was known. */
  readonly transaction: Transaction | undefined;
  /**
   * Final: it cannot be undone, and this is its result.
   * Errors: TX_NOT_FINAL when it is not final after its expiry; PROOF_* when no node can prove the result.
   */
  final(): Promise<FinalResult>;
  /** A quorum has signed a state root that includes it. */
  checkpointed(): Promise<CoveringCheckpoint>;
  /** L1 has accepted such a checkpoint. */
  settled(): Promise<CoveringCheckpoint>;
}
