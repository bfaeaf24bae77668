import type { CollectInput } from '../checkpoint/collect.ts';
import type { FeedId, Hash, HexBytes, PeerId } from '../types/ids.ts';
import type { TimeMs } from '../types/units.ts';

/** Everything that happens to a sequencer, one at a time. */
export type SequencerInput =
  /** Once, after block log, guard and journal were replayed. */
  | { readonly type: 'start' }
  /** The time asked for with `wakeAt` has come. */
  | { readonly type: 'wake' }
  | { readonly type: 'message'; readonly from: PeerId; readonly bytes: Uint8Array }
  | { readonly type: 'peer'; readonly peer: PeerId; readonly connected: boolean }
  /** A transaction from a door; `answer` is called once. */
  | { readonly type: 'submit'; readonly bytes: Uint8Array; readonly answer: (result: SubmitResult) => void }
  | { readonly type: 'price'; readonly feed: FeedId; readonly price: number; readonly atMs: TimeMs }
  /** The L1 follower has read further. */
  | { readonly type: 'l1' }
  | { readonly type: 'synced' }
  | { readonly type: 'diskFailed'; readonly reason: string }
  | { readonly type: 'blocksRead'; readonly to: PeerId; readonly blocks: readonly Uint8Array[] }
  | {
      readonly type: 'checkpointSigned';
      readonly number: number;
      readonly headerHash: Hash;
      readonly signature: HexBytes;
    }
  | Extract<CollectInput, { type: 'aggregated' }>;

/** Answer to a submission: durable at this node and on its way, or refused with a code. */
export type SubmitResult =
  | { readonly accepted: true; readonly hash: Hash }
  | { readonly accepted: false; readonly code: string; readonly message: string; readonly hash?: Hash };
