import { setTimeout as delay } from 'node:timers/promises';
import { toHex } from '../codec/hex.ts';
import { decodeTransaction } from '../codec/transaction.ts';
import { MerkleTree } from '../crypto/merkle.ts';
import { decodeFinalBlock } from '../crypto/messageCodec.ts';
import { domainSeparator, signingDigest, transactionHash } from '../crypto/transactionHash.ts';
import { accountsOf } from '../sdk/eventAccounts.ts';
import { endsBefore } from '../sdk/eventRange.ts';
import type { ProvenEvent, ResultProof } from '../sdk/resultProof.ts';
import type { CommitteeProof } from '../sdk/rpcTypes.ts';
import type { NetworkConfig } from '../sequencer/config.ts';
import { eventLeaves } from '../sequencer/execution.ts';
import type { LoggedBlock } from '../storage/blockLogReader.ts';
import type { BlockEvent } from '../types/block.ts';
import { invariant, WitanError } from '../types/fault.ts';
import type { Address, HexBytes } from '../types/ids.ts';
import {
  blockRecord,
  eventRecord,
  type ExportRecord,
  headerRecord,
  titleRecord,
  transactionRecord,
} from './exportRecords.ts';

/** A question to the node. Errors: the codes of docs/api.md. */
export type AskNode = <T>(method: string, params: readonly unknown[]) => Promise<T>;

/** Blocks of the node's log, oldest first; undefined where it ends for now. */
export interface BlockSource {
  next(): LoggedBlock | undefined;
}

export interface ExportJob {
  readonly network: NetworkConfig;
  readonly account: Address;
  readonly fromHeight: number;
  readonly toHeight: number;
  readonly omitted: 'HISTORY_PRUNED' | 'nothing';
}

interface BlockAnswer {
  readonly height: number;
  readonly timeMs: number;
  readonly eventList: readonly BlockEvent[];
}

/** Signed bodies of the account that are not executed yet are remembered, the newest; a committee holds far fewer back. */
const waitingMax = 10_000;
/** How long the log may be behind what is executed: a node writes it twice a second. */
const logLagMs = 5_000;
const logPollMs = 50;

/**
 * The records of an export, one block in memory at a time: bodies from the node's own log, what came of them and its
 * proofs from its API. Errors: those of the node, HISTORY_PRUNED among them when it forgets a block meanwhile.
 */
export async function* exportRecords(job: ExportJob, ask: AskNode, log: BlockSource): AsyncGenerator<ExportRecord> {
  const { network, account, fromHeight, toHeight, omitted } = job;
  const { networkId } = network.committee;
  yield titleRecord({ format: 'witan-export', version: 1, networkId, account, fromHeight, toHeight, omitted });
  const bodies = new Bodies(job, log);
  const headers = await headersOf(network, ask);
  yield* headers.map(headerRecord);
  for (let at = fromHeight; at <= toHeight; at++) {
    const block = await ask<BlockAnswer>('witan_block', [at, true]);
    await bodies.upTo(at);
    yield* recordsOf(job, block, bodies, ask);
  }
  // The newest header may have become newer meanwhile, and covers more.
  const [last] = (await headersOf(network, ask)).slice(-1);
  if (last !== undefined && last.header.number !== headers.at(-1)?.header.number) yield headerRecord(last);
}

async function* recordsOf(
  { network, account }: ExportJob,
  block: BlockAnswer,
  bodies: Bodies,
  ask: AskNode,
): AsyncGenerator<ExportRecord> {
  const events = block.eventList;
  const { chosen, firsts } = choose(account, events);
  if (chosen.length === 0) return;
  const tree = new MerkleTree('V', eventLeaves(events));
  const proven = (index: number): ProvenEvent => ({ event: events[index]!, path: tree.proof(index) });
  const result = await ask<ResultProof>('witan_resultProof', [block.height]);
  yield blockRecord({ ...result, eventCount: events.length });
  for (const index of chosen) {
    yield eventRecord(network, account, block, index, proven(index));
    const firstEvent = firsts.get(index);
    if (firstEvent === undefined) continue;
    const bytes = bodies.take(String(events[index]!.tx));
    const before = firstEvent === 0 ? {} : { before: proven(firstEvent - 1) };
    yield transactionRecord(block, events[index]!, { ...(bytes && { bytes }), firstEvent, ...before });
  }
}

/**
 * Places of the events that an account's export has: all that name it, all of its own transactions, and the funding of each
 * market, which is paid by position. `firsts`: where the transaction began whose receipt is at a place.
 */
export function choose(account: Address, events: readonly BlockEvent[]) {
  const chosen = new Set<number>();
  const firsts = new Map<number, number>();
  let first = 0;
  events.forEach((event, index) => {
    if (accountsOf(event).has(account) || event.type === 'funding') chosen.add(index);
    if (event.type === 'receipt' && event.account === account) {
      firsts.set(index, first);
      for (let at = first; at <= index; at++) chosen.add(at);
    }
    if (endsBefore(event)) first = index + 1;
  });
  return { chosen: [...chosen].sort((a, b) => a - b), firsts };
}

/** Headers that lead from the first committee to the newest, ascending; none before the first was signed. */
async function headersOf(network: NetworkConfig, ask: AskNode): Promise<CommitteeProof[]> {
  const find = (params: readonly number[]): Promise<CommitteeProof | undefined> =>
    ask<CommitteeProof>('witan_committee', params).catch((error: unknown) => {
      if (error instanceof WitanError && error.code === 'CHECKPOINT_UNKNOWN') return undefined;
      throw error;
    });
  const newest = await find([]);
  const found: CommitteeProof[] = [];
  for (let id = network.committee.id; id < Number(newest?.header.committeeId ?? 0); id++) {
    const last = await find([id]);
    if (last !== undefined) found.push(last);
  }
  return newest === undefined ? found : [...found, newest];
}

/** The account's signed transactions out of the block log, from when they are in it until they are executed. */
class Bodies {
  readonly #job: ExportJob;
  readonly #log: BlockSource;
  readonly #domain: Uint8Array;
  readonly #waiting = new Map<string, HexBytes>();
  #height = 0;

  constructor(job: ExportJob, log: BlockSource) {
    this.#job = job;
    this.#log = log;
    const { committee, l1 } = job.network;
    this.#domain = domainSeparator({ networkId: committee.networkId, homeChainId: l1.chainId });
  }

  /** Reads the log up to a height; an executed block may not be written yet. Errors: LOG_BEHIND, LOG_CORRUPT, LOG_GONE. */
  async upTo(height: number): Promise<void> {
    for (let waitedMs = 0; this.#height < height;) {
      const block = this.#log.next();
      if (block !== undefined) this.#take(block);
      else if (waitedMs >= logLagMs) throw behind(height);
      else {
        await delay(logPollMs);
        waitedMs += logPollMs;
      }
    }
  }

  #take({ height, payload }: LoggedBlock): void {
    const { network, account } = this.#job;
    this.#height = height;
    for (const bytes of decodeFinalBlock(network.committee.networkId, payload).bodies) {
      const transaction = decodeTransaction(bytes);
      if (transaction.account !== account) continue;
      this.#waiting.set(transactionHash(signingDigest(this.#domain, transaction), transaction.signature), toHex(bytes));
      if (this.#waiting.size > waitingMax) this.#waiting.delete(this.#waiting.keys().next().value!);
    }
  }

  take(hash: string): HexBytes | undefined {
    const bytes = this.#waiting.get(hash);
    this.#waiting.delete(hash);
    return bytes;
  }
}

const behind = (height: number): WitanError =>
  new WitanError(
    'LOG_BEHIND',
    `The block log in the folder does not reach height ${height}, which the node has executed.`,
    'Name the folder of the node that answers at its rpc address.',
  );

/** A height, or the first block at or after a time. */
export type Bound = { readonly height: number } | { readonly timeMs: number };

/** Errors: HISTORY_PRUNED when the node does not remember `from`, EXPORT_RANGE_EMPTY, and those of the node. */
export async function findRange(
  ask: AskNode,
  from: Bound | undefined,
  to: Bound | undefined,
): Promise<Pick<ExportJob, 'fromHeight' | 'toHeight' | 'omitted'>> {
  const status = await ask<{ attestedHeight: number; historyFromHeight: number }>('witan_status', []);
  const { attestedHeight: last, historyFromHeight: first } = status;
  if (last < first)
    throw new WitanError('EXPORT_RANGE_EMPTY', 'The node remembers no attested block.', 'Try again shortly.');
  const timeOf = async (at: number): Promise<number> => (await ask<BlockAnswer>('witan_block', [at])).timeMs;
  const notBefore = async (timeMs: number): Promise<number> => {
    let [low, high] = [first, last + 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((await timeOf(middle)) < timeMs) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const startMs = await timeOf(first);
  const isPruned = from !== undefined && first > 1 && ('height' in from ? from.height < first : from.timeMs < startMs);
  if (isPruned) {
    throw new WitanError(
      'HISTORY_PRUNED',
      `The node's history begins at height ${first}, ${new Date(startMs).toISOString()}.`,
      'Leave --from out to export what there is, or ask a node with more history.',
    );
  }
  const fromHeight =
    from === undefined ? first : 'height' in from ? Math.max(1, from.height) : await notBefore(from.timeMs);
  const wanted = to === undefined ? last : 'height' in to ? to.height : (await notBefore(to.timeMs + 1)) - 1;
  if (wanted < fromHeight || wanted > last) {
    throw new WitanError(
      'EXPORT_RANGE_EMPTY',
      `There are attested blocks from ${first} to ${last}; asked for were ${fromHeight} to ${wanted}.`,
      'Choose another range, or wait.',
    );
  }
  invariant(fromHeight >= first, 'the range is within the history');
  return { fromHeight, toHeight: wanted, omitted: first > 1 && from === undefined ? 'HISTORY_PRUNED' : 'nothing' };
}
