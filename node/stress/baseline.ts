import { dayMs } from '../exchange/instruments/calendar.ts';
import type { MarketListing } from '../exchange/instruments/listing.ts';
import { surfaceNodes, surfacePlace } from '../exchange/prices/surface.ts';
import { tenorsMs } from '../exchange/prices/tenors.ts';
import { log } from '../exchange/pricing/log.ts';
import type { Market } from '../exchange/records.ts';
import type { ExchangeState } from '../exchange/state.ts';
import type { AgreedPrice } from '../types/settlement.ts';
import { timeMs as blockTime } from '../types/units.ts';
import type { Shock } from './shock.ts';

const ratioOne = 1_000_000_000;
const volatilityUnit = 1_000_000;
const priceMax = 1_000_000_000_000_000;

/** One feed as a state's marks imply it: its value, and what of a shock moves it. */
interface Feed {
  readonly feed: number;
  readonly group: number;
  readonly value: number;
  readonly moves: 'index' | 'forward' | 'volatility';
}

interface Dated {
  readonly listing: MarketListing;
  readonly market: Market;
  readonly leftMs: number;
}

const nearest = <T>(items: readonly T[], distance: (item: T) => number): T =>
  items.reduce((best, item) => (distance(item) < distance(best) ? item : best));

function dated(state: ExchangeState): Dated[] {
  const now = state.clock.get('clock')!.timeMs;
  return state.markets.live
    .map((number) => ({ listing: state.markets.listing(number), market: state.markets.at(number) }))
    .filter(({ listing, market }) => listing.series > 0 && market.forward > 0 && listing.expiryMs > now)
    .map(({ listing, market }) => ({ listing, market: { ...market }, leftMs: listing.expiryMs - now }));
}

/** Volatilities at the nodes from the options that are marked: at each the nearest expiry's nearest strike. */
function surfaceValue(options: readonly Dated[], tenorMs: number, node: number): number {
  if (options.length === 0) return 0.6 * volatilityUnit;
  const { leftMs } = nearest(options, (each) => Math.abs(each.leftMs - tenorMs));
  const years = leftMs / (365 * dayMs);
  const { market } = nearest(
    options.filter((each) => each.leftMs === leftMs),
    ({ market: { strikeMicroUsdc, forward } }) => Math.abs(surfacePlace(log(strikeMicroUsdc / forward), years) - node),
  );
  return Math.round(market.volatilityPpb / 1_000);
}

/**
 * The feeds that would give a state the marks that it has: a state remembers what came of its feeds, not the feeds. Exact for indices up to a lot's rounding;
 * curve and surface are taken from the nearest dated market, flat where there is none.
 */
export class Baseline {
  readonly #feeds: readonly Feed[];

  constructor(state: ExchangeState) {
    const feeds = new Map<number, Feed>();
    for (const number of state.markets.live) {
      const { feed, lotsPerUnit } = state.markets.listing(number);
      const { indexPerLot } = state.markets.at(number);
      const value = indexPerLot * lotsPerUnit;
      // The finest lots have lost most of the index; the coarsest least.
      if (value > (feeds.get(feed)?.value ?? 0)) feeds.set(feed, { feed, group: feed, value, moves: 'index' });
    }
    const listed = dated(state);
    for (const series of state.terms.inForce.series) {
      const group = series.terms.feed;
      const index = feeds.get(group)?.value;
      if (index === undefined) continue;
      const curve = listed.filter(({ listing }) => listing.feed === group);
      const options = curve.filter(({ listing, market }) => listing.kind === 'option' && market.volatilityPpb > 0);
      tenorsMs.forEach((tenorMs, tenor) => {
        const at = curve.length === 0 ? undefined : nearest(curve, (each) => Math.abs(each.leftMs - tenorMs));
        const value = at === undefined ? ratioOne : Math.round((at.market.forward / index) * ratioOne);
        const feed = series.curveFeed + tenor;
        feeds.set(feed, { feed, group, value, moves: 'forward' });
        if (series.kind !== 'option') return;
        surfaceNodes.forEach((node, place) => {
          const of = series.surfaceFeed + tenor * surfaceNodes.length + place;
          feeds.set(of, { feed: of, group, value: surfaceValue(options, tenorMs, node), moves: 'volatility' });
        });
      });
    }
    this.#feeds = [...feeds.values()].sort((a, b) => a.feed - b.feed);
  }

  /** All feeds under the shocks of their groups, as a block agrees on them. */
  agreed(timeMs: number, shockOf: (group: number) => Shock): AgreedPrice[] {
    return this.#feeds.map(({ feed, group, value, moves }) => {
      const shock = shockOf(group);
      const shocked = Math.round(value * shock[moves]);
      const price =
        moves === 'index'
          ? Math.max(1, Math.min(priceMax, shocked))
          : moves === 'forward'
            ? Math.max(ratioOne / 2, Math.min(2 * ratioOne, shocked))
            : Math.max(volatilityUnit / 100, Math.min(10 * volatilityUnit, shocked));
      return { feed, price, atMs: blockTime(timeMs), stale: shock.isStale };
    });
  }
}
