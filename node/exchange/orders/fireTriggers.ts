import type { InstrumentId } from '../../types/ids.ts';
import { marketStatus } from '../../types/parameters.ts';
import type { PlaceOrder, TriggerSource } from '../../types/transaction.ts';
import { plainOrder } from '../../types/transaction.ts';
import type { BlockRun } from '../blockRun.ts';
import type { TriggerOrder } from '../records.ts';
import { cancelOthers } from './oco.ts';
import { placeOrder } from './place.ts';
import { emitRefused } from './resting.ts';
import { directionOf } from './triggerIndex.ts';
import { dropTrigger, memberOf, sourceTicks, triggerLevel } from './triggers.ts';

/** Most orders that are triggered in one block; the others follow in the next one, if the price still says so. */
export const triggersPerBlockMax = 500;

const sources: readonly TriggerSource[] = ['mark', 'index', 'last'];

/**
 * After a transaction: what the last trades of its markets trigger, in a cascade, since a triggered order may trade and so
 * move the last price again. Its end is the budget of the block.
 */
export function fireOnLast(run: BlockRun, instruments: readonly InstrumentId[]): void {
  if (run.state.triggers.size === 0) return;
  for (const instrument of instruments) fireWaiting(run, instrument, 'last');
}

/**
 * At the end of a block, before funding and liquidation: whatever mark, index and last price trigger now, market by market.
 * Source: docs/spec/exchange.md, Triggers.
 */
export function fireTriggers(run: BlockRun): void {
  if (run.state.triggers.size === 0) return;
  for (const { instrument } of run.state.markets.listings) {
    fireTrailing(run, instrument);
    for (const source of sources) fireWaiting(run, instrument, source);
  }
}

/** Nothing is triggered by a price that is not fresh, or while its market is halted. */
function priceOf({ state }: BlockRun, instrument: InstrumentId, source: TriggerSource) {
  const number = state.markets.number(instrument);
  if (number < 0 || state.markets.at(number).stale) return undefined;
  const listing = state.markets.listing(number);
  if (listing.status === marketStatus.halted) return undefined;
  return sourceTicks(listing, state.markets.at(number), source);
}

function fireWaiting(run: BlockRun, instrument: InstrumentId, source: TriggerSource): void {
  while (run.budget.triggers > 0) {
    const now = priceOf(run, instrument, source);
    const hash = now && run.state.triggerIndex.next(instrument, source, now.floor, now.ceil);
    if (hash === undefined) return;
    fire(run, run.state.triggers.get(hash)!);
  }
}

/** Moves the trailing stops of a market with their source, and triggers those that it has come back to, oldest first. */
function fireTrailing(run: BlockRun, instrument: InstrumentId): void {
  for (const hash of run.state.triggerIndex.trailing(instrument)) {
    const trigger = run.state.triggers.get(hash);
    const now = trigger && priceOf(run, instrument, trigger.order.triggerSource);
    if (now === undefined) continue;
    const isUp = directionOf(trigger!) === 'up';
    const extreme = isUp ? Math.min(trigger!.extreme, now.ceil) : Math.max(trigger!.extreme, now.floor);
    const moved = extreme === trigger!.extreme ? trigger! : { ...trigger!, extreme };
    if (moved !== trigger) run.state.triggers.set(hash, moved);
    const level = triggerLevel(moved);
    if ((isUp ? now.floor >= level : now.ceil <= level) && run.budget.triggers > 0) fire(run, moved);
  }
}

/** Lets a waiting order go to the book. Where it may not, it is over, and its last event says why. */
function fire(run: BlockRun, trigger: TriggerOrder): void {
  run.budget.triggers -= 1;
  const { hash, account, subaccount, order } = trigger;
  dropTrigger(run.state, trigger);
  const identity = identityOf(run, trigger);
  const { triggerKind, triggerSource } = order;
  run.events.push({ type: 'triggered', ...identity, triggerKind, triggerSource, triggerPrice: triggerLevel(trigger) });
  cancelOthers(run, memberOf(trigger));
  const verdict = placeOrder(run, hash, { account }, untriggered(order), subaccount);
  if (verdict.code === 'OK') return;
  const { instrument, side, clientId, size } = order;
  emitRefused(run, { hash, account, subaccount, instrument, side, clientId }, size, verdict);
}

function identityOf({ state }: BlockRun, { hash, account, subaccount, order }: TriggerOrder) {
  const subNo = state.subaccounts.subNo(subaccount);
  return { order: hash, account, subaccount: subNo, instrument: order.instrument, side: order.side };
}

/** The order behind the trigger. */
function untriggered(order: PlaceOrder): PlaceOrder {
  const { triggerKind, triggerSource, triggerPrice, trailingOffset } = plainOrder;
  return { ...order, triggerKind, triggerSource, triggerPrice, trailingOffset };
}
