import { mulDiv } from '../integers.ts';
import type { Assessment } from '../risk/riskModel.ts';

/** Liquidation ends a tenth of the way from maintenance to initial margin. */
const recoveryShare = 10;

/** The equity at which a subaccount is liquidated no more, micro-USDC. */
export const recoveryEquity = ({ initial, maintenance }: Pick<Assessment, 'initial' | 'maintenance'>): number =>
  maintenance + mulDiv(initial - maintenance, 1, recoveryShare, 'ceil');

export const isRecovered = (now: Assessment): boolean => now.equity >= recoveryEquity(now);
