import { Subscription } from 'rxjs';
import type { LogPort } from '../sequencer/ports.ts';
import type { NodeDoor } from '../sequencer/nodeDoor.ts';
import { accountsOf } from '../sdk/eventAccounts.ts';
import type { AccountEvents, BlockSummary, BookDiff, BookSnapshot } from '../sdk/rpcTypes.ts';
import { withDecimals } from '../codec/decimalJson.ts';
import type { BlockEvent, ExecutedBlock } from '../types/block.ts';
import type { Address, InstrumentId } from '../types/ids.ts';
import { Attestations } from './attestations.ts';
import { DoorError } from './errors.ts';
import { channel, Feeds } from './feeds.ts';
import { History } from './history.ts';
import type { StoredBlock } from './packedBlock.ts';
import { LevelBook } from './levelBook.ts';
import type { ApiLimits } from './limits.ts';
import { SettlementLog } from './settlementLog.ts';
import { TradeTape } from './tradeTape.ts';
import { TransactionStates } from './transactionStates.ts';

/** Most levels of each side in a snapshot. */
const snapshotLevelsMax = 10_000;

/**
 * What the door remembers of its node: fed by the node's streams, read by the methods. Everything in it is bounded.
 * A block reaches its followers in the turn in which it was executed.
 */
export class NodeView {
  readonly door: NodeDoor;
  readonly limits: ApiLimits;
  readonly feeds = new Feeds();
  readonly history: History;
  readonly trades: TradeTape;
  readonly settlement: SettlementLog;
  readonly attestations: Attestations;
  readonly transactions: TransactionStates;
  /** Whose exit kits somebody subscribed to. */
  readonly exitKitsFor = new Map<string, { readonly account: Address; readonly chainId: number }>();
  readonly #book: LevelBook;
  /** Where the books stand; the heights of the last diff of each market. */
  #bookClock: { height: number; timeMs: number };
  readonly #diffHeights = new Map<InstrumentId, number>();
  readonly #streams = new Subscription();

  constructor(door: NodeDoor, limits: ApiLimits, log: LogPort) {
    this.door = door;
    this.limits = limits;
    const { height, timeMs } = door.exchange().clock.get('clock')!;
    this.history = new History(limits.blocksKept, limits.transactionsKept, limits.historyMs, height);
    this.trades = new TradeTape(limits.tradesKept);
    this.settlement = new SettlementLog(limits.checkpointsKept);
    this.attestations = new Attestations(() => door.committee(), this.history);
    this.transactions = new TransactionStates(
      this.history,
      this.settlement,
      this.feeds,
      limits.pendingTransactionsKept,
    );
    this.#book = new LevelBook(door.exchange());
    this.#bookClock = { height, timeMs };
    // A fault of the door must never reach the node that feeds it.
    const guarded =
      <T>(take: (value: T) => void) =>
      (value: T): void => {
        try {
          take(value);
        } catch (error) {
          log.warn('the API failed on something its node did', { code: 'API_FAILED', error: String(error) });
        }
      };
    this.#streams.add(door.executed$.subscribe(guarded((block) => this.#executed(block))));
    this.#streams.add(door.attested$.subscribe(guarded((report) => this.attestations.take(report))));
    this.#streams.add(
      door.checkpoints$.subscribe(
        guarded((signed) => {
          const notice = this.settlement.addSigned(signed);
          this.transactions.covered(notice.height!);
          this.feeds.publish(channel.checkpoints, notice);
          this.#tellExitKits();
        }),
      ),
    );
    this.#streams.add(
      door.published$.subscribe(
        guarded((published) => {
          const notice = this.settlement.addAccepted(published);
          if (notice.height !== undefined) this.transactions.covered(notice.height);
          this.feeds.publish(channel.checkpoints, notice);
        }),
      ),
    );
  }

  close(): void {
    this.#streams.unsubscribe();
  }

  #executed(executed: ExecutedBlock): void {
    this.history.add(executed);
    const block = this.history.find(executed.height)!;
    this.transactions.executed(block);
    this.#followBooks(executed);
    for (const [instrument, trades] of this.trades.apply(executed)) {
      this.feeds.publish(channel.trades(instrument), trades);
    }
    if (!this.feeds.isQuiet) {
      this.#tellAccounts(executed);
      if (this.feeds.isHeard(channel.blocks)) this.feeds.publish(channel.blocks, summaryOf(block));
    }
    this.attestations.executed();
  }

  #followBooks({ events, height, timeMs }: ExecutedBlock): void {
    if (height <= this.#bookClock.height) return;
    this.#bookClock = { height, timeMs };
    for (const [instrument, changes] of this.#book.apply(events)) {
      const previousHeight = this.#diffHeights.get(instrument) ?? 0;
      this.#diffHeights.set(instrument, height);
      const name = channel.book(instrument);
      if (!this.feeds.isHeard(name)) continue;
      this.feeds.publish(name, { instrument, height, previousHeight, timeMs, changes } satisfies BookDiff);
    }
  }

  /** A new header makes older kits worth less: who asked for them gets new ones. */
  #tellExitKits(): void {
    for (const [name, { account, chainId }] of this.exitKitsFor) {
      if (!this.feeds.isHeard(name)) this.exitKitsFor.delete(name);
      else {
        const kit = this.door.exitKit(account, chainId);
        if (kit !== undefined) this.feeds.publish(name, withDecimals(kit));
      }
    }
  }

  #tellAccounts({ events, height, timeMs }: ExecutedBlock): void {
    const told = new Map<string, BlockEvent[]>();
    for (const event of events) {
      for (const account of accountsOf(event)) {
        const list = told.get(account);
        if (list !== undefined) list.push(event);
        else if (this.feeds.isHeard(channel.account(account))) told.set(account, [event]);
      }
    }
    for (const [account, list] of told) {
      const value = { account: account as AccountEvents['account'], height, timeMs, events: list };
      this.feeds.publish(channel.account(account), value satisfies AccountEvents);
    }
  }

  /** Errors: MARKET_UNKNOWN. */
  book(instrument: InstrumentId, levels = snapshotLevelsMax): BookSnapshot {
    if (!this.door.exchange().markets.has(instrument)) {
      throw new DoorError('MARKET_UNKNOWN', `No market has the number ${instrument}.`);
    }
    const bids = this.#book.side(instrument, 'buy', levels);
    const asks = this.#book.side(instrument, 'sell', levels);
    return { instrument, ...this.#bookClock, bids, asks };
  }
}

export const summaryOf = (block: StoredBlock): BlockSummary => ({
  height: block.height,
  digest: block.digest,
  timeMs: block.timeMs,
  transactions: block.transactionCount,
  events: block.events.length,
  eventsRoot: block.eventsRoot,
  resultDigest: block.resultDigest,
});
