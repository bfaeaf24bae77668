import { type Hash, zeroHash } from './ids.ts';

/**
 * The last things a key has signed. Kept in a file of its own beside the journal, so that a node whose journal was
 * lost still never signs twice. Source: docs/spec/consensus.md, rule 13.
 */
export interface GuardRecord {
  readonly epoch: number;
  readonly view: number;
  /** 0 nothing, 1 propose or notarize, 2 nullify or finalize. */
  readonly rank: number;
  /** The block of that word; zeros for nullify. */
  readonly voteDigest: Hash;
  /** The epoch of the last report: report chains begin anew with each. */
  readonly reportEpoch: number;
  readonly reportSeq: number;
  readonly reportDigest: Hash;
  readonly headerNumber: number;
  readonly headerHash: Hash;
}

/** The record of a key that has signed nothing yet. */
export const emptyGuard: GuardRecord = {
  epoch: 0,
  view: 0,
  rank: 0,
  voteDigest: zeroHash,
  reportEpoch: 0,
  reportSeq: 0,
  reportDigest: zeroHash,
  headerNumber: 0,
  headerHash: zeroHash,
};
