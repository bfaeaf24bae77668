import { percentile } from '../../../devnet/measurements.ts';
import { AccountMargin, type Trade } from '../../../node/exchange/risk/portfolio/accountMargin.ts';
import { defaultPortfolioParameters } from '../../../node/exchange/risk/portfolio/parameters.ts';
import { RiskArrays } from '../../../node/exchange/risk/portfolio/riskArrays.ts';
import { type Aim, judgeMarginAims } from '../aims.ts';
import { runInterruptibly, type Say } from '../interruptible.ts';
import { type Machine, thisMachine } from '../machine.ts';
import { manyPositions, numbersFrom, optionBoard, optionsCount } from './board.ts';
import { type CrowdRow, crowdThroughFall } from './crowd.ts';
import { describeMargin } from './describeMargin.ts';
import { revalueWithPeers } from './peers.ts';
import { type PortfoliosRow, portfoliosThroughBlocks } from './portfolios.ts';

export interface MarginOptions {
  readonly seed: number;
  /** How often each measurement is made. */
  readonly repetitions: number;
  /** How many accounts go through a fall of the index, and which share of them it puts at risk. */
  readonly crowds: readonly (readonly [accounts: number, riskShare: number])[];
  /** How many accounts with portfolio margin go through calm blocks and a fall, and how many positions each has. */
  readonly portfolios: readonly (readonly [accounts: number, positions: number])[];
  readonly json: boolean;
}

/** Medians over the repetitions. */
export interface MarginFigures {
  readonly options: number;
  /** Values of an option: at the mark, by the forward's own risk, and under each scenario. */
  readonly columns: number;
  readonly positions: number;
  /** All rows and Greeks made again. */
  readonly rebuildMs: number;
  /** An account summed over its positions, and weighed. */
  readonly accountUs: number;
  /** The margin after one trade. */
  readonly whatIfUs: number;
  /** npm's black-scholes and greeks doing the same values and Greeks. */
  readonly peersMs: number;
  /** How many times as long the peers take. */
  readonly peersRatio: number;
}

/** What the command found. The JSON output is this object. */
export interface MarginResults extends MarginFigures {
  /** What finding and liquidating costs a block, by accounts and by those at risk. */
  readonly accounts: readonly CrowdRow[];
  /** What accounts with portfolio margin cost a block. */
  readonly portfolios: readonly PortfoliosRow[];
  readonly machine: Machine;
  readonly seed: number;
  readonly repetitions: number;
  readonly aims: Readonly<Record<string, Aim>>;
}

/** As many at risk among ten times the accounts, too. */
export const defaultCrowds = [
  [10_000, 0.05],
  [10_000, 0],
  [100_000, 0],
  [100_000, 0.005],
  [100_000, 0.05],
] as const;

export const defaultPortfolios = [
  [100, 10],
  [1_000, 10],
  [1_000, 50],
] as const;

const positions = 100;
const accountsPerRun = 60;
const tradesPerRun = 600;
const warmUps = 10;
/** Each takes some hundred times as long as ours. */
const peerRunsMax = 9;

/** Portfolio margin of a board of options, next to npm's option libraries on the same values. */
export function runMarginBench(options: MarginOptions): Promise<number> {
  const describe = options.json ? (results: MarginResults) => `${JSON.stringify(results)}\n` : describeMargin;
  return runInterruptibly((_, signal, say) => measureMargin(options, signal, say), describe);
}

export async function measureMargin(
  { seed, repetitions, crowds, portfolios }: MarginOptions,
  signal: AbortSignal,
  say: Say,
): Promise<MarginResults> {
  const machine = thisMachine();
  const boards = [optionBoard(60_000), optionBoard(60_500)];
  const arrays = new RiskArrays(boards[0]!.expiries, defaultPortfolioParameters);
  const account = new AccountMargin(arrays, boards[0]!);
  const accounts = Array.from({ length: 20 }, (_, at) => manyPositions(positions, seed + at));
  const trades = tradesFrom(seed);
  let kept = 0;
  const weighAccounts = (): void => {
    for (let at = 0; at < accountsPerRun; at += 1) {
      account.load(accounts[at % accounts.length]!);
      kept += account.margin().initial;
    }
  };
  const weighTrades = (): void => {
    for (let at = 0; at < tradesPerRun; at += 1) kept += account.whatIf(trades[at % trades.length]!).initial;
  };
  let turn = 0;
  const rebuild = (): void => {
    turn += 1;
    boards[turn & 1]!.expiries.forEach((expiry, at) => arrays.rebuild(at, expiry));
  };
  const repeat = async (name: string, times: number, work: () => void): Promise<number> => {
    say(name);
    const found: number[] = [];
    // The first ones are for the compiler.
    for (let at = -warmUps; at < times; at += 1) {
      signal.throwIfAborted();
      const taken = timeMs(work);
      if (at >= 0) found.push(taken);
      // Lets Ctrl-C in.
      await new Promise((resolve) => setImmediate(resolve));
    }
    return percentile(found, 0.5);
  };
  const rebuildMs = await repeat('rebuild', repetitions, rebuild);
  const accountMs = await repeat('account', repetitions, weighAccounts);
  const whatIfMs = await repeat('one trade', repetitions, weighTrades);
  const peersMs = await repeat('black-scholes and greeks', Math.min(repetitions, peerRunsMax), () => {
    kept += revalueWithPeers(boards[0]!, defaultPortfolioParameters);
  });
  // Two more than are told: the first ones are for the compiler.
  const accountRows: CrowdRow[] = [];
  for (const [count, riskShare] of [crowds[0]!, crowds[0]!, ...crowds]) {
    signal.throwIfAborted();
    say(`${count} accounts, ${riskShare * 100} % of them at risk`);
    accountRows.push(crowdThroughFall(count, riskShare, seed));
    await new Promise((resolve) => setImmediate(resolve));
  }
  // One more than is told, as before.
  const portfolioRows: PortfoliosRow[] = [];
  for (const [count, held] of [portfolios[0]!, ...portfolios]) {
    signal.throwIfAborted();
    say(`${count} accounts with portfolio margin, ${held} positions each`);
    portfolioRows.push(portfoliosThroughBlocks(count, held, seed));
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (!Number.isFinite(kept)) throw new Error('a margin is no number');
  const figures = {
    options: optionsCount,
    columns: arrays.columns,
    positions,
    rebuildMs: rounded(rebuildMs),
    accountUs: rounded((accountMs * 1_000) / accountsPerRun),
    whatIfUs: rounded((whatIfMs * 1_000) / tradesPerRun),
    peersMs: rounded(peersMs),
    peersRatio: rounded(peersMs / rebuildMs),
  };
  return {
    machine,
    seed,
    repetitions,
    ...figures,
    accounts: accountRows.slice(2),
    portfolios: portfolioRows.slice(1),
    aims: judgeMarginAims(figures),
  };
}

/** Single trades, two of three in options that most accounts do not hold. */
function tradesFrom(seed: number): Trade[] {
  const random = numbersFrom(seed);
  return Array.from({ length: 100 }, () => ({
    option: Math.floor(random() * optionsCount),
    optionAmount: Math.round(20 * random() - 10) / 10,
    perpetualAmount: 0,
    cash: 1_000 * (random() - 0.5),
  }));
}

function timeMs(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const rounded = (value: number): number => Number(value.toPrecision(4));
