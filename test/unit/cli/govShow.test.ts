import { expect, test } from 'vitest';
import { scopeNames } from '../../../node/cli/govContent.ts';
import { described } from '../../../node/cli/govShow.ts';
import { defaultGenesis } from '../../../node/exchange/defaultGenesis.ts';
import { parametersOf } from '../../../node/exchange/parameters/parametersOf.ts';
import type { Proposal } from '../../../node/l1/governance.ts';
import { zeroAddress, zeroHash } from '../../../node/types/ids.ts';
import type { ParametersItem } from '../../../node/types/parameters.ts';
import { timeMs } from '../../../node/types/units.ts';

const genesis = defaultGenesis(zeroHash, timeMs(1), zeroAddress);
const { listings, values } = parametersOf(genesis);
const raise = { scope: 1, parameter: 2, value: 200_000_000 };
const versions: readonly ParametersItem[] = [
  { kind: 'parameters', version: 1, activationBlock: 0, listings, changes: values, l1Block: 5 },
  { kind: 'parameters', version: 2, activationBlock: 80, listings: [], changes: [raise], l1Block: 16 },
];
const parameters = {
  versions,
  listings,
  valueOf: (scope: number, parameter: number) =>
    [raise, ...values, ...listings.flatMap((each) => each.values)].find(
      (each) => each.scope === scope && each.parameter === parameter,
    )?.value,
};
const proposal: Proposal = {
  id: 57n,
  proposer: zeroAddress,
  description: 'A change\u001b[2J\nwhat for',
  state: 'queued',
  voteStart: 1_000,
  voteEnd: 2_000,
  eta: 3_000,
  tally: { against: 0n, for: 5n * 10n ** 18n, abstain: 0n },
  actions: [
    { kind: 'announce', content: { listings: [], changes: [{ ...raise, value: 90_000_000 }] } },
    { kind: 'policy', policy: zeroAddress },
    undefined,
  ],
  targets: [],
  values: [],
  calldatas: [],
};
const state = { parameters, names: scopeNames(listings, genesis), proposals: [{ proposal, readyAt: 0 }], block: 20 };

test('values are told by name as they were published last, fixed terms only when asked for', () => {
  const { record } = described({ ...state, all: false });
  expect(record).toMatchObject({
    version: 2,
    inForce: 1,
    pending: [{ version: 2, activationBlock: 80, changes: ['BTC_USDC-PERPETUAL.initialMarginPpb=200000000'] }],
  });
  const { values: told } = record as { readonly values: Readonly<Record<string, number>> };
  expect(told).toMatchObject({ 'BTC_USDC-PERPETUAL.initialMarginPpb': 200_000_000, 'feeTier1.makerPpb': -50_000 });
  expect(told).not.toHaveProperty(['BTC_USDC-PERPETUAL.tickSizeMicroUsdc']);
  const { values: all } = described({ ...state, all: true }).record as { readonly values: object };
  expect(all).toMatchObject({ 'BTC_USDC-PERPETUAL.tickSizeMicroUsdc': 100_000 });
});

test('a proposal is told by what it does, when, and with which votes', () => {
  const { record, lines } = described({ ...state, all: false });
  expect(record).toMatchObject({
    proposals: [
      {
        id: '57',
        state: 'queued',
        votes: { for: '5' },
        actions: ['announce: BTC_USDC-PERPETUAL.initialMarginPpb=90000000', 'policy: none', 'calls another contract'],
      },
    ],
  });
  expect(lines).toContain('proposal 57: queued');
  expect(lines.some((line) => line.includes('executable from 1970-01-01T00:50:00.000Z'))).toBe(true);
});

test('what a proposer writes moves no cursor of who reads it', () => {
  const { lines } = described({ ...state, all: false });
  expect(lines.join('\n')).not.toMatch(/\u001b/);
  expect(lines).toContain('  what for');
});
