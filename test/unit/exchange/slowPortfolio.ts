import type { Side } from '../../../node/types/transaction.ts';

// Portfolio margin of perpetuals alone, as docs/spec/exchange.md and docs/spec/margin.md say it: two moves are the worst, and each market
// is an underlying of its own. Floats in the order of the rules, so that rounding up gives the same micro-USDC.

/** A market as somebody stands in it. */
export interface PortfolioLine {
  readonly instrument: number;
  /** Signed lots; a lot is a unit. */
  readonly held: number;
  readonly perLot: number;
  readonly indexPerLot: number;
  /** Micro-USDC a tick. */
  readonly tick: number;
  readonly open: readonly { readonly side: Side; readonly lots: number; readonly price: number; readonly reduceOnly: boolean }[];
} // prettier-ignore

interface Fills {
  readonly bids: number;
  readonly asks: number;
}
type Added = { readonly side: Side; readonly reduceOnly: boolean; readonly lots: number };

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** What could fill: plain orders, and of those that only reduce as much as there is to reduce. */
function fillsOf({ held, open }: PortfolioLine, isReducing: boolean, added?: Added): Fills {
  const all = added === undefined ? open : [...open, added];
  const lots = (side: Side, reduceOnly: boolean): number => sum(all.filter((each) => each.side === side && each.reduceOnly === reduceOnly).map((each) => each.lots)); // prettier-ignore
  const plain = (side: Side): number => (isReducing ? 0 : lots(side, false));
  return {
    bids: plain('buy') + Math.min(lots('buy', true), Math.max(0, -held)),
    asks: plain('sell') + Math.min(lots('sell', true), Math.max(0, held)),
  };
}

function needs({ held, perLot, indexPerLot }: PortfolioLine, { bids, asks }: Fills, isInitial: boolean): number {
  const losses = [1.18 - 1, 0.82 - 1].map((move) => held * perLot * move + Math.min(0, bids * (perLot * move), -asks * (perLot * move))); // prettier-ignore
  const notional = Math.max(held + bids, asks - held) * indexPerLot;
  const worst = Math.min(0, ...losses);
  return Math.ceil(0 - (isInitial ? worst - notional * 0.005 - notional * 0.015 : worst * 0.8 - notional * 0.015)) + 0;
}

/** Bids and asks each against mark, if they lose. */
const lossOf = ({ open, tick, perLot }: PortfolioLine): number =>
  sum(
    (['buy', 'sell'] as const).map((side) => {
      const sign = side === 'buy' ? 1 : -1;
      const plain = open.filter((each) => each.side === side && !each.reduceOnly);
      return Math.max(0, sum(plain.map(({ price, lots }) => sign * (price * tick - perLot) * lots)));
    }),
  );

export const slowPortfolioInitial = (lines: readonly PortfolioLine[]): number =>
  sum(lines.map((line) => needs(line, fillsOf(line, false), true) + lossOf(line)));

export const slowPortfolioMaintenance = (lines: readonly PortfolioLine[]): number =>
  sum(lines.map((line) => needs(line, { bids: 0, asks: 0 }, false)));

/** @param loss against mark at the worst price, and the fee */
export function slowPortfolioMissing(
  lines: readonly PortfolioLine[],
  equity: number,
  added: Added & { readonly instrument: number },
  loss: number,
): number {
  const here = lines.find((line) => line.instrument === added.instrument)!;
  const worse = needs(here, fillsOf(here, false, added), true) - needs(here, fillsOf(here, false), true);
  const missing = slowPortfolioInitial(lines) + worse + loss - equity;
  if (worse > 0 && !added.reduceOnly) return missing;
  const maintenance = slowPortfolioMaintenance(lines);
  const alone = (line: PortfolioLine): number => needs(line, { bids: 0, asks: 0 }, false);
  const reduced = (more?: Added): number => needs(here, fillsOf(here, true, more), false);
  if (added.reduceOnly && reduced(added) > reduced()) {
    return Math.min(missing, maintenance - alone(here) + reduced(added) + loss - equity);
  }
  const after = { ...here, held: here.held + (added.side === 'buy' ? added.lots : -added.lots) };
  return Math.min(missing, loss - (alone(here) - alone(after)) - Math.max(0, equity - maintenance));
}
