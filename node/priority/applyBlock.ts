/**
 * Order, time, price and L1 cut as pure functions of the agreed reports (docs/spec/priority.md, rules 3–5 and 7–12).
 * Rule 6, which holds a transaction back while more than f validators saw another first, is not applied yet: every
 * solid transaction leaves at once, up to the block's cap.
 */
import type { BlockContent } from '../types/consensus.ts';
import { invariant } from '../types/fault.ts';
import type { Hash } from '../types/ids.ts';
import type { Report, SignedReport } from '../types/report.ts';
import type { AgreedPrice, L1Cut } from '../types/settlement.ts';
import { type TimeMs, timeMs } from '../types/units.ts';
import { forgetClosed, noteClosed } from './closed.ts';
import { agreeL1Cut } from './l1Cut.ts';
import { medianArrivalMs, orderBlock, type Traits } from './order.ts';
import { agreePrice } from './price.ts';
import type { LiveArrival, PriorityState } from './state.ts';
import { weightedMedian } from './weightedMedian.ts';

export interface PriorityBlock {
  readonly timeMs: TimeMs;
  readonly prices: readonly AgreedPrice[];
  /** How far each chain may be taken in; execution may need more than one block for it. */
  readonly l1Cuts: readonly L1Cut[];
  /** Released transactions in execution order. */
  readonly order: readonly Hash[];
  /** Transactions that will never be released: too few validators reported them in time. */
  readonly dropped: readonly Hash[];
}

/** Most final blocks of one chain and validator that are remembered above the cut. */
const l1NamedMax = 256;

/**
 * Applies one final block.
 * @param reports the block's extensions: by validator ascending, each by seq ascending, contiguous from the final heads
 * @param traitsOf reads the body of a solid transaction; certification has made sure that it is here
 */
export function applyBlock(
  state: PriorityState,
  digest: Hash,
  content: BlockContent,
  reports: readonly SignedReport[],
  traitsOf: (hash: Hash) => Traits,
): PriorityBlock {
  const { config, committee } = state;
  const { quorumPower } = committee;
  const powers = committee.validators.map(({ power }) => power);
  for (const signed of reports) takeReport(state, signed);
  for (const head of content.heads) {
    invariant(state.heads[head.validator]!.digest === head.digest, 'extensions end at the heads of the block');
  }
  state.height = content.height;
  state.timeMs = agreeTime(state, content);
  const prices = config.feeds.map((feed, index) => {
    const own = state.feeds[index]!;
    own.agreed = agreePrice(feed, own, state.timeMs, powers, quorumPower);
    return own.agreed;
  });
  for (const chain of state.l1) {
    chain.cut = agreeL1Cut(chain.cut, chain.named, powers, quorumPower);
    for (const named of chain.named) {
      for (const number of [...named.keys()]) if (number <= chain.cut.number) named.delete(number);
    }
  }
  const order = orderBlock(release(state, powers), traitsOf, powers, digest);
  return { timeMs: state.timeMs, prices, l1Cuts: state.l1.map(({ cut }) => cut), order, dropped: cleanUp(state) };
}

function takeReport(state: PriorityState, { report, digest }: SignedReport): void {
  const head = state.heads[report.validator]!;
  invariant(report.seq === head.seq + 1 && report.prevDigest === head.digest, 'report extensions are contiguous');
  const { validator, seq } = report;
  // Clocks are read as if they never went back, so that a wrong one harms only its owner.
  const localTimeMs = timeMs(Math.max(head.localTimeMs, report.localTimeMs));
  state.heads[validator] = { validator, seq, digest, localTimeMs };
  takeArrivals(state, report, head.localTimeMs, localTimeMs);
  for (const { feed, price, atMs } of report.prices) {
    const index = state.config.feeds.findIndex((each) => each.feed === feed);
    if (index === -1 || price <= 0 || atMs > localTimeMs) continue;
    state.feeds[index]!.observations.set(validator, { price, atMs, reportedMs: localTimeMs });
  }
  for (const { chainId, number, hash } of report.l1) {
    const chain = state.l1.find(({ cut }) => cut.chainId === chainId);
    if (chain === undefined || number <= chain.cut.number) continue;
    const named = chain.named[validator]!;
    if (named.size < l1NamedMax && !named.has(number)) named.set(number, hash);
  }
}

/**
 * Rule 4, and 9: repeats, closed hashes and arrivals beyond M live ones do not count. Arrival times are read as lying
 * between the clock of the report before and that of this one.
 */
function takeArrivals(state: PriorityState, report: Report, afterMs: TimeMs, untilMs: TimeMs): void {
  const { validator } = report;
  for (const { hash, timeMs: statedMs } of report.arrivals) {
    const reportedMs = timeMs(Math.min(untilMs, Math.max(afterMs, statedMs)));
    if (state.closed.has(hash) || state.liveCounts[validator]! >= state.config.liveArrivalsMax) continue;
    let arrival = state.live.get(hash);
    if (arrival === undefined) {
      arrival = { hash, firstBlockTimeMs: state.timeMs, reports: new Map(), supportPower: 0 };
      state.live.set(hash, arrival);
    }
    if (arrival.reports.has(validator)) continue;
    arrival.reports.set(validator, { position: state.positions[validator]!++, timeMs: reportedMs });
    arrival.supportPower += state.committee.validators[validator]!.power;
    state.liveCounts[validator]!++;
  }
}

/** Rule 10: the weighted median of the clocks at the block's heads, later than the parent's. */
function agreeTime(state: PriorityState, content: BlockContent): TimeMs {
  const clocks = content.heads.map(({ validator }) => ({
    value: state.heads[validator]!.localTimeMs,
    power: state.committee.validators[validator]!.power,
  }));
  return timeMs(Math.max(state.timeMs + 1, weightedMedian(clocks)));
}

/** Rules 4 and 6 without the hold: the solid ones, by (median, hash), at most B. */
function release(state: PriorityState, powers: readonly number[]): LiveArrival[] {
  const { releasedPerBlockMax } = state.config;
  const { quorumPower } = state.committee;
  const solid = [...state.live.values()].filter((arrival) => arrival.supportPower >= quorumPower);
  const released =
    solid.length <= releasedPerBlockMax
      ? solid
      : solid
          .map((arrival) => ({ arrival, medianMs: medianArrivalMs(arrival, powers) }))
          .sort((a, b) => a.medianMs - b.medianMs || (a.arrival.hash < b.arrival.hash ? -1 : 1))
          .slice(0, releasedPerBlockMax)
          .map(({ arrival }) => arrival);
  for (const arrival of [...released].sort(byHash)) close(state, arrival);
  return released;
}

const byHash = (a: LiveArrival, b: LiveArrival): number => (a.hash < b.hash ? -1 : 1);

/**
 * From now on, repeats of this hash are ignored for twice the time that an arrival may stay unsolid. Several of one block
 * are closed in order of their hashes, so that the digest knows nothing of how this node came to hold them.
 */
function close(state: PriorityState, arrival: LiveArrival): void {
  state.live.delete(arrival.hash);
  for (const validator of arrival.reports.keys()) state.liveCounts[validator]!--;
  noteClosed(state, arrival.hash, timeMs(state.timeMs + 2 * state.config.arrivalTtlMs));
}

/** Rule 9. `closed` is in order of its times, since every entry stays equally long. */
function cleanUp(state: PriorityState): Hash[] {
  const dropped: Hash[] = [];
  const { arrivalTtlMs } = state.config;
  const { quorumPower } = state.committee;
  for (const arrival of state.live.values()) {
    // `live` is in order of first reports.
    if (state.timeMs - arrival.firstBlockTimeMs <= arrivalTtlMs) break;
    if (arrival.supportPower < quorumPower) dropped.push(arrival.hash);
  }
  for (const hash of dropped.sort()) close(state, state.live.get(hash)!);
  forgetClosed(state, state.timeMs);
  return dropped;
}
