import type { Hash } from './ids.ts';
import type { AgreedPrice, L1Cut, L1Item } from './settlement.ts';
import type { HashedTransaction } from './transaction.ts';
import type { Height, TimeMs } from './units.ts';

/** Phases of a block, in order. Source: docs/spec/priority.md, rule 8. */
export const phases = ['cancel', 'rest', 'take'] as const;
export type Phase = (typeof phases)[number];

/** A final block as the exchange executes it: every field is a pure function of agreed reports. */
export interface OrderedBlock {
  readonly height: Height;
  /** c of the consensus block. */
  readonly digest: Hash;
  readonly timeMs: TimeMs;
  readonly prices: readonly AgreedPrice[];
  /** Items of the L1 blocks that this block's cut takes in, in the chain's order. */
  readonly l1: readonly L1Item[];
  readonly l1Cut: L1Cut;
  /** In execution order: phases ascending, nonce order within an account and phase. */
  readonly transactions: readonly HashedTransaction[];
}

/** A fact that execution produced. Flat: strings, booleans and safe integers only, so that its JSON is canonical. */
export interface BlockEvent {
  readonly type: string;
  readonly [field: string]: string | number | boolean;
}
