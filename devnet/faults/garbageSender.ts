import type { Behaviour } from '../../test/simulation/byzantine/words.ts';

const bytesMax = 4_096;

/** Sends bytes that are no message beside some that are: made up ones, ends cut off, bits turned. */
export const garbageSender: Behaviour = (world, validator) => {
  const { random } = world;
  const madeUp = (): Uint8Array =>
    Uint8Array.from({ length: random.integer(0, bytesMax) }, () => random.integer(0, 255));
  const inner = world.intercept;
  world.intercept = (from, to, bytes) => {
    const said = inner(from, to, bytes);
    if (from !== validator || !random.chance(0.02)) return said;
    const turned = Uint8Array.from(bytes);
    turned[random.integer(0, turned.length - 1)]! ^= 1 << random.integer(0, 7);
    return [...said, random.pick([madeUp(), bytes.subarray(0, random.integer(0, bytes.length)), turned])];
  };
};
