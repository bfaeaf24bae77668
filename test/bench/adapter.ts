import { btcPerpetual, defaultGenesis } from '../../node/exchange/defaultGenesis.ts';
import { closeBlock, executeTransaction, openBlock } from '../../node/exchange/exchange.ts';
import type { BlockRun } from '../../node/exchange/blockRun.ts';
import { commitment } from '../../node/exchange/commitment.ts';
import { createExchange } from '../../node/exchange/state.ts';
import { invariant } from '../../node/types/fault.ts';
import { instrumentId, zeroAddress, zeroHash, type Address, type Hash, type HexBytes } from '../../node/types/ids.ts';
import type { DepositItem } from '../../node/types/settlement.ts';
import { plainOrder, type TransactionBody } from '../../node/types/transaction.ts';
import { height, lots, ticks, timeMs } from '../../node/types/units.ts';

// The exchange behind the interface of a matching benchmark: one exchange with all symbols as its markets, each the default BTC
// market but for the orders that an account may have, which are no bound here: a few hundred accounts trade, and up to a million
// orders rest. An order is what it is on a validator after its signature was checked: admission with nonce and credits, every
// rule, fees, margin, positions, events and the undo log. Only money is plentiful. Every 256 operations are a block, as of a node
// that takes 25,000 a second in blocks of 10 ms; so prices, funding and liquidation take their turn. Not in it: signatures,
// decoding, priority, and the hashes over events and state.

export const name = 'witan-exchange';

interface Options {
  readonly symbol: number;
  readonly symbols: number;
  readonly maxId: number;
  readonly basePrice: number;
  readonly onFill?: (makerId: number, takerId: number, price: number, quantity: number) => void;
}

const operationsPerBlock = 256;
const blockMs = 10;
/** Accounts that trade, over all markets; and in each, on each side, at least. */
const accountsInAll = 512;
const accountsPerSideMin = 16;
/** How much one account may have resting is a parameter of a market; here it is no bound. */
const openOrdersMax = 1_000_000;
/** A million USDC. */
const fundsMicroUsdc = 1_000_000_000_000n;
const startMs = 1_699_999_200_000;
/** Nonces begin this much before the first block: one may be two days behind its block, and a day ahead. */
const nonceRoomMs = 86_400_000;

const addressOf = (value: number): Address => `0x${value.toString(16).padStart(40, '0')}` as Address;
const quads = Array.from({ length: 65_536 }, (_, value) => value.toString(16).padStart(4, '0'));
const noDigits = `0x${'0'.repeat(56)}`;
/** Two pieces, since a node gets its hashes from a decoder, which is not measured here. */
const orderHash = (id: number): Hash => (noDigits + quads[id >>> 16]! + quads[id & 65_535]!) as Hash;
const idOf = (hash: unknown): number => Number.parseInt((hash as string).slice(-12), 16);
const signature = '0x' as HexBytes;

/** The exchange whose markets are being handed out. */
let venue: ReturnType<typeof createVenue> | undefined;

/** One symbol: the first of them opens an exchange, the others are its further markets. */
export function create(options: Options) {
  if (venue === undefined || options.symbol === 0) venue = createVenue(options);
  const market = venue.market(options.symbol, options.onFill);
  if (options.symbol === options.symbols - 1) venue = undefined;
  return market;
}

/** Buyers and sellers are different accounts, so that no order meets another of its own; and each trades in one market. */
function createVenue({ symbols, maxId, basePrice }: Options) {
  const accountsPerSide = Math.max(accountsPerSideMin, Math.ceil(accountsInAll / 2 / symbols));
  const listings = Array.from({ length: symbols }, (_, symbol) => ({
    ...btcPerpetual,
    instrument: instrumentId(symbol + 1),
    name: `S${symbol}_USDC-PERPETUAL`,
    openOrdersMax,
  }));
  const genesis = defaultGenesis(zeroHash, timeMs(startMs), addressOf(1));
  const state = createExchange({ ...genesis, markets: listings });
  const accounts = Array.from({ length: 2 * accountsPerSide * symbols }, (_, at) => addressOf(0x1000 + at));
  const sides = new Uint8Array(maxId + 1);
  const { feed, tickSizeMicroUsdc } = btcPerpetual;
  const prices = { feed, price: basePrice * tickSizeMicroUsdc, stale: false };
  let blocks = 0;
  let operations = 0;
  let nonce = startMs - nonceRoomMs;
  let run = open(
    accounts.map((owner, at): DepositItem => {
      return { kind: 'deposit', index: BigInt(at), token: 0, from: zeroAddress, owner, subNo: 0, amount: fundsMicroUsdc, l1Block: 0 }; // prettier-ignore
    }),
  );

  function open(deposits: readonly DepositItem[]): BlockRun {
    blocks += 1;
    const now = timeMs(startMs + blocks * blockMs);
    return openBlock(state, {
      height: height(blocks),
      digest: zeroHash,
      timeMs: now,
      prices: [{ ...prices, atMs: now }],
      l1: [{ cut: { chainId: 31_337, number: 0, hash: zeroHash }, timestampS: 0, items: deposits }],
      headerNumber: 0,
    });
  }

  // From here on the state notes what changes, as it does for the roots that a validator makes; they are not made here.
  commitment(state);

  /** Runs one transaction; where its events begin. */
  function send(symbol: number, id: number, side: number, hash: Hash, body: TransactionBody): number {
    if (operations === operationsPerBlock) {
      closeBlock(run);
      run = open([]);
      operations = 0;
    }
    operations += 1;
    const account = accounts[2 * (symbol * accountsPerSide + (id % accountsPerSide)) + side]!;
    const from = run.events.length;
    const expiryMs = timeMs(run.timeMs + 60_000);
    nonce += 1;
    const envelope = { version: 1, account, subaccount: 0, key: account, nonce, expiryMs, body, signature };
    const code = executeTransaction(run, { hash, transaction: envelope });
    if (code !== 'OK' && code !== 'ORDER_UNKNOWN') invariant(false, `operation on order ${id} is refused: ${code}`);
    return from;
  }

  const market = (symbol: number, onFill: Options['onFill']) => ({
    place(side: 0 | 1, price: number, quantity: number, id: number): number {
      sides[id] = side;
      const from = send(symbol, id, side, orderHash(id), {
        type: 'order',
        instrument: listings[symbol]!.instrument,
        side: side === 0 ? 'buy' : 'sell',
        kind: 'limit',
        timeInForce: 'GTC',
        postOnly: false,
        reduceOnly: false,
        selfTradePrevention: 'cancel-taker',
        price: ticks(price),
        size: lots(quantity),
        clientId: id,
        ...plainOrder,
      });
      let filled = 0;
      for (let at = from; at < run.events.length; at++) {
        const event = run.events[at]!;
        if (event.type !== 'fill') continue;
        filled += event.size as number;
        onFill?.(idOf(event.maker), id, event.price as number, event.size as number);
      }
      return filled;
    },

    cancel(id: number): number {
      const body = { type: 'cancel', order: orderHash(id), orderExpiryMs: timeMs(0) } as const;
      const from = send(symbol, id, sides[id]!, zeroHash, body);
      const event = run.events[from];
      return event?.type === 'canceled' ? (event.remaining as number) : 0;
    },
  });
  return { market };
}
