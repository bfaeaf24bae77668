import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** Hands jobs to worker threads, one at a time each, until there are none or `onResult` says that it is enough. */
export async function runPool<Job, Result>(
  jobs: Iterable<Job>,
  onResult: (result: Result) => 'go on' | 'enough',
  workers: number = availableParallelism(),
): Promise<void> {
  const left = jobs[Symbol.iterator]();
  let isEnough = false;
  const runOne = async (): Promise<void> => {
    let next = left.next();
    if (next.done === true) return;
    const worker = new Worker(new URL('worker.ts', import.meta.url));
    try {
      for (; next.done !== true; next = isEnough ? { done: true, value: undefined } : left.next()) {
        if (onResult(await ask<Job, Result>(worker, next.value)) === 'enough') isEnough = true;
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: workers }, runOne));
}

function ask<Job, Result>(worker: Worker, job: Job): Promise<Result> {
  return new Promise((resolve, reject) => {
    const onError = (error: Error): void => reject(error);
    worker.once('error', onError);
    worker.once('message', (result: Result) => {
      worker.off('error', onError);
      resolve(result);
    });
    worker.postMessage(job);
  });
}
