import type { Side } from '../../../node/types/transaction.ts';

// Limits of risk of perpetuals alone, as docs/spec/exchange.md says them.

export interface DeltaLine {
  readonly instrument: number;
  readonly side: Side;
}

/** How many lots a market could come to the way an order goes: what is held, what else is open on its side, and the order. */
export function slowDelta(
  held: number,
  open: readonly { readonly side: Side; readonly lots: number; readonly reduceOnly: boolean }[],
  side: Side,
  lots: number,
): number {
  const same = open.filter((each) => each.side === side && !each.reduceOnly);
  return (side === 'buy' ? held : -held) + same.reduce((sum, each) => sum + each.lots, 0) + lots;
}
