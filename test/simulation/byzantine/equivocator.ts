import { zeroHash } from '../../../node/types/ids.ts';
import { type Behaviour, change, proposalAs, voteAs } from './words.ts';

/** Says two things wherever one is due, to everybody: proposals, notarizes, and nullify beside finalize. */
export const equivocator: Behaviour = (world, validator) =>
  change(world, validator, (message, to) => {
    if (message.type === 'proposal') {
      const { view, content } = message.proposal;
      const fewer = content.heads.slice(0, content.heads.length - 1);
      const other = {
        type: 'proposal',
        proposal: proposalAs(world, validator, view, { ...content, heads: fewer }),
      } as const;
      return to % 2 === 0 ? [message, other] : [other, message];
    }
    if (message.type !== 'vote') return [message];
    const { vote } = message;
    const { kind } = vote;
    const { genesisDigest } = world.network;
    if (kind === 'notarize') return [message, voteAs(world, validator, vote, 'notarize', genesisDigest)];
    if (kind === 'finalize') return [message, voteAs(world, validator, vote, 'nullify', zeroHash)];
    return [message, voteAs(world, validator, vote, 'finalize', genesisDigest)];
  });
