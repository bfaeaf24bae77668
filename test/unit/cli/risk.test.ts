import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRiskFile } from '../../../node/cli/riskFile.ts';
import { describeRisk, riskOf } from '../../../node/cli/riskMargin.ts';
import { WitanError } from '../../../node/types/fault.ts';
import { slowMargin } from '../exchange/portfolio/slowMargin.ts';
import { foreignJson } from '../foreign.ts';
import { temporaryFolder } from '../storage/temporaryFolder.ts';
import { riskExample } from './riskExample.ts';

const write = (content: unknown): string => {
  const path = join(temporaryFolder(), 'portfolio.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

/** How an altered example is refused. */
function refusal(change: (example: ReturnType<typeof riskExample>) => unknown): string {
  const example = riskExample();
  change(example);
  try {
    riskOf(write(example));
  } catch (error) {
    if (!(error instanceof WitanError)) throw error;
    expect(error.code).toBe('RISK_FILE_INVALID');
    return error.message.replace(/^.*portfolio\.json: /, '');
  }
  return 'taken';
}

describe("a portfolio's file", () => {
  test('gives every number its meaning', () => {
    const { market, holdings, parameters } = readRiskFile(write(riskExample()));
    expect(holdings).toEqual({
      cash: -12_000,
      perpetualSize: 1.5,
      perpetualUnrealised: 33,
      collaterals: [
        {
          amount: 3,
          price: 1_990,
          confidence: 0.91,
          isRiskCancelling: true,
          initialHaircut: 0.011,
          maintenanceHaircut: 0.022,
        },
      ],
      positions: [-2, 5, -1, 4].map((amount, option) => ({ option, amount })),
    });
    expect(market).toEqual({
      spot: 2_000,
      spotConfidence: 0.92,
      perpetual: 2_005,
      perpetualConfidence: 0.93,
      stable: 0.995,
      expiries: [
        {
          secondsLeft: 864_000,
          forwardSettled: 0,
          forwardMoving: 2_010,
          rate: 0.05,
          confidence: 0.75,
          options: [{ strike: 2_200, isCall: true, volatility: 0.62 }],
        },
        {
          secondsLeft: 5_000_000,
          forwardSettled: 0,
          forwardMoving: 2_100,
          rate: 0.07,
          confidence: 0.6,
          options: [{ strike: 2_300, isCall: false, volatility: 0.64 }],
        },
        {
          secondsLeft: 900,
          forwardSettled: 1_001,
          forwardMoving: 1_001,
          rate: -0.01,
          confidence: 0.65,
          options: [
            { strike: 1_900, isCall: false, volatility: 0.61 },
            { strike: 2_100, isCall: true, volatility: 0.63 },
          ],
        },
      ],
    });
    expect(parameters).toEqual({
      scenarios: [
        { spot: 1.2, volatility: 'up', dampening: 1 },
        { spot: 0.8, volatility: 'down', dampening: 0.9 },
        { spot: 0.85, volatility: 'none', dampening: 1 },
        { spot: 1, volatility: 'linear', dampening: 1 },
        { spot: 1, volatility: 'absolute', dampening: 1 },
      ],
      volatility: { rangeUp: 0.5, rangeDown: 0.275, shortTermPower: 0.3, longTermPower: 0.13, daysMin: 1, shockedUpMin: 0.45 }, // prettier-ignore
      skew: { linearCap: 0.15, linearSlope: -0.05, absoluteCap: 0.16, absoluteSlope: -0.06, widthMin: 0.01, widthScale: 4, flatBase: 0.6, flatSlope: -0.1 }, // prettier-ignore
      gainDiscount: { base: 0.95, rateFactor: 1.1, rateSpread: 0.09 },
      lossDiscount: { base: 1.04, rateFactor: 0.51, rateSpread: 0.08 },
      basis: { spotUp: 1.045, spotDown: 0.955, addFactor: 0.52, yearFactor: 2.1 },
      lossFactor: { initial: 1.01, maintenance: 0.8 },
      peg: { threshold: 0.98, factor: 2 },
      confidence: { threshold: 0.551, factor: 1.2 },
      perpetual: { initial: 0.005, maintenance: 0.015 },
      shortOption: { initial: 0.002, maintenance: 0.003 },
    });
  });

  test('is told what its portfolio needs, before rounding', () => {
    const path = write(riskExample());
    const { market, holdings, parameters } = readRiskFile(path);
    const slow = slowMargin(market, holdings, parameters);
    const told = riskOf(path);
    expect(told).toEqual({
      file: path,
      portfolioMtm: expect.closeTo(slow.markToMarket, 8) as number,
      im: expect.closeTo(slow.initial, 8) as number,
      mm: expect.closeTo(slow.maintenance, 8) as number,
      worstLoss: expect.closeTo(slow.worstLoss, 8) as number,
      worstScenario: '0.8 Down',
    });
    const lines = describeRisk([told, told]).split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toContain('mark to market');
    expect(lines[1]).toMatch(/^ *-?[0-9]+\.[0-9]{2} .* 0\.8 Down {2}portfolio\.json$/);
    const still = riskExample();
    Object.assign(still.Scenario, { NumPerps: 0, Options: [], Collaterals: [] });
    expect(riskOf(write(still))).toMatchObject({ worstLoss: 0, worstScenario: 'forward contingency' });
  });

  test('that is not there, or cannot be read, has a code of its own', () => {
    const folder = temporaryFolder();
    expect(() => riskOf(join(folder, 'absent'))).toThrow(
      expect.objectContaining({ code: 'RISK_FILE_MISSING' }) as Error,
    );
    mkdirSync(join(folder, 'folder'));
    expect(() => riskOf(join(folder, 'folder'))).toThrow(expect.objectContaining({ code: 'RISK_FILE_UNREADABLE' }) as Error); // prettier-ignore
  });

  test('with a field too few, or of the wrong kind, is refused with the place of the first mistake; what it says besides is not read', () => {
    expect(refusal((file) => Object.assign(file.Scenario, { Csh: 1, Cash: undefined }))).toMatch(
      /^Scenario.Cash must be a number/,
    );
    expect(refusal((file) => Object.assign(file.Scenario, { Csh: 1 }))).toBe('taken');
    expect(refusal(({ Scenario: scenario }) => Reflect.deleteProperty(scenario, 'Cash'))).toBe(
      'Scenario.Cash must be a number, in size up to 10^15.',
    );
    expect(refusal((file) => Object.assign(file.Scenario.Options[1]!, { MarkVol: '0.6' }))).toBe(
      'Scenario.Options[1].MarkVol must be a number from 0 to 10^15.',
    );
    expect(refusal((file) => Object.assign(file.Scenario.Options[1]!, { IsCall: 2 }))).toBe(
      'Scenario.Options[1].IsCall must be 1 or 0.',
    );
    expect(refusal((file) => Object.assign(file.Scenario, { SpotConfidence: 1.01 }))).toBe(
      'Scenario.SpotConfidence must be a number from 0 to 1.',
    );
    expect(refusal((file) => (file.Parameters.Scenarios[0]!.VolShockDirection = 'up'))).toBe(
      'Parameters.Scenarios[0].VolShockDirection must be one of None, Up, Down, LINEAR, ABS.',
    );
    expect(refusal((file) => Reflect.deleteProperty(file, 'Parameters'))).toBe('Parameters must be an object.');
    expect(() => riskOf(write('{'))).toThrow('it is no JSON');
    expect(() => riskOf(write('7'))).toThrow('must be an object');
  });

  test('whose options have no feed, or whose feeds contradict each other, is refused', () => {
    expect(refusal((file) => (file.Scenario.Options[2]!.Expiry = 901))).toBe(
      'Scenario.Options[2].Expiry has no feed in Scenario.OptionFeeds.',
    );
    expect(refusal((file) => (file.Scenario.OptionFeeds[1]!.FeedExpiry = 900))).toBe(
      'two of Scenario.OptionFeeds are of one expiry.',
    );
  });

  test('whose figures leave what a number can hold is refused', () => {
    // Ten years at a spread of −1,000 a year.
    const huge = (file: ReturnType<typeof riskExample>): void => {
      file.Scenario.OptionFeeds[1]!.FeedExpiry = 315_360_000;
      Object.assign(file.Scenario.Options[1]!, { Expiry: 315_360_000, Amount: 2 });
      file.Parameters.Margin.LONG_RATE_ADDSCALE = -1_000;
    };
    expect(refusal(huge)).toBe('its figures are too large to be told.');
  });

  test('may hold anything: it is taken with figures, or refused in one line', () => {
    const path = join(temporaryFolder(), 'portfolio.json');
    let taken = 0;
    fc.assert(
      fc.property(foreignJson(riskExample()), (text) => {
        writeFileSync(path, text);
        try {
          const { im, mm, worstLoss } = riskOf(path);
          expect([im, mm, worstLoss].every(Number.isFinite)).toBe(true);
          taken += 1;
        } catch (error) {
          if (!(error instanceof WitanError)) throw error;
          expect(error.code).toBe('RISK_FILE_INVALID');
          expect(error.message).not.toContain('\n');
        }
      }),
      { numRuns: 500, seed: 5 },
    );
    expect(taken).toBeGreaterThan(10);
  });
});

describe('the published portfolios of PM2', () => {
  const folder = join(import.meta.dirname, '../../../../shared/data/pm2');

  test('have the initial and maintenance margins that were published, to 1e-6', ({ skip }) => {
    if (!existsSync(folder)) skip(`${folder} is absent: it is no part of this repository`);
    const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const path = join(folder, file);
      const { Result: expected } = JSON.parse(readFileSync(path, 'utf8')) as { readonly Result: Readonly<Record<string, number>> }; // prettier-ignore
      const { im, mm, portfolioMtm } = riskOf(path);
      for (const [figure, published] of [
        [im, expected.IM!],
        [mm, expected.MM!],
        [portfolioMtm, expected.PortfolioMTM!],
      ] as const) {
        // prettier-ignore
        expect(Math.abs(figure - published), file).toBeLessThanOrEqual(1e-6);
      }
    }
  });
});
