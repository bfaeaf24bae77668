import { sortedJson } from '../codec/sortedJson.ts';
import { keccakHash } from '../crypto/keccak.ts';
import { checkParameters } from '../exchange/parameters/checkParameters.ts';
import { governedParameters } from '../exchange/parameters/takeParameters.ts';
import { decodeState } from '../exchange/snapshot.ts';
import { systemIndex, type ExchangeState } from '../exchange/state.ts';
import { WitanError } from '../types/fault.ts';
import type { Address, Hash } from '../types/ids.ts';
import type { ParametersItem } from '../types/parameters.ts';
import type { AgreedPrice } from '../types/settlement.ts';
import { timeMs } from '../types/units.ts';
import { provider } from './liquidity.ts';
import { calm } from './shock.ts';
import { StressRun, type StressStart } from './stressRun.ts';

/** What a proposal would change. */
export type ProposedParameters = Pick<ParametersItem, 'listings' | 'changes'>;

/** Moves of all indices, and what agreed volatilities are multiplied by; parts per thousand. */
export const gridMoves = [-300, -200, -100, -50, 0, 50, 100, 200, 300] as const;
export const gridVolatilities = [700, 1_000, 1_500] as const;

/** Accounts that a cell names; it counts them all. */
const namedMax = 20;

/** How one subaccount stands in a cell, micro-USDC. */
interface Standing {
  readonly account: Address;
  readonly subaccount: number;
  readonly equity: number;
  readonly initial: number;
  readonly maintenance: number;
}

/** What a moment came to, once without and once with the proposal. Money in micro-USDC. */
export interface CellFigures {
  readonly belowInitial: number;
  readonly belowMaintenance: number;
  /** Subaccounts whose liquidation began, what was closed of them on the books, at mark, and those that ended with less than nothing. */
  readonly liquidations: number;
  readonly liquidated: number;
  readonly bankruptcies: number;
  /** Deepest falls of the insurance funds; and what they could not bear: losses of those deleveraged, and haircuts. */
  readonly insuranceUsed: number;
  readonly insuranceShortfall: number;
}

export interface ProposalCell {
  /** Parts per thousand. */
  readonly move: number;
  readonly volatility: number;
  readonly without: CellFigures;
  readonly proposed: CellFigures;
  /** Who is below a margin with the proposal and not without it; the first of them by index, under the proposal. */
  readonly newlyBelowInitial: number;
  readonly newlyBelowMaintenance: number;
  readonly named: readonly Standing[];
}

export interface ProposalReport extends ProposedParameters {
  /** Height of the state, and keccak-256 of its bytes. */
  readonly height: number;
  readonly state: Hash;
  readonly cells: readonly ProposalCell[];
}

/** What is hashed of a report: the same state and proposal give the same bytes on every machine. */
export const reportBytes = (report: ProposalReport): Uint8Array => new TextEncoder().encode(`${sortedJson(report)}\n`);

interface Looked {
  readonly figures: CellFigures;
  readonly belowInitial: ReadonlySet<number>;
  readonly belowMaintenance: ReadonlyMap<number, Standing>;
}

/**
 * Runs one block of the engine that nodes run, with the proposal as its version of the parameters, on every cell of a grid of price and volatility, and the
 * same block without it; then more blocks for as long as somebody is being closed. Versions that wait for their block come into force before, in both.
 * @param feeds all that the network has
 * Errors: PROPOSAL_REFUSED, SNAPSHOT_MALFORMED.
 */
export function simulateProposal(
  { genesis, bytes }: Omit<StressStart, 'depth'>,
  { listings, changes }: ProposedParameters,
  feeds: readonly number[],
): ProposalReport {
  const state = decodeState(genesis, bytes);
  refuseImpossible(state, { listings, changes }, feeds);
  const look = (move: number, volatility: number, content: ProposedParameters): Looked =>
    lookAt({ genesis, bytes, depth: 1 }, move, volatility, content, feeds);
  const cells = gridMoves.flatMap((move) =>
    gridVolatilities.map((volatility): ProposalCell => {
      const without = look(move, volatility, { listings: [], changes: [] });
      const proposed = look(move, volatility, { listings, changes });
      const isNew =
        <Key>(before: { readonly has: (key: Key) => boolean }) =>
        (key: Key) =>
          !before.has(key);
      const below = [...proposed.belowMaintenance.keys()].filter(isNew(without.belowMaintenance));
      return {
        move,
        volatility,
        without: without.figures,
        proposed: proposed.figures,
        newlyBelowInitial: [...proposed.belowInitial].filter(isNew(without.belowInitial)).length,
        newlyBelowMaintenance: below.length,
        named: below.slice(0, namedMax).map((index) => proposed.belowMaintenance.get(index)!),
      };
    }),
  );
  const { height } = state.clock.get('clock')!;
  return { height, state: keccakHash(bytes), listings, changes, cells };
}

/** Errors: PROPOSAL_REFUSED with what the exchange would say. */
function refuseImpossible(state: ExchangeState, content: ProposedParameters, feeds: readonly number[]): void {
  const prices = new Map(feeds.map((feed) => [feed, unknownPrice(feed)]));
  const checked = checkParameters(state.genesis, state.terms.inForce, governedParameters(state), content, prices);
  if (!('refused' in checked)) return;
  const { reason, message } = checked.refused;
  throw new WitanError('PROPOSAL_REFUSED', `The exchange would leave this out: ${message}`, `Its reason would be ${reason} (docs/spec/exchange.md, Parameters).`); // prettier-ignore
}

const unknownPrice = (feed: number): AgreedPrice => ({ feed, price: 0, atMs: timeMs(0), stale: true });

function lookAt(
  start: StressStart,
  move: number,
  volatility: number,
  content: ProposedParameters,
  feeds: readonly number[],
): Looked {
  const belowInitial = new Set<number>();
  const belowMaintenance = new Map<number, Standing>();
  const onMarked = (state: ExchangeState): void => {
    const { subaccounts, risk } = state;
    for (let index = systemIndex + 1; index < subaccounts.size; index++) {
      const account = subaccounts.owner(index);
      if (account === provider) continue;
      const { equity, initial, maintenance } = risk.assess(state, index);
      if (equity < initial) belowInitial.add(index);
      const standing = { account, subaccount: subaccounts.subNo(index), equity, initial, maintenance };
      if (equity < maintenance) belowMaintenance.set(index, standing);
    }
  };
  const run = new StressRun(start, undefined, { parameters: content, feeds: feeds.map(unknownPrice), onMarked });
  const shock = { ...calm, index: 1 + move / 1_000, volatility: volatility / 1_000 };
  run.follow(() => shock, 0, 1);
  const { tally } = run;
  const figures: CellFigures = {
    belowInitial: belowInitial.size,
    belowMaintenance: belowMaintenance.size,
    liquidations: tally.liquidated.size,
    liquidated: [...tally.groups.values()].reduce((sum, each) => sum + each.liquidated, 0),
    bankruptcies: tally.bankrupt.size,
    insuranceUsed: tally.insuranceUsed,
    insuranceShortfall: tally.deleverageLoss + tally.haircut,
  };
  return { figures, belowInitial, belowMaintenance };
}
