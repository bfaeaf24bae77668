import { btcFutures, btcOptions, btcPerpetual, defaultGenesis } from '../../../node/exchange/defaultGenesis.ts';
import { closeBlock, openBlock } from '../../../node/exchange/exchange.ts';
import { bookTrade } from '../../../node/exchange/ledger/positions.ts';
import { surfaceNodes } from '../../../node/exchange/prices/surface.ts';
import { tenorsMs } from '../../../node/exchange/prices/tenors.ts';
import { createExchange, type ExchangeState } from '../../../node/exchange/state.ts';
import { feedId, zeroAddress, zeroHash, type Address } from '../../../node/types/ids.ts';
import type { AgreedPrice, DepositItem } from '../../../node/types/settlement.ts';
import { height, timeMs } from '../../../node/types/units.ts';
import { numbersFrom } from './board.ts';

// Accounts with options, a future and the perpetual of one underlying, in blocks in which the index moves a little: what it costs to assess
// each of them in each block. All have money enough, so that nothing else happens.

export interface PortfoliosRow {
  readonly accounts: number;
  readonly positions: number;
  /** Options that are listed. */
  readonly options: number;
  /** Of one block, mean: with portfolio margin, and the same crowd with standard margin. */
  readonly blockMs: number;
  readonly standardBlockMs: number;
  /** What one account adds to a block. */
  readonly usPerAccount: number;
}

const startMs = 1_699_999_200_000;
const blocks = 60;
/** The first ones are for the compiler. */
const warmUps = 20;
const counterparty = 1;
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

/** `positions` a subaccount, in random markets of random signs; what all hold together the first subaccount holds against them. */
function crowd(state: ExchangeState, accounts: number, positions: number, seed: number): void {
  const random = numbersFrom(seed);
  const { markets } = state;
  for (let index = counterparty + 1; index <= counterparty + accounts; index += 1) {
    for (let at = 0; at < positions; at += 1) {
      const number = at === 0 ? markets.live[0]! : markets.live[Math.floor(random() * markets.live.length)]!;
      const { markPerLot } = markets.at(number);
      const scale = markets.listing(number).kind === 'option' ? 10 : 1_000;
      const lots = Math.round(2 * scale * (random() - 0.5)) || 1;
      bookTrade(state, index, number, lots, markPerLot, 0);
      bookTrade(state, counterparty, number, -lots, markPerLot, 0);
    }
  }
}

export function portfoliosThroughBlocks(accounts: number, positions: number, seed: number): PortfoliosRow {
  const run = (mode: 'standard' | 'portfolio'): { readonly ms: number; readonly options: number } => {
    const state = createExchange({
      ...defaultGenesis(zeroHash, timeMs(startMs), addressOf(1)),
      markets: [btcPerpetual],
      series: [btcFutures, btcOptions],
    });
    let at = 0;
    const block = (index: number, deposits: readonly DepositItem[] = []): void => {
      at += 1;
      const now = timeMs(startMs + at * 100);
      const l1Cut = { chainId: 1, number: 0, hash: zeroHash };
      closeBlock(openBlock(state, { height: height(at), digest: zeroHash, timeMs: now, prices: prices(index, now), inbox: deposits, l1Cut })); // prettier-ignore
    };
    const deposit = (_: unknown, number: number): DepositItem => ({ kind: 'deposit', index: BigInt(number), token: 0, from: zeroAddress, owner: addressOf(0x1000 + number), subNo: 0, amount: 10n ** 14n, l1Block: 0 }); // prettier-ignore
    block(100_000, Array.from({ length: accounts + 1 }, deposit));
    crowd(state, accounts, positions, seed);
    // The counterparty has all of it, and stays as it is.
    for (let index = counterparty + 1; index <= counterparty + accounts; index += 1) state.subaccounts.setMarginMode(index, mode); // prettier-ignore
    let ms = 0;
    for (let turn = -warmUps; turn < blocks; turn += 1) {
      const start = performance.now();
      block(100_000 + 25 * (turn % 7));
      if (turn >= 0) ms += performance.now() - start;
    }
    const options = state.markets.listings.filter(({ kind }) => kind === 'option').length;
    return { ms: ms / blocks, options };
  };
  const [standard, portfolio] = [run('standard'), run('portfolio')];
  const rounded = (value: number): number => Number(value.toPrecision(4));
  return {
    accounts,
    positions,
    options: portfolio.options,
    blockMs: rounded(portfolio.ms),
    standardBlockMs: rounded(standard.ms),
    usPerAccount: rounded(((portfolio.ms - standard.ms) * 1_000) / accounts),
  };
}
