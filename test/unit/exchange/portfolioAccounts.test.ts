import { describe, expect, test } from 'vitest';
import { commitment } from '../../../node/exchange/commitment.ts';
import { portfolioMargin } from '../../../node/exchange/risk/portfolio/portfolioMargin.ts';
import { defaultPortfolioParameters } from '../../../node/exchange/risk/portfolio/parameters.ts';
import { standardMargin } from '../../../node/exchange/risk/standardMargin.ts';
import { decodeState, encodeState } from '../../../node/exchange/snapshot.ts';
import { accountView } from '../../../node/exchange/views.ts';
import { zeroHash } from '../../../node/types/ids.ts';
import { PortfolioVenue, portfolioGenesis } from './portfolioVenue.ts';
import { addressOf, alice, approval, bob, btc, carol, comboBody, eth, ofType, orderBody, usdc } from './venue.ts';

/** Alice with portfolio margin and so many dollars. */
function opened(dollars: number): PortfolioVenue {
  const venue = new PortfolioVenue();
  venue.deposit(alice, dollars);
  expect(venue.setMode('portfolio').code).toBe('OK');
  return venue;
}

const missingOf = (events: Parameters<typeof ofType>[0]): number => ofType(events, 'receipt')[0]!.missing as number;

describe('the margin mode of a subaccount', () => {
  test('is standard at first, set by its owner, seen in its row, root and view, and kept by a snapshot', () => {
    const venue = new PortfolioVenue();
    venue.deposit(alice, 1_000);
    venue.deposit(alice, 1_000, 1);
    const { index } = venue.sub(alice);
    const before = commitment(venue.state).subaccounts[index]!.restHash;
    expect([venue.sub(alice).marginMode, before]).toEqual(['standard', zeroHash]);
    const { code, events } = venue.setMode('portfolio');
    expect(code).toBe('OK');
    expect(ofType(events, 'marginModeSet')).toEqual([{ type: 'marginModeSet', account: alice, subaccount: 0, mode: 'portfolio' }]); // prettier-ignore
    const after = commitment(venue.state).subaccounts[index]!.restHash;
    venue.state.liquidations.set(index, { margins: [], startedMs: 1, auctionMs: 0 });
    venue.state.subaccounts.setLiquidating(index, true);
    const both = commitment(venue.state).subaccounts[index]!.restHash;
    venue.state.subaccounts.setMarginMode(index, 'standard');
    const other = commitment(venue.state).subaccounts[index]!.restHash;
    expect(new Set([before, after, both, other]).size).toBe(4);
    venue.state.subaccounts.setMarginMode(index, 'portfolio');
    venue.state.liquidations.delete(index);
    venue.state.subaccounts.setLiquidating(index, false);
    expect(accountView(venue.state, alice)!.subaccounts.map(({ marginMode }) => marginMode)).toEqual(['portfolio', 'standard']); // prettier-ignore
    const bytes = encodeState(venue.state);
    const copy = decodeState(portfolioGenesis, bytes);
    expect(copy.subaccounts.get(index)!.marginMode).toBe('portfolio');
    expect(commitment(copy).subaccounts[index]!.restHash).toBe(after);
    const text = new TextDecoder().decode(bytes).replace('"marginMode":"portfolio"', '"marginMode":"both"');
    expect(() => decodeState(portfolioGenesis, new TextEncoder().encode(text))).toThrow(
      'other bytes than the state has',
    );
    venue.state.journal.rollback(0);
    expect(venue.sub(alice).marginMode).toBe('standard');
  });

  test('changes only where initial margin in the new way is there, open orders included; so much more is enough', () => {
    const venue = new PortfolioVenue();
    venue.deposit(alice, 1_500);
    // 10 % of 10,000 in the standard way; a fall of 18 % and 2 % of charges in the other.
    venue.send(alice, orderBody('buy', 100_000, 1_000, { postOnly: true }));
    const { code, events } = venue.setMode('portfolio');
    // Rounded up, from a float that is a hair above.
    expect([code, missingOf(events)]).toEqual(['MARGIN_TOO_LOW', usdc(500) + 1]);
    expect(venue.sub(alice).marginMode).toBe('standard');
    venue.deposit(alice, 500);
    expect(venue.setMode('portfolio').code).toBe('MARGIN_TOO_LOW');
    venue.block([], [venue.depositItem(alice, 1)]);
    expect(venue.setMode('portfolio').code).toBe('OK');
    expect(venue.assess().initial).toBe(usdc(2_000) + 1);
    expect(venue.setMode('portfolio').code).toBe('OK');
    expect(venue.setMode('standard').code).toBe('OK');
    expect(venue.assess().initial).toBe(usdc(1_000));
  });

  test('does not change back to standard where the offsets are needed', () => {
    const venue = opened(25_000);
    venue.hold(alice, btc, 10_000);
    venue.hold(alice, venue.instrument('future'), -10_000);
    expect(venue.assess().initial).toBeLessThan(usdc(20_000));
    venue.send(alice, { type: 'withdraw', token: 0, amount: usdc(12_000) as never });
    const { code, events } = venue.setMode('standard');
    expect([code, missingOf(events)]).toEqual(['MARGIN_TOO_LOW', standardMargin.assess(venue.state, venue.sub(alice).index).initial - venue.assess().equity]); // prettier-ignore
    expect(venue.sub(alice).marginMode).toBe('portfolio');
  });

  test('does not change while the subaccount is liquidated, or where a price that it needs is stale; a session key may not', () => {
    const venue = new PortfolioVenue();
    venue.deposit(alice, 100_000);
    venue.hold(alice, btc, 100);
    venue.send(alice, approval(carol));
    expect(venue.setMode('portfolio', alice, { key: carol }).code).toBe('KEY_SCOPE');
    venue.stale = true;
    expect(venue.setMode('portfolio').code).toBe('FEED_STALE');
    expect(venue.setMode('portfolio', bob).code).toBe('FEED_STALE');
    // Nothing to do is nothing that a price could be needed for.
    expect(venue.setMode('standard').code).toBe('OK');
    venue.stale = false;
    expect(venue.setMode('portfolio').code).toBe('OK');
  });
});

describe('portfolio margin of a subaccount', () => {
  test('is what the model says of its perpetual, options and futures at their marks, rounded up, and of nothing else', () => {
    const venue = opened(1_000_000);
    const call = venue.listing('option', 101_000);
    const put = venue.listing('option', 98_000, 'put');
    const future = venue.listing('future');
    for (const [instrument, size] of [[btc, -3_333], [call.instrument, -57], [put.instrument, 21], [future.instrument, 4_444]] as const) venue.hold(alice, instrument, size); // prettier-ignore
    venue.hold(alice, eth, 700);
    const { markets } = venue.state;
    const market = markets.get(call.instrument)!;
    const leftMs = call.expiryMs - market.basisAtMs;
    const term = (listing: typeof call) => ({
      strike: listing.strikeMicroUsdc,
      isCall: listing.right === 'call',
      volatility: markets.get(listing.instrument)!.volatilityPpb / 1e9,
    });
    const perpetual = markets.get(btc)!;
    const seconds = (leftMs - (30 * 60_000 * 2) / 3) / 1_000;
    const expiry = { secondsLeft: seconds, forwardSettled: 0, forwardMoving: market.forward, rate: 0, confidence: 1, options: [term(future), term(put), term(call)] }; // prettier-ignore
    const model = {
      spot: perpetual.indexPerLot * 10_000,
      spotConfidence: 1,
      perpetual: perpetual.markPerLot * 10_000,
      perpetualConfidence: 1,
      stable: 1,
      expiries: [expiry],
    };
    const positions = [{ option: 0, amount: 0.444_4 }, { option: 1, amount: 0.21 }, { option: 2, amount: -0.57 }]; // prettier-ignore
    const holdings = { cash: 0, perpetualSize: -0.333_3, perpetualUnrealised: 0, collaterals: [], positions };
    const { markToMarket, initial, maintenance } = portfolioMargin(model, holdings, defaultPortfolioParameters);
    const marks = [put, call].map(({ instrument }, place) => markets.get(instrument)!.markPerLot * [21, -57][place]!);
    expect(Math.abs(markToMarket - marks[0]! - marks[1]!)).toBeLessThan(80);
    const ethMarket = markets.get(eth)!;
    const assessed = venue.assess();
    const close = (own: number, model_: number): void => expect(Math.abs(own - Math.ceil(markToMarket - model_))).toBeLessThanOrEqual(1); // prettier-ignore
    close(assessed.initial - 700 * ethMarket.longInitialPerLot, initial);
    close(assessed.maintenance - 700 * ethMarket.longMaintenancePerLot, maintenance);
    expect(assessed.equity).toBe(standardMargin.assess(venue.state, venue.sub(alice).index).equity);
  });

  test('asks less for what offsets: a call sold against its underlying, a future against the perpetual', () => {
    const venue = opened(1_000_000);
    const call = venue.instrument('option', 101_000);
    venue.hold(alice, call, -100);
    const naked = venue.assess();
    venue.hold(alice, btc, 5_000);
    const covered = venue.assess();
    expect(covered.initial).toBeLessThan(naked.initial);
    expect(covered.maintenance).toBeLessThan(naked.maintenance);
    expect(naked.maintenance).toBeLessThan(naked.initial);
    const outright = opened(1_000_000);
    outright.hold(alice, btc, 5_000);
    const long = outright.assess().initial;
    outright.hold(alice, outright.instrument('future'), -5_000);
    // 2 % of charges, and what the forward could move by itself.
    expect(outright.assess().initial).toBeLessThan(long / 3);
    expect(outright.assess().initial).toBeGreaterThan(usdc(50_000 * (0.02 + 0.0225)));
  });

  test('has no offsets between underlyings, and margins one without options as in the other mode', () => {
    const venue = opened(1_000_000);
    venue.hold(alice, btc, 1_000);
    const before = venue.assess();
    venue.hold(alice, eth, -2_500);
    const { shortInitialPerLot, shortMaintenancePerLot } = venue.state.markets.get(eth)!;
    expect(venue.assess().initial - before.initial).toBe(2_500 * shortInitialPerLot);
    expect(venue.assess().maintenance - before.maintenance).toBe(2_500 * shortMaintenancePerLot);
    venue.send(alice, orderBody('sell', 0, 100, { instrument: eth, price: 390_000, postOnly: false }));
  });

  test('of one with nothing at all is nothing', () => {
    const venue = opened(10);
    expect(venue.assess()).toEqual({ equity: usdc(10), unrealised: 0, initial: 0, maintenance: 0 });
  });
});

describe('orders of a subaccount with portfolio margin', () => {
  test('count as is worst, with their loss against mark; what is missing is told to the micro-USDC, fee included', () => {
    const venue = opened(2_050);
    // 20 % of 10,000, a loss of 1 % beyond mark and 0.05 % of fee.
    const order = orderBody('buy', 101_000, 1_000);
    const { code, events } = venue.send(alice, order);
    expect([code, missingOf(events)]).toEqual(['MARGIN_TOO_LOW', usdc(2_000 + 100 + 5.05 - 2_050) + 1]);
    venue.deposit(alice, 55.050_001);
    expect(venue.send(alice, order).code).toBe('OK');
    expect(venue.assess().initial).toBe(usdc(2_100) + 1);
    expect(venue.send(alice, orderBody('buy', 100_000, 30)).code).toBe('MARGIN_TOO_LOW');
    // The other side can fill only instead.
    expect(venue.send(alice, orderBody('sell', 102_000, 950)).code).toBe('OK');
    expect(venue.assess().initial).toBe(usdc(2_100) + 1);
  });

  test('of several markets count together: two that are each a hedge may be one too many', () => {
    const venue = opened(100_000);
    venue.hold(alice, btc, 1_000);
    const alone = venue.assess().initial;
    const future = venue.instrument('future');
    const price = venue.markTicks(future) + 100;
    venue.send(alice, orderBody('sell', 0, 1_000, { instrument: future, price }));
    expect(venue.assess().initial).toBe(alone);
    venue.send(alice, orderBody('sell', 100_100, 1_000));
    expect(venue.assess().initial).toBe(alone);
    venue.send(alice, orderBody('sell', 100_100, 2_000));
    expect(venue.assess().initial).toBeGreaterThan(1.5 * alone);
  });

  test('by combos are looked at as they stand afterwards: a spread needs what a spread needs', () => {
    const venue = opened(2_000);
    const [near, far] = [venue.instrument('option', 100_000), venue.instrument('option', 102_000)];
    const naked = orderBody('sell', 0, 100, { instrument: near, price: venue.markTicks(near), timeInForce: 'IOC' });
    const rest = (side: 'buy' | 'sell', instrument: typeof near, away: number) =>
      venue.send(bob, orderBody(side, 0, 100, { instrument, price: venue.markTicks(instrument) + away }));
    rest('buy', near, 0);
    rest('sell', far, 0);
    expect(venue.send(alice, naked).code).toBe('MARGIN_TOO_LOW');
    const legs = [[near, 'sell', 1], [far, 'buy', 1]] as const; // prettier-ignore
    const ascending = [...legs].sort(([a], [b]) => a - b);
    const { code } = venue.send(alice, comboBody(ascending, 100, 0));
    expect(code).toBe('OK');
    expect(venue.lots(alice, near)).toBe(-100);
    // At most 2,000 of difference between the strikes can be lost.
    expect(venue.assess().initial).toBeLessThan(usdc(2_000));
  });

  test('that only reduce pass without initial margin, and whoever is short of it may hedge', () => {
    const venue = opened(20_000);
    venue.hold(alice, btc, 9_000);
    venue.prices[1] = 96_000;
    venue.block();
    const { equity, initial, maintenance } = venue.assess();
    expect(equity).toBeLessThan(initial);
    expect(equity).toBeGreaterThan(maintenance);
    const close = { timeInForce: 'IOC', reduceOnly: true } as const;
    venue.send(bob, orderBody('buy', 95_900, 10_000));
    expect(venue.send(alice, orderBody('buy', 96_000, 1)).code).toBe('MARGIN_TOO_LOW');
    expect(venue.send(alice, orderBody('sell', 95_900, 10, close)).code).toBe('OK');
    expect(venue.send(alice, orderBody('sell', 95_900, 10)).code).toBe('OK');
    const future = venue.instrument('future');
    const price = venue.markTicks(future);
    venue.send(bob, orderBody('buy', 0, 100, { instrument: future, price }));
    expect(venue.assess().equity).toBeLessThan(venue.assess().initial);
    expect(venue.send(alice, orderBody('sell', 0, 100, { instrument: future, price, timeInForce: 'IOC' })).code).toBe('OK'); // prettier-ignore
  });

  test('that only reduce count no further than to nothing', () => {
    const venue = opened(60_000);
    const future = venue.instrument('future');
    venue.hold(alice, btc, 10_000);
    venue.hold(alice, future, -10_000);
    const price = venue.markTicks(future) - 10;
    const buyBack = () => venue.send(alice, orderBody('buy', 0, 10_000, { instrument: future, price, reduceOnly: true })).code; // prettier-ignore
    expect(buyBack()).toBe('OK');
    const once = venue.assess().initial;
    expect(buyBack()).toBe('OK');
    // The mark alone moves a little.
    expect(Math.abs(venue.assess().initial - once)).toBeLessThan(1_000);
    // A short position cannot be reduced by selling more.
    const { index } = venue.sub(alice);
    expect(venue.state.subaccounts.exposures(index)!.map(({ bids, orders }) => [bids, orders])).toEqual([[0, 2]]);
  });

  test('that only reduce may take a hedge away as long as maintenance margin is left, all that rest of them together', () => {
    const venue = opened(80_000);
    // What others need is not there for it.
    venue.hold(alice, eth, 20_000);
    const future = venue.instrument('future');
    venue.hold(alice, btc, 10_000);
    venue.hold(alice, future, -10_000);
    venue.send(alice, { type: 'withdraw', token: 0, amount: (venue.withdrawable() - usdc(5_000)) as never });
    const price = venue.markTicks(future);
    const buyBack = (size: number) =>
      venue.send(alice, orderBody('buy', 0, size, { instrument: future, price: price - 10, reduceOnly: true }));
    const { equity } = venue.assess();
    expect(buyBack(10_000).code).toBe('MARGIN_TOO_LOW');
    expect(buyBack(2_000).code).toBe('OK');
    // Each alone would leave enough.
    for (let more = 0; more < 10; more += 1) buyBack(2_000);
    const resting = venue.state.book.ownOrders(venue.sub(alice).index);
    expect(resting.length).toBeLessThan(5);
    venue.hold(bob, eth, 1);
    venue.send(bob, orderBody('sell', 0, 10_000, { instrument: future, price: price - 10, timeInForce: 'IOC' }));
    const after = venue.assess();
    expect(after.equity).toBeLessThanOrEqual(equity + usdc(100));
    expect(after.equity).toBeGreaterThanOrEqual(after.maintenance);
    // And what rests of them is kept back from withdrawals.
    const again = opened(60_000);
    const far = again.instrument('future');
    again.hold(alice, btc, 10_000);
    again.hold(alice, far, -10_000);
    const free = again.withdrawable();
    again.send(alice, orderBody('buy', 0, 5_000, { instrument: far, price: again.markTicks(far) - 10, reduceOnly: true })); // prettier-ignore
    expect(again.withdrawable()).toBeLessThan(free - usdc(4_000));
  });
});

describe('what may leave a subaccount with portfolio margin', () => {
  test('is equity less initial margin, and no open profit; what offsets counts together', () => {
    const venue = opened(50_000);
    venue.hold(alice, btc, 5_000);
    venue.hold(alice, venue.instrument('future'), -5_000);
    const before = venue.withdrawable();
    venue.prices[1] = 104_000;
    venue.block([], [], 1_000);
    const { equity, initial } = venue.assess();
    // 2,000 won and 2,000 lost.
    expect(Math.abs(venue.withdrawable() - (equity - initial))).toBeLessThan(usdc(5));
    expect(Math.abs(venue.withdrawable() - before)).toBeLessThan(usdc(150));
    const long = opened(50_000);
    long.hold(alice, btc, 5_000);
    const flat = long.withdrawable();
    long.prices[1] = 104_000;
    long.block([], [], 1_000);
    expect(long.assess().unrealised).toBe(usdc(2_000));
    expect(long.withdrawable()).toBeLessThan(flat);
    expect(long.withdrawable()).toBe(long.assess().equity - usdc(2_000) - long.assess().initial);
  });

  test('does not hold the profit of a long option back twice, nor lets cash go that pays for it', () => {
    const venue = opened(20_000);
    const call = venue.instrument('option', 100_000);
    venue.hold(alice, call, 300);
    const cost = venue.sub(alice).positions[0]!.cost;
    venue.prices[1] = 102_000;
    venue.block([], [], 1_000);
    const { equity, initial, unrealised } = venue.assess();
    expect(unrealised).toBeGreaterThan(usdc(1_000));
    const free = venue.withdrawable();
    expect(free).toBe(equity - initial - Math.max(0, unrealised - initial));
    // Far in the money there is more profit than margin: what is beyond it stays, too.
    const deep = opened(20_000);
    deep.hold(alice, deep.instrument('option', 97_000), 100);
    deep.prices[1] = 150_000;
    deep.block([], [], 1_000);
    const rich = deep.assess();
    expect(rich.unrealised).toBeGreaterThan(rich.initial + usdc(10_000));
    expect(deep.withdrawable()).toBe(rich.equity - rich.unrealised);
    expect(free).toBeLessThanOrEqual(venue.cash(alice));
    expect(free).toBeGreaterThan(equity - initial - unrealised);
    expect(venue.cash(alice) - free).toBeGreaterThan(0);
    expect(cost).toBeGreaterThan(0);
    const { code, events } = venue.send(alice, { type: 'withdraw', token: 0, amount: (free + 1) as never });
    expect([code, missingOf(events)]).toEqual(['BALANCE_TOO_LOW', 1]);
    expect(venue.send(alice, { type: 'withdraw', token: 0, amount: free as never }).code).toBe('OK');
  });
});

describe('liquidation of a subaccount with portfolio margin', () => {
  const trader = addressOf(0x7ad);

  test('closes the position that frees maintenance margin, not the one that offsets it', () => {
    const venue = new PortfolioVenue();
    venue.deposit(trader, 25_000);
    venue.setMode('portfolio', trader);
    const future = venue.instrument('future');
    venue.hold(trader, future, -4_000);
    venue.hold(trader, btc, 14_000);
    venue.send(bob, orderBody('buy', 90_000, 100_000));
    venue.send(bob, orderBody('sell', 0, 100_000, { instrument: future, price: venue.markTicks(future) + 2_000 }));
    venue.send(bob, orderBody('buy', 0, 100_000, { instrument: future, price: venue.markTicks(future) - 2_000 }));
    let steps = 0;
    for (let price = 99_900; steps === 0 && price > 90_000; price -= 100) {
      venue.prices[1] = price;
      const before = venue.lots(trader, future);
      const { events } = venue.block([], [], 1_000);
      for (const step of ofType(events, 'liquidationStep')) {
        steps += 1;
        expect([step.instrument, venue.lots(trader, future)]).toEqual([btc, before]);
        expect(step.frees).toBeGreaterThan(0);
      }
    }
    expect(steps).toBe(1);
  });

  test('rather takes none than one of the hedge, where the books take nothing else', () => {
    const venue = new PortfolioVenue();
    venue.deposit(trader, 25_000);
    venue.setMode('portfolio', trader);
    const future = venue.instrument('future');
    venue.hold(trader, future, -4_000);
    venue.hold(trader, btc, 14_000);
    let [started, steps] = [0, 0];
    for (let price = 99_500; price > 86_000; price -= 500) {
      venue.prices[1] = price;
      started += ofType(venue.block([], [], 1_000).events, 'liquidationStarted').length;
      const ask = venue.transaction(bob, orderBody('sell', 0, 100_000, { instrument: future, price: venue.markTicks(future) + 1 })); // prettier-ignore
      const { events } = venue.block([ask], [], 1_000);
      started += ofType(events, 'liquidationStarted').length;
      steps += ofType(events, 'liquidationStep').length;
      venue.send(bob, { type: 'cancelAll', instrument: future });
    }
    expect([started, steps, venue.lots(trader, future)]).toEqual([1, 0, -4_000]);
  });

  test('takes no step that would raise what the account needs', () => {
    const hedged = new PortfolioVenue();
    hedged.deposit(trader, 60_000);
    hedged.setMode('portfolio', trader);
    hedged.hold(trader, btc, 5_000);
    const future = hedged.instrument('future');
    hedged.hold(trader, future, -5_000);
    const { index } = hedged.sub(trader);
    const free = (instrument: typeof future, size: number) =>
      hedged.state.risk.freed(hedged.state, index, hedged.state.markets.number(instrument), size);
    expect(free(btc, -2_500)).toBeLessThan(0);
    expect(free(future, 2_500)).toBeLessThan(0);
    hedged.hold(trader, btc, 1_000);
    expect(free(btc, -500)).toBeGreaterThan(0);
    expect(free(future, 500)).toBeLessThan(0);
  });
});
