import { WitanError } from '../types/fault.ts';
import { microToUsdc, sizeToLots, usdcToMicro, type ComboRequest, type FinalResult } from '../sdk/index.ts';
import { signOptions, type ComboOptions, type SigningOptions } from './tradeOptions.ts';
import { marketOf, requireOk, trade, type Said, type Venue } from './tradeSession.ts';

const legPattern = /^(buy|sell):(.+):([0-9.]+)$/;

/** What a command line asks of a combo. Errors: ARGUMENT_INVALID, MARKET_UNKNOWN, SIZE_OFF_LOT. */
export function comboRequest(
  network: Venue,
  legs: readonly string[],
  { size, price, tif, postOnly, goodFor, cancelOwn, clientId, label }: Omit<ComboOptions, keyof SigningOptions>,
): ComboRequest {
  const limit = usdcToMicro(price.replace(/^-/, ''));
  return {
    legs: legs.map((leg) => readLeg(network, leg)),
    size,
    limit: price.startsWith('-') ? 0 - limit : limit,
    ...(tif === undefined ? {} : { timeInForce: tif }),
    ...(postOnly === undefined ? {} : { postOnly }),
    ...(goodFor === undefined ? {} : { goodTillMs: Date.now() + goodFor * 1_000 }),
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
    return comboSaid(requireOk(await submitted.final()), options.size);
  });

/**
 * How many units traded, what all of them cost, and how many rest. The exchange counts in lowest terms; people in the units that were
 * `asked` for, where those are whole.
 */
export function comboSaid({ hash, code, height, events, verified }: FinalResult, asked: number): Said {
  const of = (kind: string) => events.find(({ type, order }) => type === kind && order === hash);
  const { units, size, cost, legs } = of('combo')!;
  const rests = Number(of('comboRested')?.size ?? 0);
  const usdc = microToUsdc(Number(cost));
  const money = Number(cost) < 0 ? `brought ${usdc.slice(1)} USDC` : `cost ${usdc} USDC`;
  const scale = Number(size) / asked;
  const isWhole = Number(units) % scale === 0 && rests % scale === 0;
  const [traded, all, left] = [Number(units), Number(size), rests].map((each) => (isWhole ? each / scale : each));
  const counted = isWhole ? 'units' : `units of ${String(legs)}`;
  const what = `${traded} of ${all} ${counted}${units === 0 ? '' : `, ${money} before fees`}${rests === 0 ? '' : `; ${left} rest`}`;
  return {
    record: { hash, code, height, verified, legs, units, size, cost: usdc, rests },
    lines: [`combo ${hash}`, `final at height ${height}: ${what}`],
  };
} // prettier-ignore
