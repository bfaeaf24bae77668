import { Worker } from 'node:worker_threads';
import { WitanError } from '../types/fault.ts';
import type { Hash, HexBytes } from '../types/ids.ts';
import type { AggregateResult, BlsPartial } from './bls.ts';

/** What the worker thread is asked for; `message` is a checkpoint message. */
export type BlsRequest =
  | { readonly type: 'sign'; readonly message: Hash; readonly secretKey: Uint8Array }
  | { readonly type: 'aggregate'; readonly message: Hash; readonly partials: readonly BlsPartial[] }
  | {
      readonly type: 'verify';
      readonly message: Hash;
      readonly keys: readonly HexBytes[];
      readonly signature: HexBytes;
    };

export interface BlsReply {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** BLS off the main thread: one checkpoint costs 25 ms of pairing, which must not delay a vote. */
export interface BlsWorker {
  sign(message: Hash, secretKey: Uint8Array): Promise<HexBytes>;
  /** Sums the good signatures and names the positions of the bad ones. */
  aggregate(message: Hash, partials: readonly BlsPartial[]): Promise<AggregateResult>;
  verifyAggregate(message: Hash, keys: readonly HexBytes[], signature: HexBytes): Promise<boolean>;
  /** Ends the thread; requests still open are rejected with BLS_WORKER_GONE. */
  close(): Promise<void>;
}

/** Requests that may wait at once; more are refused, since nothing sane asks for so many. */
const waitingMax = 1024;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Starts one worker thread.
 * Errors of its promises: BLS_WORKER_BUSY beyond 1,024 waiting requests; BLS_WORKER_FAILED when a request is malformed;
 * BLS_WORKER_GONE when the thread ended.
 */
export function createBlsWorker(): BlsWorker {
  const worker = new Worker(new URL('./blsWorker.ts', import.meta.url));
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let gone = false;

  const endAll = (why: string): void => {
    gone = true;
    for (const { reject } of waiting.values()) reject(new WitanError('BLS_WORKER_GONE', `BLS worker: ${why}.`));
    waiting.clear();
  };
  worker.on('message', (reply: BlsReply) => {
    const request = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (waiting.size === 0) worker.unref();
    if (reply.error !== undefined) request?.reject(new WitanError('BLS_WORKER_FAILED', reply.error));
    else request?.resolve(reply.value);
  });
  worker.on('error', (error: Error) => endAll(error.message));
  worker.on('exit', () => endAll('the thread ended'));
  // After the listeners, since each of them would keep the process alive again.
  worker.unref();

  const ask = <Value>(request: BlsRequest): Promise<Value> => {
    if (gone) return Promise.reject(new WitanError('BLS_WORKER_GONE', 'BLS worker: closed.'));
    if (waiting.size >= waitingMax) {
      return Promise.reject(new WitanError('BLS_WORKER_BUSY', `BLS worker: ${waiting.size} requests wait.`));
    }
    return new Promise<Value>((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      worker.ref();
      worker.postMessage({ id, request });
    });
  };

  return {
    sign: (message, secretKey) => ask({ type: 'sign', message, secretKey }),
    aggregate: (message, partials) => ask({ type: 'aggregate', message, partials }),
    verifyAggregate: (message, keys, signature) => ask({ type: 'verify', message, keys, signature }),
    close: async () => {
      endAll('closed');
      await worker.terminate();
    },
  };
}
