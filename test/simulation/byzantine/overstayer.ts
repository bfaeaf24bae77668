import { height } from '../../../node/types/units.ts';
import { type Behaviour, change, proposalAs } from './words.ts';

/** Goes on where the epoch ends: proposes another block in the place of the last one that it should propose again. */
export const overstayer: Behaviour = (world, validator) =>
  change(world, validator, (message) => {
    if (message.type !== 'proposal' || message.proposal.repeats === undefined) return [message];
    const { view, digest, content, repeats } = message.proposal;
    const next = { ...content, height: height(content.height + 1), parentView: repeats, parentDigest: digest };
    return [{ type: 'proposal', proposal: proposalAs(world, validator, view, next) }];
  });
