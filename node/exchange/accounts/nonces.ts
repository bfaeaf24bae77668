import type { Outcome } from '../outcomes.ts';
import type { ExchangeState } from '../state.ts';

/** How many of a key's highest nonces are remembered. */
export const noncesKept = 128;
const dayMs = 24 * 3_600_000;
/** A nonce is usable while it lies within (block time − 2 d, block time + 1 d). */
export const nonceBehindMs = 2 * dayMs;
export const nonceAheadMs = dayMs;

/** Whether a key may use a nonce now. Source: docs/spec/exchange.md, Nonces. */
export function nonceOutcome(
  state: ExchangeState,
  keyId: string,
  nonce: number,
  timeMs: number,
): Extract<Outcome, 'OK' | 'NONCE_USED' | 'NONCE_TOO_OLD' | 'NONCE_TOO_NEW'> {
  const used = state.nonces.get(keyId) ?? [];
  if (used.includes(nonce)) return 'NONCE_USED';
  if (nonce <= timeMs - nonceBehindMs) return 'NONCE_TOO_OLD';
  if (used.length === noncesKept && nonce < used[0]!) return 'NONCE_TOO_OLD';
  return nonce >= timeMs + nonceAheadMs ? 'NONCE_TOO_NEW' : 'OK';
}

/** Remembers a nonce as used, forgetting the lowest of too many. */
export function consumeNonce(state: ExchangeState, keyId: string, nonce: number): void {
  const used = state.nonces.get(keyId) ?? [];
  const next = used.length === noncesKept ? used.slice(1) : used.slice();
  let at = next.length;
  while (at > 0 && next[at - 1]! > nonce) at--;
  next.splice(at, 0, nonce);
  state.nonces.set(keyId, next);
}
