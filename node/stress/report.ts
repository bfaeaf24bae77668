import { fundEquity, fundsEquity } from '../exchange/liquidation/insurance.ts';
import { drawCourse } from './marketPath.ts';
import { marketGroupsIn, type NamedGroup } from './groups.ts';
import { Random } from './random.ts';
import type { Scenario } from './scenarios.ts';
import { calm, through, type Course } from './shock.ts';
import { StressRun, type StressStart } from './stressRun.ts';

/** Dollars to the cent; the ledger's micro-USDC are beyond what anybody reads. */
const usdc = (microUsdc: number): number => Math.round(microUsdc / 10_000) / 100 + 0;

/** What a run did, in USDC, accounts and lots apart from the provider's. */
export interface Figures {
  /** Accounts whose liquidation began, and of them those that ended with less than nothing. */
  readonly liquidations: number;
  readonly bankruptcies: number;
  /** Closed on the books, at mark. */
  readonly liquidatedUsdc: number;
  /** Deepest falls of the insurance funds from where they stood before, together, and by market group as the state lists them. */
  readonly insuranceUsedUsdc: number;
  readonly insuranceUsedByFundUsdc: readonly number[];
  /** Notional at mark that counterparties gave up, and what that cost them. */
  readonly deleveragedUnhedgedUsdc: number;
  readonly deleveragedHedgedUsdc: number;
  readonly deleverageLossUsdc: number;
  readonly haircutUsdc: number;
  /** Taken by bids in auctions, at mark, and the premiums that the liquidated paid for it. */
  readonly auctionedUsdc: number;
  readonly premiumsUsdc: number;
  readonly liquidationFeesUsdc: number;
  /** Lowest equity of an account that liquidation met, or at the end. */
  readonly worstEquityUsdc: number;
  /** Insurance used, losses of those deleveraged, haircuts: what accounts lost and did not have. */
  readonly systemLossUsdc: number;
}

export interface ScenarioReport extends Figures {
  readonly name: string;
  readonly title: string;
  readonly hours: number;
  /** For a chart: at each moment the index that moved most, all accounts' equity, and the funds'. */
  readonly moments: readonly {
    readonly hours: number;
    readonly index: number;
    readonly equityUsdc: number;
    readonly insuranceUsdc: number;
  }[];
}

export interface MonteCarloReport {
  readonly paths: number;
  readonly seed: number;
  readonly hours: number;
  /** Of all paths, the highest first. */
  readonly systemLossesUsdc: readonly number[];
  readonly meanLossUsdc: number;
  /** Means of the worst 5 % and 1 % of the losses, at least of one path. */
  readonly expectedShortfall5Usdc: number;
  readonly expectedShortfall1Usdc: number;
  readonly worstPath: Figures & { readonly path: number };
  /** Paths in which anything of the kind happened. */
  readonly pathsWithLiquidation: number;
  readonly pathsWithBankruptcy: number;
  readonly pathsWithDeleveraging: number;
}

/** What a shock of one group did in another. */
export interface ContagionCell {
  /** Accounts at home in the second group: where most of their maintenance margin was. */
  readonly accounts: number;
  readonly bankrupt: number;
  /** In the second group's markets. */
  readonly liquidatedUsdc: number;
  readonly deleveragedUsdc: number;
  readonly lossUsdc: number;
  /** Deepest fall of the second group's fund. */
  readonly insuranceUsdc: number;
}

export interface ContagionReport {
  readonly shock: string;
  readonly groups: readonly string[];
  /** Rows: the group that is shocked alone; columns: where it is felt. */
  readonly cells: readonly (readonly ContagionCell[])[];
}

export interface StressReport {
  readonly state: {
    readonly accounts: number;
    readonly insuranceUsdc: number;
    readonly groups: readonly { readonly name: string; readonly role: string }[];
    /** Insurance funds by market group, which are named after their underlyings. */
    readonly funds: readonly { readonly group: number; readonly name: string; readonly usdc: number }[];
  };
  readonly scenarios: readonly ScenarioReport[];
  readonly monteCarlo: MonteCarloReport | null;
  readonly contagion: ContagionReport | null;
}

function figuresOf({ tally }: StressRun): Figures {
  const liquidated = [...tally.groups.values()].reduce((sum, group) => sum + group.liquidated, 0);
  return {
    liquidations: tally.liquidated.size,
    bankruptcies: tally.bankrupt.size,
    liquidatedUsdc: usdc(liquidated),
    insuranceUsedUsdc: usdc(tally.insuranceUsed),
    insuranceUsedByFundUsdc: [...tally.groups.values()].map(({ insurance }) => usdc(insurance)),
    deleveragedUnhedgedUsdc: usdc(tally.deleveragedUnhedged),
    deleveragedHedgedUsdc: usdc(tally.deleveragedHedged),
    deleverageLossUsdc: usdc(tally.deleverageLoss),
    haircutUsdc: usdc(tally.haircut),
    auctionedUsdc: usdc(tally.auctioned),
    premiumsUsdc: usdc(tally.premiums),
    liquidationFeesUsdc: usdc(tally.fees),
    worstEquityUsdc: Number.isFinite(tally.worstEquity) ? usdc(tally.worstEquity) : 0,
    systemLossUsdc: usdc(tally.systemLoss),
  };
}

/** Errors: SNAPSHOT_MALFORMED; BrokenInvariant where the engine breaks a rule. */
export function runScenario(start: StressStart, { name, title, hours, stepMs, course }: Scenario): ScenarioReport {
  const run = new StressRun(start);
  run.follow(course, hours, stepMs, true);
  const moments = run.moments.map(({ hours: at, index, equity, insurance }) => ({
    hours: Math.round(at * 10_000) / 10_000,
    index: Math.round(index * 10_000) / 10_000,
    equityUsdc: usdc(equity),
    insuranceUsdc: usdc(insurance),
  }));
  return { name, title, hours, ...figuresOf(run), moments };
}

/** The mean of the worst part of losses that descend, of one at least. */
export function expectedShortfall(descending: readonly number[], part: number): number {
  const worst = descending.slice(0, Math.max(1, Math.ceil(descending.length * part)));
  return Math.round((worst.reduce((sum, loss) => sum + loss, 0) / worst.length) * 100) / 100;
}

const pathStepMs = 30 * 60_000;

export interface MonteCarloOptions {
  /** At least 1. */
  readonly paths: number;
  readonly seed: number;
  readonly hours: number;
}

/** Each path has its own generator, so that the hundredth is the same in a run of a hundred as in one of a thousand. */
export function runMonteCarlo(
  start: StressStart,
  { paths, seed, hours }: MonteCarloOptions,
  onPath: (done: number) => void = () => undefined,
): MonteCarloReport {
  const all: (Figures & { readonly path: number })[] = [];
  for (let path = 1; path <= paths; path++) {
    const run = new StressRun(start);
    run.follow(drawCourse(new Random(seed * 1_000_003 + path), run.groups, hours, pathStepMs), hours, pathStepMs);
    all.push({ path, ...figuresOf(run) });
    onPath(path);
  }
  all.sort((a, b) => b.systemLossUsdc - a.systemLossUsdc || a.path - b.path);
  const losses = all.map(({ systemLossUsdc }) => systemLossUsdc);
  const withAny = (isSo: (figures: Figures) => boolean): number => all.filter(isSo).length;
  return {
    paths,
    seed,
    hours,
    systemLossesUsdc: losses,
    meanLossUsdc: expectedShortfall(losses, 1),
    expectedShortfall5Usdc: expectedShortfall(losses, 0.05),
    expectedShortfall1Usdc: expectedShortfall(losses, 0.01),
    worstPath: all[0]!,
    pathsWithLiquidation: withAny(({ liquidations }) => liquidations > 0),
    pathsWithBankruptcy: withAny(({ bankruptcies }) => bankruptcies > 0),
    pathsWithDeleveraging: withAny((each) => each.deleveragedUnhedgedUsdc + each.deleveragedHedgedUsdc > 0),
  };
}

/** Where the indices of the shocked group go in an hour; of the two ways the one counts that costs more. */
const contagionWays = [0.6, 1.7] as const;
const contagionHours = 2;

const shockOne =
  (shocked: NamedGroup, end: number): Course =>
  (hours, { marketGroup }) =>
    marketGroup !== shocked.marketGroup
      ? calm
      : { ...calm, index: through(hours, [[0, 1], [1, end]]), depth: through(hours, [[0, 1], [1, 0.1]]) }; // prettier-ignore

/** Shocks each group alone and looks where it is felt. */
export function runContagion(start: StressStart): ContagionReport {
  const groups = marketGroupsIn(new StressRun(start).groups);
  const cells = groups.map((shocked) => {
    const runs = contagionWays.map((end) => {
      const run = new StressRun(start);
      run.follow(shockOne(shocked, end), contagionHours, 60_000);
      return run.tally;
    });
    const worst = runs.reduce((most, each) => (each.systemLoss > most.systemLoss ? each : most));
    return groups.map(({ marketGroup }): ContagionCell => {
      const felt = worst.groups.get(marketGroup)!;
      return {
        accounts: felt.accounts,
        bankrupt: felt.bankrupt,
        liquidatedUsdc: usdc(felt.liquidated),
        deleveragedUsdc: usdc(felt.deleveraged),
        lossUsdc: usdc(felt.loss),
        insuranceUsdc: usdc(felt.insurance),
      };
    });
  });
  return {
    shock:
      'one market group alone falls by 40 % or rises by 70 % in an hour, its books down to a tenth; of the two the costlier',
    groups: groups.map(({ name }) => name),
    cells,
  };
}

/** What the runs begin with, for a person who wonders whether it is the right file. Errors: SNAPSHOT_MALFORMED. */
export function describeStart(start: StressStart): StressReport['state'] {
  const { state, groups } = new StressRun(start);
  return {
    accounts: state.subaccounts.size - 1,
    insuranceUsdc: usdc(fundsEquity(state)),
    groups: groups.map(({ name, role }) => ({ name, role })),
    funds: marketGroupsIn(groups).map(({ marketGroup: group, name }) => ({
      ...{ group, name },
      usdc: usdc(fundEquity(state, group)),
    })),
  };
}
