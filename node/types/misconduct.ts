import type { VoteKind } from './consensus.ts';
import type { Hash, HexBytes, ValidatorIndex } from './ids.ts';
import type { Epoch, View } from './units.ts';

/** What a validator signed in a view; the digest is the zero hash for nullify. */
export interface SignedWord {
  readonly kind: VoteKind | 'propose';
  readonly digest: Hash;
  readonly signature: HexBytes;
}

/** What stands in a report's digest beside its place: enough to check its signature without what it says. */
export interface ReportSeal {
  readonly prevDigest: Hash;
  readonly contentHash: Hash;
  readonly signature: HexBytes;
}

/**
 * Two signed things that no honest validator signs both, in the fewest bytes that prove it to anybody who knows the
 * committee. Source: docs/spec/consensus.md, rule 17.
 */
export type Misconduct = {
  readonly epoch: Epoch;
  readonly validator: ValidatorIndex;
} & (
  | { readonly about: 'view'; readonly view: View; readonly first: SignedWord; readonly second: SignedWord }
  | { readonly about: 'report'; readonly seq: number; readonly first: ReportSeal; readonly second: ReportSeal }
);

export type MisconductCode =
  'DOUBLE_PROPOSAL' | 'DOUBLE_VOTE' | 'PROPOSE_AGAINST_NOTARIZE' | 'NULLIFY_AND_FINALIZE' | 'DOUBLE_REPORT';
