import { zeroHash } from '../../../node/types/ids.ts';
import type { Committee } from '../../../node/types/committee.ts';
import { type Behaviour, change, voteAs } from './words.ts';

/**
 * Leads so that its blocks are notarized and cannot become final: shows them to just a quorum with itself, tells the
 * others to skip the view, and keeps back its finalize and every proof that something is final.
 */
export const unfinisher: Behaviour = (world, validator) => {
  const led = new Set<string>();
  change(world, validator, (message, to) => {
    switch (message.type) {
      case 'proposal': {
        const { view, content } = message.proposal;
        const { epoch } = content;
        const own = world.placeOf(validator, epoch)!;
        led.add(`${epoch}.${view}`);
        const other = world.placeOf(to, epoch);
        if (other === undefined || !isLeftOut(world.committeeOf(epoch), own, other)) return [message];
        return [voteAs(world, validator, { epoch, view, validator: own }, 'nullify', zeroHash)];
      }
      case 'vote': {
        const { kind, epoch, view } = message.vote;
        return kind === 'finalize' && led.has(`${epoch}.${view}`) ? [] : [message];
      }
      case 'certificate':
        return message.certificate.kind === 'finalize' ? [] : [message];
      case 'finalBlocks':
        return [];
      default:
        return [message];
    }
  });
};

/** The validators after the leader, in committee order, with at most f of power together. */
function isLeftOut({ validators, faultyPower }: Committee, leader: number, other: number): boolean {
  let power = 0;
  for (let step = 1; step < validators.length; step++) {
    const at = (leader + step) % validators.length;
    power += validators[at]!.power;
    if (power > faultyPower) return false;
    if (at === other) return true;
  }
  return false;
}
