import type { ContagionReport, Figures, MonteCarloReport, StressReport } from './report.ts';

const whole = (usdc: number): string =>
  `${usdc < 0 ? '-' : ''}${String(Math.round(Math.abs(usdc))).replace(/\B(?=(\d{3})+$)/g, ',')}`;

/** Columns of the table of scenarios: their heads, and what they say. */
const columns: readonly (readonly [string, (figures: Figures) => string])[] = [
  ['liquidated', ({ liquidations }) => whole(liquidations)],
  ['bankrupt', ({ bankruptcies }) => whole(bankruptcies)],
  ['closed', ({ liquidatedUsdc }) => whole(liquidatedUsdc)],
  ['auctioned', ({ auctionedUsdc }) => whole(auctionedUsdc)],
  ['insurance', ({ insuranceUsedUsdc }) => whole(insuranceUsedUsdc)],
  ['ADL unhedged', ({ deleveragedUnhedgedUsdc }) => whole(deleveragedUnhedgedUsdc)],
  ['ADL hedged', ({ deleveragedHedgedUsdc }) => whole(deleveragedHedgedUsdc)],
  ['haircut', ({ haircutUsdc }) => whole(haircutUsdc)],
  ['fees', ({ liquidationFeesUsdc }) => whole(liquidationFeesUsdc)],
  ['worst equity', ({ worstEquityUsdc }) => whole(worstEquityUsdc)],
  ['system loss', ({ systemLossUsdc }) => whole(systemLossUsdc)],
];

/** The heads and cells of that table, for a page as well. */
export const figureHeads = columns.map(([head]) => head);
export const figureCells = (figures: Figures): string[] => columns.map(([, cell]) => cell(figures));

/** Rows of cells in columns; the first one reads from the left. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export const monteCarloLines = (report: MonteCarloReport): string[] => [
  `${report.paths} paths of ${report.hours} hours from seed ${report.seed}: liquidations in ${report.pathsWithLiquidation}, bankruptcies in ${report.pathsWithBankruptcy}, deleveraging in ${report.pathsWithDeleveraging}`,
  `system loss: mean ${whole(report.meanLossUsdc)}, expected shortfall 5 % ${whole(report.expectedShortfall5Usdc)}, 1 % ${whole(report.expectedShortfall1Usdc)}, worst ${whole(report.worstPath.systemLossUsdc)} USDC (path ${report.worstPath.path})`,
];

function contagionTable({ groups, cells }: ContagionReport): string {
  const rows = cells.map((row, at) => [
    groups[at]!,
    ...row.map(({ accounts, bankrupt, liquidatedUsdc, deleveragedUsdc, lossUsdc, insuranceUsdc }) =>
      [`${accounts}/${bankrupt}`, ...[liquidatedUsdc, deleveragedUsdc, lossUsdc, insuranceUsdc].map(whole)].join(' · '),
    ),
  ]);
  return table([['shocked', ...groups], ...rows]);
}

/** The whole report for a person. Money in USDC. */
export function describeReport({ state, scenarios, monteCarlo, contagion }: StressReport): string {
  const groups = state.groups.map(({ name, role }) => `${name} (${role})`).join(', ');
  const parts = [`${state.accounts} subaccounts, insurance ${whole(state.insuranceUsdc)} USDC, underlyings ${groups}`];
  if (scenarios.length > 0) {
    parts.push(table([['scenario', ...figureHeads], ...scenarios.map((each) => [each.name, ...figureCells(each)])]));
    const used = scenarios.map((each) => [each.name, ...each.insuranceUsedByFundUsdc.map(whole)]);
    parts.push(table([['insurance by fund', ...state.funds.map(({ name }) => name)], ...used]));
  }
  if (monteCarlo !== null) parts.push(monteCarloLines(monteCarlo).join('\n'));
  if (contagion !== null) {
    const head = 'Felt in (accounts liquidated/bankrupt · closed · deleveraged · loss · insurance in USDC), where';
    parts.push(`${head}\n${contagion.shock}:\n${contagionTable(contagion)}`);
  }
  return `${parts.join('\n\n')}\n`;
}
