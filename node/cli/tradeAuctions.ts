import {
  lotsToSize,
  microToUsdc,
  tokenOf,
  unitsToAmount,
  usdcToMicro,
  type AuctionsState,
  type BidRequest,
  type FinalResult,
  type NetworkDescription,
} from '../sdk/index.ts';
import { WitanError } from '../types/fault.ts';
import { isAddress } from '../types/ids.ts';
import { signOptions, type BidOptions, type SigningOptions, type TradeOptions } from './tradeOptions.ts';
import { requireOk, trade, type Said, type Venue } from './tradeSession.ts';

const percent = (ppb: number): string => `${(ppb / 1e7).toFixed(2)} %`;

export const showAuctions = (options: TradeOptions & { readonly after: number }): Promise<void> =>
  trade(options, false, async (client, venue) =>
    auctionsSaid(await client.auctions(options.after), venue, client.network),
  );

/** Running auctions, called as `bid` takes them, with what there is to be had; the record keeps the integers. */
export function auctionsSaid(
  { height, timeMs, auctions }: AuctionsState,
  { markets }: Venue,
  network: NetworkDescription,
): Said {
  const lines = auctions.flatMap(({ account, subNo, positions, collateral, ...terms }) => [
    `${account}/${subNo}: up to ${percent(terms.fractionMaxPpb)}, at a discount of ${percent(terms.discountPpb)}: ${microToUsdc(terms.premium)} USDC for all; equity ${microToUsdc(terms.equity)} USDC`,
    ...positions.map(({ instrument, lots, markPerLot }) => {
      const market = markets.find((each) => each.instrument === instrument)!;
      return `  ${market.name} ${lotsToSize(market, lots)}, worth ${microToUsdc(lots * markPerLot)} USDC at mark`;
    }),
    ...collateral.map(({ token, amount, value }) => {
      const { ledgerDecimals, symbol } = tokenOf(network, token);
      return `  ${symbol} ${unitsToAmount({ ledgerDecimals }, amount)}, worth ${microToUsdc(value)} USDC`;
    }),
  ]);
  return { record: { height, timeMs, auctions }, lines: [`auctions at height ${height}`, ...lines] };
}

const signed = (text: string): number => {
  const amount = usdcToMicro(text.replace(/^-/, ''));
  return text.startsWith('-') ? 0 - amount : amount;
};

/** What a command line asks of a bid. Errors: ARGUMENT_INVALID. */
export function bidRequest(target: string, { fraction, payMax }: Omit<BidOptions, keyof SigningOptions>): BidRequest {
  const [, account, number = '0'] = /^(0x[0-9a-f]{40})(?:\/(\d{1,5}))?$/.exec(target.toLowerCase()) ?? [];
  if (account === undefined || !isAddress(account) || Number(number) > 65_535) {
    const message = `${JSON.stringify(target.slice(0, 60))} is no subaccount.`;
    throw new WitanError('ARGUMENT_INVALID', message, 'Write address/number, as witan trade auctions shows it.');
  }
  const [, whole, digits = ''] = /^(\d{1,3})(?:\.(\d{1,7}))?$/.exec(fraction) ?? [];
  const fractionPpb = whole === undefined ? NaN : Number(whole) * 10_000_000 + Number(digits.padEnd(7, '0'));
  if (!(fractionPpb > 0 && fractionPpb <= 1_000_000_000)) {
    const message = `${JSON.stringify(fraction.slice(0, 60))} is no part of it.`;
    throw new WitanError(
      'ARGUMENT_INVALID',
      message,
      'Write percent above 0 and up to 100, with up to seven decimals.',
    );
  }
  return { account, subaccount: Number(number), fractionPpb, payMax: signed(payMax) };
}

export const placeBid = (target: string, options: BidOptions): Promise<void> =>
  trade(options, true, async (client, venue) => {
    const submitted = await client.bid(bidRequest(target, options), signOptions(options));
    return bidSaid(requireOk(await submitted.final()), venue, client.network);
  });

/** What the bid brought: positions at mark, collateral, and what was paid. */
export function bidSaid(
  { hash, code, height, events, verified }: FinalResult,
  { markets }: Venue,
  network: NetworkDescription,
): Said {
  const { pay, premium, fractionPpb } = events.find(({ type }) => type === 'auctionBid')!;
  const trades = events
    .filter(({ type }) => type === 'auctionTrade')
    .map(({ instrument, lots, markPerLot }) => ({ instrument, lots, markPerLot }));
  const collateral = events
    .filter(({ type }) => type === 'auctionCollateral')
    .map(({ token, amount, value }) => ({ token, amount, value }));
  const head = `bid ${hash}, final at height ${height}: ${percent(Number(fractionPpb))} for a premium of ${microToUsdc(Number(premium))} USDC`;
  const lines = trades.map(({ instrument, lots, markPerLot }) => {
    const market = markets.find((each) => each.instrument === instrument)!;
    return `  ${market.name} ${lotsToSize(market, Number(lots))}, worth ${microToUsdc(Number(lots) * Number(markPerLot))} USDC at mark`;
  });
  const tokens = collateral.map(({ token, amount, value }) => {
    const { ledgerDecimals, symbol } = tokenOf(network, Number(token));
    return `  ${symbol} ${unitsToAmount({ ledgerDecimals }, Number(amount))} for ${microToUsdc(Number(value))} USDC`;
  });
  const record = { hash, code, height, verified, fractionPpb, premium, pay, trades, collateral };
  return { record, lines: [head, ...lines, ...tokens] };
}
