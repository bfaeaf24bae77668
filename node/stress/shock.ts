/** How a market group stands at one moment of a stress, beside what the state says. */
export interface Shock {
  /** Index price, as a multiple of the one at the beginning. */
  readonly index: number;
  /** All agreed volatilities, as a multiple. */
  readonly volatility: number;
  /** All agreed forwards over the index, as a multiple. */
  readonly forward: number;
  /** Lots that are quoted, as a part of the usual ones; 0: empty books. */
  readonly depth: number;
  /** The feeds of the group have no fresh price: what is agreed is the last one. */
  readonly isStale: boolean;
}

export const calm: Shock = { index: 1, volatility: 1, forward: 1, depth: 1, isStale: false };

/**
 * What kind of underlying a group is, by its rank in open notional: scenarios say what happens to kinds, so that they fit any state.
 * The largest leads, the second is large, the smallest of three or more is thin, all others are alts.
 */
export type Role = 'lead' | 'large' | 'alt' | 'thin';

/** The markets of one underlying: what shares a feed. */
export interface Group {
  readonly feed: number;
  /** The market group whose insurance fund bears its losses. */
  readonly marketGroup: number;
  /** For a person: `BTC_USDC`. */
  readonly name: string;
  readonly role: Role;
}

/** What happens to each group, a pure function of the time since the beginning. */
export type Course = (hours: number, group: Group) => Shock;

/** A line through points `[hours, value]`, flat before the first and beyond the last. */
export function through(hours: number, points: readonly (readonly [number, number])[]): number {
  const after = points.findIndex(([at]) => at >= hours);
  if (after === 0) return points[0]![1];
  if (after < 0) return points.at(-1)![1];
  const [from, first] = points[after - 1]!;
  const [to, last] = points[after]!;
  return first + ((last - first) * (hours - from)) / (to - from);
}
