import type { GuardRecord } from '../types/guard.ts';
import { type Hash, zeroHash } from '../types/ids.ts';
import type { Epoch, View } from '../types/units.ts';

/** What kind of word in a view, by strength: only a stronger one may follow in the same view. */
export const voteRank = { propose: 1, notarize: 1, nullify: 2, finalize: 2 } as const;

/**
 * Refuses whatever an earlier signature of this key could contradict. The caller keeps each signature to itself until
 * the guard's new record is durable.
 */
export class SigningGuard {
  #record: GuardRecord;

  constructor(record: GuardRecord) {
    this.#record = record;
  }

  get record(): GuardRecord {
    return this.#record;
  }

  /**
   * Whether a word of this kind in this view may be signed; if so, it counts as signed from now on. The last word may be
   * said again: a validator that lost its journal is then not missing where its voice is needed.
   */
  allowVote(epoch: Epoch, view: View, kind: keyof typeof voteRank, digest: Hash): boolean {
    const rank = voteRank[kind];
    const last = this.#record;
    const isLater =
      epoch > last.epoch || (epoch === last.epoch && (view > last.view || (view === last.view && rank > last.rank)));
    const isSame = epoch === last.epoch && view === last.view && rank === last.rank && digest === last.voteDigest;
    if (isLater) this.#record = { ...last, epoch, view, rank, voteDigest: digest };
    return isLater || isSame;
  }

  /** Whether the report at `seq` of the own chain of an epoch may be signed. */
  allowReport(epoch: Epoch, seq: number, digest: Hash): boolean {
    const last = this.#record;
    if (epoch < last.reportEpoch || (epoch === last.reportEpoch && seq <= last.reportSeq)) return false;
    this.#record = { ...last, reportEpoch: epoch, reportSeq: seq, reportDigest: digest };
    return true;
  }

  /** The last report of an epoch that may have been signed; seq 0 and no digest before the first. */
  lastReport(epoch: Epoch): { readonly seq: number; readonly digest: Hash } {
    const { reportEpoch, reportSeq, reportDigest } = this.#record;
    return epoch === reportEpoch ? { seq: reportSeq, digest: reportDigest } : { seq: 0, digest: zeroHash };
  }

  /** Whether this checkpoint header may be signed; the same one may be signed again. */
  allowHeader(number: number, hash: Hash): boolean {
    const last = this.#record;
    if (number < last.headerNumber || (number === last.headerNumber && hash !== last.headerHash)) return false;
    this.#record = { ...last, headerNumber: number, headerHash: hash };
    return true;
  }
}
