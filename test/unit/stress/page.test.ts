import { expect, test } from 'vitest';
import { figureCells } from '../../../node/stress/describe.ts';
import { escaped, histogram, lineChart } from '../../../node/stress/charts.ts';
import { describeReport } from '../../../node/stress/describe.ts';
import { stressPage } from '../../../node/stress/page.ts';
import type { Figures, StressReport } from '../../../node/stress/report.ts';

const figures: Figures = {
  liquidations: 12,
  bankruptcies: 3,
  liquidatedUsdc: 1_234_567.89,
  insuranceUsedUsdc: 2_000,
  insuranceUsedByFundUsdc: [1_500, 500],
  deleveragedUnhedgedUsdc: 3_000,
  deleveragedHedgedUsdc: 4_000,
  deleverageLossUsdc: 50,
  haircutUsdc: 6,
  auctionedUsdc: 90,
  premiumsUsdc: 1,
  liquidationFeesUsdc: 700,
  worstEquityUsdc: -8_000.4,
  systemLossUsdc: 2_056,
};
const moments = [0, 1, 2].map((hours) => ({ hours, index: 1 - hours / 4, equityUsdc: 100 - hours, insuranceUsdc: 0 }));
const cell = { accounts: 2, bankrupt: 1, liquidatedUsdc: 10, deleveragedUsdc: 5, lossUsdc: 1, insuranceUsdc: 0 };
const report: StressReport = {
  state: { accounts: 20, insuranceUsdc: 5, funds: [], groups: [{ name: 'A<b>&"', role: 'lead' }, { name: 'B', role: 'large' }] }, // prettier-ignore
  scenarios: [
    { name: 'first', title: 'A & B fall', hours: 2, ...figures, moments },
    { name: 'second', title: '<script>', hours: 2, ...figures, moments },
  ],
  monteCarlo: {
    paths: 4,
    seed: 1,
    hours: 2,
    systemLossesUsdc: [900, 10, 0, 0],
    meanLossUsdc: 227.5,
    expectedShortfall5Usdc: 900,
    expectedShortfall1Usdc: 900,
    worstPath: { path: 3, ...figures },
    pathsWithLiquidation: 2,
    pathsWithBankruptcy: 2,
    pathsWithDeleveraging: 1,
  },
  contagion: { shock: 'it falls', groups: ['A<b>&"', 'B'], cells: [[cell, cell], [cell, cell]] }, // prettier-ignore
};

/** What is wrong with a text as XML: tags that do not close, attributes without quotes, characters that should be escaped. */
function mistakes(page: string): string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  const tag = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?: [a-zA-Z][a-zA-Z0-9:-]*="[^"<>]*")*)(\/?)>/g;
  for (const [text, closes, name, , empty] of page.matchAll(tag)) {
    if (closes === '/') {
      if (open.pop() !== name) wrong.push(text);
    } else if (empty !== '/') open.push(name!);
  }
  const rest = page.replace(/^<!doctype html>/, '').replaceAll(tag, '');
  if (/[<>]/.test(rest.replaceAll(/\{[^}]*\}/g, ''))) wrong.push('a stray bracket');
  if (/&(?!(amp|lt|gt|quot);)/.test(rest)) wrong.push('a stray ampersand');
  return [...wrong, ...open];
}

test('the page is well-formed, whatever names its markets have', () => {
  expect(mistakes(stressPage(report))).toEqual([]);
  expect(mistakes('<p><b></p></b>')).not.toEqual([]);
  expect(mistakes('<p>a < b & c</p>')).toHaveLength(2);
  expect(escaped('<a href="x">&')).toBe('&lt;a href=&quot;x&quot;&gt;&amp;');
});

test('the page needs nothing else: no script, no address, nothing to load', () => {
  const page = stressPage(report);
  expect(page).not.toMatch(/<script|<link|<iframe|<img|\bsrc=|\bhref=|url\(|@import|https?:|\/\//i);
});

test('the page has a chart for each scenario, one of losses with both lines, and a map; and is for light and dark', () => {
  const page = stressPage(report);
  expect(page.match(/<svg /g)).toHaveLength(3);
  expect(page.match(/class="mark"/g)).toHaveLength(2);
  expect(page.match(/color-mix/g)).toHaveLength(4);
  expect(page).toContain('prefers-color-scheme: dark');
  const none = stressPage({ ...report, scenarios: [], monteCarlo: null, contagion: null });
  expect(none).not.toContain('<svg');
  expect(mistakes(none)).toEqual([]);
});

test('a line chart draws what it is given, also where there is nothing but one moment', () => {
  const drawn = lineChart('title', [0, 2], [{ name: 'a', style: 'a', values: [10, 0] }]);
  const points = /points="([^"]*)"/
    .exec(drawn)![1]!
    .split(' ')
    .map((pair) => pair.split(',').map(Number));
  expect(points[1]![0]).toBeGreaterThan(points[0]![0]!);
  // Down is further from the top.
  expect(points[1]![1]).toBeGreaterThan(points[0]![1]!);
  expect(lineChart('one', [0], [{ name: 'a', style: 'a', values: [0] }])).not.toMatch(/NaN|Infinity/);
});

test('a histogram counts every value once', () => {
  const drawn = histogram('title', [0, 0, 5, 100], []);
  const counts = [...drawn.matchAll(/<title>(\d+) from/g)].map((match) => Number(match[1]));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(4);
  expect([counts[0], counts.at(-1)]).toEqual([2, 1]);
  expect(histogram('none', [0, 0], [])).not.toMatch(/NaN|Infinity/);
});

test('the table for a person has a row for each scenario, and money in whole USDC', () => {
  expect(figureCells(figures)).toEqual(['12', '3', '1,234,568', '90', '2,000', '3,000', '4,000', '6', '700', '-8,000', '2,056']); // prettier-ignore
  const lines = describeReport(report).split('\n');
  // In the table of figures, and in that of insurance by fund.
  expect(lines.filter((line) => /^(first|second) /.test(line))).toHaveLength(4);
  expect(lines.some((line) => line.includes('expected shortfall 5 % 900, 1 % 900'))).toBe(true);
  expect(lines.every((line) => line === line.trimEnd())).toBe(true);
});
