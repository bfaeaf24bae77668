import { type Command, InvalidArgumentError, Option } from 'commander';
import type { SignOptions } from '../sdk/index.ts';
import { isAddress, isHash, type Address, type Hash } from '../types/ids.ts';
import type { PegSource, SessionScope, Side, TimeInForce, TriggerSource } from '../types/transaction.ts';

/** Options that every trader's command takes. */
export interface TradeOptions {
  readonly endpoint?: readonly string[];
  readonly keyFile?: string;
  readonly account?: Address;
  readonly subaccount: number;
  readonly json?: true;
}

/** Options of every command that signs a transaction. */
export interface MarketsOptions extends TradeOptions {
  readonly kind?: string;
  readonly underlying?: string;
}

export interface SigningOptions extends TradeOptions {
  readonly validMs: number;
  readonly expiryMs?: number;
  readonly nonce?: number;
}

export interface OrderOptions extends SigningOptions {
  readonly market: string;
  readonly side: Side;
  readonly size: string;
  readonly price?: string;
  readonly tif?: TimeInForce;
  readonly postOnly?: true;
  readonly slide?: true;
  readonly display?: string;
  readonly goodFor?: number;
  readonly reduceOnly?: true;
  readonly clientId: number;
  readonly label?: string;
  readonly stop?: string;
  readonly takeProfit?: string;
  readonly trailing?: string;
  readonly triggerOn?: TriggerSource;
  readonly oco?: number;
  readonly peg?: Exclude<PegSource, 'none'>;
  readonly pegOffset?: string;
  readonly makerGroup?: number;
  readonly slices?: number;
  readonly every?: number;
}

export interface ReplaceOptions extends SigningOptions {
  readonly market: string;
  readonly price: string;
  readonly size: string;
  readonly postOnly?: true;
}

export interface ProtectOptions extends SigningOptions {
  readonly market: string;
  readonly windowMs: number;
  readonly frozenMs: number;
  readonly quantityMax?: string;
  readonly deltaMax?: string;
  readonly vegaMax?: string;
}

export interface LimitsOptions extends SigningOptions {
  readonly delta?: string;
  readonly gamma?: string;
  readonly vega?: string;
}

export interface HedgeOptions extends SigningOptions {
  readonly market?: string;
  readonly lower?: string;
  readonly upper?: string;
  readonly windowHours: number;
  readonly put?: string;
  readonly call?: string;
  readonly slippage: string;
  readonly sizeMax?: string;
  readonly totalMax?: string;
  readonly every: number;
  readonly hours: number;
}

export interface QuoteOptions extends SigningOptions {
  readonly market: string;
}

export interface BidOptions extends SigningOptions {
  readonly fraction: string;
  readonly payMax: string;
}

export interface ComboOptions extends SigningOptions {
  readonly size: number;
  readonly price: string;
  readonly tif?: TimeInForce;
  readonly postOnly?: true;
  readonly goodFor?: number;
  readonly cancelOwn?: true;
  readonly clientId: number;
  readonly label?: string;
}

export interface MassCancelOptions extends SigningOptions {
  readonly market?: string;
  readonly side?: Side;
  readonly label?: string;
  readonly clientId?: number;
}

export interface ApproveOptions extends SigningOptions {
  readonly scope: SessionScope;
  readonly market?: readonly string[];
  readonly notionalMax?: string;
  readonly hours: number;
}

export interface L1Options extends TradeOptions {
  readonly l1Url: string;
  /** Absent: the home chain. */
  readonly chain?: number;
}

/** Where a withdrawal is paid; absent: on the home chain, to the owner. */
export interface PayoutOptions {
  readonly chain?: number;
  readonly layer?: number;
}

export interface SwapOfferOptions extends SigningOptions {
  readonly give: string;
  readonly want: string;
  readonly goodFor: number;
  readonly chain?: number;
}

/** Which token, by its symbol, and how much of it. */
export interface AmountOptions {
  readonly token: string;
  readonly amount: string;
}

/** How far `follow` can wait. */
export const stages = ['final', 'checkpointed', 'settled'] as const;
export type Stage = (typeof stages)[number];

/** Where `witan node init` puts a node's door, and where devnet and most chains listen. */
export const defaultEndpoint = '127.0.0.1:26700';
export const defaultL1Url = 'http://127.0.0.1:8545';

/** Adds the options of `TradeOptions`. */
export const withTradeOptions = (command: Command): Command =>
  command
    .option(
      '-e, --endpoint <url>',
      `a node's address, host:port or ws://…; repeat it for several (default: ${defaultEndpoint})`,
      (url: string, before: readonly string[] = []) => [...before, url],
    )
    .option(
      '-k, --key-file <path>',
      'file with the secret key, readable by its owner only (default: the key in WITAN_KEY)',
    )
    .option('--account <address>', 'account to act for, when the key is a session key of it', parseAddress)
    .option('--subaccount <number>', 'subaccount, 0 to 65535', parseInteger(0, 65_535), 0)
    .option('--json', 'print one JSON object as the last line of standard output');

/** Adds the options of `SigningOptions`. */
export const withSigningOptions = (command: Command): Command =>
  withTradeOptions(command)
    .option('--valid-ms <ms>', 'how long it may wait for a block, in ms', parseInteger(1, 86_400_000), 60_000)
    .addOption(
      new Option('--expiry-ms <time>', 'until when it may wait, in Unix ms, instead of --valid-ms')
        .argParser(parseInteger(0, Number.MAX_SAFE_INTEGER))
        .conflicts('validMs'),
    )
    .option(
      '--nonce <number>',
      'that of an earlier attempt, so that at most one of them acts (default: the present time in ms)',
      parseInteger(0, Number.MAX_SAFE_INTEGER),
    );

export const signOptions = ({ subaccount, validMs, expiryMs, nonce }: SigningOptions): SignOptions => ({
  subaccount,
  validMs,
  ...(expiryMs === undefined ? {} : { expiryMs }),
  ...(nonce === undefined ? {} : { nonce }),
});

export function parseAddress(text: string): Address {
  const lower = text.toLowerCase();
  if (!isAddress(lower)) throw new InvalidArgumentError('It must be 0x and 40 hex digits.');
  return lower;
}

export function parseHash(text: string): Hash {
  const lower = text.toLowerCase();
  if (!isHash(lower)) throw new InvalidArgumentError('It must be 0x and 64 hex digits.');
  return lower;
}

export function parseInteger(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
    if (!(value >= least && value <= most)) {
      throw new InvalidArgumentError(`It must be an integer from ${least} to ${most}.`);
    }
    return value;
  };
}
