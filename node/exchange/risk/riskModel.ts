import type { InstrumentId } from '../../types/ids.ts';
import type { Side } from '../../types/transaction.ts';
import type { ExchangeState } from '../state.ts';

/** A subaccount at the present marks, micro-USDC. */
export interface Assessment {
  /** cash + Σ ⌊token·price⌋ + Σ lots·(mark − (F − F₀)) − cost. */
  readonly equity: number;
  /** The part of equity that is profit not yet realised: never withdrawable; may be negative. */
  readonly unrealised: number;
  /** Needed to take on more, open orders and haircuts of collateral included. */
  readonly initial: number;
  /** Below it liquidation begins. */
  readonly maintenance: number;
}

/** An order before it is let in, at the worst price it may trade at. */
export interface OrderIntent {
  readonly instrument: InstrumentId;
  readonly side: Side;
  readonly lots: number;
  readonly pricePerLot: number;
  /** The most it may pay in fees. */
  readonly fee: number;
  readonly reduceOnly: boolean;
}

/** The margin rules, behind the one interface that orders, withdrawals and liquidation know. Pure reads. */
export interface RiskModel {
  assess(state: ExchangeState, subaccount: number): Assessment;
  /** Micro-USDC that are missing for the order; 0 or less lets it in. */
  shortfall(state: ExchangeState, subaccount: number, intent: OrderIntent): number;
  /** What of a token may leave the subaccount now, micro-USDC or ledger units. */
  withdrawable(state: ExchangeState, subaccount: number, token: number): number;
  /** Maintenance margin that a trade of signed lots would free; below zero it would take more. @param market its number */
  freed(state: ExchangeState, subaccount: number, market: number, lots: number): number;
}
