import type { BlockContent, Certificate } from './consensus.ts';
import type { Hash } from './ids.ts';
import type { AgreedPrice, ExchangeItem, L1Cut } from './settlement.ts';
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
  /** Parameters, deposits and forced items of the L1 blocks that this block takes in, in the chain's order. */
  readonly inbox: readonly ExchangeItem[];
  /** The last L1 block taken in so far: the agreed cut, or before it where more items wait than one block takes. */
  readonly l1Cut: L1Cut;
  /** In execution order: phases ascending, nonce order within an account and phase. */
  readonly transactions: readonly HashedTransaction[];
}

/** A fact that execution produced. Flat: strings, booleans and safe integers only, so that its JSON is canonical. */
export interface BlockEvent {
  readonly type: string;
  readonly [field: string]: string | number | boolean;
}

/** A block after execution, as doors read it. */
export interface ExecutedBlock {
  readonly height: Height;
  readonly digest: Hash;
  readonly content: BlockContent;
  /** FIN for this very block; absent where only a descendant has one. */
  readonly certificate: Certificate | undefined;
  readonly timeMs: TimeMs;
  readonly transactions: readonly HashedTransaction[];
  readonly events: readonly BlockEvent[];
  readonly eventsRoot: Hash;
  readonly previousResult: Hash;
  readonly resultDigest: Hash;
}

/** What came of one transaction; the codes are those of docs/spec/exchange.md, Outcomes. */
export interface TransactionOutcome {
  readonly hash: Hash;
  readonly code: string;
}

/** What executing a block gave: identical on every node. */
export interface BlockResult {
  readonly height: Height;
  readonly timeMs: TimeMs;
  /** In the order in which they happened; each transaction's receipt comes last of its own. */
  readonly events: readonly BlockEvent[];
  /** One a transaction, in execution order. */
  readonly outcomes: readonly TransactionOutcome[];
  /** Somebody was liquidated: the next checkpoint is brought forward. */
  readonly liquidated: boolean;
  /** A forced item was consumed: likewise. */
  readonly forced: boolean;
}
