import { WitanError } from '../types/fault.ts';
import type { Address, FeedId, Hash, InstrumentId } from '../types/ids.ts';
import type { MicroUsdc, Ppb, TimeMs } from '../types/units.ts';
import { ppbOne } from './integers.ts';

/** The listing of one perpetual market. Source: docs/spec/exchange.md, Instruments. */
export interface MarketListing {
  readonly instrument: InstrumentId;
  /** As on Deribit, for example `BTC_USDC-PERPETUAL`. */
  readonly name: string;
  readonly feed: FeedId;
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
  /** How far beyond mark an order may buy or sell. */
  readonly priceBandPpb: Ppb;
  readonly initialMarginPpb: Ppb;
  readonly maintenanceMarginPpb: Ppb;
  readonly fundingIntervalMs: number;
  /** Largest funding rate of one interval, either way. */
  readonly fundingClampPpb: Ppb;
  /** Time over which a standing premium is paid back in full. */
  readonly premiumPeriodMs: number;
  /** Notional whose average execution price is the impact bid or ask. */
  readonly impactNotionalMicroUsdc: MicroUsdc;
  /** Time constant of the averaged basis in the mark price. */
  readonly basisWindowMs: number;
  /** Fee of a forced close, instead of the taker fee. */
  readonly liquidationFeePpb: Ppb;
  /** One step of a liquidation: this share of the position, or this notional if that is more. */
  readonly liquidationStepPpb: Ppb;
  readonly liquidationStepMicroUsdc: MicroUsdc;
}

export interface Token {
  readonly id: number;
  readonly symbol: string;
  readonly decimals: number;
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

export interface ExchangeGenesis {
  readonly networkId: Hash;
  readonly timeMs: TimeMs;
  readonly markets: readonly MarketListing[];
  /** Token 0 is USDC with 6 decimals. */
  readonly tokens: readonly Token[];
  /** Ascending by volume, the first from 0. */
  readonly feeTiers: readonly FeeTier[];
  readonly feeShares: FeeShares;
  readonly credits: CreditRules;
  /** Deposits for this owner go into the insurance fund. */
  readonly insuranceOwner: Address;
  readonly subaccountsPerAccountMax: number;
}

/** Most markets: what the positions of one S leaf have room for. */
export const marketsMax = 128;

const namePattern = /^[A-Z0-9_-]{3,40}$/;

function refuse(message: string): never {
  throw new WitanError('GENESIS_INVALID', `Exchange genesis: ${message}.`, 'Correct the parameters and start again.');
}

function positive(what: string, values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!Number.isSafeInteger(value) || value <= 0) refuse(`${what}: ${name} is ${value}, must be a positive integer`);
  }
}

function rates(what: string, values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!Number.isSafeInteger(value) || value < 0 || value > ppbOne) {
      refuse(`${what}: ${name} is ${value}, must be 0 to ${ppbOne} parts per billion`);
    }
  }
}

/** Micro-USDC that one lot moves by when its price moves by one tick: whole by the rule of listing. */
export const tickValue = (listing: MarketListing): number => listing.tickSizeMicroUsdc / listing.lotsPerUnit;

function checkListing(listing: MarketListing): void {
  const { instrument, name, feed, ...values } = listing;
  if (!namePattern.test(name)) refuse(`market ${instrument} has the name ${name.slice(0, 50)}`);
  const entries = Object.entries({ instrument, feed, ...values });
  positive(name, Object.fromEntries(entries.filter(([field]) => !field.endsWith('Ppb'))));
  rates(name, Object.fromEntries(entries.filter(([field]) => field.endsWith('Ppb'))));
  if (instrument > 2_147_483_647) refuse(`${name}: instrument ${instrument} is kept for collateral tokens`);
  if (listing.maxPriceTicks > 2_147_483_647) refuse(`${name}: the highest price is above 2^31 − 1 ticks`);
  if (feed > 65_535) refuse(`${name}: feed ${feed} is no u16`);
  if (!Number.isSafeInteger(tickValue(listing))) refuse(`${name}: tick × lot is no whole number of micro-USDC`);
  if (listing.maxPositionLots * listing.maxPriceTicks * tickValue(listing) * 8 >= Number.MAX_SAFE_INTEGER) {
    refuse(`${name}: maxPosition × maxPrice × 8 reaches 2^53 micro-USDC`);
  }
  if (listing.maxPriceTicks * tickValue(listing) * 2_000 >= Number.MAX_SAFE_INTEGER) {
    refuse(`${name}: the highest price of one lot is above 4.5 · 10^12 micro-USDC`);
  }
  if (listing.maxOrderLots > listing.maxPositionLots) refuse(`${name}: an order may be larger than a position`);
  if (listing.fundingIntervalMs > 24 * 3_600_000) refuse(`${name}: the funding interval is longer than a day`);
  if (listing.maintenanceMarginPpb === 0 || listing.maintenanceMarginPpb >= listing.initialMarginPpb) {
    refuse(`${name}: maintenance margin must be above 0 and below initial margin`);
  }
  if (listing.priceBandPpb === ppbOne) refuse(`${name}: the price band must be below 100 %`);
  if (listing.fundingClampPpb > ppbOne / 20) refuse(`${name}: the funding clamp must be at most 5 % an interval`);
}

/**
 * Refuses parameters under which the exchange could not keep its promises.
 * Errors: GENESIS_INVALID.
 */
export function checkGenesis(genesis: ExchangeGenesis): void {
  if (genesis.markets.length === 0 || genesis.markets.length > marketsMax) {
    refuse(`lists ${genesis.markets.length} markets, must list 1 to ${marketsMax}`);
  }
  genesis.markets.forEach((listing, position) => {
    checkListing(listing);
    const previous = genesis.markets[position - 1];
    if (previous && previous.instrument >= listing.instrument) refuse('markets must ascend by instrument');
    if (genesis.markets.some((other) => other !== listing && other.name === listing.name))
      refuse('two markets, one name');
  });
  const usdc = genesis.tokens[0];
  if (genesis.tokens.length !== 1 || usdc?.id !== 0 || usdc.decimals !== 6)
    refuse('the only token is 0, with 6 decimals');
  if (genesis.feeTiers[0]?.volumeMinMicroUsdc !== 0) refuse('the first fee tier must begin at volume 0');
  genesis.feeTiers.forEach(({ takerPpb, makerPpb, volumeMinMicroUsdc }, position) => {
    rates('fee tier', { takerPpb });
    if (!Number.isSafeInteger(makerPpb) || Math.abs(makerPpb) > ppbOne) refuse(`fee tier: makerPpb is ${makerPpb}`);
    const previous = genesis.feeTiers[position - 1];
    if (previous && previous.volumeMinMicroUsdc >= volumeMinMicroUsdc) refuse('fee tiers must ascend by volume');
  });
  const leastTaker = Math.min(...genesis.feeTiers.map((tier) => tier.takerPpb));
  const largestRebate = Math.max(...genesis.feeTiers.map((tier) => 0 - tier.makerPpb));
  if (leastTaker < largestRebate)
    refuse(`the least taker fee ${leastTaker} is below the largest rebate ${largestRebate}`);
  rates('fee shares', { ...genesis.feeShares });
  if (genesis.feeShares.insurancePpb + genesis.feeShares.validatorsPpb > ppbOne) refuse('fee shares are above 100 %');
  const { trade, reduce, cancel, ...amounts } = genesis.credits;
  positive('credits', { ...amounts });
  for (const rule of [trade, reduce, cancel]) positive('credits', { ...rule });
  positive('genesis', { timeMs: genesis.timeMs, subaccountsPerAccountMax: genesis.subaccountsPerAccountMax });
}
