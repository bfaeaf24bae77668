import { ByteWriter } from '../codec/byteWriter.ts';
import { keccakHash } from '../crypto/keccak.ts';
import type { Hash } from '../types/ids.ts';
import type { PriorityState } from './state.ts';

/** A hash over everything that priority remembers: a part of the state root. */
export const priorityDigest = (state: PriorityState): Hash => keccakHash(priorityBytes(state));

/**
 * Everything that priority remembers, of closed hashes only the digests. Equal states give equal bytes. `snapshot.ts` reads
 * them: whatever is written here is read there, in the same order.
 */
export function priorityBytes(state: PriorityState): Uint8Array {
  const writer = new ByteWriter()
    .ascii('witan/priority/2')
    .u64(state.height)
    .u64(state.timeMs)
    .u64(state.committee.epoch);
  state.heads.forEach((head, index) => {
    writer.u64(head.seq).hex(head.digest).u64(head.localTimeMs);
    writer.u64(state.positions[index]!).u64(state.liveCounts[index]!);
  });
  writer.u32(state.live.size);
  for (const arrival of sortedByHash(state.live.values())) {
    writer.hex(arrival.hash).u64(arrival.firstBlockTimeMs).u16(arrival.reports.size);
    for (const [validator, { position, timeMs }] of [...arrival.reports].sort(([a], [b]) => a - b)) {
      writer.u16(validator).u64(position).u64(timeMs);
    }
  }
  writer.u32(state.closedDigests.size);
  for (const [slot, digest] of [...state.closedDigests].sort(([a], [b]) => a - b)) writer.u64(slot).hex(digest);
  for (const { agreed, observations } of state.feeds) {
    writer
      .u16(agreed.feed)
      .u64(agreed.price)
      .u64(agreed.atMs)
      .u8(agreed.stale ? 1 : 0)
      .u16(observations.size);
    for (const [validator, seen] of [...observations].sort(([a], [b]) => a - b)) {
      writer.u16(validator).u64(seen.price).u64(seen.atMs).u64(seen.reportedMs);
    }
  }
  for (const { cut, named } of state.l1) {
    writer.u64(cut.chainId).u64(cut.number).hex(cut.hash);
    for (const blocks of named) {
      writer.u16(blocks.size);
      for (const [number, hash] of [...blocks].sort(([a], [b]) => a - b)) writer.u64(number).hex(hash);
    }
  }
  return writer.finish();
}

const sortedByHash = <T extends { readonly hash: Hash }>(items: Iterable<T>): T[] =>
  [...items].sort((a, b) => (a.hash < b.hash ? -1 : 1));
