import type { Committee } from '../types/committee.ts';
import { type ValidatorIndex, validatorIndex } from '../types/ids.ts';
import type { View } from '../types/units.ts';

const cycleMax = 65_536;

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/**
 * Smooth weighted round-robin in committee order (rule 1): nobody can grind it. Each slot, every validator gains its
 * weight and the one that gained most leads and pays the total. Weights are the powers divided by their common divisor;
 * where a cycle would be longer than 65,536 slots they are scaled down to it (at least 1 each). Who has no power never leads.
 */
export function leaderSchedule(committee: Committee): (view: View) => ValidatorIndex {
  const divisor = committee.validators.reduce((common, validator) => gcd(common, validator.power), 0);
  let weights = committee.validators.map((validator) => validator.power / divisor);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total > cycleMax)
    weights = weights.map((weight) => (weight === 0 ? 0 : Math.max(1, Math.floor((weight * cycleMax) / total))));
  const cycle = oneCycle(weights);
  return (view) => cycle[view % cycle.length]!;
}

function oneCycle(weights: readonly number[]): ValidatorIndex[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const gained = weights.map(() => 0);
  const cycle: ValidatorIndex[] = [];
  for (let slot = 0; slot < total; slot++) {
    let leader = 0;
    for (let i = 0; i < weights.length; i++) {
      gained[i]! += weights[i]!;
      if (gained[i]! > gained[leader]!) leader = i;
    }
    gained[leader]! -= total;
    cycle.push(validatorIndex(leader));
  }
  return cycle;
}
