import { canonicalJson } from '../codec/canonicalJson.ts';
import { resultDigest } from '../crypto/digests.ts';
import { leafHash, MerkleTree } from '../crypto/merkle.ts';
import { checkConservation } from '../exchange/conservation.ts';
import { execute } from '../exchange/exchange.ts';
import {
  committeeDigest,
  decide,
  enterEpoch,
  type EpochState,
  takeCommittee,
  takeMisconduct,
  takePlan,
} from '../consensus/epochs.ts';
import type { ExchangeState } from '../exchange/state.ts';
import type { PriorityBlock } from '../priority/applyBlock.ts';
import type { BlockEvent, ExecutedBlock } from '../types/block.ts';
import type { Committee } from '../types/committee.ts';
import type { BlockContent, Certificate } from '../types/consensus.ts';
import { invariant } from '../types/fault.ts';
import type { Hash, ValidatorIndex } from '../types/ids.ts';
import type { Misconduct } from '../types/misconduct.ts';
import type { Executed } from '../types/report.ts';
import type { L1Cut, L1Item } from '../types/settlement.ts';
import type { HashedTransaction } from '../types/transaction.ts';
import { height, type Height } from '../types/units.ts';
import type { Context } from './context.ts';
import { takeL1 } from './l1Intake.ts';

/** A final block in execution order, waiting for its turn and for the L1 data of its cut. */
export interface PendingBlock {
  readonly digest: Hash;
  readonly content: BlockContent;
  readonly certificate: Certificate | undefined;
  readonly priority: PriorityBlock;
  /** Digest of the priority state right after this block; by the time it executes, priority may be further. */
  readonly priorityDigest: Hash;
  readonly transactions: readonly HashedTransaction[];
  /** Evidence in its reports, in their order. */
  readonly misconduct: readonly Misconduct[];
  /** Who voted for it. */
  readonly committee: Committee;
}

/** What a checkpoint needs to know of a block beside its results. */
export interface AfterBlock {
  readonly liquidated: boolean;
  readonly forced: boolean;
  readonly priorityDigest: Hash;
}

const encoder = new TextEncoder();

/** Hashes of a block's events, in order: the leaves under its events root (tag V). */
export const eventLeaves = (events: readonly BlockEvent[]): Uint8Array[] =>
  events.map((event) => leafHash('V', encoder.encode(canonicalJson(event))));

/** Heights of which the own result is remembered, to compare with what others report. */
const resultsMax = 4096;

/** Executes final blocks one after another on the exchange, and binds the results into a chain of digests. */
export class Execution {
  readonly #context: Context;
  readonly #exchange: ExchangeState;
  readonly #epochs: EpochState;
  readonly #executed: (block: ExecutedBlock, after: AfterBlock) => void;
  readonly #pending: PendingBlock[] = [];
  /** The last L1 block whose items were executed: the agreed cut, or on the way to it. */
  #l1Cut: L1Cut;
  #last: Executed;
  readonly #results = new Map<Height, Hash>();
  #waitsForL1 = false;

  /** @param from what was executed last, where the node starts from a snapshot */
  constructor(
    context: Context,
    exchange: ExchangeState,
    epochs: EpochState,
    executed: (block: ExecutedBlock, after: AfterBlock) => void,
    from: Executed | undefined,
  ) {
    this.#context = context;
    this.#exchange = exchange;
    this.#executed = executed;
    const { l1, genesisDigest } = context.network;
    this.#epochs = epochs;
    this.#l1Cut = exchange.l1.get(l1.chainId) ?? { chainId: l1.chainId, number: l1.startNumber, hash: l1.startHash };
    this.#last = from ?? { height: height(0), resultDigest: genesisDigest };
  }

  /** What this node's reports say it has executed. */
  get last(): Executed {
    return this.#last;
  }

  /** Who votes, as of the last executed block. */
  get epochs(): EpochState {
    return this.#epochs;
  }

  get lag(): number {
    return this.#pending.length;
  }

  add(block: PendingBlock): void {
    this.#pending.push(block);
    this.run();
  }

  /** Executes as far as the L1 data reaches. */
  run(): void {
    for (let block = this.#pending[0]; block !== undefined; block = this.#pending[0]) {
      const items = this.#nextItems(block.priority.l1Cut);
      if (items === undefined) return;
      this.#pending.shift();
      this.#executeOne(block, items);
    }
  }

  /**
   * The L1 items of the next block, and the own cut moves over them: to the agreed one, or before it where that would be
   * too many at once. Undefined while this node has not read so far.
   */
  #nextItems(agreed: L1Cut): readonly L1Item[] | undefined {
    const { l1, log } = this.#context.ports;
    const intake = takeL1(l1, this.#l1Cut, agreed, this.#context.network.l1.blockMultiple);
    switch (intake.type) {
      case 'taken':
        this.#l1Cut = intake.upTo;
        this.#waitsForL1 = false;
        return intake.items;
      case 'missing':
        l1.hurry();
        if (!this.#waitsForL1 && this.#pending.length > 100) {
          this.#waitsForL1 = true;
          log.warn('execution waits for L1 data that the committee has already agreed on', { l1Block: intake.number });
        }
        return undefined;
      case 'mismatch':
        this.#context.stopSigning(
          'L1_CUT_MISMATCH',
          'The committee agreed on another L1 block than this node has read.',
          { l1Block: intake.number, own: intake.own, agreed: agreed.hash },
        );
        return undefined;
    }
  }

  #executeOne(block: PendingBlock, items: readonly L1Item[]): void {
    const { networkId } = this.#context.committee;
    const { timeMs, prices } = block.priority;
    const l1Cut = this.#l1Cut;
    if (block.content.epoch !== this.#epochs.committee.epoch) this.#enterEpoch(block.committee);
    const {
      events: trading,
      liquidated,
      forced,
    } = execute(this.#exchange, {
      height: block.content.height,
      digest: block.digest,
      timeMs,
      prices,
      inbox: items.filter((item) => item.kind !== 'committee' && item.kind !== 'plan'),
      l1Cut,
      transactions: block.transactions,
    });
    checkConservation(this.#exchange);
    const events = [...trading, ...this.#rule(block, items)];
    const eventsRoot = new MerkleTree('V', eventLeaves(events)).root();
    const previousResult = this.#last.resultDigest;
    const at = block.content.height;
    const result = resultDigest(networkId, previousResult, {
      height: at,
      blockDigest: block.digest,
      timeMs,
      eventsRoot,
    });
    this.#last = { height: at, resultDigest: result };
    this.#results.set(at, result);
    this.#results.delete(height(at - resultsMax));
    this.#context.ports.l1.consumed(l1Cut.number);
    const executed: ExecutedBlock = {
      height: at,
      digest: block.digest,
      content: block.content,
      certificate: block.certificate,
      timeMs,
      transactions: block.transactions,
      events,
      eventsRoot,
      previousResult,
      resultDigest: result,
    };
    this.#executed(executed, { liquidated, forced, priorityDigest: block.priorityDigest });
  }

  /** What the block says about who votes. */
  #rule({ content, misconduct }: PendingBlock, items: readonly L1Item[]): BlockEvent[] {
    const { ed25519 } = this.#context.ports.verifier;
    return [
      ...items.map((item) => this.#rotate(item)),
      ...misconduct.map((each) => takeMisconduct(this.#epochs, each, ed25519)),
      decide(this.#epochs, content.height),
    ].filter((event) => event !== undefined);
  }

  #rotate(item: L1Item): BlockEvent | undefined {
    if (item.kind === 'committee') return takeCommittee(this.#epochs, item);
    return item.kind === 'plan' ? takePlan(this.#epochs, item) : undefined;
  }

  /** The committee that voted for this block must be the one that the chain before it decided on. */
  #enterEpoch(voted: Committee): void {
    enterEpoch(this.#epochs);
    const isSame = committeeDigest(voted) === committeeDigest(this.#epochs.committee);
    invariant(isSame, 'the committee of an epoch is the one that was decided on in the epoch before');
  }

  /** Validators have other numbers from here on. */
  forgetDissent(): void {
    this.#dissent.clear();
  }

  /**
   * Compares what another validator says it has executed with the own result. More than f of power that agree with one
   * another and not with us mean that this node is wrong: it must not sign.
   */
  compare(validator: ValidatorIndex, executed: Executed): void {
    const own = this.#results.get(executed.height);
    if (own === undefined || own === executed.resultDigest) return;
    const key = `${executed.height} ${executed.resultDigest}`;
    let dissenters = this.#dissent.get(key);
    if (dissenters === undefined) {
      if (this.#dissent.size >= dissentMax) this.#dissent.delete(this.#dissent.keys().next().value!);
      dissenters = new Set();
      this.#dissent.set(key, dissenters);
    }
    dissenters.add(validator);
    const { validators, faultyPower } = this.#context.committee;
    const power = [...dissenters].reduce((sum, index) => sum + validators[index]!.power, 0);
    if (power <= faultyPower) return;
    const fields = { height: executed.height, own, theirs: executed.resultDigest, validators: [...dissenters] };
    this.#context.stopSigning(
      'RESULT_DIVERGED',
      'More than f validators agree on another result than this node.',
      fields,
    );
  }

  readonly #dissent = new Map<string, Set<ValidatorIndex>>();
}

/** Results other than the own that are remembered at most. */
const dissentMax = 256;
