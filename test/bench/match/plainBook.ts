/** An order of the plain book. */
export interface PlainOrder {
  readonly id: number;
  readonly isBuy: boolean;
  readonly price: number;
  left: number;
  /** Its place among the live ones. */
  at: number;
}

type OnFill = (maker: PlainOrder, taker: PlainOrder, price: number, quantity: number) => void;

/**
 * Price-time priority written to be seen right, not to be fast: what every engine must answer comes from it. Prices of a side
 * stand in a sorted list, the best one last; at each price there is a queue.
 */
export class PlainBook {
  /** Every order that rests, in no order. */
  readonly live: PlainOrder[] = [];
  /** Sorted so that the best is last: bids as they are, asks negated. */
  readonly #keys = { bids: [] as number[], asks: [] as number[] };
  readonly #queues = { bids: new Map<number, PlainOrder[]>(), asks: new Map<number, PlainOrder[]>() };

  /** Best price of a side; undefined: nobody rests there. */
  best(isBuy: boolean): number | undefined {
    const key = this.#keys[isBuy ? 'bids' : 'asks'].at(-1);
    return key === undefined ? undefined : Math.abs(key);
  }

  /** Trades what it can and rests the others. Returns how much traded. */
  place(order: PlainOrder, onFill: OnFill): number {
    const before = order.left;
    for (;;) {
      const price = order.left > 0 ? this.best(!order.isBuy) : undefined;
      if (price === undefined || (order.isBuy ? price > order.price : price < order.price)) break;
      const maker = this.#queues[order.isBuy ? 'asks' : 'bids'].get(price)![0]!;
      const quantity = Math.min(order.left, maker.left);
      order.left -= quantity;
      maker.left -= quantity;
      onFill(maker, order, price, quantity);
      if (maker.left === 0) this.remove(maker);
    }
    if (order.left > 0) this.#rest(order);
    return before - order.left;
  }

  #rest(order: PlainOrder): void {
    const side = order.isBuy ? 'bids' : 'asks';
    const queue = this.#queues[side].get(order.price);
    if (queue === undefined) {
      this.#queues[side].set(order.price, [order]);
      const key = order.isBuy ? order.price : -order.price;
      this.#keys[side].splice(placeOf(this.#keys[side], key), 0, key);
    } else queue.push(order);
    order.at = this.live.length;
    this.live.push(order);
  }

  remove(order: PlainOrder): void {
    const side = order.isBuy ? 'bids' : 'asks';
    const queue = this.#queues[side].get(order.price)!;
    queue.splice(queue.indexOf(order), 1);
    if (queue.length === 0) {
      this.#queues[side].delete(order.price);
      this.#keys[side].splice(placeOf(this.#keys[side], order.isBuy ? order.price : -order.price), 1);
    }
    const last = this.live.pop()!;
    if (last === order) return;
    this.live[order.at] = last;
    last.at = order.at;
  }
}

/** Where a key stands in a sorted list, or would. */
function placeOf(keys: readonly number[], key: number): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keys[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
