import { splitForward, type ExpiryMarket, type Holdings, type Position, type UnderlyingMarket } from '../exchange/risk/portfolio/market.ts'; // prettier-ignore
import type { PortfolioParameters, VolatilityShock } from '../exchange/risk/portfolio/parameters.ts';
import { WitanError } from '../types/fault.ts';
import { readText } from './readText.ts';
import { fileShape, type RiskFileContent } from './riskShape.ts';

const shocks: Readonly<Record<string, VolatilityShock>> = {
  None: 'none',
  Up: 'up',
  Down: 'down',
  LINEAR: 'linear',
  ABS: 'absolute',
};

/** A portfolio, its market and the parameters that it is weighed by. */
export interface RiskFile {
  readonly market: UnderlyingMarket;
  readonly holdings: Holdings;
  readonly parameters: PortfolioParameters;
  /** A scenario's name for a person, by its place among the parameters'. */
  readonly scenarioName: (scenario: number) => string;
}

/**
 * Reads a portfolio in the form in which Derive publishes its test cases: `Scenario` and `Parameters`; what else such a file
 * says, as the expected `Result`, is not read. Errors: RISK_FILE_MISSING, RISK_FILE_UNREADABLE, RISK_FILE_INVALID.
 */
export function readRiskFile(path: string): RiskFile {
  const text = readText(path, {
    what: 'portfolio file',
    missing: 'RISK_FILE_MISSING',
    unreadable: 'RISK_FILE_UNREADABLE',
    hint: 'Name files in the format of docs/spec/margin.md.',
  });
  const content = parse(path, text);
  const { expiries, positions } = listedOptions(path, content);
  const { Scenario: scenario } = content;
  return {
    market: {
      spot: scenario.SpotPrice,
      spotConfidence: scenario.SpotConfidence,
      perpetual: scenario.PerpPrice,
      perpetualConfidence: scenario.PerpConfidence,
      stable: scenario.StablePrice,
      expiries,
    },
    holdings: {
      cash: scenario.Cash,
      perpetualSize: scenario.NumPerps,
      perpetualUnrealised: scenario.UnrealisedPerpPNL + scenario.UnrealisedFunding,
      collaterals: scenario.Collaterals.map((each) => ({
        amount: each.Amount,
        price: each.Price,
        confidence: each.Confidence,
        isRiskCancelling: each.IsRiskCancelling,
        initialHaircut: each.IMHaircut,
        maintenanceHaircut: each.MMHaircut,
      })),
      positions,
    },
    parameters: parametersOf(content),
    scenarioName: (number) => {
      const found = content.Parameters.Scenarios[number];
      return found === undefined ? 'forward contingency' : `${found.SpotShock} ${found.VolShockDirection}`;
    },
  };
}

/** Errors: RISK_FILE_INVALID. */
export function refuseRiskFile(path: string, what: string): never {
  throw new WitanError('RISK_FILE_INVALID', `${path}: ${what}.`, 'The format is in docs/spec/margin.md.');
}

function parse(path: string, text: string): RiskFileContent {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    refuseRiskFile(path, 'it is no JSON');
  }
  const wrong = fileShape(value, '');
  if (wrong !== undefined) refuseRiskFile(path, wrong.trimStart());
  return value as RiskFileContent;
}

/** Expiry by expiry in the order of the feeds, and in each the options in the order of the file. */
function listedOptions(
  path: string,
  { Scenario: scenario }: RiskFileContent,
): { expiries: ExpiryMarket[]; positions: Position[] } {
  // prettier-ignore
  const feedOf = new Map(scenario.OptionFeeds.map((feed) => [feed.FeedExpiry, feed]));
  if (feedOf.size < scenario.OptionFeeds.length) refuseRiskFile(path, 'two of Scenario.OptionFeeds are of one expiry');
  const strangerAt = scenario.Options.findIndex(({ Expiry: expiry }) => !feedOf.has(expiry));
  if (strangerAt >= 0)
    refuseRiskFile(path, `Scenario.Options[${strangerAt}].Expiry has no feed in Scenario.OptionFeeds`);
  const expiries: ExpiryMarket[] = [];
  const positions: Position[] = [];
  for (const feed of feedOf.values()) {
    const listed = scenario.Options.filter(({ Expiry: expiry }) => expiry === feed.FeedExpiry);
    const { settled, moving } = splitForward(feed.Forward, feed.FeedExpiry);
    if (listed.length === 0) continue;
    expiries.push({
      secondsLeft: feed.FeedExpiry,
      forwardSettled: settled,
      forwardMoving: moving,
      rate: feed.Rate,
      confidence: Math.min(feed.ForwardConfidence, feed.RateConfidence, feed.OptionVolConfidences),
      options: listed.map((option) => ({
        strike: option.Strike,
        isCall: Boolean(option.IsCall),
        volatility: option.MarkVol,
      })),
    });
    for (const { Amount: amount } of listed) positions.push({ option: positions.length, amount });
  }
  return { expiries, positions };
}

function parametersOf({ Parameters: given }: RiskFileContent): PortfolioParameters {
  const {
    VolShock: volatility,
    SkewShock: skew,
    Margin: margin,
    BasisContingency: basis,
    OtherContingency: other,
  } = given;
  return {
    scenarios: given.Scenarios.map((each) => ({
      spot: each.SpotShock,
      volatility: shocks[each.VolShockDirection]!,
      dampening: each.DampeningFactor,
    })),
    volatility: {
      rangeUp: volatility.VOLRANGEUP,
      rangeDown: volatility.VOLRANGEDOWN,
      shortTermPower: volatility.SHORTTERMPOWER,
      longTermPower: volatility.LONGTERMPOWER,
      daysMin: volatility.DTE_FLOOR,
      shockedUpMin: volatility.MIN_VOL_EVAL_SHOCKED,
    },
    skew: {
      linearCap: skew.LINEAR_SCALE_CAP,
      linearSlope: skew.LINEAR_CBASE,
      absoluteCap: skew.ABS_SCALE_CAP,
      absoluteSlope: skew.ABS_CBASE,
      widthMin: skew.MIN_K_STAR,
      widthScale: skew.MIN_WIDTH_SCALE,
      flatBase: skew.VOL_PARAM_STATIC,
      flatSlope: skew.VOL_PARAM_SCALE,
    },
    gainDiscount: {
      base: margin.BASE_STATIC_DISCOUNT,
      rateFactor: margin.LONG_RATE_MULTSCALE,
      rateSpread: margin.LONG_RATE_ADDSCALE,
    },
    lossDiscount: {
      base: margin.BASE_STATIC_DISCOUNT_NEG,
      rateFactor: margin.SHORT_RATE_MULTSCALE,
      rateSpread: margin.SHORT_RATE_ADDSCALE,
    },
    basis: {
      spotUp: basis.SCENARIO_SPOT_UP,
      spotDown: basis.SCENARIO_SPOT_DOWN,
      addFactor: basis.BASIS_CONT_ADD_FACTOR,
      yearFactor: basis.BASIS_CONT_MULT_FACTOR,
    },
    lossFactor: { initial: margin.IM_LOSS_FACTOR, maintenance: margin.MM_LOSS_FACTOR },
    peg: { threshold: other.PEG_LOSS_THRESHOLD, factor: other.PEG_LOSS_FACTOR },
    confidence: { threshold: other.CONF_THRESHOLD, factor: other.CONF_MARGIN },
    perpetual: { initial: other.IM_PERP_PERCENT, maintenance: other.MM_PERP_PERCENT },
    shortOption: { initial: other.IM_OPTION_PERCENT, maintenance: other.MM_OPTION_PERCENT },
  };
}
