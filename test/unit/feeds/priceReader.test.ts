import { describe, expect, test } from 'vitest';
import { readPrice, valueAt } from '../../../node/feeds/priceReader.ts';
import { timeMs } from '../../../node/types/units.ts';

const sinceMs = timeMs(1_700_000_000_000);
const nowMs = timeMs(1_700_000_000_050);
const price = (stated: unknown): unknown => readPrice({ stated }, { pricePath: 'stated' }, sinceMs, nowMs);
const time = (stated: unknown, timeUnit?: 's' | 'ms' | 'us' | 'ns'): unknown =>
  readPrice({ price: 1, stated }, { pricePath: 'price', timePath: 'stated', timeUnit }, sinceMs, nowMs);

describe('where a document has its price', () => {
  test('keys and list positions lead to it', () => {
    const document = { data: [{ last: '1.5' }, { last: null }] };
    expect(valueAt(document, 'data.0.last')).toBe('1.5');
    expect(valueAt(document, 'data.1.last')).toBe(null);
  });

  test.each(['data.2.last', 'data.0.last.more', 'nothing', 'toString', '__proto__', 'constructor.name'])(
    '%s leads nowhere',
    (path) => expect(valueAt({ data: [{ last: '1.5' }] }, path)).toBeUndefined(),
  );

  test('what is no object leads nowhere', () => {
    for (const document of [null, 5, 'text', true, []]) expect(valueAt(document, 'a.b')).toBeUndefined();
  });

  test('a document without it is not wrong', () => {
    expect(readPrice({ type: 'hello' }, { pricePath: 'price' }, sinceMs, nowMs)).toBeUndefined();
  });
});

describe('a stated price, USDC per whole unit', () => {
  test.each([
    [60_000.123_456, 60_000_123_456],
    ['60000.123456', 60_000_123_456],
    ['0.0000015', 2],
    [1, 1_000_000],
    ['6.01e4', 60_100_000_000],
    [1e9, 1e15],
  ])('%s is %s micro-USDC', (stated, expected) => {
    expect(price(stated)).toEqual({ price: expected, atMs: sinceMs });
  });

  test.each([
    0,
    -1,
    '0',
    '-5',
    1e-9,
    1.1e9,
    '',
    ' 5',
    '5 ',
    '0x10',
    'NaN',
    'Infinity',
    '1,5',
    null,
    true,
    {},
    [5],
    '1e999',
  ])('%j is none', (stated) => expect(price(stated)).toMatchObject({ code: 'FEED_PRICE_INVALID' }));
});

describe('when it was stated', () => {
  test('without a path, not before the document was asked for', () => {
    expect(price(1)).toEqual({ price: 1_000_000, atMs: sinceMs });
  });

  test.each([
    [1_699_999_999_123, 'ms', 1_699_999_999_123],
    ['1699999999123', undefined, 1_699_999_999_123],
    [1_699_999_999.5, 's', 1_699_999_999_500],
    [1_699_999_999_123_900, 'us', 1_699_999_999_123],
    ['1699999999123900000', 'ns', 1_699_999_999_123],
    ['2023-11-14T22:13:19.123Z', undefined, 1_699_999_999_123],
    ['2023-11-14 22:13:19', 's', 1_699_999_999_000],
    ['2023-11-15T00:13:19+02:00', undefined, 1_699_999_999_000],
  ] as const)('%s in %s', (stated, unit, expected) => {
    expect(time(stated, unit)).toEqual({ price: 1_000_000, atMs: expected });
  });

  test.each([undefined, null, '', 'yesterday', 0, -1, {}, 1e300])('%j is no time', (stated) => {
    expect(time(stated)).toMatchObject({ code: 'FEED_TIME_INVALID' });
  });

  test('a clock a little ahead is read as now, one far ahead is refused', () => {
    expect(time(nowMs + 1_000)).toEqual({ price: 1_000_000, atMs: nowMs });
    expect(time(nowMs + 1_001)).toEqual({ code: 'FEED_TIME_AHEAD', aheadMs: 1_001 });
    expect(time(1_700_000_000, 's')).toMatchObject({ atMs: 1_700_000_000_000 });
  });
});
