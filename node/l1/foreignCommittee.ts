import type { PublicClient } from 'viem';
import { aggregateBlsKeys, negateBlsKey } from '../crypto/bls.ts';
import { ed25519KeysHash, nextCommitteeHash } from '../crypto/settlementHash.ts';
import type { Address, Hash, HexBytes } from '../types/ids.ts';
import { committeeRegistryAbi } from './abi.ts';

/** A committee as a mirror on another chain takes it: ForeignCommittee of ICommitteeMirror.sol. */
export interface ForeignCommittee {
  readonly weights: readonly number[];
  readonly keys: readonly HexBytes[];
  readonly negatedAggregate: HexBytes;
  readonly ed25519KeysHash: Hash;
  readonly expiryMs: number;
}

/** A committee of the home chain's registry, and what headers call it; undefined while it is not installed there. */
export async function readForeignCommittee(
  client: PublicClient,
  registry: Address,
  id: bigint,
): Promise<{ readonly hash: Hash; readonly list: ForeignCommittee } | undefined> {
  const contract = { address: registry, abi: committeeRegistryAbi, args: [id] } as const;
  const [{ expiryMs }, members] = await Promise.all([
    client.readContract({ ...contract, functionName: 'committee' }),
    client.readContract({ ...contract, functionName: 'members' }),
  ]);
  if (members.length === 0) return undefined;
  const validators = members.map((member) => ({
    power: member.weight,
    blsKey: member.blsKey as HexBytes,
    ed25519Key: member.ed25519Key as HexBytes,
  }));
  return {
    hash: nextCommitteeHash(id, BigInt(expiryMs), validators),
    list: foreignCommittee(validators, Number(expiryMs)),
  };
}

/** A committee as mirrors take it. */
export function foreignCommittee(
  validators: readonly { readonly power: number; readonly blsKey: HexBytes; readonly ed25519Key: HexBytes }[],
  expiryMs: number,
): ForeignCommittee {
  const keys = validators.map(({ blsKey }) => blsKey);
  return {
    weights: validators.map(({ power }) => power),
    keys,
    negatedAggregate: negateBlsKey(aggregateBlsKeys(keys)),
    ed25519KeysHash: ed25519KeysHash(validators.map(({ ed25519Key }) => ed25519Key)),
    expiryMs,
  };
}
