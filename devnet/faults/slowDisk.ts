/**
 * Preloaded into a validator's process (node --import): makes its disk slow when the devnet says so. Syncs take longer by
 * a drawn time; nothing else changes. Loaded before the node, so that it gets these functions for the real ones.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread } from 'node:worker_threads';
import { Random } from '../random.ts';

/** What the devnet says over the channel of the process. */
export interface DiskSpeed {
  /** By how much a sync takes longer, least and most, ms. */
  readonly syncMs: readonly [number, number];
  readonly seed: number;
}

const isDiskSpeed = (message: unknown): message is DiskSpeed =>
  typeof message === 'object' && message !== null && 'syncMs' in message;

let drawMs = (): number => 0;

type SyncLater = (fd: number, callback: fs.NoParamCallback) => void;

const later =
  (real: SyncLater): SyncLater =>
  (fd, callback) => {
    const waitMs = drawMs();
    if (waitMs === 0) real(fd, callback);
    else setTimeout(() => real(fd, callback), waitMs);
  };

const sleep = new Int32Array(new SharedArrayBuffer(4));
const atOnce =
  (real: (fd: number) => void) =>
  (fd: number): void => {
    Atomics.wait(sleep, 0, 0, drawMs());
    real(fd);
  };

if (isMainThread) {
  const { fsync, fdatasync, fsyncSync, fdatasyncSync } = fs;
  Object.assign(fs, {
    fsync: later(fsync),
    fdatasync: later(fdatasync),
    fsyncSync: atOnce(fsyncSync),
    fdatasyncSync: atOnce(fdatasyncSync),
  });
  syncBuiltinESMExports();
  process.on('message', (message) => {
    if (!isDiskSpeed(message)) return;
    const random = new Random(message.seed);
    const [least, most] = message.syncMs;
    drawMs = () => (most === 0 ? 0 : random.integer(least, most));
  });
  // The channel alone is no reason to go on living.
  process.channel?.unref();
}
