import { checkConservation } from '../exchange/conservation.ts';
import { closeBlock, executeTransaction, openBlock } from '../exchange/exchange.ts';
import type { BlockRun } from '../exchange/blockRun.ts';
import { homeChain } from '../exchange/ledger/claims.ts';
import type { ExchangeState } from '../exchange/state.ts';
import type { BlockEvent } from '../types/block.ts';
import { zeroAddress, type Address, type Hash, type HexBytes } from '../types/ids.ts';
import type { ParametersItem } from '../types/parameters.ts';
import type { AgreedPrice, DepositItem } from '../types/settlement.ts';
import type { HashedTransaction, TransactionBody } from '../types/transaction.ts';
import { height, timeMs as blockTime } from '../types/units.ts';

const padded = (value: number, digits: number): `0x${string}` => `0x${value.toString(16).padStart(digits, '0')}`;
/** Names of what a stress run adds; none of a real network begins with so many equal digits. */
const hashOf = (value: number): Hash => `0x${'57'.repeat(16)}${value.toString(16).padStart(32, '0')}` as Hash;
export const stressAddress = (value: number): Address =>
  `0x${'57'.repeat(10)}${value.toString(16).padStart(20, '0')}` as Address;

/** One account's wish in a block. Nothing checks its signature: blocks come to the exchange with that done. */
export interface Wish {
  readonly account: Address;
  readonly body: TransactionBody;
}

/** What a block has besides its prices. */
export interface BlockContent {
  readonly deposits?: readonly (readonly [owner: Address, microUsdc: number, subNo?: number])[];
  /** A version of the parameters that is in force from this block on, after all that wait for theirs. */
  readonly parameters?: Pick<ParametersItem, 'listings' | 'changes'>;
  /** Asked once the block's prices are marked, so that what is quoted is quoted at them. */
  readonly wishes?: () => readonly Wish[];
}

/** A state and the blocks that a stress run puts on top of it, with the engine that nodes run. Money is checked after each. */
export class StressVenue {
  readonly state: ExchangeState;
  timeMs: number;
  #sent = 0;

  constructor(state: ExchangeState) {
    this.state = state;
    this.timeMs = state.clock.get('clock')!.timeMs;
  }

  /** Errors: BrokenInvariant where the block broke a rule that must hold. */
  block(untilMs: number, prices: readonly AgreedPrice[], content: BlockContent = {}): readonly BlockEvent[] {
    const { state } = this;
    this.timeMs = untilMs;
    const next = state.clock.get('clock')!.height + 1;
    const chainId = homeChain(state);
    const cursor = state.l1.get(chainId);
    const { parameters } = content;
    const waiting = [...state.upcomingParameters.sortedKeys()];
    const last =
      parameters && Math.max(0, ...waiting.map((each) => state.upcomingParameters.get(each)!.activationBlock));
    const number = Math.max((cursor?.number ?? 0) + 1, last ?? 0);
    const version = state.counters.get('parameters') + waiting.length + 1;
    const item = {
      kind: 'parameters',
      version,
      activationBlock: number,
      l1Block: number,
      listings: [],
      changes: [],
    } as const;
    const versions = parameters === undefined ? [] : [{ ...item, ...parameters }];
    const first = cursor?.depositCount ?? 0n;
    const deposits = (content.deposits ?? []).map(([owner, amount, subNo = 0], at): DepositItem => ({
      kind: 'deposit',
      index: first + BigInt(at),
      token: 0,
      from: zeroAddress,
      owner,
      subNo,
      amount: BigInt(amount),
      l1Block: number,
    }));
    const run = openBlock(state, {
      height: height(next),
      digest: hashOf(next),
      timeMs: blockTime(untilMs),
      prices,
      l1: [{ cut: { chainId, number, hash: hashOf(next) }, timestampS: 0, items: [...versions, ...deposits] }],
      headerNumber: 0,
    });
    for (const wish of content.wishes?.() ?? []) this.#send(run, wish);
    closeBlock(run);
    checkConservation(state);
    return run.events;
  }

  #send(run: BlockRun, { account, body }: Wish): void {
    this.#sent += 1;
    const transaction: HashedTransaction = {
      hash: hashOf(2 ** 40 + run.height * 4_096 + this.#sent),
      transaction: {
        version: 1,
        account,
        subaccount: 0,
        key: account,
        nonce: this.timeMs + this.#sent,
        expiryMs: blockTime(this.timeMs + 60_000),
        body,
        signature: padded(this.#sent, 130) as HexBytes,
      },
    };
    executeTransaction(run, transaction);
  }
}
