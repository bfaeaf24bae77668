/**
 * What a scenario does to volatilities: `up` and `down` move all of an expiry by one factor, `linear` tilts the smile about the
 * forward, `absolute` lifts both wings.
 */
export type VolatilityShock = 'none' | 'up' | 'down' | 'linear' | 'absolute';

/** One thing that may happen at once. */
export interface Scenario {
  /** Factor on spot, perpetual price and the part of a forward that is not settled yet. Options of a skew scenario keep theirs. */
  readonly spot: number;
  readonly volatility: VolatilityShock;
  /** Share of the profit and loss that counts: below 1 for tails. */
  readonly dampening: number;
}

/** Shares that initial margin and maintenance margin ask for. */
export interface MarginPair {
  readonly initial: number;
  readonly maintenance: number;
}

/** Static discount of an expiry's value: base · e^(∓T·(rate·rateFactor + rateSpread)). */
export interface StaticDiscount {
  readonly base: number;
  readonly rateFactor: number;
  readonly rateSpread: number;
}

/** Parameters of portfolio margin, shares of 1 where nothing else is said. Rules: docs/spec/margin.md. */
export interface PortfolioParameters {
  readonly scenarios: readonly Scenario[];
  readonly volatility: {
    readonly rangeUp: number;
    readonly rangeDown: number;
    /** Powers of 30 days over the time left, up to 30 days and beyond. */
    readonly shortTermPower: number;
    readonly longTermPower: number;
    /** Days; less time left counts as this. */
    readonly daysMin: number;
    /** The least volatility after an `up` shock. */
    readonly shockedUpMin: number;
  };
  readonly skew: {
    /** Cap of a tilt's and of a lift's factor: base + slope·√T. */
    readonly linearCap: number;
    readonly linearSlope: number;
    readonly absoluteCap: number;
    readonly absoluteSlope: number;
    /** Where the smile is flat: the larger of `widthMin` and √T · widthScale · (flatBase + √T·flatSlope), in ln(strike/forward). */
    readonly widthMin: number;
    readonly widthScale: number;
    readonly flatBase: number;
    readonly flatSlope: number;
  };
  /** For an expiry worth something, and for one that owes. */
  readonly gainDiscount: StaticDiscount;
  readonly lossDiscount: StaticDiscount;
  /** Forwards may move against spot: expiries are shocked one by one by these spot factors. */
  readonly basis: {
    readonly spotUp: number;
    readonly spotDown: number;
    /** Share of the loss: addFactor + yearFactor·T. */
    readonly addFactor: number;
    readonly yearFactor: number;
  };
  readonly lossFactor: MarginPair;
  /** Below `threshold` of the stable price the initial loss factor grows by the distance times `factor`. */
  readonly peg: { readonly threshold: number; readonly factor: number };
  /** Below `threshold` of a feed's confidence, (1 − confidence)·factor of the notional is added to initial margin. */
  readonly confidence: { readonly threshold: number; readonly factor: number };
  /** Shares of the notional at spot of the perpetual, and of uncovered short options. Initial margin asks for both shares together. */
  readonly perpetual: MarginPair;
  readonly shortOption: MarginPair;
}

const regular = (spot: number, ...volatilities: readonly VolatilityShock[]): Scenario[] =>
  volatilities.map((volatility) => ({ spot, volatility, dampening: 1 }));

/** A tail counts by how much further it goes than the widest regular move, and by a fifth of that. */
const tail = (spot: number): Scenario => ({ spot, volatility: 'up', dampening: (0.2 * 0.18) / Math.abs(spot - 1) });

/** The values that Derive published for its model PM2. */
export const defaultPortfolioParameters: PortfolioParameters = {
  scenarios: [
    ...regular(1.18, 'up'),
    ...[1.135, 1.09, 1.045, 1, 0.955, 0.91, 0.865].flatMap((spot) => regular(spot, 'down', 'none', 'up')),
    ...regular(0.82, 'up'),
    ...[0.34, 0.67, 1.5, 2, 3, 4].map(tail),
    ...regular(1, 'linear', 'absolute'),
  ],
  volatility: {
    rangeUp: 0.5,
    rangeDown: 0.275,
    shortTermPower: 0.3,
    longTermPower: 0.13,
    daysMin: 1,
    shockedUpMin: 0.45,
  },
  skew: {
    linearCap: 0.15,
    linearSlope: -0.05,
    absoluteCap: 0.15,
    absoluteSlope: -0.05,
    widthMin: 0.01,
    widthScale: 4,
    flatBase: 0.6,
    flatSlope: -0.1,
  },
  gainDiscount: { base: 0.95, rateFactor: 1, rateSpread: 0.08 },
  lossDiscount: { base: 1.04, rateFactor: 0.5, rateSpread: 0.08 },
  basis: { spotUp: 1.045, spotDown: 0.955, addFactor: 0.5, yearFactor: 2 },
  lossFactor: { initial: 1, maintenance: 0.8 },
  peg: { threshold: 0.98, factor: 2 },
  confidence: { threshold: 0.55, factor: 1 },
  perpetual: { initial: 0.005, maintenance: 0.015 },
  shortOption: { initial: 0.002, maintenance: 0.003 },
};
