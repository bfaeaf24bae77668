import { fromHex } from '../codec/hex.ts';
import { committeeDigest } from '../consensus/epochs.ts';
import { decodeFinalBlock, encodeFinalBlock, messageBytesMax } from '../crypto/messageCodec.ts';
import type { Bodies } from '../mempool/bodies.ts';
import { applyBlock } from '../priority/applyBlock.ts';
import { priorityDigest } from '../priority/commit.ts';
import { newlySolid } from '../priority/newlySolid.ts';
import type { PriorityState } from '../priority/state.ts';
import { verifyCertificate } from '../crypto/certificates.ts';
import type { Committee } from '../types/committee.ts';
import type { Certificate } from '../types/consensus.ts';
import { invariant, WitanError } from '../types/fault.ts';
import type { Hash, PeerId } from '../types/ids.ts';
import type { FinalBlock } from '../types/message.ts';
import type { SignedReport } from '../types/report.ts';
import { type Epoch, epoch, height, type Height, type TimeMs } from '../types/units.ts';
import type { Admission } from './admission.ts';
import type { Chain } from './chain.ts';
import type { Context } from './context.ts';
import type { Execution } from './execution.ts';
import type { Voting } from './voting.ts';

export interface FinalityParts {
  readonly chain: Chain;
  readonly bodies: Bodies;
  readonly priority: PriorityState;
  readonly admission: Admission;
  readonly execution: Execution;
  /** A report that came inside a final block: it attests results like one that came by itself. */
  readonly attested: (signed: SignedReport) => void;
  /** At start: the own log says that another committee took over here. */
  readonly enterEpoch: (committee: Committee) => void;
}

/**
 * Bytes of final blocks in one answer to a peer. A peer believes blocks only as far as a certificate reaches: an answer
 * without one would be asked for again and again, so it goes on up to the first, as far as a message can.
 */
const answerBytesMax = 1024 * 1024;
const certifiedBytesMax = messageBytesMax - 64 * 1024;
/** And blocks: a list in a message may have no more entries. */
const answerBlocksMax = 4_096;
/** Final blocks kept in memory for such answers. */
const recentMax = 2048;

/** Turns final blocks into ordered ones, keeps them for peers, and catches up with the committee when behind. */
export class Finality {
  readonly #context: Context;
  readonly #parts: FinalityParts;
  readonly #voting: () => Voting;
  /** The newest block known to be final, until it is applied. */
  #target: Hash | undefined;
  #lastCertificate: Certificate | undefined;
  readonly #certificates = new Map<Hash, Certificate>();
  readonly #recent = new Map<Height, Uint8Array>();
  readonly #replaying: FinalBlock[] = [];
  readonly #answeredAtMs = new Map<PeerId, TimeMs>();
  /** The latest epoch in which anybody was heard to speak. */
  #epochSeen: Epoch = epoch(0);

  constructor(context: Context, parts: FinalityParts, voting: () => Voting) {
    this.#context = context;
    this.#parts = parts;
    this.#voting = voting;
  }

  /** The newest certificate of a block that was replayed or applied; absent at genesis. */
  get lastCertificate(): Certificate | undefined {
    return this.#lastCertificate;
  }

  /** Blocks are known to be final that this node does not have yet. */
  get isBehind(): boolean {
    return this.#target !== undefined || this.#epochSeen > this.#context.committee.epoch;
  }

  /** A peer speaks in a later epoch: what ended this one is to be fetched. */
  sawEpoch(seen: Epoch): void {
    if (seen <= this.#epochSeen) return;
    this.#epochSeen = seen;
    this.#context.news();
  }

  /** The last block of the epoch before is applied; nothing else of it matters. */
  enterEpoch(): void {
    this.#target = undefined;
    this.#certificates.clear();
  }

  finalized(digest: Hash, certificate: Certificate): void {
    this.#target = digest;
    this.#certificates.set(digest, certificate);
    this.retry();
  }

  /** Applies final blocks as far as their data is here, and asks for what is missing. */
  retry(): void {
    const { chain } = this.#parts;
    if (this.#target !== undefined && chain.recentlyApplied(this.#target) !== undefined) this.#target = undefined;
    if (this.#target === undefined) {
      if (this.isBehind) this.#fetchFinal();
      return;
    }
    const path = chain.pathTo(this.#target);
    if (!path.complete) {
      this.#fetchFinal();
      return;
    }
    for (const block of path.blocks) {
      const found = chain.reportsOf(chain.applied.heads, block.content);
      if (!found.complete || !this.#hasBodies(found.reports)) {
        this.#fetchFinal();
        return;
      }
      this.#apply(block.digest, block.content, found.reports);
    }
    this.#target = undefined;
    this.#certificates.clear();
  }

  #hasBodies(reports: readonly SignedReport[]): boolean {
    const { priority, bodies } = this.#parts;
    return newlySolid(priority, [], reports).every((hash) => bodies.get(hash) !== undefined);
  }

  #fetchFinal(): void {
    const { chain } = this.#parts;
    const fromHeight = height(chain.applied.height + 1);
    const peers = this.#context.peers();
    const start = fromHeight % Math.max(1, peers.length);
    const rotated = [...peers.slice(start), ...peers.slice(0, start)];
    this.#context.requests.ask(
      `final ${fromHeight}`,
      { type: 'wantFinal', fromHeight },
      rotated,
      this.#context.nowMs(),
    );
  }

  /** Order, time, prices and L1 cut of one final block, and on to execution. Every input is here. */
  #apply(digest: Hash, content: FinalBlock['content'], reports: readonly SignedReport[]): void {
    const { chain, bodies, priority, admission, execution } = this.#parts;
    const solid = newlySolid(priority, [], reports);
    const certificate = this.#certificates.get(digest);
    const { committee, network } = this.#context;
    const isFirst = content.epoch !== (chain.applied.content?.epoch ?? network.committee.epoch);
    const block: FinalBlock = {
      digest,
      content,
      reports,
      bodies: solid.map((hash) => bodies.get(hash)!.bytes),
      certificate,
      committee: isFirst ? committee : undefined,
    };
    if (certificate !== undefined) this.#lastCertificate = certificate;
    const encoded = encodeFinalBlock(block);
    // A copy: what encoding returns is a small part of a pooled buffer, all of which it would keep.
    this.#recent.set(content.height, new Uint8Array(encoded));
    this.#recent.delete(height(content.height - recentMax));
    this.#context.ports.disk.appendBlock(content.height, encoded);
    const ordered = applyBlock(priority, digest, content, reports, (hash) => {
      const body = bodies.get(hash);
      invariant(body !== undefined, `the body of ${hash} is here when its block is final`);
      return admission.traits(body.transaction);
    });
    chain.apply({ digest, content });
    this.#context.news();
    const transactions = ordered.order.map((hash) => ({ hash, transaction: bodies.get(hash)!.transaction }));
    for (const hash of ordered.order) bodies.retire(hash);
    for (const hash of ordered.dropped) bodies.delete(hash);
    for (const { report } of reports) execution.compare(report.validator, report.executed);
    execution.add({
      digest,
      content,
      certificate,
      priority: ordered,
      priorityDigest: priorityDigest(priority),
      transactions,
      misconduct: reports.flatMap(({ report }) => report.misconduct),
      committee,
    });
  }

  /**
   * At start: a block of this node's own log. It was verified before it was written; its links still are. Blocks after
   * the last one with a certificate are left out, so that consensus knows the view in which its own chain ends: journal
   * and peers give them again.
   */
  replay(payload: Uint8Array): void {
    const { networkId } = this.#context.committee;
    const block = decodeFinalBlock(networkId, payload);
    this.#replaying.push(block);
    if (block.certificate === undefined) return;
    const run = this.#replaying.splice(0);
    const [first] = run;
    // Who voted from here on was decided on before; execution, which may have to wait for L1, will find the same.
    if (first?.committee !== undefined) this.#parts.enterEpoch(first.committee);
    if (!this.#acceptLinked(run)) {
      throw new WitanError(
        'BLOCK_LOG_BROKEN',
        `The block log does not continue at height ${block.content.height}: it belongs to another network or was edited.`,
        'Remove the blocks-*.log files: the node fetches them again from its peers. Keep guard and keys.',
      );
    }
  }

  /**
   * Blocks from a peer that catches us up. They are believed as far as a certificate reaches back over them.
   * Returns false when they are wrong.
   */
  onFinalBlocks(blocks: readonly FinalBlock[]): boolean {
    const { chain } = this.#parts;
    // Those of a later epoch are asked for again when it is known here who voted for them.
    const { epoch: own } = this.#context.committee;
    const fresh = blocks.filter(({ content }) => content.height > chain.applied.height && content.epoch === own);
    const certified = fresh.findLastIndex((block) => block.certificate !== undefined);
    if (certified === -1) return true; // Nothing new, or nothing that can be checked.
    const chosen = fresh.slice(0, certified + 1);
    for (let index = chosen.length - 1; index > 0; index--) {
      if (chosen[index]!.content.parentDigest !== chosen[index - 1]!.digest) return false;
    }
    if (chosen[0]!.content.parentDigest !== chain.applied.digest) return true; // Answer to an older question.
    if (!chosen.every((block) => this.#isSigned(block))) return false;
    const isAccepted = this.#acceptLinked(chosen);
    if (this.#lastCertificate !== undefined) this.#voting().onCertificate(this.#lastCertificate);
    this.retry();
    return isAccepted;
  }

  /**
   * Whether a block's own certificate, where it has one, and the signatures of its reports are good. The chain needs only
   * the last certificate and the digests; these are kept, for proofs, for others who ask, and for the next start.
   */
  #isSigned({ digest, certificate, reports }: FinalBlock): boolean {
    const { committee, ports } = this.#context;
    const { ed25519 } = ports.verifier;
    if (certificate !== undefined) {
      if (certificate.kind !== 'finalize' || certificate.digest !== digest) return false;
      const voting = this.#voting();
      if (!verifyCertificate(committee, certificate, (at) => voting.leaderOf(at), ed25519)) return false;
    }
    return reports.every((signed) => {
      const author = committee.validators[signed.report.validator];
      return author !== undefined && ed25519(author.ed25519Key, fromHex(signed.digest), signed.signature);
    });
  }

  /** Applies blocks that are known to be final and follow each other, as long as their data fits their digests. */
  #acceptLinked(blocks: readonly FinalBlock[]): boolean {
    const { chain, admission } = this.#parts;
    for (const block of blocks) {
      if (block.content.parentDigest !== chain.applied.digest) return false;
      if (!reportsFit(block, chain.applied.heads) || !this.#isOfCommittee(block)) return false;
      const solid = new Set(newlySolid(this.#parts.priority, [], block.reports));
      for (const bytes of block.bodies) admission.takeFinalBody(bytes, solid);
      if (!this.#hasBodies(block.reports)) return false;
      if (block.certificate !== undefined) this.#certificates.set(block.digest, block.certificate);
      this.#apply(block.digest, block.content, block.reports);
      for (const signed of block.reports) this.#parts.attested(signed);
      this.#certificates.delete(block.digest);
    }
    return true;
  }

  /** A block is of the committee in office, which the first one of an epoch may state. */
  #isOfCommittee({ content, committee }: FinalBlock): boolean {
    const own = this.#context.committee;
    if (content.epoch !== own.epoch) return false;
    return committee === undefined || committeeDigest(committee) === committeeDigest(own);
  }

  /** What was deleted from the disk is not kept in memory either. */
  forgetBelow(below: Height): void {
    for (const at of this.#recent.keys()) {
      if (at >= below) break;
      this.#recent.delete(at);
    }
  }

  /** Answers a peer that is behind, at most every 20 ms. */
  onWantFinal(from: PeerId, fromHeight: Height): void {
    const nowMs = this.#context.nowMs();
    if (nowMs < (this.#answeredAtMs.get(from) ?? 0) + 20) return;
    this.#answeredAtMs.set(from, nowMs);
    if (!this.#recent.has(fromHeight)) {
      const isOld = fromHeight >= 1 && fromHeight <= this.#parts.chain.applied.height;
      if (isOld) this.#context.ports.disk.readBlocks(from, fromHeight, certifiedBytesMax);
      return;
    }
    this.answer(from, this.#recentFrom(fromHeight));
  }

  *#recentFrom(first: Height): Generator<Uint8Array> {
    for (let at = first; ; at = height(at + 1)) {
      const payload = this.#recent.get(at);
      if (payload === undefined) return;
      yield payload;
    }
  }

  /**
   * Answer to `readBlocks`: the blocks, or the explicit word that they were deleted here.
   * @param lowest of the blocks in the log; undefined while that is empty
   */
  onBlocksRead(
    to: PeerId,
    from: Height,
    payloads: readonly Uint8Array[],
    lowest: Height | undefined,
    snapshotHeight: Height,
  ): void {
    const lowestHeight = lowest ?? height(this.#parts.chain.applied.height + 1);
    if (payloads.length > 0) this.answer(to, payloads);
    else if (from < lowestHeight) this.#context.answer(to, () => ({ type: 'pruned', lowestHeight, snapshotHeight }));
  }

  /** Sends as many of these blocks, which follow each other, as an answer takes. */
  answer(to: PeerId, payloads: Iterable<Uint8Array>): void {
    const { networkId } = this.#context.committee;
    const blocks: FinalBlock[] = [];
    let total = 0;
    let isCertified = false;
    for (const payload of payloads) {
      total += payload.length;
      const isFull = total > (isCertified ? answerBytesMax : certifiedBytesMax);
      if (blocks.length > 0 && (isFull || blocks.length === answerBlocksMax)) break;
      const block = decodeFinalBlock(networkId, payload);
      blocks.push(block);
      isCertified ||= block.certificate !== undefined;
    }
    if (blocks.length > 0) this.#context.send(to, { type: 'finalBlocks', blocks });
  }
}

/** Whether the reports lead, contiguously, from the heads before the block to those that it names. */
function reportsFit(block: FinalBlock, before: readonly { readonly seq: number; readonly digest: Hash }[]): boolean {
  const heads = before.map(({ seq, digest }) => ({ seq, digest }));
  let last = -1;
  for (const { report, digest } of block.reports) {
    const head = heads[report.validator];
    if (head === undefined || report.validator < last || report.epoch !== block.content.epoch) return false;
    last = report.validator;
    if (report.seq !== head.seq + 1 || report.prevDigest !== head.digest) return false;
    heads[report.validator] = { seq: report.seq, digest };
  }
  return block.content.heads.every((head) => heads[head.validator]?.digest === head.digest);
}
