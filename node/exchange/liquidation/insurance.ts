import { positionsMax } from '../../codec/settlementLeaves.ts';
import type { BlockRun } from '../blockRun.ts';
import { marketGroupsOf } from '../genesis.ts';
import { safe } from '../integers.ts';
import { fundCash, fundTokens } from '../ledger/funds.ts';
import { moveFund, moveToken } from '../ledger/moveToken.ts';
import { handOver } from '../ledger/positions.ts';
import { moveCash, positionIn, subaccountAt } from '../ledger/subaccounts.ts';
import type { CollateralBalance, Position } from '../records.ts';
import { tokenValue } from '../risk/collateral.ts';
import { systemIndex, type ExchangeState } from '../state.ts';
import { closeStep } from './closeStep.ts';
import { deleverage } from './deleverage.ts';
import { largestRemainder } from './groupMargins.ts';

const groupOf = ({ markets }: ExchangeState, { instrument }: Position): number =>
  markets.listingOf(instrument)!.marketGroup;

/** Positions of a subaccount in the markets of a group. */
export const positionsIn = (state: ExchangeState, index: number, group: number): Position[] =>
  state.subaccounts.positions(index).filter((position) => groupOf(state, position) === group);

/** What the insurance fund of a market group is worth: its cash and tokens, and the open profit of positions it took over, all of its own markets. */
export function fundEquity(state: ExchangeState, group: number): number {
  let equity = fundCash(state, group);
  for (const { token, amount } of fundTokens(state, group)) equity += tokenValue(state, token, amount);
  for (const { instrument, lots, cost, fundingIndex } of positionsIn(state, systemIndex, group)) {
    const market = state.markets.at(state.markets.number(instrument));
    equity += lots * (market.markPerLot - (market.fundingIndex - fundingIndex)) - cost;
  }
  return safe(equity);
}

/** All funds together. */
export const fundsEquity = (state: ExchangeState): number =>
  state.funds.sortedKeys().reduce((sum, group) => sum + fundEquity(state, group), 0);

const equityOf = (state: ExchangeState, index: number): number => state.risk.assess(state, index).equity;

/**
 * S4: ends a subaccount whose equity is not above zero. Its deficit is split over the market groups by their maintenance margin when its
 * liquidation began; each group's fund bears its part, and takes over the positions in the group's markets and as large a part of the collateral. What a fund cannot
 * bear falls on its own markets alone. Invariant: afterwards there is neither equity nor debt, and no other fund has changed.
 * Source: docs/spec/exchange.md, Liquidation.
 */
export function takeOver(run: BlockRun, index: number): void {
  const { state } = run;
  const deficit = 0 - equityOf(state, index);
  const { margins } = state.liquidations.get(index)!;
  const weights = margins.map(({ maintenance }) => maintenance);
  const parts = largestRemainder(deficit, weights);
  const tokens = state.subaccounts.collateral.of(index).map(({ token, amount }) => ({
    token,
    parts: largestRemainder(amount, weights),
  }));
  const collateral = new Map(
    margins.map(({ group }, at) => [group, tokens.map(({ token, parts: of }) => ({ token, amount: of[at]! }))]),
  );
  const shares = new Map(margins.map(({ group }, at) => [group, parts[at]!]));
  for (const position of state.subaccounts.positions(index)) {
    const group = groupOf(state, position);
    if (!shares.has(group)) shares.set(group, 0);
  }
  for (const group of [...shares.keys()].sort((a, b) => a - b)) {
    endGroup(run, index, group, shares.get(group)!, collateral.get(group) ?? [], deficit);
  }
}

/**
 * One group's part of it. The fund takes over the positions if it can bear its share and they fit its limits; otherwise it pays what
 * it has, and the other side is deleveraged at the price that covers the rest. Either way the subaccount's equity rises by the share.
 */
function endGroup(
  run: BlockRun,
  index: number,
  group: number,
  share: number,
  collateral: readonly CollateralBalance[],
  deficit: number,
): void {
  const { state } = run;
  const account = state.subaccounts.owner(index);
  const subaccount = state.subaccounts.subNo(index);
  const positions = positionsIn(state, index, group);
  const fund = fundEquity(state, group);
  const event = { account, subaccount, group, deficit, share, fund };
  const before = equityOf(state, index);
  if (fund >= share && fitsFund(state, positions)) {
    for (const { instrument, lots, cost } of positions) {
      handOver(state, index, systemIndex, instrument);
      const { markPerLot } = state.markets.get(instrument)!;
      run.events.push({ type: 'positionTaken', account, subaccount, instrument, lots, cost, markPerLot });
    }
    const cash = leave(state, index, group, collateral, before + share);
    run.events.push({ type: 'insuranceTakeover', ...event, positions: positions.length, cash });
    return;
  }
  const paid = Math.max(0, Math.min(share, fund, fundCash(state, group)));
  moveFund(state, group, 0 - paid);
  moveCash(state, index, paid);
  run.events.push({ type: 'insuranceExhausted', ...event, paid });
  deleverage(run, index, group, positions, share - paid);
  leave(state, index, group, collateral, before + share);
}

/** Leaves a subaccount with so much equity: moves collateral, and whatever cash is more or missing then, to the group's fund. Returns that cash. */
function leave(
  state: ExchangeState,
  index: number,
  group: number,
  collateral: readonly CollateralBalance[],
  equity: number,
): number {
  for (const { token, amount } of collateral) {
    moveToken(state, index, token, 0 - amount);
    moveFund(state, group, amount, token);
  }
  const cash = equityOf(state, index) - equity;
  moveCash(state, index, 0 - cash);
  moveFund(state, group, cash);
  return cash + 0;
}

/** No market's position of the fund may pass the limit that holds for every trader: a thin market is not dumped on it. The funds' one leaf is as short as theirs. */
function fitsFund(state: ExchangeState, positions: readonly Position[]): boolean {
  const system = subaccountAt(state, systemIndex);
  const instruments = new Set([...system.positions, ...positions].map(({ instrument }) => instrument));
  if (instruments.size > positionsMax) return false;
  return positions.every(({ instrument, lots }) => {
    const held = positionIn(system, instrument)?.lots ?? 0;
    return Math.abs(held + lots) <= state.markets.listingOf(instrument)!.maxPositionLots;
  });
}

/** Each fund sells what it took over, one step a block; if it cannot bear it any more, the other side is deleveraged. */
export function unwindInsurance(run: BlockRun): void {
  const { state } = run;
  if (!state.subaccounts.hasPositions(systemIndex)) return;
  for (const group of marketGroupsOf(state.terms.inForce)) unwindFund(run, group);
}

function unwindFund(run: BlockRun, group: number): void {
  const { state } = run;
  const positions = positionsIn(state, systemIndex, group);
  if (positions.length === 0 || positions.some((held) => state.markets.get(held.instrument)!.stale)) return;
  const fund = fundEquity(state, group);
  if (fund >= 0) {
    closeStep(run, systemIndex, fund, positions);
    return;
  }
  const account = state.subaccounts.owner(systemIndex);
  const deficit = 0 - fund;
  const event = { account, subaccount: 0, group, deficit, share: deficit, fund, paid: 0 };
  run.events.push({ type: 'insuranceExhausted', ...event });
  deleverage(run, systemIndex, group, positions, deficit);
}
