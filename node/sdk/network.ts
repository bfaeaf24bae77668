import { makeCommittee, type Committee } from '../types/committee.ts';
import { WitanError } from '../types/fault.ts';
import { epoch } from '../types/units.ts';
import type { NetworkDescription, OtherChainDescription, TokenDescription } from './rpcTypes.ts';

/**
 * Why a client believes that this is the committee: `pinned`, the user gave it; `compared`, several nodes said the same
 * (all of them would have to lie alike); `single`, one node said so, and could be the whole lie.
 */
export type NetworkTrust = 'pinned' | 'compared' | 'single';

/** What two nodes must say alike to be of one network. */
const identity = ({ networkId, genesisDigest, homeChainId, committee, l1, otherChains }: NetworkDescription): string =>
  JSON.stringify([
    networkId,
    genesisDigest,
    homeChainId,
    committee.id,
    committee.epoch,
    committee.validators.map(({ index, power, ed25519Key, blsKey }) => [index, power, ed25519Key, blsKey]),
    [l1.chainId, l1.settlement, l1.vault, l1.tokens.map(({ address }) => address)],
    otherChains.map(({ chainId, settlement, vault, tokens }) => [chainId, settlement, vault, tokens]),
  ]);

export const isSameNetwork = (a: NetworkDescription, b: NetworkDescription): boolean => identity(a) === identity(b);

/**
 * The committee of a description, its thresholds computed here and not believed.
 * Errors: NETWORK_INVALID.
 */
export function committeeOf({ networkId, committee }: NetworkDescription): Committee {
  try {
    return makeCommittee(networkId, committee.id, epoch(committee.epoch), committee.validators);
  } catch (error) {
    throw new WitanError('NETWORK_INVALID', `The network's description does not hold: ${(error as Error).message}`);
  }
}

export const networkMismatch = (url: string): WitanError =>
  new WitanError(
    'NETWORK_MISMATCH',
    `${url} describes another network than expected.`,
    'Check the endpoints. If the committee has changed, pin its new description.',
  );

/** Contracts of one of the network's chains. Errors: CHAIN_UNKNOWN. */
export function chainOf({ l1, otherChains }: NetworkDescription, chainId: number): OtherChainDescription {
  if (chainId === l1.chainId) return { ...l1, tokens: l1.tokens.map(({ address }) => address) };
  const found = otherChains.find((chain) => chain.chainId === chainId);
  if (found !== undefined) return found;
  throw new WitanError('CHAIN_UNKNOWN', `Chain ${chainId} is none of this network.`);
}

/** A token by its id, or by its symbol. Errors: TOKEN_UNKNOWN. */
export function tokenOf({ l1: { tokens } }: NetworkDescription, token: number | string): TokenDescription {
  const found = tokens.find(({ id, symbol }) => id === token || symbol === token);
  if (found !== undefined) return found;
  const symbols = tokens.map(({ symbol }) => symbol).join(', ');
  throw new WitanError(
    'TOKEN_UNKNOWN',
    `The network has no token ${String(token).slice(0, 40)}.`,
    `It has ${symbols}.`,
  );
}
