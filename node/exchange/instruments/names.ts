import type { Market } from '../records.ts';
import { dateOf, dayMs } from './calendar.ts';

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'] as const;

/** An expiry as names write it: `27MAR26`. */
export function expiryName(expiryMs: number): string {
  const { year, month, day } = dateOf(Math.floor(expiryMs / dayMs));
  return `${day}${months[month - 1]!}${String(year % 100).padStart(2, '0')}`;
}

/** A strike as names write it: USDC, with `d` for the decimal point (`0d625`). */
function strikeName(strikeMicroUsdc: number): string {
  const whole = Math.floor(strikeMicroUsdc / 1_000_000);
  const rest = strikeMicroUsdc % 1_000_000;
  return rest === 0 ? `${whole}` : `${whole}d${String(rest).padStart(6, '0').replace(/0+$/, '')}`;
}

/**
 * The name of a dated market as on Deribit: `BTC_USDC-27MAR26` or `BTC_USDC-27MAR26-100000-C`.
 * Source: https://docs.deribit.com, Naming.
 */
export function nameOf(
  underlying: string,
  { expiryMs, strikeMicroUsdc, right }: Pick<Market, 'expiryMs' | 'strikeMicroUsdc' | 'right'>,
): string {
  const dated = `${underlying}-${expiryName(expiryMs)}`;
  return right === 'none' ? dated : `${dated}-${strikeName(strikeMicroUsdc)}-${right === 'call' ? 'C' : 'P'}`;
}
