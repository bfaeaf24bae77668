import type { Outcome } from './outcomes.ts';

/** What came of one transaction: the body of its receipt. */
export interface Verdict {
  readonly code: Outcome;
  /** Micro-USDC that were missing, for MARGIN_TOO_LOW and BALANCE_TOO_LOW; ledger units of a token for CHAIN_POOL_TOO_LOW. */
  readonly missing?: number;
}

/** It did what it was to do. */
export const accepted: Verdict = { code: 'OK' };
