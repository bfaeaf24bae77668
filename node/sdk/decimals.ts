import type { MarketListing } from '../exchange/instruments/listing.ts';
import { WitanError } from '../types/fault.ts';
import type { TokenDescription } from './rpcTypes.ts';

/** What people write and read (50000.5 USDC, 0.25 BTC) against the integers that are signed. Exact: nothing is rounded. */

const usdcDecimals = 6;
/** Most decimals that are read; more than any market can use. */
const decimalsMax = 12;

const refuse = (what: string, text: string, rule: string, code = 'ARGUMENT_INVALID'): never => {
  throw new WitanError(code, `${what} ${text.slice(0, 40)} cannot be used: ${rule}.`);
};

/** `text` as a whole number of 10^-decimals. */
function scaled(what: string, text: string, decimals: number): bigint {
  const match = /^(\d{1,15})(?:\.(\d+))?$/.exec(text);
  if (match === null) return refuse(what, text, 'write digits, with a point before decimals');
  const [, whole = '', fraction = ''] = match;
  if (fraction.length > decimals) return refuse(what, text, `at most ${decimals} decimals`);
  return BigInt(whole + fraction.padEnd(decimals, '0'));
}

function safe(what: string, text: string, value: bigint): number {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : refuse(what, text, 'it is too large');
}

/** Inserts the point into a whole number of 10^-decimals, without trailing zeros. */
function pointed(value: bigint, decimals: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0');
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  const whole = digits.slice(0, digits.length - decimals);
  return `${value < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Ledger units of an amount of a token. Errors: ARGUMENT_INVALID. */
export const amountToUnits = ({ ledgerDecimals }: Pick<TokenDescription, 'ledgerDecimals'>, text: string): number =>
  safe('Amount', text, scaled('Amount', text, ledgerDecimals));

export const unitsToAmount = (
  { ledgerDecimals }: Pick<TokenDescription, 'ledgerDecimals'>,
  units: number | bigint,
): string => pointed(BigInt(units), ledgerDecimals);

/** Micro-USDC of an amount in USDC. Errors: ARGUMENT_INVALID. */
export const usdcToMicro = (text: string): number => safe('Amount', text, scaled('Amount', text, usdcDecimals));

/** Billionths of a number that people write. Errors: ARGUMENT_INVALID. */
export const partsToPpb = (text: string): number => safe('Number', text, scaled('Number', text, 9));

export const microToUsdc = (micro: number | bigint): string => pointed(BigInt(micro), usdcDecimals);

/** Ticks of a price in USDC per whole unit of the underlying. Errors: ARGUMENT_INVALID, PRICE_OFF_TICK. */
export function priceToTicks(
  { tickSizeMicroUsdc, name }: Pick<MarketListing, 'tickSizeMicroUsdc' | 'name'>,
  text: string,
): number {
  const micro = scaled('Price', text, usdcDecimals);
  const tick = BigInt(tickSizeMicroUsdc);
  if (micro % tick !== 0n)
    refuse('Price', text, `${name} moves in steps of ${microToUsdc(tick)} USDC`, 'PRICE_OFF_TICK');
  return safe('Price', text, micro / tick);
}

export const ticksToPrice = ({ tickSizeMicroUsdc }: Pick<MarketListing, 'tickSizeMicroUsdc'>, ticks: number): string =>
  microToUsdc(BigInt(ticks) * BigInt(tickSizeMicroUsdc));

/** Lots of a size in whole units of the underlying. Errors: ARGUMENT_INVALID, SIZE_OFF_LOT. */
export function sizeToLots({ lotsPerUnit, name }: Pick<MarketListing, 'lotsPerUnit' | 'name'>, text: string): number {
  const scale = 10n ** BigInt(decimalsMax);
  const lots = scaled('Size', text, decimalsMax) * BigInt(lotsPerUnit);
  if (lots % scale !== 0n)
    refuse('Size', text, `a lot of ${name} is ${lotsToSize({ lotsPerUnit }, 1)} units`, 'SIZE_OFF_LOT');
  return safe('Size', text, lots / scale);
}

/** Exact where a lot is a decimal fraction of a unit, as in every listed market; else cut after 12 decimals. */
export const lotsToSize = ({ lotsPerUnit }: Pick<MarketListing, 'lotsPerUnit'>, lots: number): string =>
  pointed((BigInt(lots) * 10n ** BigInt(decimalsMax)) / BigInt(lotsPerUnit), decimalsMax);
