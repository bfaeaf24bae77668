/**
 * Everything that execution and priority read, as bytes and back: what a snapshot is. All honest nodes make the same bytes
 * of the state after one block. They are, in this order:
 *
 *     ascii 'witan/snapshot/1' ‖ result digest ‖ content ‖ epochs ‖ priority ‖ closed hashes ‖ bodies ‖ exchange
 *
 * with the length before content, epochs and priority (u32), the count before closed hashes (hash, u64 block time) and bodies (each
 * with its length), and the exchange's JSON to the end. Bodies are those of transactions that a quorum has reported and no
 * block has released yet, ascending by hash: no later block brings them again. Other live ones are asked of peers.
 */
import { ByteReader } from '../codec/byteReader.ts';
import { ByteWriter } from '../codec/byteWriter.ts';
import { decodeTransaction } from '../codec/transaction.ts';
import { decodeEpochs, epochsBytes, epochsDigest, type EpochState } from '../consensus/epochs.ts';
import { blockDigest } from '../crypto/digests.ts';
import { decodeContent, encodeContent } from '../crypto/messageCodec.ts';
import { headerHash } from '../crypto/settlementHash.ts';
import { domainSeparator, signingDigest, transactionHash } from '../crypto/transactionHash.ts';
import { type CapturedState, capturedText, captureState, decodeState } from '../exchange/snapshot.ts';
import type { ExchangeState } from '../exchange/state.ts';
import type { Bodies, Body } from '../mempool/bodies.ts';
import { priorityBytes, priorityDigest } from '../priority/commit.ts';
import { decodePriority, solidAndWaiting } from '../priority/snapshot.ts';
import type { PriorityState } from '../priority/state.ts';
import type { BlockContent } from '../types/consensus.ts';
import { invariant, WitanError } from '../types/fault.ts';
import type { Hash } from '../types/ids.ts';
import type { CheckpointHeader } from '../types/settlement.ts';
import { type TimeMs, timeMs } from '../types/units.ts';
import { type LastHeader, stateRootOf } from './checkpoints.ts';
import { type NetworkConfig, priorityConfig } from './config.ts';

const magic = 'witan/snapshot/1';

/** The state after one block, held on to while the node goes on. */
export interface CapturedSnapshot {
  readonly resultDigest: Hash;
  readonly content: BlockContent;
  readonly epochs: Uint8Array;
  readonly priority: Uint8Array;
  readonly closed: readonly (readonly [Hash, TimeMs])[];
  readonly bodies: readonly Uint8Array[];
  readonly exchange: CapturedState;
}

/** Call it right after the block, when priority is no further. Costs a reference a record, and the writing of priority. */
export function captureSnapshot(
  content: BlockContent,
  resultDigest: Hash,
  epochs: EpochState,
  priority: PriorityState,
  exchange: ExchangeState,
  bodies: Bodies,
): CapturedSnapshot {
  return {
    resultDigest,
    content,
    epochs: epochsBytes(epochs),
    priority: priorityBytes(priority),
    closed: [...priority.closed],
    bodies: solidAndWaiting(priority).map((hash) => {
      const body = bodies.get(hash);
      invariant(body !== undefined, `the body of ${hash}, which is solid, is here`);
      return body.bytes;
    }),
    exchange: captureState(exchange),
  };
}

/** Closed hashes that are written at a time. */
const closedAtOnce = 1_024;

/** The snapshot's bytes, in pieces of some kilobytes. */
export function* snapshotPieces(captured: CapturedSnapshot): Generator<Uint8Array> {
  const { epochs, priority, closed, bodies } = captured;
  const content = encodeContent(captured.content);
  yield new ByteWriter().ascii(magic).hex(captured.resultDigest).u32(content.length).bytes(content).finish();
  yield new ByteWriter().u32(epochs.length).bytes(epochs).finish();
  yield new ByteWriter().u32(priority.length).bytes(priority).u32(closed.length).finish();
  for (let from = 0; from < closed.length; from += closedAtOnce) {
    const writer = new ByteWriter();
    for (const [hash, untilMs] of closed.slice(from, from + closedAtOnce)) writer.hex(hash).u64(untilMs);
    yield writer.finish();
  }
  const held = new ByteWriter().u32(bodies.length);
  for (const body of bodies) held.u32(body.length).bytes(body);
  yield held.finish();
  const encoder = new TextEncoder();
  for (const text of capturedText(captured.exchange)) yield encoder.encode(text);
}

/** A snapshot that was read and found to be what its header says: a node can start from it. */
export interface OpenedSnapshot {
  readonly digest: Hash;
  readonly content: BlockContent;
  readonly resultDigest: Hash;
  readonly epochs: EpochState;
  readonly priority: PriorityState;
  readonly exchange: ExchangeState;
  readonly bodies: readonly Body[];
  readonly lastHeader: LastHeader;
}

/**
 * Reads a snapshot and compares all of it with a header; that the committee signed the header is for the caller to know.
 * Errors: SNAPSHOT_MALFORMED, SNAPSHOT_ROOT_WRONG, and whatever bytes that nobody honest wrote may cause.
 */
export function openSnapshot(network: NetworkConfig, header: CheckpointHeader, bytes: Uint8Array): OpenedSnapshot {
  const { networkId } = network.committee;
  const reader = new ByteReader(bytes);
  if (Buffer.from(reader.bytes(magic.length)).toString('latin1') !== magic) {
    throw new WitanError('SNAPSHOT_MALFORMED', 'These bytes are no snapshot of a version that is known.');
  }
  const resultDigest = reader.hex<Hash>(32);
  const content = decodeContent(reader.bytes(reader.u32()));
  const epochs = decodeEpochs(network.epoch, networkId, reader.bytes(reader.u32()));
  const priorityPart = reader.bytes(reader.u32());
  const closed = Array.from(
    { length: counted(reader, 40) },
    () => [reader.hex<Hash>(32), timeMs(reader.u64())] as const,
  );
  const bodies = Array.from({ length: counted(reader, 4) }, () => bodyOf(network, reader.bytes(reader.u32())));
  const priority = decodePriority(priorityConfig(network), epochs.committee, priorityPart, closed);
  const exchange = decodeState(network.exchange, reader.bytes(reader.left));
  const digest = blockDigest(networkId, content);
  const ofPriority = priorityDigest(priority);
  const isWhole =
    digest === header.blockDigest &&
    content.height === Number(header.blockHeight) &&
    content.height === priority.height &&
    content.epoch === epochs.committee.epoch &&
    stateRootOf(exchange, ofPriority, epochsDigest(epochs), resultDigest) === header.stateRoot &&
    String(bodies.map(({ hash }) => hash)) === String(solidAndWaiting(priority));
  if (!isWhole) {
    throw new WitanError('SNAPSHOT_ROOT_WRONG', `The snapshot of block ${content.height} is not what its header says.`);
  }
  const lastHeader: LastHeader = {
    number: header.number,
    headerHash: headerHash(header),
    timeMs: priority.timeMs,
    priorityDigest: ofPriority,
  };
  return { digest, content, resultDigest, epochs, priority, exchange, bodies, lastHeader };
}

/** A count of entries that have so many bytes at least: no more than there can be. */
function counted(reader: ByteReader, entryBytesMin: number): number {
  const count = reader.u32();
  if (count * entryBytesMin > reader.left) throw new WitanError('SNAPSHOT_MALFORMED', `${count} entries do not fit.`);
  return count;
}

function bodyOf({ committee, l1 }: NetworkConfig, bytes: Uint8Array): Body {
  const transaction = decodeTransaction(bytes);
  const separator = domainSeparator({ networkId: committee.networkId, homeChainId: l1.chainId });
  const hash = transactionHash(signingDigest(separator, transaction), transaction.signature);
  return { hash, transaction, bytes: new Uint8Array(bytes) };
}
