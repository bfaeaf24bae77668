import { auctionsView, fundsView } from '../exchange/liquidationViews.ts';
import { marketView, strategiesView } from '../exchange/views.ts';
import { DoorError } from './errors.ts';
import type { Method } from './method.ts';

/** Most strategies of one answer; each has at most as many levels as combos may rest. */
const strategiesMax = 50;
/** Most auctions of one answer. */
const auctionsMax = 100;

export const marketMethods = {
  witan_markets: {
    params: [],
    cost: 5,
    call: (_params, _caller, { view }) => {
      const state = view.door.exchange();
      const { height, timeMs } = state.clock.get('clock')!;
      return { height, timeMs, markets: state.markets.sortedKeys().map((instrument) => marketView(state, instrument)) };
    },
  },
  witan_book: {
    params: ['instrument', 'levels'],
    cost: 5,
    call: (params, _caller, { view }) =>
      view.book(params.instrument('instrument'), params.integer('levels', 1, 1_000, 20)),
  },
  witan_combos: {
    params: ['after'],
    cost: 10,
    call: (params, _caller, { view }) => {
      const state = view.door.exchange();
      const { height, timeMs } = state.clock.get('clock')!;
      const after = params.has('after') ? params.string('after', 100) : '';
      return { height, timeMs, strategies: strategiesView(state, after, strategiesMax) };
    },
  },
  witan_funds: {
    params: [],
    cost: 5,
    call: (_params, _caller, { view }) => {
      const state = view.door.exchange();
      const { height, timeMs } = state.clock.get('clock')!;
      return { height, timeMs, funds: fundsView(state) };
    },
  },
  witan_auctions: {
    params: ['after'],
    cost: 10,
    call: (params, _caller, { view }) => {
      const state = view.door.exchange();
      const { height, timeMs } = state.clock.get('clock')!;
      const after = params.integer('after', 0, 2 ** 32, 0);
      return { height, timeMs, auctions: auctionsView(state, after, auctionsMax) };
    },
  },
  witan_trades: {
    params: ['instrument', 'limit'],
    cost: 5,
    call: (params, _caller, { view }) => {
      const instrument = params.instrument('instrument');
      const limit = params.integer('limit', 1, view.limits.tradesKept, 50);
      if (!view.door.exchange().markets.has(instrument)) {
        throw new DoorError('MARKET_UNKNOWN', `No market has the number ${instrument}.`);
      }
      return view.trades.last(instrument, limit);
    },
  },
} as const satisfies Readonly<Record<string, Method>>;
