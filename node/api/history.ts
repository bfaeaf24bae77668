import { endsBefore } from '../sdk/eventRange.ts';
import type { BlockEvent, ExecutedBlock } from '../types/block.ts';
import type { Hash } from '../types/ids.ts';
import { DoorError } from './errors.ts';
import { PackedBlock, type StoredBlock } from './packedBlock.ts';

/** The newest blocks are asked for most: they are kept as they are. */
const unpackedMax = 256;

/** Where a transaction was executed: its events are `events[first]` to `events[last]`, its receipt being the last. */
export interface StoredTransaction {
  readonly height: number;
  readonly first: number;
  readonly last: number;
}

/** The most recent blocks with their events, and where each of their transactions is. Bounded by both counts and by age. */
export class History {
  readonly #blocksMax: number;
  readonly #transactionsMax: number;
  readonly #blocks = new Map<number, StoredBlock>();
  readonly #transactions = new Map<Hash, StoredTransaction>();
  readonly #ageMsMax: number;
  #first: number;
  #last: number;

  /**
   * @param ageMsMax block time that a block may be behind the newest one
   * @param afterHeight where the node's state begins: what came before is pruned, not unknown
   */
  constructor(blocksMax: number, transactionsMax: number, ageMsMax: number, afterHeight: number) {
    this.#blocksMax = blocksMax;
    this.#transactionsMax = transactionsMax;
    this.#ageMsMax = ageMsMax;
    this.#first = afterHeight + 1;
    this.#last = afterHeight;
  }

  /** Height of the oldest block kept. */
  get firstHeight(): number {
    return this.#first;
  }

  /** Height of the newest block kept; below `firstHeight` while there is none. */
  get lastHeight(): number {
    return this.#last;
  }

  add(executed: ExecutedBlock): void {
    const { transactions, ...block } = executed;
    if (this.#blocks.size === 0) this.#first = block.height;
    this.#last = block.height;
    this.#blocks.set(block.height, { ...block, transactionCount: transactions.length });
    const old = this.#blocks.get(block.height - unpackedMax);
    if (old !== undefined) this.#blocks.set(old.height, new PackedBlock(old));
    let first = 0;
    block.events.forEach((event, position) => {
      if (event.type === 'receipt') {
        this.#transactions.set(event.tx as Hash, { height: block.height, first, last: position });
      }
      if (endsBefore(event)) first = position + 1;
    });
    while (this.#first < this.#last && this.#isTooMuch(block.timeMs)) this.#forgetFirst();
  }

  #isTooMuch(newestMs: number): boolean {
    const isMany = this.#blocks.size > this.#blocksMax || this.#transactions.size > this.#transactionsMax;
    return isMany || newestMs - this.#blocks.get(this.#first)!.timeMs > this.#ageMsMax;
  }

  #forgetFirst(): void {
    for (const event of this.#blocks.get(this.#first)?.events ?? []) {
      if (event.type === 'receipt') this.#transactions.delete(event.tx as Hash);
    }
    this.#blocks.delete(this.#first);
    this.#first += 1;
  }

  transaction(hash: Hash): StoredTransaction | undefined {
    return this.#transactions.get(hash);
  }

  find(height: number): StoredBlock | undefined {
    return this.#blocks.get(height);
  }

  /** Errors: BLOCK_UNKNOWN, HISTORY_PRUNED. */
  block(height: number): StoredBlock {
    const block = this.#blocks.get(height);
    if (block !== undefined) return block;
    if (height < this.#first) throw new DoorError('HISTORY_PRUNED', `Block ${height} is older than ${this.#first}.`);
    throw new DoorError('BLOCK_UNKNOWN', `Block ${height} is not executed here; the last one is ${this.#last}.`);
  }

  /** All events of a transaction, the receipt last. */
  events({ height, first, last }: StoredTransaction): readonly BlockEvent[] {
    return this.#blocks.get(height)!.events.slice(first, last + 1);
  }
}
