import { mulDiv } from '../integers.ts';

/** A settlement price is the average of the index over this time before the expiry. */
export const settlementWindowMs = 30 * 60_000;
/** An expiry waits until no more than this much of the window is without a fresh price. */
const missingMsMax = 10 * 60_000;
/** Longest time between two blocks over which a price stays fresh, and that counts in time averages. */
export const stepMsMax = 60_000;

/** The integral of one index over the window of one expiry, as far as it has come. */
export interface Averaging {
  /** ∫ price·dt, micro-USDC · ms. */
  readonly sum: bigint;
  /** From when and until when, Unix ms. */
  readonly fromMs: number;
  readonly untilMs: number;
  /** How much of that time had a fresh price. */
  readonly freshMs: number;
  /** The last fresh price, micro-USDC per unit; 0: there was none. */
  readonly price: number;
  /** Whether it was fresh at `untilMs`. */
  readonly isFresh: boolean;
}

/** The beginning of a window. @param price as in `averaged`, taken for the time before it, too */
export function startAveraging(expiryMs: number, previousMs: number, price: number): Averaging {
  const fromMs = Math.max(expiryMs - settlementWindowMs, previousMs);
  return { sum: 0n, fromMs, untilMs: fromMs, freshMs: 0, price, isFresh: price > 0 };
}

/** Counts the last price for the time that has passed. */
function extended(average: Averaging, timeMs: number): Averaging {
  const elapsed = timeMs - average.untilMs;
  if (elapsed <= 0) return average;
  return {
    ...average,
    sum: average.sum + BigInt(average.price) * BigInt(elapsed),
    untilMs: timeMs,
    freshMs: average.freshMs + (average.isFresh && elapsed <= stepMsMax ? elapsed : 0),
  };
}

const isEnough = ({ freshMs, price }: Averaging): boolean => price > 0 && freshMs >= settlementWindowMs - missingMsMax;

/**
 * Carries an average on to the time of a block. It ends at the expiry, unless too little was known by then: then it goes on until
 * enough is. @param price the index, micro-USDC per unit; 0: it is stale
 */
export function averaged(average: Averaging, expiryMs: number, timeMs: number, price: number): Averaging {
  const regular = extended(average, Math.min(timeMs, expiryMs));
  const next = timeMs <= expiryMs || isEnough(regular) ? regular : extended(regular, timeMs);
  return { ...next, price: price === 0 ? next.price : price, isFresh: price > 0 };
}

/** The settlement price, micro-USDC per unit, rounded down; undefined: not yet. */
export function settlementPrice(average: Averaging, expiryMs: number, timeMs: number): number | undefined {
  if (timeMs < expiryMs || !isEnough(average)) return undefined;
  return Number(average.sum / BigInt(average.untilMs - average.fromMs));
}

/**
 * What the settlement price will be if the index stays at `price`: before the window that is the price itself, within it
 * the part that is averaged already weighs in. Micro-USDC per unit, rounded down.
 */
export function expectedSettlement(average: Averaging, expiryMs: number, price: number): number {
  const rest = Math.max(0, expiryMs - average.untilMs);
  const covered = average.untilMs - average.fromMs;
  if (covered === 0) return price;
  return Number((average.sum + BigInt(price) * BigInt(rest)) / BigInt(covered + rest));
}

/**
 * The time over which an average over the window varies as much as a price does, ms: an average of what is to come varies by a third of
 * its time, and one of which a part is known already by that part less, squared.
 */
export function varianceMs(leftMs: number): number {
  if (leftMs <= 0) return 0;
  const outside = leftMs - settlementWindowMs;
  if (outside >= 0) return outside + settlementWindowMs / 3;
  const share = mulDiv(leftMs, leftMs, settlementWindowMs, 'ceil');
  return mulDiv(share, leftMs, 3 * settlementWindowMs, 'ceil');
}
