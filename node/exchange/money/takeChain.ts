import { invariant } from '../../types/fault.ts';
import type { ChainIntake } from '../../types/settlement.ts';
import type { BlockRun } from '../blockRun.ts';
import { followCut } from './cursor.ts';
import { takeDeposit } from './deposits.ts';
import { takeForced } from './forced.ts';
import { followFinality, takeAccepted, takeFrozen, takeVetoed } from './headers.ts';

/** Takes in what is new of one chain, in its order. Source: docs/spec/priority.md, rule 12. */
export function takeChain(run: BlockRun, { cut, timestampS, items }: ChainIntake): void {
  const { state } = run;
  const { chainId } = cut;
  invariant(state.genesis.chains.includes(chainId), `chain ${chainId} is none of this network`);
  for (const item of items) {
    switch (item.kind) {
      case 'parameters':
        // The first thing of the block: see `takeParameters`.
        break;
      case 'deposit':
        takeDeposit(run, chainId, item);
        break;
      case 'forced':
        takeForced(run, chainId, item);
        break;
      case 'accepted':
        takeAccepted(state, chainId, item);
        break;
      case 'vetoed':
        takeVetoed(state, chainId, item);
        break;
      case 'frozen':
        takeFrozen(run, chainId);
        break;
    }
  }
  followCut(state, cut);
  followFinality(state, chainId, timestampS);
}
