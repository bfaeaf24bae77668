import { WitanError } from '../types/fault.ts';
import { microToUsdc, sizeToLots, usdcToMicro, type ComboRequest, type FinalResult } from '../sdk/index.ts';
import { signOptions, type ComboOptions, type SigningOptions } from './tradeOptions.ts';
import { marketOf, requireOk, trade, type Said, type Venue } from './tradeSession.ts';

const legPattern = /^(buy|sell):(.+):([0-9.]+)$/;

/** What a command line asks of a combo. Errors: ARGUMENT_INVALID, MARKET_UNKNOWN, SIZE_OFF_LOT. */
export function comboRequest(
  network: Venue,
  legs: readonly string[],
  { size, price, tif, cancelOwn, clientId, label }: Omit<ComboOptions, keyof SigningOptions>,
): ComboRequest {
  const limit = usdcToMicro(price.replace(/^-/, ''));
  return {
    legs: legs.map((leg) => readLeg(network, leg)),
    size,
    limit: price.startsWith('-') ? 0 - limit : limit,
    timeInForce: tif,
    selfTradePrevention: cancelOwn === true ? 'cancel-maker' : 'cancel-taker',
    clientId,
    ...(label === undefined ? {} : { label }),
  };
}

function readLeg(network: Venue, written: string): ComboRequest['legs'][number] {
  const [, side, name, size] = legPattern.exec(written) ?? [];
  if (side === undefined) {
    const message = `${JSON.stringify(written.slice(0, 60))} is no leg.`;
    throw new WitanError('ARGUMENT_INVALID', message, 'Write side:market:size of one unit.');
  }
  const market = marketOf(network, name!);
  return { instrument: market.instrument, side: side as 'buy' | 'sell', ratio: sizeToLots(market, size!) };
}

export const placeCombo = (legs: readonly string[], options: ComboOptions): Promise<void> =>
  trade(options, true, async (client, venue) => {
    const submitted = await client.placeCombo(comboRequest(venue, legs, options), signOptions(options));
    return comboSaid(requireOk(await submitted.final()));
  });

/** How many units traded, and what all of them cost. */
export function comboSaid({ hash, code, height, events, verified }: FinalResult): Said {
  const { units, size, cost } = events.find(({ type, order }) => type === 'combo' && order === hash)!;
  const usdc = microToUsdc(Number(cost));
  const money = Number(cost) < 0 ? `brought ${usdc.slice(1)} USDC` : `cost ${usdc} USDC`;
  const what = `${Number(units)} of ${Number(size)} units${units === 0 ? '' : `, ${money} before fees`}`;
  return {
    record: { hash, code, height, verified, units, size, cost: usdc },
    lines: [`combo ${hash}`, `final at height ${height}: ${what}`],
  };
}
