import { describe, expect, test } from 'vitest';
import { commitment } from '../../../node/exchange/commitment.ts';
import { wethToken, usdcToken } from '../../../node/exchange/defaultGenesis.ts';
import { decodeState, encodeState } from '../../../node/exchange/snapshot.ts';
import { claimOf } from '../../../node/exchange/ledger/claims.ts';
import type { Address, Hash, HexBytes } from '../../../node/types/ids.ts';
import type { ChainIntake } from '../../../node/types/settlement.ts';
import type { MicroUsdc, TimeMs } from '../../../node/types/units.ts';
import { alice, bob, hashOf, ofType, testGenesis, usdc, Venue } from './venue.ts';

const [home, other] = [31_337, 31_338];
const weth = wethToken.id;
const ether = 100_000_000;
const wei = 10n ** 18n;

/** A venue over two chains, whose headers and L1 blocks a test counts itself. */
class TwoChains extends Venue {
  readonly #read = { [home]: 1_000, [other]: 0 };
  #otherDeposits = 0n;

  constructor() {
    super(testGenesis({ chains: [home, other], tokens: [usdcToken, wethToken], layers: 1 }));
    this.prices[2] = 4_000;
  }

  /** What the next L1 block of a chain brings. */
  intake(chainId: number, items: ChainIntake['items'], timestampS = 0): ChainIntake {
    const number = (this.#read[chainId] = this.#read[chainId]! + 1);
    return { cut: { chainId, number, hash: hashOf(number * 100_000 + chainId) }, timestampS, items };
  }

  take(chainId: number, items: ChainIntake['items'], timestampS = 0) {
    return chainId === home
      ? this.block([], items, 100, [], timestampS)
      : this.block([], [], 100, [this.intake(other, items, timestampS)]);
  }

  depositThere(owner: Address, amount: bigint, token = 0) {
    const index = this.#otherDeposits++;
    const item = { kind: 'deposit', index, token, from: owner, owner, subNo: 0, amount, l1Block: 1 } as const;
    return this.take(other, [item]);
  }

  /** Both chains accept a header, and its dispute period passes. */
  finalize(number: number, chains = [home, other]) {
    return chains.map((chainId) => {
      this.take(chainId, [{ kind: 'accepted', number, finalAtS: 100 * number, l1Block: 1 }], 100 * number - 1);
      return this.take(chainId, [], 100 * number);
    });
  }

  requested(owner: Address, chainId: number, token = 0): readonly bigint[] {
    const claim = claimOf(this.state, chainId, token, owner);
    return claim === undefined ? [] : [claim.requested, claim.cumulative];
  }
}

const to = (chain: number, amount: number, layer = 0, token = 0) =>
  ({ type: 'withdrawTo', token, amount: amount as MicroUsdc, chain, layer }) as const;

describe('collateral on two chains', () => {
  test('margins one account, wherever it was deposited', () => {
    const venue = new TwoChains();
    venue.depositThere(alice, 1_000_000_000n);
    venue.deposit(alice, 500);
    expect(venue.cash(alice)).toBe(usdc(1_500));
  });

  test('is owed by each chain for what lies there: its liabilities and requests are what was deposited', () => {
    const venue = new TwoChains();
    venue.deposit(alice, 500);
    venue.depositThere(bob, 1_000_000_000n);
    expect(venue.send(bob, to(home, usdc(200))).code).toBe('OK');
    const totals = commitment(venue.state).chains.map(({ tokens }) => tokens[0]!);
    expect(totals).toMatchObject([
      { deposited: 500_000_000n, requested: 200_000_000n, withdrawn: 0n, liabilities: 300_000_000n },
      { deposited: 1_000_000_000n, requested: 0n, liabilities: 1_000_000_000n },
    ]);
  });

  test('never leaves a chain beyond what lies on it', () => {
    const venue = new TwoChains();
    venue.deposit(alice, 500);
    venue.depositThere(alice, 100_000_000n);
    const { code, events } = venue.send(alice, to(other, usdc(101)));
    expect(code).toBe('CHAIN_POOL_TOO_LOW');
    expect(ofType(events, 'receipt')[0]).toMatchObject({ missing: usdc(1) });
    expect(venue.send(alice, to(other, usdc(100))).code).toBe('OK');
    expect(venue.send(alice, to(home, usdc(500))).code).toBe('OK');
  });

  test('a forced withdrawal pays what is free and lies on the chain where it was asked', () => {
    const venue = new TwoChains();
    venue.deposit(alice, 500);
    venue.depositThere(alice, 100_000_000n);
    const data = `0x0000${(400_000_000).toString(16).padStart(16, '0')}` as HexBytes;
    const item = { kind: 'forced', index: 0n, forcedKind: 1, owner: alice, subNo: 0, deadline: 9n, data, l1Block: 1 } as const;
    const { events } = venue.take(other, [item]);
    expect(ofType(events, 'forced')).toMatchObject([{ chain: other, code: 'OK' }]);
    expect(venue.requested(alice, other)[0]).toBe(100_000_000n);
  }); // prettier-ignore
});

describe('a payout where there are two chains', () => {
  function asked(): TwoChains {
    const venue = new TwoChains();
    venue.depositThere(alice, 1_000_000_000n);
    venue.deposit(bob, 500);
    venue.headerNumber = 6;
    expect(venue.send(alice, to(other, usdc(300))).code).toBe('OK');
    return venue;
  }

  test('is asked for at once, and may be paid only when the header that covers it is final on both', () => {
    const venue = asked();
    expect(venue.requested(alice, other)).toEqual([300_000_000n, 0n]);
    venue.finalize(6);
    expect(venue.requested(alice, other)).toEqual([300_000_000n, 0n]);
    venue.finalize(7, [other]);
    expect(venue.requested(alice, other)).toEqual([300_000_000n, 0n]);
    const [result] = venue.finalize(7, [home]);
    expect(ofType(result!.events, 'payable')).toMatchObject([{ account: alice, chain: other, amount: '300000000' }]);
    expect(venue.requested(alice, other)).toEqual([300_000_000n, 300_000_000n]);
    expect(venue.state.awaited.size).toBe(0);
  });

  test('waits through the dispute period, to the second', () => {
    const venue = asked();
    venue.finalize(7, [home]);
    venue.take(other, [{ kind: 'accepted', number: 7, finalAtS: 700, l1Block: 1 }], 699);
    expect(venue.requested(alice, other)[1]).toBe(0n);
    venue.take(other, [], 700);
    expect(venue.requested(alice, other)[1]).toBe(300_000_000n);
  });

  test('never follows a header that was vetoed', () => {
    const venue = asked();
    venue.finalize(7, [home]);
    venue.take(other, [{ kind: 'accepted', number: 7, finalAtS: 700, l1Block: 1 }], 600);
    venue.take(other, [{ kind: 'vetoed', number: 7, l1Block: 2 }], 650);
    venue.take(other, [], 900);
    expect(venue.requested(alice, other)[1]).toBe(0n);
  });

  test('is let go by a later header too, in the order of asking', () => {
    const venue = asked();
    venue.headerNumber = 8;
    venue.send(alice, to(other, usdc(10)));
    venue.finalize(8);
    expect(venue.requested(alice, other)).toEqual([310_000_000n, 300_000_000n]);
    venue.finalize(11);
    expect(venue.requested(alice, other)).toEqual([310_000_000n, 310_000_000n]);
  });

  test('waits on, the same, in a state read from its bytes', () => {
    const venue = asked();
    venue.take(home, [{ kind: 'accepted', number: 7, finalAtS: 700, l1Block: 1 }], 600);
    const restored = decodeState(venue.state.genesis, encodeState(venue.state));
    expect(commitment(restored).restRoot).toBe(commitment(venue.state).restRoot);
    expect(restored.awaited.sortedKeys()).toEqual(venue.state.awaited.sortedKeys());
  });

  test('to a settlement layer is a claim of its own', () => {
    const venue = new TwoChains();
    venue.deposit(alice, 500);
    expect(venue.send(alice, to(home, usdc(100), 1)).code).toBe('OK');
    expect(venue.send(alice, to(home, usdc(50))).code).toBe('OK');
    const { claims } = commitment(venue.state).chains[0]!.tokens[0]!;
    expect(claims.map(({ index, layer, requested }) => [index, layer, requested])).toEqual([
      [0, 1, 100_000_000n],
      [1, 0, 50_000_000n],
    ]);
  });
});

test('with one chain a payout follows its request at once', () => {
  const venue = new Venue();
  venue.deposit(alice, 100);
  venue.send(alice, to(home, usdc(40)));
  expect(claimOf(venue.state, home, 0, alice)).toMatchObject({ requested: 40_000_000n, cumulative: 40_000_000n });
});

test('a settlement that freezes halts the exchange, and says so once', () => {
  const venue = new TwoChains();
  const result = venue.take(other, [{ kind: 'frozen', l1Block: 1 }]);
  expect(result.halted).toBe(true);
  expect(ofType(result.events, 'settlementFrozen')).toMatchObject([{ chain: other }]);
  expect(ofType(venue.take(other, [{ kind: 'frozen', l1Block: 2 }]).events, 'settlementFrozen')).toEqual([]);
  expect(venue.block().halted).toBe(false);
});

describe('a swap across chains', () => {
  /** Alice has USDC at home, Bob ether on the other chain; she offers 4,000 USDC for one ether, to be paid there. */
  function offered(give = 4_000) {
    const venue = new TwoChains();
    venue.deposit(alice, 10_000);
    venue.depositThere(bob, 2n * wei, weth);
    const terms = { giveToken: 0, giveAmount: usdc(give), wantToken: weth, wantAmount: ether, chain: other };
    const { code, events } = venue.send(alice, { type: 'offerSwap', ...terms, goodTillMs: (venue.timeMs + 10_000) as TimeMs });
    expect(code).toBe('OK');
    return { venue, offer: ofType(events, 'swapOffered')[0]!['offer'] as Hash };
  } // prettier-ignore
  const accept = (offer: Hash, chain = home, offerer = alice) =>
    ({ type: 'acceptSwap', offerer, offererSubaccount: 0, offer, chain }) as const;

  test('debits both and raises both claims in one transition, each on the chain that was named', () => {
    const { venue, offer } = offered();
    const { code, events } = venue.send(bob, accept(offer));
    expect(code).toBe('OK');
    expect(ofType(events, 'swap')).toMatchObject([{ maker: alice, taker: bob, makerChain: other, takerChain: home }]);
    expect(venue.cash(alice)).toBe(usdc(6_000));
    expect(venue.requested(bob, home)).toEqual([4_000_000_000n, 0n]);
    expect(venue.requested(alice, other, weth)).toEqual([wei, 0n]);
    venue.finalize(1);
    expect(venue.requested(bob, home)).toEqual([4_000_000_000n, 4_000_000_000n]);
    expect(venue.requested(alice, other, weth)).toEqual([wei, wei]);
  });

  test.each([
    ['the one who accepts has too little', (venue: TwoChains) => venue.send(bob, to(other, 150_000_000, 0, weth)), 'BALANCE_TOO_LOW'],
    ['the one who offers has too little by now', (venue: TwoChains) => venue.send(alice, to(home, usdc(6_001))), 'BALANCE_TOO_LOW'],
    ['the offer is over', (venue: TwoChains) => venue.block([], [], 10_000), 'SWAP_UNKNOWN'],
    ['the offer was taken back', (venue: TwoChains) => venue.send(alice, { type: 'offerSwap', giveToken: 0, giveAmount: 0, wantToken: 0, wantAmount: 0, chain: 0, goodTillMs: 0 as TimeMs }), 'SWAP_UNKNOWN'],
  ] as const)('does nothing where %s', (_, before, expected) => {
    const { venue, offer } = offered();
    before(venue);
    const asItWas = commitment(venue.state).chains.map(({ tokens }) => tokens);
    expect(venue.send(bob, accept(offer)).code).toBe(expected);
    expect(commitment(venue.state).chains.map(({ tokens }) => tokens)).toEqual(asItWas);
  }); // prettier-ignore

  test('happens once', () => {
    const { venue, offer } = offered();
    expect(venue.send(bob, accept(offer)).code).toBe('OK');
    expect(venue.send(bob, accept(offer)).code).toBe('SWAP_UNKNOWN');
  });

  test('does nothing where one chain does not hold what it would have to pay', () => {
    const { venue, offer } = offered();
    expect(venue.send(bob, accept(offer, other)).code).toBe('CHAIN_POOL_TOO_LOW');
    expect(venue.cash(alice)).toBe(usdc(10_000));
    expect(venue.send(bob, accept(offer, home)).code).toBe('OK');
  });
});
