import { btcPerpetual, defaultCredits, defaultFeeTiers } from '../exchange/defaultGenesis.ts';
import { comboRatioMax, type SelfTradePrevention, type Side } from '../types/transaction.ts';
import { replayMarketsMax } from './replayHeader.ts';
import { accountPattern, idPattern } from './replayNames.ts';
import { orderTypes, timesInForce, type Operation } from './replayOperations.ts';
import { allOf, integer, listOf, recordOf, shown, such, text, type Shape } from './shape.ts';

// The shape of every line of a replay's file. Meaning of every field: docs/replay.md.

/** A field of a line: its shape, and whether a line may leave it out. */
interface Field {
  readonly shape: Shape;
  readonly isOptional: boolean;
}
type Fields = Readonly<Record<string, Field>>;

export const needed = (shape: Shape): Field => ({ shape, isOptional: false });
const optional = (shape: Shape): Field => ({ shape, isOptional: true });

const flag = such((value) => typeof value === 'boolean', 'true or false');
const oneOf = (...values: readonly string[]): Shape =>
  such((value) => values.includes(value as string), `one of ${values.join(', ')}`);
const id = text(idPattern, '1 to 32 printable ASCII characters without spaces, and not "system"');
const account = text(accountPattern, '1 to 20 printable ASCII characters without spaces, and not "system"');
const label = text(/^[\x21-\x7e]{0,32}$/, 'up to 32 printable ASCII characters without spaces');
const subaccount = optional(integer(0, 65_535));
const amount = integer(0);
const sides: readonly Side[] = ['buy', 'sell'];
const selfTradeModes: readonly SelfTradePrevention[] = ['cancel-maker', 'cancel-taker', 'cancel-both', 'decrement'];
export const dayMs = 86_400_000;

const market = optional(integer(1, replayMarketsMax));
const legShape: Fields = {
  market: needed(integer(1, replayMarketsMax)),
  side: needed(oneOf(...sides)),
  ratio: needed(integer(1, comboRatioMax)),
};

/** Room for `/99` behind it. */
const quoteId = text(
  /^(?!system$)[\x21-\x7e]{1,29}$/,
  '1 to 29 printable ASCII characters without spaces, and not "system"',
);
const quoteShape: Fields = {
  ...{ bidPrice: optional(amount), bidSize: optional(amount) },
  ...{ askPrice: optional(amount), askSize: optional(amount) },
};

/** The fields of a line by its `op`. */
export const fieldsOf: Readonly<Record<Operation['op'], Fields>> = {
  place: {
    id: needed(id),
    account: needed(account),
    subaccount,
    market,
    side: needed(oneOf(...sides)),
    type: optional(oneOf(...orderTypes)),
    price: optional(amount),
    size: needed(amount),
    tif: optional(oneOf(...timesInForce)),
    postOnly: optional(flag),
    slide: optional(flag),
    reduceOnly: optional(flag),
    stp: optional(oneOf(...selfTradeModes)),
    displaySize: optional(amount),
    triggerPrice: optional(amount),
    triggerSource: optional(oneOf('mark', 'index', 'last')),
    trailingOffset: optional(amount),
    sliceCount: optional(amount),
    sliceIntervalMs: optional(amount),
    pegSource: optional(oneOf('mark', 'mid')),
    pegOffset: optional(such(Number.isSafeInteger, 'an integer')),
    ocoGroup: optional(amount),
    makerGroup: optional(amount),
    goodTillMs: optional(amount),
    label: optional(label),
  },
  cancel: { id: needed(id), account: optional(account), subaccount, orderExpiryMs: optional(amount) },
  cancelAll: { account: needed(account), subaccount },
  massCancel: { account: needed(account), subaccount, side: optional(oneOf(...sides, 'any')), label: optional(label) },
  protect: {
    ...{ account: needed(account), subaccount, market, group: needed(amount), windowMs: optional(amount) },
    ...{ frozenMs: optional(amount), quantityMax: optional(amount), deltaMax: optional(amount) },
  },
  marginMode: { account: needed(account), subaccount, mode: needed(oneOf('standard', 'portfolio')) },
  riskLimits: {
    ...{ account: needed(account), subaccount, market, deltaMaxPpb: optional(amount), gammaMaxPpb: optional(amount) },
    vegaMax: optional(amount),
  },
  bid: {
    ...{ account: needed(account), subaccount, liquidated: needed(account), liquidatedSubaccount: subaccount },
    ...{ fractionPpb: needed(integer(0, 1_000_000_000)), payMax: optional(such(Number.isSafeInteger, 'an integer')) },
  },
  massQuote: {
    ...{ id: needed(quoteId), account: needed(account), subaccount, market, group: needed(amount) },
    quotes: needed(listOf(objectOf(quoteShape))),
  },
  combo: {
    ...{ id: needed(id), account: needed(account), subaccount, size: needed(amount) },
    legs: needed(listOf(objectOf(legShape))),
    limit: needed(such(Number.isSafeInteger, 'an integer')),
    ...{ tif: optional(oneOf(...timesInForce)), postOnly: optional(flag), goodTillMs: optional(amount) },
    ...{ stp: optional(oneOf(...selfTradeModes)), label: optional(label) },
  },
  cancelAllAfter: { account: needed(account), subaccount, timeoutMs: needed(amount) },
  replace: {
    id: needed(id),
    account: optional(account),
    subaccount,
    price: optional(amount),
    size: optional(amount),
    postOnly: optional(flag),
    stp: optional(oneOf(...selfTradeModes)),
  },
  batch: {
    account: needed(account),
    subaccount,
    atomic: optional(flag),
    operations: needed(listOf((value, place) => (isObject(value) ? undefined : `${place} must be an object`))),
  },
  mark: { market, price: optional(integer(1)), stale: optional(flag) },
  time: { ms: needed(integer(1, 366 * dayMs)) },
  deposit: { account: needed(account), subaccount, amount: needed(integer(1)) },
};

const marketNumbers = Object.keys(btcPerpetual).filter((key) => !['instrument', 'feed', 'name'].includes(key));
const optionally = (shapes: Readonly<Record<string, Shape>>): Fields =>
  Object.fromEntries(Object.entries(shapes).map(([key, shape]) => [key, optional(shape)]));
const marketShapes = {
  name: text(/^.{1,40}$/, 'a name'),
  ...Object.fromEntries(marketNumbers.map((key) => [key, integer(0)])),
};
const creditRule = recordOf(allOf(defaultCredits.trade, integer(1, 1_000_000_000)));
export const headerFields = optionally({
  startMs: integer(1, 4_102_444_800_000),
  price: integer(1),
  funding: integer(0),
  market: objectOf(optionally(marketShapes)),
  otherMarkets: listOf(objectOf(optionally({ ...marketShapes, price: integer(1) }))),
  feeTiers: listOf(recordOf(allOf(defaultFeeTiers[0]!, such(Number.isSafeInteger, 'an integer')))),
  credits: recordOf({
    ...{ trade: creditRule, reduce: creditRule, cancel: creditRule },
    ...{ collateralPerCreditMicroUsdc: integer(1), volumePerCreditMicroUsdc: integer(1) },
  }),
}); // prettier-ignore

export type Line = Readonly<Record<string, unknown>>;
export const isObject = (value: unknown): value is Line =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object with these fields. */
function objectOf(fields: Fields): Shape {
  return (value, place) => (isObject(value) ? firstWrong(value, fields, `${place}.`) : `${place} must be an object`);
}

/** What is wrong with the fields of an object, except its `op`; undefined where nothing is. */
export function firstWrong(line: Line, fields: Fields, prefix = ''): string | undefined {
  for (const [key, value] of Object.entries(line)) {
    if (key === 'op' && prefix === '') continue;
    if (!Object.hasOwn(fields, key)) return `${prefix}${shown(key)} means nothing here`;
    const wrong = fields[key]!.shape(value, `${prefix}${key}`);
    if (wrong !== undefined) return wrong;
  }
  const missing = Object.keys(fields).find((key) => !fields[key]!.isOptional && !Object.hasOwn(line, key));
  return missing === undefined ? undefined : `${prefix}${missing} is missing`;
}
