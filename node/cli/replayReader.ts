import { batchOperationsMax, quotesMax } from '../types/transaction.ts';
import { WitanError } from '../types/fault.ts';
import { dayMs, fieldsOf, firstWrong, headerFields, isObject, needed, type Line } from './replayFields.ts';
import { headerOf, replayMarketsMax, type ReplayHeader } from './replayHeader.ts';
import type { Batch, BatchLine, Combo, Operation, Place } from './replayOperations.ts';

/** Longest time that a file may let pass in all. */
const elapsedMsMax = 36_525 * dayMs;

/** Operations that a batch may hold, and what its lines say for themselves elsewhere. */
const batchable = ['place', 'cancel', 'replace', 'combo'] as const;
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
    const operation = this.#complete({ subaccount: 0, market: 1, ...value } as unknown as Operation);
    this.#elapsedMs += operation.op === 'time' ? operation.ms : 1;
    if (this.#elapsedMs > elapsedMsMax) this.#refuse('the file lets more than a hundred years pass');
    return operation;
  }

  #readHeader(value: Line): void {
    if (this.#line !== 1) this.#refuse('a header must be the first line');
    const wrong = firstWrong(value, headerFields);
    if (wrong !== undefined) this.#refuse(wrong);
    this.#header = headerOf(value);
    const { markets } = this.#header;
    if (markets.length > replayMarketsMax) this.#refuse(`there may be ${replayMarketsMax} markets`);
    for (const [at, { listing, price }] of markets.entries()) {
      if (!Number.isSafeInteger(listing.maxPriceTicks * listing.tickSizeMicroUsdc)) {
        this.#refuse('maxPriceTicks × tickSizeMicroUsdc reaches 2^53 micro-USDC');
      }
      this.#checkPrice(price, at + 1);
    }
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
      case 'riskLimits':
        return { ...{ deltaMaxPpb: 0, gammaMaxPpb: 0, vegaMax: 0 }, ...operation };
      case 'bid':
        return { ...{ liquidatedSubaccount: 0, payMax: 0 }, ...operation };
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
        this.#checkPrice(price ?? 0, operation.market);
        return { op: 'mark', market: operation.market, price, stale };
      }
      case 'combo': {
        const { legs }: Combo = operation;
        const ascends = legs.every(({ market: number }, at) => at === 0 || number > legs[at - 1]!.market);
        if (legs.length < 2 || !ascends) this.#refuse('legs must be two or more, ascending by market');
        const { goodTillMs = 0, postOnly = false }: Partial<Combo> = operation;
        const tif = goodTillMs > 0 ? 'GTT' : postOnly ? 'GTC' : 'IOC';
        return { ...{ tif, postOnly, goodTillMs, stp: 'cancel-taker', label: '' }, ...operation };
      }
      case 'massQuote':
        if (operation.quotes.length === 0 || operation.quotes.length > quotesMax) {
          this.#refuse(`quotes must be 1 to ${quotesMax}`);
        }
        return operation;
      case 'cancelAll':
      case 'marginMode':
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
      return this.#complete({ account, subaccount, market: 1, ...line } as unknown as BatchLine) as BatchLine;
    });
  }

  #checkPrice(price: number, number: number): void {
    const { markets } = this.header;
    if (number > markets.length) this.#refuse(`market must be 1 to ${markets.length}`);
    const { maxPriceTicks } = markets[number - 1]!.listing;
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
