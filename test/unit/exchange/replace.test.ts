import { describe, expect, test } from 'vitest';
import type { Hash } from '../../../node/types/ids.ts';
import type { ReplaceOrder } from '../../../node/types/transaction.ts';
import { lots, ticks } from '../../../node/types/units.ts';
import { encodeState } from '../../../node/exchange/snapshot.ts';
import { alice, at, bob, btc, carol, hashOf, ofType, testGenesis, usdc, Venue } from './venue.ts';

function funded(dollars = 1_000_000): Venue {
  const venue = new Venue();
  for (const owner of [alice, bob, carol]) venue.deposit(owner, dollars);
  return venue;
}

const replacement = (order: Hash, price: number, size: number, change: Partial<ReplaceOrder> = {}): ReplaceOrder => ({
  type: 'replace',
  order,
  instrument: btc,
  price: ticks(at(price)),
  size: lots(size),
  postOnly: false,
  selfTradePrevention: 'cancel-taker',
  ...change,
});

const bids = (venue: Venue) =>
  venue.state.book.queue(btc, 'buy').map(({ account, price, shown, lots: left }) => [account, price, shown, left]);
/** The state, but for the clock, and what it costs to be refused. */
const rest = (venue: Venue) => {
  const state = JSON.parse(new TextDecoder().decode(encodeState(venue.state))) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(state).filter(([name]) => !['clock', 'nonces', 'credits', 'markets', 'l1'].includes(name))); // prettier-ignore
};

describe('a replaced order', () => {
  test('keeps its place where only its size becomes less', () => {
    const venue = funded();
    const first = venue.order(alice, 'buy', 99_000, 10);
    venue.order(bob, 'buy', 99_000, 10);
    const { code, events } = venue.send(alice, replacement(first.hash, 99_000, 4));
    expect(code).toBe('OK');
    expect(ofType(events, 'replaced')).toMatchObject([{ order: first.hash, price: at(99_000), size: 4, remaining: 4, shown: 4 }]); // prettier-ignore
    expect(ofType(events, 'rested')).toEqual([]);
    expect(bids(venue)).toEqual([[alice, at(99_000), 4, 4], [bob, at(99_000), 10, 10]]); // prettier-ignore
  });

  test.each([
    ['grows', 99_000, 11],
    ['gets another price and comes back', 98_000, 10],
  ])('goes behind all others of its price where it %s', (_, price, size) => {
    const venue = funded();
    const first = venue.order(alice, 'buy', 99_000, 10);
    venue.order(bob, 'buy', 99_000, 10);
    venue.send(alice, replacement(first.hash, price, size));
    venue.send(alice, replacement(first.hash, 99_000, size));
    expect(bids(venue)).toEqual([[bob, at(99_000), 10, 10], [alice, at(99_000), size, size]]); // prettier-ignore
  });

  test('keeps its hash: it is canceled and replaced again under it', () => {
    const venue = funded();
    const { hash } = venue.order(alice, 'buy', 99_000, 10);
    expect(venue.send(alice, replacement(hash, 98_000, 10)).code).toBe('OK');
    expect(venue.send(alice, replacement(hash, 97_000, 10)).code).toBe('OK');
    expect(bids(venue)).toEqual([[alice, at(97_000), 10, 10]]);
    const { events } = venue.send(alice, { type: 'cancel', order: hash, orderExpiryMs: 0 as never });
    expect(ofType(events, 'canceled')).toMatchObject([{ order: hash, remaining: 10, reason: 'CANCELED' }]);
  });

  test('counts what has traded: it never trades more than the size it was given', () => {
    const venue = funded();
    const { hash } = venue.order(alice, 'buy', 99_000, 10);
    venue.order(bob, 'sell', 99_000, 6);
    venue.send(alice, replacement(hash, 99_000, 8));
    expect(bids(venue)).toEqual([[alice, at(99_000), 2, 2]]);
    venue.send(alice, replacement(hash, 98_000, 9));
    expect(bids(venue)).toEqual([[alice, at(98_000), 3, 3]]);
  });

  test('is over where no more is asked for than has traded', () => {
    const venue = funded();
    const { hash } = venue.order(alice, 'buy', 99_000, 10);
    venue.order(bob, 'sell', 99_000, 6);
    const { code, events } = venue.send(alice, replacement(hash, 98_000, 6));
    expect(code).toBe('OK');
    expect(ofType(events, 'canceled')).toMatchObject([{ order: hash, remaining: 4, reason: 'REPLACED' }]);
    expect(bids(venue)).toEqual([]);
  });

  test('trades where its new price crosses, by its own mode of self-trade prevention', () => {
    const venue = funded();
    venue.order(bob, 'sell', 100_000, 4);
    venue.order(alice, 'sell', 100_000, 5);
    const { hash } = venue.order(alice, 'buy', 99_000, 10);
    const { events } = venue.send(alice, replacement(hash, 100_000, 10, { selfTradePrevention: 'cancel-maker' }));
    expect(events.map(({ type }) => type)).toEqual(['replaced', 'fill', 'canceled', 'rested', 'receipt']);
    expect(bids(venue)).toEqual([[alice, at(100_000), 6, 6]]);
  });

  test.each([
    ['it was post-only', true, false],
    ['the replacement is', false, true],
  ])('is refused where it would take and %s', (_, postOnly, asked) => {
    const venue = funded();
    venue.order(bob, 'sell', 100_000, 4);
    const { hash } = venue.order(alice, 'buy', 99_000, 10, { postOnly });
    const { code, events } = venue.send(alice, replacement(hash, 100_000, 10, { postOnly: asked }));
    expect(code).toBe('POST_ONLY_WOULD_TAKE');
    expect(events.map(({ type }) => type)).toEqual(['receipt']);
    expect(bids(venue)).toEqual([[alice, at(99_000), 10, 10]]);
  });

  test('that reduces only never grows beyond the position', () => {
    const venue = funded();
    venue.order(bob, 'buy', 100_000, 6);
    venue.order(alice, 'sell', 100_000, 6);
    const { hash } = venue.order(alice, 'buy', 98_000, 4, { reduceOnly: true });
    venue.send(alice, replacement(hash, 99_000, 20));
    expect(bids(venue)).toEqual([[alice, at(99_000), 6, 6]]);
  });

  test('of an iceberg loses first what nobody sees', () => {
    const venue = funded();
    const { hash } = venue.order(alice, 'buy', 99_000, 10, { displaySize: 4 });
    venue.send(alice, replacement(hash, 99_000, 5));
    expect(bids(venue)).toEqual([[alice, at(99_000), 4, 5]]);
    venue.send(alice, replacement(hash, 99_000, 3));
    expect(bids(venue)).toEqual([[alice, at(99_000), 3, 3]]);
    expect(venue.send(alice, replacement(hash, 99_000, 401)).code).toBe('DISPLAY_SIZE_INVALID');
  });

  test('stays as it was, to the byte, where the replacement is refused', () => {
    const venue = funded(10_000);
    const { hash } = venue.order(alice, 'buy', 99_000, 10);
    venue.order(bob, 'buy', 99_000, 10);
    const before = rest(venue);
    const { code, events } = venue.send(alice, replacement(hash, 99_500, 20_000));
    expect(code).toBe('MARGIN_TOO_LOW');
    expect(ofType(events, 'receipt')[0]!.missing).toBeGreaterThan(0);
    expect(rest(venue)).toEqual(before);
  });

  test('needs margin for the difference only: what it held free counts again', () => {
    const venue = funded(10_000);
    // 10 % of 9.9 units at 99,000 is nearly all there is.
    const { hash } = venue.order(alice, 'buy', 99_000, 9_900);
    expect(venue.order(alice, 'buy', 99_000, 1_000).code).toBe('MARGIN_TOO_LOW');
    expect(venue.send(alice, replacement(hash, 98_000, 9_900)).code).toBe('OK');
  });

  test('may be made less dangerous by who has too little margin already', () => {
    const [first, ...others] = testGenesis().markets;
    const venue = new Venue(testGenesis({ markets: [{ ...first!, priceBandPpb: 500_000_000 as never }, ...others] }));
    venue.deposit(alice, 10_000);
    const { hash } = venue.order(alice, 'buy', 99_000, 9_900);
    venue.prices = { 1: 90_000, 2: 4_000 };
    venue.block();
    expect(venue.state.risk.assess(venue.state, 1).initial).toBeGreaterThan(usdc(10_000));
    expect(venue.send(alice, replacement(hash, 98_000, 9_900)).code).toBe('OK');
    expect(venue.send(alice, replacement(hash, 98_500, 9_900)).code).toBe('MARGIN_TOO_LOW');
  });

  test.each<[string, string, Partial<ReplaceOrder>]>([
    ['ORDER_UNKNOWN', 'another order', { order: hashOf(9) }],
    ['ORDER_UNKNOWN', 'another market', { instrument: 2 as never }],
    ['SIZE_INVALID', 'nothing', { size: lots(0) }],
    ['PRICE_INVALID', 'no price', { price: ticks(0) }],
    ['PRICE_OUT_OF_BAND', 'far above mark', { price: ticks(at(105_000) + 1) }],
    ['POSITION_LIMIT', 'too much', { size: lots(1_000_000), price: ticks(at(50_000)) }],
  ])('%s: %s', (code, _, change) => {
    const [first, ...others] = testGenesis().markets;
    const venue = new Venue(testGenesis({ markets: [{ ...first!, maxPositionLots: 1_000_005 }, ...others] }));
    venue.deposit(alice, 1_000_000);
    venue.order(alice, 'buy', 50_000, 10);
    const { hash } = venue.order(alice, 'buy', 99_000, 10);
    expect(venue.send(alice, replacement(hash, 98_000, 10, change)).code).toBe(code);
    expect(venue.send(bob, replacement(hash, 98_000, 10)).code).toBe('ACCOUNT_UNKNOWN');
  });

  test('of somebody else is no order', () => {
    const venue = funded();
    const { hash } = venue.order(alice, 'buy', 99_000, 10);
    expect(venue.send(bob, replacement(hash, 98_000, 10)).code).toBe('ORDER_UNKNOWN');
  });

  test('may become less, and nothing else, while the feed is stale', () => {
    const venue = funded();
    const { hash } = venue.order(alice, 'buy', 99_000, 10);
    venue.stale = true;
    expect(venue.send(alice, replacement(hash, 98_000, 10)).code).toBe('FEED_STALE');
    expect(venue.send(alice, replacement(hash, 99_000, 5)).code).toBe('OK');
  });
});
