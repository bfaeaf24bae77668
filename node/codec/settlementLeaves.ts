import { WitanError } from '../types/fault.ts';
import type { Address, Hash, HexBytes } from '../types/ids.ts';
import type { ClaimLeaf, ExitLeaf, MarketLeaf, PositionEntry, SubaccountLeaf } from '../types/settlement.ts';
import { tokensMax } from '../types/settlement.ts';
import { ByteWriter } from './byteWriter.ts';
import { fromHex } from './hex.ts';

/**
 * Leaves that are packed: big-endian, two's complement, arrays unpadded, each of one fixed size. Without the `00 ‖ tag`
 * in front, which crypto/merkle.ts adds. Source: docs/spec/settlement.md, Frozen layouts.
 */

/** The trees of a checkpoint, each named by one ASCII letter that every leaf and root of it hashes. */
export type TreeTag = 'C' | 'T' | 'W' | 'S' | 'M' | 'E' | 'L' | 'D' | 'V';

/** Deepest each tree may grow: its root cannot be proven by a longer path. */
export const treeDepthMax: Readonly<Record<TreeTag, number>> = {
  C: 4,
  T: 4,
  M: 16,
  W: 28,
  S: 28,
  E: 28,
  L: 28,
  D: 28,
  V: 20,
};

/** Most open positions of one subaccount. */
export const positionsMax = 128;

/** W leaf, 60 bytes. */
export function encodeClaimLeaf(leaf: ClaimLeaf): Uint8Array {
  return new ByteWriter()
    .u32(leaf.index)
    .hex(leaf.owner)
    .u32(leaf.layer)
    .uint(leaf.cumulative, 16)
    .uint(leaf.requested, 16)
    .finish();
}

/**
 * Preimage of an S leaf's positionsHash: 28 bytes a position, ascending by instrument.
 * Errors: LEAF_INVALID when there are too many, out of order, or one has no lots.
 */
export function encodePositions(positions: readonly PositionEntry[]): Uint8Array {
  const refuse = (why: string): never => {
    throw new WitanError('LEAF_INVALID', `Positions of a subaccount: ${why}.`);
  };
  if (positions.length > positionsMax) refuse(`${positions.length}, at most ${positionsMax}`);
  const writer = new ByteWriter();
  let previous = -1;
  for (const position of positions) {
    if (position.instrument <= previous) refuse(`instrument ${position.instrument} after ${previous}`);
    if (position.lots === 0) refuse(`no lots in instrument ${position.instrument}`);
    previous = position.instrument;
    writer.u32(position.instrument).i64(position.lots).i64(position.cost).i64(position.fundingIndex);
  }
  return writer.finish();
}

/**
 * S leaf, 226 bytes. `positionsHash` is keccak of `encodePositions`.
 * Errors: LEAF_INVALID when there are not 16 token balances or entry 0 is not 0 (USDC lives in `cash`).
 */
export function encodeSubaccountLeaf(leaf: Omit<SubaccountLeaf, 'positions'>, positionsHash: Hash): Uint8Array {
  if (leaf.tokens.length !== tokensMax || leaf.tokens[0] !== 0) {
    throw new WitanError('LEAF_INVALID', `Subaccount ${leaf.index}: needs ${tokensMax} token balances, the first 0.`);
  }
  const writer = new ByteWriter().u32(leaf.index).hex(leaf.owner).u16(leaf.subNo).i64(leaf.cash);
  for (const balance of leaf.tokens) writer.i64(balance);
  return writer.hex(positionsHash).hex(leaf.restHash).finish();
}

/** M leaf, 53 bytes. */
export function encodeMarketLeaf(leaf: MarketLeaf): Uint8Array {
  return new ByteWriter()
    .u32(leaf.instrument)
    .i64(leaf.markPerLot)
    .i64(leaf.fundingIndex)
    .u8(leaf.status)
    .hex(leaf.restHash)
    .finish();
}

/** E leaf, 40 bytes. */
export function encodeExitLeaf(leaf: ExitLeaf): Uint8Array {
  return new ByteWriter().u32(leaf.index).hex(leaf.owner).uint(leaf.equity, 16).finish();
}

/** L leaf, 40 bytes: the part of an operator's stake that the committee asks to slash, over all time. */
export function encodeSlashLeaf(index: number, operator: Address, cumulative: bigint): Uint8Array {
  return new ByteWriter().u32(index).hex(operator).uint(cumulative, 16).finish();
}

/** D leaf, 36 bytes: one shard of the data behind a header. */
export function encodeShardLeaf(index: number, hash: Hash): Uint8Array {
  return new ByteWriter().u32(index).hex(hash).finish();
}

/** Bytes of a padded EIP-2537 G2 point, and of its four coordinates without padding. */
const paddedKeySize = 256;
const coordinateSize = 48;

/**
 * A committee as the registry stores it: n weights of u32, then n BLS keys of 192 bytes (the 256 of EIP-2537 without
 * the zero padding, so that a hundred of them fit one contract's code).
 */
export function encodeCommitteeBlob(
  validators: readonly { readonly power: number; readonly blsKey: HexBytes }[],
): Uint8Array {
  const writer = new ByteWriter();
  for (const { power } of validators) writer.u32(power);
  for (const { blsKey } of validators) {
    const key = fromHex(blsKey);
    if (key.length !== paddedKeySize) throw new WitanError('KEY_INVALID', `A BLS key has ${key.length} bytes.`);
    for (let at = 16; at < paddedKeySize; at += 64) writer.bytes(key.subarray(at, at + coordinateSize));
  }
  return writer.finish();
}
