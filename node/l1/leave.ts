import { getContract, type PublicClient } from 'viem';
import { headerHash } from '../crypto/settlementHash.ts';
import { WitanError } from '../types/fault.ts';
import type { Address } from '../types/ids.ts';
import type { ExitKit } from '../checkpoint/exitKit.ts';
import type { ExitLeaf } from '../types/settlement.ts';
import { escapeAbi, settlementAbi, vaultAbi } from './abi.ts';
import { readLatestCheckpoint, readAcceptance, type AcceptedCheckpoint } from './client.ts';
import { revertName, revertOf } from './revertName.ts';
import { accountOf, mined, type VaultClients } from './vaultActions.ts';

/**
 * Leaves by the escape with nothing but an exit kit and an L1 endpoint. Every step can be taken by anyone and is taken only
 * where nobody has yet, so that this can be run again at any time, by all owners at once.
 * Source: docs/spec/settlement.md, Leaving without a committee.
 */
export type LeaveStep = 'freeze' | 'submit' | 'open' | 'refund' | 'claim' | 'settle' | 'openPool' | 'exit';

/** A step that was taken. */
export interface Taken {
  readonly step: LeaveStep;
  readonly txHash: `0x${string}`;
  readonly gasUsed: bigint;
}

/** How far it has come. */
export interface Leaving {
  readonly taken: readonly Taken[];
  /** The step that comes next and when it can be taken, Unix seconds; absent: everything is done. */
  readonly next?: { readonly step: LeaveStep; readonly at: number };
}

async function contractsOf(client: PublicClient, settlementAddress: Address) {
  const settlement = getContract({ address: settlementAddress, abi: settlementAbi, client });
  const vault = getContract({ address: await settlement.read.vault(), abi: vaultAbi, client });
  const escape = getContract({ address: await vault.read.escape(), abi: escapeAbi, client });
  return { settlement, vault, escape };
}
type Contracts = Awaited<ReturnType<typeof contractsOf>>;

/**
 * Takes every step that can be taken now.
 * Errors: EXIT_KIT_INVALID where the header does not hash to what the kit says; EXIT_KIT_STALE when everybody leaves by
 * another header than the kit's: another kit is needed; L1_TRANSACTION_REVERTED; viem's when the chain does not answer.
 */
export async function leave(clients: VaultClients, kit: ExitKit): Promise<Leaving> {
  if (headerHash(kit.header) !== kit.headerHash) {
    throw new WitanError('EXIT_KIT_INVALID', `The header of the kit is not ${kit.headerHash}.`);
  }
  const run = new Departure(clients, await contractsOf(clients.client, kit.chain.settlement), kit);
  const next = (await run.freeze()) ?? (await run.lastCall()) ?? (await run.open()) ?? (await run.takeOut());
  return next === undefined ? { taken: run.taken } : { taken: run.taken, next };
}

class Departure {
  readonly taken: Taken[] = [];
  readonly #clients: VaultClients;
  readonly #contracts: Contracts;
  readonly #kit: ExitKit;

  constructor(clients: VaultClients, contracts: Contracts, kit: ExitKit) {
    this.#clients = clients;
    this.#contracts = contracts;
    this.#kit = kit;
  }

  /** Freezes a settlement whose first forced item is overdue, or that has been silent for too long. */
  async freeze(): Promise<Leaving['next']> {
    const [, , , forcedCount, frozenAt] = await this.#contracts.settlement.read.head();
    if (frozenAt !== 0) return undefined;
    const item = await this.#forcedItem(BigInt(forcedCount));
    const overdueAt = item && (await this.#tryNow('freeze', 'settlement', 'freezeOverdue', [item]));
    const silentAt = await this.#tryNow('freeze', 'settlement', 'freezeSilent', []);
    // Not too early: it is frozen now, by whichever reason.
    if (silentAt === undefined) return undefined;
    return { step: 'freeze', at: Math.min(overdueAt ?? silentAt, silentAt) };
  }

  /** The forced item that no header has consumed and that waits first; undefined where none waits. */
  async #forcedItem(index: bigint) {
    const { vault } = this.#contracts;
    if (index >= BigInt(await vault.read.forcedCount())) return undefined;
    const [log] = await this.#clients.client.getContractEvents({
      address: vault.address,
      abi: vaultAbi,
      eventName: 'Forced',
      args: { index },
      fromBlock: 'earliest',
      strict: true,
    });
    return log?.args;
  }

  /** Shows the kit's header while the last call is open, and waits for the header that everybody leaves by. */
  async lastCall(): Promise<Leaving['next']> {
    const { header, chain, chainPath, bitmap, signature } = this.#kit;
    const latest = await readLatestCheckpoint(this.#clients.client, this.#kit.chain.settlement);
    if (latest === undefined || header.number > latest.number) {
      const previous = await this.#previousTokensRoot(latest);
      const at = await this.#tryNow('submit', 'settlement', 'submit', [
        header,
        chain,
        chainPath,
        previous,
        { bitmap, signature },
      ]);
      if (at !== undefined) return { step: 'submit', at };
    }
    try {
      const [{ number }] = await this.#contracts.settlement.read.lastWord();
      if (BigInt(number) !== header.number) throw stale(header.number, BigInt(number));
      return undefined;
    } catch (error) {
      const at = notBefore(error);
      if (at === undefined) throw error;
      return { step: 'open', at };
    }
  }

  async open(): Promise<Leaving['next']> {
    const { header, chain, chainPath } = this.#kit;
    const [, , , , , , openedAt] = await this.#contracts.escape.read.lastWord();
    if (openedAt === 0) await this.#send('open', 'escape', 'open', [header, chain, chainPath]);
    return undefined;
  }

  /** Claims, and once challenges are over the owner's share of every token. */
  async takeOut(): Promise<Leaving['next']> {
    await this.#refund();
    await this.#claim();
    const { read } = this.#contracts.escape;
    const { system, tokens, exits } = this.#kit;
    const [, , , , , , , isSettled] = await read.lastWord();
    if (!isSettled) {
      const at = await this.#tryNow('settle', 'escape', 'settle', [system.leaf, system.path]);
      if (at !== undefined) return { step: 'settle', at };
    }
    for (const { leaf, path } of tokens) {
      if (!(await read.isPoolOpen([leaf.token]))) await this.#send('openPool', 'escape', 'openPool', [leaf, path]);
    }
    for (const { leaf, path } of exits) {
      const left = await this.#leftFor(leaf);
      if (left.length > 0) await this.#send('exit', 'escape', 'exit', [leaf, path, left]);
    }
    return undefined;
  }

  /** Tokens of which a leaf can still take its share. */
  async #leftFor({ index, equity }: ExitLeaf): Promise<Address[]> {
    const { read } = this.#contracts.escape;
    const [, corrected, isCorrected] = await read.corrections([index]);
    if ((isCorrected ? corrected : equity) === 0n) return [];
    const left: Address[] = [];
    for (const { leaf } of this.#kit.tokens) {
      const [pool, isTaken] = await Promise.all([read.pools([leaf.token]), read.hasExited([leaf.token, index])]);
      if (pool > 0n && !isTaken) left.push(leaf.token);
    }
    return left;
  }

  /** Deposits for the owner that the last header has not read. */
  async #refund(): Promise<void> {
    const { owner, chain, tokens } = this.#kit;
    const logs = await this.#clients.client.getContractEvents({
      address: this.#contracts.vault.address,
      abi: vaultAbi,
      eventName: 'Deposited',
      args: { owner },
      fromBlock: chain.l1Block,
      strict: true,
    });
    for (const { args } of logs) {
      const { index, from, subNo, amount } = args;
      const token = tokens.find(({ leaf: { id } }) => id === args.token);
      if (index < chain.depositCount || token === undefined) continue;
      if (await this.#contracts.escape.read.isRefunded([index])) continue;
      await this.#send('refund', 'escape', 'refund', [index, token.leaf.token, from, owner, subNo, amount]);
    }
  }

  async #claim(): Promise<void> {
    const { tokens, claims } = this.#kit;
    for (const { token, leaf, path } of claims) {
      const { leaf: totals, path: tokenPath } = tokens.find(({ leaf: { id } }) => id === token)!;
      const paid = await this.#contracts.vault.read.paidTo([totals.token, leaf.owner, leaf.layer]);
      if (leaf.requested > paid) await this.#send('claim', 'escape', 'claim', [totals, tokenPath, leaf, path]);
    }
  }

  /** The T root of the last header on chain, which the one that follows it directly must name. */
  async #previousTokensRoot(latest: AcceptedCheckpoint | undefined): Promise<`0x${string}`> {
    if (latest === undefined || latest.number + 1n !== this.#kit.header.number) return this.#kit.header.parent;
    return (await readAcceptance(this.#clients.client, this.#kit.chain.settlement, latest)).tokensRoot;
  }

  /** Takes a step, or says from when on it can be taken (Unix seconds) where it is too early. */
  async #tryNow(
    step: LeaveStep,
    contract: 'settlement' | 'escape',
    functionName: string,
    args: readonly unknown[],
  ): Promise<number | undefined> {
    try {
      await this.#send(step, contract, functionName, args);
      return undefined;
    } catch (error) {
      const at = notBefore(error);
      if (at === undefined) throw error;
      return at;
    }
  }

  /** Simulates first, so that a step which somebody else took meanwhile costs nothing; that is no failure. */
  async #send(
    step: LeaveStep,
    contract: 'settlement' | 'escape',
    functionName: string,
    args: readonly unknown[],
  ): Promise<void> {
    const { client, wallet } = this.#clients;
    const call = {
      address: this.#contracts[contract].address,
      abi: contract === 'settlement' ? settlementAbi : escapeAbi,
      functionName,
      args,
      account: accountOf(wallet),
    };
    try {
      await client.simulateContract(call as never);
    } catch (error) {
      if (takenByOthers.has(revertName(error) ?? '')) return;
      throw error;
    }
    const txHash = await wallet.writeContract({ ...call, chain: wallet.chain ?? null } as never);
    const receipt = await mined(this.#clients, txHash).catch((error: unknown) => {
      // Somebody may have been faster in the same block: what the chain says now decides.
      if (error instanceof WitanError && error.code === 'L1_TRANSACTION_REVERTED') return undefined;
      throw error;
    });
    if (receipt !== undefined) this.taken.push({ step, txHash, gasUsed: receipt.gasUsed });
  }
}

/** Steps that only one can take, and a last call that is over: what the chain says next decides. */
const takenByOthers = new Set([
  'AlreadyFrozen',
  'LastCallOver',
  'NumberNotIncreasing',
  'AlreadyOpened',
  'AlreadySettled',
  'PoolAlreadyOpened',
  'NothingToClaim',
  'AlreadyExited',
  'AlreadyRefunded',
]);

/** Refusals that time cures: their first value says when, and how many seconds after that. */
const untilThen: Readonly<Record<string, number>> = {
  TooEarlyToFreeze: 0,
  SubmittedTooEarly: 0,
  RingFull: 0,
  LastCallOpen: 1,
  ChallengesOpen: 1,
};

/** From when on (Unix seconds) a call that was refused as too early can be made; undefined when it failed otherwise. */
function notBefore(error: unknown): number | undefined {
  const revert = revertOf(error);
  const after = revert && untilThen[revert.name];
  return after === undefined ? undefined : Number(revert!.args[0]) + after;
}

const stale = (own: bigint, last: bigint): WitanError =>
  new WitanError(
    'EXIT_KIT_STALE',
    `The kit is of header ${own}; everybody leaves by header ${last}.`,
    'Leave with a kit of that header, which whoever kept the state of the exchange can make.',
  );
