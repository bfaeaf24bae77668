import type { Hash } from '../../types/ids.ts';
import type { AcceptSwap, OfferSwap, UnsignedTransaction } from '../../types/transaction.ts';
import type { BlockRun } from '../blockRun.ts';
import { namedChain } from '../ledger/claims.ts';
import { moveToken } from '../ledger/moveToken.ts';
import { findSubaccount } from '../ledger/subaccounts.ts';
import type { ExchangeState } from '../state.ts';
import type { Verdict } from '../verdict.ts';
import { payOut, poolOf } from './payouts.ts';

/**
 * Swaps of balances across chains. Two deposits came in, on whichever chains; one transition of the ledger debits both sides and
 * raises both claims, or does nothing; both are paid once the header that says so is final on every chain.
 * Source: docs/spec/exchange.md, Swaps.
 */

type Sender = Pick<UnsignedTransaction, 'account' | 'subaccount'>;

/** Makes, replaces or (giving nothing) takes back the one offer of a subaccount. Nothing is held back for it. */
export function offerSwap(
  run: BlockRun,
  hash: Hash,
  { account, subaccount: subNo }: Sender,
  body: OfferSwap,
  subaccount: number,
): Verdict {
  const { state } = run;
  const { giveToken, giveAmount, wantToken, wantAmount, goodTillMs } = body;
  if (giveAmount === 0) {
    state.swaps.delete(subaccount);
    return { code: 'OK' };
  }
  const chainId = namedChain(state, body.chain);
  if (!state.tokens.has(giveToken) || !state.tokens.has(wantToken)) return { code: 'TOKEN_UNKNOWN' };
  if (chainId === undefined) return { code: 'CHAIN_UNKNOWN' };
  if (wantAmount === 0 || goodTillMs <= run.timeMs) return { code: 'SWAP_INVALID' };
  state.swaps.set(subaccount, { hash, giveToken, giveAmount, wantToken, wantAmount, chainId, goodTillMs });
  run.events.push({
    ...{ type: 'swapOffered', offer: hash, account, subaccount: subNo },
    ...{ giveToken, giveAmount, wantToken, wantAmount, chain: chainId, goodTillMs },
  });
  return { code: 'OK' };
}

/** What one side gives up, and who is paid it where. */
interface Leg {
  readonly from: number;
  readonly token: number;
  readonly amount: number;
  readonly chainId: number;
}

/** Whether a leg can be debited and paid; both legs of one pool are looked at together. */
function shortOf(state: ExchangeState, legs: readonly [Leg, Leg]): Verdict | undefined {
  for (const { from, token, amount } of legs) {
    const missing = amount - state.risk.withdrawable(state, from, token);
    if (missing > 0) return { code: 'BALANCE_TOO_LOW', missing };
  }
  for (const { token, chainId } of legs) {
    const isSame = (leg: Leg): boolean => leg.token === token && leg.chainId === chainId;
    const asked = legs.filter(isSame).reduce((sum, { amount }) => sum + amount, 0);
    const lacking = asked - poolOf(state, chainId, token);
    if (lacking > 0) return { code: 'CHAIN_POOL_TOO_LOW', missing: lacking };
  }
  return undefined;
}

/** Takes an offer: its maker is paid where the offer says, the taker where this says. */
export function acceptSwap(
  run: BlockRun,
  { account, subaccount: subNo }: Sender,
  body: AcceptSwap,
  subaccount: number,
): Verdict {
  const { state } = run;
  const { offerer, offererSubaccount, offer: hash } = body;
  const chainId = namedChain(state, body.chain);
  if (chainId === undefined) return { code: 'CHAIN_UNKNOWN' };
  if (offerer === account) return { code: 'SWAP_OWN' };
  const maker = findSubaccount(state, offerer, offererSubaccount);
  const offer = maker === undefined ? undefined : state.swaps.get(maker);
  if (maker === undefined || offer?.hash !== hash || offer.goodTillMs <= run.timeMs) return { code: 'SWAP_UNKNOWN' };
  const given: Leg = { from: maker, token: offer.giveToken, amount: offer.giveAmount, chainId };
  const wanted: Leg = { from: subaccount, token: offer.wantToken, amount: offer.wantAmount, chainId: offer.chainId };
  const short = shortOf(state, [given, wanted]);
  if (short !== undefined) return short;
  state.swaps.delete(maker);
  for (const { from, token, amount } of [given, wanted]) moveToken(state, from, token, 0 - amount);
  const toTaker = payOut(run, given.token, given.amount, { owner: account, chainId, layer: 0 });
  const toMaker = payOut(run, wanted.token, wanted.amount, { owner: offerer, chainId: offer.chainId, layer: 0 });
  run.events.push({
    ...{
      type: 'swap',
      offer: hash,
      maker: offerer,
      makerSubaccount: offererSubaccount,
      taker: account,
      takerSubaccount: subNo,
    },
    ...{
      giveToken: given.token,
      giveAmount: given.amount,
      takerChain: chainId,
      takerRequested: toTaker.requested.toString(),
    },
    ...{
      wantToken: wanted.token,
      wantAmount: wanted.amount,
      makerChain: offer.chainId,
      makerRequested: toMaker.requested.toString(),
    },
  });
  return { code: 'OK' };
}
