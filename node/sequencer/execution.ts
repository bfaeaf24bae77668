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
import { isHalted } from '../exchange/money/headers.ts';
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
import { chainsOf, startOf } from './config.ts';
import { takeL1, type L1Intake } from './l1Intake.ts';

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
  readonly halted: boolean;
  readonly priorityDigest: Hash;
}

const encoder = new TextEncoder();

/** Hashes of a block's events, in order: the leaves under its events root (tag V). */
export const eventLeaves = (events: readonly BlockEvent[]): Uint8Array[] =>
  events.map((event) => leafHash('V', encoder.encode(canonicalJson(event))));

/** What a block takes in of one chain. */
type L1Taken = Extract<L1Intake, { type: 'taken' }>;

/** What the exchange reads; the rest says who votes. */
const isLedgerItem = <Item extends L1Item>(item: Item): item is Exclude<Item, { kind: 'committee' | 'plan' }> =>
  item.kind !== 'committee' && item.kind !== 'plan';

/** Heights of which the own result is remembered, to compare with what others report. */
const resultsMax = 4096;

/** Executes final blocks one after another on the exchange, and binds the results into a chain of digests. */
export class Execution {
  readonly #context: Context;
  readonly #exchange: ExchangeState;
  readonly #epochs: EpochState;
  readonly #headerNumber: () => number;
  readonly #executed: (block: ExecutedBlock, after: AfterBlock) => void;
  readonly #pending: PendingBlock[] = [];
  /** Of each chain, the last block whose items were executed: the agreed cut, or on the way to it. */
  readonly #cuts: Map<number, L1Cut>;
  /** A settlement contract has frozen: nothing is executed any more. */
  #halted: boolean;
  #last: Executed;
  readonly #results = new Map<Height, Hash>();
  #waitsForL1 = false;

  /**
   * @param headerNumber of the last header made
   * @param from what was executed last, where the node starts from a snapshot
   */
  constructor(
    context: Context,
    exchange: ExchangeState,
    epochs: EpochState,
    executed: (block: ExecutedBlock, after: AfterBlock) => void,
    headerNumber: () => number,
    from: Executed | undefined,
  ) {
    this.#context = context;
    this.#exchange = exchange;
    this.#executed = executed;
    this.#headerNumber = headerNumber;
    const { network } = context;
    const { genesisDigest } = network;
    this.#epochs = epochs;
    const cuts = chainsOf(network).map((chain) => exchange.l1.get(chain.chainId) ?? startOf(chain));
    this.#cuts = new Map(cuts.map((cut) => [cut.chainId, cut]));
    this.#halted = isHalted(exchange);
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

  /** Blocks that wait: without end once the exchange has halted, so that leaders propose nothing to execute. */
  get lag(): number {
    return this.#halted ? Infinity : this.#pending.length;
  }

  add(block: PendingBlock): void {
    if (this.#halted) return;
    this.#pending.push(block);
    this.run();
  }

  /** Executes as far as the L1 data reaches. */
  run(): void {
    for (let block = this.#pending[0]; block !== undefined && !this.#halted; block = this.#pending[0]) {
      const l1 = this.#nextItems(block.priority.l1Cuts);
      if (l1 === undefined) return;
      this.#pending.shift();
      this.#executeOne(block, l1);
    }
    if (this.#halted) this.#pending.length = 0;
  }

  /**
   * What the next block takes in of the chains that have moved on, each up to the agreed cut, or before it where that would be
   * too much at once; the own cuts move over it. Undefined while this node has not read so far: then none moves.
   */
  #nextItems(agreed: readonly L1Cut[]): readonly L1Taken[] | undefined {
    const taken: L1Taken[] = [];
    for (const [place, { chainId, blockMultiple }] of chainsOf(this.#context.network).entries()) {
      const cut = agreed[place]!;
      const intake = takeL1(this.#context.ports.l1, this.#cuts.get(chainId)!, cut, blockMultiple);
      if (intake.type === 'taken') taken.push(intake);
      else if (intake.type !== 'unmoved') {
        this.#cannotTake(intake, cut);
        return undefined;
      }
    }
    for (const { cut } of taken) this.#cuts.set(cut.chainId, cut);
    this.#waitsForL1 = false;
    return taken;
  }

  #cannotTake(intake: Extract<L1Intake, { type: 'missing' | 'mismatch' }>, { chainId, hash: agreed }: L1Cut): void {
    const { l1, log } = this.#context.ports;
    const { number: l1Block } = intake;
    if (intake.type === 'mismatch') {
      this.#context.stopSigning(
        'L1_CUT_MISMATCH',
        'The committee agreed on another L1 block than this node has read.',
        { chainId, l1Block, own: intake.own, agreed },
      );
      return;
    }
    l1.hurry(chainId);
    if (this.#waitsForL1 || this.#pending.length <= 100) return;
    this.#waitsForL1 = true;
    log.warn('execution waits for L1 data that the committee has already agreed on', { chainId, l1Block });
  }

  #executeOne(block: PendingBlock, taken: readonly L1Taken[]): void {
    const { networkId } = this.#context.committee;
    const { timeMs, prices } = block.priority;
    if (block.content.epoch !== this.#epochs.committee.epoch) this.#enterEpoch(block.committee);
    const {
      events: trading,
      liquidated,
      forced,
      halted,
    } = execute(this.#exchange, {
      height: block.content.height,
      digest: block.digest,
      timeMs,
      prices,
      l1: taken.map(({ cut, timestampS, items }) => ({ cut, timestampS, items: items.filter(isLedgerItem) })),
      headerNumber: this.#headerNumber(),
      transactions: block.transactions,
    });
    this.#halted = halted;
    checkConservation(this.#exchange);
    const items = taken.flatMap((intake) => intake.items);
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
    for (const { cut } of taken) this.#context.ports.l1.consumed(cut.chainId, cut.number);
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
    this.#executed(executed, { liquidated, forced, halted, priorityDigest: block.priorityDigest });
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
