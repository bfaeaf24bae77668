import { ln2High, ln2Low } from './exp.ts';

const sqrt2 = Math.sqrt(2);
const sqrtHalf = Math.sqrt(0.5);
const farDown = 1 / 4_294_967_296;

/**
 * Natural logarithm with + − × ÷ and √ alone, so that every engine gives the same bits.
 * Relative error below 4·10⁻¹⁶. Of 0 it is −Infinity, of what is negative NaN.
 *
 * x = m·2^k with √½ ≤ m ≤ √2, and ln m = 2·artanh(s) with s = (m − 1)/(m + 1), |s| ≤ 0.172, as f − s·(f − R), f = m − 1.
 */
export function log(x: number): number {
  if (!(x > 0 && x < Infinity)) return x === 0 ? -Infinity : x > 0 ? x : NaN;
  let m = x;
  let k = 0;
  for (; m >= 4_294_967_296; k += 32) m *= farDown;
  for (; m < farDown; k -= 32) m *= 4_294_967_296;
  for (; m > sqrt2; k += 1) m *= 0.5;
  for (; m < sqrtHalf; k -= 1) m *= 2;
  const f = m - 1;
  const s = f / (m + 1);
  const w = s * s;
  const w2 = w * w;
  const w4 = w2 * w2;
  const low = 2 / 3 + (2 / 5) * w + w2 * (2 / 7 + (2 / 9) * w);
  const high = 2 / 11 + (2 / 13) * w + w2 * (2 / 15 + (2 / 17) * w) + w4 * (2 / 19);
  const rest = s * (f - w * (low + w4 * high));
  return k === 0 ? f - rest : k * ln2High + (f - (rest - k * ln2Low));
}
