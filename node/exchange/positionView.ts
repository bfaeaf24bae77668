import type { Position } from './records.ts';
import type { ExchangeState } from './state.ts';

export interface PositionView extends Position {
  readonly markPerLot: number;
  /** lots·(mark − (F − F₀)) − cost, micro-USDC. */
  readonly unrealised: number;
}

export function positionView(state: ExchangeState, position: Position): PositionView {
  const { markPerLot, fundingIndex } = state.markets.get(position.instrument)!;
  const value = position.lots * (markPerLot - (fundingIndex - position.fundingIndex));
  return { ...position, markPerLot, unrealised: value - position.cost };
}
