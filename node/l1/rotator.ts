import { type Abi, encodeFunctionData, type PublicClient } from 'viem';
import { aggregateBlsKeys, negateBlsKey } from '../crypto/bls.ts';
import { entryCommitment } from '../crypto/settlementHash.ts';
import { type Address, type Hash, type HexBytes, zeroHash } from '../types/ids.ts';
import { committeeMirrorAbi, committeeRegistryAbi } from './abi.ts';
import { answers, readFinalCheckpoint } from './client.ts';
import { readForeignCommittee } from './foreignCommittee.ts';
import type { SignedCheckpoint } from './publisher.ts';
import { Backoff, type L1Status } from './retry.ts';
import { revertName } from './revertName.ts';
import { gasRoomPercent, type TransactionSender } from './transactionSender.ts';
import { type Place, turnOf } from './turns.ts';

/** What was done on L1 for the next committee. */
export interface Rotated {
  readonly did: 'plan' | 'install';
  readonly committee: number;
  readonly gasUsed: number;
}

export interface RotatorOptions {
  readonly client: PublicClient;
  readonly sender: TransactionSender;
  readonly registry: Address;
  readonly settlement: Address;
  /** Whose turn it is goes round by committee id; the next one waits `staggerMs` more. */
  readonly place: () => Place;
  readonly staggerMs: number;
  readonly pollMs: number;
  readonly onRotated: (rotated: Rotated) => void;
  readonly onStatus: (status: L1Status) => void;
}

/** Signed headers that name a next committee, the newest: as many as the settlement's ring holds. */
const namedMax = 64;

/** A header that names the next committee, as contracts are shown it. */
interface Naming {
  readonly header: SignedCheckpoint['header'];
  readonly slot: bigint;
  readonly tokensRoot: Hash;
}

interface RegistryCall {
  readonly functionName: string;
  readonly args?: readonly unknown[];
}

/** What one chain wants done for the next committee. Anybody could; all validators do, in turn, and who comes late finds it done. */
abstract class Rotator {
  readonly #options: RotatorOptions;
  readonly #abi: Abi;
  readonly #backoff: Backoff;
  readonly #named: SignedCheckpoint[] = [];
  /** What there is to do, and since when this node knows. */
  #due: { readonly what: string; readonly sinceMs: number } | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: RotatorOptions, abi: Abi) {
    this.#options = options;
    this.#abi = abi;
    this.#backoff = new Backoff('L1 rotation', options.pollMs, 30_000, options.onStatus);
    this.#schedule(0);
  }

  /** A header that a quorum signed: it may be what installs the next committee. */
  signed(checkpoint: SignedCheckpoint): void {
    if (checkpoint.header.nextCommitteeHash === zeroHash) return;
    this.#named.push(checkpoint);
    if (this.#named.length > namedMax) this.#named.shift();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #schedule(delayMs: number): void {
    if (!this.#stopped) this.#timer = setTimeout(() => void this.#run(), delayMs);
  }

  async #run(): Promise<void> {
    let delayMs = this.#options.pollMs;
    try {
      await this.rotate();
      this.#backoff.succeeded();
    } catch (error) {
      delayMs = (await answers(this.#options.client)) ? this.#backoff.failed(error) : this.#backoff.failedWithoutWord();
    }
    this.#schedule(delayMs);
  }

  /** Looks at what there is to do now, and does it. */
  protected abstract rotate(): Promise<void>;

  /** The newest final header here, if committee `installed` signed it and it names the next one by this hash. */
  protected async naming(installed: bigint, hash: Hash): Promise<Naming | undefined> {
    const { client, settlement } = this.#options;
    const final = await readFinalCheckpoint(client, settlement);
    const shown = this.#named.find(
      ({ headerHash, chain }) => entryCommitment(headerHash, chain.tokensRoot) === final?.commitment,
    );
    if (final === undefined || shown === undefined) return undefined;
    if (shown.header.committeeId !== installed || shown.header.nextCommitteeHash !== hash) return undefined;
    return { header: shown.header, slot: final.slot, tokensRoot: shown.chain.tokensRoot };
  }

  /** Sends what the contract would accept now, once it is this node's turn. */
  protected async do(did: Rotated['did'], committee: bigint, call: RegistryCall): Promise<void> {
    const { client, sender, registry, place, staggerMs, onRotated } = this.#options;
    const toRegistry = { ...call, abi: this.#abi };
    let gas: bigint;
    try {
      gas = await client.estimateContractGas({ ...toRegistry, address: registry, account: sender.account });
    } catch (error) {
      // Refused: not yet, or somebody else has done it.
      if (revertName(error) === undefined) throw error;
      this.#due = undefined;
      return;
    }
    const what = `${did} ${committee}`;
    if (this.#due?.what !== what) this.#due = { what, sinceMs: Date.now() };
    if (Date.now() < this.#due.sinceMs + turnOf(place(), committee) * staggerMs) return;
    const receipt = await sender.send(registry, encodeFunctionData(toRegistry), (gas * gasRoomPercent) / 100n);
    if (receipt?.status !== 'success') return;
    onRotated({ did, committee: Number(committee), gasUsed: Number(receipt.gasUsed) });
  }
}

/** On the home chain: plans the next committee whenever the registry allows it, and installs it once a header that names it is final there. */
export class CommitteeRotator extends Rotator {
  readonly #chain: RotatorOptions;

  constructor(options: RotatorOptions) {
    super(options, committeeRegistryAbi);
    this.#chain = options;
  }

  protected override async rotate(): Promise<void> {
    const { client, registry } = this.#chain;
    const contract = { address: registry, abi: committeeRegistryAbi } as const;
    const [installed, [hash, , atBlock]] = await Promise.all([
      client.readContract({ ...contract, functionName: 'installed' }),
      client.readContract({ ...contract, functionName: 'planned' }),
    ]);
    if (hash !== zeroHash && (await this.#install(installed, hash as Hash, atBlock))) return;
    await this.do('plan', installed + 1n, { functionName: 'plan' });
  }

  /** Whether the plan can be installed now: its header is the newest final one. */
  async #install(installed: bigint, hash: Hash, atBlock: bigint): Promise<boolean> {
    const { client, registry } = this.#chain;
    const shown = await this.naming(installed, hash);
    if (shown === undefined) return false;
    const contract = { address: registry, abi: committeeRegistryAbi } as const;
    const events = await client.getContractEvents({
      ...contract,
      eventName: 'CommitteePlanned',
      fromBlock: atBlock,
      toBlock: atBlock,
      strict: true,
    });
    const planned = events.find(({ args }) => args.hash === hash);
    if (planned === undefined) return false;
    const { members, weights } = planned.args;
    const keys = await Promise.all(
      members.map((member) => client.readContract({ ...contract, functionName: 'blsKeyOf', args: [member] })),
    );
    const aggregate = negateBlsKey(aggregateBlsKeys(keys as HexBytes[]));
    const { header, slot, tokensRoot } = shown;
    const args = [header, slot, tokensRoot, members, weights, aggregate];
    await this.do('install', installed + 1n, { functionName: 'install', args });
    return true;
  }
}

/** Where another chain than the home chain is, and where the home chain's registry. */
export interface MirrorOptions extends RotatorOptions {
  readonly home: PublicClient;
  readonly homeRegistry: Address;
}

/** On another chain: installs in its mirror what the home chain's registry has installed, once a header that names it is final there. */
export class MirrorRotator extends Rotator {
  readonly #chain: MirrorOptions;

  constructor(options: MirrorOptions) {
    super(options, committeeMirrorAbi);
    this.#chain = options;
  }

  protected override async rotate(): Promise<void> {
    const { client, registry: address, home, homeRegistry } = this.#chain;
    const installed = await client.readContract({ address, abi: committeeMirrorAbi, functionName: 'installed' });
    const next = await readForeignCommittee(home, homeRegistry, installed + 1n);
    if (next === undefined) return;
    const shown = await this.naming(installed, next.hash);
    if (shown === undefined) return;
    const { header, slot, tokensRoot } = shown;
    await this.do('install', installed + 1n, { functionName: 'install', args: [header, slot, tokensRoot, next.list] });
  }
}
