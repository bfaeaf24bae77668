import { describeAims } from './aims.ts';
import type { ConsensusResult } from './consensus.ts';
import { describeMachine } from './machine.ts';
import { table } from './table.ts';

/** The result as tables for a person. */
export function describeConsensus({ machine, costs, simulated, processes, raft, aims }: ConsensusResult): string {
  const lines = [describeMachine(machine)];
  if (costs !== undefined && simulated !== undefined) {
    lines.push(
      '',
      'Simulated: the real sequencer in virtual time, charged with what was measured here (ms):',
      `  an input ${costs.inputMs}, Ed25519 sign ${costs.signMs} and verify ${costs.verifyMs}, ` +
        `a trader's signature ${costs.traderCheckMs}, a sync ${costs.syncMs}`,
      ...table(
        [
          'n',
          'link ms',
          'empty p50',
          'p99',
          'views/s',
          'loaded p50',
          'p99',
          'tx/s',
          'views/s',
          'busiest',
          'cpu s/view',
        ],
        simulated.map(({ validators, linkMs, empty, loaded }) => [
          validators,
          linkMs.join('–'),
          empty.finalityMsP50,
          empty.finalityMsP99,
          empty.viewsPerSecond,
          loaded.finalityMsP50,
          loaded.finalityMsP99,
          loaded.executedPerSecond,
          loaded.viewsPerSecond,
          loaded.busiestShare,
          `${empty.cpuSecondsPerView}/${loaded.cpuSecondsPerView}`,
        ]),
      ),
    );
  }
  if (processes !== undefined) {
    const { blockIntervalMs, idleIntervalMs } = processes[0]!.timing;
    lines.push(
      '',
      `Processes on this machine (libp2p, fsync, ${processes[0]!.l1}); blockIntervalMs ${blockIntervalMs}, ` +
        `idleIntervalMs ${idleIntervalMs}, reportIntervalMs ${processes.map((row) => row.timing.reportIntervalMs).join(' and ')}:`,
      ...table(
        ['n', 'clients', 'p50 ms', 'p99 ms', 'tx/s', 'views/s', 'validators use', 'clients use'],
        processes.flatMap(({ validators, emptyViewsPerSecond, loads }) => [
          [validators, 0, '', '', '', emptyViewsPerSecond, '', ''],
          ...loads.map((load) => [
            validators,
            load.clients,
            load.finalityMsP50,
            load.finalityMsP99,
            load.perSecond,
            load.viewsPerSecond,
            `${load.validatorCores} cores`,
            `${load.clientCores} cores`,
          ]),
        ]),
      ),
    );
  }
  if (raft !== undefined && 'absent' in raft) lines.push('', `Raft peer: ${raft.absent}`);
  else if (raft !== undefined) {
    lines.push(
      '',
      `Raft peer (crash faults only): ${raft.peer}, ${raft.nodes} nodes, fsync, ${raft.valueBytes} bytes a put:`,
      ...table(
        ['clients', 'p50 ms', 'p99 ms', 'puts/s'],
        raft.loads.map((load) => [load.clients, load.finalityMsP50, load.finalityMsP99, load.perSecond]),
      ),
    );
  }
  if (aims !== undefined) {
    lines.push('', 'Aims, with four processes:', ...describeAims(aims));
  }
  return `${lines.join('\n')}\n`;
}
