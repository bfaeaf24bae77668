import type { Address, InstrumentId } from '../../types/ids.ts';
import { hedgeRulesMax, type SetHedge } from '../../types/transaction.ts';
import type { BlockRun } from '../blockRun.ts';
import type { Series } from '../genesis.ts';
import type { MarketListing } from '../instruments/listing.ts';
import { ppbOne } from '../integers.ts';
import type { HedgeRule } from '../records.ts';
import type { ExchangeState } from '../state.ts';
import { accepted, type Verdict } from '../verdict.ts';

/** Least and most time between two orders of a rule, and most time for which one is set. */
const intervalMsMin = 1_000;
const intervalMsMax = 86_400_000;
export const hedgeMsMax = 366 * 86_400_000;

/** Why a rule is over: it was ended, its time has passed, its lots are used up, or its market is gone. */
export type HedgeEnd = 'ENDED' | 'UNTIL' | 'LOTS_USED' | 'MARKET_GONE';

export const hedgeKey = (subaccount: number, rule: number): number => subaccount * hedgeRulesMax + rule - 1;
export const subaccountOfHedge = (key: number): number => Math.floor(key / hedgeRulesMax);
export const ruleOfHedge = (key: number): number => (key % hedgeRulesMax) + 1;

/** The rules of a subaccount, ascending by number. */
export function hedgesOf({ hedges }: ExchangeState, subaccount: number): (HedgeRule & { rule: number })[] {
  const rules = Array.from({ length: hedgeRulesMax }, (_, at) => at + 1);
  return rules.flatMap((rule) => {
    const known = hedges.get(hedgeKey(subaccount, rule));
    return known === undefined ? [] : [{ rule, ...known }];
  });
}

/** The options on the underlying of a market. */
export const optionsOn = ({ terms: { inForce } }: ExchangeState, { feed }: MarketListing): Series | undefined =>
  inForce.series.find(({ kind, terms }) => kind === 'option' && terms.feed === feed);

/** Sets, replaces or (kind `none`) ends a rule of a subaccount. It is looked at for the first time at the end of the same block. */
export function setHedge(
  run: BlockRun,
  { account }: { readonly account: Address },
  body: SetHedge,
  subaccount: number,
): Verdict {
  const { state, timeMs, events } = run;
  const { rule, kind, instrument } = body;
  if (rule < 1 || rule > hedgeRulesMax) return { code: 'HEDGE_INVALID' };
  const key = hedgeKey(subaccount, rule);
  if (kind === 'none') {
    if (state.hedges.has(key)) endHedge(run, key, 'ENDED');
    return accepted;
  }
  const listing = state.markets.listingOf(instrument);
  if (listing === undefined) return { code: 'INSTRUMENT_UNKNOWN' };
  if (!isPossible(state, body, listing, timeMs)) return { code: 'HEDGE_INVALID' };
  const { lower, upper, windowMs, putPpb, callPpb, slippagePpb, sizeMax, lotsMax, intervalMs, untilMs } = body;
  const terms = {
    kind,
    instrument,
    lower,
    upper,
    windowMs,
    putPpb,
    callPpb,
    slippagePpb,
    sizeMax,
    intervalMs,
    untilMs,
  };
  state.hedges.set(key, { ...terms, lotsLeft: lotsMax });
  state.hedgeTimes.set(key, timeMs);
  events.push({ type: 'hedgeSet', account, subaccount: state.subaccounts.subNo(subaccount), rule, ...terms, lotsMax });
  return accepted;
}

function isPossible(state: ExchangeState, body: SetHedge, listing: MarketListing, timeMs: number): boolean {
  const { lower, upper, windowMs, putPpb, callPpb, slippagePpb, sizeMax, lotsMax, intervalMs, untilMs } = body;
  const isLimited =
    slippagePpb <= ppbOne &&
    sizeMax > 0 &&
    sizeMax <= lotsMax &&
    intervalMs >= intervalMsMin &&
    intervalMs <= intervalMsMax &&
    untilMs > timeMs &&
    untilMs <= timeMs + hedgeMsMax &&
    windowMs <= hedgeMsMax;
  if (!isLimited) return false;
  const [hasBand, hasWindow, hasStrikes] = [lower !== 0 || upper !== 0, windowMs > 0, putPpb > 0 || callPpb > 0];
  switch (body.kind) {
    case 'delta':
      return listing.kind !== 'option' && lower < upper && !hasWindow && !hasStrikes;
    case 'roll':
      return listing.kind !== 'perpetual' && hasWindow && !hasBand && !hasStrikes;
    case 'collar': {
      const isAround = putPpb > 0 && callPpb > 0 && putPpb < ppbOne && callPpb < ppbOne;
      return listing.kind !== 'option' && optionsOn(state, listing) !== undefined && isAround && hasWindow && !hasBand;
    }
    case 'none':
      return false;
  }
}

/** Takes a rule away, and says why. */
export function endHedge({ state, events }: BlockRun, key: number, reason: HedgeEnd): void {
  const { instrument, kind, lotsLeft } = state.hedges.get(key)!;
  const subaccount = subaccountOfHedge(key);
  const identity = { account: state.subaccounts.owner(subaccount), subaccount: state.subaccounts.subNo(subaccount) };
  state.hedges.delete(key);
  state.hedgeTimes.delete(key);
  events.push({ type: 'hedgeEnded', ...identity, rule: ruleOfHedge(key), kind, instrument, lotsLeft, reason });
}

/** Changes what of a rule moves on by itself. */
export function changeHedge(
  { hedges }: ExchangeState,
  key: number,
  change: Partial<Pick<HedgeRule, 'lotsLeft'>> & { readonly instrument?: InstrumentId },
): HedgeRule {
  const changed = { ...hedges.get(key)!, ...change };
  hedges.set(key, changed);
  return changed;
}
