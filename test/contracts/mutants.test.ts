import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findMutants, mutate } from './mutation/findMutants.ts';
import { listMutants, tryMutants } from './mutation/tryMutants.ts';

/** The first of them, which a whole run has tried: one a day in turn. `./witan test contracts --mutants` runs all. */
const tried = 12;

const mutated = (text: string) => findMutants('A.sol', text).map((mutant) => mutate(text, mutant));

describe('what is taken out', () => {
  test('each alternative of a refusal alone, also where it stands in brackets or over several lines', () => {
    expect(mutated('if (a(1) || (b && c)) revert X(d);')).toEqual([
      'if (false || (b && c)) revert X(d);',
      'if (a(1) || false) revert X(d);',
    ]);
    expect(mutated('if (\n  a\n) {\n  revert X();\n}')).toEqual(['if (false) {\n  revert X();\n}']);
    expect(mutated('if (a) return false;')).toEqual(['if (false) return false;']);
  });

  test('the equality of a bound, and each part of an answer', () => {
    expect(mutated('if (a <= b) revert X();')).toEqual(['if (false) revert X();', 'if (a < b) revert X();']);
    expect(mutated('return a == b && (c || d);')).toEqual(['return true && (c || d);', 'return a == b && true;']);
  });

  test('the guard against entering twice, gas caps, the catch around a permit, the checks of a transfer', () => {
    expect(mutated('function f() external nonReentrant {')).toEqual(['function f() external {']);
    expect(mutated('p.staticcall{gas: cap}(input)')).toEqual(['p.staticcall(input)']);
    expect(mutated('ok := staticcall(ADD_GAS, 0x0d)')).toEqual(['ok := staticcall(gas(), 0x0d)']);
    expect(mutated('try t.permit(a) {} catch {}')).toEqual(['t.permit(a);']);
    expect(mutated('t.safeTransferFrom(a, b, c);')).toEqual(['t.transferFrom(a, b, c);']);
  });

  test('no branch that refuses nothing', () => {
    expect(mutated('if (size == 0) return list;')).toEqual([]);
  });

  test('every refusal of the contracts', () => {
    for (const file of new Set(listMutants().map((mutant) => mutant.file))) {
      const text = readFileSync(new URL(`../../contracts/${file}`, import.meta.url), 'utf8');
      const refusals = text.split(/\brevert \w+\(/).length - 1;
      const removed = listMutants(`^${file}:\\d+ without`).length;
      expect(removed, file).toBeGreaterThanOrEqual(refusals);
    }
  });
});

test('the check whose turn it is today cannot be removed without a test that fails', { timeout: 900_000 }, async () => {
  const day = Math.floor(Date.now() / 86_400_000);
  const { results } = await tryMutants([listMutants()[day % tried]!], ['vectors']);
  expect(results.filter(({ killed }) => !killed).map(({ name }) => name)).toEqual([]);
});
