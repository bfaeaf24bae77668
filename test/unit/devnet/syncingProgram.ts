/** Syncs a node's store when told to, and says how long that took, ms. For slowDisk.test.ts. */
import { NodeStore } from '../../../node/storage/nodeStore.ts';
import { emptyGuard } from '../../../node/types/guard.ts';
import { height } from '../../../node/types/units.ts';

const { store } = NodeStore.open(
  { folder: process.argv[2]!, journalSegmentBytesMax: 1_000_000, blockSegmentBytesMax: 1_000_000 },
  { begin: () => height(0), block: () => undefined, journal: () => undefined },
);
let startedMs = 0;
store.start(
  {
    synced: () => process.send!(performance.now() - startedMs),
    failed: (error) => process.send!(error.message),
    blocksRead: () => undefined,
    snapshotStored: () => undefined,
    snapshotPartRead: () => undefined,
    installed: () => undefined,
    warn: () => undefined,
  },
  () => [],
);
process.on('message', (message) => {
  if (message !== 'sync') return;
  startedMs = performance.now();
  store.append(new Uint8Array([1, 2, 3]));
  store.sync(emptyGuard);
});
// The preload let go of the channel; here it is all there is to live for.
process.channel?.ref();
process.send!('ready');
