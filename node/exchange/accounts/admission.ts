import type { UnsignedTransaction } from '../../types/transaction.ts';
import { findSubaccount } from '../ledger/subaccounts.ts';
import type { Outcome } from '../outcomes.ts';
import type { ExchangeState } from '../state.ts';
import { creditKind, creditsNow, hasCredit, spendCredit } from './credits.ts';
import { isInScope, keyId, keyOutcome } from './keys.ts';
import { consumeNonce, nonceOutcome } from './nonces.ts';

/** Who acts in a transaction that was let in. */
export interface Admitted {
  readonly code: 'OK';
  /** Index of the subaccount. */
  readonly subaccount: number;
}

export interface Refused {
  readonly code: Exclude<Outcome, 'OK'>;
}

/** The checks before credits: they leave no trace, so that the nonce stays free. */
function identify(state: ExchangeState, transaction: UnsignedTransaction, timeMs: number): Admitted | Refused {
  if (timeMs > transaction.expiryMs) return { code: 'EXPIRED' };
  const nonce = nonceOutcome(state, keyId(transaction.account, transaction.key), transaction.nonce, timeMs);
  if (nonce !== 'OK') return { code: nonce };
  const subaccount = findSubaccount(state, transaction.account, transaction.subaccount);
  if (subaccount === undefined) return { code: 'ACCOUNT_UNKNOWN' };
  const key = keyOutcome(state, transaction, timeMs);
  return key === 'OK' ? { code: 'OK', subaccount } : { code: key };
}

/**
 * A soft check against the state as it stands, for a node before it reports an arrival: a transaction that fails here
 * would most likely be refused. Changes nothing and promises nothing.
 */
export function admission(state: ExchangeState, transaction: UnsignedTransaction, nowMs: number): Outcome {
  const identified = identify(state, transaction, nowMs);
  if (identified.code !== 'OK') return identified.code;
  const credits = creditsNow(state, transaction.account, identified.subaccount, nowMs);
  if (!hasCredit(credits, creditKind(transaction.body))) return 'CREDITS_EXHAUSTED';
  return isInScope(state, transaction) ? 'OK' : 'KEY_SCOPE';
}

/** Lets a transaction of a final block in: uses up its nonce and a credit. */
export function admit(state: ExchangeState, transaction: UnsignedTransaction, timeMs: number): Admitted | Refused {
  const identified = identify(state, transaction, timeMs);
  if (identified.code !== 'OK') return identified;
  const { account, key, nonce, body } = transaction;
  consumeNonce(state, keyId(account, key), nonce);
  const credits = creditsNow(state, account, identified.subaccount, timeMs);
  const kind = creditKind(body);
  if (!hasCredit(credits, kind)) return { code: 'CREDITS_EXHAUSTED' };
  spendCredit(state, account, credits, kind);
  return isInScope(state, transaction) ? identified : { code: 'KEY_SCOPE' };
}
