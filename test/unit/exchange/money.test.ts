import { encodeAbiParameters, keccak256, parseAbiParameters } from 'viem';
import { describe, expect, test } from 'vitest';
import { depositLink } from '../../../node/crypto/settlementHash.ts';
import { claimOf } from '../../../node/exchange/ledger/claims.ts';
import { balanceMax } from '../../../node/exchange/money/tokenUnits.ts';
import { accountView, systemView } from '../../../node/exchange/views.ts';
import { zeroHash } from '../../../node/types/ids.ts';
import type { MicroUsdc } from '../../../node/types/units.ts';
import { alice, bob, insurer, ofType, usdc, Venue } from './venue.ts';

const amount = (dollars: number) => usdc(dollars) as MicroUsdc;

function funded(): Venue {
  const venue = new Venue();
  venue.deposit(alice, 10_000);
  venue.deposit(bob, 10_000);
  return venue;
}

describe('deposits', () => {
  test('open the account and its subaccount, and add up', () => {
    const venue = funded();
    venue.deposit(alice, 5, 0);
    venue.deposit(alice, 7, 9);
    expect(venue.cash(alice)).toBe(usdc(10_005));
    expect(venue.cash(alice, 9)).toBe(usdc(7));
    expect(venue.state.accounts.get(alice)?.subaccounts).toEqual([1, 3]);
  });

  test('of an unknown token, or of more than account money can hold, are parked', () => {
    const venue = funded();
    const items = [
      venue.depositItem(alice, 1, 0, 3),
      venue.depositItem(alice, balanceMax),
      venue.depositItem(bob, 2n ** 128n - 1n),
    ];
    const { events } = venue.block([], items);
    expect(ofType(events, 'depositParked').map((event) => event.reason)).toEqual([
      'TOKEN_UNKNOWN',
      'AMOUNT_TOO_LARGE',
      'AMOUNT_TOO_LARGE',
    ]);
    expect(venue.state.parked.size).toBe(3);
    expect(venue.cash(alice)).toBe(usdc(10_000));
  });

  test('for the insurance owner fill the insurance fund', () => {
    const venue = funded();
    venue.deposit(insurer, 1_000);
    expect(systemView(venue.state)).toMatchObject({
      funds: [
        { group: 1, cash: usdc(1_000) },
        { group: 2, cash: 0 },
      ],
      validatorFees: 0,
      treasury: 0,
    });
  });

  test('continue the hash chain that the vault keeps', () => {
    const venue = funded();
    const first = depositLink(zeroHash, { ...venue.depositItem(alice, usdc(10_000)), index: 0n });
    const second = depositLink(first, { ...venue.depositItem(bob, usdc(10_000)), index: 1n });
    expect(venue.state.l1.get(31337)).toMatchObject({ depositCount: 2n, depositHash: second, number: 2 });
    const layout = parseAbiParameters('bytes32, uint64, uint16, address, address, uint16, uint128');
    const { token, from, owner, subNo, amount: units } = venue.depositItem(alice, usdc(10_000));
    expect(first).toBe(keccak256(encodeAbiParameters(layout, [zeroHash, 0n, token, from, owner, subNo, units])));
  });
});

describe('withdrawals', () => {
  test('debit and raise the cumulative claim in one step', () => {
    const venue = funded();
    venue.send(alice, { type: 'withdraw', token: 0, amount: amount(4_000) });
    const { events } = venue.send(alice, { type: 'withdraw', token: 0, amount: amount(1_000) });
    expect(ofType(events, 'withdrawal')).toEqual([expect.objectContaining({ cumulative: '5000000000', claim: 0 })]);
    expect(venue.cash(alice)).toBe(usdc(5_000));
    expect(claimOf(venue.state, 31_337, 0, alice)).toMatchObject({
      cumulative: 5_000_000_000n,
      requested: 5_000_000_000n,
    });
    expect(venue.state.tokens.get(0)).toMatchObject({ requested: 5_000_000_000n, ledger: 15_000_000_000n });
  });

  test('leave the initial margin of positions and open orders behind', () => {
    const venue = funded();
    venue.order(alice, 'sell', 100_000, 1_000);
    venue.order(bob, 'buy', 100_000, 1_000);
    venue.order(bob, 'buy', 99_000, 1_000);
    // 0.2 BTC at worst: 2,000 of margin; the taker paid 5.
    const { events } = venue.send(bob, { type: 'withdraw', token: 0, amount: amount(8_000) });
    expect(ofType(events, 'receipt')).toEqual([expect.objectContaining({ code: 'BALANCE_TOO_LOW', missing: usdc(5) })]);
    expect(venue.send(bob, { type: 'withdraw', token: 0, amount: amount(7_995) }).code).toBe('OK');
  });

  test('cannot take profit that is not realised', () => {
    const venue = funded();
    venue.order(alice, 'sell', 100_000, 1_000);
    venue.order(bob, 'buy', 100_000, 1_000);
    venue.prices[1] = 120_000;
    venue.block();
    const view = accountView(venue.state, bob)!.subaccounts[0]!;
    expect(view.unrealised).toBeGreaterThan(0);
    expect(view.withdrawable).toBe(view.equity - view.unrealised - view.initial);
    const over = (view.withdrawable + 1) as MicroUsdc;
    expect(venue.send(bob, { type: 'withdraw', token: 0, amount: over }).code).toBe('BALANCE_TOO_LOW');
  });
});

describe('transfers', () => {
  test('move cash between own subaccounts and open the second', () => {
    const venue = funded();
    expect(venue.send(alice, { type: 'transfer', toSubaccount: 4, token: 0, amount: amount(2_500) }).code).toBe('OK');
    expect([venue.cash(alice), venue.cash(alice, 4)]).toEqual([usdc(7_500), usdc(2_500)]);
  });

  test('to the subaccount itself go nowhere', () => {
    const venue = funded();
    expect(venue.send(alice, { type: 'transfer', toSubaccount: 0, token: 0, amount: amount(1) }).code).toBe(
      'AMOUNT_INVALID',
    );
  });
});
