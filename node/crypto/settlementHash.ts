import {
  checkpointType,
  encodeChainLeaf,
  encodeCheckpointMessage,
  encodeDepositLink,
  encodeForcedLink,
  encodeHeader,
  encodeNetwork,
  encodeNextCommittee,
  encodePossession,
  encodeTokenLeaf,
  possessionType,
} from '../codec/settlement.ts';
import type { ForcedLink } from '../codec/settlement.ts';
import {
  encodeClaimLeaf,
  encodeCommitteeBlob,
  encodeExitLeaf,
  encodeMarketLeaf,
  encodePositions,
  encodeSubaccountLeaf,
} from '../codec/settlementLeaves.ts';
import { ByteWriter } from '../codec/byteWriter.ts';
import { fromHex } from '../codec/hex.ts';
import type { Address, Hash, HexBytes } from '../types/ids.ts';
import type {
  ChainLeaf,
  CheckpointHeader,
  ClaimLeaf,
  DepositItem,
  ForcedItem,
  ExitLeaf,
  MarketLeaf,
  PositionEntry,
  SubaccountLeaf,
  TokenLeaf,
} from '../types/settlement.ts';
import { keccakHash } from './keccak.ts';
import { leafHash } from './merkle.ts';

/** The hashes of settlement. Layouts: codec/settlement.ts. Source: docs/spec/settlement.md, Frozen layouts. */

const ascii = (text: string): Uint8Array => new ByteWriter().ascii(text).finish();

/** First word of the message a committee signs over a header. */
export const checkpointTypeHash = keccakHash(ascii(checkpointType));
/** First word of a proof of possession. */
export const possessionTypeHash = keccakHash(ascii(possessionType));

/** Names a network in every signing domain: fixed by where and by whom its first registry was deployed. */
export const networkId = (homeChainId: bigint, homeRegistry: Address, salt: Hash): Hash =>
  keccakHash(encodeNetwork(homeChainId, homeRegistry, salt));

export const headerHash = (header: CheckpointHeader): Hash => keccakHash(encodeHeader(header));

/** What validators sign for a header: these 32 bytes are hashed to G1. */
export const checkpointMessage = (network: Hash, header: Hash): Hash =>
  keccakHash(encodeCheckpointMessage(checkpointTypeHash, network, header));

/** What an operator signs to show that it holds the secret of `blsKey` (256 bytes). */
export const possessionMessage = (network: Hash, registry: Address, operator: Address, blsKey: HexBytes): Hash =>
  keccakHash(encodePossession(possessionTypeHash, network, registry, operator, keccakHash(fromHex(blsKey))));

/** The deposit chain after one more deposit. */
export const depositLink = (previous: Hash, deposit: Omit<DepositItem, 'kind' | 'l1Block'>): Hash =>
  keccakHash(encodeDepositLink(previous, deposit));

/** The forced chain after one more item. */
export const forcedLink = (previous: Hash, item: ForcedLink): Hash => keccakHash(encodeForcedLink(previous, item));

/** As `forcedLink`, of an item with its data in full. */
export const forcedItemLink = (
  previous: Hash,
  { forcedKind, data, ...item }: Omit<ForcedItem, 'kind' | 'l1Block'>,
): Hash => forcedLink(previous, { ...item, kind: forcedKind, dataHash: keccakHash(fromHex(data)) });

/**
 * Commitment to the committee that follows. `ed25519Keys` are 32 bytes each, in the order of the committee.
 */
export const nextCommitteeHash = (
  id: bigint,
  expiryMs: bigint,
  validators: readonly { readonly power: number; readonly blsKey: HexBytes; readonly ed25519Key: HexBytes }[],
): Hash => {
  const keysHash = ed25519KeysHash(validators.map(({ ed25519Key }) => ed25519Key));
  return keccakHash(encodeNextCommittee(id, expiryMs, keccakHash(encodeCommitteeBlob(validators)), keysHash));
};

/** Over keys of 32 bytes each, in the order of the committee. */
export function ed25519KeysHash(keys: readonly HexBytes[]): Hash {
  const writer = new ByteWriter();
  for (const key of keys) writer.hex(key);
  return keccakHash(writer.finish());
}

/** What is below a state root beside the subaccounts. */
export interface StateRest {
  /** Root of the exchange's other tables. */
  readonly exchange: Hash;
  readonly priority: Hash;
  readonly epochs: Hash;
  /** The last block's, which binds the history that led there. */
  readonly result: Hash;
}

/** restRoot = keccak(exchange ‖ priority ‖ epochs ‖ result). */
export const restRoot = ({ exchange, priority, epochs, result }: StateRest): Hash =>
  keccakHash(new ByteWriter().hex(exchange).hex(priority).hex(epochs).hex(result).finish());

/** stateRoot = keccak(04 ‖ subsRoot ‖ restRoot). */
export const stateRoot = (subsRoot: Hash, restRoot: Hash): Hash =>
  keccakHash(new ByteWriter().u8(4).hex(subsRoot).hex(restRoot).finish());

/** What the settlement's ring keeps of an accepted header: keccak(header hash ‖ T root of its chain's leaf). */
export const entryCommitment = (header: Hash, tokensRoot: Hash): Hash =>
  keccakHash(new ByteWriter().hex(header).hex(tokensRoot).finish());

export const positionsHash = (positions: readonly PositionEntry[]): Hash => keccakHash(encodePositions(positions));

export const chainLeafHash = (leaf: ChainLeaf): Uint8Array => leafHash('C', encodeChainLeaf(leaf));
export const tokenLeafHash = (leaf: TokenLeaf): Uint8Array => leafHash('T', encodeTokenLeaf(leaf));
export const claimLeafHash = (leaf: ClaimLeaf): Uint8Array => leafHash('W', encodeClaimLeaf(leaf));
export const marketLeafHash = (leaf: MarketLeaf): Uint8Array => leafHash('M', encodeMarketLeaf(leaf));
export const exitLeafHash = (leaf: ExitLeaf): Uint8Array => leafHash('E', encodeExitLeaf(leaf));
export const subaccountLeafHash = (leaf: SubaccountLeaf): Uint8Array =>
  leafHash('S', encodeSubaccountLeaf(leaf, positionsHash(leaf.positions)));
