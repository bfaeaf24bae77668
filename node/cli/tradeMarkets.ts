import { WitanError } from '../types/fault.ts';
import { lotsToSize, microToUsdc, ticksToPrice, type MarketsState } from '../sdk/index.ts';
import type { MarketsOptions } from './tradeOptions.ts';
import { trade } from './tradeSession.ts';

type MarketState = MarketsState['markets'][number];

const kinds = ['perpetual', 'future', 'option'];

/** Errors: ARGUMENT_INVALID for a kind that does not exist. */
export function showMarkets(options: MarketsOptions): Promise<void> {
  const { kind, underlying = '' } = options;
  if (kind !== undefined && !kinds.includes(kind)) {
    throw new WitanError(
      'ARGUMENT_INVALID',
      `There is no kind ${kind.slice(0, 40)}.`,
      `There are: ${kinds.join(', ')}.`,
    );
  }
  return trade(options, false, async (client) => {
    const { height, timeMs, markets } = await client.markets();
    const shown = markets
      .filter(({ listing }) => (kind === undefined || listing.kind === kind) && listing.name.startsWith(underlying))
      .map(readable);
    const lines = [
      `${shown.length} markets at height ${height}`,
      ['market'.padEnd(30), ...['mark', 'bid', 'ask', 'open interest'].map((head) => head.padStart(14))].join(' '),
      ...shown.map(({ market, mark, bid, ask, openInterest, stale }) =>
        [
          market.padEnd(30),
          ...[mark, bid ?? '-', ask ?? '-', openInterest].map((each) => each.padStart(14)),
          stale ? ' stale' : '',
        ]
          .join(' ')
          .trimEnd(),
      ),
    ];
    return { record: { height, timeMs, markets: shown }, lines };
  });
}

/** One market in units for people. */
function readable({ listing, markPerLot, indexPerLot, bestBid, bestAsk, openInterest, stale }: MarketState) {
  const unit = (perLot: number): string => microToUsdc(perLot * listing.lotsPerUnit);
  const price = (ticks: number | undefined): string | null =>
    ticks === undefined ? null : ticksToPrice(listing, ticks);
  return {
    market: listing.name,
    instrument: listing.instrument,
    kind: listing.kind,
    expiryMs: listing.expiryMs,
    mark: unit(markPerLot),
    index: unit(indexPerLot),
    bid: price(bestBid),
    ask: price(bestAsk),
    openInterest: lotsToSize(listing, openInterest),
    stale,
  };
}
