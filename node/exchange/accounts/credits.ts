import type { Address } from '../../types/ids.ts';
import type { TransactionBody } from '../../types/transaction.ts';
import { mulDiv } from '../integers.ts';
import type { CreditRule } from '../genesis.ts';
import { quotedSides } from '../orders/quotedSides.ts';
import { phaseOfBody } from '../phase.ts';
import type { Credits } from '../records.ts';
import type { ExchangeState } from '../state.ts';

/** Fields of the table of credits, in its order. */
export const creditFields = ['trade', 'reduce', 'cancel', 'atMs'] as const;
const kinds = ['trade', 'reduce', 'cancel'] as const;
export type CreditKind = (typeof kinds)[number];
const kindAt = { trade: 0, reduce: 1, cancel: 2 } as const;
const atMsAt = 3;

/** Credits are kept in thousandths, so that a rate per second is a rate of thousandths per millisecond. */
const oneCredit = 1_000;
/** Longest time whose refill is counted at once; every bucket is full long before. */
const refillMsMax = 3_600_000;
/** Where counting earned credits stops until the next refill, in thousandths. */
const earnedMax = 1_000_000_000_000;
/** Collateral raises rates by at most this many a second. */
const collateralRateMax = 10_000;

/** Whole credits that a transaction costs, by the bucket that pays. */
export type CreditCost = Readonly<Record<CreditKind, number>>;

const costs: Readonly<Record<CreditKind, CreditCost>> = {
  trade: { trade: 1, reduce: 0, cancel: 0 },
  reduce: { trade: 0, reduce: 1, cancel: 0 },
  cancel: { trade: 0, reduce: 0, cancel: 1 },
};

function creditKind(body: Exclude<TransactionBody, { type: 'batch' | 'combo' }>): CreditKind {
  if (phaseOfBody(body) === 'cancel') return 'cancel';
  return body.type === 'order' && body.reduceOnly ? 'reduce' : 'trade';
}

/**
 * What a transaction costs: one credit, of a batch what its operations cost, of a mass quote one a side, of a combo one a leg. Orders
 * that only reduce, and cancels, have buckets of their own: a busy trader can always get out.
 */
export function creditCost(body: TransactionBody): CreditCost {
  if (body.type === 'massQuote') return { ...costs.trade, trade: Math.max(1, quotedSides(body).length) };
  if (body.type === 'combo') return { ...costs.trade, trade: body.legs.length };
  if (body.type !== 'batch') return costs[creditKind(body)];
  const cost = { trade: 0, reduce: 0, cancel: 0 };
  for (const operation of body.operations) {
    if (operation.type === 'combo') cost.trade += operation.legs.length;
    else cost[creditKind(operation)] += 1;
  }
  return cost;
}

const fullBucket = (rule: CreditRule, bonus: number): number => (rule.capacity + 10 * bonus) * oneCredit;

/** How much the cash of the subaccount that acts raises every rate. */
function bonusOf(state: ExchangeState, subaccount: number): number {
  const cash = Math.max(0, state.subaccounts.cash(subaccount));
  return Math.min(collateralRateMax, Math.floor(cash / state.genesis.credits.collateralPerCreditMicroUsdc));
}

const elapsedSince = (atMs: number, timeMs: number): number => Math.min(refillMsMax, Math.max(0, timeMs - atMs));

const refilled = (rule: CreditRule, bonus: number, had: number, elapsedMs: number): number =>
  Math.min(fullBucket(rule, bonus), had + elapsedMs * (rule.perSecond + bonus));

/** Thousandths in one bucket of an account at a time. */
function creditNow(
  state: ExchangeState,
  account: number,
  subaccount: number,
  kind: CreditKind,
  timeMs: number,
): number {
  const rule = state.genesis.credits[kind];
  const bonus = bonusOf(state, subaccount);
  const { credits } = state;
  if (!credits.isAt(account)) return fullBucket(rule, bonus);
  return refilled(rule, bonus, credits.at(account, kindAt[kind]), elapsedSince(credits.at(account, atMsAt), timeMs));
}

/**
 * The account's credits at a time, refilled evenly. The cash of the subaccount that acts raises rate and capacity.
 * Source: docs/spec/exchange.md, Credits.
 */
export function creditsNow(state: ExchangeState, owner: Address, subaccount: number, timeMs: number): Credits {
  const account = state.places.find(owner);
  const [trade, reduce, cancel] = kinds.map((kind) => creditNow(state, account, subaccount, kind, timeMs));
  return { trade: trade!, reduce: reduce!, cancel: cancel!, atMs: timeMs };
}

/** Whether a transaction could be paid for. @param account its place */
export const hasCredit = (
  state: ExchangeState,
  account: number,
  subaccount: number,
  cost: CreditCost,
  timeMs: number,
): boolean => kinds.every((kind) => cost[kind] === 0 || creditNow(state, account, subaccount, kind, timeMs) >= cost[kind] * oneCredit); // prettier-ignore

/** Pays for one transaction; false, and nothing changes, if there are not the credits. @param account its place */
export function spendCredit(
  state: ExchangeState,
  account: number,
  subaccount: number,
  cost: CreditCost,
  timeMs: number,
): boolean {
  const { credits } = state;
  const rules = state.genesis.credits;
  const bonus = bonusOf(state, subaccount);
  let trade = fullBucket(rules.trade, bonus);
  let reduce = fullBucket(rules.reduce, bonus);
  let cancel = fullBucket(rules.cancel, bonus);
  if (credits.isAt(account)) {
    const elapsedMs = elapsedSince(credits.at(account, atMsAt), timeMs);
    trade = refilled(rules.trade, bonus, credits.at(account, kindAt.trade), elapsedMs);
    reduce = refilled(rules.reduce, bonus, credits.at(account, kindAt.reduce), elapsedMs);
    cancel = refilled(rules.cancel, bonus, credits.at(account, kindAt.cancel), elapsedMs);
  }
  trade -= cost.trade * oneCredit;
  reduce -= cost.reduce * oneCredit;
  cancel -= cost.cancel * oneCredit;
  // A bucket that costs nothing is never below zero.
  if (trade < 0 || reduce < 0 || cancel < 0) return false;
  credits.put(account, kindAt.trade, trade);
  credits.put(account, kindAt.reduce, reduce);
  credits.put(account, kindAt.cancel, cancel);
  credits.put(account, atMsAt, timeMs);
  return true;
}

/** Filled volume gives trade credits back; the next refill cuts them at the capacity. @param account its place */
export function rewardVolume(state: ExchangeState, account: number, notional: number): void {
  const { credits } = state;
  if (!credits.isAt(account)) return;
  const earned = mulDiv(notional, oneCredit, state.genesis.credits.volumePerCreditMicroUsdc, 'floor');
  credits.put(account, kindAt.trade, Math.min(earnedMax, credits.at(account, kindAt.trade) + earned));
}
