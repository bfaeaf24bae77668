import { describeAims } from './aims.ts';
import type { E2ePart, E2eResult } from './e2e.ts';
import { describeMachine } from './machine.ts';
import { table } from './table.ts';

/** The result as tables for a person. */
export function describeE2e({ machine, validators, l1, timing, single, batch50, aims }: E2eResult): string {
  const { blockIntervalMs, reportIntervalMs } = timing;
  const lines = [
    describeMachine(machine),
    '',
    `${validators} processes on this machine with their clients (libp2p, fsync, ${l1}); ` +
      `blockIntervalMs ${blockIntervalMs}, reportIntervalMs ${reportIntervalMs}.`,
    ...[single, batch50].flatMap(describePart),
    '',
    'Aims:',
    ...describeAims(aims),
  ];
  return `${lines.join('\n')}\n`;
}

function describePart({ batch, ordersPerSecond, loads, costs }: E2ePart): string[] {
  return [
    '',
    `${batch === 1 ? 'Single orders' : `Batches of ${batch}`}: at most ${ordersPerSecond} orders a second.`,
    ...table(
      ['share', 'offered/s', 'final/s', 'p50 ms', 'p99 ms', 'validators use', 'clients use', 'not OK'],
      loads.map((load) => [
        `${100 * load.share} %`,
        load.offeredPerSecond,
        load.ordersPerSecond,
        load.finalityMsP50,
        load.finalityMsP99,
        `${load.validatorCores} cores`,
        `${load.clientCores} cores`,
        Object.values(load.notOk).reduce((sum, count) => sum + count, 0),
      ]),
    ),
    'Where one validator spends its main thread at half of that:',
    ...table(
      ['', 'µs an order', 'share'],
      costs.map(({ item, microsPerOrder, share }) => [item, microsPerOrder, `${Math.round(100 * share)} %`]),
    ),
  ];
}
