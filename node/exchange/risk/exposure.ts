import type { Exposure } from '../records.ts';
import type { ExchangeState } from '../state.ts';

/** What a subaccount has open in one market. */
export const exposureIn = (state: ExchangeState, subaccount: number, instrument: number): Exposure | undefined =>
  state.exposures.get(subaccount)?.find((exposure) => exposure.instrument === instrument);
