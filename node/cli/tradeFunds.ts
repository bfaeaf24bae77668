import {
  lotsToSize,
  microToUsdc,
  tokenOf,
  unitsToAmount,
  type FundsState,
  type NetworkDescription,
} from '../sdk/index.ts';
import type { TradeOptions } from './tradeOptions.ts';
import { trade, type Said, type Venue } from './tradeSession.ts';

export const showFunds = (options: TradeOptions): Promise<void> =>
  trade(options, false, async (client, venue) => fundsSaid(await client.funds(), venue, client.network));

/** Insurance funds with what they took over, in units of the markets for people; the record keeps the integers. */
export function fundsSaid(
  { height, timeMs, funds }: FundsState,
  { markets }: Pick<Venue, 'markets'>,
  network: NetworkDescription,
): Said {
  const lines = funds.flatMap(({ group, underlyings, cash, collateral, equity, positions }) => [
    `group ${group} (${underlyings.join(', ')}): cash ${microToUsdc(cash)}, equity ${microToUsdc(equity)} USDC`,
    ...collateral.map(({ token, amount }) => {
      const { ledgerDecimals, symbol } = tokenOf(network, token);
      return `  ${symbol} ${unitsToAmount({ ledgerDecimals }, amount)}`;
    }),
    ...positions.map(({ instrument, lots }) => {
      const market = markets.find((each) => each.instrument === instrument)!;
      return `  ${market.name} ${lotsToSize(market, lots)}`;
    }),
  ]);
  return { record: { height, timeMs, funds }, lines: [`insurance funds at height ${height}`, ...lines] };
}
