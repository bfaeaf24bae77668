import { feedId, instrumentId, type Address, type Hash } from '../types/ids.ts';
import { microUsdc, ppb, type TimeMs } from '../types/units.ts';
import type {
  AuctionRules,
  CreditRules,
  ExchangeGenesis,
  ExpiryRule,
  FeeTier,
  PerpetualListing,
  Series,
  Token,
} from './genesis.ts';

const hourMs = 3_600_000;

/** What all markets of the default genesis have in common. */
const commonTerms = {
  openOrdersMax: 200,
  priceBandPpb: ppb(50_000_000),
  basisWindowMs: 30_000,
  liquidationFeePpb: ppb(5_000_000),
  liquidationStepPpb: ppb(100_000_000),
  liquidationStepMicroUsdc: microUsdc(1_000_000_000),
} as const;

/** Perpetuals and futures: 10 times leverage. */
const linearTerms = {
  ...commonTerms,
  initialMarginPpb: ppb(100_000_000),
  maintenanceMarginPpb: ppb(50_000_000),
} as const;

/** Perpetuals: hourly funding. */
const perpetualTerms = {
  ...linearTerms,
  fundingIntervalMs: hourMs,
  fundingClampPpb: ppb(5_000_000),
  premiumPeriodMs: 8 * hourMs,
  impactNotionalMicroUsdc: microUsdc(5_000_000_000),
  perpetualFeed: 0,
} as const;

/** BTC: ticks of 0.1 USDC, lots of 0.0001 BTC, so 10 micro-USDC per lot and tick. */
export const btcPerpetual: PerpetualListing = {
  instrument: instrumentId(1),
  name: 'BTC_USDC-PERPETUAL',
  feed: feedId(1),
  marketGroup: 1,
  tickSizeMicroUsdc: 100_000,
  lotsPerUnit: 10_000,
  minSizeLots: 1,
  maxOrderLots: 1_000_000,
  maxPositionLots: 5_000_000,
  maxPriceTicks: 10_000_000,
  ...perpetualTerms,
};

/** ETH: ticks of 0.01 USDC, lots of 0.001 ETH, so 10 micro-USDC per lot and tick. */
export const ethPerpetual: PerpetualListing = {
  instrument: instrumentId(2),
  name: 'ETH_USDC-PERPETUAL',
  feed: feedId(2),
  marketGroup: 2,
  tickSizeMicroUsdc: 10_000,
  lotsPerUnit: 1_000,
  minSizeLots: 1,
  maxOrderLots: 4_000_000,
  maxPositionLots: 20_000_000,
  maxPriceTicks: 2_000_000,
  ...perpetualTerms,
};

/** Two days, two weeks, two months, two quarters. */
const defaultExpiries: ExpiryRule = { daily: 2, weekly: 2, monthly: 2, quarterly: 2 };

/** Futures have neither. */
const noStrikes = { surfaceFeed: 0, strikeStepMicroUsdc: 0, strikesPerSide: 0, leastInitialMarginPpb: ppb(0) } as const;

/** Margins of a short option as on Deribit: 15 % of the index less what it is out of the money, at least 10 %; 7.5 % to stay. */
const optionTerms = {
  ...commonTerms,
  initialMarginPpb: ppb(150_000_000),
  maintenanceMarginPpb: ppb(75_000_000),
} as const;

/** BTC futures: ticks and lots of the perpetual. */
export const btcFutures: Series = {
  series: 1,
  kind: 'future',
  underlying: 'BTC_USDC',
  terms: {
    feed: feedId(1),
    marketGroup: 1,
    tickSizeMicroUsdc: 100_000,
    lotsPerUnit: 10_000,
    minSizeLots: 1,
    maxOrderLots: 1_000_000,
    maxPositionLots: 5_000_000,
    maxPriceTicks: 10_000_000,
    ...linearTerms,
  },
  expiries: defaultExpiries,
  curveFeed: feedId(100),
  ...noStrikes,
};

/** BTC options: ticks of 1 USDC, lots of 0.01 BTC, a strike every 1,000 USDC. */
export const btcOptions: Series = {
  series: 2,
  kind: 'option',
  underlying: 'BTC_USDC',
  terms: {
    feed: feedId(1),
    marketGroup: 1,
    tickSizeMicroUsdc: 1_000_000,
    lotsPerUnit: 100,
    minSizeLots: 1,
    maxOrderLots: 10_000,
    maxPositionLots: 50_000,
    maxPriceTicks: 1_000_000,
    ...optionTerms,
  },
  expiries: defaultExpiries,
  curveFeed: feedId(100),
  surfaceFeed: 110,
  strikeStepMicroUsdc: 1_000_000_000,
  strikesPerSide: 5,
  leastInitialMarginPpb: ppb(100_000_000),
};

/** ETH futures: ticks and lots of the perpetual. */
export const ethFutures: Series = {
  ...btcFutures,
  series: 3,
  underlying: 'ETH_USDC',
  terms: {
    ...btcFutures.terms,
    feed: feedId(2),
    marketGroup: 2,
    tickSizeMicroUsdc: 10_000,
    lotsPerUnit: 1_000,
    maxOrderLots: 4_000_000,
    maxPositionLots: 20_000_000,
    maxPriceTicks: 2_000_000,
  },
  curveFeed: feedId(200),
};

/** ETH options: ticks of 0.1 USDC, lots of 0.1 ETH, a strike every 50 USDC. */
export const ethOptions: Series = {
  ...btcOptions,
  series: 4,
  underlying: 'ETH_USDC',
  terms: {
    ...btcOptions.terms,
    feed: feedId(2),
    marketGroup: 2,
    tickSizeMicroUsdc: 100_000,
    lotsPerUnit: 10,
    maxOrderLots: 40_000,
    maxPositionLots: 200_000,
    maxPriceTicks: 200_000,
  },
  curveFeed: feedId(200),
  surfaceFeed: 210,
  strikeStepMicroUsdc: 50_000_000,
};

/** Futures and options on both underlyings: for networks whose feeds have curves and surfaces. */
export const defaultSeries: readonly Series[] = [btcFutures, btcOptions, ethFutures, ethOptions];

export const defaultFeeTiers: readonly FeeTier[] = [
  { volumeMinMicroUsdc: microUsdc(0), takerPpb: ppb(500_000), makerPpb: ppb(0) },
  { volumeMinMicroUsdc: microUsdc(10_000_000_000_000), takerPpb: ppb(400_000), makerPpb: ppb(-50_000) },
  { volumeMinMicroUsdc: microUsdc(100_000_000_000_000), takerPpb: ppb(300_000), makerPpb: ppb(-100_000) },
];

export const defaultCredits: CreditRules = {
  trade: { capacity: 1_000, perSecond: 50 },
  reduce: { capacity: 500, perSecond: 20 },
  cancel: { capacity: 2_000, perSecond: 100 },
  collateralPerCreditMicroUsdc: microUsdc(1_000_000_000),
  volumePerCreditMicroUsdc: microUsdc(1_000_000_000),
};

/** Token 0 of every network. */
export const usdcToken: Token = {
  id: 0,
  symbol: 'USDC',
  decimals: 6,
  ledgerDecimals: 6,
  feed: 0,
  initialHaircutPpb: ppb(0),
  maintenanceHaircutPpb: ppb(0),
};

/** Ether as collateral: 15 % of it does not count for what is new, 10 % not for what is held. */
export const wethToken: Token = {
  id: 1,
  symbol: 'WETH',
  decimals: 18,
  ledgerDecimals: 8,
  feed: feedId(2),
  initialHaircutPpb: ppb(150_000_000),
  maintenanceHaircutPpb: ppb(100_000_000),
};

/** From 5 % to 30 % of maintenance margin in a quarter of an hour. */
export const defaultAuction: AuctionRules = {
  afterMs: 30_000,
  discountStartPpb: ppb(50_000_000),
  discountEndPpb: ppb(300_000_000),
  durationMs: 900_000,
};

/** What development chains call themselves. */
const localChainId = 31_337;

/** A network's exchange with both markets and stated defaults; a deployment overrides what it wants. */
export const defaultGenesis = (networkId: Hash, timeMs: TimeMs, insuranceOwner: Address): ExchangeGenesis => ({
  networkId,
  timeMs,
  markets: [btcPerpetual, ethPerpetual],
  series: [],
  tokens: [usdcToken],
  chains: [localChainId],
  layers: 0,
  feeTiers: defaultFeeTiers,
  feeShares: { insurancePpb: ppb(500_000_000), validatorsPpb: ppb(300_000_000) },
  credits: defaultCredits,
  auction: defaultAuction,
  insuranceOwner,
  subaccountsPerAccountMax: 256,
});
