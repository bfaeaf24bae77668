import { describe, expect, test } from 'vitest';
import { ResidentMemory, residentBytes } from '../../../devnet/faults/residentMemory.ts';

const mebibyte = 1024 ** 2;

describe('the memory of a process', () => {
  test('is read from the system', () => {
    expect(residentBytes(process.pid)).toBeGreaterThan(20 * mebibyte);
    expect(residentBytes(undefined)).toBeUndefined();
    expect(residentBytes(2 ** 30)).toBeUndefined();
  });

  test('is compared between the minute after the fifth and the last one, by medians', () => {
    const memory = new ResidentMemory();
    for (let second = 0; second <= 1_800; second += 5) {
      const grown = second < 300 ? 100 : second < 1_740 ? 400 : 440;
      // A collector comes and goes.
      const spike = second % 50 === 0 ? 500 : 0;
      memory.sample(3, second * 1_000, (grown + spike) * mebibyte);
    }
    expect(memory.compare()).toEqual([{ validator: 3, fromMs: 300_000, fromMiB: 400, endMiB: 440, ratio: 1.1 }]);
  });
});
