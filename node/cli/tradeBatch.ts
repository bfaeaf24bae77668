import { batchOperationsMax, sliceCountMax } from '../types/transaction.ts';
import { WitanError } from '../types/fault.ts';
import { isHash, type Hash } from '../types/ids.ts';
import type { FinalResult, OperationRequest } from '../sdk/index.ts';
import { readText } from './readText.ts';
import { integer, listOf, shown, such, text, type Shape } from './shape.ts';
import { comboRequest } from './tradeCombo.ts';
import { cancelRequest, orderRequest, replaceRequest, type OrderWish, type ReplaceWish } from './tradeOrders.ts';
import { signOptions, type SigningOptions } from './tradeOptions.ts';
import { marketOf, requireOk, trade, type Said, type Venue } from './tradeSession.ts';

const word = text(/^\S{1,64}$/, 'a word');
const flag = such((value) => value === true, 'true, or left out');
const oneOf = (...values: readonly string[]): Shape =>
  such((value) => values.includes(value as string), `one of ${values.join(', ')}`);
const hash = such((value) => typeof value === 'string' && isHash(value), '0x and 64 lower-case hex digits');

/** The fields of a line by its `op`: those of the commands of the same name; `true` marks the ones that must be there. */
const fieldsOf: Readonly<Record<string, Readonly<Record<string, readonly [Shape, isNeeded?: true]>>>> = {
  place: {
    market: [word, true],
    side: [oneOf('buy', 'sell'), true],
    size: [word, true],
    price: [word],
    tif: [oneOf('GTC', 'IOC', 'FOK')],
    postOnly: [flag],
    slide: [flag],
    display: [word],
    goodFor: [integer(1, 31_536_000)],
    reduceOnly: [flag],
    clientId: [integer(0)],
    label: [word],
    stop: [word],
    takeProfit: [word],
    trailing: [word],
    triggerOn: [oneOf('mark', 'index', 'last')],
    oco: [integer(1)],
    peg: [oneOf('mark', 'mid')],
    pegOffset: [word],
    makerGroup: [integer(1, 16)],
    slices: [integer(2, sliceCountMax)],
    every: [integer(1, 86_400)],
  },
  cancel: { order: [hash, true] },
  replace: {
    order: [hash, true],
    market: [word, true],
    price: [word, true],
    size: [word, true],
    postOnly: [flag],
  },
  combo: {
    legs: [listOf(word), true],
    size: [integer(1), true],
    price: [word, true],
    tif: [oneOf('GTC', 'IOC', 'FOK')],
    postOnly: [flag],
    goodFor: [integer(1, 31_536_000)],
    cancelOwn: [flag],
    clientId: [integer(0)],
    label: [word],
  },
};

type ComboWish = Omit<Parameters<typeof comboRequest>[2], 'clientId'> & { readonly legs: readonly string[] };

type Line = Readonly<Record<string, unknown>> & { readonly op: string; readonly order: Hash; readonly market: string };

function refuse(path: string, line: number, what: string): never {
  throw new WitanError('BATCH_FILE_INVALID', `Line ${line} of ${path}: ${what}.`, 'Nothing was sent.');
}

function readLine(path: string, written: string, number: number): Line {
  let value: unknown;
  try {
    value = JSON.parse(written);
  } catch {
    refuse(path, number, 'it is no JSON');
  }
  if (typeof value !== 'object' || value === null) refuse(path, number, 'it is no JSON object');
  const line = value as Line;
  const fields = Object.hasOwn(fieldsOf, line.op) ? fieldsOf[line.op]! : undefined;
  if (fields === undefined) refuse(path, number, `op must be one of ${Object.keys(fieldsOf).join(', ')}`);
  for (const [key, given] of Object.entries(line)) {
    if (key === 'op') continue;
    if (!Object.hasOwn(fields, key)) refuse(path, number, `${shown(key)} means nothing here`);
    const wrong = fields[key]![0](given, key);
    if (wrong !== undefined) refuse(path, number, wrong);
  }
  const missing = Object.keys(fields).find((key) => fields[key]![1] === true && !Object.hasOwn(line, key));
  if (missing !== undefined) refuse(path, number, `${missing} is missing`);
  return line;
}

/** The operations of a file. Errors: BATCH_FILE_*, MARKET_UNKNOWN, ARGUMENT_INVALID, PRICE_OFF_TICK, SIZE_OFF_LOT. */
export function readBatch(path: string, content: string, network: Venue): OperationRequest[] {
  const lines = content.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0 || lines.length > batchOperationsMax) {
    const message = `${path} has ${lines.length} operations; a batch has 1 to ${batchOperationsMax}.`;
    throw new WitanError('BATCH_FILE_INVALID', message, 'Nothing was sent.');
  }
  return lines.map((written, at): OperationRequest => {
    const line = readLine(path, written, at + 1);
    if (line.op === 'cancel') return { cancel: cancelRequest(line.order) };
    if (line.op === 'combo') {
      const { legs, ...wish } = line as unknown as ComboWish;
      return { combo: comboRequest(network, legs, { clientId: 0, ...wish }) };
    }
    const market = marketOf(network, line.market);
    if (line.op === 'replace') {
      return { replace: replaceRequest(market, line.order, line as unknown as ReplaceWish) };
    }
    return { place: orderRequest(market, { clientId: 0, ...line } as unknown as OrderWish) };
  });
}

export const sendBatch = (path: string, options: SigningOptions & { readonly atomic?: true }): Promise<void> =>
  trade(options, true, async (client, venue) => {
    const hint = 'One JSON object a line: docs/guide-traders.md, Batches.';
    const content = readText(path, { what: 'batch', missing: 'BATCH_FILE_MISSING', unreadable: 'BATCH_FILE_UNREADABLE', hint }); // prettier-ignore
    const operations = readBatch(path, content, venue);
    const submitted = await client.batch(operations, options.atomic === true, signOptions(options));
    return batchSaid(requireOk(await submitted.final()));
  });

/** What came of each operation. */
export const operationsOf = (events: FinalResult['events']) =>
  events
    .filter(({ type }) => type === 'operation')
    .map(({ position, kind, order, code, missing }) => ({ position, kind, order, code, missing }));

function batchSaid({ hash, height, code, events, verified }: FinalResult): Said {
  const operations = operationsOf(events);
  const lines = operations.map(({ position, kind, order, code: outcome }) => `${Number(position) + 1} ${kind} ${order}: ${outcome}`); // prettier-ignore
  return { record: { hash, code, height, verified, operations }, lines: [`batch ${hash}, final at height ${height}`, ...lines] };
} // prettier-ignore
