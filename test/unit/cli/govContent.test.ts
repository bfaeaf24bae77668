import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readContent, scopeNames, type ContentOptions } from '../../../node/cli/govContent.ts';
import { defaultGenesis, defaultSeries, usdcToken, wethToken } from '../../../node/exchange/defaultGenesis.ts';
import { parametersOf } from '../../../node/exchange/parameters/parametersOf.ts';
import { feeTierScope, parameterRules, seriesScope, tokenScope } from '../../../node/types/parameters.ts';
import { WitanError } from '../../../node/types/fault.ts';
import { zeroAddress, zeroHash } from '../../../node/types/ids.ts';
import { timeMs } from '../../../node/types/units.ts';

const genesis = { ...defaultGenesis(zeroHash, timeMs(1), zeroAddress), series: defaultSeries, tokens: [usdcToken, wethToken] }; // prettier-ignore
const { listings } = parametersOf(genesis);
const names = scopeNames(listings, genesis);
const read = (options: ContentOptions) => readContent(options, names, listings);

const folder = mkdtempSync(join(tmpdir(), 'witan-gov-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (content: unknown): string => {
  const path = join(folder, 'listing.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
const codeOf = (options: ContentOptions): string => {
  try {
    read(options);
  } catch (error) {
    if (error instanceof WitanError) return error.code;
    throw error;
  }
  return 'taken';
};

describe('what a proposal changes', () => {
  test.each([
    ['BTC_USDC-PERPETUAL.initialMarginPpb=120000000', 1, 'initialMarginPpb', 120_000_000],
    ['BTC_USDC-FUTURES.maxOrderLots=5', seriesScope + 1, 'maxOrderLots', 5],
    ['ETH_USDC-OPTIONS.leastInitialMarginPpb=120000000', seriesScope + 4, 'leastInitialMarginPpb', 120_000_000],
    ['WETH.initialHaircutPpb=200000000', tokenScope + 1, 'initialHaircutPpb', 200_000_000],
    ['feeTier2.makerPpb=-90000', feeTierScope + 2, 'makerPpb', -90_000],
    ['exchange.validatorsPpb=250000000', 0, 'validatorsPpb', 250_000_000],
  ])('%s is read by name', (set, scope, name, value) => {
    const parameter = parameterRules.find((rule) => rule.name === name)!.id;
    expect(read({ set: [set] })).toEqual({ listings: [], changes: [{ scope, parameter, value }] });
  });

  test('a halt is status 2', () => {
    expect(read({ halt: ['ETH_USDC-PERPETUAL'] }).changes).toEqual([{ scope: 2, parameter: 1, value: 2 }]);
  });

  test.each([
    '',
    'BTC_USDC-PERPETUAL',
    'BTC.x=1',
    'BTC_USDC-PERPETUAL.initialMarginPpb=1e8',
    'BTC_USDC-PERPETUAL.nothing=1',
    'BTC_USDC-PERPETUAL.initialMarginPpb=1',
    'feeTier9.takerPpb=1',
  ])(
    // prettier-ignore
    '%j is refused with one line',
    (set) => expect(codeOf({ set: [set] })).toBe('FLAG_INVALID'),
  );

  test('nothing at all is refused', () => expect(codeOf({})).toBe('FLAG_INVALID'));
});

describe('a listing', () => {
  const like = { scope: 3, kind: 'perpetual', name: 'SOL_USDC-PERPETUAL', like: 'BTC_USDC-PERPETUAL', values: { feed: 3, marketGroup: 3 } }; // prettier-ignore

  test('takes what it does not name from the market that it is like', () => {
    const [listing] = read({ list: [file(like)] }).listings;
    const btc = listings.find(({ scope }) => scope === 1)!;
    expect(listing!.values.map(({ parameter }) => parameter)).toEqual(btc.values.map(({ parameter }) => parameter));
    expect(listing!.values.filter(({ value }, i) => value !== btc.values[i]!.value).map(({ value }) => value)).toEqual([3, 3]); // prettier-ignore
    expect(listing).toMatchObject({ scope: 3, kind: 'perpetual', name: 'SOL_USDC-PERPETUAL' });
  });

  test.each<[string, unknown]>([
    ['no JSON', '{'],
    ['null', null],
    ['a list', []],
    ['no kind', { ...like, kind: 'swap' }],
    ['a field that means nothing', { ...like, color: 'red' }],
    ['a value that its kind has not', { ...like, values: { takerPpb: 1 } }],
    ['a value out of bounds', { ...like, values: { openOrdersMax: 1_001 } }],
    ['a value that is no integer', { ...like, values: { openOrdersMax: 1.5 } }],
    ['a model that is not listed', { ...like, like: 'XRP_USDC-PERPETUAL' }],
    ['values left out, and no model', { ...like, like: undefined }],
  ])('with %s is refused', (_, content) => expect(codeOf({ list: [file(content)] })).toBe('LISTING_INVALID'));

  test('that is not there is refused', () => {
    expect(codeOf({ list: [join(folder, 'missing.json')] })).toBe('LISTING_MISSING');
  });
});
