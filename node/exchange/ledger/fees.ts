import type { FeeTier } from '../genesis.ts';
import { atPpb } from '../integers.ts';
import { systemIndex, type ExchangeState } from '../state.ts';
import { countInFund } from './funds.ts';
import type { MarketTable } from './marketTable.ts';
import { moveCash } from './subaccounts.ts';

/** Fields of the table of volumes and of the fee pots, in their order. */
export const volumeFields = ['half', 'current', 'previous'] as const;
const halfAt = 0;
const currentAt = 1;
const previousAt = 2;
export const feePotFields = ['validators', 'treasury'] as const;
const validatorsAt = 0;
const treasuryAt = 1;
/** Place of the system's fee pots in their table, which holds nothing else. */
const systemPots = 0;

/** Half of the rolling window whose traded volume decides the fee tier. */
const volumeHalfMs = 15 * 24 * 3_600_000;

/** Traded volume that counts for the tier: the present half window and the one before. @param account its place */
export function tierVolume({ volumes }: ExchangeState, account: number, timeMs: number): number {
  if (!volumes.isAt(account)) return 0;
  const half = Math.floor(timeMs / volumeHalfMs);
  const known = volumes.at(account, halfAt);
  if (half === known) return volumes.at(account, currentAt) + volumes.at(account, previousAt);
  return half === known + 1 ? volumes.at(account, currentAt) : 0;
}

/** The tier of an account: the last one whose volume it reached. @param account its place */
export function feeTier(state: ExchangeState, account: number, timeMs: number): FeeTier {
  const { feeTiers } = state.terms.inForce;
  const volume = tierVolume(state, account, timeMs);
  let tier = feeTiers[0]!;
  for (const candidate of feeTiers) if (candidate.volumeMinMicroUsdc <= volume) tier = candidate;
  return tier;
}

/** Counts traded notional; stops counting at a quarter of the safe range. @param account its place */
export function addVolume({ volumes }: ExchangeState, account: number, timeMs: number, notional: number): void {
  const half = Math.floor(timeMs / volumeHalfMs);
  const isThere = volumes.isAt(account);
  const known = isThere ? volumes.at(account, halfAt) : -1;
  const counted = isThere ? volumes.at(account, currentAt) : 0;
  const same = known === half;
  const current = Math.min((same ? counted : 0) + notional, 2_251_799_813_685_248);
  if (!same) {
    volumes.put(account, halfAt, half);
    volumes.put(account, previousAt, isThere && known === half - 1 ? counted : 0);
  }
  volumes.put(account, currentAt, current);
}

/** The fee of an option is no more than that of this many times its price. */
const optionPremiumsMax = 250;

/**
 * What fees and volumes go by, micro-USDC: the notional of a trade; of an option, the value of its underlying, or so many times its premium
 * if that is less.
 */
export function feeNotional(markets: MarketTable, market: number, lots: number, pricePerLot: number): number {
  const notional = lots * pricePerLot;
  if (markets.listing(market).kind !== 'option') return notional;
  return Math.min(lots * markets.at(market).indexPerLot, notional * optionPremiumsMax);
}

/** A fee on a notional: what is paid is rounded up, what is paid back is rounded down. */
export const feeOf = (notional: number, ratePpb: number): number => atPpb(notional, ratePpb, 'ceil');

/** Takes a trade's net fee into the system's cash and splits it; rounding stays with the fund of the market's group. @param market its number */
export function collectFees(state: ExchangeState, market: number, amount: number): void {
  if (amount === 0) return;
  const { feePots } = state;
  const { validatorsPpb, insurancePpb } = state.terms.inForce.feeShares;
  const validators = atPpb(amount, validatorsPpb, 'floor');
  const insurance = atPpb(amount, insurancePpb, 'ceil');
  const treasury = Math.max(0, amount - validators - insurance);
  feePots.put(systemPots, validatorsAt, feePots.at(systemPots, validatorsAt) + validators);
  feePots.put(systemPots, treasuryAt, feePots.at(systemPots, treasuryAt) + treasury);
  countInFund(state, state.markets.listing(market).marketGroup, amount - validators - treasury);
  moveCash(state, systemIndex, amount);
}
