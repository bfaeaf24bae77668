import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { measureGas, type Gas } from './gas.ts';

/**
 * Gas of whole transactions. `WITAN_GAS=write` measures every committee that `./witan bench contracts` does and writes
 * contracts/gas-snapshot.json anew; review reads the difference. Otherwise the smallest and the largest are measured.
 */
const snapshotPath = new URL('../../contracts/gas-snapshot.json', import.meta.url);
/** Zero bytes in hashes, times and signatures move calldata by some hundred gas. */
const toleranceGas = 800;

const isWriting = process.env.WITAN_GAS === 'write';
let measured: Gas;

beforeAll(async () => {
  measured = isWriting ? await measureGas([4, 16, 64, 100], [32]) : await measureGas([4, 100], []);
}, 300_000);

test('a checkpoint that all signed costs at most 200k however large the committee, with a third missing at most 245k', () => {
  expect(measured.checkpoint4All).toBeLessThanOrEqual(200_000);
  expect(measured.checkpoint100All).toBeLessThanOrEqual(200_000);
  expect(measured.checkpoint100TwoThirds).toBeLessThanOrEqual(245_000);
});

test('a claim costs at most 80k, the first one of an owner at most 120k, that also among a hundred thousand claims', () => {
  expect(measured.claimRepeat).toBeLessThanOrEqual(80_000);
  expect(measured.claimFirst).toBeLessThanOrEqual(120_000);
  expect(measured.claimFirstOf100k).toBeLessThanOrEqual(120_000);
});

test('a forced item costs at most 56k', () => {
  expect(measured.forced).toBeLessThanOrEqual(56_000);
});

test('gas is what the committed snapshot says', () => {
  if (isWriting) writeFileSync(snapshotPath, `${JSON.stringify(measured, null, 2)}\n`);
  const snapshot = JSON.parse(readFileSync(snapshotPath, 'utf8')) as Record<string, number>;
  for (const [name, gas] of Object.entries(measured)) {
    expect(snapshot, name).toHaveProperty(name);
    expect(Math.abs(gas - snapshot[name]!), `${name}: ${gas}, snapshot ${snapshot[name]}`).toBeLessThanOrEqual(
      toleranceGas,
    );
  }
});
