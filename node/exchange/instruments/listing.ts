import { invariant } from '../../types/fault.ts';
import type { InstrumentId } from '../../types/ids.ts';
import type { ExchangeGenesis, MarketKind, MarketTerms, PerpetualListing } from '../genesis.ts';
import type { Market, OptionRight } from '../records.ts';
import { nameOf } from './names.ts';

/** What there is to know of a market that does not change while it is listed. */
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
}

type Terms = Pick<Market, 'instrument' | 'series' | 'expiryMs' | 'strikeMicroUsdc' | 'right'>;

/** The listing of a market, from what its record says. Errors: BrokenInvariant where the genesis knows nothing of it. */
export function listingOf(genesis: ExchangeGenesis, market: Terms): MarketListing {
  const { instrument, series, expiryMs, strikeMicroUsdc, right } = market;
  if (series === 0) {
    const listing = genesis.markets.find((each) => each.instrument === instrument);
    invariant(listing !== undefined, `the genesis does not list market ${instrument}`);
    return perpetualAsMarket(listing);
  }
  const rule = genesis.series.find((each) => each.series === series);
  invariant(rule !== undefined, `market ${instrument} is of series ${series}, which the genesis does not have`);
  const name = nameOf(rule.underlying, market);
  return { ...rule.terms, instrument, name, kind: rule.kind, series, expiryMs, strikeMicroUsdc, right };
}

/** A perpetual of the genesis as a market among others. */
export const perpetualAsMarket = (listing: PerpetualListing): MarketListing & PerpetualListing => ({
  ...listing,
  kind: 'perpetual',
  series: 0,
  expiryMs: 0,
  strikeMicroUsdc: 0,
  right: 'none',
});

/** Whether a market has the terms that only perpetuals have. */
export const isPerpetual = (listing: MarketListing): listing is MarketListing & PerpetualListing =>
  listing.kind === 'perpetual';
