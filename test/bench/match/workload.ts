import { Random } from '../../../devnet/random.ts';
import { PlainBook, type PlainOrder } from './plainBook.ts';

// What an exchange is given on a busy day, from a seed: 60 of 100 operations are orders that rest, 35 cancel any order that
// rests, 5 take up to 400 lots through the best prices. The middle of a market wanders slowly. Distances from it are geometric.

export const workloadNames = ['single', 'multi100', 'deep1m'] as const;
export type WorkloadName = (typeof workloadNames)[number];

interface Shape {
  readonly symbols: number;
  /** Orders that rest before the clock runs. */
  readonly preload: number;
  /** Mean distance of an order from the middle, ticks. */
  readonly distance: number;
}

const shapes: Readonly<Record<WorkloadName, Shape>> = {
  /** One market. */
  single: { symbols: 1, preload: 0, distance: 10 },
  /** A hundred, the one of rank r as popular as 1/r. */
  multi100: { symbols: 100, preload: 0, distance: 10 },
  /** One with a million orders in it, far from its middle too. */
  deep1m: { symbols: 1, preload: 1_000_000, distance: 2_000 },
};

/** Operations and what each must answer. Arrays have one entry an operation; the first `preload` are not measured. */
export interface Workload {
  readonly symbols: number;
  readonly preload: number;
  readonly count: number;
  readonly maxId: number;
  readonly basePrice: number;
  /** 1 where it cancels. */
  readonly isCancel: Uint8Array;
  readonly symbol: Uint16Array;
  /** 0 buys, 1 sells. */
  readonly side: Uint8Array;
  readonly id: Uint32Array;
  /** Ticks and lots; 0 where it cancels. */
  readonly price: Int32Array;
  readonly quantity: Int32Array;
  /** Lots that trade at once, or that a cancel takes out. */
  readonly answers: Int32Array;
  /** Four entries a trade: maker, taker, ticks, lots. */
  readonly fills: readonly number[];
  /** Orders that rest at the end of the preload, and at the end. */
  readonly restingAfterPreload: number;
  readonly restingAtEnd: number;
}

export interface WorkloadOptions {
  readonly seed: number;
  /** Measured operations. */
  readonly operations: number;
  /** Other than that of the workload. */
  readonly preload?: number;
}

const basePrice = 100_000;
const wanders = 0.01;
const cancels = 0.35;
const takes = 0.05;
const takeThrough = 200;
const takeLotsMax = 400;
const restLotsMax = 100;

export function createWorkload(name: WorkloadName, { seed, operations, preload }: WorkloadOptions): Workload {
  const shape = { ...shapes[name], ...(preload === undefined ? {} : { preload }) };
  const count = shape.preload + operations;
  const random = new Random(seed);
  const books = Array.from({ length: shape.symbols }, () => new PlainBook());
  const middles = books.map(() => basePrice);
  const pick = popularity(shape.symbols, random);
  const isCancel = new Uint8Array(count);
  const symbol = new Uint16Array(count);
  const side = new Uint8Array(count);
  const ids = new Uint32Array(count);
  const price = new Int32Array(count);
  const quantity = new Int32Array(count);
  const answers = new Int32Array(count);
  const fills: number[] = [];
  let lastId = 0;
  let restingAfterPreload = 0;
  const resting = (): number => books.reduce((sum, { live }) => sum + live.length, 0);

  const place = (at: number, isBuy: boolean, ticks: number, lots: number): void => {
    const order: PlainOrder = { id: ++lastId, isBuy, price: ticks, left: lots, at: 0 };
    side[at] = isBuy ? 0 : 1;
    ids[at] = order.id;
    price[at] = ticks;
    quantity[at] = lots;
    answers[at] = books[symbol[at]!]!.place(order, (maker, taker, ...fill) => fills.push(maker.id, taker.id, ...fill));
  };
  const rest = (at: number): void => {
    const book = books[symbol[at]!]!;
    const isBuy = random.chance(0.5);
    const sign = isBuy ? 1 : -1;
    const other = book.best(!isBuy);
    const wanted = middles[symbol[at]!]! - sign * (1 + geometric(random, shape.distance));
    // It may not reach the other side.
    const ticks = other === undefined || sign * (other - wanted) > 0 ? wanted : other - sign;
    place(at, isBuy, Math.max(1, ticks), random.integer(1, restLotsMax));
  };

  for (let at = 0; at < count; at++) {
    if (at === shape.preload) restingAfterPreload = resting();
    symbol[at] = pick();
    const book = books[symbol[at]!]!;
    if (at < shape.preload) {
      rest(at);
      continue;
    }
    if (random.chance(wanders)) middles[symbol[at]!]! += random.chance(0.5) ? 1 : -1;
    const kind = random.next();
    if (kind < cancels && book.live.length > 0) {
      const order = random.pick(book.live);
      isCancel[at] = 1;
      ids[at] = order.id;
      answers[at] = order.left;
      book.remove(order);
      continue;
    }
    const isBuy = random.chance(0.5);
    const best = book.best(!isBuy);
    if (kind >= 1 - takes && best !== undefined) {
      place(at, isBuy, Math.max(1, best + (isBuy ? takeThrough : -takeThrough)), random.integer(1, takeLotsMax));
    } else rest(at);
  }
  return {
    symbols: shape.symbols,
    preload: shape.preload,
    count,
    maxId: lastId,
    basePrice,
    ...{ isCancel, symbol, side, id: ids, price, quantity, answers, fills, restingAfterPreload },
    restingAtEnd: resting(),
  };
}

/** Whole, from 0. */
const geometric = (random: Random, mean: number): number =>
  Math.floor(Math.log(1 - random.next()) / Math.log(mean / (mean + 1)));

/** Draws a symbol, the one of rank r with a weight of 1/r. */
function popularity(symbols: number, random: Random): () => number {
  if (symbols === 1) return () => 0;
  const sums: number[] = [];
  for (let rank = 1; rank <= symbols; rank++) sums.push((sums.at(-1) ?? 0) + 1 / rank);
  return () => {
    const drawn = random.next() * sums.at(-1)!;
    return sums.findIndex((sum) => drawn < sum);
  };
}
