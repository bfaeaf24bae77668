import { Argument, type Command, Option } from 'commander';
import type { ExitOptions, ForceKind, ForceOptions } from './tradeExit.ts';
import { hedgeRulesMax, sliceCountMax, type HedgeKind, type MarginMode } from '../types/transaction.ts';
import type { Address, Hash } from '../types/ids.ts';
import {
  defaultL1Url,
  parseAddress,
  parseHash,
  parseInteger,
  stages,
  withSigningOptions,
  withTradeOptions,
  type ApproveOptions,
  type BidOptions,
  type ComboOptions,
  type AmountOptions,
  type HedgeOptions,
  type L1Options,
  type LimitsOptions,
  type MarketsOptions,
  type MassCancelOptions,
  type OrderOptions,
  type PayoutOptions,
  type ProtectOptions,
  type QuoteOptions,
  type ReplaceOptions,
  type SigningOptions,
  type Stage,
  type SwapOfferOptions,
  type TradeOptions,
} from './tradeOptions.ts';

/**
 * `witan trade`: a trader's commands, on nothing but the SDK. What they do is loaded only when one runs, so that other
 * commands start fast. Guide: docs/guide-traders.md.
 */
export function addTrade(program: Command): void {
  const group = program
    .command('trade')
    .description("A trader's commands: deposit, order, cancel, positions, withdraw, transfer, claim.");
  addMoney(group);
  addSwaps(group.command('swap').description('Swaps of balances: each side is paid on the chain that it names.'));
  addLeaving(group);
  addOrders(group);
  addReading(group);
  addKeys(group.command('keys').description('Session keys: what signs orders without being able to withdraw.'));
}

/** The token of a command, by its symbol. */
const withToken = (command: Command): Command => command.option('--token <symbol>', 'which token', 'USDC');

function addMoney(group: Command): void {
  withToken(withTradeOptions(group.command('deposit')))
    .description('Deposits USDC or another token through the vault on L1 and waits until it is credited.')
    .requiredOption('-a, --amount <amount>', 'how much, for example 1000.5')
    .option('--l1-url <url>', 'JSON-RPC endpoint of the L1 chain', defaultL1Url)
    .addOption(chainOption())
    .option('--no-wait', 'end when L1 has mined it')
    .action(async (options: L1Options & AmountOptions & { readonly wait: boolean }) =>
      (await import('./tradeMoney.ts')).depositToken(options),
    );
  withToken(withSigningOptions(group.command('withdraw')))
    .description('Debits USDC or another token and raises the claim on L1; claim it there once a checkpoint covers it.')
    .requiredOption('-a, --amount <amount>', 'how much')
    .addOption(chainOption('chain on which it is paid'))
    .option(
      '--layer <number>',
      'settlement layer of the chain to deposit it in, rather than to pay it',
      parseInteger(1, 4_294_967_295),
    )
    .option('--wait', 'wait until L1 has accepted a checkpoint over it')
    .action(async (options: SigningOptions & AmountOptions & PayoutOptions & { readonly wait?: true }) =>
      (await import('./tradeMoney.ts')).withdrawToken(options),
    );
  withSigningOptions(group.command('margin'))
    .description('Sets how the margin of the subaccount is worked out: position by position, or all of it together.')
    .addArgument(new Argument('<mode>', 'margin mode').choices(['standard', 'portfolio']))
    .action(async (mode: MarginMode, options: SigningOptions) =>
      (await import('./tradeMargin.ts')).changeMarginMode(mode, options),
    );
  withSigningOptions(group.command('limits'))
    .description('Limits what the subaccount may come to in one underlying; without a limit there is none any more.')
    .argument('<market>', 'a market of the underlying, or its number')
    .option('--delta <units>', 'most delta, either way')
    .option('--gamma <units>', 'most gamma for one USDC of the forward')
    .option('--vega <usdc>', 'most vega for a percentage point of volatility')
    .action(async (market: string, options: LimitsOptions) =>
      (await import('./tradeMargin.ts')).changeRiskLimits(market, options),
    );
  withToken(withSigningOptions(group.command('transfer')))
    .description('Moves USDC or another token to another subaccount of the account; opens it if it is new.')
    .requiredOption('-a, --amount <amount>', 'how much')
    .requiredOption('--to <number>', 'subaccount that gets it', parseInteger(0, 65_535))
    .action(async (options: SigningOptions & AmountOptions & { readonly to: number }) =>
      (await import('./tradeMoney.ts')).transferToken(options),
    );
  withToken(withSigningOptions(group.command('isolate')))
    .description(
      'Sets money aside for one market, in a subaccount that trades there alone; it comes back with the position closed.',
    )
    .requiredOption('-m, --market <name>', 'market, for example BTC_USDC-PERPETUAL, or its number')
    .requiredOption('-a, --amount <amount>', 'how much')
    .action(async (options: SigningOptions & AmountOptions & { readonly market: string }) =>
      (await import('./tradeMoney.ts')).isolateToken(options),
    );
  withToken(withTradeOptions(group.command('claim')))
    .description('Claims on L1 what was withdrawn, against the newest checkpoint past its dispute period.')
    .option('--l1-url <url>', 'JSON-RPC endpoint of the L1 chain', defaultL1Url)
    .addOption(chainOption())
    .option('--owner <address>', 'whose withdrawals (default: the account)', parseAddress)
    .action(async (options: L1Options & { readonly token: string; readonly owner?: Address }) =>
      (await import('./tradeMoney.ts')).claimToken(options),
    );
}

const chainOption = (what = 'chain that the endpoint is of'): Option =>
  new Option('--chain <id>', `${what} (default: the home chain)`).argParser(parseInteger(1, Number.MAX_SAFE_INTEGER));

function addSwaps(group: Command): void {
  withSigningOptions(group.command('offer'))
    .description('Offers some of a token for some of a token; replaces the offer before.')
    .requiredOption('--give <amount>', 'what, for example "3000 USDC"')
    .requiredOption('--want <amount>', 'for what, for example "1 WETH"')
    .option('--good-for <seconds>', 'how long it can be taken', parseInteger(1, 31_536_000), 3_600)
    .addOption(chainOption('chain on which what you want is paid to you'))
    .action(async (options: SwapOfferOptions) => (await import('./tradeSwap.ts')).offerSwap(options));
  withSigningOptions(group.command('take-back'))
    .description('Takes the offer of the subaccount back.')
    .action(async (options: SigningOptions) => (await import('./tradeSwap.ts')).withdrawOffer(options));
  withSigningOptions(group.command('accept'))
    .description('Takes an offer as it stands: both sides are debited and paid, or neither.')
    .argument('<offer>', 'account/subaccount/hash, as `swap offer` printed it')
    .addOption(chainOption('chain on which you are paid'))
    .action(async (offer: string, options: SigningOptions & { readonly chain?: number }) =>
      (await import('./tradeSwap.ts')).acceptSwap(offer, options),
    );
}

function addLeaving(group: Command): void {
  withToken(withTradeOptions(group.command('force')))
    .description(
      'Tells the committee through L1 what it cannot leave out: withdraw, close a position, cancel everything.',
    )
    .addArgument(new Argument('<kind>', 'what').choices(['withdraw', 'close', 'cancelAll']))
    .option('--l1-url <url>', 'JSON-RPC endpoint of the L1 chain', defaultL1Url)
    .addOption(chainOption())
    .option('-a, --amount <amount>', 'withdraw: at most so much; what is free of it is paid')
    .option('-m, --market <name>', 'close: market, or its number')
    .option('-q, --size <units>', 'close: size in whole units of the underlying')
    .option('-p, --price <usdc>', 'close: worst price')
    .action(async (kind: ForceKind, options: ForceOptions) =>
      (await import('./tradeExit.ts')).forceItem(kind, options),
    );
  withTradeOptions(group.command('exit-kit'))
    .description(
      'Saves what it takes to leave without any node: proofs of all that the account has, under a signed header.',
    )
    .argument('<file>', 'where to')
    .addOption(chainOption('chain to leave with it'))
    .option('--follow', 'stay, and save a new kit for every header')
    .action(async (file: string, options: TradeOptions & { readonly follow?: true; readonly chain?: number }) =>
      (await import('./tradeExit.ts')).saveExitKit(file, options),
    );
  group
    .command('exit')
    .description(
      'Leaves with an exit kit: freezes a silent network, and takes the share of everything that is there. Needs no node.',
    )
    .requiredOption('--kit <file>', 'what exit-kit saved')
    .option('-k, --key-file <path>', 'key that pays for the transactions (default: $WITAN_TRADER_KEY)')
    .option('--l1-url <url>', 'JSON-RPC endpoint of the L1 chain', defaultL1Url)
    .option('--wait', 'wait for the time of each step (about five days on a public network)')
    .option('--json', 'one JSON object on standard output')
    .action(async (options: ExitOptions) => (await import('./tradeExit.ts')).exitByKit(options));
}

function addOrders(group: Command): void {
  withSigningOptions(group.command('order'))
    .description('Places an order and waits until it is final, checked against the committee.')
    .requiredOption('-m, --market <name>', 'market, for example BTC_USDC-PERPETUAL, or its number')
    .addOption(new Option('-s, --side <side>', 'side').choices(['buy', 'sell']).makeOptionMandatory())
    .requiredOption('-q, --size <units>', 'size in whole units of the underlying, for example 0.25 (BTC)')
    .option('-p, --price <usdc>', 'worst price in USDC per unit; absent: a market order')
    .addOption(
      new Option('--tif <rule>', 'time in force (default: GTC, with --good-for GTT, market orders IOC)').choices([
        'GTC',
        'IOC',
        'FOK',
      ]),
    )
    .option('--post-only', 'refuse it rather than take')
    .option('--slide', 'with --post-only: move it to the nearest price at which it rests instead')
    .option('--display <size>', 'how much of it the book shows at a time (an iceberg)')
    .option('--good-for <seconds>', 'cancel what is left of it after so long', parseInteger(1, 31_536_000))
    .option('--reduce-only', 'only make the position smaller')
    .option('--client-id <number>', "the trader's own number for it", parseInteger(0, Number.MAX_SAFE_INTEGER), 0)
    .option('--label <word>', 'a word for a set of orders, to cancel them by: up to 32 characters')
    .option('--maker-group <number>', 'group of the market-maker protection under which it rests', parseInteger(1, 16))
    .addOption(
      new Option('--stop <usdc>', 'wait until the price has come to this, rising for a buy, falling for a sell'),
    )
    .addOption(new Option('--take-profit <usdc>', 'as --stop, the other way').conflicts('stop'))
    .addOption(
      new Option('--trailing <usdc>', 'wait until the price has come back so far from its best').conflicts([
        'stop',
        'takeProfit',
      ]),
    )
    .addOption(new Option('--trigger-on <source>', 'whose price (default: mark)').choices(['mark', 'index', 'last']))
    .addOption(
      new Option('--peg <source>', 'follow this price, never taking; --price is the worst that it may have').choices([
        'mark',
        'mid',
      ]),
    )
    .option('--peg-offset <usdc>', 'with --peg: so far from it, perhaps below zero')
    .option('--slices <number>', 'send it in so many parts, one after another (a TWAP)', parseInteger(2, sliceCountMax))
    .option('--every <seconds>', 'with --slices: time between two of them (default: 60)', parseInteger(1, 86_400))
    .option(
      '--oco <number>',
      'a number for orders of which the first that trades or is triggered cancels the others',
      parseInteger(1, Number.MAX_SAFE_INTEGER),
    )
    .action(async (options: OrderOptions) => (await import('./tradeOrders.ts')).placeOrder(options));
  withSigningOptions(group.command('replace'))
    .description('Gives a resting order another price or size; it keeps its place if only the size becomes less.')
    .argument('<hash>', 'hash of the order', parseHash)
    .requiredOption('-m, --market <name>', 'market of the order, or its number')
    .requiredOption('-p, --price <usdc>', 'its price from now on, in USDC per unit')
    .requiredOption('-q, --size <units>', 'its whole size from now on, what has traded included, in units')
    .option('--post-only', 'refuse it rather than take')
    .action(async (hash: Hash, options: ReplaceOptions) =>
      (await import('./tradeOrders.ts')).replaceOne(hash, options),
    );
  withSigningOptions(group.command('batch'))
    .description('Up to 100 operations under one signature, from a file with one JSON object a line.')
    .argument('<file>', 'operations: place, cancel, replace, combo (docs/guide-traders.md)')
    .option('--atomic', 'all or none; otherwise each stands for itself')
    .action(async (path: string, options: SigningOptions & { readonly atomic?: true }) =>
      (await import('./tradeBatch.ts')).sendBatch(path, options),
    );
  withSigningOptions(group.command('combo'))
    .description('An order in two to four markets at once, all legs or none, at a price for the whole.')
    .argument('<legs...>', 'side:market:size of one unit, for example buy:BTC_USDC-PERPETUAL:0.001')
    .requiredOption('-q, --size <units>', 'how many units at most', parseInteger(1, Number.MAX_SAFE_INTEGER))
    .requiredOption('-p, --price <usdc>', 'most that a unit may cost; below zero: least that it must bring')
    .addOption(
      new Option('--tif <rule>', 'time in force (default: IOC, with --post-only GTC, with --good-for GTT)').choices([
        'GTC',
        'GTT',
        'IOC',
        'FOK',
      ]),
    )
    .option('--post-only', 'rest in the book of the strategy or be refused')
    .option('--good-for <seconds>', 'for so long it rests', parseInteger(1, 366 * 86_400))
    .option('--cancel-own', 'cancel own orders that stand in the way; otherwise it stops before them')
    .option('--client-id <number>', "the trader's own number for it", parseInteger(0, Number.MAX_SAFE_INTEGER), 0)
    .option('--label <word>', 'a word for it: up to 32 characters')
    .action(async (legs: readonly string[], options: ComboOptions) =>
      (await import('./tradeCombo.ts')).placeCombo(legs, options),
    );
  withSigningOptions(group.command('bid'))
    .description(
      'Takes a part of a subaccount in auction: its positions at mark, its collateral at its price, less the premium.',
    )
    .argument('<subaccount>', 'address/number, as witan trade auctions shows it')
    .requiredOption('--fraction <percent>', 'part of all it has, at most what is shown')
    .option(
      '--pay-max <usdc>',
      'most to be paid for it: collateral at its price less the premium; below zero: least to be received',
      '0',
    )
    .action(async (target: string, options: BidOptions) =>
      (await import('./tradeAuctions.ts')).placeBid(target, options),
    );
  withSigningOptions(group.command('cancel'))
    .description('Cancels an order by the hash of its transaction; also one that is still on its way.')
    .argument('<hash>', 'hash of the order', parseHash)
    .action(async (hash: Hash, options: SigningOptions) => (await import('./tradeOrders.ts')).cancelOne(hash, options));
  withSigningOptions(group.command('cancel-all'))
    .description('Cancels all orders of the subaccount, or those that fit everything that is given.')
    .option('-m, --market <name>', 'only those of this market')
    .addOption(new Option('-s, --side <side>', 'only those of this side').choices(['buy', 'sell']))
    .option('--label <word>', 'only those with this label')
    .option('--client-id <number>', 'only those with this number', parseInteger(1, Number.MAX_SAFE_INTEGER))
    .action(async (options: MassCancelOptions) => (await import('./tradeOrders.ts')).cancelEvery(options));
  withSigningOptions(group.command('cancel-all-after'))
    .description(
      "A dead-man's switch: cancels all orders of the subaccount after so long, unless it is set anew before.",
    )
    .argument('<seconds>', 'time from now, a day at most; 0 takes the switch away', parseInteger(0, 86_400))
    .action(async (seconds: number, options: SigningOptions) =>
      (await import('./tradeOrders.ts')).cancelLater(seconds, options),
    );
  withSigningOptions(group.command('protect'))
    .description('Market-maker protection: cancels the orders of a group and freezes it once it has traded so much.')
    .argument('<group>', 'group, 1 to 16; orders name it with --maker-group', parseInteger(1, 16))
    .requiredOption('-m, --market <name>', 'market of the group, or its number')
    .option('--window-ms <ms>', 'how long what has traded counts, an hour at most', parseInteger(1, 3_600_000), 1_000)
    .option('--frozen-ms <ms>', 'for how long it is frozen; 0: until this runs again', parseInteger(0, 86_400_000), 0)
    .option('--quantity-max <units>', 'bought and sold together; without a limit the protection ends')
    .option('--delta-max <units>', 'bought less sold, either way')
    .option('--vega-max <usdc>', 'what that is worth for a percentage point of volatility, of an option')
    .action(async (number: number, options: ProtectOptions) =>
      (await import('./tradeMaker.ts')).protectGroup(number, options),
    );
  withSigningOptions(group.command('hedge'))
    .description(
      'A standing hedge rule: the exchange sends orders for it at the end of blocks, within the limits given here.',
    )
    .argument('<rule>', 'number of the rule, 1 to 8', parseInteger(1, hedgeRulesMax))
    .addArgument(
      new Argument('<kind>', 'delta within a band; roll before expiry; collar of put and call; none ends it').choices([
        'delta',
        'roll',
        'collar',
        'none',
      ]),
    )
    .option('-m, --market <name>', 'delta: what is traded; roll: the future or option held; collar: what is protected')
    .option('--lower <units>', 'delta: least net delta in units of the underlying, perhaps below zero')
    .option('--upper <units>', 'delta: most of it')
    .option(
      '--window-hours <hours>',
      'roll: so long before expiry; collar: least life of its options',
      parseInteger(1, 8_784),
      24,
    )
    .option('--put <percent>', 'collar: how far below the index its puts are at least')
    .option('--call <percent>', 'collar: how far above it its calls are at least')
    .option('--slippage <percent>', 'how much worse than mark it may trade, of the index', '0.1')
    .option('--size-max <units>', 'most of one order')
    .option('--total-max <units>', 'most of all its orders together')
    .option('--every <seconds>', 'least time between two orders', parseInteger(1, 86_400), 60)
    .option('--hours <hours>', 'how long it stands', parseInteger(1, 8_784), 720)
    .action(async (rule: number, kind: HedgeKind, options: HedgeOptions) =>
      (await import('./tradeHedge.ts')).changeHedgeRule(rule, kind, options),
    );
  withSigningOptions(group.command('quote'))
    .description('Replaces all orders of a maker group by post-only quotes; what stands already keeps its place.')
    .argument('<group>', 'group, 1 to 16, set up with protect', parseInteger(1, 16))
    .argument(
      '<quotes...>',
      'best first, each 60300:0.5/60310:0.5: bid and size, ask and size, or one of the two; / for none',
    )
    .requiredOption('-m, --market <name>', 'market of the group, or its number')
    .action(async (number: number, quotes: readonly string[], options: QuoteOptions) =>
      (await import('./tradeMaker.ts')).quoteGroup(number, quotes, options),
    );
  withTradeOptions(group.command('submit'))
    .description('Sends a transaction that was signed before, and waits until it is final.')
    .argument('<transaction>', 'its wire bytes: 0x and hex, or a file that holds that')
    .action(async (transaction: string, options: TradeOptions) =>
      (await import('./tradeSubmit.ts')).submitSigned(transaction, options),
    );
}

function addReading(group: Command): void {
  withTradeOptions(group.command('positions'))
    .description('Shows balances, positions and open orders. Money in USDC, sizes in units of the underlying.')
    .action(async (options: TradeOptions) => (await import('./tradeReading.ts')).showPositions(options));
  withTradeOptions(group.command('markets'))
    .description('Lists what can be traded now, with marks. Prices in USDC, open interest in units of the underlying.')
    .option('--kind <kind>', 'perpetual, future or option (default: all)')
    .option('--underlying <name>', 'only names that begin so, for example BTC_USDC')
    .action(async (options: MarketsOptions) => (await import('./tradeMarkets.ts')).showMarkets(options));
  withTradeOptions(group.command('book'))
    .description('Shows the best levels of a market. Prices in USDC, sizes in units of the underlying.')
    .requiredOption('-m, --market <name>', 'market, or its number')
    .option('--levels <number>', 'levels of each side, 1 to 1000', parseInteger(1, 1_000), 10)
    .action(async (options: TradeOptions & { readonly market: string; readonly levels: number }) =>
      (await import('./tradeReading.ts')).showBook(options),
    );
  withTradeOptions(group.command('combos'))
    .description('Shows the books of strategies in which combos rest. Prices in USDC that a unit costs who buys it.')
    .option('--after <strategy>', 'only those after this one by name', '')
    .action(async (options: TradeOptions & { readonly after: string }) =>
      (await import('./tradeReading.ts')).showCombos(options),
    );
  withTradeOptions(group.command('auctions'))
    .description('Shows subaccounts in auction, with what a bid would get now. Money in USDC.')
    .option('--after <index>', 'only those after this one by index', parseInteger(0, 2 ** 32), 0)
    .action(async (options: TradeOptions & { readonly after: number }) =>
      (await import('./tradeAuctions.ts')).showAuctions(options),
    );
  withTradeOptions(group.command('funds'))
    .description('Shows the insurance funds by market group, with what they took over. Money in USDC.')
    .action(async (options: TradeOptions) => (await import('./tradeFunds.ts')).showFunds(options));
  withTradeOptions(group.command('follow'))
    .description('Waits until a transaction is final, in a signed checkpoint, or accepted on L1.')
    .argument('<hash>', 'hash of the transaction', parseHash)
    .addOption(new Option('--until <stage>', 'how far').choices(stages).default('final'))
    .action(async (hash: Hash, options: TradeOptions & { readonly until: Stage }) =>
      (await import('./tradeReading.ts')).followHash(hash, options),
    );
}

function addKeys(keys: Command): void {
  withSigningOptions(keys.command('approve'))
    .description('Lets a session key sign for the account.')
    .argument('<address>', 'address of the session key', parseAddress)
    .addOption(new Option('--scope <scope>', 'what it may do').choices(['trade', 'cancel']).default('trade'))
    .option('-m, --market <names...>', 'markets that it may trade (default: all)')
    .option('--notional-max <usdc>', 'most notional of one order in USDC (default: no limit)')
    .option('--hours <number>', 'how long it is valid, in hours', parseInteger(1, 24 * 366), 24)
    .action(async (key: Address, options: ApproveOptions) =>
      (await import('./tradeKeys.ts')).approveSessionKey(key, options),
    );
  withSigningOptions(keys.command('revoke'))
    .description('Takes a session key back, before anything else that it signed in the same block.')
    .argument('<address>', 'address of the session key', parseAddress)
    .action(async (key: Address, options: SigningOptions) =>
      (await import('./tradeKeys.ts')).revokeSessionKey(key, options),
    );
}
