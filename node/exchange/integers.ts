import { invariant } from '../types/fault.ts';

/** One billion: the denominator of every rate. */
export const ppbOne = 1_000_000_000;

export type Rounding = 'floor' | 'ceil';

/**
 * a · b / d, rounded towards −∞ (floor) or +∞ (ceil). Exact for any safe integers: products beyond 2^53 go through bigint.
 * Requires d > 0; the result must be a safe integer (BrokenInvariant otherwise).
 */
export function mulDiv(a: number, b: number, d: number, rounding: Rounding): number {
  const product = a * b;
  if (product <= Number.MAX_SAFE_INTEGER && product >= -Number.MAX_SAFE_INTEGER) {
    // The nearest double to a quotient of safe integers is off by less than one, and where it is off the product with `d` shows it.
    let quotient = Math.floor(product / d);
    let remainder = product - quotient * d;
    if (remainder < 0) {
      remainder += d;
      quotient -= 1;
    }
    return (rounding === 'ceil' && remainder > 0 ? quotient + 1 : quotient) + 0;
  }
  const exact = BigInt(a) * BigInt(b);
  const divisor = BigInt(d);
  let quotient = exact / divisor;
  const remainder = exact % divisor;
  if (remainder !== 0n && remainder < 0n) quotient -= 1n;
  if (remainder !== 0n && rounding === 'ceil') quotient += 1n;
  return safe(Number(quotient));
}

/** Share of an amount at a rate in parts per billion. */
export const atPpb = (amount: number, ratePpb: number, rounding: Rounding): number =>
  mulDiv(amount, ratePpb, ppbOne, rounding);

/** The value itself, if it is a safe integer; never −0. Halts otherwise: money is never approximate. */
export function safe(value: number): number {
  if (!Number.isSafeInteger(value)) invariant(false, `integer outside the safe range: ${value}`);
  return value + 0;
}

export const clamp = (value: number, least: number, most: number): number =>
  value < least ? least : value > most ? most : value;

/** The middle one of three. */
export const median3 = (a: number, b: number, c: number): number =>
  a > b ? (b > c ? b : a > c ? c : a) : a > c ? a : b > c ? c : b;
