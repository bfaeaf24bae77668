import { create as createWitanBook } from '../adapter.ts';

/** One market of an engine. */
export interface Book {
  /** @param side 0 buys, 1 sells. Returns the lots that trade at once; the others rest. */
  place(side: 0 | 1, price: number, quantity: number, id: number): number;
  /** Returns the lots that it takes out. */
  cancel(id: number): number;
}

export interface BookOptions {
  readonly symbol: number;
  readonly symbols: number;
  readonly maxId: number;
  readonly basePrice: number;
  /** Engines that do not tell it ignore it. */
  readonly onFill?: (makerId: number, takerId: number, price: number, quantity: number) => void;
}

export type CreateBook = (options: BookOptions) => Book;

export const engineNames = ['witan', 'nodejs-order-book', 'hft-limit-order-book'] as const;
export type EngineName = (typeof engineNames)[number];

/** Both of npm's books speak the same language: they have one author. They match and do nothing else. */
interface NpmBook {
  limit(order: { side: 'buy' | 'sell'; id: string; size: number; price: number }): {
    readonly quantityLeft: number;
    readonly err: Error | null;
  };
  cancel(id: string): { readonly order: { readonly size: number } } | undefined;
}

const npmBook =
  (OrderBook: new () => NpmBook): CreateBook =>
  () => {
    const book = new OrderBook();
    return {
      place(side, price, quantity, id) {
        const { quantityLeft, err } = book.limit({
          side: side === 0 ? 'buy' : 'sell',
          id: `${id}`,
          size: quantity,
          price,
        });
        if (err) throw err;
        return quantity - quantityLeft;
      },
      cancel: (id) => book.cancel(`${id}`)?.order.size ?? 0,
    };
  };

/** Loads an engine; only the one that is measured. */
export async function loadEngine(name: EngineName): Promise<CreateBook> {
  if (name === 'witan') return createWitanBook;
  const { OrderBook } = (await import(name)) as { readonly OrderBook: new () => NpmBook };
  return npmBook(OrderBook);
}
