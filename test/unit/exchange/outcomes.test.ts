import { describe, expect, test } from 'vitest';
import { positionsMax } from '../../../node/codec/settlementLeaves.ts';
import { btcFutures, btcOptions } from '../../../node/exchange/defaultGenesis.ts';
import { outcomes, type Outcome } from '../../../node/exchange/outcomes.ts';
import { feedId, instrumentId, type Address, type Hash } from '../../../node/types/ids.ts';
import { ocoOrdersMax } from '../../../node/exchange/book/ocoGroups.ts';
import { pegsPerAccountMax } from '../../../node/exchange/book/pegs.ts';
import { combosPerAccountMax } from '../../../node/exchange/orders/restingCombos.ts';
import { triggersPerAccountMax } from '../../../node/exchange/orders/triggers.ts';
import { limits, PortfolioVenue } from './portfolioVenue.ts';
import { lots, ppb, ticks, type MicroUsdc, type TimeMs } from '../../../node/types/units.ts';
import { keysPerAccountMax } from '../../../node/exchange/accounts/keys.ts';
import { noncesKept } from '../../../node/exchange/accounts/usedNonces.ts';
import { tombstonesMax } from '../../../node/exchange/accounts/tombstones.ts';
import {
  addressOf,
  alice,
  approval,
  protection,
  quotes,
  at,
  bob,
  btc,
  carol,
  comboBody,
  eth,
  hashOf,
  ofType,
  orderBody,
  testGenesis,
  usdc,
  Venue,
} from './venue.ts';
import { govern, valueOf } from './parameters/govern.ts';
import { marketStatus } from '../../../node/types/parameters.ts';

const session = addressOf(0x5e55);
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Buys an option under limits that it must break. */
function optionLimited(change: Parameters<typeof limits>[0]): string {
  const venue = new PortfolioVenue();
  venue.deposit(alice, 10_000);
  venue.send(alice, limits(change));
  const instrument = venue.instrument('option', 100_000);
  return venue.send(alice, orderBody('buy', 0, 100, { instrument, price: venue.markTicks(instrument) })).code;
}

const amount = (dollars: number) => usdc(dollars) as MicroUsdc;

function funded(change: Parameters<typeof testGenesis>[0] = {}): Venue {
  const venue = new Venue(testGenesis(change));
  venue.deposit(alice, 10_000);
  venue.deposit(bob, 10_000);
  return venue;
}

const order = (change: Parameters<typeof orderBody>[3] = {}) => orderBody('buy', 100_000, 10, change);
const oneDay = { daily: 1, weekly: 0, monthly: 0, quarterly: 0 };
const many = {
  trade: { capacity: 9_999, perSecond: 1 },
  reduce: { capacity: 9, perSecond: 1 },
  cancel: { capacity: 9_999, perSecond: 1 },
};

/** One way to each outcome, the only rule broken being its own. */
/** Alice is long with so little that a fall of the index brings her to auction; Carol could take it. */
function auctioned(): Venue {
  const venue = new Venue();
  venue.deposit(alice, 110);
  for (const owner of [bob, carol]) venue.deposit(owner, 10_000);
  venue.order(bob, 'sell', 100_000, 100);
  venue.order(alice, 'buy', 100_000, 100);
  venue.prices[1] = 91_000;
  venue.block();
  return venue;
}
const payout = (value: number, to: { readonly chain?: number; readonly layer?: number }) =>
  ({ type: 'withdrawTo', token: 0, amount: amount(value), chain: 0, layer: 0, ...to }) as const;
const offer = (venue: Venue) =>
  ({ type: 'offerSwap', giveToken: 0, giveAmount: 1, wantToken: 0, wantAmount: 1, chain: 0, goodTillMs: (venue.timeMs + 1_000) as TimeMs }) as const; // prettier-ignore
const acceptance = (offerer: Address, hash: Hash) =>
  ({ type: 'acceptSwap', offerer, offererSubaccount: 0, offer: hash, chain: 0 }) as const;
const bid = (fractionPpb: number, payMax = 0) =>
  ({ type: 'bid', liquidated: alice, liquidatedSubaccount: 0, fractionPpb, payMax }) as const;

const rows: Record<Exclude<Outcome, never>, (venue: Venue) => string> = {
  OK: (venue) => venue.send(alice, order()).code,
  EXPIRED: (venue) => venue.send(alice, order(), { expiryMs: venue.timeMs as TimeMs }).code,
  NONCE_USED: (venue) => {
    venue.send(alice, order(), { nonce: venue.timeMs });
    return venue.send(alice, order(), { nonce: venue.timeMs - 100 }).code;
  },
  NONCE_TOO_OLD: (venue) => venue.send(alice, order(), { nonce: venue.timeMs + 100 - 2 * dayMs }).code,
  NONCE_TOO_NEW: (venue) => venue.send(alice, order(), { nonce: venue.timeMs + 100 + dayMs }).code,
  ACCOUNT_UNKNOWN: (venue) => venue.send(alice, order(), { subaccount: 1 }).code,
  KEY_UNKNOWN: (venue) => venue.send(alice, order(), { key: session }).code,
  KEY_REVOKED: (venue) => {
    venue.send(alice, approval(session));
    venue.send(alice, { type: 'revokeKey', sessionKey: session });
    return venue.send(alice, order(), { key: session }).code;
  },
  KEY_EXPIRED: (venue) => {
    venue.send(alice, approval(session, { keyExpiryMs: (venue.timeMs + 200) as TimeMs }));
    return venue.send(alice, order(), { key: session }).code;
  },
  CREDITS_EXHAUSTED: () => {
    const credits = {
      ...testGenesis().credits,
      trade: { capacity: 1, perSecond: 1 },
      collateralPerCreditMicroUsdc: amount(1e9),
    };
    const venue = funded({ credits });
    venue.send(alice, order());
    return venue.send(alice, order()).code;
  },
  KEY_SCOPE: (venue) => {
    venue.send(alice, approval(session, { scope: 'cancel' }));
    return venue.send(alice, order(), { key: session }).code;
  },
  INSTRUMENT_UNKNOWN: (venue) => venue.send(alice, order({ instrument: instrumentId(9) })).code,
  FLAGS_INVALID: (venue) => venue.send(alice, order({ postOnly: true, timeInForce: 'IOC' })).code,
  SIZE_INVALID: (venue) => venue.send(alice, order({ size: 0 })).code,
  DISPLAY_SIZE_INVALID: (venue) => venue.send(alice, order({ displaySize: 11 })).code,
  PRICE_INVALID: (venue) => venue.send(alice, order({ price: 0 })).code,
  SLICES_INVALID: (venue) => venue.send(alice, order({ timeInForce: 'IOC', sliceCount: 2, sliceIntervalMs: 999 })).code,
  TRIGGER_PRICE_INVALID: (venue) =>
    venue.send(alice, order({ triggerKind: 'stop', triggerPrice: ticks(10_000_001) })).code,
  TRIGGER_LIMIT: () => {
    const venue = funded({ credits: { ...testGenesis().credits, ...many } });
    const stop = order({ triggerKind: 'stop', triggerPrice: ticks(at(110_000)) });
    const stops = Array.from({ length: triggersPerAccountMax + 1 }, () => venue.transaction(alice, stop));
    return venue.block(stops).outcomes[triggersPerAccountMax]!.code;
  },
  GOOD_TILL_PASSED: (venue) =>
    venue.send(alice, order({ timeInForce: 'GTT', goodTillMs: (venue.timeMs + 100) as TimeMs })).code,
  INSTRUMENT_EXPIRED: () => {
    const venue = funded({ series: [{ ...btcFutures, expiries: oneDay }] });
    venue.surface(btcOptions, 0.6);
    venue.block();
    const { instrument, expiryMs } = venue.state.markets.listings.at(-1)!;
    venue.stale = true;
    venue.pass(expiryMs);
    return venue.send(alice, order({ instrument })).code;
  },
  MARKET_HALTED: (venue) => {
    govern(venue, [valueOf(btc, 'status', marketStatus.halted)]);
    return venue.send(alice, order({ reduceOnly: true })).code;
  },
  MARKET_REDUCE_ONLY: (venue) => {
    govern(venue, [valueOf(btc, 'status', marketStatus.reduceOnly)]);
    return venue.send(alice, order()).code;
  },
  ORDER_CANCELED: (venue) => {
    const late = venue.transaction(alice, order());
    const { expiryMs } = late.transaction;
    venue.send(alice, { type: 'cancel', order: late.hash, orderExpiryMs: expiryMs });
    return venue.block([late]).outcomes[0]!.code;
  },
  FEED_STALE: (venue) => {
    venue.stale = true;
    return venue.send(alice, order()).code;
  },
  OCO_TRADED: (venue) => {
    venue.send(alice, order({ ocoGroup: 7 }));
    venue.order(bob, 'sell', 100_000, 1);
    return venue.send(alice, order({ ocoGroup: 7 })).code;
  },
  OCO_LIMIT: (venue) => {
    for (let i = 0; i < ocoOrdersMax; i++) venue.send(alice, order({ ocoGroup: 7 }));
    return venue.send(alice, order({ ocoGroup: 7 })).code;
  },
  PEG_LIMIT: (venue) => {
    const peg = order({ postOnly: true, pegSource: 'mark' });
    for (let i = 0; i < pegsPerAccountMax; i++) venue.send(alice, peg);
    return venue.send(alice, peg).code;
  },
  COMBO_LIMIT: (venue) => {
    const pair = [[btc, 'buy', 1], [eth, 'sell', 1]] as const; // prettier-ignore
    const resting = comboBody(pair, 1, 0, { timeInForce: 'GTC' });
    for (let i = 0; i < combosPerAccountMax; i++) venue.send(alice, resting);
    return venue.send(alice, resting).code;
  },
  REFERENCE_UNKNOWN: (venue) => venue.send(alice, order({ postOnly: true, pegSource: 'mid' })).code,
  PRICE_OUT_OF_BAND: (venue) => venue.send(alice, order({ price: at(105_000) + 1 })).code,
  REDUCE_ONLY_WOULD_INCREASE: (venue) => venue.send(alice, order({ reduceOnly: true })).code,
  POST_ONLY_WOULD_TAKE: (venue) => {
    venue.order(bob, 'sell', 100_000, 1);
    return venue.send(alice, order({ postOnly: true })).code;
  },
  MARKETS_LIMIT: () => {
    const series = { ...btcOptions, expiries: { ...oneDay, daily: 6 }, strikesPerSide: 6 };
    const venue = funded({ series: [series], credits: { ...testGenesis().credits, ...many } });
    venue.surface(btcOptions, 0.6);
    venue.block();
    const options = venue.state.markets.listings.filter(({ kind }) => kind === 'option');
    const codes = options.slice(0, positionsMax + 1).map(({ instrument }) => {
      return venue.send(alice, order({ instrument, price: 1, size: 1 })).code;
    });
    expect(codes.slice(0, -1)).toEqual(Array(positionsMax).fill('OK'));
    // What it has there already is no new market, and less of it is not either.
    expect(venue.send(alice, order({ instrument: options[0]!.instrument, price: 1, size: 1 })).code).toBe('OK');
    return codes.at(-1)!;
  },
  ORDER_LIMIT: () => {
    const [first, ...others] = testGenesis().markets;
    const venue = funded({ markets: [{ ...first!, openOrdersMax: 1 }, ...others] });
    venue.send(alice, order());
    return venue.send(alice, order()).code;
  },
  POSITION_LIMIT: () => {
    const [first, ...others] = testGenesis().markets;
    const venue = funded({ markets: [{ ...first!, maxPositionLots: 15, maxOrderLots: 15 }, ...others] });
    venue.send(alice, order());
    return venue.send(alice, order()).code;
  },
  DELTA_LIMIT: (venue) => {
    venue.send(alice, limits({ deltaMaxPpb: 999_999 }));
    return venue.send(alice, order()).code;
  },
  GAMMA_LIMIT: () => optionLimited({ gammaMaxPpb: 1 }),
  VEGA_LIMIT: () => optionLimited({ vegaMax: 1 as MicroUsdc }),
  MARGIN_TOO_LOW: (venue) => venue.send(alice, order({ size: 10_000 })).code,
  FOK_NOT_FILLABLE: (venue) => venue.send(alice, order({ timeInForce: 'FOK' })).code,
  ORDER_UNKNOWN: (venue) =>
    venue.send(alice, { type: 'cancel', order: hashOf(1), orderExpiryMs: venue.timeMs as TimeMs }).code,
  TOMBSTONES_FULL: () => {
    const venue = funded({ credits: { ...testGenesis().credits, ...many } });
    const orderExpiryMs = (venue.timeMs + hourMs) as TimeMs;
    const cancels = Array.from({ length: tombstonesMax + 1 }, (_, i) =>
      venue.transaction(alice, { type: 'cancel', order: hashOf(i + 1), orderExpiryMs }),
    );
    return venue.block(cancels).outcomes[tombstonesMax]!.code;
  },
  MAKER_GROUP_UNKNOWN: (venue) => venue.send(alice, order({ makerGroup: 1 })).code,
  MAKER_GROUP_FROZEN: (venue) => {
    venue.send(alice, protection());
    venue.send(alice, order({ makerGroup: 1 }));
    venue.order(bob, 'sell', 100_000, 10);
    return venue.send(alice, order({ makerGroup: 1 })).code;
  },
  PROTECTION_INVALID: (venue) => venue.send(alice, protection({ group: 17 })).code,
  QUOTES_INVALID: (venue) => {
    venue.send(alice, protection());
    return venue.send(alice, quotes([99_000, 1, 99_000, 1])).code;
  },
  TIMEOUT_INVALID: (venue) => venue.send(alice, { type: 'cancelAllAfter', timeoutMs: dayMs + 1 }).code,
  ISOLATED: (venue) => {
    venue.send(alice, { type: 'isolate', instrument: btc, token: 0, amount: amount(5) });
    return venue.send(alice, orderBody('buy', 4_000, 1, { instrument: eth }), { subaccount: 32_768 }).code;
  },
  HEDGE_INVALID: (venue) => {
    const terms = { lower: 5, upper: 4, windowMs: 0, putPpb: ppb(0), callPpb: ppb(0), slippagePpb: ppb(0) };
    const limits = { sizeMax: lots(1), lotsMax: lots(1), intervalMs: 1_000, untilMs: (venue.timeMs + dayMs) as TimeMs };
    return venue.send(alice, { type: 'setHedge', rule: 1, kind: 'delta', instrument: btc, ...terms, ...limits }).code;
  },
  LIQUIDATING: (venue) => {
    venue.deposit(alice, 5, 1);
    venue.send(bob, orderBody('sell', 100_000, 4));
    venue.send(alice, orderBody('buy', 100_000, 4), { subaccount: 1 });
    // Nobody bids, so that its liquidation goes on.
    venue.prices[1] = 92_000;
    venue.block();
    return venue.send(alice, { type: 'setMarginMode', mode: 'portfolio' }, { subaccount: 1 }).code;
  },
  UNDERLYING_UNKNOWN: (venue) => venue.send(alice, limits({ feed: feedId(3) })).code,
  TOKEN_UNKNOWN: (venue) => venue.send(alice, { type: 'withdraw', token: 1, amount: amount(1) }).code,
  AMOUNT_INVALID: (venue) => venue.send(alice, { type: 'withdraw', token: 0, amount: amount(0) }).code,
  SUBACCOUNT_LIMIT: () => {
    const venue = funded({ subaccountsPerAccountMax: 1 });
    return venue.send(alice, { type: 'transfer', toSubaccount: 1, token: 0, amount: amount(1) }).code;
  },
  BALANCE_TOO_LOW: (venue) => venue.send(alice, { type: 'withdraw', token: 0, amount: amount(10_001) }).code,
  CHAIN_UNKNOWN: (venue) => venue.send(alice, payout(1, { chain: 9 })).code,
  LAYER_UNKNOWN: (venue) => venue.send(alice, payout(1, { layer: 1 })).code,
  CHAIN_POOL_TOO_LOW: () => funded({ chains: [31_337, 31_338] }).send(alice, payout(1, { chain: 31_338 })).code,
  SWAP_INVALID: (venue) => venue.send(alice, { ...offer(venue), wantAmount: 0 }).code,
  SWAP_UNKNOWN: (venue) => venue.send(alice, acceptance(bob, hashOf(1))).code,
  SWAP_OWN: (venue) => venue.send(alice, acceptance(alice, hashOf(1))).code,
  KEY_INVALID: (venue) => venue.send(alice, approval(alice)).code,
  AUCTION_UNKNOWN: (venue) => venue.send(bob, bid(1)).code,
  BID_OWN: () => auctioned().send(alice, bid(1)).code,
  FRACTION_INVALID: () => auctioned().send(carol, bid(1_000_000_000)).code,
  PAY_TOO_HIGH: () => auctioned().send(carol, bid(100_000_000, -1_000_000_000)).code,
  KEY_LIMIT: (venue) => {
    for (let i = 0; i < keysPerAccountMax; i++) venue.send(alice, approval(addressOf(0x9000 + i)));
    return venue.send(alice, approval(session)).code;
  },
};

describe('every outcome has a way to it', () => {
  test.each(Object.keys(outcomes) as Outcome[])('%s', (code) => {
    expect(rows[code](funded())).toBe(code);
  });
});

describe('the first rule that fails is the outcome', () => {
  test('an expired transaction of an unknown account with a bad body is EXPIRED', () => {
    const venue = funded();
    const change = { expiryMs: 1 as TimeMs, nonce: 1, subaccount: 9, key: session };
    expect(venue.send(alice, order({ size: 0 }), change).code).toBe('EXPIRED');
    expect(venue.send(alice, order({ size: 0 }), { ...change, expiryMs: (venue.timeMs + 999) as TimeMs }).code).toBe(
      'NONCE_TOO_OLD',
    );
  });

  test('every transaction gets exactly one receipt, its last event', () => {
    const venue = funded();
    for (const body of [order(), order({ size: 0 }), { type: 'cancelAll', instrument: btc } as const]) {
      const { events, hash, code } = venue.send(alice, body);
      expect(ofType(events, 'receipt')).toEqual([expect.objectContaining({ tx: hash, code })]);
      expect(events.at(-1)?.type).toBe('receipt');
    }
  });

  test('MARGIN_TOO_LOW says how much is missing, and that much is enough', () => {
    const venue = funded();
    const { events } = venue.send(alice, order({ size: 10_000 }));
    const { missing } = ofType(events, 'receipt')[0]!;
    // 10 % of 100,000 and the taker fee of 0.05 %, less 10,000.
    expect(missing).toBe(usdc(50));
    venue.block([], [venue.depositItem(alice, (missing as number) - 1)]);
    expect(venue.send(alice, order({ size: 10_000 })).code).toBe('MARGIN_TOO_LOW');
    venue.block([], [venue.depositItem(alice, 1)]);
    expect(venue.send(alice, order({ size: 10_000 })).code).toBe('OK');
  });
});

describe('nonces', () => {
  test('a refused transaction that was let in has used its nonce; one that was not has not', () => {
    const venue = funded();
    const nonce = venue.timeMs;
    expect(venue.send(alice, order({ size: 0 }), { nonce }).code).toBe('SIZE_INVALID');
    expect(venue.send(alice, order(), { nonce }).code).toBe('NONCE_USED');
    expect(venue.send(alice, order(), { nonce: nonce + 1, key: session }).code).toBe('KEY_UNKNOWN');
    expect(venue.send(alice, order(), { nonce: nonce + 1 }).code).toBe('OK');
  });

  test('they may come in any order, until more than the remembered number are higher', () => {
    const venue = funded();
    const base = venue.timeMs;
    const cancel = { type: 'cancelAll', instrument: btc } as const;
    for (let i = noncesKept; i > 0; i--) expect(venue.send(alice, cancel, { nonce: base + 2 * i }).code).toBe('OK');
    expect(venue.send(alice, cancel, { nonce: base + 1 }).code).toBe('NONCE_TOO_OLD');
    expect(venue.send(alice, cancel, { nonce: base + 3 }).code).toBe('OK');
    expect(venue.send(alice, cancel, { nonce: base + 2 }).code).toBe('NONCE_TOO_OLD');
  });
});
