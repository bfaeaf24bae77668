/** Numbers from 0 to 1 from a seed, the same on every engine (a linear congruential generator with 2^32 states). */
export function randomNumbers(seed: number): () => number {
  let state = seed % 4_294_967_296;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
