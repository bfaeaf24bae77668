import type { ExchangeState } from '../exchange/state.ts';
import type { BookLevel, LevelChange } from '../sdk/rpcTypes.ts';
import type { BlockEvent } from '../types/block.ts';
import type { Hash, InstrumentId } from '../types/ids.ts';
import type { Side } from '../types/transaction.ts';

interface KnownOrder {
  readonly instrument: InstrumentId;
  readonly side: Side;
  readonly price: number;
  lots: number;
}

interface Level {
  lots: number;
  orders: number;
}

type Levels = Record<Side, Map<number, Level>>;

/**
 * The levels of all books from events, and what each block changed of them. Starts from the exchange's own books, so that
 * it is right wherever in the chain it begins.
 */
export class LevelBook {
  readonly #orders = new Map<Hash, KnownOrder>();
  readonly #markets = new Map<InstrumentId, Levels>();
  #touched = new Map<InstrumentId, Map<string, readonly [Side, number]>>();

  constructor(state: ExchangeState) {
    for (const instrument of state.markets.sortedKeys()) {
      this.#open(instrument);
      for (const side of ['buy', 'sell'] as const) {
        for (const { hash, price, shown } of state.book.queue(instrument, side)) {
          this.#rest(hash, { instrument, side, price, lots: shown });
        }
      }
    }
    this.#touched.clear();
  }

  /** Follows a block; returns the changed levels of each market that changed. */
  apply(events: readonly BlockEvent[]): ReadonlyMap<InstrumentId, readonly LevelChange[]> {
    for (const event of events) {
      switch (event.type) {
        case 'listed':
          this.#open(event.instrument as InstrumentId);
          break;
        case 'expired':
          this.#markets.delete(event.instrument as InstrumentId);
          break;
        case 'rested':
          this.#rest(event.order as Hash, {
            instrument: event.instrument as InstrumentId,
            side: event.side as Side,
            price: event.price as number,
            lots: event.size as number,
          });
          break;
        case 'fill':
        case 'decremented':
          this.#shrink(event.maker as Hash, event.size as number);
          break;
        case 'replaced':
          this.#shrinkTo(event.order as Hash, event.shown as number);
          break;
        case 'canceled':
          this.#shrink(event.order as Hash, Infinity);
          break;
      }
    }
    const touched = this.#touched;
    if (touched.size === 0) return noChanges;
    this.#touched = new Map();
    return new Map([...touched].map(([instrument, levels]) => [instrument, this.#changes(instrument, levels)]));
  }

  #open(instrument: InstrumentId): void {
    this.#markets.set(instrument, { buy: new Map(), sell: new Map() });
  }

  /** Of a market that has just expired, every level is empty. */
  #changes(instrument: InstrumentId, touched: ReadonlyMap<string, readonly [Side, number]>): LevelChange[] {
    const market = this.#markets.get(instrument);
    return [...touched.values()].map(([side, price]) => {
      const level = market?.[side].get(price);
      return [side, price, level?.lots ?? 0, level?.orders ?? 0];
    });
  }

  #rest(hash: Hash, order: KnownOrder): void {
    const levels = this.#markets.get(order.instrument)?.[order.side];
    if (levels === undefined) return;
    this.#orders.set(hash, order);
    const level = levels.get(order.price);
    if (level === undefined) levels.set(order.price, { lots: order.lots, orders: 1 });
    else {
      level.lots += order.lots;
      level.orders += 1;
    }
    this.#touch(order);
  }

  #shrink(hash: Hash, lots: number): void {
    const order = this.#orders.get(hash);
    if (order === undefined) return;
    const levels = this.#markets.get(order.instrument)![order.side];
    const level = levels.get(order.price)!;
    const taken = Math.min(lots, order.lots);
    order.lots -= taken;
    level.lots -= taken;
    if (order.lots === 0) {
      this.#orders.delete(hash);
      level.orders -= 1;
      if (level.orders === 0) levels.delete(order.price);
    }
    this.#touch(order);
  }

  #shrinkTo(hash: Hash, lots: number): void {
    const order = this.#orders.get(hash);
    if (order !== undefined && order.lots > lots) this.#shrink(hash, order.lots - lots);
  }

  #touch({ instrument, side, price }: KnownOrder): void {
    let levels = this.#touched.get(instrument);
    if (levels === undefined) this.#touched.set(instrument, (levels = new Map<string, readonly [Side, number]>()));
    levels.set(`${side}${price}`, [side, price]);
  }

  /** At most `max` levels of one side, best first. */
  side(instrument: InstrumentId, side: Side, max: number): BookLevel[] {
    const sign = side === 'buy' ? -1 : 1;
    return [...(this.#markets.get(instrument)?.[side] ?? [])]
      .sort(([a], [b]) => sign * (a - b))
      .slice(0, max)
      .map(([price, { lots, orders }]) => ({ price, lots, orders }));
  }
}

const noChanges: ReadonlyMap<InstrumentId, readonly LevelChange[]> = new Map();
