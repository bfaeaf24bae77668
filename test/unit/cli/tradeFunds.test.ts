import { expect, test } from 'vitest';
import { fundsSaid } from '../../../node/cli/tradeFunds.ts';
import { btcPerpetual, ethPerpetual } from '../../../node/exchange/defaultGenesis.ts';
import { instrumentId } from '../../../node/types/ids.ts';

const network = {
  l1: { tokens: [{ id: 1, symbol: 'WETH', decimals: 18, ledgerDecimals: 8 }] },
} as unknown as Parameters<typeof fundsSaid>[2];
const venue = { markets: [btcPerpetual, ethPerpetual] } as unknown as Parameters<typeof fundsSaid>[1];

test('a fund is told by its group and underlyings, with what it took over in units of each market', () => {
  const positions = [{ instrument: instrumentId(2), lots: -1_500, cost: 0, fundingIndex: 0 }];
  const collateral = [{ token: 1, amount: 250_000_000 }];
  const fund = { group: 2, underlyings: ['ETH_USDC', 'OTHER'], cash: -2_500_000, collateral, equity: 1_000_000, positions }; // prettier-ignore
  const { lines, record } = fundsSaid({ height: 7, timeMs: 5, funds: [fund] }, venue, network);
  expect(lines).toEqual([
    'insurance funds at height 7',
    'group 2 (ETH_USDC, OTHER): cash -2.5, equity 1 USDC',
    '  WETH 2.5',
    '  ETH_USDC-PERPETUAL -1.5',
  ]);
  expect(record).toEqual({ height: 7, timeMs: 5, funds: [fund] });
});
