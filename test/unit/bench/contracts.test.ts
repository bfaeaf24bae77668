import { describe, expect, test } from 'vitest';
import { judgeContractsAims } from '../../bench/aims.ts';
import { describeContracts } from '../../bench/contracts/describeContracts.ts';

const gas = {
  register: 280_000,
  install4: 370_000,
  checkpoint4First: 209_000,
  checkpoint4All: 200_000,
  checkpoint4TwoThirds: 202_000,
  install100: 6_400_000,
  checkpoint100All: 200_001,
  checkpoint100TwoThirds: 245_000,
  claimFirst: 103_000,
  claimRepeat: 80_001,
};

describe('the benchmark of contracts', () => {
  test('has an aim for checkpoints that all signed, for the largest with a third missing, and for claims', () => {
    const aims = Object.entries(judgeContractsAims(gas)).map(([name, { isReached }]) => [name, isReached]);
    expect(aims).toEqual([
      ['checkpoint4All', true],
      ['checkpoint100All', false],
      ['checkpoint100TwoThirds', true],
      ['claimFirst', true],
      ['claimRepeat', false],
    ]);
  });

  test('tells every figure once, committees by size', () => {
    const text = describeContracts({ gas, aims: judgeContractsAims(gas) });
    expect(text).toMatch(/ 4 +200,000 +202,000 +209,000 +370,000\n +100 +200,001 +245,000 +6,400,000\n/);
    expect(text).toMatch(/register +280,000/);
    expect(text).toContain('MISSED   claimRepeat, gas: at most 80000; measured 80001');
  });
});
