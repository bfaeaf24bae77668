import { type Behaviour, change } from './words.ts';

/** Announces snapshots as they are to those who join, and gives them garbage for the chunks, or none. */
export const chunkLiar: Behaviour = (world, validator) =>
  change(world, validator, (message) => {
    if (message.type !== 'chunk') return [message];
    return world.random.chance(0.3) ? [] : [{ ...message, bytes: message.bytes.map((byte) => byte ^ 1) }];
  });
