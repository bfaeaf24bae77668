import { btcOptions, btcPerpetual, defaultGenesis } from '../exchange/defaultGenesis.ts';
import { checkGenesis } from '../exchange/checkGenesis.ts';
import { type CreditRules, type ExchangeGenesis, type FeeTier, type PerpetualListing, type Series } from '../exchange/genesis.ts'; // prettier-ignore
import { feedId, instrumentId, zeroHash, type Address } from '../types/ids.ts';
import { comboLegsMax } from '../types/transaction.ts';
import { timeMs } from '../types/units.ts';

export interface ReplayMarket {
  readonly listing: PerpetualListing;
  /** Index price until its first `mark`, ticks. */
  readonly price: number;
}

/** Under what a file is replayed: the exchange's parameters, and where it begins. */
export interface ReplayHeader {
  readonly genesis: ExchangeGenesis;
  /** The first has the number 1. */
  readonly markets: readonly ReplayMarket[];
  /** What a subaccount gets when it first acts without a deposit, micro-USDC. */
  readonly funding: number;
}

type MarketLine = Partial<Omit<PerpetualListing, 'instrument' | 'feed'>>;

/** Most markets of a file: as many as a combo has legs. */
export const replayMarketsMax = comboLegsMax;

/** What a header line may say; everything else is as in the default genesis. */
export interface HeaderLine {
  readonly startMs?: number;
  readonly price?: number;
  readonly funding?: number;
  readonly market?: MarketLine;
  readonly otherMarkets?: readonly (MarketLine & { readonly price?: number })[];
  readonly feeTiers?: readonly FeeTier[];
  readonly credits?: CreditRules;
}

/** 14 November 2023, 22:00 UTC: on the hour, so that the first funding is an hour away. */
export const defaultStartMs = 1_699_999_200_000;
export const defaultPrice = 100_000;
/** 100 million USDC. */
export const defaultFunding = 100_000_000_000_000;

/** No name of a file can be this address. */
const insuranceOwner = `0x${'ff'.repeat(20)}` as Address;

/** Options of which none is listed: portfolio margin is for underlyings of which there may be some. */
const unlisted = ({ feed, marketGroup }: PerpetualListing, series: number): Series => ({
  ...btcOptions,
  ...{ series, underlying: `MARKET_${series}`, terms: { ...btcOptions.terms, feed, marketGroup } },
  expiries: { daily: 0, weekly: 0, monthly: 0, quarterly: 0 },
});

/** Errors: GENESIS_INVALID. */
export function headerOf(line: HeaderLine): ReplayHeader {
  const first = { listing: { ...btcPerpetual, ...line.market }, price: line.price ?? defaultPrice };
  const others = (line.otherMarkets ?? []).map(({ price = defaultPrice, ...fields }, at) => {
    const number = at + 2;
    const named = {
      instrument: instrumentId(number),
      feed: feedId(number),
      marketGroup: number,
      name: `MARKET-${number}`,
    };
    return { listing: { ...btcPerpetual, ...named, ...fields }, price };
  });
  const markets = [first, ...others];
  const defaults = defaultGenesis(zeroHash, timeMs(line.startMs ?? defaultStartMs), insuranceOwner);
  const genesis: ExchangeGenesis = {
    ...defaults,
    markets: markets.map(({ listing }) => listing),
    series: markets.map(({ listing }, at) => unlisted(listing, at + 1)),
    feeTiers: line.feeTiers ?? defaults.feeTiers,
    credits: line.credits ?? defaults.credits,
  };
  checkGenesis(genesis);
  return { genesis, markets, funding: line.funding ?? defaultFunding };
}
