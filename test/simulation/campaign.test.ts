import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { behaviourNames } from './byzantine/index.ts';
import { directed } from './directed.ts';
import { mutants, tryMutant } from './mutants.ts';
import { runScenario } from './runScenario.ts';
import { drawScenario, type Fault, faultyPower } from './scenario.ts';
import { shrink } from './shrink.ts';
import { timeline } from './timeline.ts';
import { exhaustiveCount, runTwinsJob } from './twins.ts';

describe('committees under faults', () => {
  test.each(Object.keys(directed))('the scenario %s breaks no rule', async (name) => {
    expect((await runScenario(directed[name]!)).violations).toEqual([]);
  });

  test.each([4, 5, 7])('drawn scenarios with %d validators break no rule, and trade goes on', async (validators) => {
    for (let seed = 18; seed < 24; seed++) {
      const { violations, transactions, blocks } = await runScenario(drawScenario(seed, validators, behaviourNames));
      expect({ seed, violations }).toEqual({ seed, violations: [] });
      expect(blocks).toBeGreaterThan(5);
      expect(transactions.executed).toBeGreaterThan(0);
    }
  });

  test('the same scenario gives the same run, on virtual disks and on files', async () => {
    for (const seed of [6, 11]) {
      const scenario = drawScenario(seed, 5, behaviourNames);
      expect(await runScenario(scenario)).toEqual(await runScenario(scenario));
    }
  });

  test('one validator as two nodes with one key, in every partition of one view, makes nobody disagree', () => {
    for (let number = 0; number < exhaustiveCount(1); number += 3) {
      const { violations } = runTwinsJob({ kind: 'exhaustive', depth: 1, number });
      expect({ number, violations }).toEqual({ number, violations: [] });
    }
  });
});

describe('drawing scenarios', () => {
  test('those who lie, see another L1 or lose what is durable have f of power at most', () => {
    for (let seed = 0; seed < 500; seed++) {
      const { powers, faults } = drawScenario(seed, 4 + (seed % 10), behaviourNames);
      const worst = faults.filter(({ kind }) =>
        ['byzantine', 'l1FinalReorg', 'lostJournal', 'oldSnapshot'].includes(kind),
      );
      const nodes = new Set(worst.map((fault) => (fault as Extract<Fault, { node: number }>).node));
      expect([...nodes].reduce((sum, node) => sum + powers[node]!, 0)).toBeLessThanOrEqual(faultyPower(powers));
      for (const fault of faults) {
        if (fault.kind !== 'rotation') continue;
        const weights = new Map(fault.members);
        const bound = faultyPower([...weights.values()]);
        expect([...nodes].reduce((sum, node) => sum + (weights.get(node) ?? 0), 0)).toBeLessThanOrEqual(bound);
      }
    }
  });

  test('all kinds of faults, all behaviours, and real signatures for one seed in twenty are drawn', () => {
    const scenarios = Array.from({ length: 1_000 }, (_, seed) => drawScenario(seed, 7, behaviourNames));
    const faults = scenarios.flatMap((scenario) => scenario.faults);
    expect(new Set(faults.map(({ kind }) => kind)).size).toBe(16);
    const drawn = new Set(faults.flatMap((fault) => (fault.kind === 'byzantine' ? [fault.behaviour] : [])));
    expect([...drawn].sort()).toEqual([...behaviourNames].sort());
    expect(scenarios.filter(({ realSignatures }) => realSignatures)).toHaveLength(50);
  });
});

describe('a scenario that fails', () => {
  const scenario = {
    ...drawScenario(3, 7, behaviourNames),
    loss: 0.1,
    faults: [
      { atMs: 10, kind: 'powerCut', downMs: 100 },
      { atMs: 20, kind: 'dropCaches', node: 1 },
      { atMs: 30, kind: 'crash', node: 2, downMs: 10 },
      { atMs: 40, kind: 'slowDisk', node: 3, syncMs: 5, lastMs: 50 },
      { atMs: 50, kind: 'crash', node: 0, downMs: 10 },
    ] satisfies Fault[],
  };

  test('is shrunk to the faults that matter, calm links and little time', async () => {
    const needs = (faults: readonly Fault[]): boolean =>
      faults.some(({ kind }) => kind === 'powerCut') && faults.some(({ kind }) => kind === 'slowDisk');
    const smallest = await shrink(scenario, (candidate) => Promise.resolve(needs(candidate.faults)));
    expect(smallest.faults.map(({ kind }) => kind)).toEqual(['powerCut', 'slowDisk']);
    expect(smallest).toMatchObject({ loss: 0, duplication: 0, ordersPerSecond: 1 });
    expect(smallest.faultyMs).toBeLessThan(scenario.faultyMs);
  });

  test('has a timeline that says what broke, what was done, and what each said in each view', async () => {
    const outcome = await runScenario({ ...scenario, faultyMs: 300 });
    const violation = { rule: 'agreement', what: 'this and that', atMs: 120 } as const;
    const lines = timeline({ ...outcome, violations: [violation] });
    expect(lines).toContain('BROKEN at 120 ms: agreement: this and that');
    expect(lines.some((line) => line.includes('fault  powerCut {"downMs":100}'))).toBe(true);
    expect(lines.some((line) => /^epoch 1, view 1, /.test(line))).toBe(true);
    expect(lines.some((line) => /^ {2}\d {2}(propose|notarize) [0-9a-f]{6} @\d+/.test(line))).toBe(true);
  });
});

describe('mutants', () => {
  test('run in a copy of the program, where one that votes without reports is caught at once', async () => {
    const mutant = mutants.find(({ name }) => name === 'voting without reports')!;
    expect(await tryMutant(mutant, 1)).toMatchObject({ caught: true });
  });

  test('there are at least 15, and the line that each one breaks is there, once', () => {
    expect(mutants.length).toBeGreaterThanOrEqual(15);
    for (const { name, file, find } of mutants) {
      const text = readFileSync(new URL(`../../node/${file}`, import.meta.url), 'utf8');
      expect({ name, times: text.split(find).length - 1 }).toEqual({ name, times: 1 });
    }
  });
});
