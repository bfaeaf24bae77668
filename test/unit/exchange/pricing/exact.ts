import { Decimal } from 'decimal.js';

/** Decimal numbers of 60 digits, for references that are exact next to float64. */
export const Exact = Decimal.clone({ precision: 60, minE: -9e15, maxE: 9e15 });
export type Exact = Decimal;

/** The very number that a float64 is, not the shortest text that is read as it. */
export function exact(value: number): Exact {
  let digits = value;
  let halvings = 0;
  for (; !Number.isInteger(digits); halvings += 1) digits *= 2;
  return new Exact(BigInt(digits).toString()).div(new Exact(2).pow(halvings));
}

const rootTwoPi = Exact.acos(-1).times(2).sqrt();
export const exactDensity = (x: Exact): Exact => Exact.exp(x.times(x).div(-2)).div(rootTwoPi);

/** Φ, by its series near 0 and its continued fraction elsewhere. */
export function exactCdf(x: Exact): Exact {
  if (x.isPositive()) return new Exact(1).minus(exactCdf(x.neg()));
  const size = x.neg();
  if (size.lt(4)) {
    let term = size;
    let sum = size;
    for (let n = 3; n < 200; n += 2) {
      term = term.times(size).times(size).div(n);
      sum = sum.plus(term);
    }
    return new Exact(0.5).minus(exactDensity(size).times(sum));
  }
  let tail = size;
  for (let n = 600; n >= 1; n -= 1) tail = size.plus(new Exact(n).div(tail));
  return exactDensity(size).div(tail);
}

/** Black-76, as the textbook has it. */
export function exactOption(isCall: boolean, forward: Exact, strike: Exact, deviation: Exact, discount: Exact): Exact {
  const d1 = Exact.ln(forward.div(strike)).div(deviation).plus(deviation.div(2));
  const d2 = d1.minus(deviation);
  const value = isCall
    ? forward.times(exactCdf(d1)).minus(strike.times(exactCdf(d2)))
    : strike.times(exactCdf(d2.neg())).minus(forward.times(exactCdf(d1.neg())));
  return discount.times(value);
}

/** How far a result is from the exact one, relative to it. */
export const relativeError = (result: number, reference: Exact): number =>
  reference.isZero() ? Math.abs(result) : exact(result).minus(reference).div(reference).abs().toNumber();
