import fc from 'fast-check';
import { expect, test } from 'vitest';
import { btcFutures, btcOptions, ethFutures, ethOptions, ethPerpetual, usdcToken, wethToken } from '../../../node/exchange/defaultGenesis.ts'; // prettier-ignore
import type { Series } from '../../../node/exchange/genesis.ts';
import { bookTrade } from '../../../node/exchange/ledger/positions.ts';
import { surfaceNodes } from '../../../node/exchange/prices/surface.ts';
import { tenorsMs } from '../../../node/exchange/prices/tenors.ts';
import type { RiskModel } from '../../../node/exchange/risk/riskModel.ts';
import { decodeState, encodeState } from '../../../node/exchange/snapshot.ts';
import type { ExchangeState } from '../../../node/exchange/state.ts';
import { feedId, instrumentId } from '../../../node/types/ids.ts';
import { addressOf, bob, testGenesis, Venue } from './venue.ts';

// Two underlyings with options, futures and perpetuals, a third coin that portfolio margin does not know, and ether as collateral.

const hourMs = 3_600_000;
const daily = { daily: 2, weekly: 0, monthly: 0, quarterly: 0 };
const quarter = { daily: 1, weekly: 0, monthly: 0, quarterly: 1 };
const { markets } = testGenesis();
const genesis = testGenesis({
  markets: [...markets, { ...ethPerpetual, instrument: instrumentId(3), name: 'THIN_USDC-PERPETUAL', feed: feedId(3) }],
  series: [
    { ...btcFutures, expiries: quarter },
    { ...btcOptions, expiries: quarter, strikesPerSide: 1 },
    { ...ethFutures, expiries: daily },
    { ...ethOptions, expiries: daily, strikesPerSide: 1 },
  ],
  tokens: [usdcToken, wethToken],
});
const trader = addressOf(0xca201);
const subaccounts = 8;

const isUnsafe = (state: ExchangeState) => (index: number) => {
  const { equity, maintenance } = state.risk.assess(state, index);
  return index !== 0 && (state.subaccounts.isLiquidating(index) || equity < maintenance || equity < 0);
};

/** Volatilities with a tilt: by node, and by tenor. */
function smile(venue: Venue, series: Series, level: number, tilt: number, ratio: number): void {
  venue.surface(series, level, ratio);
  tenorsMs.forEach((_, tenor) => {
    surfaceNodes.forEach((place, node) => {
      const volatility = level * (1 + tilt * (place / 200) + 0.02 * tenor);
      venue.feeds[series.surfaceFeed + tenor * surfaceNodes.length + node] = Math.round(Math.max(0.02, volatility) * 1e6); // prettier-ignore
    });
  });
}

interface Holding {
  readonly market: number;
  readonly size: number;
}

/** A venue in which each subaccount of the trader holds something, and has a part more than it takes to keep it. */
function crowd(held: readonly { readonly positions: readonly Holding[]; readonly spare: number; readonly ether: number }[]): Venue {
  const venue = new Venue(genesis);
  venue.prices[3] = 10;
  for (const series of [btcOptions, ethOptions]) smile(venue, series, 0.6, -0.1, 1.002);
  venue.deposit(bob, 1_000_000_000);
  held.forEach((_, subNo) => venue.deposit(trader, 1, subNo));
  const { state } = venue;
  const counterparty = venue.sub(bob).index;
  held.forEach(({ positions, spare, ether }, subNo) => {
    const { index } = venue.sub(trader, subNo);
    // The last one has standard margin.
    if (subNo < held.length - 1) state.subaccounts.setMarginMode(index, 'portfolio');
    let notional = 0;
    for (const { market, size } of positions) {
      const number = state.markets.live[market % state.markets.live.length]!;
      const { markPerLot, indexPerLot } = state.markets.at(number);
      const lots = Math.trunc((size * state.markets.listing(number).lotsPerUnit) / 100);
      if (lots === 0) continue;
      bookTrade(state, index, number, lots, markPerLot, 0);
      bookTrade(state, counterparty, number, -lots, markPerLot, 0);
      notional += Math.abs(lots) * indexPerLot;
    }
    const { equity, maintenance } = state.risk.assess(state, index);
    const needed = maintenance - equity + Math.round(notional * spare) + 10;
    const wei = BigInt(Math.round(Math.max(0, needed) * ether)) * 250_000_000n;
    const inEther = venue.depositItem(trader, wei, subNo, 1);
    // What the haircut takes of the ether is there in cash.
    const cash = venue.depositItem(trader, Math.max(1, Math.round(needed * (1 - 0.9 * ether))), subNo);
    venue.block([], wei === 0n ? [cash] : [inEther, cash]);
  });
  return venue;
} // prettier-ignore

/** One of the subaccounts grows one of its positions at mark. */
function trade(venue: Venue, at: number): void {
  const { state } = venue;
  const { index } = venue.sub(trader, at % subaccounts);
  const positions = state.subaccounts.positions(index);
  const grown = positions[at % Math.max(1, positions.length)];
  if (grown === undefined || state.subaccounts.isLiquidating(index)) return;
  const number = state.markets.number(grown.instrument);
  const lots = Math.sign(grown.lots) * Math.ceil(Math.abs(grown.lots) / 50);
  const { markPerLot } = state.markets.at(number);
  bookTrade(state, index, number, lots, markPerLot, 0);
  bookTrade(state, venue.sub(bob).index, number, -lots, markPerLot, 0);
}

/** Half of what a subaccount has above maintenance goes elsewhere. */
function halve(venue: Venue, subNo: number): void {
  const { state } = venue;
  const { index, cash } = venue.sub(trader, subNo);
  const { equity, maintenance } = state.risk.assess(state, index);
  const taken = Math.max(0, Math.floor((equity - maintenance) / 2));
  const other = venue.sub(bob);
  state.subaccounts.setCash(index, cash - taken);
  state.subaccounts.setCash(other.index, other.cash + taken);
}

/** Counts assessments of accounts from now on. */
function counted(state: ExchangeState, count: () => void): void {
  const { risk } = state;
  const assess: RiskModel['assess'] = (...of) => {
    count();
    return risk.assess(...of);
  };
  (state as { risk: RiskModel }).risk = { ...risk, assess };
}

const holding = fc.record({ market: fc.nat(200), size: fc.integer({ min: -300, max: 300 }) });
const account = fc.record({
  positions: fc.array(holding, { minLength: 1, maxLength: 9 }),
  spare: fc.constantFrom(0.0005, 0.002, 0.005, 0.01, 0.02, 0.05),
  ether: fc.constantFrom(0, 0, 0.5),
});
const step = fc.record({
  /** Ten-thousandths. */
  btc: fc.integer({ min: -10, max: 10 }),
  eth: fc.integer({ min: -10, max: 10 }),
  jump: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 500, -500, 100, -100),
  /** Hundredths. */
  volatility: fc.constantFrom(0, 0, 0, 0, 0.2, -0.2, 1, -1, 10, -10),
  tilt: fc.constantFrom(0, 0, 0, 0.01, -0.01, 0.1),
  ratio: fc.constantFrom(0, 0, 0, 0.0001, -0.0001, 0.002),
  elapsedMs: fc.constantFrom(50, 100, 100, 100, 1_000, 1_000, 10_000, 60_000, 20 * 60_000, hourMs),
  isStale: fc.constantFrom(false, false, false, false, false, false, false, false, false, true),
  fate: fc.constantFrom('', '', '', '', '', '', '', '', 'restore', 'rollback', 'drop', 'mode', 'trade', 'trade'),
});

test('whoever is below maintenance is found in every block as a look at everybody would', () => {
  let [unsafe, looks] = [0, 0];
  fc.assert(
    fc.property(
      fc.array(account, { minLength: subaccounts, maxLength: subaccounts }),
      fc.array(step, { minLength: 20, maxLength: 80, size: 'max' }),
      fc.record({ btc: fc.integer({ min: -15, max: 15 }), eth: fc.integer({ min: -15, max: 15 }), thin: fc.integer({ min: -20, max: 20 }), volatility: fc.integer({ min: -3, max: 3 }) }), // prettier-ignore
      fc.boolean(),
      (held, steps, drift, isCalm) => {
        const venue = crowd(held);
        const expectAll = (): void => {
          const { state } = venue;
          const found = state.marginWatch.unsafe(state);
          looks += 1;
          expect(found).toEqual(state.subaccounts.sortedKeys().filter(isUnsafe(state)));
          unsafe += found.length;
        };
        let [level, tilt, ratio] = [0.6, -0.1, 1.002];
        for (const [at, each] of steps.entries()) {
          const jump = isCalm ? 0 : each.jump;
          venue.prices[1]! *= 1 + (each.btc + drift.btc + jump) / 1e4;
          venue.prices[2]! *= 1 + (each.eth + drift.eth + jump) / 1e4;
          venue.prices[3]! *= 1 + (drift.thin + jump) / 1e4;
          level = Math.max(0.05, level * (1 + (drift.volatility / 10 + each.volatility) / 100));
          tilt = Math.max(-0.5, Math.min(0.5, tilt + each.tilt));
          ratio += each.ratio;
          for (const series of [btcOptions, ethOptions]) smile(venue, series, level, tilt, ratio);
          venue.stale = each.isStale;
          if (each.fate === 'restore') Object.assign(venue, { state: decodeState(genesis, encodeState(venue.state)) });
          if (each.fate === 'trade') trade(venue, at);
          if (each.fate === 'drop') venue.state.portfolioRisk.drop();
          if (each.fate === 'mode') venue.send(trader, { type: 'setMarginMode', mode: each.btc > 0 ? 'portfolio' : 'standard' }, { subaccount: 1 }); // prettier-ignore
          venue.block([], [], isCalm ? Math.min(each.elapsedMs, 1_000) : each.elapsedMs);
          if (each.fate === 'rollback') {
            venue.state.journal.rollback(0);
            expectAll();
            venue.blocks.pop();
          }
          expectAll();
        }
      },
    ),
    { numRuns: 150 },
  );
  expect(unsafe).toBeGreaterThan(looks / 2);
}, 120_000);

test('nobody who is far from maintenance is looked at in calm blocks; in a fall each is, before it is too late', () => {
  const far = { spare: 0.05, ether: 0 };
  const venue = crowd(Array.from({ length: subaccounts }, (_, at) => ({ ...far, positions: [{ market: at, size: 100 }, { market: 3 * at + 1, size: -200 }] }))); // prettier-ignore
  let examined = 0;
  venue.block();
  counted(venue.state, () => (examined += 1));
  const [bitcoin, ether] = [venue.prices[1]!, venue.prices[2]!];
  for (let at = 0; at < 200; at += 1) {
    venue.prices[1] = bitcoin * (1 + (((7 * at) % 11) - 5) / 1e4);
    venue.prices[2] = ether * (1 + (((5 * at) % 11) - 5) / 1e4);
    venue.block();
  }
  expect(examined).toBe(0);
  for (let at = 0; at < 100; at += 1) {
    venue.prices[1]! *= 0.998;
    venue.prices[2]! *= 0.998;
    venue.block();
    const { state } = venue;
    expect(state.marginWatch.unsafe(state)).toEqual(state.subaccounts.sortedKeys().filter(isUnsafe(state)));
  }
  expect(venue.state.marginWatch.unsafe(venue.state).length).toBeGreaterThan(2);
});

test('who is short and can bear no more than the bound says is found in the block in which that is used up, also when it has less than before', () => {
  const spares = [0.0005, 0.001, 0.002, 0.004, 0.008, 0.012, 0.016, 0.024];
  const future = crowd([]).state.markets.listings.findIndex(({ kind }) => kind === 'future');
  for (const market of [0, future]) {
    const venue = crowd([...spares, 0].map((spare) => ({ spare, ether: 0, positions: [{ market, size: -100 }] })));
    const found = new Set<number>();
    for (let at = 0; at < 400; at += 1) {
      venue.prices[1]! *= 1 + 0.7e-4;
      if (at === 20) for (const subNo of spares.keys()) halve(venue, subNo);
      venue.block();
      const { state } = venue;
      const all = state.subaccounts.sortedKeys().filter(isUnsafe(state));
      expect(state.marginWatch.unsafe(state)).toEqual(all);
      for (const each of all) found.add(each);
    }
    expect(found.size).toBeGreaterThan(spares.length);
  }
});
