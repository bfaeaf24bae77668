import type { Address, InstrumentId } from '../../types/ids.ts';
import type { ApproveKey, Combo, PlaceOrder, RevokeKey, UnsignedTransaction } from '../../types/transaction.ts';
import type { BlockRun } from '../blockRun.ts';
import { quotedSides } from '../orders/quotedSides.ts';
import type { Outcome } from '../outcomes.ts';
import type { SessionKey } from '../records.ts';
import type { ExchangeState } from '../state.ts';
import { keyId } from './keyId.ts';
import { nonceAheadMs, nonceBehindMs } from './nonces.ts';

/** Most session keys that an account may have on record, revoked and expired ones included. */
export const keysPerAccountMax = 64;

/** Whether the signing key stands. The account's own key always does. */
export function keyOutcome(
  state: ExchangeState,
  transaction: Pick<UnsignedTransaction, 'account' | 'key'>,
  timeMs: number,
): Extract<Outcome, 'OK' | 'KEY_UNKNOWN' | 'KEY_REVOKED' | 'KEY_EXPIRED'> {
  if (transaction.key === transaction.account) return 'OK';
  const key = state.keys.get(keyId(transaction.account, transaction.key));
  if (key === undefined) return 'KEY_UNKNOWN';
  if (key.revokedAtMs > 0) return 'KEY_REVOKED';
  return key.expiryMs <= timeMs ? 'KEY_EXPIRED' : 'OK';
}

/** Whether the signing key may do this. Money, the margin mode, risk limits and other keys are the wallet's alone; a key may give itself up. */
export function isInScope(state: ExchangeState, transaction: UnsignedTransaction): boolean {
  const { account, key: signer, body } = transaction;
  if (signer === account) return true;
  const key = state.keys.get(keyId(account, signer));
  if (key === undefined) return false;
  switch (body.type) {
    case 'cancel':
    case 'cancelAll':
    case 'massCancel':
    case 'cancelAllAfter':
      return true;
    case 'revokeKey':
      return body.sessionKey === signer;
    case 'order':
    case 'replace':
      return mayTrade(state, key, body);
    case 'setProtection':
      return key.scope === 'trade' && isListed(key, body.instrument);
    case 'massQuote': {
      const { instrument } = body;
      const mayQuote = key.scope === 'trade' && isListed(key, instrument);
      return (
        mayQuote && quotedSides(body).every(({ price, size }) => mayTrade(state, key, { instrument, price, size }))
      );
    }
    case 'batch':
      return body.operations.every((operation) => {
        if (operation.type === 'combo') return mayTradeAll(state, key, operation);
        return operation.type === 'cancel' || mayTrade(state, key, operation);
      });
    case 'combo':
      return mayTradeAll(state, key, body);
    case 'bid':
      // It may bring any market, and as much of it as there is.
      return key.scope === 'trade' && key.instruments.length === 0 && key.notionalMax === 0;
    case 'setHedge':
    case 'setMarginMode':
    case 'setRiskLimits':
    case 'isolate':
    case 'transfer':
    case 'withdraw':
    case 'withdrawTo':
    case 'offerSwap':
    case 'acceptSwap':
    case 'approveKey':
      return false;
  }
}

/** Whether the key is for this market. */
const isListed = ({ instruments }: SessionKey, instrument: InstrumentId): boolean =>
  instruments.length === 0 || instruments.includes(instrument);

function mayTrade(
  state: ExchangeState,
  key: SessionKey,
  order: Pick<PlaceOrder, 'instrument' | 'price' | 'size'> & Partial<Pick<PlaceOrder, 'kind'>>,
): boolean {
  if (key.scope !== 'trade') return false;
  if (!isListed(key, order.instrument)) return false;
  if (key.notionalMax === 0) return true;
  const { markets } = state;
  const number = markets.number(order.instrument);
  if (number < 0) return true;
  const isMarket = order.kind === 'market';
  const pricePerLot = isMarket ? markets.at(number).markPerLot : order.price * markets.tickValue(number);
  return order.size * pricePerLot <= key.notionalMax;
}

/** Of a combo all markets must be the key's, and the notional is that of all its legs at mark. */
function mayTradeAll({ markets }: ExchangeState, key: SessionKey, { legs, size }: Combo): boolean {
  if (key.scope !== 'trade' || !legs.every(({ instrument }) => isListed(key, instrument))) return false;
  if (key.notionalMax === 0) return true;
  const notionals = legs.map(({ instrument, ratio }) => ratio * size * (markets.get(instrument)?.markPerLot ?? 0));
  return notionals.reduce((sum, each) => sum + each, 0) <= key.notionalMax;
}

/** A key on record that can no longer matter: it does not stand, and no nonce it could have signed is usable. */
const isForgettable = (key: SessionKey, timeMs: number): boolean =>
  Math.max(0, key.revokedAtMs > 0 ? key.revokedAtMs : key.expiryMs) + nonceBehindMs + nonceAheadMs < timeMs;

/** Records a session key, or changes the limits of one that stands. */
export function approveKey(run: BlockRun, account: Address, body: ApproveKey): Outcome {
  const { state, timeMs } = run;
  const id = keyId(account, body.sessionKey);
  if (body.sessionKey === account || body.keyExpiryMs <= timeMs) return 'KEY_INVALID';
  if ((state.keys.get(id)?.revokedAtMs ?? 0) > 0) return 'KEY_INVALID';
  if (!state.keys.has(id)) {
    const record = state.accounts.get(account)!;
    let kept = record.keys;
    if (kept.length >= keysPerAccountMax) kept = forgetKeys(run, account, kept);
    if (kept.length >= keysPerAccountMax) return 'KEY_LIMIT';
    state.accounts.set(account, { ...record, keys: [...kept, body.sessionKey] });
  }
  const { scope, instruments, notionalMax, keyExpiryMs: expiryMs } = body;
  state.keys.set(id, { scope, instruments, notionalMax, expiryMs, revokedAtMs: 0 });
  run.events.push({ type: 'keyApproved', account, key: body.sessionKey, scope, expiryMs, notionalMax });
  return 'OK';
}

function forgetKeys(run: BlockRun, account: Address, keys: readonly Address[]): readonly Address[] {
  return keys.filter((key) => {
    const id = keyId(account, key);
    if (!isForgettable(run.state.keys.get(id)!, run.timeMs)) return true;
    run.state.keys.delete(id);
    run.state.nonces.delete(id);
    return false;
  });
}

/** Ends a session key for good. */
export function revokeKey(run: BlockRun, account: Address, body: RevokeKey): Outcome {
  const id = keyId(account, body.sessionKey);
  const key = run.state.keys.get(id);
  if (key === undefined) return 'KEY_UNKNOWN';
  if (key.revokedAtMs === 0) run.state.keys.set(id, { ...key, revokedAtMs: run.timeMs });
  run.events.push({ type: 'keyRevoked', account, key: body.sessionKey });
  return 'OK';
}
