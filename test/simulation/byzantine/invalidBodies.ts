import { type Behaviour, change } from './words.ts';

/** Passes transactions on with a bit of the signature turned, and garbage beside them. */
export const invalidBodies: Behaviour = (world, validator) =>
  change(world, validator, (message) => {
    if (message.type !== 'bodies') return [message];
    const turned = message.bodies.map((body) => {
      const copy = new Uint8Array(body);
      copy[copy.length - 3]! ^= 1;
      return copy;
    });
    return [{ type: 'bodies', bodies: [...turned, new Uint8Array([1, 2, 3])] }];
  });
