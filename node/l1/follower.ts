import type { PublicClient } from 'viem';
import { invariant, WitanError, type Fault } from '../types/fault.ts';
import { isHash, zeroHash, type Address, type Hash } from '../types/ids.ts';
import type { CommitteeItem, L1Item } from '../types/settlement.ts';
import { readCommittees, readInOffice } from './committeeReader.ts';
import { emptyInbox, readInbox, type InboxCursor } from './inboxReader.ts';
import {
  readParameters,
  readParametersHash,
  requireGenesisParameters,
  type ParametersCursor,
} from './parametersReader.ts';
import { readPlans } from './planReader.ts';
import { Backoff, type L1Status } from './retry.ts';
import { readDispute, readSettlement, type SettlementCursor } from './settlementReader.ts';

/**
 * Follows the final part of an L1 chain. It reads the inbox (deposits, forced items), what the settlement did with headers, and on the
 * home chain versions of the parameters, committees and plans of them, in whole blocks and hands them out under the number of the
 * next block whose number is a multiple of `blockMultiple`, which is what validators name in their reports.
 *
 * Only final blocks are read, so a reorganisation above them is never seen. If a block that was final changes its hash,
 * nothing built on it can be trusted: the follower says so once and names nothing from then on.
 * Memory: at most `blocksMax` entries; it reads no further until the ledger has consumed some.
 */
export interface FollowerOptions {
  readonly client: PublicClient;
  readonly chainId: number;
  readonly vault: Address;
  readonly settlement: Address;
  /** Absent: another chain says who is in office. */
  readonly office?: OfficeFollowing;
  /** Absent: this is not the chain of the parameters. */
  readonly riskParameters?: Address;
  /** What version 1 of the parameters must hash to; absent: it is not compared. */
  readonly genesisParameters?: Hash;
  /** The last version of the parameters up to the start; absent: 1, that of genesis. */
  readonly startVersion?: number;
  /** The last block that need not be read, and after it the inbox (absent: empty) and the headers that were accepted (none). */
  readonly startNumber: number;
  readonly startInbox?: InboxCursor;
  readonly startAccepted?: number;
  readonly blockMultiple: number;
  /** Where the chain does not know `finalized`, this many blocks behind the newest count as final. */
  readonly finalityDepth: number;
  readonly pollMs: number;
  readonly retryMsMax?: number;
  readonly blocksMax?: number;
  /** Something new can be read. */
  readonly onAdvance: () => void;
  readonly onStatus: (status: L1Status) => void;
  /** Codes: L1_FINALITY_VIOLATED (for good). */
  readonly onFault: (fault: Fault) => void;
}

/** Who is in office is followed on the home chain. */
export interface OfficeFollowing {
  readonly registry: Address;
  /** The committee of genesis, or the newest one known; the registry numbers later ones on from it. */
  readonly committeeId: number;
  /** The last plan of a committee up to the start; absent: none. */
  readonly startPlan?: Hash;
}

/** A final block, its time (Unix seconds), and the items of it and of the blocks since the last multiple. */
export interface FinalBlock {
  readonly number: number;
  readonly hash: Hash;
  readonly timestampS: number;
  readonly items: readonly L1Item[];
}

/** Most blocks whose logs are asked for at once, and most block hashes. */
const rangeMax = 500;
const hashesMax = 50;
/** However often somebody pokes, the chain is asked no more often than this. */
const pokeGapMs = 25;

export class L1Follower {
  readonly #options: FollowerOptions;
  readonly #backoff: Backoff;
  readonly #blocks = new Map<number, FinalBlock>();
  #newest: FinalBlock | undefined;
  #readTo: number;
  #inbox: InboxCursor;
  #settlement: SettlementCursor | undefined;
  #committeeId: number;
  #plan: Hash;
  #parameters: ParametersCursor | undefined;
  readonly #inOffice = new Map<number, CommitteeItem | 'asking'>();
  #timer: NodeJS.Timeout | undefined;
  #polling = false;
  #poked = false;
  #failing = false;
  #lastReadMs = 0;
  #stopped = false;
  #violated = false;

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#readTo = options.startNumber;
    this.#committeeId = options.office?.committeeId ?? 0;
    this.#plan = options.office?.startPlan ?? zeroHash;
    this.#inbox = options.startInbox ?? emptyInbox;
    const what = `L1 chain ${options.chainId}`;
    this.#backoff = new Backoff(what, options.pollMs, options.retryMsMax ?? 30_000, options.onStatus);
  }

  /** Begins to poll. A chain that is down is retried for ever. */
  start(): void {
    this.#schedule(0);
  }

  /** Stops polling; what was read stays readable. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** Reads soon rather than at the next poll, at most every 25 ms, and not while the chain is being retried. */
  poke(): void {
    if (this.#polling) this.#poked = true;
    else if (!this.#failing) this.#schedule(Math.max(0, this.#lastReadMs + pokeGapMs - Date.now()));
  }

  /** The final block `number` (a multiple of `blockMultiple`); undefined while it was not read, or after `consumed`. */
  block(number: number): FinalBlock | undefined {
    return this.#blocks.get(number);
  }

  /** The newest final block to name; undefined before the first, and for good once finality was violated. */
  newest(): { readonly chainId: number; readonly number: number; readonly hash: Hash } | undefined {
    if (this.#violated || this.#newest === undefined) return undefined;
    return { chainId: this.#options.chainId, number: this.#newest.number, hash: this.#newest.hash };
  }

  /** Forgets blocks up to `number`: the ledger has taken them in. */
  consumed(number: number): void {
    for (const known of this.#blocks.keys()) {
      if (known > number) break;
      this.#blocks.delete(known);
    }
  }

  /** A committee that may be in office: the newest, or the one before. What is not known is asked for. */
  committee(id: number): CommitteeItem | undefined {
    const known = this.#inOffice.get(id);
    if (known !== undefined) return known === 'asking' ? undefined : known;
    this.#inOffice.set(id, 'asking');
    const { client, office, onAdvance } = this.#options;
    invariant(office !== undefined, 'committees are asked for on the home chain');
    readInOffice(client, office.registry, id).then(
      (found) => {
        if (found === undefined) this.#inOffice.delete(id);
        else this.#inOffice.set(id, found);
        onAdvance();
      },
      () => this.#inOffice.delete(id),
    );
    return undefined;
  }

  #schedule(delayMs: number): void {
    clearTimeout(this.#timer);
    if (!this.#stopped && !this.#violated) this.#timer = setTimeout(() => void this.#poll(), delayMs);
  }

  async #poll(): Promise<void> {
    this.#polling = true;
    this.#poked = false;
    let delayMs = this.#options.pollMs;
    try {
      await this.#read();
      this.#failing = false;
      this.#backoff.succeeded();
      if (this.#poked) delayMs = Math.min(delayMs, pokeGapMs);
    } catch (error) {
      this.#failing = true;
      delayMs = this.#backoff.failed(error);
    }
    this.#polling = false;
    this.#lastReadMs = Date.now();
    this.#schedule(delayMs);
  }

  /** Everything that became final since the last time. */
  async #read(): Promise<void> {
    const { blockMultiple, blocksMax = 4_096 } = this.#options;
    if (!(await this.#stillFinal())) return;
    const final = await this.#finalNumber();
    const target = Math.floor(final / blockMultiple) * blockMultiple;
    while (this.#readTo < target && !this.#stopped) {
      const room = blocksMax - this.#blocks.size;
      if (room <= 0) return;
      const span = Math.min(rangeMax, Math.min(room, hashesMax) * blockMultiple);
      const next = Math.floor((this.#readTo + span) / blockMultiple) * blockMultiple;
      await this.#readRange(this.#readTo + 1, Math.min(target, Math.max(next, this.#firstMultiple())));
    }
  }

  async #readRange(from: number, to: number): Promise<void> {
    const { client, vault, settlement, office, riskParameters, blockMultiple, onAdvance } = this.#options;
    const numbers: number[] = [];
    for (let number = this.#firstMultiple(); number <= to; number += blockMultiple) numbers.push(number);
    this.#settlement ??= {
      accepted: this.#options.startAccepted ?? 0,
      disputeS: await readDispute(client, settlement),
    };
    const parametersBefore = (this.#parameters ??= await this.#startParameters());
    const range = [BigInt(from), BigInt(to)] as const;
    const [inbox, headers, parameters, plans, committees, blocks] = await Promise.all([
      readInbox(client, vault, this.#inbox, ...range),
      readSettlement(client, settlement, this.#settlement, ...range),
      riskParameters === undefined
        ? { items: [], cursor: parametersBefore }
        : readParameters(client, riskParameters, parametersBefore, ...range),
      office === undefined ? [] : readPlans(client, office.registry, this.#plan, ...range),
      office === undefined ? [] : readCommittees(client, office.registry, this.#committeeId, ...range),
      Promise.all(numbers.map((number) => this.#blockAt(number))),
    ]);
    let after = from - 1;
    numbers.forEach((number, i) => {
      const isNew = ({ l1Block }: L1Item): boolean => l1Block > after && l1Block <= number;
      // Parameters, plans and committees, then deposits, then forced items, then headers: docs/spec/priority.md, rule 12.
      const items = [parameters.items, plans, committees, inbox.items, headers.items].flatMap((each: readonly L1Item[]) => each.filter(isNew)); // prettier-ignore
      after = number;
      this.#newest = { number, ...blocks[i]!, items };
      this.#blocks.set(number, this.#newest);
    });
    this.#inbox = inbox.cursor;
    this.#settlement = headers.cursor;
    this.#parameters = parameters.cursor;
    this.#plan = plans.at(-1)?.hash ?? this.#plan;
    this.#committeeId = committees.at(-1)?.id ?? this.#committeeId;
    this.#readTo = to;
    onAdvance();
  }

  async #startParameters(): Promise<ParametersCursor> {
    const { client, riskParameters, genesisParameters, startVersion: version = 1 } = this.#options;
    if (riskParameters === undefined) return { version, hash: zeroHash };
    if (genesisParameters !== undefined) await requireGenesisParameters(client, riskParameters, genesisParameters);
    return { version, hash: await readParametersHash(client, riskParameters, version) };
  }

  #firstMultiple(): number {
    const { blockMultiple } = this.#options;
    return (Math.floor(this.#readTo / blockMultiple) + 1) * blockMultiple;
  }

  /** Whether the last block that was read still has its hash. */
  async #stillFinal(): Promise<boolean> {
    if (this.#newest === undefined) return true;
    const { number, hash } = this.#newest;
    const { hash: now } = await this.#blockAt(number);
    if (now === hash) return true;
    this.#violated = true;
    const { chainId, onFault } = this.#options;
    onFault({ code: 'L1_FINALITY_VIOLATED', chainId, number, before: hash, now });
    return false;
  }

  async #blockAt(number: number): Promise<Pick<FinalBlock, 'hash' | 'timestampS'>> {
    const { hash, timestamp } = await this.#options.client.getBlock({ blockNumber: BigInt(number) });
    // Whatever the server says is named in reports as it stands here.
    const canonical: unknown = typeof hash === 'string' ? hash.toLowerCase() : hash;
    if (!isHash(canonical)) throw new WitanError('L1_BLOCK_MISSING', `L1 block ${number} has no hash.`);
    return { hash: canonical, timestampS: Number(timestamp) };
  }

  async #finalNumber(): Promise<number> {
    const { client, finalityDepth } = this.#options;
    try {
      return Number((await client.getBlock({ blockTag: 'finalized' })).number);
    } catch (error) {
      // A server that cannot be reached fails here too; one that merely does not know the tag answers.
      const latest = await client.getBlockNumber({ cacheTime: 0 }).catch(() => {
        throw error;
      });
      return Number(latest) - finalityDepth;
    }
  }
}
