import { type Behaviour, change } from './words.ts';

/** Speaks to half of the committee only. */
export const selectiveSender: Behaviour = (world, validator) =>
  change(world, validator, (message, to) => (to % 2 === validator % 2 ? [message] : []));
