import { btcPerpetual, defaultCredits, defaultFeeTiers } from '../exchange/defaultGenesis.ts';
import { batchOperationsMax, quotesMax, type SelfTradePrevention, type Side } from '../types/transaction.ts';
import { WitanError } from '../types/fault.ts';
import { headerOf, type ReplayHeader } from './replayHeader.ts';
import { accountPattern, idPattern } from './replayNames.ts';
import {
  orderTypes,
  timesInForce,
  type Batch,
  type BatchLine,
  type Operation,
  type Place,
} from './replayOperations.ts';
import { allOf, integer, listOf, recordOf, shown, such, text, type Shape } from './shape.ts';

/** A field of a line: its shape, and whether a line may leave it out. */
interface Field {
  readonly shape: Shape;
  readonly isOptional: boolean;
}
type Fields = Readonly<Record<string, Field>>;

const needed = (shape: Shape): Field => ({ shape, isOptional: false });
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
const dayMs = 86_400_000;
/** Longest time that a file may let pass in all. */
const elapsedMsMax = 36_525 * dayMs;

/** Room for `/99` behind it. */
const quoteId = text(
  /^(?!system$)[\x21-\x7e]{1,29}$/,
  '1 to 29 printable ASCII characters without spaces, and not "system"',
);
const quoteShape: Fields = {
  ...{ bidPrice: optional(amount), bidSize: optional(amount) },
  ...{ askPrice: optional(amount), askSize: optional(amount) },
};

const fieldsOf: Readonly<Record<Operation['op'], Fields>> = {
  place: {
    id: needed(id),
    account: needed(account),
    subaccount,
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
    ...{ account: needed(account), subaccount, group: needed(amount), windowMs: optional(amount) },
    ...{ frozenMs: optional(amount), quantityMax: optional(amount), deltaMax: optional(amount) },
  },
  massQuote: {
    ...{ id: needed(quoteId), account: needed(account), subaccount, group: needed(amount) },
    quotes: needed(
      listOf((value, place) =>
        isObject(value) ? firstWrong(value, quoteShape, `${place}.`) : `${place} must be an object`,
      ),
    ),
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
  mark: { price: optional(integer(1)), stale: optional(flag) },
  time: { ms: needed(integer(1, 366 * dayMs)) },
  deposit: { account: needed(account), subaccount, amount: needed(integer(1)) },
};

const marketNumbers = Object.keys(btcPerpetual).filter((key) => !['instrument', 'feed', 'name'].includes(key));
const optionally = (shapes: Readonly<Record<string, Shape>>): Fields =>
  Object.fromEntries(Object.entries(shapes).map(([key, shape]) => [key, optional(shape)]));
const marketFields = optionally({
  name: text(/^.{1,40}$/, 'a name'),
  ...Object.fromEntries(marketNumbers.map((key) => [key, integer(0)])),
});
const creditRule = recordOf(allOf(defaultCredits.trade, integer(1, 1_000_000_000)));
const headerFields = optionally({
  startMs: integer(1, 4_102_444_800_000),
  price: integer(1),
  funding: integer(0),
  market: (value, place) => (isObject(value) ? firstWrong(value, marketFields, `${place}.`) : `${place} must be an object`),
  feeTiers: listOf(recordOf(allOf(defaultFeeTiers[0]!, such(Number.isSafeInteger, 'an integer')))),
  credits: recordOf({
    ...{ trade: creditRule, reduce: creditRule, cancel: creditRule },
    ...{ collateralPerCreditMicroUsdc: integer(1), volumePerCreditMicroUsdc: integer(1) },
  }),
}); // prettier-ignore

type Line = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Line =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is wrong with the fields of an object, except its `op`; undefined where nothing is. */
function firstWrong(line: Line, fields: Fields, prefix = ''): string | undefined {
  for (const [key, value] of Object.entries(line)) {
    if (key === 'op' && prefix === '') continue;
    if (!Object.hasOwn(fields, key)) return `${prefix}${shown(key)} means nothing here`;
    const wrong = fields[key]!.shape(value, `${prefix}${key}`);
    if (wrong !== undefined) return wrong;
  }
  const missing = Object.keys(fields).find((key) => !fields[key]!.isOptional && !Object.hasOwn(line, key));
  return missing === undefined ? undefined : `${prefix}${missing} is missing`;
}

/** Operations that a batch may hold, and what its lines say for themselves elsewhere. */
const batchable = ['place', 'cancel', 'replace'] as const;
const saidByBatch: readonly string[] = ['account', 'subaccount'];

/** Reads the lines of one file, from the first to the last. */
export class ReplayReader {
  readonly #path: string;
  #line = 0;
  #elapsedMs = 0;
  #header: ReplayHeader | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** What the file's first line said, or the defaults. */
  get header(): ReplayHeader {
    return (this.#header ??= headerOf({}));
  }

  /**
   * The next line's operation; undefined for a header.
   * Errors: REPLAY_LINE_INVALID, with the line's number; GENESIS_INVALID.
   */
  read(line: string): Operation | undefined {
    this.#line += 1;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      this.#refuse('it is no JSON');
    }
    if (!isObject(value)) this.#refuse('it is no JSON object');
    const { op } = value;
    if (op === 'header') {
      this.#readHeader(value);
      return undefined;
    }
    if (typeof op !== 'string' || !Object.hasOwn(fieldsOf, op)) {
      this.#refuse(`op must be one of header, ${Object.keys(fieldsOf).join(', ')}`);
    }
    const wrong = firstWrong(value, fieldsOf[op as Operation['op']]);
    if (wrong !== undefined) this.#refuse(wrong);
    const operation = this.#complete({ subaccount: 0, ...value } as unknown as Operation);
    this.#elapsedMs += operation.op === 'time' ? operation.ms : 1;
    if (this.#elapsedMs > elapsedMsMax) this.#refuse('the file lets more than a hundred years pass');
    return operation;
  }

  #readHeader(value: Line): void {
    if (this.#line !== 1) this.#refuse('a header must be the first line');
    const wrong = firstWrong(value, headerFields);
    if (wrong !== undefined) this.#refuse(wrong);
    this.#header = headerOf(value);
    const { maxPriceTicks, tickSizeMicroUsdc } = this.#header.listing;
    if (!Number.isSafeInteger(maxPriceTicks * tickSizeMicroUsdc)) {
      this.#refuse('maxPriceTicks × tickSizeMicroUsdc reaches 2^53 micro-USDC');
    }
    this.#checkPrice(this.#header.price);
  }

  /** Fills in what a line left out. */
  #complete(operation: Operation): Operation {
    switch (operation.op) {
      case 'place': {
        const given: Partial<Place> = operation;
        const { type = 'limit', price } = given;
        if (price === undefined && (type === 'limit' || type === 'pegged'))
          this.#refuse('price is missing, and the order is no market order');
        if (type !== 'pegged' && (given.pegSource ?? given.pegOffset) !== undefined) this.#refuse('only pegged orders have a peg'); // prettier-ignore
        const isTwap = type === 'twap';
        const slicing = [given.sliceCount, given.sliceIntervalMs].filter((each) => each !== undefined);
        if (slicing.length !== (isTwap ? 2 : 0)) {
          this.#refuse('a TWAP, and no other type, has sliceCount and sliceIntervalMs');
        }
        const tif =
          price === undefined || isTwap || type === 'market' ? 'IOC' : (given.goodTillMs ?? 0) > 0 ? 'GTT' : 'GTC';
        const defaults = {
          type,
          price: 0,
          tif,
          postOnly: type === 'pegged',
          slide: false,
          reduceOnly: false,
          stp: 'cancel-taker',
          displaySize: 0,
          goodTillMs: 0,
          label: '',
          triggerPrice: 0,
          triggerSource: 'mark',
          trailingOffset: 0,
          sliceCount: 0,
          sliceIntervalMs: 0,
          pegSource: 'mark',
          pegOffset: 0,
          ocoGroup: 0,
          makerGroup: 0,
        };
        return { ...defaults, ...given } as Place;
      }
      case 'massCancel':
        return { ...{ side: 'any', label: '' }, ...operation };
      case 'protect':
        return { ...{ windowMs: 1_000, frozenMs: 0, quantityMax: 0, deltaMax: 0 }, ...operation };
      case 'replace': {
        const { account: owner, price, size }: Partial<typeof operation> = operation;
        return { ...{ postOnly: false, stp: 'cancel-taker' }, ...operation, account: owner, price, size };
      }
      case 'batch':
        return { ...{ atomic: true }, ...operation, operations: this.#operations(operation) };
      case 'cancel':
        return { ...operation, account: operation.account, orderExpiryMs: operation.orderExpiryMs ?? 0 };
      case 'mark': {
        const { price, stale = false }: Partial<typeof operation> = operation;
        if (price === undefined && !stale) this.#refuse('price is missing, and the feed is not stale');
        if (price !== undefined) this.#checkPrice(price);
        return { op: 'mark', price, stale };
      }
      case 'massQuote':
        if (operation.quotes.length === 0 || operation.quotes.length > quotesMax) {
          this.#refuse(`quotes must be 1 to ${quotesMax}`);
        }
        return operation;
      case 'cancelAll':
      case 'cancelAllAfter':
      case 'time':
      case 'deposit':
        return operation;
    }
  }

  /** The operations of a batch, with its account. */
  #operations({ account, subaccount, operations }: Batch): BatchLine[] {
    if (operations.length === 0 || operations.length > batchOperationsMax) {
      this.#refuse(`operations must be 1 to ${batchOperationsMax}`);
    }
    return (operations as readonly unknown[]).map((value, at) => {
      const line = value as Line;
      const op = batchable.find((each) => each === line.op);
      if (op === undefined) this.#refuse(`operations[${at}].op must be one of ${batchable.join(', ')}`);
      const fields = Object.entries(fieldsOf[op]).filter(([key]) => !saidByBatch.includes(key));
      const wrong = firstWrong(
        line,
        { ...Object.fromEntries(fields), op: needed(() => undefined) },
        `operations[${at}].`,
      );
      if (wrong !== undefined) this.#refuse(wrong);
      return this.#complete({ account, subaccount, ...line } as unknown as BatchLine) as BatchLine;
    });
  }

  #checkPrice(price: number): void {
    const { maxPriceTicks } = this.header.listing;
    if (price > maxPriceTicks) this.#refuse(`price must be at most ${maxPriceTicks} ticks, the market's maxPriceTicks`);
  }

  #refuse(what: string): never {
    throw new WitanError(
      'REPLAY_LINE_INVALID',
      `Line ${this.#line} of ${this.#path}: ${what}.`,
      'The format is in docs/replay.md. Nothing was run.',
    );
  }
}
