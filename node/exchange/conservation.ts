import { invariant } from '../types/fault.ts';
import { marketGroupsOf } from './genesis.ts';
import { claimsByPool } from './ledger/claims.ts';
import { positionTotal } from './ledger/subaccounts.ts';
import { precisionOf } from './money/tokenUnits.ts';
import { systemIndex, type ExchangeState } from './state.ts';

/**
 * Money is conserved and every long has its short, from the totals kept along the way: cheap enough for every block.
 * Errors: BrokenInvariant.
 */
export function checkConservation(state: ExchangeState): void {
  for (const token of state.tokens.sortedKeys()) {
    const { deposited, requested, ledger } = state.tokens.get(token)!;
    invariant(
      ledger === deposited - requested,
      `the ledger holds ${ledger} of token ${token}, deposited less requested is ${deposited - requested}`,
    );
  }
  for (const number of state.markets.live) {
    const { netLots, instrument } = state.markets.at(number);
    invariant(netLots === 0, `longs and shorts of market ${instrument} differ by ${netLots} lots`);
  }
}

/**
 * As `checkConservation`, recomputed from every single record, and that the running totals are what the records say.
 * For tests and for a node that just read a snapshot.
 * Errors: BrokenInvariant.
 */
export function checkConservationFully(state: ExchangeState): void {
  const ledgers = state.genesis.tokens.map(() => 0n);
  const net = new Map<number, number>();
  const gross = new Map<number, number>();
  for (const index of state.subaccounts.sortedKeys()) {
    const { cash, collateral, positions } = state.subaccounts.get(index)!;
    let ledger = BigInt(cash);
    for (const { token, amount } of collateral) {
      invariant(amount > 0, `subaccount ${index} owes token ${token}`);
      ledgers[token]! += BigInt(amount) * precisionOf(state.genesis.tokens[token]!);
    }
    for (const position of positions) {
      ledger += BigInt(positionTotal(position.lots, position.cost, position.fundingIndex));
      net.set(position.instrument, (net.get(position.instrument) ?? 0) + position.lots);
      gross.set(position.instrument, (gross.get(position.instrument) ?? 0) + Math.abs(position.lots));
    }
    ledgers[0]! += ledger;
  }
  for (const [token, sum] of ledgers.entries()) {
    const { ledger } = state.tokens.get(token)!;
    invariant(sum === ledger, `records sum to ${sum} of token ${token}, the running total is ${ledger}`);
  }
  for (const number of state.markets.live) {
    const market = state.markets.at(number);
    const { instrument } = market;
    invariant(market.netLots === (net.get(instrument) ?? 0), `net lots of market ${instrument} are miscounted`);
    invariant(market.grossLots === (gross.get(instrument) ?? 0), `gross lots of market ${instrument} are miscounted`);
  }
  checkFunds(state);
  checkPools(state);
  checkConservation(state);
}

/** What each chain's vault owes is what its claims say, no more than was deposited there, and all pools make the totals. */
function checkPools(state: ExchangeState): void {
  const claimed = claimsByPool(state);
  const sums = state.genesis.tokens.map(() => ({ deposited: 0n, requested: 0n }));
  for (const key of state.pools.sortedKeys()) {
    const { token, deposited, requested, withdrawn, claims: count } = state.pools.get(key)!;
    const claims = claimed.get(key) ?? [];
    const sum = claims.reduce((total, claim) => total + claim.requested, 0n);
    const payable = claims.reduce((total, claim) => total + claim.cumulative, 0n);
    invariant(sum === requested, `claims on pool ${key} sum to ${sum}, requested is ${requested}`);
    invariant(payable === withdrawn, `claims on pool ${key} may be paid ${payable}, counted are ${withdrawn}`);
    invariant(claims.length === count, `there are ${claims.length} claims on pool ${key}, counted are ${count}`);
    invariant(requested <= deposited, `pool ${key} owes ${requested} and was given ${deposited}`);
    sums[token]!.deposited += deposited;
    sums[token]!.requested += requested;
  }
  for (const [token, { deposited, requested }] of sums.entries()) {
    const totals = state.tokens.get(token)!;
    const isWhole = totals.deposited === deposited && totals.requested === requested;
    invariant(isWhole, `the pools of token ${token} do not add up to its totals`);
  }
}

/** What the system holds is the insurance funds of all market groups and, of cash, the fees, and nothing else. */
function checkFunds({ genesis, terms, subaccounts, feePots, funds }: ExchangeState): void {
  const { validators, treasury } = feePots.get('system')!;
  const groups = marketGroupsOf(terms.inForce);
  for (const group of groups) {
    invariant(
      funds.has(group) && funds.size === groups.length,
      `market group ${group} has no fund, or there is one of none`,
    );
  }
  for (const { id } of genesis.tokens) {
    const split = groups.reduce((sum, group) => sum + funds.at(group, id), id === 0 ? validators + treasury : 0);
    const held = id === 0 ? subaccounts.cash(systemIndex) : subaccounts.collateral.amount(systemIndex, id);
    invariant(held === split, `the system holds ${held} of token ${id}, its funds and fees sum to ${split}`);
  }
}
