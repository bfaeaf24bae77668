import { describe, expect, test } from 'vitest';
import { csvField, csvTitle, readLine, renderLine } from '../../../node/cli/exportFormats.ts';
import { parseBound } from '../../../node/cli/node.ts';
import { columns } from '../../../node/cli/exportRecords.ts';

describe('a field of an export in CSV', () => {
  test.each([
    ['=1+1', `"'=1+1"`],
    ['+1 555', `"'+1 555"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['-cmd|calc', `"'-cmd|calc"`],
    ['\tx', `"'\tx"`],
    ["'quoted", `"''quoted"`],
  ])('that begins like a formula, %j, is text to a spreadsheet', (text, field) => {
    expect(csvField(text)).toBe(field);
  });

  test.each(['-12.5', '-3', '0.000001', 'BTC-PERP', '2026-11-23T14:00:00.000Z', ''])('%j stays as it is', (text) => {
    expect(csvField(text)).toBe(text);
  });

  test('with commas, quotes or line ends is quoted, its quotes doubled', () => {
    expect(csvField('a,b')).toBe('"a,b"');
    expect(csvField('a"b')).toBe('"a""b"');
    expect(csvField('a\r\nb')).toBe('"a\r\nb"');
  });
});

describe('a line of an export', () => {
  const record = {
    ...{ record: 'event', height: 7, time: '2026-11-23T14:00:00.000Z', timeMs: 1_795_442_400_000, index: 0 },
    ...{ type: 'fill', code: '=HYPERLINK("x")', side: '-buy', fee: '-0.5', feeMicroUsdc: '-500000' },
    ...{ data: { label: '=1,"2"', price: 5 }, proof: ['0x12'] },
  };

  test.each(['csv', 'json'] as const)('reads back as it was written: %s', (format) => {
    expect(readLine(format, renderLine(format, record))).toEqual(record);
  });

  test('has a place for every column in CSV, the header line too', () => {
    expect(csvTitle.split(',')).toEqual(columns);
    expect(renderLine('csv', { record: 'end' })).toBe(`end${','.repeat(columns.length - 1)}`);
  });

  test.each([
    ['csv', 'a,b'],
    ['csv', `"open${','.repeat(columns.length - 1)}`],
    ['json', '[1]'],
    ['json', '{'],
  ] as const)('that is none is refused with a code: %s %s', (format, line) => {
    expect(() => readLine(format, line)).toThrow(expect.objectContaining({ code: 'EXPORT_MALFORMED' }));
  });
});

describe('a bound of an export', () => {
  test('is a height or a time with its zone', () => {
    expect(parseBound('120')).toEqual({ height: 120 });
    expect(parseBound('2026-11-23')).toEqual({ timeMs: Date.UTC(2026, 10, 23) });
    expect(parseBound('2026-11-23T14:00:00+01:00')).toEqual({ timeMs: Date.UTC(2026, 10, 23, 13) });
  });

  test.each(['yesterday', '2026-11-23T14:00:00', '-1', '2026-13-01'])('is not %s', (text) => {
    expect(() => parseBound(text)).toThrow('It must be a height');
  });
});
