import { height } from '../../../node/types/units.ts';
import { type Behaviour, change, proposalAs } from './words.ts';

/**
 * Proposes on the newest final block although a later view was notarized, and nobody can show a NUL for it: that would
 * leave out a block that may become final, the later since it keeps back its finalize.
 */
export const staleParent: Behaviour = (world, validator) =>
  change(world, validator, (message) => {
    if (message.type === 'vote' && message.vote.kind === 'finalize') return [];
    if (message.type === 'certificate' && message.certificate.kind === 'finalize') return [];
    if (message.type !== 'proposal') return [message];
    const { view, content } = message.proposal;
    const final = world.nodes[validator]!.executed.at(-1);
    if (final?.certificate === undefined || content.height <= final.height + 1) return [message];
    const parent = { parentView: final.certificate.view, parentDigest: final.digest };
    const stale = { ...content, ...parent, height: height(final.height + 1) };
    return [{ type: 'proposal', proposal: proposalAs(world, validator, view, stale) }];
  });
