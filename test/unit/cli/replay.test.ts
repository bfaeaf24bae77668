import { describe, expect, test } from 'vitest';
import type { ReplayEvent } from '../../../node/cli/replayEvents.ts';
import { ReplayReader } from '../../../node/cli/replayReader.ts';
import { ReplayRun } from '../../../node/cli/replayRun.ts';
import { ReplayCounts } from '../../../node/cli/replaySummary.ts';

type Line = Readonly<Record<string, unknown>>;

/** Runs lines; the events, without those of funding and prices, and the summary. */
function play(...lines: readonly Line[]) {
  const reader = new ReplayReader('test');
  const operations = lines.map((line) => reader.read(JSON.stringify(line)));
  const run = new ReplayRun(reader.header);
  const counts = new ReplayCounts();
  const events: ReplayEvent[] = [];
  operations.forEach((operation, position) => {
    if (operation === undefined) return;
    const told = run.run(operation, position + 1);
    counts.count(told);
    events.push(...told);
  });
  return { events, summary: counts.summary(run.state) };
}

const ofEvent = (events: readonly ReplayEvent[], name: string) => events.filter(({ event }) => event === name);
const buy = (id: string, price: number, size: number, more: Line = {}): Line => ({ op: 'place', id, account: 'a', side: 'buy', price, size, ...more }); // prettier-ignore
const sell = (id: string, price: number, size: number, more: Line = {}): Line => ({ op: 'place', id, account: 'b', side: 'sell', price, size, ...more }); // prettier-ignore

describe('a replay', () => {
  test('has fills with the ids of the file, and sums up', () => {
    const { events, summary } = play(buy('x/1', 100_000, 3), buy('x/2', 100_000, 3), sell('2', 99_990, 4));
    expect(ofEvent(events, 'fill')).toEqual([
      expect.objectContaining({ line: 3, maker: 'x/1', taker: '2', price: 100_000, size: 3, makerAccount: 'a' }),
      expect.objectContaining({ line: 3, maker: 'x/2', taker: '2', price: 100_000, size: 1, takerAccount: 'b' }),
    ]);
    expect(summary).toMatchObject({ ops: 3, fills: 2, volume: 4, restingOrders: 1, openInterest: 4, bestBid: 100_000 });
    expect(summary.accounts).toMatchObject([
      { account: 'a', position: 4, openOrders: 1 },
      { account: 'b', position: -4, openOrders: 0 },
    ]);
  });

  test('funds who acts without a deposit, and nobody else', () => {
    const { events } = play(
      { op: 'header', funding: 5_000_000_000 },
      { op: 'deposit', account: 'a', amount: 1_000_000 },
      buy('1', 100_000, 100),
      sell('2', 100_010, 100),
    );
    expect(ofEvent(events, 'deposit').map(({ account, amount }) => [account, amount])).toEqual([
      ['a', 1_000_000],
      ['b', 5_000_000_000],
    ]);
    expect(ofEvent(events, 'rejected')).toMatchObject([{ line: 3, op: 'place', id: '1', code: 'MARGIN_TOO_LOW' }]);
  });

  test('sends a TWAP in slices, each in its own block', () => {
    const cut = { type: 'twap', sliceCount: 3, sliceIntervalMs: 1_000 };
    const { events, summary } = play(
      sell('s', 100_000, 100),
      buy('limit', 100_000, 7, cut),
      buy('market', 0, 3, { ...cut, price: undefined }),
      buy('limit', 100_000, 7, cut),
      { op: 'time', ms: 1_000 },
      { op: 'cancel', id: 'market' },
      { op: 'time', ms: 1_000 },
      buy('brief', 100_000, 3, { ...cut, sliceIntervalMs: 1 }),
    );
    const slices = ofEvent(events, 'sliced').map(({ line, id, slice, size }) => [line, id, slice, size]);
    expect(slices).toEqual([[2, 'limit', 1, 3], [3, 'market', 1, 1], [5, 'limit', 2, 2], [5, 'market', 2, 1], [7, 'limit', 3, 2]]); // prettier-ignore
    expect(ofEvent(events, 'rejected').map(({ line, code }) => [line, code])).toEqual([
      [4, 'ID_IN_USE'],
      [8, 'SLICES_INVALID'],
    ]);
    expect(ofEvent(events, 'canceled')).toMatchObject([{ id: 'market', remaining: 1, reason: 'CANCELED' }]);
    expect(summary.openInterest).toBe(9);
  });

  test('shows an iceberg part for part, ends a GTT order in time, and lets a post-only order slide', () => {
    const { events } = play(
      { op: 'place', id: 'ice', account: 'a', side: 'sell', price: 100_000, size: 10, displaySize: 4 },
      { op: 'place', id: '2', account: 'b', side: 'buy', price: 100_000, size: 5 },
      { op: 'place', id: 'brief', account: 'a', side: 'sell', price: 100_050, size: 1, goodTillMs: 1_699_999_200_010 },
      { op: 'place', id: 'slid', account: 'b', side: 'buy', price: 100_100, size: 1, postOnly: true, slide: true },
      { op: 'time', ms: 20 },
    );
    const rested = ofEvent(events, 'rested').map(({ id, price, size }) => [id, price, size]);
    expect(rested).toEqual([['ice', 100_000, 4], ['ice', 100_000, 4], ['brief', 100_050, 1], ['slid', 99_999, 1]]); // prettier-ignore
    expect(ofEvent(events, 'canceled')).toMatchObject([{ line: 5, id: 'brief', reason: 'GOOD_TILL' }]);
  });

  test('replaces for the owner: what a line leaves out stays as it is', () => {
    const { events, summary } = play(
      buy('1', 100_000, 3),
      { op: 'replace', id: '1', price: 99_000 },
      { op: 'replace', id: '1', size: 2, stp: 'decrement' },
      { op: 'replace', id: '2', size: 2 },
    );
    expect(ofEvent(events, 'replaced')).toMatchObject([
      { line: 2, id: '1', price: 99_000, size: 3, shown: 0 },
      { line: 3, id: '1', price: 99_000, size: 2, shown: 2 },
    ]);
    expect(events.at(-1)).toMatchObject({ line: 4, event: 'rejected', op: 'replace', id: '2', code: 'ORDER_UNKNOWN' });
    expect(summary).toMatchObject({ restingOrders: 1, bestBid: 99_000 });
  });

  test('executes batches, whose orders have the ids of the file afterwards', () => {
    const place = (id: string, price: number) => ({ op: 'place', id, side: 'buy', price, size: 3 });
    const { events, summary } = play(
      { op: 'batch', account: 'a', operations: [place('x', 99_000), place('y', 98_000), { op: 'cancel', id: 'x' }] },
      { op: 'batch', account: 'a', operations: [place('z', 97_000), { op: 'cancel', id: 'x' }] },
      { op: 'batch', account: 'a', atomic: false, operations: [place('z', 97_000), { op: 'cancel', id: 'x' }] },
      { op: 'batch', account: 'a', operations: [place('z', 97_000)] },
      sell('s', 98_000, 1),
      { op: 'cancel', id: 'y' },
      buy('x', 96_000, 1),
    );
    expect(ofEvent(events, 'operation').map(({ line, id, code }) => [line, id, code])).toEqual([
      [1, 'x', 'OK'],
      [1, 'y', 'OK'],
      [1, 'x', 'OK'],
      [2, 'x', 'ORDER_UNKNOWN'],
      [3, 'z', 'OK'],
      [3, 'x', 'ORDER_UNKNOWN'],
    ]);
    expect(ofEvent(events, 'rejected').map(({ line, op, code }) => [line, op, code])).toEqual([
      [2, 'batch', 'ORDER_UNKNOWN'],
      [4, 'batch', 'ID_IN_USE'],
    ]);
    expect(ofEvent(events, 'fill')).toMatchObject([{ maker: 'y', taker: 's' }]);
    expect(ofEvent(events, 'canceled')).toMatchObject([{ line: 1, id: 'x' }, { line: 6, id: 'y', remaining: 2 }]); // prettier-ignore
    expect(summary).toMatchObject({ restingOrders: 2, bestBid: 97_000 });
  });

  test('cancels by side and label', () => {
    const { events } = play(
      buy('1', 100_000, 3, { label: 'grid' }),
      buy('2', 99_000, 3),
      { op: 'massCancel', account: 'a', label: 'grid' },
      { op: 'massCancel', account: 'a', side: 'sell' },
    );
    expect(ofEvent(events, 'canceled')).toMatchObject([{ line: 3, id: '1', reason: 'CANCELED_ALL' }]);
  });

  test('lets orders wait for their price, and triggers them', () => {
    const { events, summary } = play(
      buy('1', 0, 2, { type: 'stop', triggerPrice: 100_100, triggerSource: 'index', price: undefined }),
      sell('2', 100_050, 3, { type: 'trailing-stop', trailingOffset: 40, triggerSource: 'last' }),
      sell('3', 100_100, 1),
      sell('3b', 100_100, 5),
      sell('2', 100_090, 3, { type: 'trailing-stop', trailingOffset: 40, triggerSource: 'index' }),
      buy('1', 90_000, 1),
      { op: 'mark', price: 100_100 },
      { op: 'cancel', id: '2' },
    );
    expect(ofEvent(events, 'rejected').map(({ line, code }) => [line, code])).toEqual([
      [2, 'FEED_STALE'],
      [6, 'ID_IN_USE'],
    ]);
    expect(ofEvent(events, 'triggered')).toMatchObject([{ line: 7, id: '1', triggerSource: 'index', triggerPrice: 100_100 }]); // prettier-ignore
    expect(ofEvent(events, 'fill')).toMatchObject([{ taker: '1', maker: '3' }, { taker: '1', maker: '3b' }]); // prettier-ignore
    expect(ofEvent(events, 'canceled')).toMatchObject([{ line: 8, id: '2', reason: 'CANCELED' }]);
    expect(summary.accounts).toMatchObject([{ account: 'a', position: 2 }, { account: 'b', position: -2 }]); // prettier-ignore
  });

  test('lets pegged orders follow their reference', () => {
    const { events, summary } = play(
      buy('1', 200_000, 2, { type: 'pegged', pegOffset: -7 }),
      buy('2', 200_000, 2, { type: 'pegged', pegSource: 'mid' }),
      { op: 'mark', price: 100_010 },
      { op: 'replace', id: '1', size: 1 },
    );
    expect(ofEvent(events, 'rested').map(({ id, price }) => [id, price])).toEqual([['1', 99_993], ['1', 100_003]]); // prettier-ignore
    expect(ofEvent(events, 'rejected')).toMatchObject([{ line: 2, id: '2', code: 'REFERENCE_UNKNOWN' }]);
    expect(ofEvent(events, 'replaced').at(-1)).toMatchObject({ line: 4, price: 100_003, size: 1, shown: 1 });
    expect(summary).toMatchObject({ restingOrders: 1, bestBid: 100_003 });
  });

  test('lets one order cancel the other', () => {
    const { events } = play(
      buy('1', 99_000, 2, { ocoGroup: 5 }),
      buy('2', 98_000, 2, { ocoGroup: 5 }),
      sell('s', 99_000, 1),
      buy('3', 98_000, 2, { ocoGroup: 5 }),
    );
    expect(ofEvent(events, 'canceled')).toMatchObject([{ line: 3, id: '2', reason: 'OCO', remaining: 2 }]);
    expect(ofEvent(events, 'rejected')).toMatchObject([{ line: 4, id: '3', code: 'OCO_TRADED' }]);
  });

  test("cancels all of an account when its dead-man's switch passes", () => {
    const { events } = play(
      buy('1', 99_000, 2),
      sell('2', 100_100, 1),
      { op: 'cancelAllAfter', account: 'a', timeoutMs: 5 },
      { op: 'time', ms: 4 },
      { op: 'time', ms: 1 },
      { op: 'cancelAllAfter', account: 'b', timeoutMs: 86_400_001 },
    );
    expect(ofEvent(events, 'deadlineSet')).toMatchObject([{ line: 3, account: 'a' }]);
    expect(ofEvent(events, 'deadlinePassed')).toMatchObject([{ line: 5, account: 'a' }]);
    expect(ofEvent(events, 'canceled')).toMatchObject([{ line: 5, id: '1', reason: 'DEADLINE' }]);
    expect(ofEvent(events, 'rejected')).toMatchObject([{ line: 6, op: 'cancelAllAfter', code: 'TIMEOUT_INVALID' }]);
  });

  test('protects a market maker', () => {
    const { events } = play(
      { op: 'protect', account: 'b', group: 1, windowMs: 500, frozenMs: 3, quantityMax: 2 },
      sell('1', 100_000, 2, { makerGroup: 1 }),
      sell('2', 100_010, 2, { makerGroup: 1 }),
      buy('3', 100_010, 4),
      sell('4', 100_020, 1, { makerGroup: 1 }),
      { op: 'time', ms: 2 },
      sell('5', 100_020, 1, { makerGroup: 1 }),
      { op: 'protect', account: 'b', group: 17, quantityMax: 2 },
    );
    expect(ofEvent(events, 'fill')).toMatchObject([{ line: 4, maker: '1', size: 2 }]);
    expect(ofEvent(events, 'protectionTriggered')).toMatchObject([{ line: 4, account: 'b', group: 1, quantity: 2 }]);
    expect(ofEvent(events, 'canceled')).toMatchObject([{ line: 4, id: '2', reason: 'MARKET_MAKER_PROTECTION' }]);
    expect(ofEvent(events, 'rejected')).toMatchObject([
      { line: 5, id: '4', code: 'MAKER_GROUP_FROZEN' },
      { line: 8, op: 'setProtection', code: 'PROTECTION_INVALID' },
    ]);
  });

  test('auctions what liquidation has not closed', () => {
    const { events } = play(
      { op: 'deposit', account: 'a', amount: 1_100_000_000 },
      sell('1', 100_000, 10_000),
      buy('2', 100_000, 10_000),
      { op: 'mark', price: 91_000 },
      { op: 'bid', account: 'c', liquidated: 'a', fractionPpb: 250_000_000, payMax: -1_000_000_000 },
      { op: 'bid', account: 'c', liquidated: 'a', fractionPpb: 250_000_000 },
      { op: 'bid', account: 'c', liquidated: 'a', liquidatedSubaccount: 1, fractionPpb: 250_000_000 },
    );
    expect(ofEvent(events, 'auctionStarted')).toMatchObject([{ line: 4, account: 'a', subaccount: 0 }]);
    expect(ofEvent(events, 'auctionBid')).toMatchObject([{ line: 6, account: 'a', counterparty: 'c' }]);
    expect(ofEvent(events, 'auctionTrade')).toMatchObject([{ line: 6, account: 'a', counterparty: 'c', lots: 2_500 }]);
    expect(ofEvent(events, 'rejected')).toMatchObject([
      { line: 5, op: 'bid', code: 'PAY_TOO_HIGH' },
      { line: 7, op: 'bid', code: 'AUCTION_UNKNOWN' },
    ]);
  });

  test('margins a subaccount as a portfolio', () => {
    const header = { op: 'header', otherMarkets: [{}] };
    const { events } = play(
      header,
      { op: 'deposit', account: 'a', amount: 1_800_000 },
      buy('1', 100_000, 10),
      { op: 'marginMode', account: 'a', mode: 'portfolio' },
      { op: 'deposit', account: 'a', amount: 200_001 },
      { op: 'marginMode', account: 'a', mode: 'portfolio' },
      buy('2', 100_000, 1),
      { op: 'marginMode', account: 'a', mode: 'standard' },
      buy('3', 100_000, 9),
    );
    expect(ofEvent(events, 'marginModeSet').map(({ line, account, mode }) => [line, account, mode])).toEqual([[6, 'a', 'portfolio'], [8, 'a', 'standard']]); // prettier-ignore
    expect(ofEvent(events, 'rejected').map(({ line, op, code, missing }) => [line, op, code, missing])).toEqual([
      [4, 'setMarginMode', 'MARGIN_TOO_LOW', 200_001],
      [7, 'place', 'MARGIN_TOO_LOW', expect.any(Number)],
    ]);
  });

  test('limits what a subaccount may come to', () => {
    const { events } = play(
      { op: 'header', otherMarkets: [{}] },
      { op: 'riskLimits', account: 'a', deltaMaxPpb: 500_000 },
      buy('1', 100_000, 6),
      buy('2', 100_000, 5),
      { ...buy('3', 100_000, 6), market: 2 },
      { op: 'riskLimits', account: 'a' },
      buy('4', 100_000, 6),
    );
    expect(ofEvent(events, 'riskLimitsSet').map(({ line, feed, deltaMaxPpb }) => [line, feed, deltaMaxPpb])).toEqual([[2, 1, 500_000], [6, 1, 0]]); // prettier-ignore
    expect(ofEvent(events, 'rejected').map(({ line, id, code }) => [line, id, code])).toEqual([[3, '1', 'DELTA_LIMIT']]); // prettier-ignore
  });

  test('names the orders of a mass quote after its id; what stays keeps its name', () => {
    const quote = (id: string, ...quotes: readonly Line[]): Line => ({ op: 'massQuote', id, account: 'b', group: 1, quotes }); // prettier-ignore
    const { events, summary } = play(
      { op: 'protect', account: 'b', group: 1, quantityMax: 100 },
      quote('q', { bidPrice: 99_990, bidSize: 2, askPrice: 100_010, askSize: 3 }),
      quote('r', { bidPrice: 99_990, bidSize: 2, askPrice: 100_020, askSize: 3 }, { askPrice: 100_030, askSize: 1 }),
      buy('1', 100_030, 4),
      quote('q', { askPrice: 100_010, askSize: 3 }),
      quote('s', { bidPrice: 99_990, bidSize: 2, askPrice: 99_990, askSize: 3 }),
    );
    expect(ofEvent(events, 'operation').map(({ line, position, id, code }) => [line, position, id, code])).toEqual([
      [2, 0, 'q/0', 'OK'],
      [2, 1, 'q/1', 'OK'],
      [3, 0, 'q/0', 'OK'],
      [3, 1, 'r/1', 'OK'],
      [3, 3, 'r/3', 'OK'],
    ]);
    expect(ofEvent(events, 'canceled')).toMatchObject([{ line: 3, id: 'q/1', reason: 'REQUOTED' }]);
    expect(ofEvent(events, 'fill')).toMatchObject([{ maker: 'r/1', size: 3 }, { maker: 'r/3', size: 1 }]); // prettier-ignore
    expect(ofEvent(events, 'rejected')).toMatchObject([
      { line: 5, op: 'massQuote', id: 'q', code: 'ID_IN_USE' },
      { line: 6, op: 'massQuote', id: 's', code: 'QUOTES_INVALID' },
    ]);
    expect(summary).toMatchObject({ restingOrders: 1, bestBid: 99_990 });
  });

  test('has combos over the markets that its header lists, each with its index', () => {
    const second = { market: 2 };
    const legs = [{ market: 1, side: 'buy', ratio: 1 }, { market: 2, side: 'sell', ratio: 2 }]; // prettier-ignore
    const combo = (id: string, limit: number, more: Line = {}): Line => ({ op: 'combo', id, account: 'c', legs, size: 3, limit, ...more }); // prettier-ignore
    const { events, summary } = play(
      { op: 'header', otherMarkets: [{ name: 'TWO', price: 40_000 }] },
      sell('s', 100_000, 5),
      buy('b', 40_000, 4, second),
      combo('far', 199_999),
      combo('whole', 200_000, { tif: 'FOK' }),
      combo('s', 200_000),
      combo('part', 200_000, { label: 'x' }),
      { op: 'mark', ...second, price: 41_000 },
      { op: 'replace', id: 's', price: 100_010 },
      { op: 'cancel', id: 's' },
    );
    expect(ofEvent(events, 'combo').map(({ line, id, legs: told, units, cost }) => [line, id, told, units, cost])).toEqual([
      [4, 'far', '1:1,2:-2', 0, 0],
      [7, 'part', '1:1,2:-2', 2, 400_000],
    ]);
    expect(ofEvent(events, 'comboCanceled')).toMatchObject([{ id: 'far', remaining: 3, reason: 'IOC' }, { id: 'part', remaining: 1 }]); // prettier-ignore
    expect(ofEvent(events, 'rejected')).toMatchObject([
      { line: 5, op: 'combo', id: 'whole', code: 'FOK_NOT_FILLABLE' },
      { line: 6, op: 'combo', id: 's', code: 'ID_IN_USE' },
    ]);
    const fills = ofEvent(events, 'fill');
    expect(fills).toMatchObject([{ taker: 'part', price: 100_000, size: 2 }, { taker: 'part', market: 2, price: 40_000, size: 4 }]); // prettier-ignore
    expect(fills[0]).not.toHaveProperty('market');
    expect(ofEvent(events, 'mark').map(({ market, indexPerLot }) => [market, indexPerLot])).toEqual([
      [undefined, 1_000_000],
      [2, 400_000],
      [2, 410_000],
    ]);
    expect(summary.accounts).toMatchObject([
      { account: 'b', position: -2, otherPositions: { 2: 0 } },
      { account: 'a', position: 0, otherPositions: { 2: 4 } },
      { account: 'c', position: 2, otherPositions: { 2: -4 } },
    ]);
  }); // prettier-ignore

  test('lets combos rest and meet, by their ids, which stand for them until they are over', () => {
    const leg = (market: number, side: string, ratio: number) => ({ market, side, ratio });
    const pair = { legs: [leg(1, 'buy', 1), leg(2, 'sell', 2)], account: 'a', size: 3, limit: 200_000 };
    const riap = { legs: [leg(1, 'sell', 1), leg(2, 'buy', 2)], account: 'b', size: 2, limit: -200_000 };
    const { events, summary } = play(
      { op: 'header', otherMarkets: [{ name: 'TWO', price: 40_000 }] },
      { op: 'combo', id: 'bid', ...pair, tif: 'GTC' },
      { op: 'combo', id: 'bid', ...pair },
      { op: 'combo', id: 'late', ...pair, goodTillMs: 1_700_000_000_000 },
      { op: 'combo', id: 'post', ...riap, postOnly: true },
      { op: 'combo', id: 'ask', ...riap },
      { op: 'cancel', id: 'bid' },
      { op: 'combo', id: 'bid', ...pair, tif: 'FOK' },
    );
    expect(ofEvent(events, 'comboRested')).toMatchObject([{ id: 'bid', legs: '1:1,2:-2', size: 3 }, { id: 'late', size: 3 }]);
    expect(ofEvent(events, 'comboFill')).toMatchObject([{ line: 6, maker: 'bid', taker: 'ask', units: 2, price: -200_000 }]);
    expect(ofEvent(events, 'fill')).toMatchObject([{ price: 100_000, size: 2 }, { market: 2, price: 40_000, size: 4 }]);
    expect(ofEvent(events, 'comboCanceled')).toMatchObject([{ line: 7, id: 'bid', remaining: 1, reason: 'CANCELED' }]);
    expect(summary.rejections).toEqual({ ID_IN_USE: 1, POST_ONLY_WOULD_TAKE: 1, FOK_NOT_FILLABLE: 1 });
  }); // prettier-ignore

  test('has combos in batches', () => {
    const legs = [{ market: 1, side: 'buy', ratio: 1 }, { market: 2, side: 'sell', ratio: 2 }];
    const combo = { op: 'combo', legs, size: 3, limit: 200_000, tif: 'GTC' };
    const { events } = play(
      { op: 'header', otherMarkets: [{ name: 'TWO', price: 40_000 }] },
      { op: 'batch', account: 'a', operations: [{ ...combo, id: 'one' }, { ...combo, id: 'two' }, { op: 'cancel', id: 'one' }] },
      { op: 'batch', account: 'a', operations: [{ ...combo, id: 'two' }] },
    );
    expect(ofEvent(events, 'comboRested').map(({ id }) => id)).toEqual(['one', 'two']);
    expect(ofEvent(events, 'comboCanceled')).toMatchObject([{ id: 'one', reason: 'CANCELED' }]);
    expect(ofEvent(events, 'rejected')).toMatchObject([{ op: 'batch', id: 'two', code: 'ID_IN_USE' }]);
  }); // prettier-ignore

  test('has orders, quotes and protections in every market, and says which; an unknown market is refused', () => {
    const two = { market: 2 };
    const { events } = play(
      { op: 'header', otherMarkets: [{}] },
      { op: 'protect', account: 'b', group: 1, quantityMax: 100, ...two },
      { op: 'massQuote', id: 'q', account: 'b', group: 1, quotes: [{ bidPrice: 99_990, bidSize: 2 }], ...two },
      {
        op: 'batch',
        account: 'a',
        operations: [{ op: 'place', id: '1', side: 'sell', price: 99_990, size: 1, ...two }],
      },
      buy('2', 100_000, 1, { market: 3 }),
    );
    expect(ofEvent(events, 'fill')).toMatchObject([{ maker: 'q/0', taker: '1', market: 2 }]);
    expect(ofEvent(events, 'rejected')).toMatchObject([{ line: 5, code: 'INSTRUMENT_UNKNOWN' }]);
  });

  test('takes an id again when its order is over, not before', () => {
    const { events, summary } = play(buy('1', 100_000, 3), buy('1', 100_000, 3), { op: 'cancel', id: '1' }, buy('1', 99_000, 1)); // prettier-ignore
    expect(ofEvent(events, 'rejected')).toMatchObject([{ line: 2, code: 'ID_IN_USE' }]);
    expect(summary).toMatchObject({ restingOrders: 1, bestBid: 99_000 });
  });

  test('cancels for the owner, and for nobody else', () => {
    const { events } = play(
      buy('1', 100_000, 3, { subaccount: 7 }),
      { op: 'cancel', id: '1', account: 'b' },
      { op: 'cancel', id: '1' },
      { op: 'cancel', id: '1' },
    );
    expect(ofEvent(events, 'canceled')).toMatchObject([{ line: 3, id: '1', subaccount: 7, reason: 'CANCELED' }]);
    expect(ofEvent(events, 'rejected').map(({ line, code }) => [line, code])).toEqual([
      [2, 'ORDER_UNKNOWN'],
      [4, 'ORDER_UNKNOWN'],
    ]);
  });

  test('keeps a tombstone for a cancel that says how long its order could come', () => {
    const ahead = { op: 'cancel', id: '1', account: 'a', orderExpiryMs: 1_699_999_210_000 };
    const { events } = play(ahead, buy('1', 100_000, 3), { op: 'time', ms: 20_000 }, buy('1', 100_000, 3));
    expect(ofEvent(events, 'tombstone')).toMatchObject([{ line: 1, id: '1', account: 'a' }]);
    expect(ofEvent(events, 'rejected')).toMatchObject([{ line: 2, id: '1', code: 'ORDER_CANCELED' }]);
    expect(ofEvent(events, 'rested')).toMatchObject([{ line: 4, id: '1' }]);
  });

  test('follows index, time and stale feeds', () => {
    const { events, summary } = play(
      buy('1', 100_000, 3),
      { op: 'mark', price: 90_000 },
      buy('2', 100_000, 3),
      { op: 'mark', stale: true },
      buy('3', 80_000, 3),
      { op: 'time', ms: 3_600_000 },
      { op: 'mark', price: 90_000 },
      { op: 'time', ms: 3_600_000 },
    );
    expect(ofEvent(events, 'rejected').map(({ line, code }) => [line, code])).toEqual([
      [3, 'PRICE_OUT_OF_BAND'],
      [5, 'FEED_STALE'],
    ]);
    expect(ofEvent(events, 'funding').map(({ line }) => line)).toEqual([7, 8]);
    expect(summary.timeMs).toBe(1_699_999_200_000 + 6 + 2 * 3_600_000);
  });

  test('liquidates who falls below maintenance, with system for the forced order', () => {
    const { events } = play(
      { op: 'deposit', account: 'a', amount: 1_010_000_000 },
      sell('s', 100_000, 10_000, { account: 'm' }),
      buy('l', 100_000, 10_000),
      buy('m', 94_000, 10_000, { account: 'm' }),
      { op: 'mark', price: 94_500 },
    );
    expect(ofEvent(events, 'liquidationStarted')).toMatchObject([{ line: 5, account: 'a' }]);
    expect(ofEvent(events, 'fill').at(-1)).toMatchObject({ maker: 'm', taker: 'system', liquidation: true });
  });
});

describe('a line of a replay is refused', () => {
  const refusal = (...lines: readonly string[]): string => {
    const reader = new ReplayReader('orders.jsonl');
    try {
      lines.forEach((line) => reader.read(line));
      return 'none';
    } catch (error) {
      expect(error).toMatchObject({ code: expect.stringMatching(/^(REPLAY_LINE|GENESIS)_INVALID$/) as string });
      return (error as Error).message;
    }
  };
  const place = { op: 'place', id: '1', account: 'a', side: 'buy', price: 1, size: 1 };
  const combo = (legs: readonly unknown[], more: Line = {}): string =>
    JSON.stringify({ op: 'combo', id: '1', account: 'a', legs, size: 1, limit: 0, ...more });
  const changed = (change: Line): string => JSON.stringify({ ...place, ...change });

  test.each<[string, string]>([
    ['it is no JSON', ''],
    ['it is no JSON', '{'],
    ['it is no JSON object', '[]'],
    ['legs must be two or more', combo([])],
    ['legs must be two or more', combo([{ market: 1, side: 'buy', ratio: 1 }])],
    [
      'legs must be two or more, ascending',
      combo([
        { market: 2, side: 'buy', ratio: 1 },
        { market: 2, side: 'buy', ratio: 1 },
      ]),
    ],
    ['legs[0] must be an object', combo([7])],
    ['legs[0].ratio must be an integer from 1', combo([{ market: 1, side: 'buy', ratio: 0 }])],
    ['legs[0].market must be an integer from 1 to 4', combo([{ market: 5, side: 'buy', ratio: 1 }])],
    ['limit must be an integer', combo([], { limit: 0.5 })],
    ['market must be 1 to 1', '{"op":"mark","market":2,"price":5}'],
    ['market must be 1 to 1', '{"op":"mark","market":2,"stale":true}'],
    ['there may be 4 markets', '{"op":"header","otherMarkets":[{},{},{},{}]}'],
    ['price must be at most', '{"op":"header","otherMarkets":[{"price":10000001}]}'],
    ['it is no JSON object', '7'],
    ['price is missing', '{"op":"place","id":"1","account":"a","side":"buy","size":1,"type":"pegged"}'],
    ['a TWAP, and no other type', changed({ sliceCount: 2, sliceIntervalMs: 1_000 })],
    ['a TWAP, and no other type', changed({ type: 'twap', sliceCount: 2 })],
    ['only pegged orders', changed({ pegOffset: 1 })],
    ['pegOffset must be an integer', changed({ type: 'pegged', pegOffset: 0.5 })],
    ['op must be one of header, place', '{}'],
    ['op must be one of header, place', '{"op":"__proto__"}'],
    ['postonly means nothing here', changed({ postonly: true })],
    ['__proto__ means nothing here', '{"op":"time","ms":1,"__proto__":1}'],
    ['account is missing', '{"op":"place","id":"1","side":"buy","price":1,"size":1}'],
    ['price is missing', '{"op":"place","id":"1","account":"a","side":"buy","size":1}'],
    ['price is missing', '{"op":"mark"}'],
    ['id must be 1 to 32', changed({ id: '' })],
    ['id must be 1 to 32', changed({ id: 1 })],
    ['id must be 1 to 32', changed({ id: 'é' })],
    ['id must be 1 to 32', changed({ id: 'system' })],
    ['account must be 1 to 20', changed({ account: 'x'.repeat(21) })],
    ['side must be one of buy, sell', changed({ side: 'BUY' })],
    ['type must be one of limit', changed({ type: 'Limit' })],
    ['tif must be one of GTC', changed({ tif: 'gtc' })],
    ['stp must be one of cancel-maker', changed({ stp: 'none' })],
    ['price must be an integer', changed({ price: 1.5 })],
    ['price must be an integer', changed({ price: -1 })],
    ['size must be an integer', changed({ size: 2 ** 53 })],
    ['postOnly must be true or false', changed({ postOnly: 1 })],
    ['subaccount must be an integer', changed({ subaccount: 65_536 })],
    ['price must be at most 10000000 ticks', '{"op":"mark","price":10000001}'],
    ['market.depth means nothing here', '{"op":"header","market":{"depth":1}}'],
    ['price must be at most 50 ticks', '{"op":"header","market":{"maxPriceTicks":50}}'],
    ['feeTiers[0] must be an object', '{"op":"header","feeTiers":[1]}'],
    ['operations must be 1 to 100', '{"op":"batch","account":"a","operations":[]}'],
    ['operations[0] must be an object', '{"op":"batch","account":"a","operations":[1]}'],
    ['operations[0].op must be one of place', '{"op":"batch","account":"a","operations":[{"op":"time","ms":1}]}'],
    ['operations[0].account means nothing', `{"op":"batch","account":"a","operations":[${changed({})}]}`],
    ['operations[0].id is missing', '{"op":"batch","account":"a","operations":[{"op":"cancel"}]}'],
    ['label must be up to 32', changed({ label: 'two words' })],
    ['Exchange genesis: ', '{"op":"header","feeTiers":[]}'],
  ])('%s: %s', (what, line) => {
    expect(refusal(line)).toContain(what);
  });

  test('with its number', () => {
    expect(refusal('{"op":"time","ms":1}', '{"op":"header"}')).toBe(
      'Line 2 of orders.jsonl: a header must be the first line.',
    );
  });

  test('when more than a hundred years would pass', () => {
    const year = '{"op":"time","ms":31536000000}';
    expect(refusal(...Array<string>(101).fill(year))).toContain('a hundred years');
  });
});
