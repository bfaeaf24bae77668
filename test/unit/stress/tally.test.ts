import { expect, test } from 'vitest';
import { decodeState } from '../../../node/exchange/snapshot.ts';
import { groupsOf } from '../../../node/stress/groups.ts';
import { provider } from '../../../node/stress/liquidity.ts';
import { populate } from '../../../node/stress/population.ts';
import { Tally } from '../../../node/stress/tally.ts';
import { stressAddress } from '../../../node/stress/venue.ts';
import { zeroAddress } from '../../../node/types/ids.ts';

const { genesis, bytes } = populate({ accounts: 30, seed: 1, insurance: 1_000 });
const member = { account: stressAddress(1_000), subaccount: 0 };

function counted(...events: readonly Record<string, string | number | boolean>[]): Tally {
  const state = decodeState(genesis, bytes);
  const tally = new Tally(state, groupsOf(state));
  tally.count(events.map((event) => ({ type: '', ...event })));
  return tally;
}

test('what counterparties gave up counts as unhedged as far as it was, at mark, and its cost is what the price is off mark', () => {
  const tally = counted({ type: 'deleverage', ...member, instrument: 1, size: 10, unhedged: 4, pricePerLot: 95, markPerLot: 100 }); // prettier-ignore
  expect([tally.deleveragedUnhedged, tally.deleveragedHedged, tally.deleverageLoss]).toEqual([400, 600, 50]);
  expect(tally.groups.get(1)).toMatchObject({ deleveraged: 1_000, loss: 50 });
});

test('an account is liquidated and bankrupt once, however often it is told, and is at home where most of its margin is', () => {
  const started = { type: 'liquidationStarted', ...member, equity: 5, maintenance: 9 };
  const exhausted = { type: 'insuranceExhausted', ...member, deficit: 7, fund: 0, paid: 0 };
  const tally = counted(started, exhausted, started, exhausted);
  expect([tally.liquidated.size, tally.bankrupt.size, tally.worstEquity]).toEqual([1, 1, -7]);
  // The first member is short of the thin coin, and of nothing else.
  expect(tally.groups.get(4)).toMatchObject({ accounts: 1, bankrupt: 1 });
});

test('the fund and the provider of liquidity are nobody’s accounts', () => {
  const step = { type: 'liquidationStep', instrument: 1, closed: 3, markPerLot: 10, impact: 2 };
  const tally = counted(
    { ...step, account: zeroAddress, subaccount: 0 },
    { type: 'insuranceExhausted', account: zeroAddress, subaccount: 0, deficit: 7, fund: -7, paid: 0 },
    { type: 'insuranceExhausted', account: provider, subaccount: 0, deficit: 7, fund: 0, paid: 0 },
  );
  expect(tally.bankrupt.size).toBe(0);
  expect(tally.groups.get(1)).toMatchObject({ liquidated: 0, loss: 2 });
});

test('fees are those of forced closes, haircuts what was taken', () => {
  const tally = counted(
    { type: 'fill', liquidation: true, takerFee: 5, makerFee: 1 },
    { type: 'fill', liquidation: false, takerFee: 7, makerFee: 1 },
    { type: 'haircut', ...member, amount: 11 },
  );
  expect([tally.fees, tally.haircut, tally.systemLoss]).toEqual([5, 11, 11]);
});

test('what bids took in auctions is counted at mark, on either side, and what they were paid', () => {
  const trade = { type: 'auctionTrade', ...member, counterparty: provider, instrument: 1, markPerLot: 10 };
  const tally = counted({ type: 'auctionBid', ...member, premium: 7 }, { ...trade, lots: 3 }, { ...trade, lots: -2 });
  expect([tally.auctioned, tally.premiums, tally.systemLoss]).toEqual([50, 7, 0]);
});
