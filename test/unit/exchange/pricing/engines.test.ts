import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { marginDigest } from '../portfolio/marginDigest.ts';
import { pricingDigest } from './engineDigest.ts';
import { inQuickJs } from './otherEngine.ts';

const path = join(import.meta.dirname, 'engineDigest.ts');

const marginPath = join(import.meta.dirname, '../portfolio/marginDigest.ts');

describe('pricing on another engine', () => {
  test('gives the same bits in QuickJS as here, over 100,000 inputs', { timeout: 120_000 }, async () => {
    expect(await inQuickJs(path, 'pricingDigest(100000, 5)')).toBe(pricingDigest(100_000, 5));
  });

  test('other inputs give another digest', async () => {
    const others = [pricingDigest(99, 5), pricingDigest(100, 6)];
    expect(others).not.toContain(pricingDigest(100, 5));
    expect(await inQuickJs(path, 'pricingDigest(100, 6)')).toBe(others[1]);
  });

  test('gives the same portfolio margins, to the bit', { timeout: 120_000 }, async () => {
    expect(await inQuickJs(marginPath, 'marginDigest(200, 5)')).toBe(marginDigest(200, 5));
  });
});
