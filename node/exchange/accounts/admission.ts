import type { UnsignedTransaction } from '../../types/transaction.ts';
import { subaccountOf } from '../ledger/subaccounts.ts';
import type { Outcome } from '../outcomes.ts';
import type { ExchangeState } from '../state.ts';
import { creditCost, hasCredit, spendCredit } from './credits.ts';
import { isInScope, keyOutcome } from './keys.ts';
import { nonceOutcome } from './nonces.ts';

/** Who acts in a transaction that was let in. */
export interface Admitted {
  readonly code: 'OK';
  /** Place of the account. */
  readonly place: number;
  /** Index of the subaccount. */
  readonly subaccount: number;
}

export interface Refused {
  readonly code: Exclude<Outcome, 'OK'>;
}

/** The checks before credits: they leave no trace, so that the nonce stays free. */
function identify(state: ExchangeState, transaction: UnsignedTransaction, timeMs: number): Admitted | Refused {
  if (timeMs > transaction.expiryMs) return { code: 'EXPIRED' };
  const { account, key, nonce } = transaction;
  const place = state.places.find(account);
  const outcome = nonceOutcome(state.nonces.find(place, account, key), nonce, timeMs);
  if (outcome !== 'OK') return { code: outcome };
  const subaccount = subaccountOf(state, place, transaction.subaccount);
  if (subaccount === undefined) return { code: 'ACCOUNT_UNKNOWN' };
  const stands = keyOutcome(state, transaction, timeMs);
  return stands === 'OK' ? { code: 'OK', place, subaccount } : { code: stands };
}

/**
 * A soft check against the state as it stands, for a node before it reports an arrival: a transaction that fails here
 * would most likely be refused. Changes nothing and promises nothing.
 */
export function admission(state: ExchangeState, transaction: UnsignedTransaction, nowMs: number): Outcome {
  const identified = identify(state, transaction, nowMs);
  if (identified.code !== 'OK') return identified.code;
  const { place, subaccount } = identified;
  if (!hasCredit(state, place, subaccount, creditCost(transaction.body), nowMs)) return 'CREDITS_EXHAUSTED';
  return isInScope(state, transaction) ? 'OK' : 'KEY_SCOPE';
}

/** Lets a transaction of a final block in: uses up its nonce and a credit. */
export function admit(state: ExchangeState, transaction: UnsignedTransaction, timeMs: number): Admitted | Refused {
  const identified = identify(state, transaction, timeMs);
  if (identified.code !== 'OK') return identified;
  const { place, subaccount } = identified;
  const { account, key, nonce, body } = transaction;
  state.nonces.consume(place, account, key, nonce);
  if (!spendCredit(state, place, subaccount, creditCost(body), timeMs)) return { code: 'CREDITS_EXHAUSTED' };
  return isInScope(state, transaction) ? identified : { code: 'KEY_SCOPE' };
}
