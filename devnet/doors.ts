import { WitanError } from '../node/types/fault.ts';
import type { Address, Hash } from '../node/types/ids.ts';

export interface DoorStatus {
  readonly height: number;
  readonly executedHeight: number;
  readonly view: number;
  readonly epoch: number;
  /** Its number in the committee; null while it has no vote. */
  readonly validator: number | null;
  readonly peers: readonly number[];
  readonly muteReason?: string;
  readonly l1: { readonly isUp: boolean; readonly number: number };
  readonly otherChains: readonly { readonly chainId: number; readonly isUp: boolean; readonly number: number }[];
}

export interface DoorCheckpoint {
  readonly number: number;
  readonly headerHash: Hash;
  readonly header: { readonly stateRoot: Hash; readonly blockHeight: string };
}

/** Totals of USDC in the ledger as of a checkpoint, micro-USDC. */
export interface DoorTotals {
  readonly deposited: bigint;
  readonly requested: bigint;
  readonly liabilities: bigint;
}

/** One JSON-RPC call to a validator's door. Errors: the code that the door answers with. */
export async function ask<T>(url: string, method: string, params: readonly unknown[] = []): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    signal: AbortSignal.timeout(5_000),
  });
  const answer = (await response.json()) as { result?: T; error?: { message: string; data?: { code?: string } } };
  if (answer.error !== undefined) throw new WitanError(answer.error.data?.code ?? 'DOOR_REFUSED', answer.error.message);
  return answer.result as T;
}

/** What the ledger owed at a checkpoint, out of the proof of somebody's claim. */
export async function totalsAt(
  url: string,
  claimant: Address,
  number: number,
  tokenId = 0,
  chain?: number,
): Promise<DoorTotals> {
  const { token } = await ask<{ token: Record<keyof DoorTotals, string> }>(url, 'witan_claimProof', [
    claimant,
    number,
    tokenId,
    ...(chain === undefined ? [] : [chain]),
  ]);
  return {
    deposited: BigInt(token.deposited),
    requested: BigInt(token.requested),
    liabilities: BigInt(token.liabilities),
  };
}
