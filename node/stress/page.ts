import { escaped, heatMap, histogram, lineChart } from './charts.ts';
import { figureCells, figureHeads, monteCarloLines } from './describe.ts';
import type { ContagionReport, MonteCarloReport, ScenarioReport, StressReport } from './report.ts';

const style = `
:root { color-scheme: light dark; --text: #1c2024; --back: #ffffff; --soft: #8b9199; --rule: #d9dce0; --a: #1762c4; --b: #b0560a; --c: #6b7178; --hot: #d0342c; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e8ea; --back: #15181b; --soft: #8f969e; --rule: #34393f; --a: #6db0ff; --b: #f0a35c; --c: #9aa1a9; --hot: #e5534b; } }
body { margin: 2rem auto; max-width: 76rem; padding: 0 1rem; font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--back); }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2.5rem; } h3 { font-size: 1rem; margin-bottom: 0.25rem; }
.wide { overflow-x: auto; } .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr)); gap: 0 2rem; }
table { font-size: 0.875rem; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 0.25rem 0.6rem; border-bottom: 1px solid var(--rule); text-align: right; } th:first-child { text-align: left; white-space: nowrap; }
small, .key { color: var(--soft); } td small { color: var(--text); opacity: 0.75; } svg { width: 100%; height: auto; } svg text { font-size: 11px; fill: var(--soft); }
.grid { stroke: var(--rule); } polyline { fill: none; stroke-width: 1.8; } polyline.a { stroke: var(--a); } polyline.b { stroke: var(--b); }
polyline.c { stroke: var(--c); stroke-dasharray: 4 3; } .bar { fill: var(--a); } .mark { stroke: var(--hot); stroke-dasharray: 3 3; }
.key::before { content: ""; display: inline-block; width: 1.4em; margin-right: 0.4em; border-top: 3px solid; vertical-align: middle; }
.key.a::before { border-color: var(--a); } .key.b::before { border-color: var(--b); } .key.c::before { border-color: var(--c); }
`;

function scenarioChart({ title, moments }: ScenarioReport): string {
  const lines = [
    { name: 'equity of all accounts', style: 'a', values: moments.map(({ equityUsdc }) => equityUsdc) },
    { name: 'insurance fund', style: 'b', values: moments.map(({ insuranceUsdc }) => insuranceUsdc) },
    { name: 'index that moved most', style: 'c', values: moments.map(({ index }) => index) },
  ];
  const hours = moments.map((moment) => moment.hours);
  return `<div><h3>${escaped(title)}</h3>${lineChart(title, hours, lines)}</div>`;
}

function scenarioPart(scenarios: readonly ScenarioReport[]): string {
  const head = ['scenario', ...figureHeads].map((cell) => `<th scope="col">${cell}</th>`).join('');
  const rows = scenarios.map((each) => {
    const cells = figureCells(each).map((cell) => `<td>${cell}</td>`);
    return `<tr><th scope="row">${escaped(each.name)}</th>${cells.join('')}</tr>`;
  });
  const table = `<table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
  const charts = scenarios.map(scenarioChart).join('');
  return `<h2>Scenarios</h2><p>Accounts, and USDC. Each line of a chart as a part of its first value.</p><div class="wide">${table}</div><div class="charts">${charts}</div>`;
}

function monteCarloPart(report: MonteCarloReport): string {
  const lines = monteCarloLines(report).map((line) => `<p>${escaped(line)}</p>`);
  const chart = histogram('System losses of all paths', report.systemLossesUsdc, [
    ['ES 5 %', report.expectedShortfall5Usdc],
    ['ES 1 %', report.expectedShortfall1Usdc],
  ]);
  return `<h2>Monte Carlo</h2>${lines.join('')}${chart}<p><small>System loss in USDC; heights are square roots of counts.</small></p>`;
}

function contagionPart({ shock, groups, cells }: ContagionReport): string {
  const sum = cells.map((row) => row.map((cell) => cell.liquidatedUsdc + cell.deleveragedUsdc));
  const notes = cells.map((row) =>
    row.map(
      ({ accounts, bankrupt, lossUsdc }) => `${accounts} accounts, ${bankrupt} bankrupt, loss ${Math.round(lossUsdc)}`,
    ),
  );
  return `<h2>Contagion</h2><p>USDC closed and deleveraged in each group (column) when ${escaped(shock)} (row).</p><div class="wide">${heatMap(groups, sum, notes)}</div>`;
}

/** The report as one page that needs nothing else: no script, no network, charts as SVG; light or dark as the reader's system is. */
export function stressPage({ state, scenarios, monteCarlo, contagion }: StressReport): string {
  const groups = state.groups.map(({ name, role }) => `${name} (${role})`).join(', ');
  const parts = [
    scenarios.length > 0 ? scenarioPart(scenarios) : '',
    monteCarlo === null ? '' : monteCarloPart(monteCarlo),
    contagion === null ? '' : contagionPart(contagion),
  ];
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"/><meta name="viewport" content="width=device-width, initial-scale=1"/><title>Witan: stress of a state</title><style>${style}</style></head>
<body>
<h1>Stress of a state</h1>
<p>${state.accounts} subaccounts, insurance fund of ${Math.round(state.insuranceUsdc)} USDC; ${escaped(groups)}.</p>
${parts.join('\n')}
</body>
</html>
`;
}
