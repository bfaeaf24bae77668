import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outcomes } from '../../../node/exchange/outcomes.ts';
import { SideBySide, sequencesOf, type Profile, type Step } from './modelRun.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

const usual: Profile = {
  funds: 1_000_000_000_000,
  spread: 11,
  openOrdersMax: 3,
  maxPositionLots: 25,
  indexMove: 20,
  passes: [1, 1_000, minuteMs, 3 * dayMs, 4 * dayMs],
  blocksMax: 150,
  combos: 6,
};
/** Three prices, so that levels are deep, and orders leave them from their middle. */
const crowded: Profile = { ...usual, spread: 1, openOrdersMax: 40, maxPositionLots: 400, indexMove: 0, blocksMax: 250 };
/** Margin decides; within minutes, since the model knows no funding. */
const poor: Profile = { ...usual, funds: 1_200_000, indexMove: 90, passes: [1, 1_000, 10_000], blocksMax: 100 };

/** Combos that meet one another: few prices, few orders between them, and now and then too little margin. */
const together: Profile = { ...usual, spread: 3, openOrdersMax: 30, maxPositionLots: 100, indexMove: 8, combos: 60 };
const poorTogether: Profile = { ...together, funds: 900_000, indexMove: 30, passes: [1, 1_000] };

/** At one price, so that cancels leave gaps in one queue. */
const bid = {
  op: 'order',
  sub: 0,
  instrument: 1,
  side: 'buy',
  offset: -1,
  tif: 'GTC',
  postOnly: false,
  reduceOnly: false,
  closes: false,
  stp: 'cancel-maker',
  livesMs: 60_000,
  slide: false,
  display: 0,
  goodForMs: 0,
  label: '',
  ocoGroup: 0,
  peg: undefined,
  makerGroup: 0,
  twap: undefined,
  trigger: undefined,
} as const;

/** Plays a sequence as far as the model follows it. */
function play(profile: Profile, blocks: readonly (readonly Step[])[]): SideBySide {
  const both = new SideBySide(profile, blocks);
  for (const steps of blocks) if (!both.play(steps)) break;
  return both;
}

const agree = (profile: Profile, numRuns: number): void =>
  fc.assert(
    fc.property(sequencesOf(profile), (blocks) => void play(profile, blocks)),
    { numRuns },
  );

describe('the exchange does what the slow model does', () => {
  test('event by event and order by order, with every kind of order and cancel', () => agree(usual, 50), 60_000);
  test('in crowded books', () => agree(crowded, 20), 60_000);
  test('to the micro-USDC of missing margin', () => agree(poor, 50), 60_000);

  test('where combos meet combos', () => agree(together, 20), 60_000);
  test('and have little margin', () => agree(poorTogether, 30), 60_000);

  test('where a deep level is canceled from within, again and again', () => {
    const deep = { ...crowded, openOrdersMax: 200 };
    const rest = fc.tuple(fc.nat(2), fc.nat(7)).map(([trader, more]): Step => ({ ...bid, trader, size: 2 + more }));
    const leave = fc.nat(29).map((back): Step => ({ op: 'cancel', trader: 'owner', pick: -1 - back, waitMs: -1 }));
    const churn = fc.array(fc.oneof(rest, leave, leave), { minLength: 120, maxLength: 200, size: 'max' });
    const ask = { ...bid, trader: 2, sub: 1, side: 'sell', tif: 'IOC' } as const;
    const take = fc.integer({ min: 2, max: 20 }).map((size): Step => ({ ...ask, size }));
    fc.assert(
      fc.property(fc.array(rest, { minLength: 30, maxLength: 40, size: 'max' }), churn, fc.array(take), (queue, rounds, ends) => {
        play(deep, [queue, ...[...rounds, ...ends].map((step) => [step])]);
      }),
      { numRuns: 10 },
    ); // prettier-ignore
  }, 60_000);

  test('and such sequences meet every outcome of orders and cancels', () => {
    const seen = [usual, crowded, poor, { ...together, blocksMax: 40 }].flatMap((profile) =>
      fc.sample(sequencesOf(profile), { numRuns: 80, seed: 1 }).flatMap((blocks) => [...play(profile, blocks).seen]),
    );
    const codes = Object.keys(outcomes);
    const bounds = [
      'GAMMA_LIMIT',
      'ISOLATED',
      'VEGA_LIMIT',
      'TRIGGER_LIMIT',
      'OCO_LIMIT',
      'PEG_LIMIT',
      'COMBO_LIMIT',
      'INSTRUMENT_EXPIRED',
      'MARKETS_LIMIT',
    ];
    const expected = codes
      .slice(codes.indexOf('INSTRUMENT_UNKNOWN'), codes.indexOf('TOMBSTONES_FULL'))
      .concat('TIMEOUT_INVALID', 'PROTECTION_INVALID', 'QUOTES_INVALID')
      .filter((code) => !bounds.includes(code));
    const events = [
      'combo',
      'comboCanceled',
      'comboRested',
      'comboFill',
      'comboTook',
      'fill',
      'decremented',
      'tombstone',
      'replaced',
      'triggered',
      'sliced',
      'liquidationStarted',
    ];
    const reasons = [
      'CANCELED',
      'CANCELED_ALL',
      'SELF_TRADE',
      'REDUCE_ONLY',
      'IOC',
      'MARKET',
      'GOOD_TILL',
      'REPLACED',
      'DEADLINE',
      'MARKET_MAKER_PROTECTION',
      'REQUOTED',
      'REFUSED',
      'OCO',
      'TWAP_END',
      'MARKET_STATUS',
    ];
    expect([...expected, ...events, ...reasons, 'EXPIRED'].filter((each) => !seen.includes(each))).toEqual([]);
  }, 60_000);
});
