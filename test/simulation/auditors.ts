import type { ExecutedBlock } from '../../node/types/block.ts';
import type { BlockContent } from '../../node/types/consensus.ts';
import type { Hash } from '../../node/types/ids.ts';
import type { NetworkMessage } from '../../node/types/message.ts';
import { committeeDigest } from '../../node/consensus/epochs.ts';
import { DurabilityAudit, type Word } from './durability.ts';
import type { World } from './world.ts';

/** A rule that did not hold, and how. */
export interface Violation {
  readonly rule:
    | 'agreement'
    | 'one word'
    | 'the guard has nothing to do'
    | 'one certificate'
    | 'one name'
    | 'durable first'
    | 'signed logs'
    | 'whole logs'
    | 'progress'
    | 'equal states'
    | 'time and price of the honest'
    | 'no transaction lost'
    | 'once only'
    | 'bounded memory'
    | 'no accusation of the honest'
    | 'evidence against liars'
    | 'committees follow L1'
    | 'nothing unforeseen';
  readonly what: string;
  readonly atMs: number;
}

/** One thing that a validator said, for the timeline. */
export interface Said {
  readonly atMs: number;
  readonly validator: number;
  readonly epoch: number;
  readonly view: number;
  readonly word: string;
}

/**
 * Listens to the wire and to what nodes execute. It believes no node's own account: a contradiction counts when it was
 * sent, whatever the sender thought of it.
 */
export class Auditors {
  readonly violations: Violation[] = [];
  readonly said: Said[] = [];
  readonly #viewsOf = new Map<number, number>();
  readonly #committees = new Map<number, Hash>();
  readonly #world: World;
  readonly #words = new Map<string, string>();
  readonly #named = new Map<Hash, BlockContent>();
  /** Where a block was proposed again. */
  readonly #repeats = new Set<string>();
  readonly #durability: DurabilityAudit;
  readonly #certified = new Map<string, string>();
  readonly #results: Hash[] = [];
  readonly #headers = new Map<number, Hash>();
  readonly #times: number[] = [];
  #latestClockMs = 0;
  readonly #isHonest: (validator: number) => boolean;
  readonly #executedAt = new Map<Hash, number>();
  /** The last height of each epoch that ended. */
  readonly #lastHeights = new Map<number, number>();
  readonly #startMs: number;

  constructor(world: World, isHonest: (validator: number) => boolean) {
    this.#world = world;
    this.#isHonest = isHonest;
    this.#startMs = world.nowMs;
    this.#durability = new DurabilityAudit(world, isHonest, (what) => this.report('durable first', what));
    world.onSend = (from, bytes) => {
      if (isHonest(from)) this.#hear(from, world.decode(bytes));
    };
    world.onArrival = (from, _to, bytes) => {
      if (!isHonest(from)) this.#hearNames(world.decode(bytes));
    };
    world.onEpoch = (index, committee) => {
      const digest = committeeDigest(committee);
      const known = this.#committees.get(committee.epoch) ?? digest;
      this.#committees.set(committee.epoch, known);
      if (known !== digest) this.report('agreement', `validator ${index} has another committee ${committee.epoch}`);
    };
    world.onExecuted = (index, block) => {
      if (isHonest(index)) this.#executed(index, block);
    };
  }

  /** Views of all epochs. */
  get views(): number {
    return [...this.#viewsOf.values()].reduce((sum, views) => sum + views, 0);
  }

  get epochs(): number {
    return 1 + this.#committees.size;
  }

  report(rule: Violation['rule'], what: string): void {
    // One is enough to convict, and the rest often follows from it.
    if (this.violations.filter((each) => each.rule === rule).length >= 5) return;
    this.violations.push({ rule, what, atMs: this.#nowMs });
  }

  get #nowMs(): number {
    return Math.round(this.#world.nowMs - this.#startMs);
  }

  #hear(from: number, message: NetworkMessage): void {
    switch (message.type) {
      case 'proposal':
        this.#hearNames(message);
        this.#word(from, { ...message.proposal, epoch: message.proposal.content.epoch, kind: 'notarize' }, 'propose');
        break;
      case 'vote': {
        const { kind, epoch, view, validator } = message.vote;
        if (this.#world.nodeOf(validator, epoch) !== from) break;
        this.#word(from, message.vote);
        if (kind !== 'notarize') this.#say(from, `end of ${epoch}.${view}`, kind);
        break;
      }
      case 'certificate': {
        const { kind, epoch, view, digest } = message.certificate;
        this.#viewsOf.set(epoch, Math.max(this.#viewsOf.get(epoch) ?? 0, view));
        this.#certificate(`${kind} ${epoch}.${view}`, digest);
        if (kind !== 'notarize') this.#certificate(`end of ${epoch}.${view}`, kind);
        break;
      }
      case 'checkpointShare':
        this.#say(from, `header ${message.number}`, message.headerHash);
        this.#sameHeader(from, message.number, message.headerHash);
        break;
      case 'reports':
        for (const { report, digest } of message.reports) {
          if (this.#world.nodeOf(report.validator, report.epoch) !== from) continue;
          if (this.#say(from, `report ${report.epoch}.${report.seq}`, digest)) this.#durability.reported(from, digest);
        }
        break;
      default:
        break;
    }
  }

  /** A name stands for one block: what a liar proposes under a name is what everybody else means by it. */
  #hearNames(message: NetworkMessage): void {
    if (message.type === 'proposal' && message.proposal.repeats !== undefined) {
      const { view, digest, content } = message.proposal;
      this.#repeats.add(`${content.epoch}.${view} ${digest}`);
    }
    const blocks = message.type === 'proposal' ? [message.proposal] : message.type === 'blocks' ? message.blocks : [];
    for (const { digest, content } of blocks) {
      const earlier = this.#named.get(digest);
      this.#named.set(digest, content);
      const isSame = earlier === undefined || JSON.stringify(earlier) === JSON.stringify(content);
      if (!isSame) this.report('one name', `${digest} is ${JSON.stringify(earlier)} and ${JSON.stringify(content)}`);
    }
  }

  #word(from: number, word: Word, shown: string = word.kind): void {
    const { kind, epoch, view, digest } = word;
    if (this.#say(from, `${kind} ${epoch}.${view}`, digest)) {
      this.#durability.said(from, word);
      // Who votes for a block that is proposed again (rule 16) rests on its notarization.
      if (kind === 'notarize' && !this.#repeats.has(`${epoch}.${view} ${digest}`)) {
        this.#durability.notarized(from, digest, (name) => this.#named.get(name));
      }
      if (kind === 'finalize') this.#durability.finalized(from, word);
      this.said.push({ atMs: this.#nowMs, validator: from, epoch, view, word: `${shown} ${digest.slice(2, 8)}` });
    }
  }

  /** Whether it was new. */
  #say(from: number, place: string, word: string): boolean {
    const key = `${from} ${place}`;
    const earlier = this.#words.get(key);
    this.#words.set(key, word);
    if (earlier !== undefined && earlier !== word) {
      this.report('one word', `validator ${from} said ${earlier} and ${word} as ${place}`);
    }
    return earlier === undefined;
  }

  #certificate(place: string, word: string): void {
    const earlier = this.#certified.get(place);
    if (earlier !== undefined && earlier !== word) this.report('one certificate', `${place}: ${earlier} and ${word}`);
    this.#certified.set(place, word);
  }

  /** A header is the same for everybody: it binds the state root. */
  #sameHeader(from: number, number: number, headerHash: Hash): void {
    const known = this.#headers.get(number) ?? headerHash;
    this.#headers.set(number, known);
    if (known !== headerHash) this.report('equal states', `validator ${from} signs another header ${number}`);
  }

  /** Block time rises, and is no later than some honest clock has been (while clocks go back, it creeps on). */
  #checkTime(height: number, blockTimeMs: number): void {
    const fastest = Math.max(
      ...this.#world.nodes.map((node, index) => (this.#isHonest(index) ? node.clockOffsetMs : -Infinity)),
    );
    this.#latestClockMs = Math.max(this.#latestClockMs, this.#world.nowMs + fastest);
    const before = this.#times[height - 1];
    if (before !== undefined && blockTimeMs <= before) {
      this.report(
        'time and price of the honest',
        `block ${height} is at ${blockTimeMs}, not after its parent's ${before}`,
      );
    }
    if (blockTimeMs > this.#latestClockMs + 1_000) {
      const by = Math.round(blockTimeMs - this.#latestClockMs);
      this.report('time and price of the honest', `block ${height} is ${by} ms ahead of every honest clock`);
    }
    this.#times[height] = blockTimeMs;
  }

  /** Rule 16: an epoch of which it was decided that it ends has no block after that. */
  #checkEpoch({ height, content, events }: ExecutedBlock): void {
    const last = this.#lastHeights.get(content.epoch);
    if (last !== undefined && height > last) {
      this.report(
        'committees follow L1',
        `block ${height} is of epoch ${content.epoch}, which ended with block ${last}`,
      );
    }
    for (const event of events)
      if (event.type === 'epochEnds') this.#lastHeights.set(content.epoch, Number(event.height));
  }

  #executed(index: number, block: ExecutedBlock): void {
    const { height, resultDigest, transactions, timeMs } = block;
    if (this.#results[height] === undefined) {
      this.#checkTime(height, timeMs);
      this.#checkEpoch(block);
      this.#durability.executed(block);
    }
    const known = (this.#results[height] ??= resultDigest);
    if (known !== resultDigest) {
      this.report('agreement', `validator ${index} has result ${resultDigest} at height ${height}, others ${known}`);
    }
    for (const { hash } of transactions) {
      const at = this.#executedAt.get(hash) ?? height;
      this.#executedAt.set(hash, at);
      if (at !== height) this.report('once only', `transaction ${hash} was executed at ${at} and at ${height}`);
    }
  }

  /** Height at which a transaction was executed. */
  executedAt(hash: Hash): number | undefined {
    return this.#executedAt.get(hash);
  }
}
