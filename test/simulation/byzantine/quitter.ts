import { zeroHash } from '../../../node/types/ids.ts';
import { startMs } from '../world.ts';
import { type Behaviour, change, voteAs } from './words.ts';

/** Votes to skip every view, so that nothing becomes final without everybody else; some time later it says nothing more. */
const quitsAfterMs = 2_500;

export const quitter: Behaviour = (world, validator) =>
  change(world, validator, (message) => {
    if (world.nowMs > startMs + quitsAfterMs) return [];
    if (message.type === 'proposal') return [];
    // A certificate of its own node would hold the vote that it keeps back.
    if (message.type === 'certificate' && message.certificate.kind !== 'nullify') return [];
    if (message.type !== 'vote' || message.vote.kind === 'nullify') return [message];
    return [voteAs(world, validator, message.vote, 'nullify', zeroHash)];
  });
