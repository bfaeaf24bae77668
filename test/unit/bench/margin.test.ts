import { describe, expect, test } from 'vitest';
import { optionValue } from '../../../node/exchange/pricing/black76.ts';
import { defaultPortfolioParameters } from '../../../node/exchange/risk/portfolio/parameters.ts';
import { manyPositions, optionBoard, optionsCount } from '../../bench/margin/board.ts';
import { crowdThroughFall } from '../../bench/margin/crowd.ts';
import { describeMargin } from '../../bench/margin/describeMargin.ts';
import { portfoliosThroughBlocks } from '../../bench/margin/portfolios.ts';
import { measureMargin } from '../../bench/margin/margin.ts';
import { peerValue, revalueWithPeers } from '../../bench/margin/peers.ts';

describe('the benchmark of portfolio margin', () => {
  test('has a board of a thousand options, and accounts from a seed over all of it', () => {
    const options = optionBoard().expiries.flatMap((expiry) => expiry.options);
    expect(options).toHaveLength(optionsCount);
    expect(new Set(optionBoard().expiries.map(({ options: each }) => new Set(each.map(({ strike }) => strike)).size))).toEqual(new Set([50])); // prettier-ignore
    expect(manyPositions(100, 3)).toEqual(manyPositions(100, 3));
    expect(manyPositions(100, 3)).not.toEqual(manyPositions(100, 4));
    expect(manyPositions(100, 3).positions).toHaveLength(100);
  });

  test('compares like with like: the peer gives our values, as exactly as it can', () => {
    for (const [strike, isCall] of [
      [55_000, true],
      [70_000, false],
    ] as const) {
      const own = optionValue(isCall, 60_000, strike, 0.6 * Math.sqrt(0.25), Math.exp(-0.05 * 0.25));
      expect(peerValue(isCall, 60_000, strike, 0.25, 0.6, 0.05)).toBeCloseTo(own, 5);
    }
    expect(Number.isFinite(revalueWithPeers({ ...optionBoard(), expiries: optionBoard().expiries.slice(0, 1) }, defaultPortfolioParameters))).toBe(true); // prettier-ignore
  });

  test('tells every figure, and each aim once', { timeout: 60_000 }, async () => {
    const results = await measureMargin(
      { seed: 1, repetitions: 1, json: true, crowds: [[300, 0.2]], portfolios: [[5, 10]] },
      new AbortController().signal,
      () => {},
    );
    for (const figure of [results.rebuildMs, results.accountUs, results.whatIfUs, results.peersMs]) expect(figure).toBeGreaterThan(0); // prettier-ignore
    expect(Object.keys(results.aims)).toEqual(['rebuildMs', 'accountUs', 'whatIfUs']);
    expect(results.accounts.map(({ accounts }) => accounts)).toEqual([300]);
    expect(results.portfolios.map(({ accounts, positions }) => [accounts, positions])).toEqual([[5, 10]]);
    expect(results.portfolios[0]!.options).toBeGreaterThan(100);
    expect(describeMargin(results)).toContain('1000 options × 34 values');
  });

  test('examines few portfolios in calm blocks, and those whom a fall puts at risk before they are below maintenance', () => {
    const { calm, fall, fallen, jump, jumped } = portfoliosThroughBlocks(40, 10, 1);
    expect(calm.examined).toBeLessThan(4);
    expect(fall.examined).toBeLessThan(20);
    expect(jump.examined).toBeGreaterThanOrEqual(jumped);
    expect(Math.min(fallen, jumped)).toBeGreaterThan(0);
    for (const { blockMs, blockMsMax } of [calm, fall, jump]) expect(blockMsMax).toBeGreaterThanOrEqual(blockMs);
  });

  test('examines whom a fall puts at risk, each a few times, however many others there are', () => {
    const calm = crowdThroughFall(400, 0, 1);
    expect([calm.atRisk, calm.examined]).toEqual([0, 0]);
    const [few, many] = [crowdThroughFall(100, 0.3, 1), crowdThroughFall(1_000, 0.03, 1)];
    for (const { atRisk, examined } of [few, many]) {
      expect(atRisk).toBeGreaterThan(15);
      expect(examined).toBeGreaterThanOrEqual(atRisk);
      expect(examined).toBeLessThan(20 * atRisk);
    }
  });
});
