import type { BlockEvent } from '../types/block.ts';
import type { ExchangeState } from './state.ts';

/** One block while it executes: the state, the agreed time, and the facts so far. */
export interface BlockRun {
  readonly state: ExchangeState;
  readonly height: number;
  readonly timeMs: number;
  /** Number of the last header made before this block. */
  readonly headerNumber: number;
  readonly events: BlockEvent[];
  /** By subaccount and market group: maintenance margin of positions that ended in this block without their holder's wish, micro-USDC. */
  readonly ended: Map<number, Map<number, number>>;
  /** What this block may still do of what nobody sends. */
  readonly budget: { triggers: number; pegs: number; slices: number; combos: number; hedges: number };
}
