import type { BlockRun } from '../../../node/exchange/blockRun.ts';
import { btcPerpetual, defaultGenesis } from '../../../node/exchange/defaultGenesis.ts';
import { closeBlock, executeTransaction, openBlock } from '../../../node/exchange/exchange.ts';
import type { RiskModel } from '../../../node/exchange/risk/riskModel.ts';
import { createExchange, type ExchangeState } from '../../../node/exchange/state.ts';
import { invariant } from '../../../node/types/fault.ts';
import { zeroAddress, zeroHash, type Address, type Hash, type HexBytes } from '../../../node/types/ids.ts';
import type { DepositItem } from '../../../node/types/settlement.ts';
import { plainOrder } from '../../../node/types/transaction.ts';
import { height, lots, ppb, ticks, timeMs } from '../../../node/types/units.ts';
import { numbersFrom } from './board.ts';

// A crowd of accounts, each with one bought position of the default BTC perpetual, through an index that falls by 5 % in
// 50 blocks: what liquidation costs that must find those whom it hits. Standard margin, and the exchange that validators run.

export interface CrowdRow {
  readonly accounts: number;
  /** Accounts that the fall takes below maintenance margin. */
  readonly atRisk: number;
  /** Assessments of accounts in all blocks of the fall together. */
  readonly examined: number;
  /** Of one block, mean and longest. */
  readonly blockMs: number;
  readonly blockMsMax: number;
  /** Of all blocks together, for each account at risk: finding it, closing it on the book, events. */
  readonly usPerAtRisk: number | null;
}

const startMs = 1_699_999_200_000;
const startTicks = 1_000_000;
const blocks = 50;
const fall = 0.05;
const blockMs = 100;
/** 0.01 BTC, 1,000 USDC. */
const positionLots = 100;
const notionalMicroUsdc = 1_000_000_000;
/** Sellers, and buyers further down; as many lots as one order may have in each of their orders. */
const makers = 40;
const makerFunds = 10n ** 14n;
/** A margin of 6 % to open lets positions be near the maintenance margin of 5 %. */
const listing = { ...btcPerpetual, initialMarginPpb: ppb(60_000_000), openOrdersMax: 1_000 };

const addressOf = (value: number): Address => `0x${value.toString(16).padStart(40, '0')}` as Address;
const hashOf = (value: number): Hash => `0x${value.toString(16).padStart(64, '0')}` as Hash;

/** `riskShare` of the accounts are within the fall of their maintenance margin, the others far from it. */
export function crowdThroughFall(accounts: number, riskShare: number, seed: number): CrowdRow {
  const random = numbersFrom(seed);
  const state = createExchange({ ...defaultGenesis(zeroHash, timeMs(startMs), addressOf(1)), markets: [listing] });
  let assessments = 0;
  (state as { risk: RiskModel }).risk = counted(state.risk, () => (assessments += 1));
  let atRisk = 0;
  const deposits = Array.from({ length: makers + accounts }, (_, at): DepositItem => {
    const isRisky = at >= makers && random() < riskShare;
    atRisk += Number(isRisky);
    const share = isRisky ? 0.065 + 0.03 * random() : 0.25 + random();
    const amount = at < makers ? makerFunds : BigInt(Math.round(notionalMicroUsdc * share));
    return { kind: 'deposit', index: BigInt(at), token: 0, from: zeroAddress, owner: addressOf(0x1000 + at), subNo: 0, amount, l1Block: 0 }; // prettier-ignore
  });
  const trader = new Trader(state, deposits);
  const perMaker = Math.ceil((accounts * positionLots) / makers);
  for (let maker = 0; maker < makers; maker += 1) trader.order(maker, 'sell', startTicks, perMaker);
  for (let at = 0; at < accounts; at += 1) trader.order(makers + at, 'buy', startTicks, positionLots);
  for (let maker = 0; maker < makers; maker += 1) {
    const price = startTicks - Math.ceil((1.4 * fall * startTicks * (maker + 1)) / makers);
    trader.order(maker, 'buy', price, perMaker);
  }
  trader.block(startTicks);
  trader.block(startTicks);
  assessments = 0;
  const times: number[] = [];
  for (let block = 1; block <= blocks; block += 1) {
    const price = Math.round(startTicks * (1 - (fall * block) / blocks));
    const start = performance.now();
    trader.block(price);
    times.push(performance.now() - start);
  }
  const blockMsMean = times.reduce((sum, each) => sum + each, 0) / blocks;
  const rounded = (value: number): number => Number(value.toPrecision(4));
  return {
    accounts,
    atRisk,
    examined: assessments,
    blockMs: rounded(blockMsMean),
    blockMsMax: rounded(Math.max(...times)),
    usPerAtRisk: atRisk === 0 ? null : rounded((blockMsMean * blocks * 1_000) / atRisk),
  };
}

/** The same margin rules, which say when they assess an account. */
export const counted = (risk: RiskModel, count: () => void): RiskModel => ({
  ...risk,
  assess: (state: ExchangeState, subaccount: number) => {
    count();
    return risk.assess(state, subaccount);
  },
});

/** Sends orders into blocks of their own size. */
class Trader {
  readonly #state: ExchangeState;
  #height = 0;
  #orders = 0;
  #run: BlockRun;

  constructor(state: ExchangeState, deposits: readonly DepositItem[]) {
    this.#state = state;
    this.#run = this.#open(startTicks, deposits);
  }

  /** Closes the block under way, and opens one at a price. */
  block(price: number): void {
    closeBlock(this.#run);
    this.#run = this.#open(price, []);
  }

  order(account: number, side: 'buy' | 'sell', price: number, size: number): void {
    this.#orders += 1;
    if (this.#orders % 1_000 === 0) this.block(startTicks);
    const owner = addressOf(0x1000 + account);
    const body = {
      type: 'order',
      instrument: listing.instrument,
      side,
      kind: 'limit',
      timeInForce: 'GTC',
      postOnly: false,
      reduceOnly: false,
      selfTradePrevention: 'cancel-taker',
      price: ticks(price),
      size: lots(size),
      clientId: 0,
      ...plainOrder,
    } as const;
    const transaction = {
      version: 1,
      account: owner,
      subaccount: 0,
      key: owner,
      nonce: startMs - 86_400_000 + this.#orders,
      expiryMs: timeMs(this.#run.timeMs + 60_000),
      body,
      signature: '0x' as HexBytes,
    };
    const code = executeTransaction(this.#run, { hash: hashOf(this.#orders), transaction });
    invariant(code === 'OK', `order ${this.#orders} is refused: ${code}`);
  }

  #open(price: number, deposits: readonly DepositItem[]): BlockRun {
    this.#height += 1;
    const now = timeMs(startMs + this.#height * blockMs);
    const { feed, tickSizeMicroUsdc } = listing;
    return openBlock(this.#state, {
      height: height(this.#height),
      digest: zeroHash,
      timeMs: now,
      prices: [{ feed, price: price * tickSizeMicroUsdc, stale: false, atMs: now }],
      l1: [{ cut: { chainId: 31_337, number: 0, hash: zeroHash }, timestampS: 0, items: deposits }],
      headerNumber: 0,
    });
  }
}
