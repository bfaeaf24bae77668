import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { positionsMax } from '../../../node/codec/settlementLeaves.ts';
import { commitment } from '../../../node/exchange/commitment.ts';
import { btcOptions, usdcToken, wethToken } from '../../../node/exchange/defaultGenesis.ts';
import { auctionTerms } from '../../../node/exchange/liquidation/auction.ts';
import { fundsEquity } from '../../../node/exchange/liquidation/insurance.ts';
import { auctionsView } from '../../../node/exchange/liquidationViews.ts';
import { contentionOf, phaseOf } from '../../../node/exchange/phase.ts';
import { decodeState, encodeState } from '../../../node/exchange/snapshot.ts';
import type { BlockEvent } from '../../../node/types/block.ts';
import { feedId, type Address, type InstrumentId } from '../../../node/types/ids.ts';
import type { Bid } from '../../../node/types/transaction.ts';
import { microUsdc, timeMs } from '../../../node/types/units.ts';
import { PortfolioVenue } from './portfolioVenue.ts';
import {
  addressOf,
  alice,
  approval,
  bob,
  btc,
  carol,
  eth,
  insurer,
  ofType,
  orderBody,
  testGenesis,
  usdc,
  Venue,
} from './venue.ts';

const session = addressOf(0x5e55);

/** Bob is long of one BTC at 100,000 with 11,000 dollars; Alice, who is rich, is short; Carol has what it takes to bid. */
function leveraged(carols = 1_000_000, lots = 10_000, dollars = 11_000): Venue {
  const venue = new Venue();
  venue.deposit(alice, 1_000_000);
  venue.deposit(bob, dollars);
  if (carols > 0) venue.deposit(carol, carols);
  venue.order(alice, 'sell', 100_000, lots);
  venue.order(bob, 'buy', 100_000, lots);
  return venue;
}

/** The same after a fall of the index that leaves Bob 1,950 dollars, less than half of his maintenance margin of 4,550. */
function auctioned(carols?: number): Venue {
  const venue = leveraged(carols);
  venue.prices[1] = 91_000;
  expect(ofType(venue.block().events, 'auctionStarted')).toHaveLength(1);
  return venue;
}

const bidBody = (fractionPpb: number, change: Partial<Bid> = {}): Bid => ({
  type: 'bid',
  liquidated: bob,
  liquidatedSubaccount: 0,
  fractionPpb,
  payMax: 0,
  ...change,
});

const indexOf = (venue: Venue, owner: Address): number => venue.sub(owner).index;
const assess = (venue: Venue, owner: Address) => venue.state.risk.assess(venue.state, indexOf(venue, owner));
/** Terms that a bid of the next block, a tenth of a second later, meets. */
const nextTerms = (venue: Venue, owner = bob) => auctionTerms(venue.state, indexOf(venue, owner), venue.timeMs + 100)!;
const started = (events: readonly BlockEvent[]) => ofType(events, 'auctionStarted');

describe('an auction begins', () => {
  test('at once where equity is below half of maintenance margin', () => {
    const venue = leveraged();
    venue.prices[1] = 91_540;
    expect([started(venue.block().events), venue.sub(bob).liquidating]).toEqual([[], true]);
    venue.prices[1] = 91_300;
    const { events } = venue.block();
    // 2,250 is less than half of 4,565.
    expect(started(events)).toMatchObject([
      { account: bob, subaccount: 0, equity: usdc(2_250), maintenance: usdc(4_565) },
    ]);
  });

  test('otherwise thirty seconds after liquidation did, if that has not ended', () => {
    const venue = leveraged();
    venue.prices[1] = 93_500;
    venue.block();
    expect(venue.sub(bob).liquidating).toBe(true);
    expect(started(venue.block([], [], 29_999).events)).toEqual([]);
    expect(started(venue.block([], [], 1).events)).toHaveLength(1);
    expect(started(venue.block().events)).toEqual([]);
  });

  test('not where equity has recovered before', () => {
    const venue = leveraged();
    venue.prices[1] = 93_500;
    venue.block();
    venue.deposit(bob, 1_000);
    expect(started(venue.block([], [], 60_000).events)).toEqual([]);
  });

  test('not on a stale price', () => {
    const venue = leveraged();
    venue.prices[1] = 93_500;
    venue.block();
    venue.stale = true;
    expect(started(venue.block([], [], 60_000).events)).toEqual([]);
    venue.stale = false;
    expect(started(venue.block().events)).toHaveLength(1);
  });
});

describe('the discount', () => {
  test('rises in a straight line from 5 to 30 % in fifteen minutes, and stays there', () => {
    const venue = auctioned();
    const at = (afterMs: number) => auctionTerms(venue.state, indexOf(venue, bob), venue.timeMs + afterMs)!.discountPpb;
    expect([0, 450_000, 900_000, 5_000_000].map(at)).toEqual([50_000_000, 175_000_000, 300_000_000, 300_000_000]);
    expect(at(1)).toBe(50_000_277);
  });

  test('is on maintenance margin, and at most all the equity', () => {
    const venue = auctioned();
    const now = () => auctionTerms(venue.state, indexOf(venue, bob), venue.timeMs)!;
    expect(now().premium).toBe(usdc(227.5));
    venue.prices[1] = 90_100;
    venue.block([], [], 900_000);
    // Maintenance margin is 4,505, of which 30 % are more than the 1,050 dollars that are left.
    expect(now()).toMatchObject({ equity: usdc(1_050), premium: usdc(1_050), fractionMaxPpb: 1_000_000_000 });
  });
});

describe('a bid', () => {
  test('takes its fraction of every position at mark, and that fraction of the premium in cash', () => {
    const venue = auctioned();
    const terms = nextTerms(venue);
    const before = { bob: assess(venue, bob).equity, carol: assess(venue, carol).equity };
    const premium = Math.floor(terms.premium / 4);
    const mark = venue.state.markets.get(btc)!.markPerLot;
    const { code, events } = venue.send(carol, bidBody(250_000_000));
    expect(code).toBe('OK');
    const parties = { account: bob, subaccount: 0, counterparty: carol, counterpartySubaccount: 0 };
    expect(ofType(events, 'auctionBid')).toEqual([
      {
        ...{ type: 'auctionBid', ...parties, fractionPpb: 250_000_000, discountPpb: terms.discountPpb },
        ...{ equity: terms.equity, maintenance: terms.maintenance, premium, pay: 0 - premium },
      },
    ]);
    expect(ofType(events, 'auctionTrade')).toEqual([
      { type: 'auctionTrade', ...parties, instrument: btc, lots: 2_500, markPerLot: mark },
    ]);
    expect([venue.lots(bob), venue.lots(carol)]).toEqual([7_500, 2_500]);
    expect(assess(venue, bob).equity).toBe(before.bob - premium);
    expect(assess(venue, carol).equity).toBe(before.carol + premium);
  });

  test('makes no fee, no volume and no last price', () => {
    const venue = auctioned();
    const picture = () => [
      venue.state.feePots.get('system'),
      fundsEquity(venue.state),
      venue.state.volumes.get(carol),
      venue.state.markets.get(btc)!.lastPrice,
    ];
    const before = picture();
    expect(venue.send(carol, bidBody(250_000_000)).code).toBe('OK');
    expect(picture()).toEqual(before);
  });

  test('for the most that it may takes the rest back to where liquidation ends, and ends the auction', () => {
    const venue = auctioned();
    const most = nextTerms(venue).fractionMaxPpb;
    expect(venue.send(carol, bidBody(most + 1)).code).toBe('FRACTION_INVALID');
    const { code, events } = venue.send(carol, bidBody(nextTerms(venue).fractionMaxPpb));
    expect(code).toBe('OK');
    expect(ofType(events, 'auctionEnded')).toMatchObject([{ account: bob, reason: 'RECOVERED' }]);
    expect(ofType(events, 'liquidationEnded')).toHaveLength(1);
    const { equity, initial, maintenance } = assess(venue, bob);
    const target = maintenance + (initial - maintenance) / 10;
    expect(equity).toBeGreaterThanOrEqual(target);
    // No more is sold than that takes: a lot, and what its margin is.
    expect(equity - target).toBeLessThan(usdc(1));
    expect(auctionsView(venue.state, 0, 9)).toEqual([]);
  });

  test('takes whole lots, rounded up, so that the smallest positions can be sold', () => {
    const venue = leveraged(1_000_000, 1, 1.1);
    venue.prices[1] = 91_000;
    venue.block();
    expect(venue.lots(bob)).toBe(1);
    expect(nextTerms(venue).fractionMaxPpb).toBeLessThan(1_000_000_000);
    expect(venue.send(carol, bidBody(1)).code).toBe('OK');
    expect([venue.lots(bob), venue.lots(carol)]).toEqual([0, 1]);
  });

  test('takes hedges with what they hedge, each by its fraction', () => {
    const venue = leveraged();
    venue.order(alice, 'buy', 0, 2_000, { instrument: eth, price: 400_000 });
    venue.order(bob, 'sell', 0, 2_000, { instrument: eth, price: 400_000 });
    venue.prices[1] = 91_500;
    venue.block();
    const { code, events } = venue.send(carol, bidBody(333_333_333));
    expect(code).toBe('OK');
    expect(ofType(events, 'auctionTrade').map(({ instrument, lots }) => [instrument, lots])).toEqual([
      [btc, 3_334],
      [eth, -667],
    ]);
    expect([venue.lots(bob, eth), venue.lots(carol, eth)]).toEqual([-1_333, -667]);
  });

  test('may take all of what is worth less than the discount, and leaves nothing and no debt', () => {
    const venue = auctioned();
    venue.prices[1] = 90_100;
    venue.block([], [], 900_000);
    const before = assess(venue, carol).equity;
    expect(venue.send(carol, bidBody(1_000_000_000)).code).toBe('OK');
    expect([venue.lots(bob), venue.cash(bob)]).toEqual([0, 0]);
    expect(assess(venue, carol).equity).toBe(before + usdc(1_050));
  });

  test('by one who has not the initial margin for it is refused, says what is missing, and leaves no trace', () => {
    const venue = auctioned(500);
    const { code, events } = venue.send(carol, bidBody(250_000_000));
    expect(code).toBe('MARGIN_TOO_LOW');
    const missing = ofType(events, 'receipt')[0]!.missing as number;
    expect(ofType(events, 'auctionBid')).toEqual([]);
    expect([venue.lots(carol), venue.cash(carol), venue.lots(bob)]).toEqual([0, usdc(500), 10_000]);
    // The discount has risen a little since, so a little less is missing then.
    venue.block([], [venue.depositItem(carol, missing)]);
    expect(venue.send(carol, bidBody(250_000_000)).code).toBe('OK');
    const { equity, initial } = assess(venue, carol);
    expect(equity).toBeGreaterThanOrEqual(initial);
    expect(equity - initial).toBeLessThan(usdc(0.1));
  });

  test('counts what the bidder has open', () => {
    const venue = auctioned(2_275);
    // Below what a forced close may take.
    expect(venue.order(carol, 'buy', 87_000, 2_400).code).toBe('OK');
    expect(venue.send(carol, bidBody(250_000_000)).code).toBe('MARGIN_TOO_LOW');
    venue.send(carol, { type: 'cancelAll', instrument: 0 as InstrumentId });
    expect(venue.send(carol, bidBody(240_000_000)).code).toBe('OK');
  });

  test('is refused where its own subaccount is the one in auction; another of the same account may bid', () => {
    const venue = auctioned();
    expect(venue.send(bob, bidBody(250_000_000)).code).toBe('BID_OWN');
    venue.deposit(bob, 50_000, 1);
    expect(venue.send(bob, bidBody(250_000_000), { subaccount: 1 }).code).toBe('OK');
    expect(venue.lots(bob, btc, 1)).toBe(2_500);
  });

  test.each([
    ['nobody', { liquidated: addressOf(0x404) }],
    ['no subaccount', { liquidatedSubaccount: 3 }],
    ['one that is healthy', { liquidated: alice }],
    ['the system', { liquidated: addressOf(0) }],
  ])('for %s is refused', (_, change) => {
    expect(auctioned().send(carol, bidBody(250_000_000, change)).code).toBe('AUCTION_UNKNOWN');
  });

  test('for one that is liquidated but not in auction yet is refused', () => {
    const venue = leveraged();
    venue.prices[1] = 93_500;
    venue.block();
    expect(venue.sub(bob).liquidating).toBe(true);
    expect(venue.send(carol, bidBody(250_000_000)).code).toBe('AUCTION_UNKNOWN');
  });

  test('for one whose equity is gone is refused: what follows is insurance', () => {
    const venue = auctioned();
    venue.deposit(insurer, 100_000);
    venue.prices[1] = 88_000;
    const { code, events } = venue.send(carol, bidBody(250_000_000));
    expect(code).toBe('AUCTION_UNKNOWN');
    const kinds = events.map(({ type }) => type).filter((type) => /auction|insurance|liquidation/.test(type));
    expect(kinds).toEqual(['auctionEnded', 'insuranceTakeover', 'liquidationEnded']);
    expect(ofType(events, 'auctionEnded')).toMatchObject([{ reason: 'BANKRUPT', equity: 0 - usdc(1_050) }]);
  });

  test('is refused on a stale price', () => {
    const venue = auctioned();
    venue.stale = true;
    expect(venue.send(carol, bidBody(250_000_000)).code).toBe('FEED_STALE');
  });

  test('of nothing is refused', () => {
    expect(auctioned().send(carol, bidBody(0)).code).toBe('FRACTION_INVALID');
  });

  test('is refused where it would receive less than it must', () => {
    const venue = auctioned();
    const premium = Math.floor(nextTerms(venue).premium / 4);
    expect(venue.send(carol, bidBody(250_000_000, { payMax: 0 - usdc(60) })).code).toBe('PAY_TOO_HIGH');
    expect(premium).toBeGreaterThanOrEqual(usdc(56));
    expect(venue.send(carol, bidBody(250_000_000, { payMax: 0 - premium })).code).toBe('OK');
  });

  test('is refused beyond the position limit of a market, with what is open on that side', () => {
    const [first, ...others] = testGenesis().markets;
    const venue = new Venue(testGenesis({ markets: [{ ...first!, maxPositionLots: 10_000, maxOrderLots: 10_000 }, ...others] })); // prettier-ignore
    venue.deposit(alice, 1_000_000);
    venue.deposit(bob, 11_000);
    venue.deposit(carol, 1_000_000);
    venue.order(alice, 'sell', 100_000, 10_000);
    venue.order(bob, 'buy', 100_000, 10_000);
    venue.prices[1] = 91_000;
    venue.block();
    expect(venue.order(carol, 'buy', 87_000, 8_000).code).toBe('OK');
    expect(venue.send(carol, bidBody(250_000_000)).code).toBe('POSITION_LIMIT');
    expect(venue.send(carol, bidBody(200_000_000)).code).toBe('OK');
  });

  test('is refused where it would bring more markets than a subaccount may have', () => {
    const six = { daily: 6, weekly: 0, monthly: 0, quarterly: 0 };
    const plenty = { capacity: 9_999, perSecond: 1 };
    const venue = new Venue(testGenesis({ series: [{ ...btcOptions, expiries: six, strikesPerSide: 6 }], credits: { ...testGenesis().credits, trade: plenty } })); // prettier-ignore
    venue.surface(btcOptions, 0.6);
    venue.deposit(alice, 1_000_000);
    venue.deposit(bob, 11_000);
    venue.deposit(carol, 1_000_000);
    venue.order(alice, 'sell', 100_000, 10_000);
    venue.order(bob, 'buy', 100_000, 10_000);
    const options = venue.state.markets.listings.filter(({ kind }) => kind === 'option').slice(0, positionsMax);
    const hashes = options.map(({ instrument }) => {
      const { code, hash } = venue.send(carol, orderBody('buy', 0, 1, { instrument, price: 1 }));
      expect(code).toBe('OK');
      return hash;
    });
    expect(hashes).toHaveLength(positionsMax);
    venue.prices[1] = 91_000;
    venue.block();
    expect(venue.send(carol, bidBody(250_000_000)).code).toBe('MARKETS_LIMIT');
    venue.send(carol, { type: 'cancel', order: hashes[0]!, orderExpiryMs: timeMs(0) });
    expect(venue.send(carol, bidBody(250_000_000)).code).toBe('OK');
  });

  test('is refused beyond the limits of risk that the bidder’s owner has set', () => {
    const venue = auctioned();
    const limits = { type: 'setRiskLimits', feed: feedId(1), deltaMaxPpb: 200_000_000, gammaMaxPpb: 0, vegaMax: microUsdc(0) } as const; // prettier-ignore
    expect(venue.send(carol, limits).code).toBe('OK');
    expect(venue.send(carol, bidBody(250_000_000)).code).toBe('DELTA_LIMIT');
    expect(venue.send(carol, bidBody(200_000_000)).code).toBe('OK');
  });

  test('needs a session key without limits on markets or notional', () => {
    const venue = auctioned();
    const limits = [
      { scope: 'cancel' as const },
      { instruments: [btc] },
      { notionalMax: usdc(1_000_000_000) as never },
    ];
    limits.forEach((limit, at) => {
      const key = addressOf(0x5e56 + at);
      expect(venue.send(carol, approval(key, limit)).code).toBe('OK');
      expect(venue.send(carol, bidBody(100_000_000), { key }).code).toBe('KEY_SCOPE');
    });
    expect(venue.send(carol, approval(session)).code).toBe('OK');
    expect(venue.send(carol, bidBody(100_000_000), { key: session }).code).toBe('OK');
  });

  test('runs among what takes, and contends with bids for the same subaccount', () => {
    const venue = auctioned();
    const sent = (change: Partial<Bid> = {}, from = carol) => venue.transaction(from, bidBody(1, change)).transaction;
    expect(phaseOf(sent())).toBe('take');
    const markets = (transaction: ReturnType<typeof sent>) => contentionOf(transaction).instruments;
    expect(markets(sent())).toEqual(markets(sent({ fractionPpb: 7 }, alice)));
    expect(markets(sent())).not.toEqual(markets(sent({ liquidatedSubaccount: 1 })));
    expect(markets(sent())).not.toEqual(markets(sent({ liquidated: alice })));
  });
});

describe('collateral', () => {
  const weth = 1;
  /** Ledger units of one ether. */
  const ether = 100_000_000;
  const genesis = testGenesis({ tokens: [usdcToken, wethToken] });

  /** Bob has 600 dollars and one ether at 4,000, and is long of a fifth of a bitcoin that has fallen to 79,500. */
  function auctionedEther(): Venue {
    const venue = new Venue(genesis);
    venue.deposit(alice, 1_000_000);
    venue.deposit(carol, 1_000_000);
    venue.block([], [venue.depositItem(bob, usdc(600)), venue.depositItem(bob, 10n ** 18n, 0, weth)]);
    venue.order(alice, 'sell', 100_000, 2_000);
    venue.order(bob, 'buy', 100_000, 2_000);
    venue.prices[1] = 79_500;
    expect(started(venue.block().events)).toHaveLength(1);
    return venue;
  }

  test('changes hands by the same fraction, at its price without a haircut', () => {
    const venue = auctionedEther();
    const terms = nextTerms(venue);
    const before = [assess(venue, bob).equity, assess(venue, carol).equity] as const;
    const premium = Math.floor(terms.premium / 4);
    const value = usdc(1_000);
    const parties = { account: bob, subaccount: 0, counterparty: carol, counterpartySubaccount: 0 };
    expect(venue.send(carol, bidBody(250_000_000, { payMax: value - premium - 1 })).code).toBe('PAY_TOO_HIGH');
    const { code, events } = venue.send(carol, bidBody(250_000_000, { payMax: value }));
    expect(code).toBe('OK');
    const [bid] = ofType(events, 'auctionBid');
    expect(bid).toMatchObject({ pay: value - Number(bid!.premium) });
    expect(ofType(events, 'auctionCollateral')).toEqual([
      { type: 'auctionCollateral', ...parties, token: weth, amount: ether / 4, value },
    ]);
    expect([venue.sub(bob).collateral, venue.sub(carol).collateral]).toEqual([
      [{ token: weth, amount: (3 * ether) / 4 }],
      [{ token: weth, amount: ether / 4 }],
    ]);
    expect(assess(venue, bob).equity).toBe(before[0] - Number(bid!.premium));
    expect(assess(venue, carol).equity).toBe(before[1] + Number(bid!.premium));
  });

  test('of a fraction of a ledger unit is rounded up, and paid by what its holder loses', () => {
    const venue = auctionedEther();
    venue.prices[2] = 3_999.999_999;
    venue.block();
    const before = assess(venue, bob).equity;
    const { events } = venue.send(carol, bidBody(333_333_333, { payMax: usdc(5_000) }));
    expect(ofType(events, 'auctionCollateral')).toMatchObject([{ amount: 33_333_334 }]);
    expect(assess(venue, bob).equity).toBe(before - Number(ofType(events, 'auctionBid')[0]!.premium));
  });

  /** Bob has one ether, no position, and owes the cash that he lost. */
  function indebted(): Venue {
    const venue = new Venue(genesis);
    for (const owner of [alice, carol]) venue.deposit(owner, 1_000_000);
    venue.block([], [venue.depositItem(bob, 10n ** 18n, 0, weth)]);
    venue.order(alice, 'sell', 100_000, 2_000);
    venue.order(bob, 'buy', 100_000, 2_000);
    venue.prices[1] = 85_100;
    venue.block();
    venue.order(alice, 'buy', 85_100, 2_000);
    venue.order(bob, 'sell', 85_100, 2_000, { reduceOnly: true, timeInForce: 'IOC' });
    expect([venue.sub(bob).positions, venue.sub(bob).liquidating]).toEqual([[], false]);
    return venue;
  }

  test('without a position is auctioned, too, and all there is to bring such a debt back', () => {
    const venue = indebted();
    const owes = 0 - venue.cash(bob);
    venue.prices[2] = (owes / 1e6) * 1.045;
    expect(started(venue.block().events)).toHaveLength(1);
    const { code, events } = venue.send(carol, bidBody(nextTerms(venue).fractionMaxPpb, { payMax: usdc(9_999) }));
    expect(code).toBe('OK');
    expect(ofType(events, 'auctionEnded')).toMatchObject([{ reason: 'RECOVERED' }]);
    expect(venue.sub(bob).liquidating).toBe(false);
    expect(0 - venue.cash(bob)).toBeLessThan(owes);
  });

  test('without a position goes to insurance where it is worth just the debt', () => {
    const venue = indebted();
    venue.prices[2] = (0 - venue.cash(bob)) / 1e6;
    expect(ofType(venue.block().events, 'insuranceTakeover')).toMatchObject([{ account: bob, deficit: 0 }]);
    expect([venue.sub(bob).collateral, venue.cash(bob)]).toEqual([[], 0]);
  });

  test('whose price is stale is not sold', () => {
    const venue = auctionedEther();
    delete venue.prices[2];
    expect(venue.send(carol, bidBody(250_000_000, { payMax: usdc(5_000) })).code).toBe('FEED_STALE');
  });

  test('is not taken beyond what a subaccount may hold', () => {
    const venue = auctionedEther();
    const most = (2n ** 50n - 20_000_000n) * 10n ** 10n;
    venue.block([], [venue.depositItem(carol, most, 0, weth)]);
    expect(venue.sub(carol).collateral).toHaveLength(1);
    expect(venue.send(carol, bidBody(250_000_000, { payMax: usdc(5_000) })).code).toBe('POSITION_LIMIT');
    expect(venue.send(carol, bidBody(200_000_000, { payMax: usdc(5_000) })).code).toBe('OK');
  });

  test('that is worth just the debt goes to insurance', () => {
    const venue = auctionedEther();
    const { equity } = assess(venue, bob);
    venue.prices[2] = 4_000 - equity / 1e6;
    const { events } = venue.block();
    expect(ofType(events, 'auctionEnded')).toMatchObject([{ reason: 'BANKRUPT', equity: 0 }]);
    expect([venue.sub(bob).collateral, venue.cash(bob), venue.sub(bob).positions]).toEqual([[], 0, []]);
  });
});

test('no bid leaves the rest worse off than it was, as one for a billionth would that takes the one option behind a hundred lots', () => {
  const venue = new PortfolioVenue();
  venue.deposit(alice, 42);
  venue.deposit(carol, 1_000_000);
  venue.setMode('portfolio');
  venue.hold(alice, venue.instrument('option', 100_000, 'call'), 1);
  venue.hold(alice, btc, -100);
  venue.surface(btcOptions, 0.3);
  for (let dollars = 100_000; !venue.sub(alice).liquidating && dollars < 120_000; dollars += 250) {
    venue.prices[1] = dollars;
    venue.block([], [], 2_000);
  }
  expect(started(venue.block([], [], 31_000).events)).toMatchObject([{ account: alice }]);
  const held = venue.sub(alice).positions;
  expect(venue.send(carol, bidBody(1, { liquidated: alice })).code).toBe('FRACTION_INVALID');
  expect(venue.sub(alice).positions).toEqual(held);
});

describe('several bids', () => {
  test('share an auction until what is left is healthy again', () => {
    const venue = auctioned();
    const first = venue.transaction(carol, bidBody(250_000_000));
    venue.deposit(addressOf(0xd0), 1_000_000);
    const second = venue.transaction(addressOf(0xd0), bidBody(500_000_000));
    const third = venue.transaction(carol, bidBody(500_000_000));
    const { outcomes } = venue.block([first, second, third]);
    expect(outcomes.map(({ code }) => code)).toEqual(['OK', 'OK', 'FRACTION_INVALID']);
    expect([venue.lots(bob), venue.sub(bob).liquidating]).toEqual([3_750, true]);
    expect(venue.send(carol, bidBody(nextTerms(venue).fractionMaxPpb)).code).toBe('OK');
    expect(venue.sub(bob).liquidating).toBe(false);
  });
});

test('steps on the book go on while there is an auction', () => {
  const venue = auctioned();
  const { events } = venue.order(carol, 'buy', 90_950, 20_000);
  expect(ofType(events, 'liquidationStep')).toMatchObject([{ account: bob, closed: 1_000 }]);
});

describe('the state', () => {
  test('keeps when an auction began, in the leaf, in snapshots, and not after it was taken back', () => {
    const venue = leveraged();
    venue.prices[1] = 93_500;
    venue.block();
    const index = indexOf(venue, bob);
    const rest = () => commitment(venue.state).subaccounts[index]!.restHash;
    const before = rest();
    venue.prices[1] = 91_000;
    venue.block();
    expect(rest()).not.toBe(before);
    expect(venue.state.liquidations.get(index)).toMatchObject({
      startedMs: venue.timeMs - 100,
      auctionMs: venue.timeMs,
    });
    const copy = decodeState(venue.state.genesis, encodeState(venue.state));
    expect(auctionsView(copy, 0, 9)).toEqual(auctionsView(venue.state, 0, 9));
    venue.state.journal.rollback(0);
    expect(rest()).toBe(before);
    expect(venue.state.liquidations.get(index)).toMatchObject({ auctionMs: 0 });
  });

  test('shows each auction with what a bid would get, so many at a time', () => {
    const venue = auctioned();
    const [view] = auctionsView(venue.state, 0, 9);
    expect(view).toMatchObject({
      ...{ account: bob, subNo: 0, startMs: venue.timeMs, discountPpb: 50_000_000, premium: usdc(227.5) },
      positions: [{ instrument: btc, lots: 10_000, markPerLot: usdc(9.1) }],
    });
    expect(auctionsView(venue.state, 0, 0)).toEqual([]);
    expect(auctionsView(venue.state, view!.index, 9)).toEqual([]);
  });
});

test('whatever is bid, money is conserved, no fund is touched, the bidder is healthy and the rest no worse off', () => {
  const account = fc.record({
    /** Of initial margin, percent. */
    margin: fc.integer({ min: 103, max: 125 }),
    btc: fc.integer({ min: -900, max: 900 }),
    eth: fc.integer({ min: -600, max: 600 }),
  });
  const step = fc.record({
    btc: fc.constantFrom(92, 93, 94, 100, 106, 107, 108),
    eth: fc.integer({ min: 92, max: 108 }),
    elapsedMs: fc.constantFrom(100, 31_000, 400_000),
    bids: fc.array(
      fc.record({ bidder: fc.nat(5), of: fc.nat(5), share: fc.constantFrom(0, 1, 10, 50, 99, 100, 101) }),
      { maxLength: 5 },
    ),
  });
  let accepted = 0;
  fc.assert(
    fc.property(
      fc.array(account, { minLength: 3, maxLength: 6 }),
      fc.array(step, { minLength: 2, maxLength: 8 }),
      (accounts, steps) => {
        const venue = new Venue();
        venue.deposit(alice, 10_000_000);
        for (const group of [1, 2]) venue.deposit(insurer, 1_000, group);
        const owners = accounts.map((_, at) => addressOf(0xacc0 + at));
        accounts.forEach(({ margin, ...lots }, at) => {
          venue.deposit(owners[at]!, (margin / 100) * (Math.abs(lots.btc) + Math.abs(lots.eth) * 0.4) + 1);
          for (const [instrument, size] of [
            [btc, lots.btc],
            [eth, lots.eth],
          ] as const) {
            if (size === 0) continue;
            const price = instrument === btc ? 1_000_000 : 400_000;
            const [side, against] = size > 0 ? (['buy', 'sell'] as const) : (['sell', 'buy'] as const);
            venue.send(alice, orderBody(against, 0, Math.abs(size), { instrument, price }));
            venue.send(owners[at]!, orderBody(side, 0, Math.abs(size), { instrument, price, timeInForce: 'IOC' }));
            venue.send(alice, { type: 'cancelAll', instrument: 0 as InstrumentId });
          }
        });
        const bidders = [alice, ...owners];
        for (const { btc: bitcoin, eth: ether, elapsedMs, bids } of steps) {
          venue.prices = { 1: bitcoin * 1_000, 2: ether * 40 };
          venue.block([], [], elapsedMs);
          for (const { bidder, of, share } of bids) {
            const auctions = auctionsView(venue.state, 0, 9);
            const liquidated = auctions[of % auctions.length]?.account ?? owners[of % owners.length]!;
            const owner = bidders[bidder % bidders.length]!;
            const index = indexOf(venue, liquidated);
            const terms = auctionTerms(venue.state, index, venue.timeMs + 100);
            const fractionPpb = Math.min(1_000_000_000, Math.floor(((terms?.fractionMaxPpb ?? 10_000) * share) / 100));
            const before = [assess(venue, liquidated), fundsEquity(venue.state)] as const;
            const others = bidders
              .filter((each) => each !== owner && each !== liquidated)
              .map((each) => venue.sub(each));
            const { code, events } = venue.send(owner, bidBody(fractionPpb, { liquidated }));
            if (terms === undefined) expect(code).toBe('AUCTION_UNKNOWN');
            if (terms !== undefined && owner !== liquidated && (share === 0 || share === 101)) expect(['FRACTION_INVALID', 'OK']).toContain(code); // prettier-ignore
            if (code !== 'OK') continue;
            accepted += 1;
            const premium = ofType(events, 'auctionBid')[0]!.premium as number;
            const { equity, initial, maintenance } = assess(venue, owner);
            if (!ofType(events, 'liquidationStarted').some(({ account: begun }) => begun === owner))
              expect(equity).toBeGreaterThanOrEqual(initial);
            const after = assess(venue, liquidated);
            expect(after.equity).toBe(before[0].equity - premium);
            expect(after.equity).toBeGreaterThanOrEqual(0);
            expect(after.equity * before[0].maintenance).toBeGreaterThanOrEqual(
              before[0].equity * after.maintenance * (1 - 1e-12),
            );
            expect(fundsEquity(venue.state)).toBe(before[1]);
            expect(
              bidders.filter((each) => each !== owner && each !== liquidated).map((each) => venue.sub(each)),
            ).toEqual(others);
            expect(maintenance).toBeGreaterThanOrEqual(0);
          }
        }
      },
    ),
    { numRuns: 200 },
  );
  expect(accepted).toBeGreaterThan(15);
});
