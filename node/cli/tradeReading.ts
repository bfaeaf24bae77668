import {
  lotsToSize,
  microToUsdc,
  ticksToPrice,
  tokenOf,
  type AccountState,
  type BookLevel,
  type ComboLevel,
  type CombosState,
  type NetworkDescription,
  unitsToAmount,
} from '../sdk/index.ts';
import type { Hash } from '../types/ids.ts';
import { countedIn } from './tradeHedge.ts';
import type { Stage, TradeOptions } from './tradeOptions.ts';
import { marketOf, trade, type Said, type Venue } from './tradeSession.ts';

export const showPositions = (options: TradeOptions): Promise<void> =>
  trade(options, true, async (client, venue) => accountSaid(await client.accountState(), venue, client.network));

export const showBook = (options: TradeOptions & { readonly market: string; readonly levels: number }): Promise<void> =>
  trade(options, false, async (client, venue) => {
    const market = marketOf(venue, options.market);
    const { height, timeMs, bids, asks } = await client.bookSnapshot(market.instrument, options.levels);
    const readable = ({ price, lots, orders }: BookLevel) => ({
      price: ticksToPrice(market, price),
      size: lotsToSize(market, lots),
      orders,
    });
    const record = { market: market.name, height, timeMs, bids: bids.map(readable), asks: asks.map(readable) };
    const line = (side: string, { price, size }: (typeof record.bids)[number]): string =>
      `${side} ${price.padStart(14)} ${size.padStart(16)}`;
    const lines = [
      `${market.name} at height ${height}`,
      ...record.asks.toReversed().map((level) => line('ask', level)),
      ...record.bids.map((level) => line('bid', level)),
    ];
    return { record, lines };
  });

export const showCombos = (options: TradeOptions & { readonly after: string }): Promise<void> =>
  trade(options, false, async (client) => combosSaid(await client.combos(options.after)));

/** Books of strategies, which are called by markets and lots a unit; below zero: sold. */
export function combosSaid({ height, timeMs, strategies }: CombosState): Said {
  const readable = ({ price, units, combos }: ComboLevel) => ({ price: microToUsdc(price), units, combos });
  const books = strategies.map(({ legs, bids, asks }) => {
    return { legs, bids: bids.map(readable), asks: asks.map(readable) };
  });
  const line = (side: string, { price, units }: ReturnType<typeof readable>): string =>
    `${side} ${price.padStart(14)} ${String(units).padStart(16)}`;
  const lines = books.flatMap(({ legs, bids, asks }) => [
    legs,
    ...asks.toReversed().map((level) => line('ask', level)),
    ...bids.map((level) => line('bid', level)),
  ]);
  return { record: { height, timeMs, strategies: books }, lines: [`strategies at height ${height}`, ...lines] };
}

export const followHash = (hash: Hash, options: TradeOptions & { readonly until: Stage }): Promise<void> =>
  trade(options, false, async (client) => {
    const followed = client.follow(hash);
    const { height, code, timeMs, verified } = await followed.final();
    const record = { hash, state: options.until, height, timeMs, code, verified };
    const line = `final at height ${height}: ${code}${verified ? ', checked against the committee' : ''}`;
    if (options.until === 'final') return { record, lines: [line] };
    const { checkpoint, l1TxHash } = await followed[options.until]();
    const covered = `${options.until} by checkpoint ${checkpoint}`;
    return { record: { ...record, checkpoint, l1TxHash }, lines: [line, covered] };
  });

/** The account in the units of the markets for people; the record keeps the integers. */
function accountSaid(account: AccountState, { markets }: Venue, network: NetworkDescription): Said {
  const listing = (instrument: number) => markets.find((market) => market.instrument === instrument)!;
  const inUsdc = account.claims.filter(({ token }) => token === 0);
  const claimed = microToUsdc(inUsdc.reduce((sum, { requested }) => sum + BigInt(requested), 0n));
  const lines = [`account ${account.owner} at height ${account.height}: ${claimed} USDC withdrawn so far`];
  for (const {
    subNo,
    isolated,
    marginMode,
    cash,
    collateral,
    equity,
    withdrawable,
    positions,
    greeks,
    openOrders,
    triggers,
    deadlineMs,
    protections,
    riskLimits,
    hedges,
    combos,
  } of account.subaccounts) {
    const [held, worth, free] = [cash, equity, withdrawable].map(microToUsdc);
    lines.push(
      `subaccount ${subNo}: cash ${held}, equity ${worth}, withdrawable ${free} USDC${marginMode === 'portfolio' ? ', portfolio margin' : ''}${isolated === undefined ? '' : `, isolated to ${listing(isolated.instrument).name}`}`,
    );
    for (const { token, symbol, amount, value } of collateral) {
      const { ledgerDecimals } = tokenOf(network, token);
      lines.push(`  ${symbol} ${unitsToAmount({ ledgerDecimals }, amount)}, worth ${microToUsdc(value)} USDC`);
    }
    if (deadlineMs > 0) lines.push(`  all orders are canceled at ${new Date(deadlineMs).toISOString()}`);
    for (const { group, instrument, quantityMax, deltaMax, frozenUntilMs } of protections) {
      const market = listing(instrument);
      const [quantity, delta] = [quantityMax, deltaMax].map((most) => (most === 0 ? 'any' : lotsToSize(market, most)));
      const frozen = frozenUntilMs > account.timeMs ? ', frozen' : '';
      lines.push(`  maker group ${group} in ${market.name}: quantity ${quantity}, delta ${delta}${frozen}`);
    }
    for (const { rule, kind, instrument, lotsLeft } of hedges) {
      const market = listing(instrument);
      const left = lotsToSize(countedIn({ markets }, kind, market), lotsLeft);
      lines.push(`  hedge rule ${rule}: ${kind} with ${market.name}, up to ${left} more`);
    }
    for (const { feed, deltaPpb, gammaPpb, vega, theta } of greeks) {
      const underlying = markets.find((market) => market.feed === feed)!.name.split('-')[0]!;
      const [delta, gamma] = [deltaPpb, gammaPpb].map((ppb) => String(ppb / 1e9));
      const [perPoint, perDay] = [vega, theta].map(microToUsdc);
      lines.push(
        `  ${underlying}: delta ${delta}, gamma ${gamma} a USDC, vega ${perPoint} USDC a point, theta ${perDay} USDC a day`,
      );
    }
    for (const { feed, deltaMaxPpb, gammaMaxPpb, vegaMax } of riskLimits) {
      const underlying = markets.find((market) => market.feed === feed)!.name.split('-')[0]!;
      const [delta, gamma] = [deltaMaxPpb, gammaMaxPpb].map((ppb) => (ppb === 0 ? 'any' : String(ppb / 1e9)));
      lines.push(
        `  limits of ${underlying}: delta ${delta}, gamma ${gamma}, vega ${vegaMax === 0 ? 'any' : microToUsdc(vegaMax)}`,
      );
    }
    for (const { instrument, lots, unrealised } of positions) {
      const market = listing(instrument);
      lines.push(`  ${market.name} ${lotsToSize(market, lots)}, unrealised ${microToUsdc(unrealised)} USDC`);
    }
    for (const { instrument, side, lots, price, hash, peg } of openOrders) {
      const market = listing(instrument);
      lines.push(
        `  ${side} ${lotsToSize(market, lots)} ${market.name} at ${ticksToPrice(market, price)}${peg ? `, pegged to ${peg.source}` : ''}: ${hash}`,
      );
    }
    for (const { hash, legs, units, limit } of combos) {
      const written = legs.map(({ side, ratio, instrument }) => {
        const market = listing(instrument);
        return `${side}:${market.name}:${lotsToSize(market, ratio)}`;
      });
      lines.push(`  combo of ${units} units ${written.join(' ')} at ${microToUsdc(limit)} USDC: ${hash}`);
    }
    for (const { order, hash, slices, left } of triggers) {
      const { instrument, side, size, sliceCount, triggerKind, triggerSource, triggerPrice, trailingOffset } = order;
      const market = listing(instrument);
      if (sliceCount > 0) {
        lines.push(
          `  ${side} ${lotsToSize(market, left)} ${market.name}, ${slices} of ${sliceCount} slices sent: ${hash}`,
        );
        continue;
      }
      const price = ticksToPrice(market, triggerKind === 'trailing-stop' ? trailingOffset : triggerPrice);
      lines.push(
        `  ${side} ${lotsToSize(market, size)} ${market.name}, ${triggerKind} ${price} on ${triggerSource}: ${hash}`,
      );
    }
  }
  return { record: { ...account }, lines };
}
