import { type Behaviour, change } from './words.ts';

/** Proposes and reports, and never votes. */
export const voteWithholder: Behaviour = (world, validator) =>
  change(world, validator, (message) => (message.type === 'vote' ? [] : [message]));
