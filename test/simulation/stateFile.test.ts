import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readStateFile } from '../../node/cli/stateFile.ts';
import { decodeState, encodeState } from '../../node/exchange/snapshot.ts';
import { frameRecord } from '../../node/storage/recordFraming.ts';
import { runScenario } from '../../node/stress/report.ts';
import { scenarios } from '../../node/stress/scenarios.ts';
import { trade } from './trading.ts';
import { World } from './world.ts';

test('a snapshot of a node can be stressed as it stands in its file; one that is damaged is refused', ({
  onTestFinished,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'witan-state-file-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const world = new World({
    seed: 61,
    checkpoint: { intervalMs: 500, minSpacingMs: 100 },
    limits: { snapshotHeaders: 2, snapshotChunkBytes: 2_000 },
  });
  trade(world, 3, 20, 3_000);
  world.run(5_000);
  const path = join(folder, 'snapshot.bin');
  const parts = world.nodes[0]!.disk.snapshots.at(-1)!.read()!;
  expect(parts.length).toBeGreaterThan(2);
  writeFileSync(path, Buffer.concat(parts.map(frameRecord)));

  const bytes = readStateFile(path, world.network);
  const { exchange: genesis } = world.network;
  expect(Buffer.compare(encodeState(decodeState(genesis, bytes)), bytes)).toBe(0);
  const told = runScenario({ genesis, bytes, depth: 1 }, scenarios[0]!);
  expect(told.moments[0]!.equityUsdc).toBeGreaterThan(2_999_000);

  const file = readFileSync(path);
  const refused = expect.objectContaining({ code: 'SNAPSHOT_MALFORMED' }) as Error;
  for (const at of [0, 9, file.length >> 1, file.length - 1]) {
    const damaged = Buffer.from(file);
    damaged[at]! ^= 1;
    writeFileSync(path, damaged);
    expect(() => readStateFile(path, world.network)).toThrow(refused);
  }
  writeFileSync(path, Buffer.concat(parts.slice(0, -1).map(frameRecord)));
  expect(() => readStateFile(path, world.network)).toThrow(refused);
});
