import { basename } from 'node:path';
import { portfolioMargin } from '../exchange/risk/portfolio/portfolioMargin.ts';
import { readRiskFile, refuseRiskFile } from './riskFile.ts';

/** What one file's portfolio needs, in the file's own units, not rounded. Below 0 a margin is missing. */
export interface RiskResult {
  readonly file: string;
  /** Cash included. */
  readonly portfolioMtm: number;
  readonly im: number;
  readonly mm: number;
  /** Profit and loss of the worst scenario, 0 or less. */
  readonly worstLoss: number;
  /** The scenario's spot shock and volatility shock, or `forward contingency`. */
  readonly worstScenario: string;
}

/** Errors: those of `readRiskFile`; RISK_FILE_INVALID where the figures leave what float64 can hold. */
export function riskOf(path: string): RiskResult {
  const { market, holdings, parameters, scenarioName } = readRiskFile(path);
  const margin = portfolioMargin(market, holdings, parameters);
  const { markToMarket, initial, maintenance, worstLoss } = margin;
  if (![markToMarket, initial, maintenance, worstLoss].every(Number.isFinite)) {
    refuseRiskFile(path, 'its figures are too large to be told');
  }
  return {
    file: path,
    portfolioMtm: markToMarket,
    im: initial,
    mm: maintenance,
    worstLoss,
    worstScenario: scenarioName(margin.worstScenario),
  };
}

/** The results as a table for a person. */
export function describeRisk(results: readonly RiskResult[]): string {
  const head = ['mark to market', 'initial', 'maintenance', 'worst loss', 'worst scenario', 'file'];
  const rows = results.map(({ file, portfolioMtm, im, mm, worstLoss, worstScenario }) => [
    ...[portfolioMtm, im, mm, worstLoss].map((value) => value.toFixed(2)),
    worstScenario,
    basename(file),
  ]);
  const cells = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const last = head.length - 1;
  const lines = cells.map((row) =>
    row.map((cell, column) => (column === last ? cell : cell.padStart(widths[column]!))).join('  '),
  );
  return `${lines.join('\n')}\n`;
}
