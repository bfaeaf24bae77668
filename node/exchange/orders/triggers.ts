import type { Address, Hash } from '../../types/ids.ts';
import type { PlaceOrder, TriggerSource } from '../../types/transaction.ts';
import { isolatedTo } from '../accounts/isolation.ts';
import { isCanceledAhead } from '../accounts/tombstones.ts';
import type { BlockRun } from '../blockRun.ts';
import type { OcoMember } from '../book/ocoGroups.ts';
import { tickValue } from '../genesis.ts';
import type { MarketListing } from '../instruments/listing.ts';
import { mulDiv } from '../integers.ts';
import type { Market, TriggerOrder } from '../records.ts';
import type { ExchangeState } from '../state.ts';
import { accepted, type Verdict } from '../verdict.ts';
import { checkGroup, checkShape } from './checks.ts';
import { marketTakes } from './marketTakes.ts';
import { emitCanceled, nextInQueue, type CancelReason } from './resting.ts';
import { directionOf } from './triggerIndex.ts';

/** Most orders of one account that may wait; trailing stops among them, which every block looks at; and TWAPs. */
export const triggersPerAccountMax = 200;
export const trailingPerAccountMax = 10;
export const twapsPerAccountMax = 10;

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

/** Takes in an order that waits for a price or its slices. What it needs to trade is checked when that comes. */
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
  if ((isolatedTo(state, subaccount) ?? order.instrument) !== order.instrument) return { code: 'ISOLATED' };
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
  const takes = marketTakes(listing, market, order);
  if (takes !== 'OK') return { code: takes };
  const isTrailing = order.triggerKind === 'trailing-stop';
  if (isTrailing && now === undefined) return { code: 'FEED_STALE' };
  if (isFull(state, account, order)) return { code: 'TRIGGER_LIMIT' };
  const group = checkGroup(state, hash, order, subaccount);
  if (group !== 'OK') return { code: group };
  const queue = nextInQueue(state);
  const extreme = isTrailing ? (order.side === 'sell' ? now!.floor : now!.ceil) : 0;
  const startMs = order.sliceCount === 0 ? 0 : timeMs;
  const trigger: TriggerOrder = { ...{ hash, account, subaccount, order, extreme, queue }, left: order.size, startMs, slices: 0 }; // prettier-ignore
  addTrigger(state, trigger);
  emitWaiting(run, trigger);
  return accepted;
}

/** Whether no more orders of this kind may wait for an account. */
function isFull(state: ExchangeState, account: Address, { triggerKind, sliceCount }: PlaceOrder): boolean {
  const waiting = (state.triggersOf.get(account) ?? []).map((each) => state.triggers.get(each)!.order);
  if (waiting.length >= triggersPerAccountMax) return true;
  if (sliceCount > 0) return waiting.filter((each) => each.sliceCount > 0).length >= twapsPerAccountMax;
  if (triggerKind !== 'trailing-stop') return false;
  return waiting.filter((each) => each.triggerKind === 'trailing-stop').length >= trailingPerAccountMax;
}

/** Lets an order wait; also how a snapshot is rebuilt. */
export function addTrigger(state: ExchangeState, trigger: TriggerOrder): void {
  const { hash, account } = trigger;
  state.triggers.set(hash, trigger);
  state.triggerIndex.add(trigger);
  state.ocoGroups.join(memberOf(trigger));
  state.triggersOf.set(account, [...(state.triggersOf.get(account) ?? []), hash]);
}

/** Gives a TWAP that goes on waiting what is new. */
export function changeTwap(state: ExchangeState, twap: TriggerOrder, change: Pick<TriggerOrder, 'left' | 'slices'>) {
  const changed = { ...twap, ...change };
  state.triggers.set(twap.hash, changed);
  state.triggerIndex.delete(twap);
  state.triggerIndex.add(changed);
  return changed;
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
  const { hash, account, subaccount, order, left } = trigger;
  const { instrument, side, clientId } = order;
  emitCanceled(run, { hash, account, subaccount, instrument, side, clientId }, left, reason);
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

function emitWaiting({ state, events }: BlockRun, { hash, account, subaccount, order }: TriggerOrder): void {
  const { instrument, side, kind, timeInForce, price, size, reduceOnly, clientId, label } = order;
  const identity = { order: hash, account, subaccount: state.subaccounts.subNo(subaccount), instrument, side };
  const terms = { kind, timeInForce, price, size, reduceOnly, clientId, label };
  const { triggerKind, triggerSource, triggerPrice, trailingOffset, sliceCount, sliceIntervalMs } = order;
  if (sliceCount > 0) events.push({ type: 'scheduled', ...identity, ...terms, sliceCount, sliceIntervalMs });
  else events.push({ type: 'untriggered', ...identity, ...terms, triggerKind, triggerSource, triggerPrice, trailingOffset }); // prettier-ignore
}
