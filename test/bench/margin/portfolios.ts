import { btcFutures, btcOptions, btcPerpetual, defaultGenesis } from '../../../node/exchange/defaultGenesis.ts';
import { closeBlock, openBlock } from '../../../node/exchange/exchange.ts';
import { bookTrade } from '../../../node/exchange/ledger/positions.ts';
import { surfaceNodes } from '../../../node/exchange/prices/surface.ts';
import { tenorsMs } from '../../../node/exchange/prices/tenors.ts';
import type { RiskModel } from '../../../node/exchange/risk/riskModel.ts';
import { createExchange, type ExchangeState } from '../../../node/exchange/state.ts';
import { feedId, zeroAddress, zeroHash, type Address } from '../../../node/types/ids.ts';
import type { AgreedPrice, DepositItem } from '../../../node/types/settlement.ts';
import { height, timeMs } from '../../../node/types/units.ts';
import { numbersFrom } from './board.ts';
import { counted } from './crowd.ts';

// Accounts with portfolio margin and options, futures and the perpetual of one underlying, each with something above its maintenance margin:
// calm blocks, in which every mark moves a little, and then an index that falls by 5 %, step by step or at once.

/** Some blocks together. */
export interface PortfolioBlocks {
  /** Of one block, mean and longest. */
  readonly blockMs: number;
  readonly blockMsMax: number;
  /** Assessments of accounts in a block, mean. */
  readonly examined: number;
}

export interface PortfoliosRow {
  readonly accounts: number;
  readonly positions: number;
  /** Options that are listed. */
  readonly options: number;
  /** Blocks in which the index goes up or down by 1 to 5 hundredths of a percent. */
  readonly calm: PortfolioBlocks;
  /** The same crowd with standard margin. */
  readonly standard: PortfolioBlocks;
  /** Fifty blocks, in each of which the index falls by a tenth of a percent; and accounts below maintenance after them. */
  readonly fall: PortfolioBlocks;
  readonly fallen: number;
  /** The one block in which it falls by as much; and accounts below maintenance after it. */
  readonly jump: PortfolioBlocks;
  readonly jumped: number;
}

const startMs = 1_699_999_200_000;
const startIndex = 100_000;
const calmBlocks = 200;
/** The first ones are for the compiler. */
const warmUps = 40;
const fallBlocks = 50;
const fall = 0.05;
const counterparty = 1;
/** What accounts have above maintenance margin: of the value of the underlying of all their positions. */
const spareMin = 0.002;
const spareMax = 0.1;
/** Micro-USDC. */
const firstDeposit = 1_000_000;
const addressOf = (value: number): Address => `0x${value.toString(16).padStart(40, '0')}` as Address;

function prices(index: number, now: number): AgreedPrice[] {
  const price = (feed: number, value: number): AgreedPrice => ({ feed: feedId(feed), price: Math.round(value), stale: false, atMs: timeMs(now) }); // prettier-ignore
  return [
    price(btcPerpetual.feed, index * 1_000_000),
    ...tenorsMs.flatMap((_, tenor) => [
      price(btcOptions.curveFeed + tenor, 1_000_000_000),
      ...surfaceNodes.map((__, node) => price(btcOptions.surfaceFeed + tenor * surfaceNodes.length + node, 600_000)),
    ]),
  ];
}

/** An exchange, its blocks, and how often accounts were assessed. */
class Chain {
  readonly state: ExchangeState;
  assessments = 0;
  #height = 0;
  #deposits = 0n;

  constructor() {
    const genesis = defaultGenesis(zeroHash, timeMs(startMs), addressOf(1));
    this.state = createExchange({ ...genesis, markets: [btcPerpetual], series: [btcFutures, btcOptions] });
    (this.state as { risk: RiskModel }).risk = counted(this.state.risk, () => (this.assessments += 1));
  }

  /** @param amounts deposited by account, micro-USDC */
  block(index: number, amounts: readonly number[] = []): void {
    this.#height += 1;
    const now = timeMs(startMs + this.#height * 100);
    const cut = { chainId: 31_337, number: 0, hash: zeroHash };
    const deposits = amounts.map((amount, at) => this.#deposit(addressOf(0x1000 + at), amount));
    closeBlock(openBlock(this.state, { height: height(this.#height), digest: zeroHash, timeMs: now, prices: prices(index, now), l1: [{ cut, timestampS: 0, items: deposits }], headerNumber: 0 })); // prettier-ignore
  }

  #deposit(owner: Address, amount: number): DepositItem {
    return { kind: 'deposit', index: this.#deposits++, token: 0, from: zeroAddress, owner, subNo: 0, amount: BigInt(amount), l1Block: 0 }; // prettier-ignore
  }

  measure(indices: readonly number[]): PortfolioBlocks {
    const before = this.assessments;
    const times = indices.map((index) => {
      const start = performance.now();
      this.block(index);
      return performance.now() - start;
    });
    const rounded = (value: number): number => Number(value.toPrecision(4));
    return {
      blockMs: rounded(times.reduce((sum, each) => sum + each, 0) / times.length),
      blockMsMax: rounded(Math.max(...times)),
      examined: rounded((this.assessments - before) / times.length),
    };
  }

  get unsafe(): number {
    return this.state.marginWatch.unsafe(this.state).length;
  }
}

/** `positions` a subaccount, in random markets of random signs; what all hold together the first subaccount holds against them. */
function crowd(accounts: number, positions: number, mode: 'standard' | 'portfolio', seed: number): Chain {
  const random = numbersFrom(seed);
  const chain = new Chain();
  const { state } = chain;
  const { markets } = state;
  chain.block(startIndex, [10 ** 15, ...Array.from({ length: accounts }, () => firstDeposit)]);
  const amounts = [1];
  for (let index = counterparty + 1; index <= counterparty + accounts; index += 1) {
    state.subaccounts.setMarginMode(index, mode);
    let notional = 0;
    for (let at = 0; at < positions; at += 1) {
      const number = at === 0 ? markets.live[0]! : markets.live[Math.floor(random() * markets.live.length)]!;
      const { markPerLot, indexPerLot } = markets.at(number);
      const scale = markets.listing(number).kind === 'option' ? 10 : 1_000;
      const lots = Math.round(2 * scale * (random() - 0.5)) || 1;
      bookTrade(state, index, number, lots, markPerLot, 0);
      bookTrade(state, counterparty, number, -lots, markPerLot, 0);
      notional += Math.abs(lots) * indexPerLot;
    }
    const { equity, maintenance } = state.risk.assess(state, index);
    const spare = notional * (spareMin + (spareMax - spareMin) * random());
    amounts.push(Math.max(1, Math.round(maintenance - equity + spare)));
  }
  chain.block(startIndex, amounts);
  return chain;
}

export function portfoliosThroughBlocks(accounts: number, positions: number, seed: number): PortfoliosRow {
  const random = numbersFrom(seed + 1);
  let index = startIndex;
  const calm = Array.from({ length: warmUps + calmBlocks }, () => {
    const towards = random() < 0.5 ? 1 : -1;
    return (index *= 1 + (towards * (1 + 4 * random())) / 10_000);
  });
  const through = (mode: 'standard' | 'portfolio'): { readonly chain: Chain; readonly blocks: PortfolioBlocks } => {
    const chain = crowd(accounts, positions, mode, seed);
    for (const each of calm.slice(0, warmUps)) chain.block(each);
    return { chain, blocks: chain.measure(calm.slice(warmUps)) };
  };
  const standard = through('standard').blocks;
  const jumping = through('portfolio').chain;
  const jump = jumping.measure([index * (1 - fall)]);
  const { chain, blocks } = through('portfolio');
  const falling = Array.from({ length: fallBlocks }, (_, at) => index * (1 - (fall * (at + 1)) / fallBlocks));
  return {
    accounts,
    positions,
    options: chain.state.markets.listings.filter(({ kind }) => kind === 'option').length,
    calm: blocks,
    standard,
    fall: chain.measure(falling),
    fallen: chain.unsafe,
    jump,
    jumped: jumping.unsafe,
  };
}
