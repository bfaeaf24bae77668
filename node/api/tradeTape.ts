import type { PublicTrade } from '../sdk/rpcTypes.ts';
import type { ExecutedBlock } from '../types/block.ts';
import type { Hash, InstrumentId } from '../types/ids.ts';
import type { Side } from '../types/transaction.ts';

/** The last trades of each market that is listed. */
export class TradeTape {
  readonly #keptMax: number;
  readonly #trades = new Map<InstrumentId, PublicTrade[]>();

  constructor(keptMax: number) {
    this.#keptMax = keptMax;
  }

  /** Takes in the fills of a block; returns those of each market that traded. */
  apply({ events, height, timeMs }: ExecutedBlock): ReadonlyMap<InstrumentId, readonly PublicTrade[]> {
    const fresh = new Map<InstrumentId, PublicTrade[]>();
    for (const event of events) {
      if (event.type !== 'fill') continue;
      const instrument = event.instrument as InstrumentId;
      const trade: PublicTrade = {
        instrument,
        height,
        timeMs,
        side: event.side as Side,
        price: event.price as number,
        size: event.size as number,
        maker: event.maker as Hash,
        taker: event.taker as Hash,
        liquidation: event.liquidation as boolean,
      };
      listOf(fresh, instrument).push(trade);
    }
    for (const [instrument, trades] of fresh) {
      const kept = listOf(this.#trades, instrument);
      kept.push(...trades);
      // Swept in one go when it has doubled, rather than shifted trade by trade.
      if (kept.length > 2 * this.#keptMax) kept.splice(0, kept.length - this.#keptMax);
    }
    for (const { type, instrument } of events) if (type === 'expired') this.#trades.delete(instrument as InstrumentId);
    return fresh;
  }

  /** The last `limit` trades of a market, newest first. */
  last(instrument: InstrumentId, limit: number): PublicTrade[] {
    return (this.#trades.get(instrument) ?? []).slice(-Math.min(limit, this.#keptMax)).reverse();
  }
}

function listOf<Key, T>(map: Map<Key, T[]>, key: Key): T[] {
  let list = map.get(key);
  if (list === undefined) map.set(key, (list = []));
  return list;
}
