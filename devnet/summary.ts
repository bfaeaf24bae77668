import type { FaultReport } from './faults/faultRun.ts';
import type { GovernReport } from './govern.ts';
import type { RotationReport } from './rotation.ts';
import type { Restart, Settled } from './story.ts';
import { describeChains, faultsOfChains, type TwoChainsReport } from './twoChains.ts';
import { faultsOf, type VanishReport } from './vanish.ts';

/** What a devnet run did and what was checked at its end. The JSON output is this object; with faults it says of them, too. */
export interface Summary extends Restart, Settled, Partial<FaultReport> {
  readonly validators: number;
  readonly durationMs: number;
  readonly l1: string;
  readonly blocks: number;
  readonly transactions: number;
  readonly submittedByValidator: readonly number[];
  readonly fills: number;
  /** Futures and options that are listed at the end, and trades in them. */
  readonly datedMarkets: number;
  readonly datedFills: number;
  readonly liquidations: number;
  readonly deposits: number;
  readonly checkpointsOnL1: number;
  readonly checkpointGasMedian: number;
  readonly withdrawalsClaimed: number;
  /** From submitting at one validator to the receipt from another. */
  readonly finalityMsP50: number;
  readonly finalityMsP99: number;
  readonly finalitiesMeasured: number;
  /** Results whose certificate and f + 1 attestations the SDK verified itself. */
  readonly resultsVerified: number;
  readonly restarts: number;
  /** Where one validator joined and one left. */
  readonly rotation?: RotationReport;
  /** Where parameters were changed by vote. */
  readonly governed?: GovernReport;
  /** Where collateral lay on two chains. */
  readonly chains?: TwoChainsReport;
  /** Where the committee vanished at the end. */
  readonly drill?: VanishReport;
  readonly outcomesNotOk: Readonly<Record<string, number>>;
}

const describeGoverned = ({ proposals, version, publishedMs, signedOnL1Ms }: GovernReport): string =>
  `${proposals} proposals passed: version ${version} of the parameters published after ${publishedMs} ms, in a header on L1 after ${signedOnL1Ms} ms`;

/** What does not hold; empty when everything does. */
export function verdictOf(summary: Summary): string[] {
  const problems: string[] = [];
  const need = (holds: boolean, problem: string): void => {
    if (!holds) problems.push(problem);
  };
  need(summary.stateRootsAgree, 'the validators disagree about the state');
  need(summary.conserved, 'money was not conserved');
  need(summary.vaultBalanceMicroUsdc === summary.ledgerOwedMicroUsdc, 'the vault does not hold what the ledger owes');
  need(summary.fills > 0, 'nothing was traded');
  need(summary.checkpointsOnL1 > 0, 'no checkpoint reached L1');
  need(summary.withdrawalsClaimed > 0, 'no withdrawal was claimed');
  const { violations } = summary;
  if (violations === undefined) {
    need(summary.restarts === 1, 'the killed validator did not come back');
    need(summary.datedFills > 0, 'no future or option was traded');
  } else for (const { rule, what } of violations) need(false, `${rule}: ${what}`);
  if (summary.chains !== undefined) problems.push(...faultsOfChains(summary.chains));
  if (summary.drill !== undefined) problems.push(...faultsOf(summary.drill));
  need(summary.resultsVerified > 0, 'no result was verified by a client');
  return problems;
}

export function describe(summary: Summary, problems: readonly string[]): string {
  const dollars = (microUsdc: number): string => (microUsdc / 1_000_000).toFixed(6);
  return [
    '',
    `${summary.blocks} blocks, ${summary.transactions} transactions through ${summary.submittedByValidator.filter((n) => n > 0).length} of ${summary.validators} validators`,
    `finality (submit at one validator, receipt from another): p50 ${summary.finalityMsP50} ms, p99 ${summary.finalityMsP99} ms of ${summary.finalitiesMeasured}`,
    `${summary.fills} fills in perpetuals, ${summary.datedFills} in ${summary.datedMarkets} futures and options; ${summary.liquidations} liquidations, ${summary.resultsVerified} results verified by clients`,
    `${summary.checkpointsOnL1} checkpoints on L1 (${summary.l1}), median ${summary.checkpointGasMedian} gas; ${summary.withdrawalsClaimed} withdrawals claimed`,
    ...(summary.faults === undefined
      ? [`one validator killed, back in step ${summary.backInStepMs} ms after its restart`]
      : describeFaults(summary as Summary & FaultReport)),
    ...(summary.rotation === undefined ? [] : [describeRotation(summary.rotation)]),
    ...(summary.governed === undefined ? [] : [describeGoverned(summary.governed)]),
    ...(summary.chains === undefined ? [] : [describeChains(summary.chains)]),
    ...(summary.drill === undefined ? [] : [describeDrill(summary.drill)]),
    `state roots ${summary.stateRootsAgree ? 'agree' : 'DIFFER'}; vault ${dollars(summary.vaultBalanceMicroUsdc)} USDC, ledger owes ${dollars(summary.ledgerOwedMicroUsdc)}`,
    problems.length === 0 ? 'Everything that was checked holds.' : `NOT IN ORDER: ${problems.join('; ')}.`,
    '',
  ].join('\n');
}

const describeRotation = (rotation: RotationReport): string =>
  `validator ${rotation.joined} joined and ${rotation.left} left: planned after ${rotation.plannedMs} ms, installed after ${rotation.installedMs} ms for ${rotation.installGas} gas, in office after ${rotation.tookOverMs} ms; longest time without a block ${rotation.longestPauseMs} ms`;

const describeDrill = (drill: VanishReport): string =>
  `the committee vanished: ${drill.owners} owners left by header ${drill.header}${drill.shownInLastCall ? ', shown in the last call,' : ''} with ${(drill.equityMicroUsdc / 1_000_000).toFixed(6)} USDC worth, median ${drill.exitGasMedian} gas an exit; ${drill.skippedSeconds} s of the chain's time skipped; left in the vault: ${drill.vaultLeftMicroUsdc} micro-USDC, ${drill.vaultLeftWei} wei`;

function describeFaults(summary: Summary & FaultReport): string[] {
  const { faults, kills, backInStepMs, spared, liar, rss, accepted, expired, violations } = summary;
  const lies = liar === null ? '' : `; validator ${liar} lied`;
  return [
    `faults: ${Object.entries(faults)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(', ')}${lies}`,
    `${kills} kills, back in step at most ${backInStepMs} ms after a start; validators ${spared.join(' and ')} were never killed`,
    ...rss.map(
      ({ validator, fromMs, fromMiB, endMiB }) =>
        `memory of validator ${validator}: ${fromMiB} MiB after ${Math.round(fromMs / 1000)} s, ${endMiB} MiB at the end`,
    ),
    `${accepted} transactions accepted, ${expired} of them expired in an outage; ${violations.length} violations`,
  ];
}
