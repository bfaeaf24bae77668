import type { NetworkMessage } from '../../../node/types/message.ts';
import { type Behaviour, change } from './words.ts';

const keptMax = 200;

/** Says again what it said long ago, old certificates and votes most of all, with everything it sends. */
export const staleReplayer: Behaviour = (world, validator) => {
  const kept: NetworkMessage[] = [];
  change(world, validator, (message) => {
    const old = kept.length > 20 ? [kept[world.random.integer(0, kept.length - 20)]!, kept[0]!] : [];
    if (['certificate', 'vote', 'proposal', 'reports'].includes(message.type) && kept.length < keptMax)
      kept.push(message);
    return [...old, message];
  });
};
