import { writeFileSync } from 'node:fs';
import { keccakHash } from '../crypto/keccak.ts';
import { parametersOf } from '../exchange/parameters/parametersOf.ts';
import { decodeState } from '../exchange/snapshot.ts';
import { reportBytes, simulateProposal, type ProposalCell, type ProposalReport } from '../stress/proposal.ts';
import { WitanError } from '../types/fault.ts';
import { parameterName, readContent, scopeNames, type ContentOptions, type ScopeNames } from './govContent.ts';
import { readNetworkFile } from './networkFile.ts';
import { readStateFile } from './stateFile.ts';

export interface SimulateOptions extends ContentOptions {
  readonly network: string;
  readonly snapshot: string;
  readonly out?: string;
  readonly json?: true;
}

/**
 * What a proposal would do to a state: the report, its bytes, and their hash, which goes into the proposal.
 * Errors: PROPOSAL_REFUSED, and those of `readContent`, `readStateFile` and `readNetworkFile`.
 */
export function simulation(options: SimulateOptions) {
  const { config } = readNetworkFile(options.network);
  const { exchange: genesis } = config;
  const bytes = readStateFile(options.snapshot, config);
  const now = { ...genesis, ...decodeState(genesis, bytes).terms.inForce };
  const { listings } = parametersOf(now);
  const content = readContent(options, scopeNames(listings, now), listings);
  const names = scopeNames([...listings, ...content.listings], now);
  const feeds = config.feeds.map(({ feed }) => feed);
  const report = simulateProposal({ genesis, bytes }, content, feeds);
  const written = reportBytes(report);
  const hash = keccakHash(written);
  return { report, bytes: written, hash, text: described(report, names, hash) };
}

/** Errors: those of `simulation`, and REPORT_UNWRITABLE. */
export function simulate(options: SimulateOptions): void {
  const { report, bytes, hash, text } = simulation(options);
  if (options.out !== undefined) write(options.out, bytes);
  process.stdout.write(`${options.json === true ? JSON.stringify({ hash, report }) : text}\n`);
}

function write(path: string, bytes: Uint8Array): void {
  try {
    writeFileSync(path, bytes);
  } catch (error) {
    const what = `The report ${path} cannot be written: ${(error as Error).message}.`;
    throw new WitanError('REPORT_UNWRITABLE', what, 'Name a file that this user may write.');
  }
}

const usdc = (microUsdc: number): string => Math.round(microUsdc / 1_000_000).toLocaleString('en-US');
const percent = (thousandths: number): string => `${thousandths > 0 ? '+' : ''}${thousandths / 10} %`;
const columns = ['index', 'vola', 'new <IM', 'new <MM', 'liquidated', 'closed USDC', 'fund USDC', 'short USDC'];

/** A row of a cell: what differs from the same cell without the proposal, as `without → proposed`. */
function rowOf({ move, volatility, newlyBelowInitial, newlyBelowMaintenance, without, proposed }: ProposalCell): string[] {
  const both = (before: string, after: string): string => (before === after ? after : `${before} → ${after}`);
  return [
    percent(move),
    `× ${volatility / 1_000}`,
    String(newlyBelowInitial),
    String(newlyBelowMaintenance),
    both(String(without.liquidations), String(proposed.liquidations)),
    both(usdc(without.liquidated), usdc(proposed.liquidated)),
    both(usdc(without.insuranceUsed), usdc(proposed.insuranceUsed)),
    both(usdc(without.insuranceShortfall), usdc(proposed.insuranceShortfall)),
  ];
} // prettier-ignore

function described(report: ProposalReport, names: ScopeNames, hash: string): string {
  const rows = [columns, ...report.cells.map(rowOf)];
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  const now = report.cells.find(({ move, volatility }) => move === 0 && volatility === 1_000)!;
  return [
    `state of block ${report.height}, keccak256 ${report.state}`,
    ...report.listings.map(({ name, kind }) => `lists ${name} (${kind})`),
    ...report.changes.map((each) => `${parameterName(names, each.scope, each.parameter)} = ${each.value}`),
    ...rows.map((row) => row.map((cell, at) => cell.padStart(widths[at]!)).join('  ')),
    ...now.named.map(
      (each) =>
        `below maintenance at once: ${each.account}/${each.subaccount}, equity ${usdc(each.equity)}, maintenance ${usdc(each.maintenance)} USDC`,
    ),
    `report keccak256 ${hash}`,
  ].join('\n');
}
