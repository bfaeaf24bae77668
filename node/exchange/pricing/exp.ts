/** ln 2 in two parts: the first has 20 zero bits at its end, so that its product with an exponent is exact. */
export const ln2High = 0.6931471803691238;
export const ln2Low = 1.9082149292705877e-10;

const exponentMin = -1074;
const exponentMax = 1023;

/** 2^k for every k that float64 can hold, from −1074 to 1023. */
const powersOfTwo = new Float64Array(exponentMax - exponentMin + 1);
for (let k = 0, power = 1; k <= exponentMax; k += 1, power *= 2) powersOfTwo[k - exponentMin] = power;
for (let k = -1, power = 0.5; k >= exponentMin; k -= 1, power *= 0.5) powersOfTwo[k - exponentMin] = power;

// r·coth(r/2) = Σ 2·B₂ₙ·r²ⁿ/(2n)!, with the Bernoulli numbers B₂ₙ.
const c1 = 1 / 6;
const c2 = -1 / 360;
const c3 = 1 / 15_120;
const c4 = -1 / 604_800;
const c5 = 1 / 23_950_080;
const c6 = -691 / 653_837_184_000;

/** ln of what rounds to no float64 any more, below and above. */
const argumentMin = exponentMin * 0.6931471805599453;
const argumentMax = 709.782712893384;

/**
 * e^x with + − × ÷ alone, so that every engine gives the same bits.
 * Relative error below 3·10⁻¹⁶ where the result is a normal number. Below 2^−1074 it is 0, above the largest float64 Infinity.
 *
 * x = k·ln 2 + r with |r| ≤ ln 2 / 2, and e^r = (c + r)/(c − r) with c = r·coth(r/2), whose series in r² may end after seven terms.
 */
export function exp(x: number): number {
  if (x < argumentMin) return 0;
  if (x > argumentMax) return Infinity;
  const k = Math.floor(x * 1.4426950408889634 + 0.5);
  const r = x - k * ln2High - k * ln2Low;
  const u = r * r;
  const u2 = u * u;
  const c = 2 + u * (c1 + u * c2) + u2 * u * (c3 + u * c4 + u2 * (c5 + u * c6));
  const power = 1 + (2 * r) / (c - r);
  return k > exponentMax ? power * 2 * powersOfTwo[exponentMax - exponentMin]! : power * powersOfTwo[k - exponentMin]!;
}
