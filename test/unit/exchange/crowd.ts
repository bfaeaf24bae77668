import { Random } from '../../../devnet/random.ts';
import { btcFutures, btcOptions } from '../../../node/exchange/defaultGenesis.ts';
import type { ExchangeGenesis, Series } from '../../../node/exchange/genesis.ts';
import type { BlockEvent } from '../../../node/types/block.ts';
import type { Address } from '../../../node/types/ids.ts';
import type { DepositItem } from '../../../node/types/settlement.ts';
import type { HashedTransaction, Side } from '../../../node/types/transaction.ts';
import { addressOf, bob, btc, insurer, orderBody, testGenesis, usdc, Venue } from './venue.ts';

// A few hundred accounts of four kinds on one underlying, along a path of prices: what a risk engine has to live through.

const future: Series = { ...btcFutures, expiries: { daily: 1, weekly: 1, monthly: 0, quarterly: 0 } };
const option: Series = {
  ...btcOptions,
  expiries: { daily: 1, weekly: 0, monthly: 0, quarterly: 0 },
  strikesPerSide: 2,
};

const genesis = (): ExchangeGenesis => ({
  ...testGenesis(),
  series: [future, option],
  credits: { ...testGenesis().credits, trade: { capacity: 1_000_000, perSecond: 10_000 } },
});

export interface CrowdOptions {
  readonly accounts: number;
  readonly seed: number;
  /** Index at the beginning, dollars. */
  readonly price: number;
  /** Dollars of the insurance fund. */
  readonly insurance: number;
  /** How many accounts act in a block, on average. */
  readonly active: number;
}

/** Directional, market-making, selling options, hedged. */
const kinds = 4;
const firstAccount = 0x50000;

/** Drives a venue with a crowd, one block a step. */
export class CrowdRun {
  readonly venue: Venue;
  readonly #random: Random;
  readonly #owners: readonly Address[];
  readonly #active: number;
  readonly #pending: DepositItem[] = [];
  #steps = 0;

  constructor({ accounts, seed, price, insurance, active }: CrowdOptions) {
    this.#random = new Random(seed);
    this.#active = active;
    this.#owners = Array.from({ length: accounts }, (_, at) => addressOf(firstAccount + at));
    this.venue = new Venue(genesis());
    this.venue.prices = { 1: price, 2: 3_000 };
    this.venue.surface(btcOptions, 0.6);
    if (insurance > 0) this.venue.deposit(insurer, insurance);
    this.venue.deposit(bob, 1_000_000_000);
  }

  /** One block at a price: the quotes of Bob's, and what some of the crowd do. */
  step(price: number, elapsedMs: number): readonly BlockEvent[] {
    const { venue } = this;
    const random = this.#random;
    this.#steps += 1;
    venue.prices[1] = price;
    if (this.#steps % 60 === 0) venue.surface(btcOptions, 0.4 + 0.5 * random.next(), 1.002);
    const transactions: HashedTransaction[] = this.#quotes();
    for (let acts = random.integer(0, 2 * this.#active); acts > 0; acts--) {
      const at = random.integer(0, this.#owners.length - 1);
      transactions.push(...this.#act(this.#owners[at]!, at));
    }
    return venue.block(transactions, this.#pending.splice(0), elapsedMs).events;
  }

  /** Bob takes back what he quoted and quotes again, in the order of priority: cancels first. */
  #quotes(): HashedTransaction[] {
    const { venue } = this;
    const { markets } = venue.state;
    const quotes = [venue.transaction(bob, { type: 'cancelAll', instrument: 0 } as never)];
    for (const number of markets.live) {
      const listing = markets.listing(number);
      const { markPerLot, stale } = markets.at(number);
      const isQuoted = listing.kind !== 'option' || this.#random.chance(0.3);
      if (listing.feed !== 1 || stale || !isQuoted || venue.timeMs + 60_000 >= (listing.expiryMs || Infinity)) continue;
      const mark = markPerLot / markets.tickValue(number);
      const away = listing.kind === 'option' ? Math.max(2, mark * 0.05) : mark * 0.000_5;
      const size = listing.kind === 'option' ? 200 : 20_000;
      const { instrument } = listing;
      const bid = Math.floor(mark - away);
      if (bid > 0)
        quotes.push(venue.transaction(bob, orderBody('buy', 0, size, { instrument, price: bid, postOnly: true })));
      quotes.push(
        venue.transaction(
          bob,
          orderBody('sell', 0, size, { instrument, price: Math.ceil(mark + away), postOnly: true }),
        ),
      );
    }
    return quotes;
  }

  #deposit(owner: Address, dollars: number): void {
    this.#pending.push(this.venue.depositItem(owner, usdc(dollars)));
  }

  /** What an account does when it is its turn, by its kind: whoever has nothing brings money, and next time takes positions. */
  #act(owner: Address, at: number): HashedTransaction[] {
    const kind = at % kinds;
    const { venue } = this;
    const random = this.#random;
    const index = venue.state.places.find(owner) < 0 ? undefined : venue.sub(owner);
    if (index === undefined || (index.positions.length === 0 && index.cash < usdc(1_000))) {
      this.#deposit(owner, 2_000 + random.integer(0, 8_000));
      return [];
    }
    if (index.positions.length > 0 && random.chance(0.7)) return [];
    // Half of those that sell options, and half of those that are hedged, are margined for all that they hold together.
    if (kind >= 2 && Math.floor(at / kinds) % 2 === 1 && index.marginMode === 'standard') {
      return [venue.transaction(owner, { type: 'setMarginMode', mode: 'portfolio' })];
    }
    const price = venue.prices[1]!;
    const lots = (share: number): number =>
      Math.max(1, Math.floor(((index.cash / 1_000_000) * share * 10_000) / price));
    const side: Side = random.chance(0.5) ? 'buy' : 'sell';
    const other: Side = side === 'buy' ? 'sell' : 'buy';
    const take = (instrument: number, way: Side, size: number): HashedTransaction =>
      venue.transaction(
        owner,
        orderBody(way, 0, size, { instrument: instrument as never, kind: 'market', timeInForce: 'IOC', price: 0 }),
      );
    const dated = (wanted: 'future' | 'option'): number[] =>
      venue.state.markets.listings
        .filter((each) => each.kind === wanted && each.feed === 1)
        .map((each) => each.instrument);
    switch (kind) {
      case 0:
        return [take(btc, side, lots(9.5))];
      case 1: {
        const ticks = Math.round(price * 10 * (side === 'buy' ? 0.999_8 : 1.000_2));
        return [venue.transaction(owner, orderBody(side, 0, lots(2), { price: ticks }))];
      }
      case 2: {
        const options = dated('option');
        return options.length === 0 ? [] : [take(random.pick(options), 'sell', Math.max(1, Math.floor(lots(6) / 100)))];
      }
      default: {
        const futures = dated('future');
        return futures.length === 0 ? [] : [take(btc, side, lots(4.5)), take(random.pick(futures), other, lots(4.5))];
      }
    }
  }
}
