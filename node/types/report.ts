import type { FeedId, Hash, HexBytes, ValidatorIndex } from './ids.ts';
import type { Misconduct } from './misconduct.ts';
import type { Epoch, Height, TimeMs } from './units.ts';

export interface Arrival {
  readonly hash: Hash;
  readonly timeMs: TimeMs;
}

export interface PriceObservation {
  readonly feed: FeedId;
  /** Price in the feed's own integer unit (micro-USDC per whole unit of the underlying). */
  readonly price: number;
  readonly atMs: TimeMs;
}

/** A final block of an L1 chain that the validator has read to the end. */
export interface L1Naming {
  readonly chainId: number;
  readonly number: number;
  readonly hash: Hash;
}

/** Binds a validator to the results of executing the final chain up to a height. */
export interface Executed {
  readonly height: Height;
  readonly resultDigest: Hash;
}

/**
 * What one validator saw since its last report: a link of its append-only chain.
 * Source: docs/spec/priority.md, The report.
 */
export interface Report {
  readonly epoch: Epoch;
  readonly validator: ValidatorIndex;
  /** From 1, without gaps. */
  readonly seq: number;
  readonly prevDigest: Hash;
  readonly localTimeMs: TimeMs;
  readonly arrivals: readonly Arrival[];
  readonly prices: readonly PriceObservation[];
  readonly l1: readonly L1Naming[];
  readonly executed: Executed;
  /** Proof against other validators that the author holds (docs/spec/consensus.md, rule 17). */
  readonly misconduct: readonly Misconduct[];
}

export interface SignedReport {
  readonly report: Report;
  readonly digest: Hash;
  readonly signature: HexBytes;
}
