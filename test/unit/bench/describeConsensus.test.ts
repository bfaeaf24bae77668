import { describe, expect, test } from 'vitest';
import { judgeAims } from '../../bench/aims.ts';
import { describeConsensus } from '../../bench/describeConsensus.ts';
import type { ClientsRow, ProcessRow } from '../../bench/processFinality.ts';
import { lowLatencyTiming } from '../../bench/timing.ts';

const machine = { cores: 2, cpu: 'some', memoryGiB: 8, os: 'linux 6', node: 'v24', loadBefore: 0.1 };
const load = (clients: number, finalityMsP50: number, perSecond: number): ClientsRow => ({
  clients,
  count: 100,
  finalityMsP50,
  finalityMsP99: 2 * finalityMsP50,
  perSecond,
  viewsPerSecond: 100,
  validatorCores: 1.5,
  clientCores: 0.2,
  notOk: {},
});
const row: ProcessRow = {
  validators: 4,
  l1: 'anvil',
  timing: lowLatencyTiming(4),
  emptyViewsPerSecond: 150,
  loads: [load(1, 12.1, 80), load(64, 40, 3_000)],
};

describe('the result of the consensus benchmark', () => {
  test('says of each aim whether it was reached', () => {
    const aims = judgeAims(row);
    expect(Object.entries(aims).map(([name, { isReached }]) => [name, isReached])).toEqual([
      ['oneClientMsP50', false],
      ['crowdPerSecond', true],
      ['crowdMsP50', true],
      ['emptyViewsPerSecond', true],
    ]);
    const text = describeConsensus({ machine, processes: [row], aims });
    expect(text).toContain('MISSED   one client, ms to the final receipt: at most 12; measured 12.1');
    expect(text.match(/reached {2}/g)).toHaveLength(3);
  });

  test('says where the Raft peer can be had when it is absent', () => {
    const text = describeConsensus({ machine, raft: { absent: 'no etcd in PATH; apt-get install etcd-server' } });
    expect(text).toContain('Raft peer: no etcd in PATH; apt-get install etcd-server');
  });
});
