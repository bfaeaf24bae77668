import { accountView } from '../exchange/views.ts';
import type { Address } from '../types/ids.ts';
import type { AccountState } from '../sdk/rpcTypes.ts';
import { accountRequestFields, checkAccountRequest, readAccountRequest } from './accountAccess.ts';
import { DoorError } from './errors.ts';
import type { Method, MethodContext } from './method.ts';
import type { Params } from './params.ts';

/** The account that a signed request asks for. Errors: those of `readAccountRequest` and `checkAccountRequest`. */
export function authorised(params: Params, { view, verifier, nowMs }: MethodContext): Address {
  return checkAccountRequest(readAccountRequest(params), {
    networkId: view.door.network.committee.networkId,
    exchange: view.door.exchange(),
    verifier,
    nowMs: nowMs(),
    skewMsMax: view.limits.accountRequestSkewMs,
  });
}

/** Errors: ACCOUNT_UNKNOWN. */
export function accountState(account: Address, { view }: MethodContext): AccountState {
  const state = view.door.exchange();
  const found = accountView(state, account);
  if (found === undefined) throw new DoorError('ACCOUNT_UNKNOWN', `Account ${account} was never funded.`);
  const { height, timeMs } = state.clock.get('clock')!;
  const claims = found.claims.map(({ chain, token, requested, cumulative }) => ({
    chain,
    token,
    requested: requested.toString(),
    cumulative: cumulative.toString(),
  }));
  return { ...found, claims, height, timeMs };
}

export const accountMethods = {
  witan_account: {
    params: accountRequestFields,
    cost: 10,
    call: (params, _caller, context) => accountState(authorised(params, context), context),
  },
} as const satisfies Readonly<Record<string, Method>>;
