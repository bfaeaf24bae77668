import { decodeMessage } from '../../node/crypto/messageCodec.ts';
import type { ExecutedBlock } from '../../node/types/block.ts';
import type { Hash } from '../../node/types/ids.ts';
import type { NetworkMessage } from '../../node/types/message.ts';
import type { World } from './world.ts';

/** A rule that did not hold, and how. */
export interface Violation {
  readonly rule:
    | 'agreement'
    | 'one word'
    | 'one certificate'
    | 'progress'
    | 'equal states'
    | 'time and price of the honest'
    | 'no transaction lost'
    | 'once only'
    | 'bounded memory'
    | 'no accusation of the honest'
    | 'evidence against liars'
    | 'nothing unforeseen';
  readonly what: string;
  readonly atMs: number;
}

/** One thing that a validator said, for the timeline. */
export interface Said {
  readonly atMs: number;
  readonly validator: number;
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
  viewsMax = 0;
  readonly #world: World;
  readonly #words = new Map<string, string>();
  readonly #certified = new Map<string, string>();
  readonly #results: Hash[] = [];
  readonly #times: number[] = [];
  #latestClockMs = 0;
  readonly #isHonest: (validator: number) => boolean;
  readonly #executedAt = new Map<Hash, number>();
  readonly #startMs: number;

  constructor(world: World, isHonest: (validator: number) => boolean) {
    this.#world = world;
    this.#isHonest = isHonest;
    this.#startMs = world.nowMs;
    world.onSend = (from, bytes) => {
      if (isHonest(from)) this.#hear(from, decodeMessage(world.network.committee.networkId, bytes));
    };
    world.onExecuted = (index, block) => {
      if (isHonest(index)) this.#executed(index, block);
    };
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
        this.#word(from, message.proposal.view, 'notarize', message.proposal.digest, 'propose');
        break;
      case 'vote': {
        const { kind, view, digest, validator } = message.vote;
        if ((validator as number) !== from) break;
        this.#word(from, view, kind, digest);
        if (kind !== 'notarize') this.#say(from, `end of ${view}`, kind);
        break;
      }
      case 'certificate': {
        const { kind, view, digest } = message.certificate;
        this.viewsMax = Math.max(this.viewsMax, view);
        this.#certificate(`${kind} ${view}`, digest);
        if (kind !== 'notarize') this.#certificate(`end of ${view}`, kind);
        break;
      }
      case 'checkpointShare':
        this.#say(from, `header ${message.number}`, message.headerHash);
        break;
      case 'reports':
        for (const { report, digest } of message.reports) {
          if ((report.validator as number) === from) this.#say(from, `report ${report.seq}`, digest);
        }
        break;
      default:
        break;
    }
  }

  #word(from: number, view: number, kind: string, digest: Hash, shown: string = kind): void {
    if (this.#say(from, `${kind} ${view}`, digest)) {
      this.said.push({ atMs: this.#nowMs, validator: from, view, word: `${shown} ${digest.slice(2, 8)}` });
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

  #executed(index: number, { height, resultDigest, transactions, timeMs }: ExecutedBlock): void {
    if (this.#results[height] === undefined) this.#checkTime(height, timeMs);
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
