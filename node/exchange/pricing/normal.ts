import { exp } from './exp.ts';

/** 1/√(2π). */
const densityAtZero = 0.3989422804014327;
const millsAtZero = 1.2533141373155003;

// T(x) = Φ(−x)·e^(x²/2) is smooth and falls slowly, so that a table of short Taylor series holds it for all x ≥ 0.
const nodesPerUnit = 16;
const tableEnd = 38.625;
const terms = 9;
const nodes = tableEnd * nodesPerUnit + 1;

/** Of every node the Taylor coefficients of T. From T′ = x·T − φ(0) follows (n + 1)·tₙ₊₁ = x·tₙ + tₙ₋₁. */
const tailTable = new Float64Array(nodes * terms);
/** Of every node e^(−x²/2). */
const bellTable = new Float64Array(nodes);

for (let node = 0; node < nodes; node += 1) {
  const x = node / nodesPerUnit;
  const row = node * terms;
  const value = node === 0 ? 0.5 : densityAtZero * millsRatio(x);
  tailTable[row] = value;
  tailTable[row + 1] = x * value - densityAtZero;
  for (let n = 1; n < terms - 1; n += 1) {
    tailTable[row + n + 1] = (x * tailTable[row + n]! + tailTable[row + n - 1]!) / (n + 1);
  }
  bellTable[node] = exp(-(x * x) / 2);
}

/**
 * Mills' ratio Φ(−x)/φ(x): below 1 by the series of Φ, elsewhere by Laplace's continued fraction from its end,
 * 1/(x + 1/(x + 2/(x + 3/(x + …)))).
 */
function millsRatio(x: number): number {
  if (x < 1) {
    let term = x;
    let sum = x;
    for (let n = 3; n < 40; n += 2) {
      term *= (x * x) / n;
      sum += term;
    }
    return millsAtZero * exp((x * x) / 2) - sum;
  }
  let tail = x;
  for (let n = 400; n >= 1; n -= 1) tail = x + n / tail;
  return 1 / tail;
}

/**
 * Φ(−x)·e^(x²/2) for x ≥ 0: the upper tail without the factor that makes it small. Relative error below 10⁻¹⁵.
 * Beyond the table, where that factor is 0, by the asymptotic series.
 */
export function scaledTail(x: number): number {
  if (x > tableEnd) {
    const u = 1 / (x * x);
    return (densityAtZero * (1 - u * (1 - 3 * u * (1 - 5 * u * (1 - 7 * u * (1 - 9 * u)))))) / x;
  }
  const node = Math.floor(x * nodesPerUnit + 0.5);
  const d = x - node / nodesPerUnit;
  const row = node * terms;
  const d2 = d * d;
  const low = tailTable[row + 2]! + d * tailTable[row + 3]!;
  const high = tailTable[row + 4]! + d * tailTable[row + 5]! + d2 * (tailTable[row + 6]! + d * tailTable[row + 7]!);
  const rest = low + d2 * (high + d2 * d2 * tailTable[row + 8]!);
  return tailTable[row]! + (d * tailTable[row + 1]! + d2 * rest);
}

/**
 * e^(−x²/2). Relative error below 10⁻¹⁵ while it is a normal number; 0 beyond 38.625.
 * x² is taken apart at the nearest node, so that its rounding does not grow in the tails.
 */
export function bell(x: number): number {
  const size = Math.abs(x);
  if (size > tableEnd) return 0;
  const node = Math.floor(size * nodesPerUnit + 0.5);
  const near = node / nodesPerUnit;
  return bellTable[node]! * exp(-0.5 * (size - near) * (size + near));
}

/** Density of the standard normal distribution, φ(x) = e^(−x²/2)/√(2π). Error as that of `bell`. */
export const normalDensity = (x: number): number => densityAtZero * bell(x);

/**
 * Standard normal distribution function Φ(x). Relative error below 2·10⁻¹⁵ while it is a normal number, also in the tails:
 * Φ(−38) is 2.9·10⁻³¹⁶. Below −38.625 it is 0.
 */
export function normalCdf(x: number): number {
  const size = Math.abs(x);
  if (size > tableEnd) return x > 0 ? 1 : 0;
  const tail = bell(size) * scaledTail(size);
  return x > 0 ? 1 - tail : tail;
}
