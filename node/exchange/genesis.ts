import type { Address, FeedId, Hash, InstrumentId } from '../types/ids.ts';
import type { MicroUsdc, Ppb, TimeMs } from '../types/units.ts';

/** What trades in a market. */
export type MarketKind = 'perpetual' | 'future' | 'option';

/** The terms of one market, or of all markets of a series. Source: docs/spec/exchange.md, Instruments. */
export interface MarketTerms {
  /** The index price of the underlying. */
  readonly feed: FeedId;
  /** Whose insurance fund bears its losses: 1 to `marketGroupsMax`, one for all markets of an underlying. */
  readonly marketGroup: number;
  /** Price step: micro-USDC per whole unit of the underlying. */
  readonly tickSizeMicroUsdc: number;
  /** Lots that make one whole unit of the underlying. */
  readonly lotsPerUnit: number;
  readonly minSizeLots: number;
  readonly maxOrderLots: number;
  /** Most lots a subaccount may hold or have open on one side. */
  readonly maxPositionLots: number;
  readonly maxPriceTicks: number;
  /** Most resting orders of one subaccount in this market. */
  readonly openOrdersMax: number;
  /** How far beyond mark an order may buy or sell, as a part of mark; of an option, as a part of the index. */
  readonly priceBandPpb: Ppb;
  /** Margins as a part of mark; of a short option, as a part of the index, see `optionMargins`. */
  readonly initialMarginPpb: Ppb;
  readonly maintenanceMarginPpb: Ppb;
  /** Time constant of the averaged basis in the mark price. */
  readonly basisWindowMs: number;
  /** Fee of a forced close, instead of the taker fee. */
  readonly liquidationFeePpb: Ppb;
  /** One step of a liquidation: this share of the position, or this notional if that is more. */
  readonly liquidationStepPpb: Ppb;
  readonly liquidationStepMicroUsdc: MicroUsdc;
}

/** The listing of one perpetual market. */
export interface PerpetualListing extends MarketTerms {
  /** Below `datedInstrumentMin`. */
  readonly instrument: InstrumentId;
  /** As on Deribit, for example `BTC_USDC-PERPETUAL`. */
  readonly name: string;
  readonly fundingIntervalMs: number;
  /** Largest funding rate of one interval, either way. */
  readonly fundingClampPpb: Ppb;
  /** Time over which a standing premium is paid back in full. */
  readonly premiumPeriodMs: number;
  /** Notional whose average execution price is the impact bid or ask. */
  readonly impactNotionalMicroUsdc: MicroUsdc;
  /** What the same perpetual trades at elsewhere: the third word on its mark, while it is fresh; 0: no such feed. */
  readonly perpetualFeed: number;
}

/** How many expiries of each kind are listed at a time; one that is of two kinds counts for both. */
export interface ExpiryRule {
  /** 08:00 UTC of the next days. */
  readonly daily: number;
  /** The next Fridays. */
  readonly weekly: number;
  /** The last Fridays of the next months. */
  readonly monthly: number;
  /** The last Fridays of the next quarters. */
  readonly quarterly: number;
}

/** Markets with an expiry that are listed by rule. Source: docs/spec/exchange.md, Instruments. */
export interface Series {
  /** From 1. */
  readonly series: number;
  readonly kind: 'future' | 'option';
  /** The first part of the names: `BTC_USDC`. */
  readonly underlying: string;
  readonly terms: MarketTerms;
  readonly expiries: ExpiryRule;
  /** First of the feeds of the forward curve, one a tenor: see `forwardCurve`. */
  readonly curveFeed: FeedId;
  /** Of options: first of the feeds of the volatility surface, see `surface`. 0 for futures, as what follows. */
  readonly surfaceFeed: number;
  /** Distance between two strikes, micro-USDC per unit. */
  readonly strikeStepMicroUsdc: number;
  /** Strikes on each side of the one nearest to the index. */
  readonly strikesPerSide: number;
  /** The least initial margin of a short option, as a part of the index. */
  readonly leastInitialMarginPpb: Ppb;
}

/** What collateral may be. Source: docs/spec/exchange.md, Collateral. */
export interface Token {
  /** Token 0 is USDC, and is cash. */
  readonly id: number;
  readonly symbol: string;
  /** On the chain. */
  readonly decimals: number;
  /** In the ledger: at most 8, and no more than on the chain. */
  readonly ledgerDecimals: number;
  /** The price of one whole token; 0 for USDC. */
  readonly feed: number;
  /** Parts of its worth that count neither for initial nor for maintenance margin; 0 for USDC. */
  readonly initialHaircutPpb: Ppb;
  readonly maintenanceHaircutPpb: Ppb;
}

/** Fees from a traded volume on; `makerPpb` below zero is a rebate. */
export interface FeeTier {
  readonly volumeMinMicroUsdc: MicroUsdc;
  readonly takerPpb: Ppb;
  readonly makerPpb: Ppb;
}

/** Who gets the fees; the rest goes to the treasury. */
export interface FeeShares {
  readonly insurancePpb: Ppb;
  readonly validatorsPpb: Ppb;
}

/** One bucket of admission credits: refills evenly up to its capacity. */
export interface CreditRule {
  readonly capacity: number;
  readonly perSecond: number;
}

/** Admission credits: what keeps free cancels and cheap orders from being a flood. Source: docs/spec/exchange.md, Credits. */
export interface CreditRules {
  readonly trade: CreditRule;
  readonly reduce: CreditRule;
  readonly cancel: CreditRule;
  /** Collateral that adds one to the rate of each bucket and ten to its capacity. */
  readonly collateralPerCreditMicroUsdc: MicroUsdc;
  /** Filled volume that gives back one trade credit. */
  readonly volumePerCreditMicroUsdc: MicroUsdc;
}

/** When what liquidation has not closed is auctioned, and at what discount. Source: docs/spec/exchange.md, Auctions. */
export interface AuctionRules {
  /** So long after a liquidation began, or as soon as equity is below half of maintenance margin. */
  readonly afterMs: number;
  /** Discounts as a part of maintenance margin: at the beginning, and from `durationMs` on. */
  readonly discountStartPpb: Ppb;
  readonly discountEndPpb: Ppb;
  readonly durationMs: number;
}

export interface ExchangeGenesis {
  readonly networkId: Hash;
  readonly timeMs: TimeMs;
  readonly markets: readonly PerpetualListing[];
  /** Ascending by number. */
  readonly series: readonly Series[];
  /** Token 0 is USDC with 6 decimals. */
  readonly tokens: readonly Token[];
  /** Ids of the chains whose vaults hold them, the home chain first; each knows each token under the same number. */
  readonly chains: readonly number[];
  /** How many other settlement layers every vault knows: withdrawals may be paid into them. */
  readonly layers: number;
  /** Ascending by volume, the first from 0. */
  readonly feeTiers: readonly FeeTier[];
  readonly feeShares: FeeShares;
  readonly credits: CreditRules;
  readonly auction: AuctionRules;
  /** Deposits for this owner go into the insurance fund of the market group that is their subaccount number. */
  readonly insuranceOwner: Address;
  readonly subaccountsPerAccountMax: number;
}

/** Groups of markets are numbered from 1 to this. */
export const marketGroupsMax = 64;

/** The groups of markets of a genesis, ascending. */
export const marketGroupsOf = ({ markets, series }: Pick<ExchangeGenesis, 'markets' | 'series'>): number[] =>
  [...new Set([...markets, ...series.map(({ terms }) => terms)].map(({ marketGroup }) => marketGroup))].sort(
    (a, b) => a - b,
  );

/** Most perpetual markets. */
export const perpetualsMax = 128;

/** Most markets that are listed at a time, of all kinds; a rule lists none beyond it. */
export const marketsMax = 4_096;

/** Instruments of dated markets are numbered from here on, as they are listed. */
export const datedInstrumentMin = 100_000;

/** Micro-USDC that one lot moves by when its price moves by one tick: whole by the rule of listing. */
export const tickValue = (listing: Pick<MarketTerms, 'tickSizeMicroUsdc' | 'lotsPerUnit'>): number =>
  listing.tickSizeMicroUsdc / listing.lotsPerUnit;
