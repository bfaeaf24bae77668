import { systemIndex } from '../exchange/state.ts';
import type { ExchangeState } from '../exchange/state.ts';
import { marketView } from '../exchange/views.ts';
import { nameOf } from './replayNames.ts';
import type { ReplayEvent } from './replayEvents.ts';

/** What one subaccount holds at the end, micro-USDC and lots. */
export interface AccountLine {
  readonly account: string;
  readonly subaccount: number;
  /** In the first market. */
  readonly position: number;
  /** By number, where the file has other markets. */
  readonly otherPositions?: Readonly<Record<number, number>>;
  readonly equity: number;
  readonly cash: number;
  readonly openOrders: number;
}

/** The last line of a replay. */
export interface ReplaySummary {
  readonly event: 'summary';
  readonly ops: number;
  /** How often each event came, by its name. */
  readonly events: Readonly<Record<string, number>>;
  /** Rejections by code. */
  readonly rejections: Readonly<Record<string, number>>;
  readonly fills: number;
  /** Filled lots, counted once a fill. */
  readonly volume: number;
  readonly restingOrders: number;
  readonly openInterest: number;
  /** Ticks; null for an empty side. */
  readonly bestBid: number | null;
  readonly bestAsk: number | null;
  /** Micro-USDC. */
  readonly markPerLot: number;
  readonly timeMs: number;
  /** In the order in which they were opened. */
  readonly accounts: readonly AccountLine[];
}

/** Counts while a replay runs, and sums up at its end. */
export class ReplayCounts {
  #ops = 0;
  #volume = 0;
  readonly #events: Record<string, number> = {};
  readonly #rejections: Record<string, number> = {};

  count(events: readonly ReplayEvent[]): void {
    this.#ops += 1;
    for (const { event, size, code } of events) {
      this.#events[event] = (this.#events[event] ?? 0) + 1;
      if (event === 'fill') this.#volume += size as number;
      if (event === 'rejected') this.#rejections[code as string] = (this.#rejections[code as string] ?? 0) + 1;
    }
  }

  summary(state: ExchangeState): ReplaySummary {
    const { instrument } = state.genesis.markets[0]!;
    const { bestBid, bestAsk, openInterest, markPerLot } = marketView(state, instrument)!;
    return {
      event: 'summary',
      ops: this.#ops,
      events: this.#events,
      rejections: this.#rejections,
      fills: this.#events.fill ?? 0,
      volume: this.#volume,
      restingOrders: state.orders.size,
      openInterest,
      bestBid: bestBid ?? null,
      bestAsk: bestAsk ?? null,
      markPerLot,
      timeMs: state.clock.get('clock')!.timeMs,
      accounts: state.subaccounts
        .sortedKeys()
        .flatMap((index) => (index === systemIndex ? [] : accountLine(state, index))),
    };
  }
}

function accountLine(state: ExchangeState, index: number): AccountLine {
  const { owner, subNo, cash, positions } = state.subaccounts.get(index)!;
  const lotsIn = (market: number): number => positions.find(({ instrument }) => instrument === market)?.lots ?? 0;
  const others = state.genesis.markets.slice(1).map(({ instrument }) => instrument);
  return {
    account: nameOf(owner),
    subaccount: subNo,
    position: lotsIn(1),
    ...(others.length === 0 ? {} : { otherPositions: Object.fromEntries(others.map((each) => [each, lotsIn(each)])) }),
    equity: state.risk.assess(state, index).equity,
    cash,
    openOrders: state.book.ownOrders(index).length,
  };
}
