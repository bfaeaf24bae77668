import { ByteWriter } from '../codec/byteWriter.ts';
import { keccak } from '../crypto/keccak.ts';
import { type PricePoint, readPriceFile } from './priceFile.ts';

/** Prices as a function of wall-clock time, so that a restart continues them. */
export type PriceAtConfig =
  | {
      readonly kind: 'replay';
      readonly file: string;
      /** How many ms of the file pass in one ms. */
      readonly speed: number;
      /** Wall-clock time at which the file begins. */
      readonly startMs: number;
    }
  | {
      readonly kind: 'generator';
      readonly seed: number;
      /** Micro-USDC per whole unit at the start. */
      readonly startPrice: number;
      /** Standard deviation of a second's move, parts per million. */
      readonly volatilityPpm: number;
      readonly startMs: number;
      /** How often a price is stated; absent: whenever somebody looks. */
      readonly everyMs?: number;
    };

/** The price at a wall-clock time, micro-USDC per whole unit; before the start, the first one. */
export type PriceAt = (nowMs: number) => number | undefined;

/** Errors: PRICE_FILE_UNREADABLE, PRICE_FILE_INVALID. */
export function openPriceAt(config: PriceAtConfig): PriceAt {
  return config.kind === 'replay'
    ? replay(readPriceFile(config.file), config.speed, config.startMs)
    : generate(config.seed, config.startPrice, config.volatilityPpm, config.startMs);
}

function replay(points: readonly PricePoint[], speed: number, startMs: number): PriceAt {
  return (nowMs) => {
    const first = points[0];
    if (first === undefined) return undefined;
    const atMs = first.atMs + Math.max(0, nowMs - startMs) * speed;
    let low = 0;
    let high = points.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (points[middle]!.atMs <= atMs) low = middle;
      else high = middle - 1;
    }
    return points[low]!.price;
  };
}

/** Steps of the generated walk. */
const stepMs = 100;

/**
 * A random walk in steps of 100 ms that every process with the same seed computes alike. Each step is a sum of uniform
 * draws, which is close enough to a normal one.
 */
function generate(seed: number, startPrice: number, volatilityPpm: number, startMs: number): PriceAt {
  let step = 0;
  let price = startPrice;
  const perStep = (volatilityPpm / 1_000_000) * Math.sqrt(stepMs / 1_000);
  return (nowMs) => {
    for (const target = Math.floor((nowMs - startMs) / stepMs); step < target; step++) {
      price = Math.max(1, Math.round(price * (1 + perStep * drawNormal(seed, step))));
    }
    return price;
  };
}

/** About normal, mean 0 and variance 1: twelve uniform draws from a hash of seed and step. */
function drawNormal(seed: number, step: number): number {
  const bytes = keccak(new ByteWriter().u64(seed).u64(step).finish());
  let sum = 0;
  for (let i = 0; i < 12; i++) sum += (bytes[2 * i]! * 256 + bytes[2 * i + 1]!) / 65_536;
  return sum - 6;
}
