import { WitanError } from '../types/fault.ts';
import { tokensMax } from '../types/settlement.ts';
import {
  datedInstrumentMin,
  marketGroupsMax,
  perpetualsMax,
  tickValue,
  type ExchangeGenesis,
  type MarketTerms,
  type PerpetualListing,
  type Series,
  type Token,
} from './genesis.ts';
import { ppbOne } from './integers.ts';

/** Bounds of a rule: what a listing may add at once. */
const expiriesMax = 12;
const strikesPerSideMax = 50;

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

/** What must hold for the terms of any market. */
function checkTerms(name: string, terms: MarketTerms): void {
  const entries = Object.entries(terms);
  positive(name, Object.fromEntries(entries.filter(([field]) => !field.endsWith('Ppb'))));
  rates(name, Object.fromEntries(entries.filter(([field]) => field.endsWith('Ppb'))));
  if (terms.maxPriceTicks > 2_147_483_647) refuse(`${name}: the highest price is above 2^31 − 1 ticks`);
  if (terms.feed > 65_535) refuse(`${name}: feed ${terms.feed} is no u16`);
  if (terms.marketGroup > marketGroupsMax) refuse(`${name}: market groups go to ${marketGroupsMax}`);
  if (!Number.isSafeInteger(tickValue(terms))) refuse(`${name}: tick × lot is no whole number of micro-USDC`);
  if (terms.maxPositionLots * terms.maxPriceTicks * tickValue(terms) * 8 >= Number.MAX_SAFE_INTEGER) {
    refuse(`${name}: maxPosition × maxPrice × 8 reaches 2^53 micro-USDC`);
  }
  if (terms.maxPriceTicks * tickValue(terms) * 2_000 >= Number.MAX_SAFE_INTEGER) {
    refuse(`${name}: the highest price of one lot is above 4.5 · 10^12 micro-USDC`);
  }
  if (terms.maxOrderLots > terms.maxPositionLots) refuse(`${name}: an order may be larger than a position`);
  if (terms.maintenanceMarginPpb === 0 || terms.maintenanceMarginPpb >= terms.initialMarginPpb) {
    refuse(`${name}: maintenance margin must be above 0 and below initial margin`);
  }
  if (terms.priceBandPpb === ppbOne) refuse(`${name}: the price band must be below 100 %`);
}

function checkPerpetual({ instrument, name, perpetualFeed, ...listing }: PerpetualListing): void {
  if (!namePattern.test(name)) refuse(`market ${instrument} has the name ${name.slice(0, 50)}`);
  positive(name, { instrument });
  if (instrument >= datedInstrumentMin) refuse(`${name}: instruments from ${datedInstrumentMin} on are listed by rule`);
  checkTerms(name, listing);
  if (!Number.isSafeInteger(perpetualFeed) || perpetualFeed < 0 || perpetualFeed > 65_535)
    refuse(`${name}: feed ${perpetualFeed} is no u16`);
  if (listing.fundingIntervalMs > 24 * 3_600_000) refuse(`${name}: the funding interval is longer than a day`);
  if (listing.fundingClampPpb > ppbOne / 20) refuse(`${name}: the funding clamp must be at most 5 % an interval`);
}

function checkSeries(series: Series): void {
  const { kind, underlying, terms, expiries, strikeStepMicroUsdc, strikesPerSide, surfaceFeed, curveFeed } = series;
  const name = `series ${series.series}`;
  positive(name, { series: series.series, curveFeed });
  if (!/^[A-Z0-9_]{3,12}$/.test(underlying)) refuse(`${name} has the underlying ${underlying.slice(0, 50)}`);
  checkTerms(name, terms);
  for (const [field, count] of Object.entries(expiries)) {
    if (!Number.isSafeInteger(count) || count < 0 || count > expiriesMax) {
      refuse(`${name}: expiries.${field} is ${String(count)}, must be 0 to ${expiriesMax}`);
    }
  }
  const forOptions = { strikeStepMicroUsdc, strikesPerSide, surfaceFeed };
  if (kind === 'future') {
    const isPlain = Object.values(forOptions).every((value) => value === 0) && series.leastInitialMarginPpb === 0;
    if (!isPlain) refuse(`${name}: futures have no strikes and no surface`);
    return;
  }
  positive(name, { ...forOptions, leastInitialMarginPpb: series.leastInitialMarginPpb });
  if (strikesPerSide > strikesPerSideMax) refuse(`${name}: at most ${strikesPerSideMax} strikes a side`);
  if (strikeStepMicroUsdc % 1_000 !== 0) refuse(`${name}: strikes lie on thousandths of a USDC`);
  if (
    series.leastInitialMarginPpb < terms.maintenanceMarginPpb ||
    series.leastInitialMarginPpb > terms.initialMarginPpb
  ) {
    refuse(`${name}: the least initial margin lies between maintenance and initial margin`);
  }
}

/** Longest wait and longest auction: a day. Largest discount: half of maintenance margin. */
const auctionMsMax = 86_400_000;
const discountPpbMax = 500_000_000;

function checkAuction({ auction: { afterMs, durationMs, discountStartPpb, discountEndPpb } }: ExchangeGenesis): void {
  positive('auction', { afterMs, durationMs });
  rates('auction', { discountStartPpb, discountEndPpb });
  if (afterMs > auctionMsMax || durationMs > auctionMsMax) refuse(`auctions wait and last ${auctionMsMax} ms at most`);
  if (discountStartPpb > discountEndPpb || discountEndPpb > discountPpbMax) {
    refuse(`the discount of an auction rises, to ${discountPpbMax} parts per billion at most`);
  }
}

/** Most chains: a C tree has sixteen leaves. */
const chainsMax = 16;

function checkChains({ chains, layers }: ExchangeGenesis): void {
  positive('chains', Object.fromEntries(chains.entries()));
  if (chains.length === 0 || chains.length > chainsMax) refuse(`there must be 1 to ${chainsMax} chains`);
  if (new Set(chains).size !== chains.length) refuse('a chain is named twice');
  if (!Number.isSafeInteger(layers) || layers < 0) refuse(`layers is ${layers}, must be a count`);
}

/** What hedges one another ends in one insurance fund. */
function checkMarketGroups({ markets, series }: ExchangeGenesis): void {
  const groups = new Map<number, number>();
  for (const { feed, marketGroup } of [...markets, ...series.map(({ terms }) => terms)]) {
    if ((groups.get(feed) ?? marketGroup) !== marketGroup) refuse(`markets of feed ${feed} are of two market groups`);
    groups.set(feed, marketGroup);
  }
}

function checkTokens(tokens: readonly Token[]): void {
  if (tokens.length === 0 || tokens.length > tokensMax)
    refuse(`lists ${tokens.length} tokens, must list 1 to ${tokensMax}`);
  for (const [position, token] of tokens.entries()) {
    const { id, symbol, decimals, ledgerDecimals, feed, initialHaircutPpb, maintenanceHaircutPpb } = token;
    const name = `token ${symbol.slice(0, 20)}`;
    if (id !== position) refuse(`${name}: tokens are numbered from 0 without gaps`);
    if (!/^[A-Za-z0-9.]{1,12}$/.test(symbol)) refuse(`${name}: a symbol has 1 to 12 letters, digits and dots`);
    if (tokens.some((other) => other !== token && other.symbol === symbol)) refuse(`${name}: two tokens, one symbol`);
    const isWhole = [decimals, ledgerDecimals].every((each) => Number.isSafeInteger(each) && each >= 0);
    if (!isWhole || decimals > 18 || ledgerDecimals > Math.min(8, decimals)) {
      refuse(`${name}: ledgerDecimals must be at most 8 and at most decimals, those at most 18`);
    }
    if (id === 0) {
      const isPlain =
        decimals === 6 && ledgerDecimals === 6 && feed === 0 && initialHaircutPpb === 0 && maintenanceHaircutPpb === 0;
      if (!isPlain) refuse('token 0 is USDC, with 6 decimals, without feed and haircut');
      continue;
    }
    positive(name, { feed });
    if (feed > 65_535) refuse(`${name}: feed ${feed} is no u16`);
    rates(name, { initialHaircutPpb, maintenanceHaircutPpb });
    if (maintenanceHaircutPpb === 0 || maintenanceHaircutPpb >= initialHaircutPpb) {
      refuse(`${name}: the maintenance haircut must be above 0 and below the initial haircut`);
    }
  }
}

/**
 * Refuses parameters under which the exchange could not keep its promises.
 * Errors: GENESIS_INVALID.
 */
export function checkGenesis(genesis: ExchangeGenesis): void {
  if (genesis.markets.length === 0 || genesis.markets.length > perpetualsMax) {
    refuse(`lists ${genesis.markets.length} markets, must list 1 to ${perpetualsMax}`);
  }
  genesis.series.forEach((series, position) => {
    checkSeries(series);
    const before = genesis.series.slice(0, position);
    if (before.some((other) => other.series >= series.series)) refuse('series must ascend by number');
    const isTwice = before.some(({ kind, underlying }) => kind === series.kind && underlying === series.underlying);
    if (isTwice) refuse(`two series of ${series.kind}s on ${series.underlying}`);
  });
  genesis.markets.forEach((listing, position) => {
    checkPerpetual(listing);
    const previous = genesis.markets[position - 1];
    if (previous && previous.instrument >= listing.instrument) refuse('markets must ascend by instrument');
    if (genesis.markets.some((other) => other !== listing && other.name === listing.name))
      refuse('two markets, one name');
  });
  checkMarketGroups(genesis);
  checkTokens(genesis.tokens);
  checkAuction(genesis);
  checkChains(genesis);
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
