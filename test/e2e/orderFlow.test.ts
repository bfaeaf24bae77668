import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { costsOf } from '../bench/costTable.ts';
import { profileFlags, profileWhile } from '../bench/nodeProfile.ts';
import { OrderFlow } from '../bench/orderFlow.ts';
import { withProcessCommittee } from '../bench/processCommittee.ts';
import { defaultTiming } from '../../node/sequencer/config.ts';

const folder = mkdtempSync(join(tmpdir(), 'witan-flow-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a flow of single orders and of batches becomes final whole, and a profile says where a validator spends its time', async () => {
  const { signal } = new AbortController();
  const setup = { folder, validators: 4, owners: 4, clients: 0, timing: defaultTiming, nodeFlags: profileFlags };
  await withProcessCommittee(setup, signal, async ({ committee, owners, network }) => {
    const urls = committee.validators.map(({ httpUrl }) => httpUrl);
    for (const batch of [1, 50]) {
      const flow = await OrderFlow.open({ urls, signers: owners, domain: network, batch });
      let items: string[] = [];
      const row = await flow.run(20 * batch, 2_000, signal, async (send) => {
        const { result, samples } = await profileWhile(committee.validators[0]!, signal, send);
        items = costsOf(samples, 1).map(({ item }) => item);
        return result;
      });
      flow.close();
      expect(row).toMatchObject({ count: 40, notOk: {} });
      expect(items).toEqual(expect.arrayContaining(['execute', 'gossip', 'consensus', "traders' signatures", 'fsync']));
    }
  });
});
