import { type Hash, zeroHash } from '../../../node/types/ids.ts';
import { type Behaviour, change, proposalAs } from './words.ts';

/** Proposes the same block on another parent to one peer: where a block's name did not bind its parent, that peer is lost. */
export const twoParents: Behaviour = (world, validator) =>
  change(world, validator, (message, to) => {
    if (message.type !== 'proposal' || to !== (validator + 1) % world.nodes.length) return [message];
    const { view, content } = message.proposal;
    const parentDigest = `0x${'5a'.repeat(32)}` as Hash;
    const other = { ...content, parentDigest: content.parentDigest === zeroHash ? zeroHash : parentDigest };
    return [{ type: 'proposal', proposal: proposalAs(world, validator, view, other) }];
  });
