import type { ExchangeState } from '../exchange/state.ts';
import type { PriorityState } from '../priority/state.ts';
import type { ExecutedBlock } from '../types/block.ts';
import type { Hash, HexBytes, ValidatorIndex } from '../types/ids.ts';
import type { Context } from './context.ts';

export interface SignedCheckpoint {
  readonly number: number;
}

export class Checkpoints {
  constructor(
    _context: Context,
    _exchange: ExchangeState,
    _priority: PriorityState,
    _signed: (signed: SignedCheckpoint) => void,
  ) {}
  executed(_block: ExecutedBlock): void {}
  signed(_number: number, _headerHash: Hash, _signature: HexBytes): void {}
  verified(_input: { readonly number: number; readonly bad: readonly ValidatorIndex[] }): void {}
  onShare(_from: ValidatorIndex, _number: number, _headerHash: Hash, _signature: HexBytes): void {}
}
