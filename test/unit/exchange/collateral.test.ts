import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { equityOf } from '../../../node/checkpoint/equity.ts';
import { commitment } from '../../../node/exchange/commitment.ts';
import { usdcToken, wethToken } from '../../../node/exchange/defaultGenesis.ts';
import { claimOf } from '../../../node/exchange/ledger/claims.ts';
import { collateralValueMax } from '../../../node/exchange/risk/collateral.ts';
import { fundsView } from '../../../node/exchange/liquidationViews.ts';
import { decodeState, encodeState } from '../../../node/exchange/snapshot.ts';
import type { ExchangeState } from '../../../node/exchange/state.ts';
import type { MarketLeaf } from '../../../node/types/settlement.ts';
import { microUsdc, ppb } from '../../../node/types/units.ts';
import { addressOf, alice, bob, carol, eth, insurer, ofType, orderBody, testGenesis, usdc, Venue } from './venue.ts';

const wei = 10n ** 18n;
/** Ledger units of one ether. */
const ether = 100_000_000;
const weth = 1;
const genesis = testGenesis({
  tokens: [
    usdcToken,
    wethToken,
    { ...wethToken, id: 2, symbol: 'WBTC', decimals: 8, feed: testGenesis().markets[0]!.feed },
  ],
});

/** An exchange that takes ether at 4,000 USDC and bitcoin at 100,000, in which bob has all the cash that is needed. */
function openVenue(): Venue {
  const venue = new Venue(genesis);
  venue.deposit(bob, 10_000_000);
  return venue;
}

const depositWei = (venue: Venue, amount: bigint, owner = alice, subNo = 0) =>
  venue.block([], [venue.depositItem(owner, amount, subNo, weth)]);

const collateral = (venue: Venue, owner = alice, subNo = 0) => venue.sub(owner, subNo).collateral;
const assess = (venue: Venue, owner = alice) => venue.state.risk.assess(venue.state, venue.sub(owner).index);
const withdraw = (amount: number, token: number) => ({ type: 'withdraw', token, amount: microUsdc(amount) }) as const;

/** Bob sells to alice at mark. */
function buyFromBob(venue: Venue, lots: number): void {
  venue.send(bob, orderBody('sell', venue.prices[1]!, lots));
  expect(venue.send(alice, orderBody('buy', venue.prices[1]!, lots, { timeInForce: 'IOC' })).code).toBe('OK');
}

describe('deposits of other tokens', () => {
  test('are credited in ledger units and worth their price, without a haircut, in equity', () => {
    const venue = openVenue();
    const { events } = depositWei(venue, (5n * wei) / 2n);
    expect(ofType(events, 'deposit')).toEqual([expect.objectContaining({ token: weth, amount: 2.5 * ether })]);
    expect(collateral(venue)).toEqual([{ token: weth, amount: 2.5 * ether }]);
    expect(assess(venue)).toEqual({
      equity: usdc(10_000),
      unrealised: 0,
      initial: usdc(1_500),
      maintenance: usdc(1_000),
    });
    expect(venue.state.tokens.get(weth)).toMatchObject({ deposited: (5n * wei) / 2n, ledger: (5n * wei) / 2n });
  });

  test('that leave a rest beyond the ledger are parked, and nobody has them', () => {
    const venue = openVenue();
    const { events } = depositWei(venue, wei + 1n);
    expect(ofType(events, 'depositParked')).toEqual([expect.objectContaining({ reason: 'AMOUNT_TOO_LARGE' })]);
    expect(venue.state.tokens.get(weth)!.deposited).toBe(0n);
    expect(venue.state.parked.size).toBe(1);
  });

  test('for insurance are the fund’s, and part of what it is worth', () => {
    const venue = openVenue();
    venue.block([], [venue.depositItem(insurer, wei, 2, weth)]);
    const [first, second] = fundsView(venue.state);
    expect(first).toMatchObject({ group: 1, collateral: [], equity: 0 });
    expect(second).toMatchObject({ group: 2, collateral: [{ token: weth, amount: ether }], equity: usdc(4_000) });
  });

  test('count for so much at most, whatever they are', () => {
    const venue = openVenue();
    depositWei(venue, 11_000_000n * wei);
    expect(assess(venue).equity).toBe(collateralValueMax);
  });
});

describe('margin on collateral', () => {
  test('an order goes as far as the worth less the initial haircut, and no further', () => {
    const venue = openVenue();
    depositWei(venue, 10n * wei);
    // 34,000 USDC count; a lot of 10 USDC takes 1 USDC of margin and at most 0.005 USDC of fee.
    const most = Math.floor(34_000 / 1.005);
    const { code, events } = venue.send(alice, orderBody('buy', 100_000, most + 1));
    expect(code).toBe('MARGIN_TOO_LOW');
    expect(ofType(events, 'receipt')[0]!.missing).toBeGreaterThan(0);
    expect(venue.send(alice, orderBody('buy', 100_000, most)).code).toBe('OK');
  });

  test('while its price is stale it lets nothing new in, and takes nobody into liquidation', () => {
    const venue = openVenue();
    depositWei(venue, 10n * wei);
    buyFromBob(venue, 20_000);
    venue.dropped.add(2);
    venue.block();
    expect(venue.send(alice, orderBody('buy', 100_000, 1)).code).toBe('MARGIN_TOO_LOW');
    expect(venue.send(alice, orderBody('sell', 100_000, 1, { reduceOnly: true })).code).toBe('OK');
    venue.prices[1] = 91_000;
    expect(ofType(venue.block().events, 'liquidationStarted')).toEqual([]);
    const { equity, maintenance } = assess(venue);
    expect(equity).toBeGreaterThan(maintenance);
    venue.prices[1] = 80_000;
    expect(ofType(venue.block().events, 'liquidationStarted')).toEqual([]);
    expect(assess(venue).equity).toBeLessThan(assess(venue).maintenance);
    venue.dropped.delete(2);
    expect(ofType(venue.block().events, 'liquidationStarted')).toHaveLength(1);
  });

  test('nobody takes out cash on the strength of other tokens', () => {
    const venue = openVenue();
    depositWei(venue, 10n * wei);
    venue.deposit(alice, 5);
    expect(venue.send(alice, withdraw(usdc(5) + 1, 0)).code).toBe('BALANCE_TOO_LOW');
    expect(venue.send(alice, withdraw(usdc(5), 0)).code).toBe('OK');
  });
});

describe('withdrawals of other tokens', () => {
  test('all of it may go where nothing is open, also while its price is stale', () => {
    const venue = openVenue();
    depositWei(venue, 3n * wei);
    venue.dropped.add(2);
    venue.block();
    expect(venue.send(alice, withdraw(3 * ether + 1, weth)).code).toBe('BALANCE_TOO_LOW');
    expect(venue.send(alice, withdraw(3 * ether, weth)).code).toBe('OK');
    expect(collateral(venue)).toEqual([]);
  });

  test('raise a claim of their own in base units, with its own index', () => {
    const venue = openVenue();
    venue.send(bob, withdraw(usdc(7), 0));
    depositWei(venue, 3n * wei);
    expect(venue.send(alice, withdraw(2 * ether, weth)).code).toBe('OK');
    expect(claimOf(venue.state, 31_337, weth, alice)).toEqual({
      chainId: 31_337,
      token: weth,
      index: 0,
      owner: alice,
      layer: 0,
      requested: 2n * wei,
      cumulative: 2n * wei,
    });
    const { tokens } = commitment(venue.state).chains[0]!;
    expect(tokens[weth]).toMatchObject({ id: weth, requested: 2n * wei, liabilities: wei });
    expect(tokens[weth]!.claims).toEqual([
      { index: 0, owner: alice, layer: 0, requested: 2n * wei, cumulative: 2n * wei },
    ]);
    expect(tokens[0]!.claims).toHaveLength(1);
  });

  test('go as far as initial margin can do without it, to the last ledger unit, with any position, price and haircut', () => {
    const amounts = fc.record({
      tenth: fc.integer({ min: 10, max: 1_000 }),
      cash: fc.integer({ min: 0, max: 3_000_000_000 }),
      lots: fc.integer({ min: 0, max: 3_000 }),
      price: fc.integer({ min: 1_000, max: 9_000 }),
      haircut: fc.integer({ min: 100_000_001, max: 900_000_000 }),
    });
    let partly = 0;
    fc.assert(
      fc.property(amounts, ({ tenth, cash, lots, price, haircut }) => {
        const tokens = [usdcToken, { ...wethToken, initialHaircutPpb: ppb(haircut) }];
        const venue = new Venue({ ...genesis, tokens });
        venue.deposit(bob, 10_000_000);
        venue.prices[2] = price;
        venue.block(
          [],
          [venue.depositItem(alice, BigInt(tenth) * (wei / 10n), 0, weth), venue.depositItem(alice, cash)],
        );
        venue.send(bob, orderBody('sell', 100_000, 3_000));
        if (lots > 0) venue.send(alice, orderBody('buy', 100_000, lots, { timeInForce: 'IOC' }));
        const { index } = venue.sub(alice);
        const { risk } = venue.state;
        const most = risk.withdrawable(venue.state, index, weth);
        const held = venue.state.subaccounts.collateral.amount(index, weth);
        if (most > 0 && most < held) partly += 1;
        if (most < held) expect(venue.send(alice, withdraw(most + 2, weth)).code).toBe('BALANCE_TOO_LOW');
        if (most > 0) expect(venue.send(alice, withdraw(most, weth)).code).toBe('OK');
        const { equity, initial } = risk.assess(venue.state, index);
        if (most > 0) expect(equity).toBeGreaterThanOrEqual(initial);
        // Not much is left: a ledger unit is worth less than 100 micro-USDC.
        if (most > 0 && most < held) expect(equity - initial).toBeLessThan(1_000);
      }),
      { numRuns: 150 },
    );
    expect(partly).toBeGreaterThan(10);
  });

  test('move between subaccounts of an account, and not to a token that is not listed', () => {
    const venue = openVenue();
    depositWei(venue, 3n * wei);
    const move = { type: 'transfer', toSubaccount: 4, token: weth, amount: microUsdc(ether) } as const;
    expect(venue.send(alice, move).code).toBe('OK');
    expect(collateral(venue)).toEqual([{ token: weth, amount: 2 * ether }]);
    expect(collateral(venue, alice, 4)).toEqual([{ token: weth, amount: ether }]);
    expect(venue.send(alice, { ...move, amount: microUsdc(2 * ether + 1) }).code).toBe('BALANCE_TOO_LOW');
    expect(venue.send(alice, { ...move, token: 3 }).code).toBe('TOKEN_UNKNOWN');
    expect(venue.send(alice, withdraw(1, 3)).code).toBe('TOKEN_UNKNOWN');
  });
});

describe('what is committed to', () => {
  test('a leaf has the balances by token, and its equity is what the exchange says, the price being a market of its own', () => {
    const venue = openVenue();
    depositWei(venue, (7n * wei) / 3n - (((7n * wei) / 3n) % 10n ** 10n));
    venue.block([], [venue.depositItem(alice, 123_456_789n, 0, 2)]);
    buyFromBob(venue, 40);
    venue.prices[2] = 3_999.37;
    venue.prices[1] = 99_871.23;
    venue.block();
    const { subaccounts, markets } = commitment(venue.state);
    const leaf = subaccounts[venue.sub(alice).index]!;
    expect(leaf.tokens.slice(0, 4)).toEqual([0, 233_333_333, 123_456_789, 0]);
    expect(markets.at(-2)).toMatchObject({ instrument: 2 ** 31 + 1, markPerLot: usdc(3_999.37) });
    const byInstrument = new Map<number, MarketLeaf>(markets.map((market) => [market.instrument, market]));
    expect(equityOf(leaf, byInstrument)).toBe(BigInt(assess(venue).equity));
  });

  test('is another where a balance or a price changes, and the old one again when the block is taken back', () => {
    const venue = openVenue();
    depositWei(venue, 3n * wei);
    const roots = () => JSON.stringify(commitment(venue.state), (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)); // prettier-ignore
    const bytes = Buffer.from(encodeState(venue.state)).toString();
    const before = roots();
    venue.send(alice, withdraw(ether, weth));
    expect(roots()).not.toBe(before);
    venue.state.journal.rollback(0);
    expect(Buffer.from(encodeState(venue.state)).toString()).toBe(bytes);
    const read = decodeState(genesis, encodeState(venue.state));
    expect(read.subaccounts.get(venue.sub(alice).index)!.collateral).toEqual([{ token: weth, amount: 3 * ether }]);
  });
});

describe('those at risk', () => {
  const isUnsafe = (state: ExchangeState) => (index: number) => {
    const { equity, maintenance } = state.risk.assess(state, index);
    return index !== 0 && (state.subaccounts.isLiquidating(index) || equity < maintenance || equity < 0);
  };

  test('who holds tokens is found when they fall, as a look at everybody would on every block, also from a snapshot', () => {
    const traders = [alice, carol, addressOf(0xd0d0), addressOf(0xe0e0)];
    const held = fc.record({
      tenths: fc.integer({ min: 1, max: 20 }),
      satoshis: fc.integer({ min: 0, max: 9 }),
      lots: fc.integer({ min: -3_000, max: 3_000 }),
    });
    const step = fc.record({
      ether: fc.integer({ min: -150, max: 100 }),
      index: fc.integer({ min: -900, max: 900 }),
      isRestored: fc.constantFrom(false, false, false, true),
      isStale: fc.constantFrom(false, false, false, false, true),
    });
    let found = 0;
    fc.assert(
      fc.property(
        fc.array(held, { minLength: 4, maxLength: 4 }),
        fc.array(step, { minLength: 20, maxLength: 50, size: 'max' }),
        fc.integer({ min: -700, max: 700 }),
        (all, steps, drift) => {
          const venue = openVenue();
          all.forEach(({ tenths, satoshis, lots }, place) => {
            const owner = traders[place]!;
            depositWei(venue, (BigInt(tenths) * wei) / 10n, owner);
            if (place % 2 === 1) venue.send(owner, { type: 'setMarginMode', mode: 'portfolio' });
            if (satoshis > 0) venue.block([], [venue.depositItem(owner, satoshis * 100_000, 0, 2)]);
            const [side, other] = lots > 0 ? (['buy', 'sell'] as const) : (['sell', 'buy'] as const);
            if (lots === 0) return;
            venue.send(bob, orderBody(other, 100_000, Math.abs(lots)));
            venue.send(owner, orderBody(side, 100_000, Math.abs(lots), { timeInForce: 'IOC' }));
          });
          for (const change of steps) {
            if (change.isRestored) Object.assign(venue, { state: decodeState(genesis, encodeState(venue.state)) });
            if (change.isStale) venue.dropped.add(2);
            else venue.dropped.delete(2);
            venue.prices[2] = Math.max(1, venue.prices[2]! + change.ether);
            venue.prices[1] = Math.max(10_000, venue.prices[1]! + change.index + drift);
            venue.block([], [], 1_000);
            const { state } = venue;
            const unsafe = state.subaccounts.sortedKeys().filter(isUnsafe(state));
            found += unsafe.length;
            expect(state.marginWatch.unsafe(state)).toEqual(unsafe);
          }
        },
      ),
      { numRuns: 60 },
    );
    expect(found).toBeGreaterThan(20);
  }, 60_000);

  test('a debt with nothing but tokens behind it is watched, too', () => {
    const venue = openVenue();
    depositWei(venue, wei);
    buyFromBob(venue, 1_000);
    venue.prices[1] = 97_000;
    venue.block();
    venue.send(bob, orderBody('buy', 97_000, 1_000));
    expect(venue.send(alice, orderBody('sell', 97_000, 1_000, { reduceOnly: true, timeInForce: 'IOC' })).code).toBe(
      'OK',
    );
    expect(venue.sub(alice)).toMatchObject({ positions: [] });
    expect(venue.cash(alice)).toBeLessThan(usdc(-300));
    for (let price = 4_000; price > 100; price -= 50) {
      venue.prices[2] = price;
      venue.block();
      const { state } = venue;
      expect(state.marginWatch.unsafe(state)).toEqual(state.subaccounts.sortedKeys().filter(isUnsafe(state)));
    }
    // What was left of it went to a fund with the debt.
    expect(venue.cash(alice)).toBe(0);
    expect(collateral(venue)).toEqual([]);
    expect(fundsView(venue.state)[0]).toMatchObject({ collateral: [{ token: weth, amount: ether }] });
  });

  test('at the end of equity each group’s fund takes the part of the collateral that it takes of the deficit', () => {
    const venue = openVenue();
    venue.deposit(insurer, 100_000, 1);
    venue.deposit(insurer, 100_000, 2);
    depositWei(venue, 2n * wei);
    venue.block([], [venue.depositItem(alice, 3, 0, 2)]);
    buyFromBob(venue, 2_400);
    venue.send(bob, orderBody('sell', 0, 9_000, { instrument: eth, price: 400_000 }));
    venue.send(alice, orderBody('buy', 0, 9_000, { instrument: eth, price: 400_000, timeInForce: 'IOC' }));
    const before = fundsView(venue.state).reduce((sum, { equity }) => sum + equity, 0);
    venue.prices[1] = 70_000;
    venue.prices[2] = 3_000;
    const { events } = venue.block();
    const [one, two] = ofType(events, 'insuranceTakeover');
    const [first, second] = fundsView(venue.state);
    const deficit = one!.deficit as number;
    expect([one!.group, two!.group]).toEqual([1, 2]);
    expect((one!.share as number) + (two!.share as number)).toBe(deficit);
    expect(first!.equity + second!.equity).toBe(before - deficit);
    expect(first!.equity).toBeGreaterThanOrEqual(usdc(100_000) - (one!.share as number) - 1);
    const amountOf = (fund: typeof first, token: number) => fund!.collateral.find((each) => each.token === token)?.amount ?? 0; // prettier-ignore
    expect(amountOf(first, weth) + amountOf(second, weth)).toBe(2 * ether);
    expect(amountOf(first, weth) / (2 * ether)).toBeCloseTo((one!.share as number) / deficit, 4);
    expect(amountOf(first, 2) + amountOf(second, 2)).toBe(3);
    expect(assess(venue)).toEqual({ equity: 0, unrealised: 0, initial: 0, maintenance: 0 });
    expect(collateral(venue)).toEqual([]);
  });
});
