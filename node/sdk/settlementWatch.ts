import type { Hash } from '../types/ids.ts';
import type { Endpoints } from './endpoints.ts';
import type { CoveringCheckpoint } from './followed.ts';
import type { CheckpointNotice, TransactionState } from './rpcTypes.ts';

export type SettlementStage = 'checkpointed' | 'settled';

interface Waiter {
  readonly hash: Hash;
  readonly height: number;
  readonly stage: SettlementStage;
  readonly resolve: (covering: CoveringCheckpoint) => void;
}

/** Waits for checkpoints over final transactions: many waiters, one subscription. A node's word; L1 can be asked itself. */
export class SettlementWatch {
  readonly #endpoints: Endpoints;
  readonly #start: () => Promise<void>;
  #waiters: Waiter[] = [];
  #isStarted = false;

  /** `start` subscribes to checkpoints and feeds `onNotice`. */
  constructor(endpoints: Endpoints, start: () => Promise<void>) {
    this.#endpoints = endpoints;
    this.#start = start;
  }

  async until(hash: Hash, height: number, stage: SettlementStage): Promise<CoveringCheckpoint> {
    if (!this.#isStarted) {
      this.#isStarted = true;
      await this.#start();
    }
    const { promise, resolve } = Promise.withResolvers<CoveringCheckpoint>();
    const waiter = { hash, height, stage, resolve };
    this.#waiters.push(waiter);
    // What came before the subscription is not told again.
    await this.#ask(waiter);
    return promise;
  }

  async #ask(waiter: Waiter): Promise<void> {
    let state: TransactionState;
    try {
      state = await this.#endpoints.call<TransactionState>('witan_transaction', [waiter.hash]);
    } catch {
      return; // A later notice, or the next node, will say.
    }
    const { checkpoint, l1 } = state;
    if (waiter.stage === 'settled' && l1 !== undefined) this.#resolve(waiter, covering(l1.checkpoint, l1.txHash));
    if (waiter.stage === 'checkpointed' && checkpoint !== undefined) this.#resolve(waiter, { checkpoint });
  }

  /** Whoever tells now may not have told of what happened meanwhile. */
  onRestart(): void {
    for (const waiter of this.#waiters) void this.#ask(waiter);
  }

  onNotice({ number, stage, height, l1TxHash }: CheckpointNotice): void {
    if (height === undefined) return;
    for (const waiter of this.#waiters.filter((each) => each.height <= height)) {
      if (waiter.stage === 'checkpointed' || stage === 'accepted') this.#resolve(waiter, covering(number, l1TxHash));
    }
  }

  #resolve(waiter: Waiter, result: CoveringCheckpoint): void {
    this.#waiters = this.#waiters.filter((each) => each !== waiter);
    waiter.resolve(result);
  }
}

const covering = (checkpoint: number, l1TxHash: string | undefined): CoveringCheckpoint =>
  l1TxHash === undefined ? { checkpoint } : { checkpoint, l1TxHash };
