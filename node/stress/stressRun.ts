import { checkConservationFully } from '../exchange/conservation.ts';
import type { ExchangeGenesis } from '../exchange/genesis.ts';
import { fundsEquity } from '../exchange/liquidation/insurance.ts';
import { decodeState } from '../exchange/snapshot.ts';
import type { ExchangeState } from '../exchange/state.ts';
import type { BlockEvent } from '../types/block.ts';
import { invariant } from '../types/fault.ts';
import type { ParametersItem } from '../types/parameters.ts';
import type { AgreedPrice } from '../types/settlement.ts';
import { Baseline } from './baseline.ts';
import { bids } from './bidders.ts';
import { groupsOf } from './groups.ts';
import { provider, providerMicroUsdc, quotes } from './liquidity.ts';
import type { Course, Group, Shock } from './shock.ts';
import { Tally } from './tally.ts';
import { StressVenue } from './venue.ts';

/** What every run of a stress begins with. */
export interface StressStart {
  readonly genesis: ExchangeGenesis;
  /** Bytes of `encodeState`. */
  readonly bytes: Uint8Array;
  /** Liquidity: usual depth times this. */
  readonly depth: number;
}

/** One moment of a run, for its chart. Micro-USDC. */
export interface Moment {
  readonly hours: number;
  /** Index of the leading group, or of the one that moved most, as a multiple of its beginning. */
  readonly index: number;
  readonly equity: number;
  readonly insurance: number;
}

/** What the first block of a run has besides its shocks. */
export interface StressOpening {
  readonly parameters: Pick<ParametersItem, 'listings' | 'changes'>;
  /** What is agreed of feeds that the state's marks do not imply. */
  readonly feeds: readonly AgreedPrice[];
  /** Sees the state once its prices are marked, before anybody trades or is liquidated. */
  readonly onMarked: (state: ExchangeState) => void;
}

/** A second between two blocks of one step: forced closes take a part of a position a block, at most so many blocks. */
const settleMs = 1_000;
const settleBlocksMax = 12;

/** One stress on a copy of a state. */
export class StressRun {
  readonly state: ExchangeState;
  readonly groups: readonly Group[];
  readonly tally: Tally;
  readonly moments: Moment[] = [];
  readonly #venue: StressVenue;
  readonly #baseline: Baseline;
  readonly #byFeed: ReadonlyMap<number, Group>;
  readonly #depth: number;
  readonly #startMs: number;
  readonly #onBlock: ((state: ExchangeState, events: readonly BlockEvent[]) => void) | undefined;

  /** Until the first block is made. */
  #opening: StressOpening | undefined;

  /**
   * @param onBlock sees the state after each block
   * Errors: SNAPSHOT_MALFORMED.
   */
  constructor(
    { genesis, bytes, depth }: StressStart,
    onBlock?: (state: ExchangeState, events: readonly BlockEvent[]) => void,
    opening?: StressOpening,
  ) {
    this.#opening = opening;
    this.state = decodeState(genesis, bytes);
    this.groups = groupsOf(this.state);
    this.#byFeed = new Map(this.groups.map((group) => [group.feed, group]));
    this.#venue = new StressVenue(this.state);
    this.#baseline = new Baseline(this.state);
    this.#depth = depth;
    this.#startMs = this.#venue.timeMs;
    this.#onBlock = onBlock;
    this.tally = new Tally(this.state, this.groups);
  }

  /** Runs a course from its beginning to its end, a step at a time. @param isTold keeps moments for a chart, which costs a look at everybody */
  follow(course: Course, hours: number, stepMs: number, isTold = false): void {
    const steps = Math.round((hours * 3_600_000) / stepMs);
    for (let step = 0; step <= steps; step++) {
      const at = (step * stepMs) / 3_600_000;
      const shocks = new Map(this.groups.map((group) => [group.feed, course(at, group)]));
      this.#step(step, stepMs, shocks);
      if (isTold) this.#tell(at, [...shocks.values()]);
    }
    invariant(this.tally.assess().uncovered === 0, 'somebody owes what nothing covers');
    checkConservationFully(this.state);
  }

  /** A block at new prices with new quotes, and blocks at the same ones for as long as somebody is being closed. */
  #step(step: number, stepMs: number, shocks: ReadonlyMap<number, Shock>): void {
    const shockOf = (feed: number): Shock => shocks.get(feed)!;
    const baseMs = this.#startMs + 1 + step * stepMs;
    const deposits = step === 0 ? [[provider, providerMicroUsdc] as const] : [];
    let events = this.#block(baseMs, shockOf, deposits, true);
    for (let more = 1; more <= settleBlocksMax; more++) {
      if (!events.some(({ type }) => type === 'liquidationStep')) return;
      events = this.#block(baseMs + more * settleMs, shockOf, [], false);
    }
  }

  #block(
    atMs: number,
    shockOf: (feed: number) => Shock,
    deposits: readonly (readonly [typeof provider, number])[],
    isQuoted: boolean,
  ): readonly BlockEvent[] {
    const made = [this.state, this.#byFeed, shockOf, this.#depth] as const;
    const opening = this.#opening;
    this.#opening = undefined;
    const wishes = () => {
      opening?.onMarked(this.state);
      return isQuoted ? [...quotes(...made), ...bids(...made)] : [];
    };
    const implied = this.#baseline.agreed(atMs, shockOf);
    const others = opening?.feeds.filter(({ feed }) => implied.every((known) => known.feed !== feed)) ?? [];
    const parameters = opening?.parameters;
    const events = this.#venue.block(atMs, [...implied, ...others], { deposits, wishes, ...(parameters && { parameters }) }); // prettier-ignore
    this.tally.count(events);
    this.#onBlock?.(this.state, events);
    return events;
  }

  #tell(hours: number, shocks: readonly Shock[]): void {
    const { equity, uncovered } = this.tally.assess();
    invariant(uncovered === 0, 'somebody owes what nothing covers');
    const moved = shocks.reduce((most, { index }) => (Math.abs(index - 1) > Math.abs(most - 1) ? index : most), 1);
    this.moments.push({ hours, index: moved, equity, insurance: fundsEquity(this.state) });
  }
}
