import { describe, expect, test } from 'vitest';
import { checkModel, refuteVariant, variants } from '../model/checkModel.ts';
import { findTools, type Tools } from '../model/spin.ts';

/** Compiling takes most of it. */
const timeoutMs = 90_000;
const tools = findTools();
const name = 'the model of consensus';

describe.skipIf(tools === undefined)(tools === undefined ? `${name} (needs spin and gcc)` : name, () => {
  test('every state of two views holds every property', { timeout: timeoutMs }, async () => {
    const result = await checkModel(tools as Tools, 2);
    expect(result).toMatchObject({ holds: true, violated: undefined, counterexample: [] });
    expect(result.properties).toContain('progress');
    expect(result.states).toBeGreaterThan(10_000);
  });

  test('a finalize after nullify is refuted by two final chains, step by step', { timeout: timeoutMs }, async () => {
    const variant = variants.find(({ define }) => define === 'FINALIZE_AFTER_NULLIFY')!;
    const result = await refuteVariant(tools as Tools, variant);
    expect(result).toMatchObject({ refuted: true, violated: 'agreement' });
    expect(result.counterexample).toContain('In view 1: nullify');
    expect(result.counterexample.at(-1)).toBe('In view 2: finalize 2a');
  });
});
