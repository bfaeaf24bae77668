import { type Committee, positionOf } from '../types/committee.ts';
import { type FeedId, type Hash, type ValidatorIndex, validatorIndex, zeroHash } from '../types/ids.ts';
import type { ReportHead } from '../types/consensus.ts';
import type { AgreedPrice, L1Cut } from '../types/settlement.ts';
import { type Height, height, type TimeMs } from '../types/units.ts';

/** Constants of the network that priority reads; the same on every node. Units in the names. */
export interface PriorityConfig {
  /** Most transactions that one block releases (B). */
  readonly releasedPerBlockMax: number;
  /** Most arrivals of one validator that are neither released nor dropped (M); further ones are ignored. */
  readonly liveArrivalsMax: number;
  /** An arrival that is not solid this long after its first report is dropped (rule 9). */
  readonly arrivalTtlMs: number;
  readonly feeds: readonly FeedConfig[];
  /** The chains whose blocks enter the ledger, the home chain first, and where reading them starts. */
  readonly l1: readonly L1Cut[];
  /** Block time at genesis. */
  readonly genesisTimeMs: TimeMs;
}

export interface FeedConfig {
  readonly feed: FeedId;
  /** Most the agreed price may move in a second of block time, in parts per billion of itself. */
  readonly movePpbPerSecondMax: number;
  /** An observation older than this counts no more. */
  readonly staleMs: number;
  /** How far a report's clock may be ahead of block time before its observation is ignored. */
  readonly skewMs: number;
}

/** The last link of a validator's report chain that is final, and its clock. */
export interface FinalHead extends ReportHead {
  readonly localTimeMs: TimeMs;
}

/** A reported transaction that is not released yet. */
export interface LiveArrival {
  readonly hash: Hash;
  readonly firstBlockTimeMs: TimeMs;
  /** Who reported it: their n-th arrival ever (their order), and their clock then. */
  readonly reports: Map<ValidatorIndex, { readonly position: number; readonly timeMs: TimeMs }>;
  supportPower: number;
}

export interface Observation {
  readonly price: number;
  /** When the source stated the price, and the clock of the report that carried it. */
  readonly atMs: TimeMs;
  readonly reportedMs: TimeMs;
}

export interface FeedState {
  /** Latest observation of each validator in the chain. */
  readonly observations: Map<ValidatorIndex, Observation>;
  agreed: AgreedPrice;
}

/** How far validators agree that one chain was read, and what each has named beyond. */
export interface ChainReading {
  cut: L1Cut;
  /** Final blocks above the cut by validator: number → hash. */
  named: Map<number, Hash>[];
}

/** Everything that the pure functions of the report chain remember between blocks. All of it is under the state root. */
export interface PriorityState {
  readonly config: PriorityConfig;
  /** Of the epoch: report chains, supports and observations are by its validators. */
  committee: Committee;
  height: Height;
  timeMs: TimeMs;
  heads: FinalHead[];
  readonly live: Map<Hash, LiveArrival>;
  /** Arrivals ever counted, and live ones now, by validator. */
  positions: number[];
  liveCounts: number[];
  /** Hashes whose repeats are ignored (released or dropped), and until which block time. In order of that time. */
  readonly closed: Map<Hash, TimeMs>;
  /**
   * What `closed` amounts to, without hashing all of it for every block: a running digest over the hashes that are
   * forgotten within the same ten seconds, by the number of those ten seconds.
   */
  readonly closedDigests: Map<number, Hash>;
  readonly feeds: FeedState[];
  /** What was agreed of each chain, in the order of the configuration. */
  readonly l1: ChainReading[];
}

/** At genesis: report chains start after an empty link (seq 0, zero digest). */
export function createPriority(config: PriorityConfig, committee: Committee): PriorityState {
  return {
    config,
    committee,
    height: height(0),
    timeMs: config.genesisTimeMs,
    heads: firstHeads(committee, config.genesisTimeMs),
    live: new Map(),
    positions: committee.validators.map(() => 0),
    liveCounts: committee.validators.map(() => 0),
    closed: new Map(),
    closedDigests: new Map(),
    feeds: config.feeds.map((feed) => ({
      observations: new Map(),
      agreed: { feed: feed.feed, price: 0, atMs: config.genesisTimeMs, stale: true },
    })),
    l1: config.l1.map((cut) => ({ cut, named: committee.validators.map(() => new Map<number, Hash>()) })),
  };
}

const firstHeads = (committee: Committee, localTimeMs: TimeMs): FinalHead[] =>
  committee.validators.map(({ index }) => ({ validator: index, seq: 0, digest: zeroHash, localTimeMs }));

/**
 * Another committee takes over (docs/spec/consensus.md, rule 16): report chains begin anew, and what is not released is
 * reported again, without losing the time of its first report. What stays: the hashes that are closed, agreed values, and
 * what those who go on saw of feeds and L1.
 */
export function enterEpoch(state: PriorityState, committee: Committee): void {
  const before = state.committee.validators.map(({ ed25519Key }) => positionOf(committee, ed25519Key));
  state.committee = committee;
  state.heads = firstHeads(committee, state.timeMs);
  state.positions = committee.validators.map(() => 0);
  state.liveCounts = committee.validators.map(() => 0);
  for (const arrival of state.live.values()) {
    arrival.reports.clear();
    arrival.supportPower = 0;
  }
  const moved = <T>(entries: Iterable<readonly [ValidatorIndex, T]>): [ValidatorIndex, T][] =>
    [...entries].flatMap(([validator, value]) => {
      const now = before[validator];
      return now === undefined ? [] : [[now, value]];
    });
  for (const feed of state.feeds) {
    const kept = moved(feed.observations);
    feed.observations.clear();
    for (const [validator, seen] of kept) feed.observations.set(validator, seen);
  }
  for (const chain of state.l1) {
    const named = new Map(moved(chain.named.map((blocks, index) => [validatorIndex(index), blocks] as const)));
    chain.named = committee.validators.map(({ index }) => named.get(index) ?? new Map<number, Hash>());
  }
}
