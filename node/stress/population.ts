import { btcFutures, btcOptions, btcPerpetual, defaultGenesis, ethFutures, ethOptions, ethPerpetual } from '../exchange/defaultGenesis.ts'; // prettier-ignore
import type { ExchangeGenesis, ExpiryRule, PerpetualListing, Series } from '../exchange/genesis.ts';
import { surfaceNodes } from '../exchange/prices/surface.ts';
import { tenorsMs } from '../exchange/prices/tenors.ts';
import { exp } from '../exchange/pricing/exp.ts';
import { encodeState } from '../exchange/snapshot.ts';
import { createExchange, type ExchangeState } from '../exchange/state.ts';
import { feedId, instrumentId, zeroHash, type Address, type InstrumentId } from '../types/ids.ts';
import type { AgreedPrice } from '../types/settlement.ts';
import { plainOrder, type MarginMode, type PlaceOrder, type Side } from '../types/transaction.ts';
import { lots, ppb, ticks, timeMs } from '../types/units.ts';
import { provider, providerMicroUsdc, quotes } from './liquidity.ts';
import { Random } from './random.ts';
import { calm, type Group } from './shock.ts';
import { stressAddress, StressVenue, type BlockContent, type Wish } from './venue.ts';

/** Monday, 5 January 2026, 12:00 UTC: four days before the next weekly expiry. */
const startMs = 1_767_614_400_000;
const weekly: ExpiryRule = { daily: 0, weekly: 1, monthly: 0, quarterly: 0 };
const weeklyAndMonthly: ExpiryRule = { ...weekly, monthly: 1 };

/** A coin of the middle: ticks of 0.01 USDC, lots of a hundredth. Margins are higher than those of BTC. */
const altPerpetual: PerpetualListing = {
  ...ethPerpetual,
  instrument: instrumentId(3),
  name: 'SOL_USDC-PERPETUAL',
  feed: feedId(3),
  marketGroup: 3,
  tickSizeMicroUsdc: 10_000,
  lotsPerUnit: 100,
  maxOrderLots: 1_000_000,
  maxPositionLots: 5_000_000,
  maxPriceTicks: 1_000_000,
  initialMarginPpb: ppb(150_000_000),
  maintenanceMarginPpb: ppb(75_000_000),
};

/** A thin coin: ticks of 0.001 USDC, whole coins, a position of at most a million dollars or so. */
const thinPerpetual: PerpetualListing = {
  ...altPerpetual,
  instrument: instrumentId(4),
  name: 'THIN_USDC-PERPETUAL',
  feed: feedId(4),
  marketGroup: 4,
  tickSizeMicroUsdc: 1_000,
  lotsPerUnit: 1,
  maxOrderLots: 500_000,
  maxPositionLots: 500_000,
  maxPriceTicks: 100_000,
  initialMarginPpb: ppb(200_000_000),
  maintenanceMarginPpb: ppb(100_000_000),
};

const futures = (series: Series): Series => ({ ...series, expiries: weekly });
const options = (series: Series, strikeStepMicroUsdc: number): Series => ({
  ...series,
  expiries: weeklyAndMonthly,
  strikesPerSide: 2,
  strikeStepMicroUsdc,
});

/** The insurance fund's owner in a generated state. */
const insurer = stressAddress(2);

const genesis = (): ExchangeGenesis => {
  const standard = defaultGenesis(zeroHash, timeMs(startMs), insurer);
  return {
    ...standard,
    markets: [btcPerpetual, ethPerpetual, altPerpetual, thinPerpetual],
    series: [
      futures(btcFutures),
      options(btcOptions, 10_000_000_000),
      futures(ethFutures),
      options(ethOptions, 400_000_000),
    ],
    credits: { ...standard.credits, trade: { capacity: 1_000_000, perSecond: 100_000 } },
  };
};

/** Dollars a unit, by feed, and the volatilities of the two that have options. */
const prices = [100_000, 4_000, 150, 2] as const;
const groups: readonly Group[] = [
  { feed: 1, marketGroup: 1, name: 'BTC_USDC', role: 'lead' },
  { feed: 2, marketGroup: 2, name: 'ETH_USDC', role: 'large' },
  { feed: 3, marketGroup: 3, name: 'SOL_USDC', role: 'alt' },
  { feed: 4, marketGroup: 4, name: 'THIN_USDC', role: 'thin' },
];
const volatilities = [0.55, 0.7] as const;

function agreed(atMs: number, move: number): AgreedPrice[] {
  const price = (feed: number, value: number): AgreedPrice => ({
    feed,
    price: value,
    atMs: timeMs(atMs),
    stale: false,
  });
  return [
    ...prices.map((dollars, at) => price(at + 1, Math.round(dollars * 1_000_000 * move))),
    ...volatilities.flatMap((volatility, at) =>
      tenorsMs.flatMap((_, tenor) => [
        price(100 * (at + 1) + tenor, 1_000_000_000),
        ...surfaceNodes.map((__, node) =>
          price(100 * (at + 1) + 10 + tenor * surfaceNodes.length + node, volatility * 1_000_000),
        ),
      ]),
    ),
  ];
}

export interface PopulationOptions {
  readonly accounts: number;
  readonly seed: number;
  /** Dollars of all insurance funds together: each has as much as the others. */
  readonly insurance: number;
}

interface Member {
  readonly owner: Address;
  readonly dollars: number;
  readonly kind: 'directional' | 'diversified' | 'maker' | 'optionSeller' | 'hedged' | 'whale';
  readonly marginMode: MarginMode;
}

/** Of twenty accounts in a row: the hedged ones and one in four of those that sell options. */
const portfolios = [7, 9, 19];

const kinds = [
  ...['directional', 'directional', 'directional', 'directional', 'diversified', 'diversified'],
  ...['maker', 'optionSeller', 'optionSeller', 'hedged'],
] as readonly Member['kind'][];

/** Accounts that take positions before blocks move on, and how far the indices stand off meanwhile: so entries differ. */
const membersABlock = 25;
const wander = 0.02;
/** What the crowd trades against is far deeper than what it will find in a stress. */
const buildDepth = 200;
/** Quiet minutes at the end, so that the averaged basis is what it will be. */
const quietBlocks = 15;

function takes(instrument: number, side: Side, size: number): PlaceOrder {
  return {
    ...plainOrder,
    type: 'order',
    instrument: instrument as InstrumentId,
    side,
    kind: 'market',
    timeInForce: 'IOC',
    price: ticks(0),
    size: lots(Math.max(1, Math.floor(size))),
    postOnly: false,
    reduceOnly: false,
    selfTradePrevention: 'cancel-maker',
    clientId: 0,
  };
}

const rests = (instrument: number, side: Side, price: number, size: number): PlaceOrder => ({
  ...takes(instrument, side, size),
  kind: 'limit',
  timeInForce: 'GTC',
  price: ticks(price),
});

/** Decides what one account of a kind does, once. */
class Crowd {
  readonly #random: Random;
  readonly #state: ExchangeState;

  constructor(random: Random, state: ExchangeState) {
    this.#random = random;
    this.#state = state;
  }

  #side(longs: number): Side {
    return this.#random.chance(longs) ? 'buy' : 'sell';
  }

  /** A group by how much is traded in it. */
  #group(): number {
    const at = this.#random.next();
    return at < 0.45 ? 0 : at < 0.72 ? 1 : at < 0.92 ? 2 : 3;
  }

  /** Lots of a perpetual that are worth some dollars. */
  #lots(group: number, dollars: number): number {
    const listing = this.#state.markets.listingOf((group + 1) as InstrumentId)!;
    return Math.min((dollars / prices[group]!) * listing.lotsPerUnit, listing.maxPositionLots * 0.8);
  }

  #leverage(group: number, most: number): number {
    const cap = [9, 9, 6, 4.5][group]!;
    return Math.min(cap, 1 + this.#random.next() * (most - 1));
  }

  #dated(
    group: number,
    kind: 'future' | 'option',
  ): readonly { readonly instrument: number; readonly lotsPerUnit: number }[] {
    return this.#state.markets.listings.filter((each) => each.kind === kind && each.feed === group + 1);
  }

  wishesOf(member: Member): Wish[] {
    const { owner, marginMode: mode } = member;
    const first: Wish[] = mode === 'portfolio' ? [{ account: owner, body: { type: 'setMarginMode', mode } }] : [];
    return [...first, ...this.#trades(member)];
  }

  #trades({ owner, dollars, kind }: Member): Wish[] {
    const random = this.#random;
    const wish = (body: PlaceOrder): Wish => ({ account: owner, body });
    const perpetual = (group: number, side: Side, share: number): Wish =>
      wish(takes(group + 1, side, this.#lots(group, dollars * share)));
    switch (kind) {
      case 'whale':
        return [perpetual(3, 'sell', 3.5)];
      case 'directional': {
        const group = this.#group();
        return [perpetual(group, this.#side(0.62), this.#leverage(group, 9))];
      }
      case 'diversified': {
        const first = this.#group();
        const second = (first + 1 + random.integer(0, 2)) % prices.length;
        return [first, second].map((group) => perpetual(group, this.#side(0.6), this.#leverage(group, 7) / 2));
      }
      case 'maker': {
        const group = random.integer(0, 2);
        const mark = this.#state.markets.get((group + 1) as InstrumentId)!.markPerLot;
        const tick = this.#state.markets.tickValue(this.#state.markets.number((group + 1) as InstrumentId));
        const size = this.#lots(group, dollars);
        return [
          wish(rests(group + 1, 'buy', Math.floor((mark * 0.985) / tick), size)),
          wish(rests(group + 1, 'sell', Math.ceil((mark * 1.015) / tick), size)),
          perpetual(group, this.#side(0.5), 1.5),
          perpetual((group + 1) % 3, this.#side(0.5), 1),
        ];
      }
      case 'optionSeller': {
        const group = random.integer(0, 1);
        const listed = this.#dated(group, 'option');
        // As many as margin lets in: the last ones are refused.
        return [0, 1, 2, 3].map(() => {
          const { instrument, lotsPerUnit } = random.pick(listed);
          return wish(
            takes(instrument, 'sell', ((dollars * (1.5 + 1.5 * random.next())) / prices[group]!) * lotsPerUnit),
          );
        });
      }
      case 'hedged': {
        const group = random.integer(0, 1);
        const [future] = this.#dated(group, 'future');
        const side = this.#side(0.7);
        const size = this.#lots(group, dollars * (2.5 + 2 * random.next()));
        return [
          wish(takes(group + 1, side, size)),
          wish(takes(future!.instrument, side === 'buy' ? 'sell' : 'buy', size)),
        ];
      }
    }
  }
}

/**
 * A state with a crowd in it, made by the engine itself: accounts with 1,000 to 100,000 dollars that took positions while prices wandered. Of ten, four are
 * directional, two hold several groups on one margin, one makes markets, two sell options and one is hedged; one whale is short of the thin market. The hedged
 * ones and a quarter of those that sell options have portfolio margin.
 * The same options give the same bytes.
 */
export function populate({ accounts, seed, insurance }: PopulationOptions): {
  readonly genesis: ExchangeGenesis;
  readonly bytes: Uint8Array;
} {
  const random = new Random(seed);
  const parameters = genesis();
  const venue = new StressVenue(createExchange(parameters));
  const { state } = venue;
  const byFeed = new Map(groups.map((group) => [group.feed, group]));
  const members = Array.from({ length: accounts }, (_, at): Member => {
    const owner = stressAddress(1_000 + at);
    if (at === 0) return { owner, dollars: 200_000, kind: 'whale', marginMode: 'standard' };
    const marginMode = portfolios.includes(at % 20) ? 'portfolio' : 'standard';
    return {
      owner,
      dollars: Math.round(1_000 * exp(4.6 * random.next())),
      kind: kinds[at % kinds.length]!,
      marginMode,
    };
  });
  let now = startMs;
  const block = (move: number, wishes: () => readonly Wish[], deposits: BlockContent['deposits'] = []) => {
    now += 60_000;
    const quoted = () => [...quotes(state, byFeed, () => calm, buildDepth), ...wishes()];
    venue.block(now, agreed(now, move), { deposits, wishes: quoted });
  };
  const each = Math.floor((insurance * 1_000_000) / groups.length);
  const funds = each > 0 ? groups.map(({ marketGroup }) => [insurer, each, marketGroup] as const) : [];
  block(1, () => [], [
    [provider, providerMicroUsdc],
    ...funds,
    ...members.map(({ owner, dollars }) => [owner, dollars * 1_000_000] as const),
  ]);
  const crowd = new Crowd(random, state);
  for (let from = 0; from < members.length; from += membersABlock) {
    const move = 1 + wander * (2 * random.next() - 1);
    block(move, () => members.slice(from, from + membersABlock).flatMap((member) => crowd.wishesOf(member)));
  }
  for (let quiet = 0; quiet < quietBlocks; quiet++) block(1, () => []);
  return { genesis: parameters, bytes: encodeState(state) };
}
