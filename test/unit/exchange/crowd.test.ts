import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { Random } from '../../../devnet/random.ts';
import { fundsEquity } from '../../../node/exchange/liquidation/insurance.ts';
import { findSubaccount } from '../../../node/exchange/ledger/subaccounts.ts';
import type { Address } from '../../../node/types/ids.ts';
import type { ExchangeState } from '../../../node/exchange/state.ts';
import type { BlockEvent } from '../../../node/types/block.ts';
import { CrowdRun } from './crowd.ts';
import { ofType } from './venue.ts';

const minuteMs = 60_000;

/** Nobody owes anything that nothing covers, as long as prices are fresh. Conservation is the venue's to check. */
function uncovered(state: ExchangeState): number[] {
  const isFresh = (index: number): boolean =>
    state.subaccounts.positions(index).every(({ instrument }) => !state.markets.get(instrument)!.stale);
  return state.subaccounts
    .sortedKeys()
    .filter((index) => index !== 0 && isFresh(index) && state.risk.assess(state, index).equity < 0);
}

/** Of each position that was deleveraged: hedged lots only once all that were not hedged have gone. */
function checkDeleveraging(events: readonly BlockEvent[]): void {
  const rounds = new Map<string, BlockEvent[]>();
  for (const event of ofType(events, 'deleverage')) {
    const key = `${String(event.account)}/${String(event.subaccount)}/${String(event.instrument)}`;
    rounds.set(key, [...(rounds.get(key) ?? []), event]);
  }
  for (const round of rounds.values()) {
    const isHedgeTouched = round.some(({ size, unhedged }) => Number(size) > Number(unhedged));
    const isFreeLeft = round.some(({ size, unhedged }) => Number(size) < Number(unhedged));
    expect(isHedgeTouched && isFreeLeft).toBe(false);
  }
}

const counted = [
  'fill',
  'liquidationStarted',
  'liquidationStep',
  'insuranceTakeover',
  'deleverage',
  'settled',
  'expired',
];

function run(crowd: CrowdRun, prices: Iterable<number>): Record<string, number> {
  const counts: Record<string, number> = Object.fromEntries(
    [...counted, 'portfoliosLiquidated'].map((type) => [type, 0]),
  );
  const { state } = crowd.venue;
  for (const price of prices) {
    const events = crowd.step(price, minuteMs);
    checkDeleveraging(events);
    expect(uncovered(crowd.venue.state)).toEqual([]);
    for (const { type } of events) if (type in counts) counts[type]! += 1;
    for (const { account } of ofType(events, 'liquidationStarted')) {
      counts.portfoliosLiquidated! += Number(
        state.subaccounts.hasPortfolioMargin(findSubaccount(state, account as Address, 0)!),
      );
    }
  }
  return counts;
}

/** A walk of minutes with a jump now and then. */
function* jumpy(seed: number, minutes: number): Generator<number> {
  const random = new Random(seed);
  let price = 50_000;
  for (let at = 0; at < minutes; at++) {
    const normal = Array.from({ length: 12 }, () => random.next()).reduce((sum, each) => sum + each, -6);
    const jump = random.chance(0.004) ? (random.chance(0.5) ? 1 : -1) * (0.1 + 0.15 * random.next()) : 0;
    price = Math.min(150_000, Math.max(10_000, price * (1 + 0.000_8 * normal + jump)));
    yield Math.round(price * 100) / 100;
  }
}

describe('a crowd of directional, market-making, option-selling and hedged accounts', () => {
  test('leaves no debt uncovered through jumps, and hedges are deleveraged last', () => {
    const crowd = new CrowdRun({ accounts: 200, seed: 7, price: 50_000, insurance: 0, active: 8 });
    const counts = run(crowd, jumpy(3, 1_500));
    // What the run is for did happen.
    for (const type of [...counted, 'portfoliosLiquidated']) expect(counts[type], type).toBeGreaterThan(0);
    expect(fundsEquity(crowd.venue.state)).toBeGreaterThanOrEqual(0);
  }, 120_000);

  const file = join(import.meta.dirname, '../../../../shared/data/btc-perp-1m.csv.gz');
  const days = Number(process.env.WITAN_CROWD_DAYS ?? 1);
  test.skipIf(!existsSync(file))(
    `lives through real minutes (${days} of 15 days; WITAN_CROWD_DAYS=15 for all); needs ../shared/data/btc-perp-1m.csv.gz`,
    () => {
      const rows = gunzipSync(readFileSync(file)).toString().trim().split('\n').slice(1);
      const closes = rows.map((row) => Number(row.split(',')[4])).slice(0, days * 1_440);
      const crowd = new CrowdRun({ accounts: 500, seed: 1, price: closes[0]!, insurance: 100_000, active: 3 });
      const counts = run(crowd, closes);
      expect(counts.fill).toBeGreaterThan(500);
      expect(counts.settled).toBeGreaterThan(0);
      if (days >= 15) process.stderr.write(`${JSON.stringify(counts)}\n`);
    },
    600_000,
  );
});
