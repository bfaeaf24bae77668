import type { CollectInput } from '../checkpoint/collect.ts';
import type { FeedId, Hash, HexBytes, PeerId } from '../types/ids.ts';
import type { Height, TimeMs } from '../types/units.ts';

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
  /** `lowest`: of the blocks in the log; undefined while that is empty. */
  | {
      readonly type: 'blocksRead';
      readonly to: PeerId;
      readonly from: Height;
      readonly lowest: Height | undefined;
      readonly blocks: readonly Uint8Array[];
    }
  /** `kept`: the heights of all snapshots that are stored now, ascending. */
  | { readonly type: 'snapshotStored'; readonly at: Height; readonly kept: readonly Height[] }
  | {
      readonly type: 'snapshotPartRead';
      readonly to: PeerId;
      readonly at: Height;
      readonly part: number;
      /** Undefined where it is not there, or damaged. */
      readonly bytes: Uint8Array | undefined;
    }
  | { readonly type: 'certificateChecked'; readonly headerHash: Hash; readonly isGood: boolean }
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
