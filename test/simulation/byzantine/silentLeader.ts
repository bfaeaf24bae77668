import { type Behaviour, change } from './words.ts';

/** Takes part in everything and never proposes. */
export const silentLeader: Behaviour = (world, validator) =>
  change(world, validator, (message) => (message.type === 'proposal' ? [] : [message]));
