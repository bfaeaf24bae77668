import type { PortfolioParameters } from './parameters.ts';

/** How a smile is tilted or lifted at one expiry: the factor on volatility is 1 at the forward and 1 ± cap from `width` on. */
export interface SkewShape {
  readonly linearCap: number;
  readonly absoluteCap: number;
  /** In ln(strike/forward). */
  readonly width: number;
}

export function skewShape(rootYears: number, { skew }: PortfolioParameters): SkewShape {
  return {
    linearCap: skew.linearSlope * rootYears + skew.linearCap,
    absoluteCap: skew.absoluteSlope * rootYears + skew.absoluteCap,
    width: Math.max(skew.widthMin, rootYears * skew.widthScale * (skew.flatBase + rootYears * skew.flatSlope)),
  };
}

/** Factor on the volatility of a strike k = ln(strike/forward) away; never below 0. */
export function skewFactor(k: number, cap: number, width: number): number {
  if (k === 0 || cap === 0) return 1;
  const tilt = (k * cap) / width;
  const factor = k > 0 ? 1 + Math.min(cap, tilt) : 1 + Math.max(-cap, tilt);
  return Math.max(0, factor);
}
