import type { Behaviour } from './words.ts';

/** Its clock is hours off. */
export const timeLiar: Behaviour = (world, validator) => {
  world.nodes[validator]!.clockOffsetMs = world.random.pick([-86_400_000, 86_400_000]);
};
