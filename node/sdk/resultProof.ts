import type { ResultLink } from '../codec/signingBytes.ts';
import type { BlockEvent } from '../types/block.ts';
import type { BlockContent, Certificate } from '../types/consensus.ts';
import type { Hash, HexBytes } from '../types/ids.ts';
import type { Report } from '../types/report.ts';

/** A signed report without its digest, which the reader computes. */
export interface ProofReport {
  readonly report: Report;
  readonly signature: HexBytes;
}

/**
 * Shows that the results of a block are final and what they are. `links[0]` is the block; the digests of the results
 * follow from `previousResult` link by link.
 */
export interface ResultProof {
  readonly previousResult: Hash;
  /** From the block up to the last height that one of the reports names. */
  readonly links: readonly ResultLink[];
  /** From the block up to the one that the certificate is for: each names its parent's digest. */
  readonly contents: readonly BlockContent[];
  readonly certificate: Certificate;
  /** Of validators with more than f of power together; each names one of the results. */
  readonly reports: readonly ProofReport[];
}

/** An event with its siblings on the way up to the block's events root. */
export interface ProvenEvent {
  readonly event: BlockEvent;
  readonly path: readonly Hash[];
}

/** Answer of `witan_transactionProof`: all that it takes to believe what came of a transaction, and nobody's word. */
export interface TransactionProof {
  readonly hash: Hash;
  readonly height: number;
  /** Events of the whole block. */
  readonly eventCount: number;
  /** Place of the transaction's first event among them. */
  readonly firstEvent: number;
  /** The event before it: shows that none was left out. Absent when there is none. */
  readonly before?: ProvenEvent;
  /** The transaction's events, the receipt last. */
  readonly events: readonly ProvenEvent[];
  /** Absent when only the events were asked for. */
  readonly result?: ResultProof;
}
