import { encodeFunctionData, type PublicClient } from 'viem';
import { entryCommitment } from '../crypto/settlementHash.ts';
import { WitanError, type Fault } from '../types/fault.ts';
import { zeroHash, type Address, type Hash, type HexBytes } from '../types/ids.ts';
import type { ChainLeaf, CheckpointHeader } from '../types/settlement.ts';
import { settlementAbi } from './abi.ts';
import { reportEquivocation } from './equivocation.ts';
import { answers, readAcceptance, readLatestCheckpoint, type AcceptedCheckpoint } from './client.ts';
import { Backoff, type L1Status } from './retry.ts';
import { revertName } from './revertName.ts';
import { gasRoomPercent, type TransactionSender } from './transactionSender.ts';
import { type Place, turnOf } from './turns.ts';

/** A header with a quorum's signature and what Settlement.submit on this chain needs beside it. */
export interface SignedCheckpoint {
  readonly header: CheckpointHeader;
  readonly headerHash: Hash;
  readonly chain: ChainLeaf;
  readonly path: { readonly count: bigint; readonly index: bigint; readonly siblings: readonly Hash[] };
  readonly bitmap: bigint;
  readonly signature: HexBytes;
}

/** A header that the settlement accepted, by this node's transaction (with hash and gas) or by somebody else's. */
export interface Published {
  readonly number: bigint;
  readonly txHash?: `0x${string}`;
  readonly gasUsed?: number;
  readonly blockNumber?: number;
}

export interface PublisherOptions {
  readonly client: PublicClient;
  readonly sender: TransactionSender;
  readonly settlement: Address;
  /** Whose turn it is goes round by header number; the next one waits `staggerMs` more. */
  readonly place: () => Place;
  readonly staggerMs: number;
  readonly pollMs: number;
  readonly retryMsMax?: number;
  readonly onPublished: (published: Published) => void;
  /** That it cannot publish although the chain answers, and that it can again. */
  readonly onStatus: (status: L1Status) => void;
  /**
   * Codes: L1_SUBMIT_REFUSED with the contract's error (this header can never be accepted), L1_CHECKPOINT_DIFFERS (the
   * chain holds another header of this number), then L1_EQUIVOCATION_REPORTED or EVIDENCE_UNREADABLE.
   */
  readonly onFault: (fault: Fault) => void;
}

/** Headers that may wait; a newer one makes the oldest superfluous, since numbers may skip. */
const waitingMax = 64;
/** Committees whose last header that names the next is kept. */
const handoversMax = 8;
/** Refusals that time or another's transaction cures. */
const passing = new Set(['SubmittedTooEarly', 'L1BlockAhead', 'RingFull', 'CommitteeUnknown']);

/**
 * Brings signed checkpoints to L1, one transaction at a time. All validators run one; the first in turn normally
 * succeeds, and the others see it on chain and send nothing.
 */
export class CheckpointPublisher {
  readonly #options: PublisherOptions;
  readonly #backoff: Backoff;
  readonly #waiting: { readonly checkpoint: SignedCheckpoint; readonly dueMs: number }[] = [];
  #timer: NodeJS.Timeout | undefined;
  #busy = false;
  #stopped = false;
  #lastOnChain = 0n;
  #latest: AcceptedCheckpoint | undefined;
  /** A header that a quorum signed, where L1 has accepted another one of its number: until the slasher has seen both. */
  #evidence: readonly [SignedCheckpoint, AcceptedCheckpoint] | undefined;
  /** By committee, the newest header that names the next one: on another chain than the home chain it must come before the next one's. */
  readonly #handovers = new Map<bigint, SignedCheckpoint>();
  /** T roots of headers that were published here or by others, which the next one on L1 must name. */
  readonly #tokensRoots = new Map<bigint, Hash>();

  constructor(options: PublisherOptions) {
    this.#options = options;
    this.#backoff = new Backoff('L1 publisher', options.pollMs, options.retryMsMax ?? 30_000, options.onStatus);
  }

  /** Takes a checkpoint to publish. Older than one on chain, or known: nothing happens. */
  publish(checkpoint: SignedCheckpoint): void {
    const { number } = checkpoint.header;
    this.#remember(number, checkpoint.chain.tokensRoot);
    if (checkpoint.header.nextCommitteeHash !== zeroHash) this.#keepHandover(checkpoint);
    if (this.#stopped) return;
    if (number <= this.#lastOnChain) {
      if (this.#latest?.number === number) this.#compare(checkpoint, this.#latest);
      return;
    }
    if (this.#waiting.some((known) => known.checkpoint.header.number === number)) return;
    const { place, staggerMs } = this.#options;
    this.#waiting.push({ checkpoint, dueMs: Date.now() + turnOf(place(), number) * staggerMs });
    this.#waiting.sort((a, b) => (a.checkpoint.header.number < b.checkpoint.header.number ? -1 : 1));
    if (this.#waiting.length > waitingMax) this.#waiting.shift();
    this.#schedule(0);
  }

  #remember(number: bigint, tokensRoot: Hash): void {
    this.#tokensRoots.set(number, tokensRoot);
    if (this.#tokensRoots.size > waitingMax) this.#tokensRoots.delete(this.#tokensRoots.keys().next().value!);
  }

  /** The T root of the header before, which the contract looks at only where that is the last one on chain. */
  async #previousTokensRoot(number: bigint): Promise<Hash> {
    const latest = this.#latest;
    if (latest?.number !== number - 1n) return zeroHash;
    const known = this.#tokensRoots.get(latest.number);
    if (known !== undefined) return known;
    const { tokensRoot } = await readAcceptance(this.#options.client, this.#options.settlement, latest);
    this.#remember(latest.number, tokensRoot);
    return tokensRoot;
  }

  /** Sends nothing more. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #schedule(delayMs: number): void {
    if (this.#stopped || this.#busy) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), delayMs);
  }

  async #run(): Promise<void> {
    if (this.#busy || this.#stopped) return;
    this.#busy = true;
    let delayMs = this.#options.pollMs;
    try {
      await this.#dropAccepted();
      await this.#accuse();
      // The newest: it says all that older ones do.
      const due = this.#waiting.findLast((entry) => entry.dueMs <= Date.now());
      if (due) await this.#submit(this.#handoverBefore(due.checkpoint) ?? due.checkpoint);
      this.#backoff.succeeded();
    } catch (error) {
      delayMs = (await answers(this.#options.client)) ? this.#backoff.failed(error) : this.#backoff.failedWithoutWord();
    }
    this.#busy = false;
    if (this.#waiting.length > 0 || this.#evidence !== undefined) this.#schedule(delayMs);
  }

  #keepHandover(checkpoint: SignedCheckpoint): void {
    this.#handovers.set(checkpoint.header.committeeId, checkpoint);
    if (this.#handovers.size > handoversMax) this.#handovers.delete(this.#handovers.keys().next().value!);
  }

  /** The header by which a committee before the one that signed this has named its successor, if L1 has heard of nothing since. */
  #handoverBefore({ header }: SignedCheckpoint): SignedCheckpoint | undefined {
    for (const [committeeId, handover] of this.#handovers) {
      if (committeeId < header.committeeId && handover.header.number > this.#lastOnChain) return handover;
    }
    return undefined;
  }

  /** Whether L1 holds another header of this number: then a quorum has signed two. */
  #compare(checkpoint: SignedCheckpoint, latest: AcceptedCheckpoint): boolean {
    const { number, commitment: onChain } = latest;
    const ours = entryCommitment(checkpoint.headerHash, checkpoint.chain.tokensRoot);
    if (ours === onChain) return false;
    this.#options.onFault({ code: 'L1_CHECKPOINT_DIFFERS', number, ours, onChain });
    this.#evidence = [checkpoint, latest];
    this.#schedule(0);
    return true;
  }

  async #accuse(): Promise<void> {
    if (this.#evidence === undefined) return;
    const [{ header }] = this.#evidence;
    try {
      const txHash = await reportEquivocation(this.#options, ...this.#evidence);
      if (txHash !== undefined)
        this.#options.onFault({ code: 'L1_EQUIVOCATION_REPORTED', number: header.number, txHash });
    } catch (error) {
      if (!(error instanceof WitanError)) throw error;
      this.#options.onFault({ code: error.code, number: header.number });
    }
    this.#evidence = undefined;
  }

  /** Forgets what is on chain already, and says so. */
  async #dropAccepted(): Promise<void> {
    const latest = await readLatestCheckpoint(this.#options.client, this.#options.settlement);
    this.#latest = latest;
    if (latest === undefined) return;
    while (this.#waiting.length > 0 && this.#waiting[0]!.checkpoint.header.number <= latest.number) {
      const { checkpoint } = this.#waiting.shift()!;
      const { number } = checkpoint.header;
      if (number < latest.number || this.#compare(checkpoint, latest)) continue;
      if (number > this.#lastOnChain) this.#options.onPublished({ number });
    }
    if (latest.number > this.#lastOnChain) this.#lastOnChain = latest.number;
  }

  async #submit(checkpoint: SignedCheckpoint): Promise<void> {
    const { client, sender, settlement, onPublished, onFault } = this.#options;
    const { account } = sender;
    const { header, chain, path, bitmap, signature } = checkpoint;
    const call = {
      abi: settlementAbi,
      functionName: 'submit',
      args: [header, chain, path, await this.#previousTokensRoot(header.number), { bitmap, signature }],
    } as const;
    let gas: bigint;
    try {
      gas = (await client.estimateContractGas({ ...call, address: settlement, account })) * gasRoomPercent;
    } catch (error) {
      const name = revertName(error);
      if (name === undefined) throw error;
      if (passing.has(name) || name === 'NumberNotIncreasing') return;
      this.#drop(header.number);
      onFault({ code: 'L1_SUBMIT_REFUSED', number: header.number, error: name });
      return;
    }
    const receipt = await sender.send(settlement, encodeFunctionData(call), gas / 100n);
    // Reverted or replaced: somebody was faster, which the next round sees on chain.
    if (receipt === undefined || receipt.status !== 'success') return;
    this.#drop(header.number);
    if (header.number > this.#lastOnChain) this.#lastOnChain = header.number;
    onPublished({
      number: header.number,
      txHash: receipt.transactionHash,
      gasUsed: Number(receipt.gasUsed),
      blockNumber: Number(receipt.blockNumber),
    });
  }

  #drop(number: bigint): void {
    const at = this.#waiting.findIndex((entry) => entry.checkpoint.header.number === number);
    if (at >= 0) this.#waiting.splice(at, 1);
  }
}
