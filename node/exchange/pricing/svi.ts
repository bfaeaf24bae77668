/** Raw SVI (Gatheral): total variance over the logarithm of strike over forward. Publishers fit it; nothing in the state uses it. */
export interface Svi {
  readonly a: number;
  readonly b: number;
  readonly rho: number;
  readonly m: number;
  readonly sigma: number;
}

/** Total variance v²·T at k = ln(strike/forward): a + b·(ρ·(k − m) + √((k − m)² + σ²)). */
export function sviVariance({ a, b, rho, m, sigma }: Svi, k: number): number {
  const distance = k - m;
  return a + b * (rho * distance + Math.sqrt(distance * distance + sigma * sigma));
}

/** Volatility a year; NaN where the parameters give a negative variance. */
export const sviVolatility = (svi: Svi, k: number, years: number): number => Math.sqrt(sviVariance(svi, k) / years);
