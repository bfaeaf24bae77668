import { decodeAbiParameters, encodeAbiParameters, parseAbiParameters } from 'viem';
import type { Address, Hash } from '../types/ids.ts';
import type { ChainLeaf, CheckpointHeader, DepositItem, TokenLeaf } from '../types/settlement.ts';
import { fromHex, toHex } from './hex.ts';
import { sameBytes } from './sameBytes.ts';

/**
 * What the contracts read as ABI words: the network's name, the header, the message the committee signs, C and T
 * leaves, hash-chain links. Every function returns the preimage; hashing is crypto's (crypto/settlementHash.ts).
 * Frozen. Source: docs/spec/settlement.md, Frozen layouts. Vectors: test/vectors/settlement.json.
 */

/** Version of the checkpoint message; a header of another layout would carry another one. */
export const checkpointVersion = 1;

/** Hashed, this is the first word of the checkpoint message: no other thing the committee signs starts with it. */
export const checkpointType = 'Checkpoint(bytes32 networkId,uint32 version,bytes32 headerHash)';
/** Hashed, the first word of the proof of possession. */
export const possessionType = 'Possession(bytes32 networkId,address registry,address operator,bytes32 keyHash)';

const networkLayout = parseAbiParameters('string, uint256, address, bytes32');
const headerLayout = parseAbiParameters(
  'uint64, uint64, uint64, uint64, uint8, uint8, uint64, uint64, uint32, uint128, bytes32, bytes32, bytes32, bytes32, bytes32, bytes32, bytes32, bytes32, bytes32, bytes32, bytes32',
);
const messageLayout = parseAbiParameters('bytes32, bytes32, uint32, bytes32');
const possessionLayout = parseAbiParameters('bytes32, bytes32, address, address, bytes32');
const chainLayout = parseAbiParameters('uint64, address, uint64, uint64, bytes32, uint64, bytes32, bytes32, bytes32');
const tokenLayout = parseAbiParameters('uint16, address, uint128, uint128, uint128, uint128, bytes32');
const depositLayout = parseAbiParameters('bytes32, uint64, uint16, address, address, uint16, uint128');
const forcedLayout = parseAbiParameters('bytes32, uint64, uint8, address, uint16, uint64, bytes32');
const nextCommitteeLayout = parseAbiParameters('uint64, uint64, bytes32, bytes32');

/** Preimage of the network id, which stands in every signing domain for ever. */
export function encodeNetwork(homeChainId: bigint, homeRegistry: Address, salt: Hash): Uint8Array {
  return fromHex(encodeAbiParameters(networkLayout, ['witan', homeChainId, homeRegistry, salt]));
}

/** The 21 words of a header. */
export function encodeHeader(header: CheckpointHeader): Uint8Array {
  return fromHex(
    encodeAbiParameters(headerLayout, [
      header.number,
      header.timestampMs,
      header.committeeId,
      header.blockHeight,
      header.reasonBits,
      header.daMode,
      header.diffFrom,
      header.snapshotNumber,
      header.paramsVersion,
      header.exitSum,
      header.parent,
      header.blockDigest,
      header.stateRoot,
      header.marketsRoot,
      header.chainsRoot,
      header.exitRoot,
      header.dataRoot,
      header.diffHash,
      header.slashRoot,
      header.nextCommitteeHash,
      header.extRoot,
    ]),
  );
}

/** Bytes of a header: 21 words. */
export const headerBytes = 21 * 32;

/** Reads what `encodeHeader` wrote; undefined where it would not have written these bytes. */
export function decodeHeader(bytes: Uint8Array): CheckpointHeader | undefined {
  if (bytes.length !== headerBytes) return undefined;
  try {
    const header = headerOf(bytes);
    return sameBytes(encodeHeader(header), bytes) ? header : undefined;
  } catch {
    // viem says with errors of many kinds that a word is longer than its field.
    return undefined;
  }
}

function headerOf(bytes: Uint8Array): CheckpointHeader {
  const words = decodeAbiParameters(headerLayout, toHex(bytes));
  const [number, timestampMs, committeeId, blockHeight, reasonBits, daMode, diffFrom, snapshotNumber] = words;
  const [parent, blockDigest, stateRoot, marketsRoot, chainsRoot, exitRoot] = words.slice(10) as Hash[];
  const [dataRoot, diffHash, slashRoot, nextCommitteeHash, extRoot] = words.slice(16) as Hash[];
  return {
    number,
    timestampMs,
    committeeId,
    blockHeight,
    reasonBits,
    daMode,
    diffFrom,
    snapshotNumber,
    paramsVersion: words[8],
    exitSum: words[9],
    parent: parent!,
    blockDigest: blockDigest!,
    stateRoot: stateRoot!,
    marketsRoot: marketsRoot!,
    chainsRoot: chainsRoot!,
    exitRoot: exitRoot!,
    dataRoot: dataRoot!,
    diffHash: diffHash!,
    slashRoot: slashRoot!,
    nextCommitteeHash: nextCommitteeHash!,
    extRoot: extRoot!,
  };
}

/** Preimage of what each validator signs with BLS. `typeHash` is keccak of `checkpointType`. */
export function encodeCheckpointMessage(typeHash: Hash, networkId: Hash, headerHash: Hash): Uint8Array {
  return fromHex(encodeAbiParameters(messageLayout, [typeHash, networkId, checkpointVersion, headerHash]));
}

/** Preimage of a proof of possession. `typeHash` is keccak of `possessionType`, `keyHash` keccak of the 256-byte key. */
export function encodePossession(
  typeHash: Hash,
  networkId: Hash,
  registry: Address,
  operator: Address,
  keyHash: Hash,
): Uint8Array {
  return fromHex(encodeAbiParameters(possessionLayout, [typeHash, networkId, registry, operator, keyHash]));
}

/** C leaf. */
export function encodeChainLeaf(leaf: ChainLeaf): Uint8Array {
  return fromHex(
    encodeAbiParameters(chainLayout, [
      leaf.chainId,
      leaf.settlement,
      leaf.l1Block,
      leaf.depositCount,
      leaf.depositHash,
      leaf.forcedCount,
      leaf.forcedHash,
      leaf.tokensRoot,
      leaf.extRoot,
    ]),
  );
}

/** T leaf. */
export function encodeTokenLeaf(leaf: TokenLeaf): Uint8Array {
  return fromHex(
    encodeAbiParameters(tokenLayout, [
      leaf.id,
      leaf.token,
      leaf.deposited,
      leaf.withdrawn,
      leaf.requested,
      leaf.liabilities,
      leaf.withdrawalsRoot,
    ]),
  );
}

/** Preimage of the next link of the deposit chain. The L1 block is not part of it: a reorg may move a deposit. */
export function encodeDepositLink(previous: Hash, deposit: Omit<DepositItem, 'kind' | 'l1Block'>): Uint8Array {
  return fromHex(
    encodeAbiParameters(depositLayout, [
      previous,
      deposit.index,
      deposit.token,
      deposit.from,
      deposit.owner,
      deposit.subNo,
      deposit.amount,
    ]),
  );
}

/** A forced item as the inbox chains it. */
export interface ForcedLink {
  readonly index: bigint;
  readonly kind: number;
  readonly owner: Address;
  readonly subNo: number;
  /** Unix seconds. */
  readonly deadline: bigint;
  readonly dataHash: Hash;
}

/** Preimage of the next link of the forced chain. */
export function encodeForcedLink(previous: Hash, item: ForcedLink): Uint8Array {
  return fromHex(
    encodeAbiParameters(forcedLayout, [
      previous,
      item.index,
      item.kind,
      item.owner,
      item.subNo,
      item.deadline,
      item.dataHash,
    ]),
  );
}

/** Preimage of `nextCommitteeHash`. `blobHash` is keccak of `encodeCommitteeBlob`. */
export function encodeNextCommittee(id: bigint, expiryMs: bigint, blobHash: Hash, ed25519KeysHash: Hash): Uint8Array {
  return fromHex(encodeAbiParameters(nextCommitteeLayout, [id, expiryMs, blobHash, ed25519KeysHash]));
}
