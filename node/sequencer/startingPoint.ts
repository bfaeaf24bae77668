import { decodeMessage } from '../crypto/messageCodec.ts';
import { WitanError } from '../types/fault.ts';
import type { SnapshotManifest } from '../types/snapshot.ts';
import type { Height } from '../types/units.ts';
import type { NetworkConfig } from './config.ts';
import type { LogPort } from './ports.ts';
import { type OpenedSnapshot, openSnapshot } from './snapshotState.ts';

/** What a node's life begins with: genesis, or the newest own snapshot that can be read. */
export interface StartingPoint {
  readonly opened: OpenedSnapshot | undefined;
  /** Of all snapshots that are stored and whole, ascending by height: they can be given to others. */
  readonly manifests: readonly SnapshotManifest[];
}

export const genesisStart: StartingPoint = { opened: undefined, manifests: [] };

/** A snapshot on the disk. */
export interface StoredSnapshot {
  readonly at: Height;
  /** The manifest and all chunks; undefined where something is missing or damaged. */
  read(): readonly Uint8Array[] | undefined;
}

/**
 * The newest of these snapshots that is whole, and is what its own header says. The header's certificate is not checked
 * again: nothing is stored without. Blocks after it are replayed; where none can be read, all are.
 */
export function chooseStart(network: NetworkConfig, stored: readonly StoredSnapshot[], log: LogPort): StartingPoint {
  let opened: OpenedSnapshot | undefined;
  const manifests: SnapshotManifest[] = [];
  for (const snapshot of [...stored].sort((a, b) => b.at - a.at)) {
    try {
      const [first, ...chunks] = snapshot.read() ?? [];
      if (first === undefined) throw new WitanError('SNAPSHOT_DAMAGED', 'a part of the file is missing or damaged');
      const message = decodeMessage(network.committee.networkId, first);
      if (message.type !== 'snapshot') throw new WitanError('SNAPSHOT_DAMAGED', 'it begins with something else');
      opened ??= openSnapshot(network, message.manifest.header, Buffer.concat(chunks));
      manifests.unshift(message.manifest);
    } catch (error) {
      const fields = { code: 'SNAPSHOT_DAMAGED', block: snapshot.at, reason: String(error) };
      log.warn('a stored snapshot cannot be read; the node starts from an older one, or from its blocks', fields);
    }
  }
  return { opened, manifests };
}
