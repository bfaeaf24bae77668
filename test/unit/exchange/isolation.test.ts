import { describe, expect, test } from 'vitest';
import { commitment } from '../../../node/exchange/commitment.ts';
import { usdcToken, wethToken } from '../../../node/exchange/defaultGenesis.ts';
import { accountView } from '../../../node/exchange/views.ts';
import { decodeState, encodeState } from '../../../node/exchange/snapshot.ts';
import type { Isolate } from '../../../node/types/transaction.ts';
import { microUsdc } from '../../../node/types/units.ts';
import { addressOf, alice, approval, bob, btc, comboBody, eth, ofType, orderBody, testGenesis, usdc, Venue } from './venue.ts'; // prettier-ignore

const genesis = testGenesis({ tokens: [usdcToken, wethToken] });
const first = 32_768;

/** Alice with 10,000 USDC and 3 ether, bob with all that is needed. */
function opened(): Venue {
  const venue = new Venue(genesis);
  venue.deposit(alice, 10_000);
  venue.deposit(bob, 1_000_000);
  venue.block([], [venue.depositItem(alice, 3n * 10n ** 18n, 0, 1)]);
  return venue;
}

const aside = (amount: number, change: Partial<Isolate> = {}): Isolate => ({
  ...{ type: 'isolate', instrument: btc, token: 0, amount: microUsdc(usdc(amount)) },
  ...change,
});

/** Alice buys from bob at a price, in a subaccount. */
function buy(venue: Venue, lots: number, price = 100_000, subaccount = first): string {
  venue.send(bob, orderBody('sell', price, lots));
  const { code } = venue.send(alice, orderBody('buy', price, lots, { timeInForce: 'IOC' }), { subaccount });
  venue.send(bob, { type: 'cancelAll', instrument: btc });
  return code;
}

describe('money set aside for a market', () => {
  test('is in a subaccount of its own, the same one for the same market, another one for another', () => {
    const venue = opened();
    const { code, events } = venue.send(alice, aside(1_000));
    expect(code).toBe('OK');
    expect(ofType(events, 'isolated')).toEqual([
      expect.objectContaining({ subaccount: 0, isolated: first, instrument: btc, token: 0, amount: usdc(1_000) }),
    ]);
    venue.send(alice, aside(500));
    expect(venue.cash(alice, first)).toBe(usdc(1_500));
    expect(venue.cash(alice)).toBe(usdc(8_500));
    venue.send(alice, aside(100, { instrument: eth }));
    expect(venue.cash(alice, first + 1)).toBe(usdc(100));
    expect(accountView(venue.state, alice)!.subaccounts.map(({ isolated }) => isolated)).toEqual([
      undefined,
      { instrument: btc, parent: 0 },
      { instrument: eth, parent: 0 },
    ]);
  });

  test('takes a number that nobody has used', () => {
    const venue = opened();
    venue.deposit(alice, 5, first);
    venue.send(alice, aside(1_000));
    expect(venue.cash(alice, first)).toBe(usdc(5));
    expect(venue.cash(alice, first + 1)).toBe(usdc(1_000));
  });

  test('trades in its market alone, by order, trigger or combo', () => {
    const venue = opened();
    venue.send(alice, aside(1_000));
    const inside = { subaccount: first };
    expect(venue.send(alice, orderBody('buy', 99_000, 1), inside).code).toBe('OK');
    expect(venue.send(alice, orderBody('buy', 3_900, 1, { instrument: eth, price: 390_000 }), inside).code).toBe(
      'ISOLATED',
    );
    const stop = orderBody('buy', 0, 1, {
      instrument: eth,
      price: 420_000,
      triggerKind: 'stop',
      triggerPrice: 410_000 as never,
    });
    expect(venue.send(alice, stop, inside).code).toBe('ISOLATED');
    expect(venue.send(alice, comboBody([[btc, 'buy', 1], [eth, 'sell', 1]], 1, 0), inside).code).toBe('ISOLATED'); // prettier-ignore
    expect(venue.send(alice, aside(10), inside).code).toBe('ISOLATED');
  });

  test('takes nothing over in an auction', () => {
    const venue = opened();
    const owner = addressOf(0xdead);
    venue.deposit(owner, 1_100);
    venue.send(bob, orderBody('sell', 100_000, 1_000));
    venue.send(owner, orderBody('buy', 100_000, 1_000, { timeInForce: 'IOC' }));
    venue.send(alice, aside(5_000));
    venue.prices[1] = 91_000;
    venue.block();
    const bid = { type: 'bid', liquidated: owner, liquidatedSubaccount: 0, fractionPpb: 1_000_000, payMax: 0 } as const;
    expect(venue.send(alice, bid, { subaccount: first }).code).toBe('ISOLATED');
    expect(venue.send(alice, bid).code).toBe('OK');
  });

  test('goes to its parent alone, and any owner’s subaccount may add to it', () => {
    const venue = opened();
    venue.deposit(alice, 50, 3);
    venue.send(alice, aside(1_000));
    const move = (to: number, amount: number, from: number) =>
      venue.send(alice, { type: 'transfer', toSubaccount: to, token: 0, amount: microUsdc(usdc(amount)) }, { subaccount: from }).code; // prettier-ignore
    expect(move(3, 10, first)).toBe('ISOLATED');
    expect(move(first, 50, 3)).toBe('OK');
    expect(move(0, 10, first)).toBe('OK');
    expect(venue.cash(alice, first)).toBe(usdc(1_040));
  });

  test('is lost alone: its parent has what it had, and the rest is insurance’s', () => {
    const venue = opened();
    venue.deposit(testGenesis().insuranceOwner, 100_000, 1);
    venue.send(alice, aside(1_100));
    expect(buy(venue, 1_000)).toBe('OK');
    venue.prices[1] = 80_000;
    const { events } = venue.block();
    expect(ofType(events, 'insuranceTakeover')).toEqual([expect.objectContaining({ subaccount: first })]);
    expect(venue.cash(alice)).toBe(usdc(8_900));
    expect(venue.sub(alice, first)).toMatchObject({ cash: 0, positions: [] });
    expect(ofType(events, 'released')).toEqual([]);
  });

  test('comes back at the end of the block in which its position is closed, all tokens of it', () => {
    const venue = opened();
    venue.send(alice, aside(1_100));
    venue.send(alice, aside(0, { token: 1, amount: microUsdc(150_000_000) }));
    buy(venue, 1_000);
    venue.send(bob, orderBody('buy', 101_000, 1_000));
    const close = orderBody('sell', 101_000, 1_000, { reduceOnly: true, timeInForce: 'IOC' });
    const { events } = venue.send(alice, close, { subaccount: first });
    const left = ofType(events, 'released');
    expect(left.map(({ token }) => token)).toEqual([0, 1]);
    expect(left[0]).toMatchObject({ subaccount: 0, isolated: first, instrument: btc });
    expect(left[0]!.amount).toBeGreaterThan(usdc(1_180));
    expect(venue.cash(alice)).toBe(usdc(8_900) + (left[0]!.amount as number));
    expect(venue.sub(alice).collateral).toEqual([{ token: 1, amount: 300_000_000 }]);
    expect(venue.sub(alice, first)).toMatchObject({ cash: 0, collateral: [], positions: [] });
    // And may be used again.
    venue.send(alice, aside(1_000));
    expect(venue.cash(alice, first)).toBe(usdc(1_000));
  });

  test('stays while an order rests, and while part of the position is open', () => {
    const venue = opened();
    venue.send(alice, aside(2_000));
    buy(venue, 1_000);
    venue.send(alice, orderBody('buy', 96_000, 1), { subaccount: first });
    venue.send(bob, orderBody('buy', 100_000, 1_000));
    const close = orderBody('sell', 100_000, 1_000, { reduceOnly: true, timeInForce: 'IOC' });
    expect(ofType(venue.send(alice, close, { subaccount: first }).events, 'released')).toEqual([]);
    expect(venue.cash(alice, first)).toBeGreaterThan(usdc(1_900));
  });

  test('is refused where nothing is to be moved, nothing is known, or more than may leave', () => {
    const venue = opened();
    const code = (change: Partial<Isolate>) => venue.send(alice, aside(1, change)).code;
    expect(code({ amount: microUsdc(0) })).toBe('AMOUNT_INVALID');
    expect(code({ instrument: 9 as Isolate['instrument'] })).toBe('INSTRUMENT_UNKNOWN');
    expect(code({ token: 7 })).toBe('TOKEN_UNKNOWN');
    expect(code({ amount: microUsdc(usdc(10_000) + 1) })).toBe('BALANCE_TOO_LOW');
    const limited = new Venue(testGenesis({ subaccountsPerAccountMax: 1 }));
    limited.deposit(alice, 10);
    expect(limited.send(alice, aside(1)).code).toBe('SUBACCOUNT_LIMIT');
    const session = addressOf(0x5e55);
    venue.send(alice, approval(session));
    expect(venue.send(alice, aside(1), { key: session }).code).toBe('KEY_SCOPE');
  });

  test('is in the snapshot and the commitment, and undone with its block', () => {
    const venue = opened();
    const before = commitment(venue.state).restRoot;
    venue.send(alice, aside(1_000));
    expect(commitment(venue.state).restRoot).not.toBe(before);
    const read = decodeState(genesis, encodeState(venue.state));
    expect(read.isolated.get(venue.sub(alice, first).index)).toEqual({
      parent: venue.sub(alice).index,
      instrument: btc,
    });
    venue.state.journal.rollback(0);
    expect(venue.state.isolated.size).toBe(0);
    expect(commitment(venue.state).restRoot).toBe(before);
  });
});
