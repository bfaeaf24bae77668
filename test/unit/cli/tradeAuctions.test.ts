import { describe, expect, test } from 'vitest';
import { auctionsSaid, bidRequest, bidSaid } from '../../../node/cli/tradeAuctions.ts';
import { btcPerpetual, ethPerpetual, usdcToken, wethToken } from '../../../node/exchange/defaultGenesis.ts';
import { instrumentId, type Address } from '../../../node/types/ids.ts';

const venue = { markets: [btcPerpetual, ethPerpetual] } as unknown as Parameters<typeof auctionsSaid>[1];
const network = { l1: { tokens: [usdcToken, wethToken] } } as unknown as Parameters<typeof auctionsSaid>[2];
const account = `0x${'ab'.repeat(20)}` as Address;

describe('what a command line asks of a bid', () => {
  test('a subaccount by address and number, a part in percent, and the most to be paid in USDC, below zero the least to be received', () => {
    expect(bidRequest(`${account}/3`, { fraction: '12.5', payMax: '-0.25' })).toEqual({
      ...{ account, subaccount: 3, fractionPpb: 125_000_000, payMax: -250_000 },
    });
    expect(bidRequest(account.toUpperCase().replace('0X', '0x'), { fraction: '100', payMax: '0' })).toEqual({
      ...{ account, subaccount: 0, fractionPpb: 1_000_000_000, payMax: 0 },
    });
    expect(bidRequest(account, { fraction: '1', payMax: '12.5' }).payMax).toBe(12_500_000);
    expect(bidRequest(account, { fraction: '0.0000001', payMax: '0' }).fractionPpb).toBe(1);
  });

  test.each(['0', '100.0000001', '101', '1.12345678', '-1', '', 'x', '1e2'])('a part of %j is refused', (fraction) => {
    const ask = () => bidRequest(account, { fraction, payMax: '0' });
    expect(ask).toThrow(expect.objectContaining({ code: 'ARGUMENT_INVALID' }));
  });

  test.each(['0xab', `${account}/65536`, `${account}/x`, `${account}/`, 'bob'])('no subaccount is %j', (target) => {
    const ask = () => bidRequest(target, { fraction: '1', payMax: '0' });
    expect(ask).toThrow(expect.objectContaining({ code: 'ARGUMENT_INVALID' }));
  });
});

test('an auction is told as bid takes it, with what is to be had and what is in it', () => {
  const position = { instrument: instrumentId(2), lots: -1_500, cost: 0, fundingIndex: 0, markPerLot: 4_000_000, unrealised: 0 }; // prettier-ignore
  const auction = {
    ...{ index: 4, account, subNo: 3, startMs: 5, equity: 1_950_000_000, initial: 1, maintenance: 2 },
    ...{ discountPpb: 50_000_000, premium: 227_500_000, fractionMaxPpb: 639_500_000, positions: [position] },
    collateral: [{ token: 1, amount: 150_000_000, value: 4_500_000_000 }],
  };
  const { lines, record } = auctionsSaid({ height: 7, timeMs: 9, auctions: [auction] }, venue, network);
  expect(lines).toEqual([
    'auctions at height 7',
    `${account}/3: up to 63.95 %, at a discount of 5.00 %: 227.5 USDC for all; equity 1950 USDC`,
    '  ETH_USDC-PERPETUAL -1.5, worth -6000 USDC at mark',
    '  WETH 1.5, worth 4500 USDC',
  ]);
  expect(record).toEqual({ height: 7, timeMs: 9, auctions: [auction] });
});

test('a bid is told by what it took at mark and what it was paid', () => {
  const events = [
    { type: 'auctionBid', fractionPpb: 250_000_000, premium: 56_875_000, pay: -56_875_000 },
    { type: 'auctionTrade', instrument: 1, lots: 2_500, markPerLot: 9_100_000 },
    { type: 'auctionCollateral', token: 1, amount: 25_000_000, value: 1_000_000_000 },
  ];
  const final = { hash: '0xaa', code: 'OK', height: 9, events, verified: true };
  const { lines, record } = bidSaid(final as unknown as Parameters<typeof bidSaid>[0], venue, network);
  expect(lines).toEqual([
    'bid 0xaa, final at height 9: 25.00 % for a premium of 56.875 USDC',
    '  BTC_USDC-PERPETUAL 0.25, worth 22750 USDC at mark',
    '  WETH 0.25 for 1000 USDC',
  ]);
  expect(record).toMatchObject({ fractionPpb: 250_000_000, premium: 56_875_000, trades: [{ instrument: 1, lots: 2_500 }] }); // prettier-ignore
});
