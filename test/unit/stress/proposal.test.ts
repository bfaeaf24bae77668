import { describe, expect, test } from 'vitest';
import { keccakHash } from '../../../node/crypto/keccak.ts';
import { neededFeeds } from '../../../node/exchange/prices/neededFeeds.ts';
import { parametersOf } from '../../../node/exchange/parameters/parametersOf.ts';
import { decodeState, encodeState } from '../../../node/exchange/snapshot.ts';
import { populate } from '../../../node/stress/population.ts';
import { gridMoves, gridVolatilities, reportBytes, simulateProposal } from '../../../node/stress/proposal.ts';
import { marketStatus, parameterRules } from '../../../node/types/parameters.ts';

const start = populate({ accounts: 30, seed: 1, insurance: 1_000 });
const feeds = neededFeeds(start.genesis);
const set = (scope: number, name: string, value: number) => ({
  scope,
  parameter: parameterRules.find((rule) => rule.name === name)!.id,
  value,
});
const simulate = (changes: readonly ReturnType<typeof set>[]) =>
  simulateProposal(start, { listings: [], changes }, feeds);
const [lead] = start.genesis.markets;
const instrument = Number(lead!.instrument);
const harsh = [set(instrument, 'initialMarginPpb', 600_000_000), set(instrument, 'maintenanceMarginPpb', 500_000_000)];

describe('what a proposal would do', () => {
  test('is counted against the same cell without it: nothing new where nothing changes', () => {
    const { cells } = simulate([]);
    expect(cells).toHaveLength(gridMoves.length * gridVolatilities.length);
    for (const { without, proposed, newlyBelowInitial, newlyBelowMaintenance } of cells) {
      expect(proposed).toEqual(without);
      expect([newlyBelowInitial, newlyBelowMaintenance]).toEqual([0, 0]);
    }
    // The grid is wide enough to hurt somebody.
    expect(cells.some(({ without }) => without.liquidations > 0)).toBe(true);
  }, 60_000);

  test('names exactly those whom higher margins bring below maintenance, and they are liquidated', () => {
    const { cells } = simulate(harsh);
    const calm = cells.find(({ move, volatility }) => move === 0 && volatility === 1_000)!;
    expect(calm.newlyBelowMaintenance).toBeGreaterThan(0);
    expect(calm.proposed.belowMaintenance - calm.without.belowMaintenance).toBe(calm.newlyBelowMaintenance);
    for (const { equity, maintenance } of calm.named) expect(equity).toBeLessThan(maintenance);
    expect(calm.proposed.liquidations).toBeGreaterThan(calm.without.liquidations);
  }, 60_000);

  test('has the same bytes each time, others for another proposal, and leaves the state alone', () => {
    const before = keccakHash(start.bytes);
    const halt = [set(instrument, 'status', marketStatus.halted)];
    const hash = (changes: typeof harsh) => keccakHash(reportBytes(simulate(changes)));
    expect(hash(halt)).toBe(hash(halt));
    expect(hash(halt)).not.toBe(hash([set(instrument, 'status', marketStatus.reduceOnly)]));
    expect(keccakHash(start.bytes)).toBe(before);
  }, 120_000);

  test('comes after the versions that wait for their block', () => {
    const state = decodeState(start.genesis, start.bytes);
    state.upcomingParameters.set(2, { activationBlock: 1_000_000, listings: [], changes: harsh });
    const { cells } = simulateProposal({ ...start, bytes: encodeState(state) }, { listings: [], changes: [] }, feeds);
    const calm = cells.find(({ move, volatility }) => move === 0 && volatility === 1_000)!;
    expect(calm.without.belowMaintenance).toBeGreaterThan(0);
    expect(calm.proposed).toEqual(calm.without);
  }, 60_000);

  test('may be that a market joins: its feed must be one of the network', () => {
    const [model] = parametersOf(start.genesis).listings;
    const scope = start.genesis.markets.at(-1)!.instrument + 1;
    const values = model!.values.map((each) => ({ ...each, scope, value: each.parameter === 32 ? 999 : each.parameter === 33 ? 60 : each.value })); // prettier-ignore
    const listing = { scope, kind: 'perpetual', name: 'NEW_USDC-PERPETUAL', values } as const;
    const simulated = (known: readonly number[]) =>
      simulateProposal(start, { listings: [listing], changes: [] }, known);
    expect(() => simulated(feeds)).toThrow(expect.objectContaining({ code: 'PROPOSAL_REFUSED' }));
    expect(simulated([...feeds, 999]).cells[0]!.proposed).toEqual(simulated([...feeds, 999]).cells[0]!.without);
  }, 120_000);
});
