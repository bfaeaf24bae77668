import { calm, through, type Course, type Role, type Shock } from './shock.ts';

/** Something that happened, or might, told for kinds of underlyings. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly hours: number;
  readonly stepMs: number;
  readonly course: Course;
}

type Points = readonly (readonly [number, number])[];
const minuteMs = 60_000;

/** The index of each kind goes its own way; volatility and depth are those of all. */
function market(index: Readonly<Record<Role, Points>>, volatility: Points, depth: Points): Course {
  return (hours, { role }): Shock => ({
    ...calm,
    index: through(hours, index[role]),
    volatility: through(hours, volatility),
    depth: through(hours, depth),
  });
}

/**
 * 12 and 13 March 2020: BTC from 7,300 to 5,690 between 10:00 and 11:00 UTC, and from 5,800 to 3,900 between 23:00 and 02:15; ETH from about
 * 200 to less than 90 dollars. Books were said to be wiped out in the second fall; how much of them was left is our assumption.
 * Sources: https://blog.btcmex.com/black-thursday-what-actually-happened-to-bitcoin/,
 * https://www.research.ledgerprime.com/p/cryptos-black-thursday-the-market, https://api.blankvar.com/en/p/1gx7bf (ETH).
 */
const march2020: Scenario = {
  name: 'march-2020',
  title: 'March 2020: BTC −47 % in sixteen hours',
  hours: 18,
  stepMs: 5 * minuteMs,
  course: market(
    {
      lead: [[0, 1], [0.75, 0.78], [2, 0.8], [13, 0.79], [16.25, 0.53], [18, 0.6]], // prettier-ignore
      large: [[0, 1], [0.75, 0.74], [2, 0.76], [13, 0.72], [16.25, 0.45], [18, 0.53]], // prettier-ignore
      alt: [[0, 1], [0.75, 0.7], [2, 0.72], [13, 0.68], [16.25, 0.4], [18, 0.5]], // prettier-ignore
      thin: [[0, 1], [0.75, 0.62], [2, 0.66], [13, 0.6], [16.25, 0.33], [18, 0.42]], // prettier-ignore
    },
    [[0, 1], [0.75, 2], [13, 1.8], [16.25, 3.2], [18, 2.8]], // prettier-ignore
    [[0, 1], [0.75, 0.3], [2, 0.5], [13, 0.4], [16.25, 0.05], [18, 0.2]], // prettier-ignore
  ),
};

/**
 * 19 May 2021: BTC from 43,000 to 30,000 and ETH from 3,200 to 1,888 in hours, back to about 38,000 and 2,900 the same day; BNB from
 * 500 to 280 and back to 410. Depth and volatility are our assumptions.
 * Sources: https://scallope.com/3624.html, https://www.worldstockmarket.net/lightning-rollback-bitcoin-rate-went-by-12000-down-and-up-in-15-hours.
 */
const may2021: Scenario = {
  name: 'may-2021',
  title: 'May 2021: BTC −30 % in hours, back by half',
  hours: 14,
  stepMs: 5 * minuteMs,
  course: market(
    {
      lead: [[0, 1], [5, 0.93], [8, 0.7], [9, 0.85], [14, 0.86]], // prettier-ignore
      large: [[0, 1], [5, 0.9], [8, 0.59], [9, 0.78], [14, 0.85]], // prettier-ignore
      alt: [[0, 1], [5, 0.88], [8, 0.56], [9, 0.72], [14, 0.8]], // prettier-ignore
      thin: [[0, 1], [5, 0.85], [8, 0.48], [9, 0.62], [14, 0.7]], // prettier-ignore
    },
    [[0, 1], [5, 1.3], [8, 2.4], [14, 1.8]], // prettier-ignore
    [[0, 1], [5, 0.7], [8, 0.1], [9, 0.3], [14, 0.6]], // prettier-ignore
  ),
};

/**
 * 10 October 2025: within 45 minutes BTC fell by 12 % (121,000 to below 105,000 at the worst prints), ETH by 16 %, SOL by 31 %, and most
 * smaller coins by 70 to 90 %; most of it came back within hours; books were hollow. What was left in them is our assumption.
 * Sources: https://spectropunk.com/?p=179, https://www.binance.bh/en-AE/square/post/31063396369578, https://news.superex.com/articles/5708.html.
 */
const october2025: Scenario = {
  name: 'october-2025',
  title: '10 October 2025: BTC −15 %, thin coins −80 %, empty books',
  hours: 3,
  stepMs: minuteMs,
  course: market(
    {
      lead: [[0, 1], [0.3, 0.97], [0.75, 0.85], [1, 0.9], [3, 0.92]], // prettier-ignore
      large: [[0, 1], [0.3, 0.95], [0.75, 0.79], [1, 0.86], [3, 0.88]], // prettier-ignore
      alt: [[0, 1], [0.3, 0.92], [0.75, 0.4], [1, 0.7], [3, 0.78]], // prettier-ignore
      thin: [[0, 1], [0.3, 0.88], [0.75, 0.2], [1, 0.5], [3, 0.6]], // prettier-ignore
    },
    [[0, 1], [0.3, 1.3], [0.75, 2.6], [3, 1.8]], // prettier-ignore
    [[0, 1], [0.3, 0.4], [0.6, 0.02], [0.75, 0], [0.9, 0.05], [1.5, 0.3], [3, 0.5]], // prettier-ignore
  ),
};

/**
 * 26 March 2025, JELLY: the coin's capitalization went from 10 to between 43 and 50 million dollars in less than an hour, against a short that a
 * venue's vault had taken over. Here the smallest underlying does so, everything else stays as it is.
 * Sources: https://bullish-times.com/massive-meme-coin-squeeze, https://republikdao.io/can-hyperliquid-be-trusted-after-the-jelly-meltdown.
 */
const squeeze: Scenario = {
  name: 'thin-squeeze',
  title: 'Squeeze of a thin market: × 4.5 in an hour',
  hours: 3,
  stepMs: minuteMs,
  course: (hours, { role }) =>
    role !== 'thin'
      ? calm
      : {
          ...calm,
          index: through(hours, [[0, 1], [0.25, 1.4], [1, 4.5], [1.5, 4.2], [3, 1.6]]), // prettier-ignore
          depth: through(hours, [[0, 1], [0.25, 0.3], [1, 0.05], [2, 0.3]]), // prettier-ignore
        },
};

/**
 * 11 March 2023: USDC fell to 0.87 dollars within a night and was back two days later (told in thirty hours here). Everything is quoted, margined and
 * settled in USDC, so that inside the ledger a USDC that loses value is nothing but all indices rising together by 1 ÷ its value: longs gain USDC, shorts lose
 * it, cash stays what it is. That the fund and all balances buy less outside is no event of the ledger. Feeds that quote in dollars instead would
 * miss it, and leave it to arbitrage.
 * Sources: https://bbapi.viigoo.eu.org/square/post/25642042903266, https://bitpinas.com/cryptocurrency/news-bit-usdc-depegs-from-one-dollar-news-bit/.
 */
const depeg: Scenario = {
  name: 'usdc-depeg',
  title: 'USDC at 0.87 dollars and back: all indices + 15 %',
  hours: 30,
  stepMs: 10 * minuteMs,
  course: (hours) => ({
    ...calm,
    index: 1 / through(hours, [[0, 1], [3, 0.97], [6, 0.87], [12, 0.91], [30, 1]]), // prettier-ignore
    volatility: through(hours, [[0, 1], [6, 1.5], [30, 1]]), // prettier-ignore
    depth: through(hours, [[0, 1], [6, 0.2], [12, 0.4], [30, 1]]), // prettier-ignore
  }),
};

/** Hypothetical: all implied volatilities double within an hour, prices stay. Only who is short of options feels it. */
const volatility: Scenario = {
  name: 'volatility-doubles',
  title: 'All implied volatilities double in an hour',
  hours: 4,
  stepMs: 5 * minuteMs,
  course: (hours) => ({
    ...calm,
    volatility: through(hours, [[0, 1], [1, 2]]), // prettier-ignore
    depth: through(hours, [[0, 1], [1, 0.5]]), // prettier-ignore
  }),
};

/** Hypothetical: no feed is fresh from the tenth to the thirtieth minute, while the market loses a fifth; then all of that is there at once. */
const outage: Scenario = {
  name: 'feed-outage',
  title: 'Feeds stale for 20 minutes while the market falls by 20 %',
  hours: 2,
  stepMs: minuteMs,
  course: (hours, { role }) => ({
    ...calm,
    index: through(hours, [[0, 1], [1 / 6, 1], [0.5, role === 'thin' ? 0.7 : 0.8]]), // prettier-ignore
    volatility: through(hours, [[0, 1], [1 / 6, 1], [0.5, 1.6]]), // prettier-ignore
    depth: through(hours, [[0, 1], [1 / 6, 1], [0.5, 0.2], [1, 0.5]]), // prettier-ignore
    isStale: hours >= 1 / 6 && hours < 0.5,
  }),
};

/** By name, in the order in which they are told. */
export const scenarios: readonly Scenario[] = [march2020, may2021, october2025, squeeze, depeg, volatility, outage];
