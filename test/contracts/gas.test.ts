import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accept, claiming, deposit } from './checkpoint.ts';
import { account, addressOf, createWorld, type World } from './world.ts';

/**
 * Gas of whole transactions. `WITAN_GAS=write` writes contracts/gas-snapshot.json anew; review reads the difference.
 */
const snapshotPath = new URL('../../contracts/gas-snapshot.json', import.meta.url);
/** Zero bytes in hashes and signatures move calldata by a few hundred gas. */
const toleranceGas = 2_500;

const measured: Record<string, number> = {};
let world: World;

beforeAll(async () => {
  world = await createWorld();
  // The last transaction of a deployment, alone in its block.
  measured.installOf4 = Number((await world.client.getBlock()).gasUsed);
});
afterAll(() => world.close());

test('a checkpoint of four costs at most 230k, a repeated claim at most 95k', async () => {
  const owner = addressOf(account(1));
  measured.depositFirst = Number((await deposit(world, 1, 5_000_000n)).gasUsed);
  measured.depositRepeat = Number((await deposit(world, 1, 5_000_000n)).gasUsed);
  await accept(world, 1n, { claims: [{ owner, cumulative: 1_000_000n }] });
  await world.pass(31);
  const all = await accept(world, 2n, { claims: [{ owner, cumulative: 1_000_000n }] });
  await world.pass(31);
  const three = await accept(world, 3n, { claims: [{ owner, cumulative: 2_000_000n }] }, [0, 1, 3]);
  measured.checkpointOf4 = Number(all.receipt.gasUsed);
  measured.checkpointOf4OneMissing = Number(three.receipt.gasUsed);
  await world.pass(1801);
  measured.claimFirst = Number((await world.send(account(9), claiming(world, all, 0, 1n))).gasUsed);
  measured.claimRepeat = Number((await world.send(account(9), claiming(world, three, 0, 2n))).gasUsed);
  expect(measured.checkpointOf4).toBeLessThanOrEqual(230_000);
  expect(measured.checkpointOf4OneMissing).toBeLessThanOrEqual(230_000);
  expect(measured.claimRepeat).toBeLessThanOrEqual(95_000);
});

test('a checkpoint of a hundred with 33 missing', async () => {
  const large = await createWorld({ powers: new Array<number>(100).fill(1) });
  measured.installOf100 = Number((await large.client.getBlock()).gasUsed);
  const signers = Array.from({ length: 67 }, (_, i) => i + 33);
  await accept(large, 1n, {}, signers);
  await large.pass(31);
  measured.checkpointOf100With33Missing = Number((await accept(large, 2n, {}, signers)).receipt.gasUsed);
  await large.close();
});

test('gas is what the committed snapshot says', () => {
  if (process.env.WITAN_GAS === 'write') writeFileSync(snapshotPath, `${JSON.stringify(measured, null, 2)}\n`);
  const snapshot = JSON.parse(readFileSync(snapshotPath, 'utf8')) as Record<string, number>;
  expect(Object.keys(measured).sort()).toEqual(Object.keys(snapshot).sort());
  for (const [name, gas] of Object.entries(measured)) {
    expect(Math.abs(gas - snapshot[name]!), `${name}: ${gas}, snapshot ${snapshot[name]}`).toBeLessThanOrEqual(
      toleranceGas,
    );
  }
});
