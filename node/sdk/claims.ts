import { readFinalCheckpoint } from '../l1/client.ts';
import { claim, type Mined, type VaultClients } from '../l1/vaultActions.ts';
import { WitanError } from '../types/fault.ts';
import type { Address, Hash } from '../types/ids.ts';
import type { Endpoints } from './endpoints.ts';

interface PathJson {
  readonly count: string;
  readonly index: string;
  readonly siblings: readonly Hash[];
}

/** Answer of `witan_claimProof`. */
interface ClaimJson {
  readonly number: string;
  readonly headerHash: Hash;
  readonly token: {
    readonly id: number;
    readonly token: Address;
    readonly deposited: string;
    readonly withdrawn: string;
    readonly requested: string;
    readonly liabilities: string;
    readonly withdrawalsRoot: Hash;
  };
  readonly tokenPath: PathJson;
  readonly claim: {
    readonly index: number;
    readonly owner: Address;
    readonly layer: number;
    readonly cumulative: string;
    readonly requested: string;
  };
  readonly claimPath: PathJson;
}

const pathOf = ({ count, index, siblings }: PathJson) => ({ count: BigInt(count), index: BigInt(index), siblings });

/**
 * Claims on L1 what was withdrawn of a token, against the newest header there that serves claims. The contract checks the proof, so
 * the node that makes it need not be trusted.
 * Errors: CLAIM_NOT_READY while L1 has no such header, CLAIM_UNKNOWN, CHECKPOINT_UNKNOWN, and those of `claim`.
 */
export async function claimWithdrawals(
  endpoints: Endpoints,
  clients: VaultClients,
  contracts: { readonly chainId: number; readonly settlement: Address; readonly vault: Address },
  owner: Address,
  token: number,
): Promise<Mined> {
  const { chainId, settlement, vault } = contracts;
  const newest = await readFinalCheckpoint(clients.client, settlement);
  if (newest === undefined) {
    throw new WitanError('CLAIM_NOT_READY', 'L1 has no checkpoint past its dispute period yet.', 'Try again later.');
  }
  const json = await endpoints.call<ClaimJson>('witan_claimProof', [owner, Number(newest.number), token, chainId]);
  const { token: totals, claim: leaf } = json;
  return claim(clients, {
    settlement,
    vault,
    proof: {
      number: BigInt(json.number),
      headerHash: json.headerHash,
      token: {
        ...totals,
        deposited: BigInt(totals.deposited),
        withdrawn: BigInt(totals.withdrawn),
        requested: BigInt(totals.requested),
        liabilities: BigInt(totals.liabilities),
      },
      tokenPath: pathOf(json.tokenPath),
      claim: { ...leaf, cumulative: BigInt(leaf.cumulative), requested: BigInt(leaf.requested) },
      claimPath: pathOf(json.claimPath),
    },
  });
}
