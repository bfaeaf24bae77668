import type { Address } from '../../types/ids.ts';
import type { PlaceOrder, SetProtection } from '../../types/transaction.ts';
import type { BlockRun } from '../blockRun.ts';
import type { Outcome } from '../outcomes.ts';
import type { Protection } from '../records.ts';
import { vegaOf } from '../risk/accountGreeks.ts';
import type { ExchangeState } from '../state.ts';
import { accepted, type Verdict } from '../verdict.ts';
import { cancelAllOf, type CancelReason } from './resting.ts';

/** Groups of a subaccount go from 1 to this. */
export const makerGroupsMax = 16;
/** Longest window, an hour, and longest time for which a group is frozen unless it is set anew, a day. */
export const windowMsMax = 3_600_000;
export const frozenMsMax = 86_400_000;
/** The time until which a group is frozen that stays so until it is set anew. */
export const untilSetAnew = Number.MAX_SAFE_INTEGER;
/** A window is counted in so many parts, besides the one that has begun: so its counts are two short arrays. */
const windowParts = 16;

const keyOf = (subaccount: number, group: number): number => subaccount * makerGroupsMax + group - 1;

/** How a group of a subaccount is protected; undefined: it is not. */
export const protectionOf = ({ protections }: ExchangeState, subaccount: number, group: number) =>
  protections.get(keyOf(subaccount, group));

const ends = ({ quantityMax, deltaMax, vegaMax }: SetProtection): boolean =>
  quantityMax === 0 && deltaMax === 0 && vegaMax === 0;

function isPossible(body: SetProtection): boolean {
  const { group, windowMs, frozenMs } = body;
  const isGroup = group >= 1 && group <= makerGroupsMax;
  return isGroup && (ends(body) || (windowMs > 0 && windowMs <= windowMsMax && frozenMs <= frozenMsMax));
}

/**
 * Sets, changes or (all limits 0) ends the protection of a group: counting begins anew, and nothing is frozen. Where its
 * market changes or it ends, the group's orders are canceled, since none may rest unprotected.
 */
export function setProtection(
  run: BlockRun,
  { account }: { readonly account: Address },
  body: SetProtection,
  subaccount: number,
): Verdict {
  const { protections, markets, subaccounts } = run.state;
  const { group, instrument, windowMs, frozenMs, quantityMax, deltaMax, vegaMax } = body;
  const terms = { instrument, windowMs, frozenMs, quantityMax, deltaMax, vegaMax };
  if (!markets.has(instrument)) return { code: 'INSTRUMENT_UNKNOWN' };
  if (!isPossible(body)) return { code: 'PROTECTION_INVALID' };
  const key = keyOf(subaccount, group);
  const before = protections.get(key);
  run.events.push({ type: 'protectionSet', account, subaccount: subaccounts.subNo(subaccount), group, ...terms });
  if (ends(body)) protections.delete(key);
  else protections.set(key, { ...terms, frozenUntilMs: 0, ...nothingCounted(terms, run.timeMs) });
  const isMoved = before !== undefined && (ends(body) || before.instrument !== instrument);
  if (isMoved) cancelGroup(run, subaccount, group, 'CANCELED_ALL');
  return accepted;
}

/** Whether an order may come in under the group that it names. */
export function checkMakerGroup(
  state: ExchangeState,
  subaccount: number,
  { makerGroup, instrument }: Pick<PlaceOrder, 'makerGroup' | 'instrument'>,
  timeMs: number,
): Outcome {
  const isGroup = makerGroup >= 1 && makerGroup <= makerGroupsMax;
  const protection = isGroup ? protectionOf(state, subaccount, makerGroup) : undefined;
  if (protection?.instrument !== instrument) return 'MAKER_GROUP_UNKNOWN';
  return timeMs < protection.frozenUntilMs ? 'MAKER_GROUP_FROZEN' : 'OK';
}

/**
 * Counts what a resting order of a group has traded. Where that reaches a limit, all orders of the group are canceled at
 * once, so that one taker cannot trade with a second one, and the group is frozen.
 * Units: `bought` in signed lots, above 0 where the order was a bid.
 * Source: docs/spec/exchange.md, Market-maker protection.
 */
export function countMaker(run: BlockRun, subaccount: number, group: number, bought: number): void {
  const { state, timeMs } = run;
  const protection = protectionOf(state, subaccount, group);
  if (protection === undefined) return;
  const key = keyOf(subaccount, group);
  const counts = counted(protection, timeMs, bought);
  const [lotsBought, lotsSold] = [sum(counts.bought), sum(counts.sold)];
  const quantity = lotsBought + lotsSold;
  const delta = lotsBought - lotsSold;
  const { instrument, quantityMax, deltaMax, vegaMax, frozenMs } = protection;
  const vega = vegaMax === 0 ? 0 : vegaOf(state.markets, state.markets.number(instrument), delta);
  const isReached =
    (quantityMax > 0 && quantity >= quantityMax) ||
    (deltaMax > 0 && Math.abs(delta) >= deltaMax) ||
    (vegaMax > 0 && Math.abs(vega) >= vegaMax);
  if (!isReached) {
    state.protections.set(key, { ...protection, ...counts });
    return;
  }
  const frozenUntilMs = frozenMs === 0 ? untilSetAnew : timeMs + frozenMs;
  state.protections.set(key, { ...protection, frozenUntilMs, ...nothingCounted(protection, timeMs) });
  const account = state.subaccounts.owner(subaccount);
  const identity = { account, subaccount: state.subaccounts.subNo(subaccount), group, instrument };
  run.events.push({ type: 'protectionTriggered', ...identity, quantity, delta, vega, frozenUntilMs });
  cancelGroup(run, subaccount, group, 'MARKET_MAKER_PROTECTION');
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

type Counts = Pick<Protection, 'part' | 'bought' | 'sold'>;

const partAt = ({ windowMs }: Pick<Protection, 'windowMs'>, timeMs: number): number =>
  Math.floor(timeMs / Math.ceil(windowMs / windowParts));

const nothingCounted = (terms: Pick<Protection, 'windowMs'>, timeMs: number): Counts => ({
  part: partAt(terms, timeMs),
  bought: [],
  sold: [],
});

/**
 * Lots by part of the window, the present part first. What has traded counts until sixteen more parts have begun: for the
 * window at least, and for at most one part more.
 */
function counted(before: Protection, timeMs: number, bought: number): Counts {
  const part = partAt(before, timeMs);
  const passed = Math.min(part - before.part, windowParts + 1);
  const moved = (lots: readonly number[], more: number): readonly number[] => {
    const [present = 0, ...earlier] = [...new Array<number>(passed).fill(0), ...lots].slice(0, windowParts + 1);
    return [present + more, ...earlier];
  };
  const { bought: bids, sold: asks } = before;
  return { part, bought: moved(bids, Math.max(0, bought)), sold: moved(asks, Math.max(0, -bought)) };
}

/** Cancels what rests of a group, oldest first. */
export function cancelGroup(run: BlockRun, subaccount: number, group: number, reason: CancelReason): void {
  const { rows } = run.state.book;
  cancelAllOf(run, subaccount, 0, reason, (slot) => rows.makerGroup(slot) === group);
}
