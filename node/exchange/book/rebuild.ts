import type { BlockEvent } from '../../types/block.ts';
import type { Side } from '../../types/transaction.ts';

/** A resting order as its events tell of it. */
export interface ToldOrder {
  readonly order: string;
  readonly account: string;
  readonly subaccount: number;
  readonly price: number;
  readonly size: number;
}

/**
 * The books of all markets from events alone, exact to the last lot and place in line: what market data and the SDK keep.
 * Reads `rested`, `fill`, `decremented`, `replaced` and `canceled`; every other event leaves the books alone.
 */
export class ToldBooks {
  /** By order; a Map keeps insertion order, which is time priority. */
  readonly #orders = new Map<string, ToldOrder & { readonly instrument: number; readonly side: Side }>();

  apply(event: BlockEvent): void {
    switch (event.type) {
      case 'rested':
        this.#orders.set(event.order as string, {
          order: event.order as string,
          account: event.account as string,
          subaccount: event.subaccount as number,
          instrument: event.instrument as number,
          side: event.side as Side,
          price: event.price as number,
          size: event.size as number,
        });
        return;
      case 'fill':
      case 'decremented':
        this.#shrink(event.maker as string, event.size as number);
        return;
      case 'replaced':
        this.#resize(event.order as string, event.shown as number);
        return;
      case 'canceled':
        this.#orders.delete(event.order as string);
        return;
    }
  }

  #shrink(hash: string, size: number): void {
    const order = this.#orders.get(hash);
    if (order !== undefined) this.#resize(hash, order.size - size);
  }

  #resize(hash: string, size: number): void {
    const order = this.#orders.get(hash);
    if (order === undefined) return;
    if (size === 0) this.#orders.delete(hash);
    else this.#orders.set(hash, { ...order, size });
  }

  /** One side of one market in the order in which it would trade. */
  queue(instrument: number, side: Side): ToldOrder[] {
    const sign = side === 'buy' ? -1 : 1;
    return [...this.#orders.values()]
      .filter((order) => order.instrument === instrument && order.side === side)
      .map(({ order, account, subaccount, price, size }) => ({ order, account, subaccount, price, size }))
      .sort((a, b) => sign * (a.price - b.price));
  }
}
