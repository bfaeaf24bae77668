import { describe, expect, test } from 'vitest';
import type { MarginMode } from '../../../node/types/transaction.ts';
import { PortfolioVenue, limits, portfolioGenesis } from './portfolioVenue.ts';
import { alice, approval, bob, btc, carol, orderBody, type Venue } from './venue.ts';

describe.each<MarginMode>(['standard', 'portfolio'])(
  'a reduce-only order is never refused because of load or staleness (%s margin)',
  (mode) => {
    const close = { reduceOnly: true } as const;

    /** Alice holds perpetuals, calls and futures. */
    function held(genesis = portfolioGenesis): PortfolioVenue {
      const venue = new PortfolioVenue(genesis);
      venue.deposit(alice, 50_000);
      venue.setMode(mode);
      venue.hold(alice, btc, 1_000);
      venue.hold(alice, venue.instrument('option', 101_000), 20);
      venue.hold(alice, venue.instrument('future'), -500);
      return venue;
    }
    const reduces = (venue: Venue, instrument = btc, size = 1, change = {}) => {
      const side = venue.lots(alice, instrument) > 0 ? 'sell' : 'buy';
      const { markPerLot } = venue.state.markets.get(instrument)!;
      const price = Math.round(markPerLot / venue.state.markets.tickValue(venue.state.markets.number(instrument)));
      return venue.send(alice, orderBody(side, 0, size, { instrument, price, ...close, ...change })).code;
    };

    test('while no feed is fresh: perpetual, option and future, resting or taking, a market order, a stop', () => {
      const venue = held();
      venue.stale = true;
      venue.block();
      expect(venue.order(alice, 'buy', 100_000, 1).code).toBe('FEED_STALE');
      for (const instrument of [btc, venue.instrument('option', 101_000), venue.instrument('future')]) {
        expect(reduces(venue, instrument)).toBe('OK');
        expect(reduces(venue, instrument, 1, { timeInForce: 'IOC' })).toBe('OK');
      }
      expect(reduces(venue, btc, 1, { kind: 'market', price: 0, timeInForce: 'IOC' })).toBe('OK');
      expect(reduces(venue, btc, 1, { triggerKind: 'stop', triggerSource: 'mark', triggerPrice: 900_000 })).toBe('OK');
    });

    test('while the surface alone is stale', () => {
      const venue = held();
      for (const feed of Object.keys(venue.feeds)) delete venue.feeds[Number(feed)];
      venue.block([], [], 2_000);
      expect(venue.state.markets.get(venue.instrument('option', 101_000))!.stale).toBe(true);
      expect(reduces(venue, venue.instrument('option', 101_000))).toBe('OK');
      expect(reduces(venue, btc)).toBe('OK');
    });

    test('when the credits for trading are used up, also by a key and in a batch', () => {
      const trade = { capacity: 10, perSecond: 1 };
      const venue = held({ ...portfolioGenesis, credits: { ...portfolioGenesis.credits, trade } });
      venue.send(alice, approval(carol));
      const many = Array.from({ length: 700 }, () =>
        venue.transaction(alice, orderBody('buy', 99_000, 1, { postOnly: true })),
      );
      venue.block(many.splice(0, 350), [], 1);
      const body = orderBody('sell', 100_000, 1, { reduceOnly: true, timeInForce: 'IOC' });
      const both = { type: 'batch', atomic: true, operations: [body, body] } as const;
      const plain = venue.transaction(alice, orderBody('sell', 100_000, 1, { timeInForce: 'IOC' }));
      const reducing = [
        venue.transaction(alice, body),
        venue.transaction(alice, body, { key: carol }),
        venue.transaction(alice, both),
      ];
      const { outcomes } = venue.block([...many, plain, ...reducing], [], 1);
      expect(outcomes.slice(-4).map(({ code }) => code)).toEqual(['CREDITS_EXHAUSTED', 'OK', 'OK', 'OK']);
    });

    test('beyond limits of risk, with less than initial margin, and where more markets would be too many', () => {
      const venue = held();
      venue.send(alice, limits({ deltaMaxPpb: 1, gammaMaxPpb: 1, vegaMax: 1 as never }));
      expect(venue.order(alice, 'buy', 100_000, 1).code).toBe('DELTA_LIMIT');
      expect(reduces(venue)).toBe('OK');
      expect(reduces(venue, venue.instrument('future'))).toBe('OK');
      venue.send(alice, limits());
      venue.send(alice, { type: 'cancelAll', instrument: 0 as never });
      venue.hold(alice, btc, 9_000);
      venue.send(alice, { type: 'withdraw', token: 0, amount: venue.withdrawable() as never });
      venue.prices[1] = 99_900;
      venue.block();
      expect(venue.assess().equity).toBeLessThan(venue.assess().initial);
      expect(venue.order(alice, 'buy', 99_000, 10).code).toBe('MARGIN_TOO_LOW');
      expect(reduces(venue, btc, 9_000)).toBe('OK');
      venue.send(bob, { type: 'cancelAll', instrument: 0 as never });
    });
  },
);
