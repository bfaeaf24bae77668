import type { InstrumentId } from '../../types/ids.ts';
import { indexOf, type AgreedPrices } from '../prices/agreedPrices.ts';
import type { BlockRun } from '../blockRun.ts';
import { marketsMax, type Series } from '../genesis.ts';
import type { Market, OptionRight } from '../records.ts';
import { timeMs as blockTime } from '../../types/units.ts';
import { unpricedMarket } from '../unpricedMarket.ts';
import { expiriesAfter } from './calendar.ts';

/** A rule is looked at when the network begins, and then at every full hour of block time. */
const listingIntervalMs = 3_600_000;

/** What tells one market of a series from the others. */
type Terms = Pick<Market, 'expiryMs' | 'strikeMicroUsdc' | 'right'>;

const keyOf = ({ expiryMs, strikeMicroUsdc, right }: Terms): string => `${expiryMs}/${strikeMicroUsdc}/${right}`;

/**
 * Lists what the rules of the series ask for and is not listed yet: at the first block in which a series has an index, and then at the
 * first one of every hour. Nothing is ever taken off before its expiry. Source: docs/spec/exchange.md, Instruments.
 */
export function listByRule(run: BlockRun, prices: AgreedPrices): void {
  const { state, timeMs } = run;
  for (const series of state.terms.inForce.series) {
    const index = indexOf(prices, series.terms);
    if (index === 0) continue;
    if (timeMs < (state.series.get(series.series) ?? 0)) continue;
    state.series.set(series.series, timeMs - (timeMs % listingIntervalMs) + listingIntervalMs);
    listMissing(run, series, index);
  }
}

function listMissing(run: BlockRun, series: Series, index: number): void {
  const { markets } = run.state;
  const known = new Set(markets.listings.filter((each) => each.series === series.series).map(keyOf));
  for (const terms of wanted(series, run.timeMs, index)) {
    if (known.has(keyOf(terms)) || markets.size >= marketsMax) continue;
    list(run, series, terms);
  }
}

/** Everything that a rule asks for now, by expiry, strike and right. */
function wanted(
  { kind, expiries, strikeStepMicroUsdc, strikesPerSide }: Series,
  timeMs: number,
  index: number,
): Terms[] {
  const dates = expiriesAfter(timeMs, expiries);
  if (kind === 'future') return dates.map((expiryMs) => ({ expiryMs, strikeMicroUsdc: 0, right: 'none' }));
  const nearest = Math.round(index / strikeStepMicroUsdc);
  const first = Math.max(1, nearest - strikesPerSide);
  const strikes = Array.from({ length: nearest + strikesPerSide - first + 1 }, (_, at) => first + at);
  const rights: readonly OptionRight[] = ['call', 'put'];
  return dates.flatMap((expiryMs) =>
    strikes.flatMap((strike) =>
      rights.map((right) => ({ expiryMs, strikeMicroUsdc: strike * strikeStepMicroUsdc, right })),
    ),
  );
}

function list({ state, timeMs, events }: BlockRun, { series }: Series, terms: Terms): void {
  const instrument = (state.counters.get('instruments') + 1) as InstrumentId;
  state.counters.set('instruments', instrument);
  state.markets.set(instrument, { ...unpricedMarket(blockTime(timeMs), instrument), series, ...terms });
  const { name, expiryMs } = state.markets.listingOf(instrument)!;
  events.push({ type: 'listed', instrument, name, expiryMs });
}
