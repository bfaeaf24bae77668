import { fromHex } from '../codec/hex.ts';
import type { TraderVerifier } from '../crypto/secp256k1.ts';
import type { ExchangeState } from '../exchange/state.ts';
import { accountRequestText, messageDigest, type AccountRequest } from '../sdk/accountRequest.ts';
import type { Address, Hash, HexBytes } from '../types/ids.ts';
import { DoorError } from './errors.ts';
import type { Params } from './params.ts';

export const accountRequestFields = ['account', 'key', 'timeMs', 'signature'] as const;

const signaturePattern = /^0x[0-9a-f]{130}$/;

/** Errors: PARAMS_INVALID. */
export function readAccountRequest(params: Params): AccountRequest {
  const signature = params.string('signature', 132);
  if (!signaturePattern.test(signature)) throw new DoorError('PARAMS_INVALID', 'signature must be 65 bytes of hex.');
  return {
    account: params.address('account'),
    key: params.address('key'),
    timeMs: params.integer('timeMs', 0, Number.MAX_SAFE_INTEGER),
    signature: signature as HexBytes,
  };
}

export interface AccessContext {
  readonly networkId: Hash;
  readonly exchange: ExchangeState;
  readonly verifier: TraderVerifier;
  readonly nowMs: number;
  readonly skewMsMax: number;
}

/**
 * Lets in who may read an account: its owner, or a session key of it that is approved and neither revoked nor expired.
 * Errors: ACCOUNT_REQUEST_STALE, ACCOUNT_SIGNATURE_INVALID, ACCOUNT_KEY_UNKNOWN.
 */
export function checkAccountRequest(request: AccountRequest, context: AccessContext): Address {
  const { account, key, timeMs, signature } = request;
  const { networkId, exchange, verifier, nowMs, skewMsMax } = context;
  if (Math.abs(nowMs - timeMs) > skewMsMax) {
    throw new DoorError('ACCOUNT_REQUEST_STALE', `The request is of ${timeMs}, the node's clock says ${nowMs}.`);
  }
  const digest = messageDigest(accountRequestText(networkId, request));
  if (verifier.recover(digest, fromHex(signature)) !== key) {
    throw new DoorError('ACCOUNT_SIGNATURE_INVALID', `The request was not signed by ${key} for this network.`);
  }
  if (key !== account) {
    const session = exchange.keys.get(`${account}/${key}`);
    if (session === undefined || session.revokedAtMs !== 0 || session.expiryMs < nowMs) {
      throw new DoorError('ACCOUNT_KEY_UNKNOWN', `${key} is no valid session key of ${account}.`);
    }
  }
  return account;
}
