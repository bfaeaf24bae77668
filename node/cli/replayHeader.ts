import { btcPerpetual, defaultGenesis } from '../exchange/defaultGenesis.ts';
import { checkGenesis, type CreditRules, type ExchangeGenesis, type FeeTier, type MarketListing } from '../exchange/genesis.ts'; // prettier-ignore
import { zeroHash, type Address } from '../types/ids.ts';
import { timeMs } from '../types/units.ts';

/** Under what a file is replayed: the exchange's parameters, and where it begins. */
export interface ReplayHeader {
  readonly genesis: ExchangeGenesis;
  /** The only market. */
  readonly listing: MarketListing;
  /** Index price until the first `mark`, ticks. */
  readonly price: number;
  /** What a subaccount gets when it first acts without a deposit, micro-USDC. */
  readonly funding: number;
}

/** What a header line may say; everything else is as in the default genesis. */
export interface HeaderLine {
  readonly startMs?: number;
  readonly price?: number;
  readonly funding?: number;
  readonly market?: Partial<Omit<MarketListing, 'instrument' | 'feed'>>;
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

/** Errors: GENESIS_INVALID. */
export function headerOf(line: HeaderLine): ReplayHeader {
  const listing: MarketListing = { ...btcPerpetual, ...line.market };
  const defaults = defaultGenesis(zeroHash, timeMs(line.startMs ?? defaultStartMs), insuranceOwner);
  const genesis: ExchangeGenesis = {
    ...defaults,
    markets: [listing],
    feeTiers: line.feeTiers ?? defaults.feeTiers,
    credits: line.credits ?? defaults.credits,
  };
  checkGenesis(genesis);
  return { genesis, listing, price: line.price ?? defaultPrice, funding: line.funding ?? defaultFunding };
}
