import type { Hash, HexBytes, ValidatorIndex } from './ids.ts';
import type { Epoch, Height, View } from './units.ts';

/** How far a proposal extends one validator's report chain. */
export interface ReportHead {
  readonly validator: ValidatorIndex;
  /** Sequence number of the last report included; 0 before the first. */
  readonly seq: number;
  readonly digest: Hash;
}

/** What `c` binds: a place in the chain and the reports it takes in. It carries no transactions, ever. */
export interface BlockContent {
  readonly epoch: Epoch;
  readonly height: Height;
  readonly parentView: View;
  readonly parentDigest: Hash;
  /** Ascending by validator, at most one each, together at least a quorum of power. */
  readonly heads: readonly ReportHead[];
}

/** A block proposed in a view. `digest` is c = H(content); the leader's signature counts as its notarize. */
export interface Proposal {
  readonly view: View;
  readonly digest: Hash;
  readonly content: BlockContent;
  /**
   * Where the last block of an epoch is proposed once more until it is final: the view of a notarization of it. The
   * signature does not cover it: who states a wrong one only spoils its own proposal.
   */
  readonly repeats: View | undefined;
  readonly signature: HexBytes;
}

export type VoteKind = 'notarize' | 'nullify' | 'finalize';

/** One validator's signed word in one view. `digest` is the zero hash for nullify. */
export interface Vote {
  readonly kind: VoteKind;
  readonly epoch: Epoch;
  readonly view: View;
  readonly digest: Hash;
  readonly validator: ValidatorIndex;
  readonly signature: HexBytes;
}

/** A quorum of one kind of vote for one view (and one digest): NOT, NUL or FIN. */
export interface Certificate {
  readonly kind: VoteKind;
  readonly epoch: Epoch;
  readonly view: View;
  readonly digest: Hash;
  /** Ascending by validator. */
  readonly signatures: readonly { readonly validator: ValidatorIndex; readonly signature: HexBytes }[];
}
