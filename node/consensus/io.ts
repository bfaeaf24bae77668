import type { BlockContent, Certificate, Proposal, Vote, VoteKind } from '../types/consensus.ts';
import type { Misconduct, MisconductCode } from '../types/misconduct.ts';
import type { Hash, ValidatorIndex } from '../types/ids.ts';
import type { TimeMs, View } from '../types/units.ts';

/** What the world tells consensus. Everything signed has been verified by the caller; digests have been recomputed. */
export type ConsensusInput =
  /** Before `start`: something this validator had sent or held when it stopped, from the journal. */
  | { readonly type: 'restore'; readonly record: RestoredRecord }
  /** Once, after all of the journal was restored. */
  | { readonly type: 'start'; readonly nowMs: TimeMs }
  | { readonly type: 'tick'; readonly nowMs: TimeMs }
  | { readonly type: 'proposal'; readonly nowMs: TimeMs; readonly proposal: Proposal }
  | { readonly type: 'vote'; readonly nowMs: TimeMs; readonly vote: Vote }
  | { readonly type: 'certificate'; readonly nowMs: TimeMs; readonly certificate: Certificate }
  /** Something of this validator came in that is of no other use, for it came late (rule 2: it is not silent). */
  | { readonly type: 'heard'; readonly nowMs: TimeMs; readonly validator: ValidatorIndex }
  /** Answer to `propose`: the block to put forward in that view, a new one or the parent once more. */
  | {
      readonly type: 'built';
      readonly nowMs: TimeMs;
      readonly view: View;
      readonly digest: Hash;
      readonly content: BlockContent;
      readonly repeats: View | undefined;
    }
  /** Answer to `judge`. Comes late or never while data is missing. */
  | {
      readonly type: 'judged';
      readonly nowMs: TimeMs;
      readonly view: View;
      readonly digest: Hash;
      readonly acceptable: boolean;
    }
  /** Answer to `certify`: the data of this block is durable here. Only ever becomes true. */
  | { readonly type: 'available'; readonly nowMs: TimeMs; readonly digest: Hash; readonly content: BlockContent };

export type RestoredRecord =
  | { readonly kind: 'vote'; readonly vote: Vote }
  | { readonly kind: 'proposal'; readonly proposal: Proposal }
  | { readonly kind: 'certificate'; readonly certificate: Certificate };

/** What consensus wants done. The caller carries effects out in order; each names the input that answers it. */
export type ConsensusEffect =
  /** Sign, make durable, then broadcast and hand back as `vote`. The signing guard may refuse; then nothing is sent. */
  | { readonly type: 'castVote'; readonly kind: VoteKind; readonly view: View; readonly digest: Hash }
  /** Sign, make durable, then broadcast and hand back as `proposal`. */
  | {
      readonly type: 'castProposal';
      readonly view: View;
      readonly digest: Hash;
      readonly content: BlockContent;
      readonly repeats: View | undefined;
    }
  /** This validator leads `view`: build a block on the parent. Answer: `built`. Void once the view is left. */
  | { readonly type: 'propose'; readonly view: View; readonly parentView: View; readonly parentDigest: Hash }
  /** Check ancestry, continuity, quorum of heads, size, and whether it is behind (rule 4). Answer: `judged`. */
  | { readonly type: 'judge'; readonly proposal: Proposal }
  /** Get the block's content, reports and newly solid bodies durable here (rule 7). Answer: `available`. */
  | { readonly type: 'certify'; readonly view: View; readonly digest: Hash }
  /** Send a certificate to all; it is also kept in the journal, without waiting. */
  | { readonly type: 'broadcastCertificate'; readonly certificate: Certificate }
  /** Send again what was durable before: own votes of the current view and the way into it (rule 11). */
  | {
      readonly type: 'rebroadcast';
      readonly proposals: readonly Proposal[];
      readonly votes: readonly Vote[];
      readonly certificates: readonly Certificate[];
    }
  /** Ask peers for any certificate of these views (rule 3, catching up). Answer: `certificate`. */
  | { readonly type: 'wantCertificates'; readonly views: readonly View[] }
  /** The block and all its ancestors are final (rule 10). In ascending views. */
  | { readonly type: 'finalized'; readonly view: View; readonly digest: Hash; readonly certificate: Certificate }
  /** Entered a view: for logs and metrics. */
  | { readonly type: 'entered'; readonly view: View }
  /** Two signed messages by one validator in one view that no honest one sends (rule 17). */
  | { readonly type: 'evidence'; readonly evidence: Evidence };

/** Proof against a validator, and what it proves. */
export interface Evidence {
  readonly code: MisconductCode;
  readonly misconduct: Misconduct;
}
