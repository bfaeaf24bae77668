import type { Address } from '../../types/ids.ts';
import type { TransactionBody } from '../../types/transaction.ts';
import { subaccountAt } from '../ledger/subaccounts.ts';
import { mulDiv } from '../integers.ts';
import type { CreditRule } from '../genesis.ts';
import type { Credits } from '../records.ts';
import type { ExchangeState } from '../state.ts';

export type CreditKind = 'trade' | 'reduce' | 'cancel';

/** Credits are kept in thousandths, so that a rate per second is a rate of thousandths per millisecond. */
const oneCredit = 1_000;
/** Longest time whose refill is counted at once; every bucket is full long before. */
const refillMsMax = 3_600_000;
/** Where counting earned credits stops until the next refill, in thousandths. */
const earnedMax = 1_000_000_000_000;
/** Collateral raises rates by at most this many a second. */
const collateralRateMax = 10_000;

/** Which bucket pays. Orders that only reduce, and cancels, have their own: a busy trader can always get out. */
export function creditKind(body: TransactionBody): CreditKind {
  if (body.type === 'cancel' || body.type === 'cancelAll' || body.type === 'revokeKey') return 'cancel';
  return body.type === 'order' && body.reduceOnly ? 'reduce' : 'trade';
}

const fullBucket = (rule: CreditRule, bonus: number): number => (rule.capacity + 10 * bonus) * oneCredit;

/**
 * The account's credits at a time, refilled evenly. The cash of the subaccount that acts raises rate and capacity.
 * Source: docs/spec/exchange.md, Credits.
 */
export function creditsNow(state: ExchangeState, account: Address, subaccount: number, timeMs: number): Credits {
  const rules = state.genesis.credits;
  const cash = Math.max(0, subaccountAt(state, subaccount).cash);
  const bonus = Math.min(collateralRateMax, Math.floor(cash / rules.collateralPerCreditMicroUsdc));
  const known = state.credits.get(account);
  const elapsed = known ? Math.min(refillMsMax, Math.max(0, timeMs - known.atMs)) : 0;
  const refilled = (kind: CreditKind): number => {
    const full = fullBucket(rules[kind], bonus);
    return known ? Math.min(full, known[kind] + elapsed * (rules[kind].perSecond + bonus)) : full;
  };
  return { trade: refilled('trade'), reduce: refilled('reduce'), cancel: refilled('cancel'), atMs: timeMs };
}

export const hasCredit = (credits: Credits, kind: CreditKind): boolean => credits[kind] >= oneCredit;

/** Pays for one transaction. */
export function spendCredit(state: ExchangeState, account: Address, credits: Credits, kind: CreditKind): void {
  state.credits.set(account, { ...credits, [kind]: credits[kind] - oneCredit });
}

/** Filled volume gives trade credits back; the next refill cuts them at the capacity. */
export function rewardVolume(state: ExchangeState, account: Address, notional: number): void {
  const credits = state.credits.get(account);
  if (credits === undefined) return;
  const earned = mulDiv(notional, oneCredit, state.genesis.credits.volumePerCreditMicroUsdc, 'floor');
  state.credits.set(account, { ...credits, trade: Math.min(earnedMax, credits.trade + earned) });
}
