import { marketStatus } from '../../types/parameters.ts';
import { invariant } from '../../types/fault.ts';
import type { InstrumentId } from '../../types/ids.ts';
import type { ExchangeTerms } from '../parameters/governedTerms.ts';
import { scopeOf } from '../parameters/termsOf.ts';
import type { MarketKind, MarketTerms, PerpetualListing } from '../genesis.ts';
import type { Market, OptionRight } from '../records.ts';
import { nameOf } from './names.ts';

/** What there is to know of a market beside its numbers: what governance may change is as it is in force. */
export interface MarketListing extends MarketTerms {
  readonly instrument: InstrumentId;
  readonly name: string;
  readonly kind: MarketKind;
  /** Number of its series; 0: a perpetual. */
  readonly series: number;
  /** When it expires, Unix ms; 0: never. */
  readonly expiryMs: number;
  /** Of an option, micro-USDC per unit of the underlying; 0 for others. */
  readonly strikeMicroUsdc: number;
  readonly right: OptionRight;
  /** What it takes: see `marketStatus`. */
  readonly status: number;
}

type Terms = Pick<Market, 'instrument' | 'series' | 'expiryMs' | 'strikeMicroUsdc' | 'right'>;

/** The listing of a market, from what its record says. Errors: BrokenInvariant where the terms know nothing of it. */
export function listingOf(terms: ExchangeTerms, market: Terms): MarketListing {
  const { instrument, series, expiryMs, strikeMicroUsdc, right } = market;
  const status = terms.statuses.get(scopeOf(market)) ?? marketStatus.open;
  if (series === 0) {
    const listing = terms.markets.find((each) => each.instrument === instrument);
    invariant(listing !== undefined, `the terms do not list market ${instrument}`);
    return perpetualAsMarket(listing, status);
  }
  const rule = terms.series.find((each) => each.series === series);
  invariant(rule !== undefined, `market ${instrument} is of series ${series}, which the terms do not have`);
  const name = nameOf(rule.underlying, market);
  return { ...rule.terms, instrument, name, kind: rule.kind, series, expiryMs, strikeMicroUsdc, right, status };
}

/** A perpetual as a market among others. */
export const perpetualAsMarket = (
  listing: PerpetualListing,
  status: number = marketStatus.open,
): MarketListing & PerpetualListing => ({
  ...listing,
  kind: 'perpetual',
  series: 0,
  expiryMs: 0,
  strikeMicroUsdc: 0,
  right: 'none',
  status,
});

/** Whether a market has the terms that only perpetuals have. */
export const isPerpetual = (listing: MarketListing): listing is MarketListing & PerpetualListing =>
  listing.kind === 'perpetual';
