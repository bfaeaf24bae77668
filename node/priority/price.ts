import type { AgreedPrice } from '../types/settlement.ts';
import type { TimeMs } from '../types/units.ts';
import type { FeedConfig, FeedState } from './state.ts';
import { weightedMedian } from './weightedMedian.ts';

/**
 * The agreed price of a feed in a block (rule 11): weighted median of the fresh observations in the chain, moved at
 * most so far per second of block time. With less than a quorum of fresh power the last price stays and is stale; the
 * bound on moves does not hold over a stale gap.
 */
export function agreePrice(
  config: FeedConfig,
  state: FeedState,
  blockTimeMs: TimeMs,
  powers: readonly number[],
  quorumPower: number,
): AgreedPrice {
  const previous = state.agreed;
  const fresh = [...state.observations]
    .filter(([, { reportedMs }]) => reportedMs <= blockTimeMs + config.skewMs)
    .filter(([, { atMs }]) => blockTimeMs - atMs <= config.staleMs)
    .map(([validator, { price }]) => ({ value: price, power: powers[validator]! }));
  const freshPower = fresh.reduce((sum, each) => sum + each.power, 0);
  if (freshPower < quorumPower) return { ...previous, stale: true };
  const median = weightedMedian(fresh);
  const price = previous.stale ? median : boundedMove(previous, median, blockTimeMs, config.movePpbPerSecondMax);
  return { feed: config.feed, price, atMs: blockTimeMs, stale: false };
}

function boundedMove(previous: AgreedPrice, target: number, blockTimeMs: TimeMs, ppbPerSecond: number): number {
  const elapsedMs = BigInt(blockTimeMs - previous.atMs);
  const most = Number((BigInt(previous.price) * BigInt(ppbPerSecond) * elapsedMs) / 1_000_000_000_000n);
  return Math.max(previous.price - most, Math.min(previous.price + most, target));
}
