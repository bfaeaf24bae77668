import type { Address, Hash } from '../../types/ids.ts';
import type { PlaceOrder, TriggerSource } from '../../types/transaction.ts';
import { isCanceledAhead } from '../accounts/tombstones.ts';
import type { BlockRun } from '../blockRun.ts';
import type { OcoMember } from '../book/ocoGroups.ts';
import { tickValue, type MarketListing } from '../genesis.ts';
import { mulDiv } from '../integers.ts';
import type { Market, TriggerOrder } from '../records.ts';
import type { ExchangeState } from '../state.ts';
import { accepted, type Verdict } from '../verdict.ts';
import { checkGroup, checkShape } from './checks.ts';
import { emitCanceled, nextInQueue, type CancelReason } from './resting.ts';
import { directionOf } from './triggerIndex.ts';

/** Most orders of one account that may wait for a price; trailing stops among them, which every block looks at. */
export const triggersPerAccountMax = 200;
export const trailingPerAccountMax = 10;

/** A source's price in ticks, rounded down and up; undefined before the first one. */
export function sourceTicks(
  listing: MarketListing,
  market: Market,
  source: TriggerSource,
): { readonly floor: number; readonly ceil: number } | undefined {
  if (source === 'last')
    return market.lastPrice === 0 ? undefined : { floor: market.lastPrice, ceil: market.lastPrice };
  const perLot = source === 'mark' ? market.markPerLot : market.indexPerLot;
  if (perLot === 0) return undefined;
  const value = tickValue(listing);
  return { floor: mulDiv(perLot, 1, value, 'floor'), ceil: mulDiv(perLot, 1, value, 'ceil') };
}

/** Takes in an order that waits for a price. What it needs to trade is checked when it is triggered. */
export function placeTrigger(
  run: BlockRun,
  hash: Hash,
  { account }: { readonly account: Address },
  order: PlaceOrder,
  subaccount: number,
): Verdict {
  const { state, timeMs } = run;
  const number = state.markets.number(order.instrument);
  if (number < 0) return { code: 'INSTRUMENT_UNKNOWN' };
  const listing = state.markets.listing(number);
  const market = state.markets.at(number);
  const shape = checkShape(order, listing);
  if (shape !== 'OK') return { code: shape };
  if (order.triggerPrice > listing.maxPriceTicks || order.trailingOffset > listing.maxPriceTicks) {
    return { code: 'TRIGGER_PRICE_INVALID' };
  }
  if (order.goodTillMs > 0 && order.goodTillMs <= timeMs) return { code: 'GOOD_TILL_PASSED' };
  if (isCanceledAhead(state, account, hash, timeMs)) return { code: 'ORDER_CANCELED' };
  const now = sourceTicks(listing, market, order.triggerSource);
  if (market.markPerLot === 0 || (market.stale && !order.reduceOnly)) return { code: 'FEED_STALE' };
  const isTrailing = order.triggerKind === 'trailing-stop';
  if (isTrailing && now === undefined) return { code: 'FEED_STALE' };
  const waiting = state.triggersOf.get(account) ?? [];
  const trailing = waiting.filter((each) => state.triggers.get(each)!.order.triggerKind === 'trailing-stop').length;
  if (waiting.length >= triggersPerAccountMax || (isTrailing && trailing >= trailingPerAccountMax)) {
    return { code: 'TRIGGER_LIMIT' };
  }
  const group = checkGroup(state, order, subaccount);
  if (group !== 'OK') return { code: group };
  const queue = nextInQueue(state);
  const extreme = isTrailing ? (order.side === 'sell' ? now!.floor : now!.ceil) : 0;
  const trigger: TriggerOrder = { hash, account, subaccount, order, extreme, queue };
  addTrigger(state, trigger);
  emitUntriggered(run, trigger);
  return accepted;
}

/** Lets an order wait; also how a snapshot is rebuilt. */
export function addTrigger(state: ExchangeState, trigger: TriggerOrder): void {
  const { hash, account } = trigger;
  state.triggers.set(hash, trigger);
  state.triggerIndex.add(trigger);
  state.ocoGroups.join(memberOf(trigger));
  state.triggersOf.set(account, [...(state.triggersOf.get(account) ?? []), hash]);
}

/** As a member of its group. */
export const memberOf = ({ hash, subaccount, order: { instrument, ocoGroup } }: TriggerOrder): OcoMember => ({
  ...{ hash, subaccount, instrument, ocoGroup },
});

/** Takes a waiting order out without a word. */
export function dropTrigger(state: ExchangeState, trigger: TriggerOrder): void {
  const { hash, account } = trigger;
  state.triggers.delete(hash);
  state.triggerIndex.delete(trigger);
  state.ocoGroups.leave(memberOf(trigger));
  const left = state.triggersOf.get(account)!.filter((each) => each !== hash);
  if (left.length === 0) state.triggersOf.delete(account);
  else state.triggersOf.set(account, left);
}

/** Ends an order that still waits. Every order gets one final event. */
export function cancelTrigger(run: BlockRun, trigger: TriggerOrder, reason: CancelReason): void {
  dropTrigger(run.state, trigger);
  const { hash, account, subaccount, order } = trigger;
  const { instrument, side, clientId } = order;
  emitCanceled(run, { hash, account, subaccount, instrument, side, clientId }, order.size, reason);
}

/** Cancels those of a subaccount's waiting orders that fit, oldest first. */
export function cancelTriggersOf(
  run: BlockRun,
  account: Address,
  subaccount: number,
  reason: CancelReason,
  fits: (order: PlaceOrder) => boolean,
): void {
  for (const hash of run.state.triggersOf.get(account) ?? []) {
    const trigger = run.state.triggers.get(hash)!;
    if (trigger.subaccount === subaccount && fits(trigger.order)) cancelTrigger(run, trigger, reason);
  }
}

/** The price at which a waiting order triggers, as things stand. */
export function triggerLevel(trigger: TriggerOrder): number {
  const { order, extreme } = trigger;
  if (order.triggerKind !== 'trailing-stop') return order.triggerPrice;
  return directionOf(trigger) === 'up' ? extreme + order.trailingOffset : extreme - order.trailingOffset;
}

function emitUntriggered({ state, events }: BlockRun, { hash, account, subaccount, order }: TriggerOrder): void {
  events.push({
    type: 'untriggered',
    order: hash,
    account,
    subaccount: state.subaccounts.subNo(subaccount),
    instrument: order.instrument,
    side: order.side,
    kind: order.kind,
    timeInForce: order.timeInForce,
    price: order.price,
    size: order.size,
    reduceOnly: order.reduceOnly,
    triggerKind: order.triggerKind,
    triggerSource: order.triggerSource,
    triggerPrice: order.triggerPrice,
    trailingOffset: order.trailingOffset,
    clientId: order.clientId,
    label: order.label,
  });
}
