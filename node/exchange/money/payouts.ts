import type { Address } from '../../types/ids.ts';
import type { BlockRun } from '../blockRun.ts';
import { claimKey, poolKey } from '../ledger/claims.ts';
import type { Claim } from '../records.ts';
import type { ExchangeState } from '../state.ts';
import { finalEverywhere } from './headers.ts';
import { precisionOf } from './tokenUnits.ts';

/** Where a payout goes. */
export interface Payee {
  readonly owner: Address;
  readonly chainId: number;
  /** 0: to the owner; else into that settlement layer of the chain, for the owner. */
  readonly layer: number;
}

/** Ledger units that a chain's vault has left to pay of a token; what its users are owed beyond lies in other chains' vaults. */
export function poolOf(state: ExchangeState, chainId: number, token: number): number {
  const { deposited, requested } = state.pools.get(poolKey(chainId, token))!;
  return Number((deposited - requested) / precisionOf(state.genesis.tokens[token]!));
}

/**
 * Raises what a chain owes somebody, who was debited in the same transition; there is no way back. With a single chain it may be
 * paid under the next header. With several, only when that header is final on all of them: a chain that froze under an older one
 * would pay the same money out again.
 * @param amount ledger units: no more than `poolOf`
 * @returns the claim as it stands now
 */
export function payOut(run: BlockRun, token: number, amount: number, { owner, chainId, layer }: Payee): Claim {
  const { state } = run;
  const units = BigInt(amount) * precisionOf(state.genesis.tokens[token]!);
  const key = claimKey(chainId, token, owner, layer);
  const pool = state.pools.get(poolKey(chainId, token))!;
  const known = state.claims.get(key);
  const before = known ?? { chainId, token, index: pool.claims, owner, layer, requested: 0n, cumulative: 0n };
  const claim = { ...before, requested: before.requested + units };
  state.claims.set(key, claim);
  state.pools.set(poolKey(chainId, token), {
    ...pool,
    requested: pool.requested + units,
    claims: known === undefined ? pool.claims + 1 : pool.claims,
  });
  const totals = state.tokens.get(token)!;
  state.tokens.set(token, { ...totals, requested: totals.requested + units });
  if (state.genesis.chains.length === 1) return release(state, key, units);
  const place = state.counters.get('awaited');
  state.counters.set('awaited', place + 1);
  state.awaited.set(place, { claim: key, amount: units, header: run.headerNumber + 1 });
  return claim;
}

/** Lets go of what waited for headers that are final on every chain by now. */
export function releaseAwaited(run: BlockRun): void {
  const { state } = run;
  if (state.awaited.size === 0) return;
  const final = finalEverywhere(state);
  for (const place of state.awaited.sortedKeys()) {
    const { claim: key, amount, header } = state.awaited.get(place)!;
    if (header > final) return;
    state.awaited.delete(place);
    const { owner, chainId, token, layer, cumulative } = release(state, key, amount);
    run.events.push({
      ...{ type: 'payable', account: owner, chain: chainId, token, layer },
      ...{ amount: amount.toString(), cumulative: cumulative.toString(), header },
    });
  }
}

function release(state: ExchangeState, key: string, amount: bigint): Claim {
  const claim = state.claims.get(key)!;
  const released = { ...claim, cumulative: claim.cumulative + amount };
  state.claims.set(key, released);
  const pool = state.pools.get(poolKey(claim.chainId, claim.token))!;
  state.pools.set(poolKey(claim.chainId, claim.token), { ...pool, withdrawn: pool.withdrawn + amount });
  return released;
}
