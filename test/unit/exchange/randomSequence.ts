import { nextVersion, valueOf } from './parameters/govern.ts';
import { exchangeScope, feeTierScope, type ParameterValue } from '../../../node/types/parameters.ts';
import fc from 'fast-check';
import type {
  Batch,
  CancelOrder,
  MarginMode,
  PegSource,
  ReplaceOrder,
  SelfTradePrevention,
  Side,
  TimeInForce,
  TriggerKind,
  TriggerSource,
} from '../../../node/types/transaction.ts';
import { btcOptions } from '../../../node/exchange/defaultGenesis.ts';
import { lots, microUsdc, ticks, type MicroUsdc, type TimeMs } from '../../../node/types/units.ts';
import { auctionsView } from '../../../node/exchange/liquidationViews.ts';
import type { BlockResult } from '../../../node/types/block.ts';
import { feedId, type Hash, type InstrumentId } from '../../../node/types/ids.ts';
import { addressOf, approval, btc, comboBody, eth, insurer, orderBody, testGenesis, usdc, Venue } from './venue.ts';

/** Traders of random sequences; two subaccounts each. */
export const traders = [1, 2, 3, 4].map((n) => addressOf(0xf00 + n));

type Operation =
  | {
      readonly op: 'order';
      readonly trader: number;
      readonly sub: number;
      readonly instrument: InstrumentId;
      readonly side: Side;
      readonly offset: number;
      readonly size: number;
      readonly timeInForce: TimeInForce;
      readonly isMarket: boolean;
      readonly postOnly: boolean;
      readonly slide: boolean;
      /** Sixteenths of the size that show; 0: all. */
      readonly display: number;
      readonly goodForMs: number;
      readonly reduceOnly: boolean;
      readonly selfTradePrevention: SelfTradePrevention;
      readonly triggerKind: TriggerKind;
      readonly triggerSource: TriggerSource;
      /** Thousandths of the price away from it. */
      readonly triggerOffset: number;
      readonly ocoGroup: number;
      readonly pegSource: PegSource;
      readonly makerGroup: number;
      /** An IOC order without a trigger that is cut is a TWAP. */
      readonly slices: number;
    }
  | {
      readonly op: 'combo';
      readonly trader: number;
      readonly sub: number;
      readonly sides: readonly [Side, Side];
      readonly ratios: readonly [number, number];
      readonly size: number;
      /** Thousandths of what both legs are worth that a unit may cost more. */
      readonly offset: number;
      readonly timeInForce: TimeInForce;
      readonly postOnly: boolean;
      readonly goodForMs: number;
      readonly selfTradePrevention: SelfTradePrevention;
    }
  | { readonly op: 'cancel'; readonly pick: number }
  | {
      readonly op: 'replace';
      readonly pick: number;
      readonly offset: number;
      readonly size: number;
      readonly keepsPrice: boolean;
      readonly inBatch: boolean;
    }
  | { readonly op: 'cancelAll'; readonly trader: number; readonly sub: number }
  | { readonly op: 'cancelAllAfter'; readonly trader: number; readonly sub: number; readonly timeoutMs: number }
  | {
      readonly op: 'protect';
      readonly trader: number;
      readonly sub: number;
      readonly most: number;
      readonly frozenMs: number;
    }
  | {
      readonly op: 'quote';
      readonly trader: number;
      readonly sub: number;
      readonly spread: number;
      readonly sizes: readonly number[];
    }
  | { readonly op: 'bid'; readonly trader: number; readonly sub: number; readonly pick: number; readonly share: number }
  | { readonly op: 'transfer'; readonly trader: number; readonly sub: number; readonly dollars: number }
  | { readonly op: 'withdraw'; readonly trader: number; readonly sub: number; readonly dollars: number }
  | { readonly op: 'deposit'; readonly trader: number; readonly sub: number; readonly dollars: number }
  | { readonly op: 'margin'; readonly trader: number; readonly sub: number; readonly mode: MarginMode }
  | { readonly op: 'limits'; readonly trader: number; readonly sub: number; readonly lots: number }
  | { readonly op: 'key'; readonly trader: number }
  | { readonly op: 'govern'; readonly scope: number; readonly name: string; readonly value: number }
  | { readonly op: 'price'; readonly btc: number; readonly eth: number }
  | { readonly op: 'time'; readonly ms: number; readonly stale: boolean };

/** What governance does now and then: scope, name, least and most. Maintenance may come to be above initial margin: then it is left out. */
const governedRanges = [
  [btc, 'initialMarginPpb', 40_000_000, 200_000_000],
  [btc, 'maintenanceMarginPpb', 10_000_000, 90_000_000],
  [btc, 'status', 0, 2],
  [btc, 'maxOrderLots', 1_000, 4_000],
  [btc, 'priceBandPpb', 5_000_000, 80_000_000],
  [eth, 'initialMarginPpb', 40_000_000, 200_000_000],
  [eth, 'status', 0, 1],
  [feeTierScope, 'takerPpb', 200_000, 900_000],
  [exchangeScope, 'insurancePpb', 0, 500_000_000],
] as const;

const trader = fc.nat(traders.length - 1);
const sub = fc.nat(1);
const dollars = fc.integer({ min: 1, max: 8_000 });

const order: fc.Arbitrary<Operation> = fc.record({
  op: fc.constant('order' as const),
  trader,
  sub,
  instrument: fc.constantFrom(btc, btc, eth),
  side: fc.constantFrom<Side>('buy', 'sell'),
  /** Thousandths of the price away from it. */
  offset: fc.integer({ min: -30, max: 30 }),
  size: fc.integer({ min: 1, max: 4_000 }),
  timeInForce: fc.constantFrom<TimeInForce>('GTC', 'GTC', 'GTC', 'GTT', 'IOC', 'FOK'),
  isMarket: fc.boolean(),
  postOnly: fc.boolean(),
  slide: fc.boolean(),
  display: fc.constantFrom(0, 0, 1, 4),
  goodForMs: fc.integer({ min: 60, max: 2_000 }),
  reduceOnly: fc.constantFrom(false, false, false, true),
  selfTradePrevention: fc.constantFrom<SelfTradePrevention>('cancel-maker', 'cancel-taker', 'cancel-both', 'decrement'),
  triggerKind: fc.constantFrom<TriggerKind>('none', 'none', 'none', 'stop', 'take-profit', 'trailing-stop'),
  triggerSource: fc.constantFrom<TriggerSource>('mark', 'index', 'last'),
  triggerOffset: fc.integer({ min: -30, max: 30 }),
  ocoGroup: fc.constantFrom(0, 0, 0, 1, 2),
  pegSource: fc.constantFrom<PegSource>('none', 'none', 'mark', 'mid'),
  makerGroup: fc.constantFrom(0, 0, 1),
  slices: fc.constantFrom(0, 0, 2, 3, 20),
});

const combo: fc.Arbitrary<Operation> = fc.record({
  op: fc.constant('combo' as const),
  trader,
  sub,
  sides: fc.constantFrom<readonly [Side, Side]>(['buy', 'sell'], ['sell', 'buy'], ['buy', 'buy'], ['sell', 'sell']),
  ratios: fc.oneof(fc.constant<[number, number]>([1, 2]), fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 20 }))),
  size: fc.integer({ min: 1, max: 400 }),
  offset: fc.integer({ min: -20, max: 60 }),
  timeInForce: fc.constantFrom<TimeInForce>('IOC', 'IOC', 'FOK', 'GTC', 'GTC', 'GTT'),
  postOnly: fc.constantFrom(false, false, true),
  goodForMs: fc.integer({ min: 60, max: 2_000 }),
  selfTradePrevention: fc.constantFrom<SelfTradePrevention>('cancel-maker', 'cancel-taker'),
}); // prettier-ignore

/** Each inner list is one block. */
export const sequences: fc.Arbitrary<Operation[][]> = fc.array(
  fc.array(
    fc.oneof(
      { weight: 12, arbitrary: order },
      { weight: 4, arbitrary: combo },
      { weight: 2, arbitrary: fc.record({ op: fc.constant('cancel' as const), pick: fc.nat(50) }) },
      {
        weight: 3,
        arbitrary: fc.record({
          op: fc.constant('replace' as const),
          pick: fc.nat(20),
          offset: fc.integer({ min: -30, max: 30 }),
          size: fc.integer({ min: 1, max: 4_000 }),
          keepsPrice: fc.boolean(),
          inBatch: fc.boolean(),
        }),
      },
      { weight: 1, arbitrary: fc.record({ op: fc.constant('cancelAll' as const), trader, sub }) },
      {
        weight: 1,
        arbitrary: fc.record({
          op: fc.constant('cancelAllAfter' as const),
          trader,
          sub,
          timeoutMs: fc.constantFrom(0, 50, 120, 5_000),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          op: fc.constant('protect' as const),
          trader,
          sub,
          most: fc.constantFrom(0, 1_000, 3_000, 3_000),
          frozenMs: fc.constantFrom(0, 60, 200),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          op: fc.constant('quote' as const),
          trader,
          sub,
          spread: fc.constantFrom(10, 20, 20),
          sizes: fc.array(fc.constantFrom(0, 500, 500, 900), { minLength: 1, maxLength: 4 }),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          op: fc.constant('bid' as const),
          ...{ trader, sub, pick: fc.nat(3), share: fc.constantFrom(1, 30, 100, 101) },
        }),
      },
      { weight: 1, arbitrary: fc.record({ op: fc.constant('transfer' as const), trader, sub, dollars }) },
      { weight: 1, arbitrary: fc.record({ op: fc.constant('withdraw' as const), trader, sub, dollars }) },
      { weight: 1, arbitrary: fc.record({ op: fc.constant('deposit' as const), trader, sub, dollars }) },
      {
        weight: 1,
        arbitrary: fc.record({
          op: fc.constant('margin' as const),
          trader,
          sub,
          mode: fc.constantFrom<MarginMode>('portfolio', 'portfolio', 'standard'),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ op: fc.constant('limits' as const), trader, sub, lots: fc.constantFrom(0, 3_000) }),
      },
      {
        weight: 1,
        arbitrary: fc.oneof(
          ...governedRanges.map(
            ([scope, name, min, max]) =>
            fc.record({ op: fc.constant('govern' as const), ...{ scope: fc.constant(scope), name: fc.constant(name) }, value: fc.integer({ min, max }) }), // prettier-ignore
          ),
        ),
      },
      { weight: 1, arbitrary: fc.record({ op: fc.constant('key' as const), trader }) },
      {
        weight: 2,
        arbitrary: fc.record({
          op: fc.constant('price' as const),
          btc: fc.integer({ min: 60_000, max: 140_000 }),
          eth: fc.integer({ min: 3_000, max: 5_000 }),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          op: fc.constant('time' as const),
          ms: fc.integer({ min: 1, max: 4_000_000 }),
          stale: fc.constantFrom(false, false, false, true),
        }),
      },
    ),
    { minLength: 1, maxLength: 8 },
  ),
  { minLength: 5, maxLength: 30 },
);

function triggerFields(
  { triggerKind, triggerSource, triggerOffset }: Extract<Operation, { op: 'order' }>,
  price: number,
) {
  if (triggerKind === 'none') return {};
  if (triggerKind === 'trailing-stop') {
    return { triggerKind, triggerSource, trailingOffset: ticks(Math.round((price * (31 + triggerOffset)) / 1_000)) };
  }
  return { triggerKind, triggerSource, triggerPrice: ticks(Math.round(price * (1 + triggerOffset / 1_000))) };
}

/** Opens the random traders' accounts and a small insurance fund. */
export function openVenue(): Venue {
  // A series that lists nothing: portfolio margin takes in underlyings of which there may be options.
  const none = { daily: 0, weekly: 0, monthly: 0, quarterly: 0 };
  const venue = new Venue(testGenesis({ series: [{ ...btcOptions, expiries: none }] }));
  const items = traders.flatMap((owner) => [
    venue.depositItem(owner, usdc(20_000)),
    venue.depositItem(owner, usdc(5_000), 1),
  ]);
  venue.block([], [...items, venue.depositItem(insurer, usdc(2_000))]);
  return venue;
}

/** Executes one block of operations. `placed` collects the hashes of orders, to be canceled later. */
export function playBlock(venue: Venue, operations: readonly Operation[], placed: [number, Hash][]): BlockResult {
  let elapsedMs = 50;
  const expiryMs = (venue.timeMs + 5_000_000) as TimeMs;
  const deposits = [];
  const governed: ParameterValue[] = [];
  const transactions = [];
  for (const step of operations) {
    switch (step.op) {
      case 'order': {
        const price = venue.prices[step.instrument]! * (1 + step.offset / 1_000);
        const mayRest = step.timeInForce === 'GTC' || step.timeInForce === 'GTT';
        const kind = step.isMarket && !mayRest ? 'market' : 'limit';
        const { instrument, side, size, timeInForce, reduceOnly, selfTradePrevention, ocoGroup, makerGroup } = step;
        const isPegged = step.pegSource !== 'none' && mayRest;
        const isTwap = step.slices > 0 && timeInForce === 'IOC' && step.triggerKind === 'none';
        const ticksPerDollar = instrument === btc ? 10 : 100;
        const body = orderBody(side, 0, size, {
          ...{ instrument, kind, timeInForce, reduceOnly, selfTradePrevention, ocoGroup },
          postOnly: (step.postOnly || isPegged) && mayRest,
          slide: step.slide && step.postOnly && mayRest && !isPegged,
          makerGroup: mayRest && step.triggerKind === 'none' ? makerGroup : 0,
          ...(isPegged ? { pegSource: step.pegSource, pegOffset: step.triggerOffset } : {}),
          displaySize: mayRest ? Math.ceil((size * step.display) / 16) : 0,
          goodTillMs: (timeInForce === 'GTT' ? venue.timeMs + step.goodForMs : 0) as TimeMs,
          price: kind === 'market' ? 0 : Math.round(price * ticksPerDollar),
          ...(isTwap ? { sliceCount: step.slices, sliceIntervalMs: 1_000 } : {}),
          ...(isPegged ? {} : triggerFields(step, venue.prices[step.instrument]! * ticksPerDollar)),
        });
        const sent = venue.transaction(traders[step.trader]!, body, { subaccount: step.sub, expiryMs });
        placed.push([step.trader, sent.hash]);
        transactions.push(sent);
        break;
      }
      case 'combo': {
        const { sides, ratios, size, offset, timeInForce, selfTradePrevention } = step;
        const worth = [ratios[0] * venue.prices[btc]! * 100, ratios[1] * venue.prices[eth]! * 1_000] as const;
        const signed = worth.map((each, at) => (sides[at] === 'buy' ? each : 0 - each));
        const mayRest = timeInForce === 'GTC' || timeInForce === 'GTT';
        // Whole steps of whatever the ratios come down to, and few of them, so that combos meet.
        const tens = Math.round((signed[0]! + signed[1]! + ((worth[0] + worth[1]) * offset) / 1_000) / 60_000);
        const limit = tens * 60_000 + 0;
        const legs = [
          [btc, sides[0], ratios[0]],
          [eth, sides[1], ratios[1]],
        ] as const;
        const goodTillMs = (timeInForce === 'GTT' ? venue.timeMs + step.goodForMs : 0) as TimeMs;
        const postOnly = step.postOnly && mayRest;
        const body = comboBody(legs, size, limit, { timeInForce, postOnly, goodTillMs, selfTradePrevention });
        const sent = venue.transaction(traders[step.trader]!, body, { subaccount: step.sub, expiryMs });
        placed.push([step.trader, sent.hash]);
        transactions.push(sent);
        break;
      }
      case 'cancel': {
        const [owner, hash] = placed[placed.length - 1 - step.pick] ?? [0, `0x${'9'.repeat(64)}` as Hash];
        const orderExpiryMs = (venue.timeMs + 1_000) as TimeMs;
        transactions.push(venue.transaction(traders[owner]!, { type: 'cancel', order: hash, orderExpiryMs }));
        break;
      }
      case 'replace': {
        const [owner, hash] = placed[placed.length - 1 - step.pick] ?? [0, `0x${'9'.repeat(64)}` as Hash];
        const resting = venue.state.orders.get(hash);
        const instrument = resting?.instrument ?? btc;
        const moved = Math.round(
          venue.prices[instrument]! * (1 + step.offset / 1_000) * (instrument === btc ? 10 : 100),
        );
        const price = ticks(step.keepsPrice ? (resting?.price ?? 1) : moved);
        const body: ReplaceOrder = { type: 'replace', order: hash, instrument, price, size: lots(step.size), postOnly: false, selfTradePrevention: 'cancel-maker' }; // prettier-ignore
        const cancel: CancelOrder = { type: 'cancel', order: hash, orderExpiryMs: 0 as TimeMs };
        const batch: Batch = { type: 'batch', atomic: step.size % 2 === 0, operations: [body, cancel, cancel] };
        transactions.push(venue.transaction(traders[owner]!, step.inBatch ? batch : body, { expiryMs }));
        break;
      }
      case 'cancelAll':
        transactions.push(
          venue.transaction(
            traders[step.trader]!,
            { type: 'cancelAll', instrument: 0 as InstrumentId },
            { subaccount: step.sub, expiryMs },
          ),
        );
        break;
      case 'cancelAllAfter': {
        const { timeoutMs } = step;
        const body = { type: 'cancelAllAfter', timeoutMs } as const;
        transactions.push(venue.transaction(traders[step.trader]!, body, { subaccount: step.sub, expiryMs }));
        break;
      }
      case 'protect': {
        const { most, frozenMs } = step;
        const limits = {
          windowMs: 500,
          frozenMs,
          quantityMax: lots(2 * most),
          deltaMax: lots(most),
          vegaMax: microUsdc(0),
        };
        const body = { type: 'setProtection', group: 1, instrument: btc, ...limits } as const;
        transactions.push(venue.transaction(traders[step.trader]!, body, { subaccount: step.sub, expiryMs }));
        break;
      }
      case 'quote': {
        const middle = Math.round(venue.prices[btc]! / 100) * 1_000;
        const quotes = step.sizes.map((size, at) => ({
          bidPrice: ticks(middle - step.spread * (at + 1)),
          bidSize: lots(size),
          askPrice: ticks(middle + step.spread * (at + 1)),
          askSize: lots(1_400 - size),
        }));
        const body = { type: 'massQuote', instrument: btc, makerGroup: 1, quotes } as const;
        transactions.push(venue.transaction(traders[step.trader]!, body, { subaccount: step.sub, expiryMs }));
        break;
      }
      case 'bid': {
        const auctions = auctionsView(venue.state, 0, 9);
        const { account, subNo, fractionMaxPpb } = auctions[step.pick % auctions.length] ?? { account: traders[0]!, subNo: 0, fractionMaxPpb: 1_000 }; // prettier-ignore
        const fractionPpb = Math.min(1_000_000_000, Math.floor((fractionMaxPpb * step.share) / 100));
        const body = { type: 'bid', liquidated: account, liquidatedSubaccount: subNo, fractionPpb, payMax: 0 } as const;
        transactions.push(venue.transaction(traders[step.trader]!, body, { subaccount: step.sub, expiryMs }));
        break;
      }
      case 'transfer':
      case 'withdraw': {
        const amount = usdc(step.dollars) as MicroUsdc;
        const body =
          step.op === 'transfer'
            ? ({ type: 'transfer', toSubaccount: 1 - step.sub, token: 0, amount } as const)
            : ({ type: 'withdraw', token: 0, amount } as const);
        transactions.push(venue.transaction(traders[step.trader]!, body, { subaccount: step.sub, expiryMs }));
        break;
      }
      case 'deposit':
        deposits.push(venue.depositItem(traders[step.trader]!, usdc(step.dollars), step.sub));
        break;
      case 'margin':
        transactions.push(venue.transaction(traders[step.trader]!, { type: 'setMarginMode', mode: step.mode }, { subaccount: step.sub })); // prettier-ignore
        break;
      case 'limits': {
        const body = { type: 'setRiskLimits', feed: feedId(1), deltaMaxPpb: step.lots * 100_000, gammaMaxPpb: 0, vegaMax: microUsdc(0) } as const; // prettier-ignore
        transactions.push(venue.transaction(traders[step.trader]!, body, { subaccount: step.sub }));
        break;
      }
      case 'govern':
        governed.push(valueOf(step.scope, step.name, step.value));
        break;
      case 'key':
        transactions.push(venue.transaction(traders[step.trader]!, approval(addressOf(0xeee))));
        break;
      case 'price':
        venue.prices = { 1: step.btc, 2: step.eth };
        break;
      case 'time':
        elapsedMs = step.ms;
        venue.stale = step.stale;
        break;
    }
  }
  const versions = governed.length === 0 ? [] : [nextVersion(venue, governed)];
  return venue.block(transactions, [...versions, ...deposits], elapsedMs);
}
