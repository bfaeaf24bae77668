import type { Behaviour } from './words.ts';

/** Reports prices of its own making. */
export const priceLiar: Behaviour = (world, validator) => {
  world.nodes[validator]!.priceFactor = world.random.pick([0.01, 0.7, 1.5, 100]);
};
