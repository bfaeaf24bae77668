import type { TransactionState } from '../sdk/rpcTypes.ts';
import type { Hash } from '../types/ids.ts';
import { channel, type Feeds } from './feeds.ts';
import type { History } from './history.ts';
import type { StoredBlock } from './packedBlock.ts';
import type { SettlementLog } from './settlementLog.ts';

/** How far each transaction has come, from accepted here to settled on L1, and who wants to be told. */
export class TransactionStates {
  readonly #history: History;
  readonly #settlement: SettlementLog;
  readonly #feeds: Feeds;
  readonly #pendingMax: number;
  readonly #pending = new Set<Hash>();
  /** Final ones that somebody follows further, with their heights. */
  readonly #unsettled = new Map<Hash, number>();

  constructor(history: History, settlement: SettlementLog, feeds: Feeds, pendingMax: number) {
    this.#history = history;
    this.#settlement = settlement;
    this.#feeds = feeds;
    this.#pendingMax = pendingMax;
  }

  /** This node has accepted it. */
  accepted(hash: Hash): void {
    if (this.#history.transaction(hash) !== undefined) return;
    this.#pending.add(hash);
    if (this.#pending.size > this.#pendingMax) this.#pending.delete(this.#pending.values().next().value!);
  }

  /** Somebody follows it: tell of every step, also where it is final already. */
  watch(hash: Hash): void {
    const found = this.#history.transaction(hash);
    if (found !== undefined) this.#unsettled.set(hash, found.height);
  }

  /** After the history has taken in a block. */
  executed(block: StoredBlock): void {
    if (this.#feeds.isQuiet && this.#pending.size === 0) return;
    for (const event of block.events) {
      if (event.type !== 'receipt') continue;
      const hash = event.tx as Hash;
      this.#pending.delete(hash);
      const name = channel.transaction(hash);
      if (!this.#feeds.isHeard(name)) continue;
      this.#unsettled.set(hash, block.height);
      this.#feeds.publish(name, this.stateOf(hash));
    }
  }

  /** After a checkpoint over everything up to `height` was signed, or accepted on L1. */
  covered(height: number): void {
    for (const [hash, at] of this.#unsettled) {
      const name = channel.transaction(hash);
      if (!this.#feeds.isHeard(name)) this.#unsettled.delete(hash);
      else if (at <= height) {
        const state = this.stateOf(hash);
        if (state.state === 'settled') this.#unsettled.delete(hash);
        this.#feeds.publish(name, state);
      }
    }
  }

  stateOf(hash: Hash): TransactionState {
    const found = this.#history.transaction(hash);
    if (found === undefined) return { hash, state: this.#pending.has(hash) ? 'pending' : 'unknown' };
    const { height } = found;
    const events = this.#history.events(found);
    const checkpoint = this.#settlement.signedOver(height);
    const acceptedNumber = this.#settlement.acceptedOver(height);
    const state = acceptedNumber !== undefined ? 'settled' : checkpoint !== undefined ? 'checkpointed' : 'final';
    return {
      hash,
      state,
      height,
      timeMs: this.#history.block(height).timeMs,
      code: events.at(-1)!.code as string,
      events,
      ...(checkpoint === undefined ? {} : { checkpoint }),
      ...(acceptedNumber === undefined ? {} : { l1: this.#l1(acceptedNumber) }),
    };
  }

  #l1(checkpoint: number): NonNullable<TransactionState['l1']> {
    const { txHash, blockNumber } = this.#settlement.accepted(checkpoint) ?? {};
    return {
      checkpoint,
      ...(txHash === undefined ? {} : { txHash }),
      ...(blockNumber === undefined ? {} : { blockNumber }),
    };
  }
}
