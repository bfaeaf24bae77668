import { describe, expect, test } from 'vitest';
import { commitment } from '../../../node/exchange/commitment.ts';
import { decodeState, encodeState } from '../../../node/exchange/snapshot.ts';
import { accountView } from '../../../node/exchange/views.ts';
import { feedId } from '../../../node/types/ids.ts';
import { microUsdc } from '../../../node/types/units.ts';
import { limits, PortfolioVenue, portfolioGenesis } from './portfolioVenue.ts';
import { alice, approval, bob, btc, carol, comboBody, eth, ofType, orderBody } from './venue.ts';

/** Alice with limits in BTC. */
function limited(change: Parameters<typeof limits>[0]): PortfolioVenue {
  const venue = new PortfolioVenue();
  venue.deposit(alice, 1_000_000);
  expect(venue.send(alice, limits(change)).code).toBe('OK');
  return venue;
}
/** Billionths of a unit that lots of the perpetual are. */
const deltaOf = (lots: number): number => lots * 100_000;
const greeks = (venue: PortfolioVenue) => accountView(venue.state, alice)!.subaccounts[0]!.greeks[0]!;
const buy = (lots: number, change = {}) => orderBody('buy', 100_000, lots, change);
const sell = (lots: number, change = {}) => orderBody('sell', 100_000, lots, change);

describe('risk limits', () => {
  test('are set by the owner, seen in the view, and kept by root, snapshot and undo; zeros end them', () => {
    const venue = limited({ deltaMaxPpb: deltaOf(100), vegaMax: microUsdc(5) });
    const { index } = venue.sub(alice);
    const row = { feed: 1, deltaMaxPpb: deltaOf(100), gammaMaxPpb: 0, vegaMax: 5 };
    expect(accountView(venue.state, alice)!.subaccounts[0]!.riskLimits).toEqual([row]);
    const before = commitment(venue.state).restRoot;
    const { events } = venue.send(alice, limits({ feed: feedId(2), gammaMaxPpb: 7 }));
    expect(ofType(events, 'riskLimitsSet')).toEqual([{ type: 'riskLimitsSet', account: alice, subaccount: 0, feed: 2, deltaMaxPpb: 0, gammaMaxPpb: 7, vegaMax: 0 }]); // prettier-ignore
    expect(commitment(venue.state).restRoot).not.toBe(before);
    const copy = decodeState(portfolioGenesis, encodeState(venue.state));
    expect(commitment(copy).restRoot).toBe(commitment(venue.state).restRoot);
    expect([copy.subaccounts.hasLimits(index), copy.riskLimits.size]).toEqual([true, 2]);
    venue.send(alice, limits({ feed: feedId(2) }));
    venue.send(alice, limits({ feed: feedId(2) }));
    venue.send(alice, limits());
    expect([venue.state.subaccounts.hasLimits(index), venue.state.riskLimits.size]).toEqual([false, 0]);
    venue.state.journal.rollback(0);
    expect([venue.state.subaccounts.hasLimits(index), venue.state.riskLimits.size]).toEqual([true, 1]);
    const text = new TextDecoder().decode(encodeState(venue.state)).replace(`"${index}/1"`, '"77/1"');
    expect(() => decodeState(portfolioGenesis, new TextEncoder().encode(text))).toThrow("nobody's");
  });

  test('are not a session key’s to set', () => {
    const venue = limited({ deltaMaxPpb: deltaOf(100) });
    venue.send(alice, approval(carol));
    expect(venue.send(alice, limits(), { key: carol }).code).toBe('KEY_SCOPE');
    expect(venue.send(alice, buy(101), { key: carol }).code).toBe('DELTA_LIMIT');
  });

  test('count the position and all open orders that go the same way, not those that go the other', () => {
    const venue = limited({ deltaMaxPpb: deltaOf(100) });
    expect(venue.send(alice, buy(101)).code).toBe('DELTA_LIMIT');
    expect(venue.send(alice, buy(60)).code).toBe('OK');
    expect(venue.send(alice, buy(41)).code).toBe('DELTA_LIMIT');
    expect(venue.send(alice, sell(100, { price: 1_000_100 })).code).toBe('OK');
    expect(venue.send(alice, sell(1, { price: 1_000_100 })).code).toBe('DELTA_LIMIT');
    expect(venue.send(alice, buy(40)).code).toBe('OK');
    venue.send(bob, orderBody('sell', 100_000, 60, { timeInForce: 'IOC' }));
    // 60 held, 40 to buy: full upwards; downwards 160 may go, of which 100 are to sell.
    expect(venue.lots(alice)).toBe(60);
    expect(venue.send(alice, buy(1)).code).toBe('DELTA_LIMIT');
    expect(venue.send(alice, sell(60, { price: 1_000_200 })).code).toBe('OK');
    expect(venue.send(alice, sell(1, { price: 1_000_200 })).code).toBe('DELTA_LIMIT');
  });

  test('never refuse what reduces, also beyond the limit', () => {
    const venue = limited({});
    venue.hold(alice, btc, 500);
    venue.send(alice, limits({ deltaMaxPpb: deltaOf(100) }));
    expect(venue.send(alice, buy(1)).code).toBe('DELTA_LIMIT');
    expect(venue.send(alice, sell(100)).code).toBe('OK');
    expect(venue.send(alice, sell(501)).code).toBe('DELTA_LIMIT');
    expect(venue.send(alice, sell(500, { reduceOnly: true, price: 1_000_100 })).code).toBe('OK');
    expect(venue.send(alice, orderBody('sell', 0, 1, { instrument: eth, price: 400_000 })).code).toBe('OK');
    // What is held of another underlying is another matter.
    const other = limited({ deltaMaxPpb: deltaOf(100) });
    other.hold(alice, eth, 5_000);
    expect(other.send(alice, buy(100)).code).toBe('OK');
  });

  test('of delta, gamma and vega count all markets of the underlying, options by their marks, each by its own code', () => {
    const free = limited({});
    const call = free.instrument('option', 101_000);
    free.hold(alice, call, 100);
    const { deltaPpb, gammaPpb, vega } = greeks(free);
    expect(Math.min(deltaPpb, gammaPpb, vega)).toBeGreaterThan(0);
    for (const [field, code, most] of [
      ['deltaMaxPpb', 'DELTA_LIMIT', deltaPpb],
      ['gammaMaxPpb', 'GAMMA_LIMIT', gammaPpb],
      ['vegaMax', 'VEGA_LIMIT', vega],
    ] as const) {
      // prettier-ignore
      for (const short of [0, 1]) {
        const venue = limited({ [field]: most - short });
        const price = venue.markTicks(call);
        const order = orderBody('buy', 0, 100, { instrument: call, price });
        expect(venue.send(alice, order).code).toBe(short === 0 ? 'OK' : code);
        const other = orderBody('sell', 0, 100, { instrument: call, price: price + 5 });
        expect(venue.send(alice, other).code).toBe(short === 0 ? 'OK' : code);
      }
    }
    // A perpetual has neither gamma nor vega, and its delta stands against that of a call.
    const venue = limited({ deltaMaxPpb: 1_000, gammaMaxPpb: 1, vegaMax: microUsdc(1) });
    expect(venue.send(alice, buy(1)).code).toBe('DELTA_LIMIT');
    venue.send(alice, limits({ gammaMaxPpb: 1, vegaMax: microUsdc(1) }));
    expect(venue.send(alice, buy(1_000)).code).toBe('OK');
    free.send(alice, limits({ deltaMaxPpb: deltaPpb }));
    const hedge = Math.floor(deltaPpb / 100_000);
    expect(free.send(alice, buy(1)).code).toBe('DELTA_LIMIT');
    expect(free.send(alice, sell(2 * hedge)).code).toBe('OK');
    expect(free.send(alice, sell(hedge)).code).toBe('DELTA_LIMIT');
  });

  test('look at a combo as a whole, and at a replacement only where it grows', () => {
    const venue = limited({ deltaMaxPpb: deltaOf(100) });
    const future = venue.instrument('future');
    for (const [instrument, price] of [
      [btc, 1_000_000],
      [future, venue.markTicks(future)],
    ] as const) {
      // prettier-ignore
      venue.send(bob, orderBody('sell', 0, 1_000, { instrument, price }));
      venue.send(bob, orderBody('buy', 0, 1_000, { instrument, price: price - 10 }));
    }
    const spread = (far: 'buy' | 'sell') => comboBody([[btc, 'buy', 1], [future, far, 1]], 500, 1_000_000_000); // prettier-ignore
    expect(venue.send(alice, spread('buy')).code).toBe('DELTA_LIMIT');
    expect(venue.send(alice, spread('sell')).code).toBe('OK');
    expect([venue.lots(alice), venue.lots(alice, future)]).toEqual([500, -500]);
    const { hash } = venue.send(alice, buy(100, { price: 990_000 }));
    const replaced = (price: number, size: number) =>
      venue.send(alice, { type: 'replace', order: hash, instrument: btc, price, size, postOnly: false, selfTradePrevention: 'cancel-taker' } as never).code; // prettier-ignore
    expect(replaced(990_000, 101)).toBe('DELTA_LIMIT');
    venue.send(alice, limits({ deltaMaxPpb: deltaOf(50) }));
    expect(replaced(989_000, 100)).toBe('OK');
    expect(replaced(989_000, 90)).toBe('OK');
    expect(replaced(988_000, 91)).toBe('DELTA_LIMIT');
  });
});
