import { amountToUnits, sizeToLots, type HedgeRequest } from '../sdk/index.ts';
import type { HedgeKind } from '../types/transaction.ts';
import { WitanError } from '../types/fault.ts';
import { signOptions, type HedgeOptions } from './tradeOptions.ts';
import { marketOf, requireOk, trade, type Venue } from './tradeSession.ts';

const hourMs = 3_600_000;

/** A percentage in parts per billion, and units of an underlying in billionths. Errors: ARGUMENT_INVALID. */
const percentToPpb = (text: string): number => amountToUnits({ ledgerDecimals: 7 }, text);
const unitsToPpb = (text: string): number => {
  const units = amountToUnits({ ledgerDecimals: 9 }, text.replace(/^-/, ''));
  return text.startsWith('-') ? 0 - units : units;
};

/** An option without which a rule of its kind says nothing. Errors: ARGUMENT_INVALID. */
function needed(value: string | undefined, flag: string, kind: HedgeKind): string {
  if (value === undefined) throw new WitanError('ARGUMENT_INVALID', `A ${kind} rule needs ${flag}.`, 'See --help.');
  return value;
}

/** The market in whose lots a rule counts: that of a collar is any option on the underlying. */
export function countedIn(
  { markets }: Pick<Venue, 'markets'>,
  kind: HedgeKind,
  market: Venue['markets'][number],
): Venue['markets'][number] {
  const option = markets.find((each) => each.kind === 'option' && each.feed === market.feed);
  return kind === 'collar' && option !== undefined ? option : market;
}

/** The rule that the options ask for. @param nowMs Unix ms */
export function hedgeRequest(
  rule: number,
  kind: Exclude<HedgeKind, 'none'>,
  options: HedgeOptions,
  venue: Pick<Venue, 'markets'>,
  nowMs: number,
): HedgeRequest {
  const market = marketOf(venue, needed(options.market, '--market', kind));
  const counted = countedIn(venue, kind, market);
  const common = {
    rule,
    instrument: market.instrument,
    slippagePpb: percentToPpb(options.slippage),
    sizeMax: sizeToLots(counted, needed(options.sizeMax, '--size-max', kind)),
    lotsMax: sizeToLots(counted, needed(options.totalMax, '--total-max', kind)),
    intervalMs: options.every * 1_000,
    untilMs: nowMs + options.hours * hourMs,
  };
  switch (kind) {
    case 'delta': {
      const lower = unitsToPpb(needed(options.lower, '--lower', kind));
      return { ...common, kind, lower, upper: unitsToPpb(needed(options.upper, '--upper', kind)) };
    }
    case 'roll':
      return { ...common, kind, windowMs: options.windowHours * hourMs };
    case 'collar': {
      const putPpb = percentToPpb(needed(options.put, '--put', kind));
      const callPpb = percentToPpb(needed(options.call, '--call', kind));
      return { ...common, kind, windowMs: options.windowHours * hourMs, putPpb, callPpb };
    }
  }
}

/** Sets a hedge rule of the subaccount, or ends it. */
export const changeHedgeRule = (rule: number, kind: HedgeKind, options: HedgeOptions): Promise<void> =>
  trade(options, true, async (client, venue) => {
    const submitted =
      kind === 'none'
        ? await client.endHedge(rule, signOptions(options))
        : await client.setHedge(hedgeRequest(rule, kind, options, venue, Date.now()), signOptions(options));
    const { hash, height, code, verified } = requireOk(await submitted.final());
    const line = `final at height ${height}: hedge rule ${rule} ${kind === 'none' ? 'is over' : `keeps ${kind}`}`;
    return { record: { hash, code, height, verified, rule, kind }, lines: [line] };
  });
