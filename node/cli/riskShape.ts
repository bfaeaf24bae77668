import { listOf, openRecordOf, such, text } from './shape.ts';

// The shape of a portfolio's file. Its field names are those of Derive's published test cases; meaning: docs/spec/margin.md. Such files say more,
// results and what they were made of: nobody reads it.

/** So that no product of a few of them leaves what float64 can hold. */
const numberMax = 1e15;
const isNumber = (value: unknown): value is number => Number.isFinite(value) && Math.abs(value as number) <= numberMax;

const amount = such(isNumber, 'a number, in size up to 10^15');
const notNegative = such((value) => isNumber(value) && value >= 0, 'a number from 0 to 10^15');
const positive = such((value) => isNumber(value) && value > 1e-15, 'a number above 0, up to 10^15');
const share = such((value) => isNumber(value) && value >= 0 && value <= 1, 'a number from 0 to 1');
/** Of rates, of what scales them, and of powers. */
const rate = such((value) => isNumber(value) && Math.abs(value) <= 1_000, 'a number from −1000 to 1000');
const seconds = such((value) => isNumber(value) && value <= 315_360_000, 'a number of seconds, at most ten years');
const flag = such((value) => typeof value === 'boolean', 'true or false');
const callFlag = such((value) => [0, 1, true, false].includes(value as number), '1 or 0');
const name = text(/^[^\n]{0,100}$/, 'a text of up to 100 characters');

export interface RiskFileContent {
  readonly Scenario: RiskScenario;
  readonly Parameters: RiskParameters;
}

interface RiskScenario {
  readonly Cash: number;
  readonly Collaterals: readonly RiskCollateral[];
  readonly SpotPrice: number;
  readonly SpotConfidence: number;
  readonly NumPerps: number;
  readonly PerpPrice: number;
  readonly PerpConfidence: number;
  readonly UnrealisedPerpPNL: number;
  readonly UnrealisedFunding: number;
  readonly StablePrice: number;
  readonly Options: readonly RiskOption[];
  readonly OptionFeeds: readonly RiskFeed[];
}

interface RiskCollateral {
  readonly Name: string;
  readonly Amount: number;
  readonly Price: number;
  readonly Confidence: number;
  readonly IsRiskCancelling: boolean;
  readonly IMHaircut: number;
  readonly MMHaircut: number;
}

interface RiskOption {
  /** Seconds left. */
  readonly Expiry: number;
  readonly Strike: number;
  readonly IsCall: number | boolean;
  readonly MarkVol: number;
  readonly Amount: number;
}

interface RiskFeed {
  readonly FeedExpiry: number;
  readonly Forward: number;
  readonly ForwardConfidence: number;
  readonly Rate: number;
  readonly RateConfidence: number;
  readonly OptionVolConfidences: number;
}

const volatilityShocks = ['None', 'Up', 'Down', 'LINEAR', 'ABS'];

interface RiskScenarioStep {
  readonly SpotShock: number;
  readonly VolShockDirection: string;
  readonly DampeningFactor: number;
}

type Numbers<Keys extends string> = Readonly<Record<Keys, number>>;

interface RiskParameters {
  readonly Scenarios: readonly RiskScenarioStep[];
  readonly SkewShock: Numbers<'LINEAR_SCALE_CAP' | 'LINEAR_CBASE' | 'ABS_SCALE_CAP' | 'ABS_CBASE' | 'MIN_K_STAR' | 'MIN_WIDTH_SCALE' | 'VOL_PARAM_STATIC' | 'VOL_PARAM_SCALE'>; // prettier-ignore
  readonly VolShock: Numbers<'VOLRANGEUP' | 'VOLRANGEDOWN' | 'SHORTTERMPOWER' | 'LONGTERMPOWER' | 'DTE_FLOOR' | 'MIN_VOL_EVAL_SHOCKED'>; // prettier-ignore
  readonly Margin: Numbers<'MM_LOSS_FACTOR' | 'IM_LOSS_FACTOR' | 'SHORT_RATE_MULTSCALE' | 'LONG_RATE_MULTSCALE' | 'SHORT_RATE_ADDSCALE' | 'LONG_RATE_ADDSCALE' | 'BASE_STATIC_DISCOUNT' | 'BASE_STATIC_DISCOUNT_NEG'>; // prettier-ignore
  readonly BasisContingency: Numbers<'SCENARIO_SPOT_UP' | 'SCENARIO_SPOT_DOWN' | 'BASIS_CONT_ADD_FACTOR' | 'BASIS_CONT_MULT_FACTOR'>; // prettier-ignore
  readonly OtherContingency: Numbers<'PEG_LOSS_THRESHOLD' | 'PEG_LOSS_FACTOR' | 'CONF_THRESHOLD' | 'CONF_MARGIN' | 'MM_PERP_PERCENT' | 'IM_PERP_PERCENT' | 'MM_OPTION_PERCENT' | 'IM_OPTION_PERCENT'>; // prettier-ignore
}

const scenario = openRecordOf<RiskScenario>({
  Cash: amount,
  Collaterals: listOf(
    openRecordOf<RiskCollateral>({
      Name: name,
      Amount: notNegative,
      Price: notNegative,
      Confidence: share,
      IsRiskCancelling: flag,
      IMHaircut: notNegative,
      MMHaircut: notNegative,
    }),
  ),
  SpotPrice: notNegative,
  SpotConfidence: share,
  NumPerps: amount,
  PerpPrice: notNegative,
  PerpConfidence: share,
  UnrealisedPerpPNL: amount,
  UnrealisedFunding: amount,
  StablePrice: positive,
  Options: listOf(
    openRecordOf<RiskOption>({
      Expiry: seconds,
      Strike: positive,
      IsCall: callFlag,
      MarkVol: notNegative,
      Amount: amount,
    }),
  ),
  OptionFeeds: listOf(
    openRecordOf<RiskFeed>({
      FeedExpiry: seconds,
      Forward: positive,
      ForwardConfidence: share,
      Rate: rate,
      RateConfidence: share,
      OptionVolConfidences: share,
    }),
  ),
});

const parameters = openRecordOf<RiskParameters>({
  Scenarios: listOf(
    openRecordOf<RiskScenarioStep>({
      SpotShock: notNegative,
      VolShockDirection: such((value) => volatilityShocks.includes(value as string), `one of ${volatilityShocks.join(', ')}`), // prettier-ignore
      DampeningFactor: notNegative,
    }),
  ),
  SkewShock: openRecordOf<RiskParameters['SkewShock']>({
    LINEAR_SCALE_CAP: amount,
    LINEAR_CBASE: amount,
    ABS_SCALE_CAP: amount,
    ABS_CBASE: amount,
    MIN_K_STAR: notNegative,
    MIN_WIDTH_SCALE: amount,
    VOL_PARAM_STATIC: amount,
    VOL_PARAM_SCALE: amount,
  }),
  VolShock: openRecordOf<RiskParameters['VolShock']>({
    VOLRANGEUP: notNegative,
    VOLRANGEDOWN: notNegative,
    SHORTTERMPOWER: rate,
    LONGTERMPOWER: rate,
    DTE_FLOOR: notNegative,
    MIN_VOL_EVAL_SHOCKED: notNegative,
  }),
  Margin: openRecordOf<RiskParameters['Margin']>({
    MM_LOSS_FACTOR: notNegative,
    IM_LOSS_FACTOR: notNegative,
    SHORT_RATE_MULTSCALE: rate,
    LONG_RATE_MULTSCALE: rate,
    SHORT_RATE_ADDSCALE: rate,
    LONG_RATE_ADDSCALE: rate,
    BASE_STATIC_DISCOUNT: notNegative,
    BASE_STATIC_DISCOUNT_NEG: notNegative,
  }),
  BasisContingency: openRecordOf<RiskParameters['BasisContingency']>({
    SCENARIO_SPOT_UP: notNegative,
    SCENARIO_SPOT_DOWN: notNegative,
    BASIS_CONT_ADD_FACTOR: notNegative,
    BASIS_CONT_MULT_FACTOR: notNegative,
  }),
  OtherContingency: openRecordOf<RiskParameters['OtherContingency']>({
    PEG_LOSS_THRESHOLD: notNegative,
    PEG_LOSS_FACTOR: notNegative,
    CONF_THRESHOLD: notNegative,
    CONF_MARGIN: notNegative,
    MM_PERP_PERCENT: notNegative,
    IM_PERP_PERCENT: notNegative,
    MM_OPTION_PERCENT: notNegative,
    IM_OPTION_PERCENT: notNegative,
  }),
});

export const fileShape = openRecordOf<RiskFileContent>({ Scenario: scenario, Parameters: parameters });
