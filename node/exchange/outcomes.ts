/**
 * What may come of a transaction, in the order in which the rules are checked: the first that fails is the outcome, so
 * every node says the same. Source of meaning: docs/spec/exchange.md, Outcomes.
 */
export const outcomes = {
  OK: 'accepted; what it did is in the events beside the receipt',
  // Admission: checked for every kind. Up to KEY_EXPIRED the nonce stays unused.
  EXPIRED: 'the block is later than the transaction allows',
  NONCE_USED: 'this key has used the nonce before',
  NONCE_TOO_OLD: 'the nonce is not above the lowest remembered one, or more than two days behind the block',
  NONCE_TOO_NEW: 'the nonce is more than a day ahead of the block',
  ACCOUNT_UNKNOWN: 'the account, or this subaccount of it, was never funded',
  KEY_UNKNOWN: 'the key is not one of the account',
  KEY_REVOKED: 'the key was revoked',
  KEY_EXPIRED: 'the key has expired',
  CREDITS_EXHAUSTED: 'too many transactions for the collateral and volume of the account; credits refill',
  KEY_SCOPE: 'the key may not do this: kind, instrument or notional',
  // Orders, in this order.
  INSTRUMENT_UNKNOWN: 'no such market',
  ISOLATED: 'the subaccount is isolated: it trades in its own market alone, and moves money to its parent alone',
  FLAGS_INVALID: 'the flags contradict each other',
  SIZE_INVALID: 'the size is below the least or above the most of the market',
  DISPLAY_SIZE_INVALID:
    'an iceberg shows more than it has, less than a hundredth of it, or less than the least size of the market',
  PRICE_INVALID:
    'the price is zero, or set on a market order; or it, or the offset of a peg, is above the most of the market',
  SLICES_INVALID: 'too few or many slices, too near to one another, too far apart, or smaller than the least size',
  TRIGGER_PRICE_INVALID: 'the trigger price or the trailing offset is above the most of the market',
  GOOD_TILL_PASSED: 'the block is not before the time until which the order was to be good',
  INSTRUMENT_EXPIRED: 'the market has expired and waits for its settlement price',
  ORDER_CANCELED: 'a cancel for this order came first',
  MARKET_HALTED: 'the market is halted: only cancels',
  MARKET_REDUCE_ONLY: 'the market takes only cancels and reduce-only orders',
  FEED_STALE: 'no fresh price: only cancels and reduce-only orders',
  TRIGGER_LIMIT: 'too many orders of the account wait for a price or their slices',
  OCO_TRADED: 'an open order of the group has traded already',
  OCO_LIMIT: 'the group has as many open orders as it may',
  MAKER_GROUP_UNKNOWN: 'the maker group is not protected in this market',
  MAKER_GROUP_FROZEN: 'the maker group has traded as much as it may, and is frozen',
  PEG_LIMIT: 'too many pegged orders of the account',
  COMBO_LIMIT: 'too many resting combos of the account',
  REFERENCE_UNKNOWN: 'there is no price that the order could follow',
  PRICE_OUT_OF_BAND: 'the price is too far beyond mark',
  REDUCE_ONLY_WOULD_INCREASE: 'there is no position for this order to reduce',
  POST_ONLY_WOULD_TAKE: 'the post-only order would trade at once',
  ORDER_LIMIT: 'too many resting orders in the market',
  MARKETS_LIMIT: 'the subaccount has positions or orders in as many markets as it may',
  POSITION_LIMIT: 'the position could pass the limit of the market',
  DELTA_LIMIT: 'the delta of the underlying could pass the limit that the owner has set',
  GAMMA_LIMIT: 'the gamma of the underlying could pass the limit that the owner has set',
  VEGA_LIMIT: 'the vega of the underlying could pass the limit that the owner has set',
  MARGIN_TOO_LOW: 'equity does not cover the initial margin; the receipt says how much is missing',
  FOK_NOT_FILLABLE: 'the fill-or-kill order could not be filled whole',
  // Cancels.
  ORDER_UNKNOWN: 'no such order rests, and it cannot arrive any more',
  TOMBSTONES_FULL: 'too many cancels wait for their orders',
  PROTECTION_INVALID: 'the group is not one of 1 to 16, or its window or frozen time is none, or too long',
  QUOTES_INVALID: 'the prices of a side are not from the best to the worst, or a bid reaches an ask',
  TIMEOUT_INVALID: "a dead-man's switch is set for a day at most",
  HEDGE_INVALID: 'the terms of the hedge rule contradict each other or its market, or go beyond what a rule may',
  LIQUIDATING: 'the subaccount is being liquidated',
  UNDERLYING_UNKNOWN: 'no market has this feed for its index',
  // Bids in auctions.
  AUCTION_UNKNOWN: 'there is no such subaccount in auction, or it has no equity left',
  BID_OWN: 'a subaccount cannot bid for itself',
  FRACTION_INVALID:
    'the fraction is zero, or more than brings the rest back to where liquidation ends, or leaves it worse off',
  PAY_TOO_HIGH: 'the bid would pay more, or receive less, than it allows',
  // Money and keys.
  TOKEN_UNKNOWN: 'no such token',
  AMOUNT_INVALID: 'the amount is zero, or the transfer goes nowhere',
  SUBACCOUNT_LIMIT: 'the account has as many subaccounts as it may',
  CHAIN_UNKNOWN: 'no such chain holds collateral of this network',
  BALANCE_TOO_LOW: 'less than that may leave the subaccount; the receipt says how much is missing',
  LAYER_UNKNOWN: 'the vaults know no such settlement layer',
  CHAIN_POOL_TOO_LOW:
    'less than that lies on the chain; the receipt says how much is missing, and another chain may have it',
  SWAP_INVALID: 'the offer gives or wants nothing, or is over before the block',
  SWAP_UNKNOWN: 'there is no such offer, or its terms have changed, or it is over',
  SWAP_OWN: 'the offer is of the same account',
  KEY_INVALID: 'the session key is the account itself, has expired, or was revoked before',
  KEY_LIMIT: 'the account has as many session keys as it may',
} as const;

export type Outcome = keyof typeof outcomes;
