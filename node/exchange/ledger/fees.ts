import type { Address } from '../../types/ids.ts';
import type { FeeTier } from '../genesis.ts';
import { atPpb } from '../integers.ts';
import { systemIndex, type ExchangeState } from '../state.ts';
import { moveCash } from './subaccounts.ts';

/** Half of the rolling window whose traded volume decides the fee tier. */
const volumeHalfMs = 15 * 24 * 3_600_000;

/** Traded volume that counts for the tier: the present half window and the one before. */
export function tierVolume(state: ExchangeState, account: Address, timeMs: number): number {
  const volume = state.volumes.get(account);
  if (volume === undefined) return 0;
  const half = Math.floor(timeMs / volumeHalfMs);
  if (half === volume.half) return volume.current + volume.previous;
  return half === volume.half + 1 ? volume.current : 0;
}

/** The tier of an account: the last one whose volume it reached. */
export function feeTier(state: ExchangeState, account: Address, timeMs: number): FeeTier {
  const { feeTiers } = state.genesis;
  const volume = tierVolume(state, account, timeMs);
  let tier = feeTiers[0]!;
  for (const candidate of feeTiers) if (candidate.volumeMinMicroUsdc <= volume) tier = candidate;
  return tier;
}

/** Counts traded notional; stops counting at a quarter of the safe range. */
export function addVolume(state: ExchangeState, account: Address, timeMs: number, notional: number): void {
  const half = Math.floor(timeMs / volumeHalfMs);
  const volume = state.volumes.get(account);
  const same = volume?.half === half;
  const current = Math.min((same ? volume.current : 0) + notional, 2_251_799_813_685_248);
  const previous = same ? volume.previous : volume?.half === half - 1 ? volume.current : 0;
  state.volumes.set(account, { half, current, previous });
}

/** A fee on a notional: what is paid is rounded up, what is paid back is rounded down. */
export const feeOf = (notional: number, ratePpb: number): number => atPpb(notional, ratePpb, 'ceil');

/** Takes a trade's net fee into the system's cash and splits it; rounding stays with the insurance fund. */
export function collectFees(state: ExchangeState, amount: number): void {
  if (amount === 0) return;
  const { validatorsPpb, insurancePpb } = state.genesis.feeShares;
  const validators = atPpb(amount, validatorsPpb, 'floor');
  const insurance = atPpb(amount, insurancePpb, 'ceil');
  const treasury = Math.max(0, amount - validators - insurance);
  const pots = state.feePots.get('system')!;
  state.feePots.set('system', { validators: pots.validators + validators, treasury: pots.treasury + treasury });
  moveCash(state, systemIndex, amount);
}
