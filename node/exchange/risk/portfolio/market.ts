// What portfolio margin reads: agreed prices, and what an account holds. Plain numbers; prices and money in the quote currency
// (USDC), sizes in units of the underlying, volatilities and rates a year, confidences from 0 to 1.

/** An option of an expiry, or a future. */
export interface OptionTerms {
  /** 0: a future. It is worth nothing at the mark, and in a scenario what the forward has moved by; the next two mean nothing then. */
  readonly strike: number;
  readonly isCall: boolean;
  /** Of its strike at this expiry, at the mark. */
  readonly volatility: number;
}

/** One expiry's feeds, and its options in the order of their instrument ids. */
export interface ExpiryMarket {
  /** 0 or less once it has expired. */
  readonly secondsLeft: number;
  /** The forward is the sum of both: what the settlement average already holds, and what still moves with spot. */
  readonly forwardSettled: number;
  readonly forwardMoving: number;
  /** Continuously compounded; below 0 it counts as 0. */
  readonly rate: number;
  /** The least of those of forward, rate and volatilities. */
  readonly confidence: number;
  readonly options: readonly OptionTerms[];
}

/** One underlying's prices. */
export interface UnderlyingMarket {
  readonly spot: number;
  readonly spotConfidence: number;
  readonly perpetual: number;
  readonly perpetualConfidence: number;
  /** Of the quote currency itself, in dollars. */
  readonly stable: number;
  readonly expiries: readonly ExpiryMarket[];
}

export interface Collateral {
  readonly amount: number;
  /** In dollars. */
  readonly price: number;
  readonly confidence: number;
  /** Whether it moves with spot, and so hedges what is short. */
  readonly isRiskCancelling: boolean;
  readonly initialHaircut: number;
  readonly maintenanceHaircut: number;
}

/** Options by their place among all options of the market's expiries: expiry by expiry, in their order there. */
export interface Position {
  readonly option: number;
  /** Negative where short. */
  readonly amount: number;
}

/** Orders that could still fill in one market, by its option or future, −1 the perpetual. Sizes are not negative. */
export interface OpenOrders {
  readonly option: number;
  readonly bids: number;
  readonly asks: number;
}

/** One account. */
export interface Holdings {
  readonly cash: number;
  readonly perpetualSize: number;
  /** Profit, loss and funding of the perpetual that are not in cash yet. */
  readonly perpetualUnrealised: number;
  readonly collaterals: readonly Collateral[];
  /** Ascending by option, each at most once. */
  readonly positions: readonly Position[];
}

/** The last half hour before an expiry is averaged into its settlement price. */
export const settlementSeconds = 1_800;

/** A forward price in its two parts when all of the settlement window that has passed was at that price. */
export function splitForward(forward: number, secondsLeft: number): { settled: number; moving: number } {
  const seconds = Math.max(secondsLeft, 0);
  if (seconds >= settlementSeconds) return { settled: 0, moving: forward };
  return {
    settled: (forward * (settlementSeconds - seconds)) / settlementSeconds,
    moving: (forward * seconds) / settlementSeconds,
  };
}
