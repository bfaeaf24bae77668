import { invariant } from '../types/fault.ts';
import { marketGroupsOf } from './genesis.ts';
import { positionTotal } from './ledger/subaccounts.ts';
import { systemIndex, type ExchangeState } from './state.ts';

/**
 * Money is conserved and every long has its short, from the totals kept along the way: cheap enough for every block.
 * Errors: BrokenInvariant.
 */
export function checkConservation(state: ExchangeState): void {
  const { deposited, requested, ledger } = state.tokens.get(0)!;
  invariant(
    ledger === deposited - requested,
    `the ledger holds ${ledger} micro-USDC, deposited less requested is ${deposited - requested}`,
  );
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
  let ledger = 0n;
  const net = new Map<number, number>();
  const gross = new Map<number, number>();
  for (const index of state.subaccounts.sortedKeys()) {
    const { cash, positions } = state.subaccounts.get(index)!;
    ledger += BigInt(cash);
    for (const position of positions) {
      ledger += BigInt(positionTotal(position.lots, position.cost, position.fundingIndex));
      net.set(position.instrument, (net.get(position.instrument) ?? 0) + position.lots);
      gross.set(position.instrument, (gross.get(position.instrument) ?? 0) + Math.abs(position.lots));
    }
  }
  const totals = state.tokens.get(0)!;
  invariant(ledger === totals.ledger, `records sum to ${ledger} micro-USDC, the running total is ${totals.ledger}`);
  for (const number of state.markets.live) {
    const market = state.markets.at(number);
    const { instrument } = market;
    invariant(market.netLots === (net.get(instrument) ?? 0), `net lots of market ${instrument} are miscounted`);
    invariant(market.grossLots === (gross.get(instrument) ?? 0), `gross lots of market ${instrument} are miscounted`);
  }
  checkFunds(state);
  let claimed = 0n;
  for (const owner of state.claims.sortedKeys()) claimed += state.claims.get(owner)!.requested;
  invariant(claimed === totals.requested, `claims sum to ${claimed}, requested is ${totals.requested}`);
  checkConservation(state);
}

/** The system's cash is the insurance funds of all market groups and the fees, and nothing else. */
function checkFunds({ genesis, subaccounts, feePots, funds }: ExchangeState): void {
  const { validators, treasury } = feePots.get('system')!;
  let split = validators + treasury;
  const groups = marketGroupsOf(genesis);
  for (const group of groups) {
    const fund = funds.get(group);
    invariant(
      fund !== undefined && funds.size === groups.length,
      `market group ${group} has no fund, or there is one of none`,
    );
    split += fund.cash;
  }
  const cash = subaccounts.cash(systemIndex);
  invariant(cash === split, `the system holds ${cash} micro-USDC, its funds and fees sum to ${split}`);
}
