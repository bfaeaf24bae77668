import { snapshotId } from '../../../node/crypto/digests.ts';
import { keccakHash } from '../../../node/crypto/keccak.ts';
import { decodeMessage, encodeMessage } from '../../../node/crypto/messageCodec.ts';
import type { Hash } from '../../../node/types/ids.ts';
import type { NetworkMessage } from '../../../node/types/message.ts';
import type { SnapshotManifest } from '../../../node/types/snapshot.ts';
import { height } from '../../../node/types/units.ts';
import type { World } from '../world.ts';
import { change } from './words.ts';

/**
 * Leads those astray who join: gives them, under a certified header, a state in which orders queue otherwise, whole and
 * with the right chunk hashes; manifests that nobody signed; and tells everybody who catches up that the blocks were deleted.
 */
export const snapshotLiar = (world: World, validator: number): void => {
  const forged = new Map<Hash, readonly Uint8Array[]>();
  const forge = (manifest: SnapshotManifest): SnapshotManifest => {
    const chunks = forgedChunks(world, validator, manifest);
    const wrong = { ...manifest, chunkHashes: chunks.map((chunk) => keccakHash(chunk)) };
    forged.set(snapshotId(wrong), chunks);
    return wrong;
  };
  const lies: readonly ((manifest: SnapshotManifest) => SnapshotManifest)[] = [
    forge,
    forge,
    (manifest) => ({ ...manifest, header: { ...manifest.header, stateRoot: manifest.header.blockDigest } }),
    (manifest) => ({ ...manifest, bitmap: 1n }),
    (manifest) => ({ ...manifest, chunkHashes: [...manifest.chunkHashes].reverse() }),
    (manifest) => ({ ...manifest, totalBytes: manifest.totalBytes - 1, chunkHashes: manifest.chunkHashes.slice(1) }),
  ];
  change(world, validator, (message): readonly NetworkMessage[] => {
    switch (message.type) {
      case 'snapshot':
        return [{ type: 'snapshot', manifest: world.random.pick(lies)(message.manifest) }];
      case 'finalBlocks':
        return [{ type: 'pruned', lowestHeight: height(1_000_000), snapshotHeight: height(0) }];
      default:
        return [message];
    }
  });
  // What it is asked for of its own inventions its node knows nothing of.
  const { onArrival } = world;
  world.onArrival = (from, to, bytes) => {
    onArrival(from, to, bytes);
    if (to !== validator) return;
    const message = world.decode(bytes);
    const chunk = message.type === 'wantChunk' ? forged.get(message.snapshot)?.[message.index] : undefined;
    if (message.type !== 'wantChunk' || chunk === undefined) return;
    const answer = encodeMessage({ type: 'chunk', snapshot: message.snapshot, index: message.index, bytes: chunk });
    world.deliver(validator, from, answer, 2);
  };
};

/** The chunks of a snapshot that its own disk holds, with the next place in the queues of all books moved. */
function forgedChunks(world: World, validator: number, manifest: SnapshotManifest): Uint8Array[] {
  const { networkId } = world.network.committee;
  for (const snapshot of world.nodes[validator]!.disk.snapshots) {
    const [first, ...chunks] = snapshot.read()!;
    const message = decodeMessage(networkId, first!);
    if (message.type !== 'snapshot' || snapshotId(message.manifest) !== snapshotId(manifest)) continue;
    const whole = Buffer.concat(chunks);
    const at = whole.indexOf('["queue",') + '["queue",'.length;
    whole[at] = whole[at] === 0x39 ? 0x38 : whole[at]! + 1;
    return chunks.map((chunk, index) => whole.subarray(index * chunks[0]!.length).subarray(0, chunk.length));
  }
  return [...manifest.chunkHashes].map(() => new Uint8Array());
}
