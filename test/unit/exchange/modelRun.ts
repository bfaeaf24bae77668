import { nextVersion, valueOf } from './parameters/govern.ts';
import fc from 'fast-check';
import { expect } from 'vitest';
import { batchOrderHash } from '../../../node/crypto/batchOrderHash.ts';
import { btcOptions, btcPerpetual } from '../../../node/exchange/defaultGenesis.ts';
import { findSubaccount } from '../../../node/exchange/ledger/subaccounts.ts';
import type { ExchangeGenesis, PerpetualListing, Series } from '../../../node/exchange/genesis.ts';
import type { BlockEvent } from '../../../node/types/block.ts';
import { feedId, type Address, type Hash, type InstrumentId } from '../../../node/types/ids.ts';
import type { BatchOperation, CancelOrder, Combo, HashedTransaction, MarginMode, MassQuote, PlaceOrder, PegSource, ReplaceOrder, SelfTradePrevention, SetProtection, Side, TimeInForce, TransactionBody, TriggerKind, TriggerSource } from '../../../node/types/transaction.ts'; // prettier-ignore
import { lots, microUsdc, ppb, ticks, timeMs, type TimeMs } from '../../../node/types/units.ts';
import { SlowModel, type ModelOrder } from './slowModel.ts';
import { addressOf, btc, comboBody, eth, hashOf, orderBody, protection, testGenesis, Venue } from './venue.ts';

// Random sequences for the exchange and the slow model side by side: small numbers, so that everything meets everything.

/** Three traders with two subaccounts each, and one who was never funded. */
const traders = [1, 2, 3, 4].map((n) => addressOf(0xf00 + n));
const funded = traders.slice(0, 3).flatMap((account) => [0, 1].map((subaccount) => ({ account, subaccount })));
const takerPpb = 500_000;
const rebatePpb = 100_000;
/** Ticks; one tick of one lot is 1,000 micro-USDC, and the price band ten ticks. */
const startPrice = 1_000;
const sides: readonly Side[] = ['buy', 'sell'];

/** What sets one campaign apart from another. */
export interface Profile {
  /** Deposit of each subaccount, micro-USDC. */
  readonly funds: number;
  /** Most ticks between an order's price and the index. */
  readonly spread: number;
  readonly openOrdersMax: number;
  readonly maxPositionLots: number;
  /** Most ticks by which the index leaves its start. */
  readonly indexMove: number;
  readonly passes: readonly number[];
  readonly blocksMax: number;
  /** How often a step is a combo, where 32 are orders. */
  readonly combos: number;
}

export interface OrderStep {
  readonly op: 'order';
  readonly trader: number;
  readonly sub: number;
  readonly instrument: number;
  readonly side: Side;
  /** Ticks above the index, or undefined for a market order. */
  readonly offset: number | undefined;
  readonly size: number;
  readonly tif: TimeInForce;
  readonly postOnly: boolean;
  readonly slide: boolean;
  /** Lots that show, undefined: no iceberg. */
  readonly display: number | undefined;
  /** Time between the block and the end of a GTT order, ms. */
  readonly goodForMs: number;
  readonly reduceOnly: boolean;
  /** A reduce-only order takes the side that closes, whatever `side` says. */
  readonly closes: boolean;
  readonly stp: SelfTradePrevention;
  /** Time between the block and the transaction's expiry, ms. */
  readonly livesMs: number;
  readonly label: string;
  readonly ocoGroup: number;
  readonly peg: { readonly source: PegSource; readonly offset: number } | undefined;
  readonly makerGroup: number;
  readonly twap: { readonly slices: number; readonly intervalMs: number } | undefined;
  readonly trigger:
    | { readonly kind: TriggerKind; readonly source: TriggerSource; readonly offset: number; readonly trail: number }
    | undefined;
}

/** `pick` counts from the next order: −1 is the last one, 0 the one to come. */
interface CancelStep {
  readonly op: 'cancel';
  readonly trader: number | 'owner';
  readonly pick: number;
  readonly waitMs: number;
}

interface ReplaceStep {
  readonly op: 'replace';
  readonly trader: number | 'owner';
  readonly pick: number;
  readonly instrument: number | 'own';
  /** Ticks above the index, or undefined for the price that the order has. */
  readonly offset: number | undefined;
  /** Lots more than the order's size. */
  readonly more: number;
  readonly postOnly: boolean;
  readonly stp: SelfTradePrevention;
}

interface BatchStep {
  readonly op: 'batch';
  readonly trader: number;
  readonly sub: number;
  readonly atomic: boolean;
  readonly steps: readonly (OrderStep | CancelStep | ReplaceStep | ComboStep)[];
}

interface ComboStep {
  readonly op: 'combo';
  readonly trader: number;
  readonly sub: number;
  readonly instruments: readonly [number, number];
  readonly sides: readonly [Side, Side];
  readonly ratios: readonly [number, number];
  readonly size: number;
  /** Ticks a unit above what it costs at the index. */
  readonly offset: number;
  readonly tif: TimeInForce;
  readonly postOnly: boolean;
  readonly goodForMs: number;
  readonly stp: SelfTradePrevention;
  readonly label: string;
}

export type Step =
  | OrderStep
  | CancelStep
  | ReplaceStep
  | BatchStep
  | ComboStep
  | { readonly op: 'cancelAll'; readonly trader: number; readonly sub: number; readonly instrument: number }
  | {
      readonly op: 'massCancel';
      readonly trader: number;
      readonly sub: number;
      readonly instrument: number;
      readonly side: Side | 'any';
      readonly label: string;
    }
  | { readonly op: 'cancelAllAfter'; readonly trader: number; readonly sub: number; readonly timeoutMs: number }
  | (Omit<SetProtection, 'type' | 'vegaMax'> & {
      readonly op: 'protect';
      readonly trader: number;
      readonly sub: number;
    })
  | {
      readonly op: 'quote';
      readonly trader: number;
      readonly sub: number;
      readonly instrument: number;
      readonly group: number;
      /** Ticks between the middle and the best prices, and from quote to quote. */
      readonly offset: number;
      readonly half: number;
      readonly step: number;
      readonly sizes: readonly (readonly [number, number])[];
    }
  | {
      readonly op: 'limits';
      readonly trader: number;
      readonly sub: number;
      readonly feed: number;
      readonly lots: number;
    }
  | { readonly op: 'margin'; readonly trader: number; readonly sub: number; readonly mode: MarginMode }
  | { readonly op: 'status'; readonly instrument: number; readonly status: number }
  | { readonly op: 'index'; readonly ticks: readonly [number, number]; readonly stale: boolean }
  | { readonly op: 'time'; readonly ms: number };

const rarely = <T>(often: T, ...seldom: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 20, arbitrary: fc.constant(often) }, { weight: 1, arbitrary: fc.constantFrom(...seldom) });

const labels = ['', 'a', 'b'] as const;

const trigger = (spread: number) =>
  fc.record({
    kind: fc.constantFrom<TriggerKind>('stop', 'take-profit', 'trailing-stop'),
    source: fc.constantFrom<TriggerSource>('mark', 'index', 'last', 'last'),
    offset: fc.oneof({ weight: 20, arbitrary: fc.integer({ min: -spread, max: spread }) }, { weight: 1, arbitrary: fc.constantFrom(startPrice + 1, -startPrice) }),
    trail: fc.oneof({ weight: 20, arbitrary: fc.integer({ min: 1, max: 12 }) }, { weight: 1, arbitrary: fc.constantFrom(0, 3 * startPrice) }),
  }); // prettier-ignore

const twap = fc.record({
  slices: rarely(3, 0, 1, 2, 4, 5, 1_001),
  intervalMs: rarely(1_000, 0, 999, 3_000, 60_000, 86_400_000),
});

/** Rarely an offset without a source, or one beyond the market. */
const peg = fc.record({
  source: fc.constantFrom<PegSource>('mark', 'mid', 'mark', 'mid', 'mark', 'mid', 'mark', 'mid', 'none'),
  offset: fc.oneof({ weight: 20, arbitrary: fc.integer({ min: -6, max: 6 }) }, { weight: 1, arbitrary: fc.constantFrom(-startPrice, startPrice, 3 * startPrice) }),
}); // prettier-ignore

const order = ({ spread }: Profile): fc.Arbitrary<OrderStep> =>
  fc.record({
    op: fc.constant('order' as const),
    trader: fc.oneof({ weight: 30, arbitrary: fc.nat(2) }, { weight: 1, arbitrary: fc.constant(3) }),
    sub: fc.nat(1),
    instrument: fc.oneof({ weight: 40, arbitrary: fc.constantFrom<number>(btc, btc, eth) }, { weight: 1, arbitrary: fc.constant(9) }),
    side: fc.constantFrom(...sides),
    offset: fc.oneof(
      { weight: 40, arbitrary: fc.integer({ min: -spread, max: spread }) },
      { weight: 4, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.constantFrom(-startPrice, 1 - startPrice, startPrice, startPrice + 1) },
    ),
    size: fc.oneof({ weight: 15, arbitrary: fc.integer({ min: 2, max: 12 }) }, { weight: 1, arbitrary: fc.constantFrom(0, 1, 20, 21) }),
    tif: fc.constantFrom<TimeInForce>('GTC', 'GTC', 'GTC', 'GTT', 'IOC', 'FOK'),
    postOnly: fc.constantFrom(false, false, false, false, false, true),
    slide: fc.boolean(),
    display: fc.constantFrom(undefined, undefined, undefined, 2, 3, 5),
    goodForMs: rarely(450, 0, 100, 5_000),
    reduceOnly: fc.constantFrom(false, false, false, false, false, true),
    closes: rarely(true, false),
    stp: fc.constantFrom<SelfTradePrevention>('cancel-maker', 'cancel-taker', 'cancel-both', 'decrement'),
    livesMs: rarely(60_000, 0, -1),
    label: fc.constantFrom(...labels),
    ocoGroup: fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 2),
    peg: fc.oneof({ weight: 7, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: peg }),
    makerGroup: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1, 1, 2),
    twap: fc.oneof({ weight: 10, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: twap }),
    trigger: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: trigger(spread) }),
  }); // prettier-ignore

const cancel: fc.Arbitrary<CancelStep> = fc.record({
  op: fc.constant('cancel' as const),
  trader: rarely<number | 'owner'>('owner', 0, 1, 2),
  pick: fc.integer({ min: -8, max: 1 }),
  waitMs: fc.constantFrom(-1, 0, 1_000, 432_000_000),
});

const replace = ({ spread }: Profile): fc.Arbitrary<ReplaceStep> =>
  fc.record({
    op: fc.constant('replace' as const),
    trader: rarely<number | 'owner'>('owner', 0, 1, 2),
    pick: fc.integer({ min: -8, max: 0 }),
    instrument: rarely<number | 'own'>('own', btc, eth, 9),
    offset: fc.oneof(
      { weight: 20, arbitrary: fc.integer({ min: -spread, max: spread }) },
      { weight: 20, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.constantFrom(-startPrice, startPrice, startPrice + 1) },
    ),
    more: fc.oneof({ weight: 15, arbitrary: fc.integer({ min: -8, max: 4 }) }, { weight: 1, arbitrary: fc.constantFrom(-30, 20, 300) }),
    postOnly: fc.constantFrom(false, false, true),
    stp: fc.constantFrom<SelfTradePrevention>('cancel-maker', 'cancel-taker', 'cancel-both', 'decrement'),
  }); // prettier-ignore

const quoteSize = fc.constantFrom(0, 2, 2, 3, 5, 8, 1);

const combo = ({ spread }: Profile): fc.Arbitrary<ComboStep> =>
  fc.record({
    op: fc.constant('combo' as const),
    trader: fc.nat(2),
    sub: fc.nat(1),
    instruments: rarely<readonly [number, number]>([btc, eth], [btc, 9]),
    sides: fc.oneof({ weight: 2, arbitrary: fc.constantFrom<readonly [Side, Side]>(['buy', 'sell'], ['sell', 'buy']) }, { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...sides), fc.constantFrom(...sides)) }),
    ratios: fc.oneof(fc.constantFrom<readonly [number, number]>([1, 1], [1, 2], [2, 3]), fc.tuple(fc.constantFrom(1, 1, 2, 3), fc.constantFrom(1, 2, 2, 5))),
    size: fc.oneof({ weight: 20, arbitrary: fc.constantFrom(1, 2, 2, 3, 4, 6) }, { weight: 1, arbitrary: fc.constantFrom(0, 30) }),
    offset: fc.oneof({ weight: 10, arbitrary: fc.integer({ min: -2 * spread, max: 3 * spread }) }, { weight: 1, arbitrary: fc.constantFrom(100 * startPrice, -3 * startPrice, 0.5) }),
    tif: fc.constantFrom<TimeInForce>('IOC', 'IOC', 'IOC', 'FOK', 'GTC', 'GTC', 'GTC', 'GTC', 'GTT'),
    postOnly: fc.constantFrom(false, false, false, true),
    goodForMs: rarely(450, 0, 100, 5_000),
    label: fc.constantFrom(...labels),
    stp: fc.oneof({ weight: 10, arbitrary: fc.constantFrom<SelfTradePrevention>('cancel-maker', 'cancel-taker') }, { weight: 1, arbitrary: fc.constantFrom<SelfTradePrevention>('cancel-both', 'decrement') }),
  }); // prettier-ignore

/** Each inner list is one block; most have one transaction. */
export const sequencesOf = (profile: Profile): fc.Arbitrary<Step[][]> => {
  const { indexMove } = profile;
  const index = fc.integer({ min: startPrice - indexMove, max: startPrice + indexMove });
  const step = fc.oneof(
    { weight: 32, arbitrary: order(profile) },
    { weight: 4, arbitrary: cancel },
    { weight: 5, arbitrary: replace(profile) },
    { weight: profile.combos, arbitrary: combo(profile) },
    {
      weight: 2,
      arbitrary: fc.record({
        op: fc.constant('batch' as const),
        trader: fc.nat(2),
        sub: fc.nat(1),
        atomic: fc.boolean(),
        steps: fc.array(fc.oneof(order(profile), order(profile), cancel, replace(profile), combo(profile)), { minLength: 1, maxLength: 5 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        op: fc.constant('massCancel' as const),
        trader: fc.nat(2),
        sub: fc.nat(1),
        instrument: fc.constantFrom<number>(0, btc, eth, 9),
        side: fc.constantFrom<Side | 'any'>('buy', 'sell', 'any'),
        label: fc.constantFrom(...labels),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        op: fc.constant('cancelAll' as const),
        trader: fc.nat(2),
        sub: fc.nat(1),
        instrument: fc.constantFrom<number>(0, btc, eth, 9),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        op: fc.constant('cancelAllAfter' as const),
        trader: fc.nat(2),
        sub: fc.nat(1),
        timeoutMs: fc.constantFrom(0, 1, 100, 250, 250, 5_000, 86_400_000, 86_400_001),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        op: fc.constant('protect' as const),
        trader: fc.nat(2),
        sub: fc.nat(1),
        group: fc.constantFrom(1, 1, 1, 1, 2, 2, 16, 17),
        instrument: rarely<number>(btc, eth, eth, 9) as fc.Arbitrary<InstrumentId>,
        windowMs: fc.constantFrom(1_000, 1_000, 1_000, 333, 333, 10, 0, 3_600_000, 3_600_001),
        frozenMs: fc.constantFrom(150, 5_000, 0, 0, 1, 86_400_000, 86_400_001),
        quantityMax: fc.constantFrom(0, 2, 3, 6, 12).map(lots),
        deltaMax: fc.constantFrom(0, 0, 5, 8).map(lots),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        op: fc.constant('quote' as const),
        trader: fc.nat(2),
        sub: fc.nat(1),
        instrument: rarely<number>(btc, eth, 9),
        group: rarely(1, 0, 2, 17),
        offset: fc.integer({ min: -2, max: 2 }),
        half: rarely(2, 3, 0, 1, 10, -1),
        step: rarely(1, 1, 2, 0),
        sizes: fc.array(fc.tuple(quoteSize, quoteSize), { minLength: 1, maxLength: 4 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ op: fc.constant('limits' as const), trader: fc.nat(2), sub: fc.nat(1), feed: rarely<number>(btc, eth, eth, 9), lots: fc.constantFrom(0, 0, 4, 9, 15) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ op: fc.constant('margin' as const), trader: fc.nat(2), sub: fc.nat(1), mode: fc.constantFrom<MarginMode>('portfolio', 'portfolio', 'standard') }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ op: fc.constant('index' as const), ticks: fc.tuple(index, index), stale: rarely(false, true) }),
    },
    { weight: 1, arbitrary: fc.record({ op: fc.constant('status' as const), instrument: fc.constantFrom<number>(btc, eth), status: rarely(0, 1, 2) }) },
    { weight: 1, arbitrary: fc.record({ op: fc.constant('time' as const), ms: fc.constantFrom(...profile.passes) }) },
  ); // prettier-ignore
  const block = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(step) },
    { weight: 1, arbitrary: fc.array(step, { minLength: 1, maxLength: 4 }) },
  );
  return fc.array(block, { minLength: 1, maxLength: profile.blocksMax, size: 'max' });
};

const listing = (profile: Profile, instrument: InstrumentId, name: string): PerpetualListing => ({
  ...btcPerpetual,
  ...{ instrument, name, feed: instrument as number as PerpetualListing['feed'] },
  ...{ tickSizeMicroUsdc: 1_000, lotsPerUnit: 1, priceBandPpb: ppb(10_000_000), maxPriceTicks: 2 * startPrice },
  ...{ minSizeLots: 2, maxOrderLots: 20, maxPositionLots: profile.maxPositionLots, openOrdersMax: profile.openOrdersMax },
}); // prettier-ignore

const unlisted = (feed: number): Series => ({
  ...btcOptions,
  series: feed,
  underlying: `FEED_${feed}`,
  terms: { ...btcOptions.terms, feed: feedId(feed), marketGroup: btcPerpetual.marketGroup },
  expiries: { daily: 0, weekly: 0, monthly: 0, quarterly: 0 },
});

const genesisOf = (profile: Profile): ExchangeGenesis => {
  const plenty = { capacity: 1_000_000, perSecond: 1_000_000 };
  return testGenesis({
    markets: [listing(profile, btc, 'ONE_USDC-PERPETUAL'), listing(profile, eth, 'TWO_USDC-PERPETUAL')],
    // Of these none is listed: portfolio margin takes in underlyings of which there may be options.
    series: [unlisted(btc), unlisted(eth)],
    feeTiers: [{ volumeMinMicroUsdc: microUsdc(0), takerPpb: ppb(takerPpb), makerPpb: ppb(-rebatePpb) }],
    credits: { ...testGenesis().credits, trade: plenty, reduce: plenty, cancel: plenty },
  });
};

const modeled = new Set(['receipt', 'operation', 'accepted', 'replaced', 'rested', 'fill', 'decremented', 'canceled', 'tombstone', 'untriggered', 'triggered', 'scheduled', 'sliced', 'deadlineSet', 'deadlinePassed', 'protectionSet', 'protectionTriggered', 'marginModeSet', 'riskLimitsSet', 'combo', 'comboCanceled', 'comboRested', 'comboFill', 'comboTook']); // prettier-ignore
/** How a trade moves cash beside its fee is none of the model's business. */
const unmodeled = new Set(['makerRealised', 'makerFunding', 'takerRealised', 'takerFunding']);
const comparable = (event: BlockEvent): object =>
  Object.fromEntries(Object.entries(event).filter(([field]) => !unmodeled.has(field)));

const sorted = (event: object): object => Object.fromEntries(Object.entries(event).sort());
type Told = Pick<
  ModelOrder,
  'hash' | 'account' | 'price' | 'lots' | 'shown' | 'reduceOnly' | 'ocoGroup' | 'makerGroup'
>;
const told = ({ hash, account, price, lots, shown, reduceOnly, ocoGroup, makerGroup }: Told): Told => ({ hash, account, price, lots, shown, reduceOnly, ocoGroup, makerGroup }); // prettier-ignore

/** As `toEqual`, which takes long where nothing differs. */
function expectSame(actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) expect(actual).toEqual(expected);
}

/** The exchange and the model, given the same transactions. */
export class SideBySide {
  readonly venue: Venue;
  readonly model: SlowModel;
  readonly #genesis: ExchangeGenesis;
  readonly #owners: readonly number[];
  /** Of all orders so far. */
  readonly #orders: Hash[] = [];
  #sent = 0;

  constructor(profile: Profile, blocks: readonly (readonly Step[])[]) {
    this.#genesis = genesisOf(profile);
    this.#owners = blocks.flat().flatMap((step) => {
      if (step.op === 'batch')
        return step.steps.flatMap(({ op }) => (op === 'order' || op === 'combo' ? [step.trader] : []));
      return step.op === 'order' || step.op === 'combo' ? [step.trader] : [];
    });
    this.venue = new Venue(this.#genesis);
    // The venue's prices are dollars a unit: one unit is a lot, and a dollar a thousand ticks.
    this.venue.prices = { 1: startPrice / 1_000, 2: startPrice / 1_000 };
    this.model = new SlowModel(this.#genesis.markets, takerPpb, rebatePpb);
    const { venue, model } = this;
    venue.block([], funded.map(({ account, subaccount }) => venue.depositItem(account, profile.funds, subaccount))); // prettier-ignore
    for (const { account, subaccount } of funded) model.deposit(account, subaccount, profile.funds);
    // Group 1 is protected from the beginning, so that orders of it come in.
    const terms = protection({ quantityMax: lots(6), frozenMs: 2_000 });
    const protect = funded.map(({ account, subaccount }) => venue.transaction(account, terms, { subaccount }));
    venue.block(protect);
    for (const each of protect) model.send(each, venue.timeMs);
  }

  /** What came of all transactions so far: codes of receipts, reasons of cancels, and the other events. */
  readonly seen = new Set<string>();

  /** Plays one block on both and compares; false where the model does not follow any further: somebody is liquidated. */
  play(steps: readonly Step[]): boolean {
    const { venue, model } = this;
    let elapsedMs = 100;
    for (const step of steps) {
      if (step.op === 'time') elapsedMs = step.ms;
      if (step.op !== 'index') continue;
      venue.prices = { 1: step.ticks[0] / 1_000, 2: step.ticks[1] / 1_000 };
      venue.stale = step.stale;
    }
    const nowMs = venue.timeMs + elapsedMs;
    const transactions = steps.flatMap((step) => this.#transaction(step, nowMs) ?? []);
    const statuses = Object.fromEntries(steps.flatMap((step) => (step.op === 'status' ? [[step.instrument, step.status]] : []))); // prettier-ignore
    const changes = Object.entries(statuses).map(([instrument, status]) => valueOf(Number(instrument), 'status', status)); // prettier-ignore
    const { events } = venue.block(transactions, changes.length === 0 ? [] : [nextVersion(venue, changes)], elapsedMs);
    for (const { instrument } of this.#genesis.markets) {
      const { markPerLot, indexPerLot, stale } = venue.state.markets.get(instrument)!;
      model.marks[instrument] = { perLot: markPerLot, indexPerLot, stale };
    }
    const expected = [
      ...model.setStatuses(statuses),
      ...model.begin(nowMs),
      ...transactions.flatMap((transaction) => model.send(transaction, nowMs)),
      ...model.end(),
    ];
    for (const { type, code, reason } of events) for (const each of [type, code, reason]) this.seen.add(`${each}`);
    const started = events.filter(({ type }) => type === 'liquidationStarted');
    const ended = started.length > 0 ? events.indexOf(started[0]!) : events.length;
    const happened = events.slice(0, ended).filter(({ type }) => modeled.has(type));
    expectSame(happened.map(comparable).map(sorted), expected.map(sorted));
    for (const { account, subaccount } of this.#broke()) {
      expect(started).toContainEqual(expect.objectContaining({ account, subaccount }));
    }
    expect(this.#broke().length > 0).toBe(started.length > 0);
    if (started.length > 0) return false;
    this.#compareBooks();
    this.#compareTriggers();
    this.#compareCombos();
    this.#checkDerived();
    return true;
  }

  #transaction(step: Step, nowMs: number): HashedTransaction | undefined {
    const send = (trader: number, sub: number, body: TransactionBody, expiryMs: number): HashedTransaction =>
      this.venue.transaction(traders[trader]!, body, {
        ...{ subaccount: sub, nonce: nowMs + this.#sent++, expiryMs: expiryMs as TimeMs },
      });
    switch (step.op) {
      case 'order':
        return this.#order(send(step.trader, step.sub, this.#orderBody(step, nowMs), nowMs + step.livesMs));
      case 'combo':
        return this.#order(send(step.trader, step.sub, this.#comboBody(step, nowMs), nowMs));
      case 'cancel':
        return send(this.#trader(step), 0, this.#cancelBody(step, nowMs), nowMs);
      case 'replace':
        return send(this.#trader(step), 0, this.#replaceBody(step), nowMs);
      case 'batch': {
        const sent = send(step.trader, step.sub, { type: 'batch', atomic: step.atomic, operations: [] }, nowMs);
        const operations = step.steps.map((each, position): BatchOperation => {
          if (each.op === 'cancel') return this.#cancelBody(each, nowMs);
          if (each.op === 'replace') return this.#replaceBody(each);
          const by = { trader: step.trader, sub: step.sub };
          const body = each.op === 'combo' ? this.#comboBody({ ...each, ...by }, nowMs) : this.#orderBody({ ...each, ...by }, nowMs); // prettier-ignore
          this.#orders.push(batchOrderHash(sent.hash, position));
          return body;
        });
        return {
          ...sent,
          transaction: { ...sent.transaction, body: { type: 'batch', atomic: step.atomic, operations } },
        };
      }
      case 'cancelAll':
        return send(step.trader, step.sub, { type: 'cancelAll', instrument: step.instrument as InstrumentId }, nowMs);
      case 'massCancel': {
        const { trader, sub, side, label } = step;
        const instrument = step.instrument as InstrumentId;
        return send(trader, sub, { type: 'massCancel', instrument, side, label, clientId: 0 }, nowMs);
      }
      case 'cancelAllAfter':
        return send(step.trader, step.sub, { type: 'cancelAllAfter', timeoutMs: step.timeoutMs }, nowMs);
      case 'limits': {
        // A perpetual has neither gamma nor vega, and never comes to these.
        const others = { gammaMaxPpb: step.lots > 4 ? 1 : 0, vegaMax: microUsdc(step.lots > 9 ? 1 : 0) };
        const body = {
          type: 'setRiskLimits',
          feed: feedId(step.feed),
          deltaMaxPpb: step.lots * 1e9,
          ...others,
        } as const;
        return send(step.trader, step.sub, body, nowMs);
      }
      case 'margin':
        return send(step.trader, step.sub, { type: 'setMarginMode', mode: step.mode }, nowMs);
      case 'quote':
        return send(step.trader, step.sub, this.#quoteBody(step), nowMs);
      case 'protect': {
        const { group, instrument, windowMs, frozenMs, quantityMax, deltaMax } = step;
        // A perpetual has no vega: a limit that protects, and is never reached.
        const vegaMax = microUsdc(deltaMax === 8 ? 1 : 0);
        const terms = { group, instrument, windowMs, frozenMs, quantityMax, deltaMax, vegaMax };
        return send(step.trader, step.sub, { type: 'setProtection', ...terms }, nowMs);
      }
      case 'status':
      case 'index':
      case 'time':
        return undefined;
    }
  }

  #quoteBody({ instrument, group, offset, half, step, sizes }: Extract<Step, { op: 'quote' }>): MassQuote {
    const middle = this.#ticksOf(instrument) + offset;
    const quotes = sizes.map(([bidSize, askSize], at) => ({
      bidPrice: ticks(middle - half - at * step),
      bidSize: lots(bidSize),
      askPrice: ticks(middle + half + at * step),
      askSize: lots(askSize),
    }));
    return { type: 'massQuote', instrument: instrument as InstrumentId, makerGroup: group, quotes };
  }

  /** Names an order's transaction so that earlier steps could tell its hash. */
  #order(sent: HashedTransaction): HashedTransaction {
    const hash = orderHash(this.#orders.length);
    this.#orders.push(hash);
    return { ...sent, hash };
  }

  #hashAt(pick: number): Hash {
    const at = this.#orders.length + pick;
    return this.#orders[at] ?? orderHash(at);
  }

  #trader({ trader, pick }: CancelStep | ReplaceStep): number {
    return trader === 'owner' ? (this.#owners[this.#orders.length + pick] ?? 0) : trader;
  }

  #ticksOf(instrument: number): number {
    return Math.round(this.venue.prices[instrument === eth ? 2 : 1]! * 1_000);
  }

  #cancelBody({ pick, waitMs }: CancelStep, nowMs: number): CancelOrder {
    return { type: 'cancel', order: this.#hashAt(pick), orderExpiryMs: (nowMs + waitMs) as TimeMs };
  }

  #comboBody(step: ComboStep, nowMs: number): Combo {
    const { instruments, sides: both, ratios, size, offset, tif, postOnly, goodForMs, stp, label } = step;
    const legs = instruments.map((instrument, at) => [instrument as InstrumentId, both[at]!, ratios[at]!] as const);
    const worth = legs.map(
      ([instrument, side, ratio]) => (side === 'buy' ? 1 : -1) * ratio * this.#ticksOf(instrument),
    );
    const limit = 1_000 * (worth[0]! + worth[1]! + offset);
    const goodTillMs = timeMs(tif === 'GTT' ? nowMs + goodForMs : 0);
    const mayRest = tif === 'GTC' || tif === 'GTT' || label === 'b';
    return comboBody(legs, size, limit, {
      timeInForce: tif,
      postOnly: postOnly && mayRest,
      goodTillMs,
      selfTradePrevention: stp,
      label,
    });
  }

  /** Of an order that rests no more: of any price and size. */
  #replaceBody({ pick, instrument, offset, more, postOnly, stp }: ReplaceStep): ReplaceOrder {
    const order = this.#hashAt(pick);
    const resting = this.model.orders.find(({ hash }) => hash === order);
    const market = (instrument === 'own' ? (resting?.instrument ?? btc) : instrument) as InstrumentId;
    const price = offset === undefined ? (resting?.limit ?? startPrice) : this.#ticksOf(market) + offset;
    const size = Math.max(0, (resting?.size ?? 5) + more);
    return { type: 'replace', order, instrument: market, price: ticks(price), size: lots(size), postOnly, selfTradePrevention: stp };
  } // prettier-ignore

  #triggerFields({ trigger: wanted, instrument }: OrderStep) {
    if (wanted === undefined) return {};
    const { kind, source, offset, trail } = wanted;
    const isTrailing = kind === 'trailing-stop';
    return {
      triggerKind: kind,
      triggerSource: source,
      triggerPrice: ticks(isTrailing ? 0 : Math.max(0, this.#ticksOf(instrument) + offset)),
      trailingOffset: ticks(isTrailing ? trail : 0),
    };
  }

  #orderBody(step: OrderStep, nowMs: number): PlaceOrder {
    const { offset, size, stp, label, ocoGroup, makerGroup } = step;
    const isTwap = step.twap !== undefined && step.trigger === undefined;
    const tif = isTwap && step.slide ? 'IOC' : step.tif;
    const mayRest = tif === 'GTC' || tif === 'GTT';
    const flags = {
      ...{
        slide: step.postOnly && step.slide && step.peg === undefined,
        displaySize: mayRest ? (step.display ?? 0) : 0,
      },
      goodTillMs: (tif === 'GTT' ? nowMs + step.goodForMs : 0) as TimeMs,
      postOnly: step.postOnly || (step.peg !== undefined && step.slide),
      ...(step.peg === undefined ? {} : { pegSource: step.peg.source, pegOffset: step.peg.offset }),
      reduceOnly: step.reduceOnly,
      selfTradePrevention: stp,
      label,
      ocoGroup,
      makerGroup: mayRest && step.trigger === undefined ? makerGroup : 0,
      ...(isTwap ? { sliceCount: step.twap.slices, sliceIntervalMs: step.twap.intervalMs } : {}),
      ...this.#triggerFields(step),
    };
    const held = this.model.held(traders[step.trader]!, step.sub, step.instrument);
    const side = step.reduceOnly && step.closes && held !== 0 ? (held > 0 ? 'sell' : 'buy') : step.side;
    return orderBody(side, 0, size, {
      ...{ instrument: step.instrument as InstrumentId, timeInForce: tif, ...flags },
      ...(offset === undefined ? { kind: 'market', price: 0 } : { price: this.#ticksOf(step.instrument) + offset }),
    });
  }

  /** The same orders in the same places, levels that are the sums of their orders, and no cross. */
  #compareBooks(): void {
    const { book } = this.venue.state;
    for (const { instrument } of this.#genesis.markets) {
      for (const side of sides) {
        const queue = book.queue(instrument, side);
        const expected = this.model.queue(instrument, side);
        expectSame(queue.map(told), expected.map(told));
        const prices = [...new Set(expected.map(({ price }) => price))];
        const levels = prices.map((price) => {
          const orders = expected.filter((each) => each.price === price);
          return { price, lots: orders.reduce((sum, { shown }) => sum + shown, 0), orders: orders.length };
        });
        expectSame(book.levels(instrument, side, 1_000), levels);
        expectSame(book.bestPrice(instrument, side), prices[0]);
        const isInTurn = queue.every((each, at) => at === 0 || each.price !== queue[at - 1]!.price || each.queue > queue[at - 1]!.queue); // prettier-ignore
        expectSame(isInTurn, true);
      }
      const [bid, ask] = sides.map((side) => book.bestPrice(instrument, side));
      if (bid !== undefined && ask !== undefined) expectSame(bid < ask, true);
    }
  }

  /** The same orders wait, as old as one another, with the same best prices. */
  #compareTriggers(): void {
    const { triggers } = this.venue.state;
    const waiting = triggers.sortedKeys().map((hash) => triggers.get(hash)!);
    waiting.sort((a, b) => a.queue - b.queue);
    type Waiting = Pick<(typeof waiting)[number], 'extreme' | 'left' | 'slices'> & { readonly hash: string };
    const toldTrigger = ({ hash, extreme, left, slices }: Waiting) => ({ hash, extreme, left, slices });
    expectSame(waiting.map(toldTrigger), this.model.triggers.map(toldTrigger));
  }

  /** The same combos rest, with as many units and the same prices of their legs. */
  #compareCombos(): void {
    const { combos } = this.venue.state;
    const resting = combos.sortedKeys().map((hash) => combos.get(hash)!);
    resting.sort((a, b) => a.queue - b.queue);
    type Resting = Pick<(typeof resting)[number], 'units' | 'limit' | 'prices'> & { readonly hash: string };
    const toldCombo = ({ hash, units, limit, prices }: Resting) => ({ hash, units, limit, prices });
    expectSame(resting.map(toldCombo), this.model.combos.map(toldCombo));
  }

  /** What the exchange keeps per subaccount is what its orders add up to, and positions are those of the model. */
  #checkDerived(): void {
    const { state } = this.venue;
    for (const { account, subaccount } of funded) {
      const index = findSubaccount(state, account, subaccount)!;
      const own = this.model.orders.filter((each) => each.account === account && each.subaccount === subaccount);
      expectSame(state.book.ownOrders(index).map(({ hash }) => hash), own.map(({ hash }) => hash)); // prettier-ignore
      const exposures = this.#genesis.markets.flatMap(({ instrument }) => {
        const here = this.model.own(account, subaccount, instrument);
        const open = (side: Side) => here.filter((each) => each.side === side && !each.reduceOnly);
        const lots = (side: Side) => open(side).reduce((sum, each) => sum + each.lots, 0);
        const value = (side: Side) => open(side).reduce((sum, each) => sum + each.lots * each.price * 1_000, 0);
        const [bids, bidValue, asks, askValue] = [lots('buy'), value('buy'), lots('sell'), value('sell')];
        return here.length === 0 ? [] : [{ instrument, bids, bidValue, asks, askValue, orders: here.length }];
      });
      expectSame(state.subaccounts.exposures(index) ?? [], exposures);
      for (const { instrument } of this.#genesis.markets) {
        expectSame(this.venue.lots(account, instrument, subaccount), this.model.held(account, subaccount, instrument));
      }
    }
  }

  /** Subaccounts below maintenance margin, or in debt, as the model sees them. */
  #broke(): readonly { readonly account: Address; readonly subaccount: number }[] {
    return funded.filter(({ account, subaccount }) => {
      const { equity, maintenance } = this.model.standing(account, subaccount);
      return equity < maintenance || equity < 0;
    });
  }
}

const orderHash = (order: number): Hash => hashOf(0x5000000 + order);
