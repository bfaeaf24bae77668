import type { ResultLink } from '../codec/signingBytes.ts';
import { MerkleTree } from '../crypto/merkle.ts';
import type { ProvenEvent, ResultProof, TransactionProof } from '../sdk/resultProof.ts';
import { eventLeaves } from '../sequencer/execution.ts';
import type { BlockContent, Certificate } from '../types/consensus.ts';
import type { Hash } from '../types/ids.ts';
import { DoorError } from './errors.ts';
import type { StoredTransaction } from './history.ts';
import type { StoredBlock } from './packedBlock.ts';
import type { NodeView } from './nodeView.ts';

/** Event trees and result proofs kept ready: clients ask about the same recent blocks. */
const keptMax = 64;

/** Builds proofs of results from what the view remembers. */
export class Proofs {
  readonly #view: NodeView;
  readonly #trees = new Map<number, MerkleTree>();

  constructor(view: NodeView) {
    this.#view = view;
  }

  /**
   * All that shows what came of a transaction; waits a while until enough validators have reported the result.
   * Errors: TX_UNKNOWN, PROOF_NOT_READY, HISTORY_PRUNED.
   */
  async transaction(hash: Hash, parts: 'all' | 'events'): Promise<TransactionProof> {
    const found = this.#view.history.transaction(hash);
    if (found === undefined) throw new DoorError('TX_UNKNOWN', `Transaction ${hash} is not known to be final.`);
    const events = this.#events(hash, found);
    return parts === 'events' ? events : { ...events, result: await this.result(found.height) };
  }

  #events(hash: Hash, { height, first, last }: StoredTransaction): TransactionProof {
    const block = this.#view.history.block(height);
    const tree = this.#tree(block);
    const proven = (index: number): ProvenEvent => ({ event: block.events[index]!, path: tree.proof(index) });
    const events = Array.from({ length: last - first + 1 }, (_, position) => proven(first + position));
    const before = first === 0 ? {} : { before: proven(first - 1) };
    return { hash, height, eventCount: block.events.length, firstEvent: first, ...before, events };
  }

  #tree(block: StoredBlock): MerkleTree {
    let tree = this.#trees.get(block.height);
    if (tree === undefined) {
      tree = new MerkleTree('V', eventLeaves(block.events));
      this.#trees.set(block.height, tree);
      if (this.#trees.size > keptMax) this.#trees.delete(this.#trees.keys().next().value!);
    }
    return tree;
  }

  /** Errors: PROOF_NOT_READY, BLOCK_UNKNOWN, HISTORY_PRUNED. */
  async result(height: number): Promise<ResultProof> {
    const { attestations, limits, history } = this.#view;
    if (!(await attestations.until(height, limits.proofWaitMs))) {
      throw new DoorError('PROOF_NOT_READY', `The result of block ${height} is not attested yet.`);
    }
    const block = history.block(height);
    const reports = attestations.over(height);
    const to = reports?.reduce((highest, { report }) => Math.max(highest, report.executed.height), height);
    if (reports === undefined || to === undefined || to - height >= limits.proofLinksMax) throw tooOld(height);
    const links: ResultLink[] = [];
    for (let at = height; at <= to; at++) links.push(linkOf(history.block(at)));
    return {
      previousResult: block.previousResult,
      links,
      ...this.#finality(block),
      reports: reports.map(({ report, signature }) => ({ report, signature })),
    };
  }

  /** The block and its descendants up to the first that has a certificate of its own. */
  #finality(block: StoredBlock): { contents: BlockContent[]; certificate: Certificate } {
    const { history, limits } = this.#view;
    const contents: BlockContent[] = [];
    for (let at: StoredBlock | undefined = block; at !== undefined; at = history.find(at.height + 1)) {
      contents.push(at.content);
      if (at.certificate !== undefined) return { contents, certificate: at.certificate };
      if (contents.length >= limits.proofLinksMax) throw tooOld(block.height);
    }
    throw new DoorError('PROOF_NOT_READY', `No certificate over block ${block.height} is here yet.`);
  }
}

const linkOf = ({ height, digest, timeMs, eventsRoot }: StoredBlock): ResultLink => ({
  height,
  blockDigest: digest,
  timeMs,
  eventsRoot,
});

const tooOld = (height: number): DoorError =>
  new DoorError('HISTORY_PRUNED', `What attests block ${height} is not remembered here.`);
