import type { Committee } from '../types/committee.ts';
import type { BlockContent, Certificate, Proposal, Vote, VoteKind } from '../types/consensus.ts';
import type { Hash, ValidatorIndex } from '../types/ids.ts';
import { type TimeMs, timeMs, type View, view } from '../types/units.ts';
import { leaderSchedule } from './leaderSchedule.ts';

export interface ConsensusConfig {
  readonly committee: Committee;
  /** Absent on a watcher: it follows and never votes. */
  readonly self: ValidatorIndex | undefined;
  /** Δ: the assumed bound on a network delay, in ms. */
  readonly deltaMs: number;
}

/** A block that is final, and the view in which it became so. */
export interface FinalPoint {
  readonly view: View;
  readonly digest: Hash;
}

/** All that is known of one view. */
export interface ViewState {
  readonly view: View;
  /** The first signed proposal; only this one can be voted for. */
  proposal: Proposal | undefined;
  /** The leader contradicted itself here: never finalize this view (rule 8). */
  equivocated: boolean;
  /** A notarize that the leader signed beside or instead of its proposal: no weight, but evidence. */
  leaderNotarize: Vote | undefined;
  /** What was shown of whom already: each kind of evidence leaves once a validator and view. */
  readonly accused: Set<string>;
  verdict: 'unasked' | 'asked' | 'acceptable' | 'refused';
  readonly votes: Readonly<Record<VoteKind, Map<ValidatorIndex, Vote>>>;
  notarization: Certificate | undefined;
  nullification: Certificate | undefined;
  finalization: Certificate | undefined;
  certifyAsked: boolean;
  certified: boolean;
  proposeAsked: boolean;
  /** What this validator decided to send in this view, whether or not it has left yet. */
  ownNotarize: Hash | undefined;
  ownNullify: boolean;
  ownFinalize: boolean;
}

export interface ConsensusState {
  readonly config: ConsensusConfig;
  readonly leaderOf: (view: View) => ValidatorIndex;
  started: boolean;
  view: View;
  lastFinal: FinalPoint;
  /** The certificate that made `lastFinal` final; absent at genesis. */
  lastFinalCertificate: Certificate | undefined;
  /** Views from `lastFinal.view` on; those below are dropped. */
  readonly views: Map<View, ViewState>;
  /** Blocks whose data is durable here, by digest (rule 7). */
  readonly available: Map<Hash, BlockContent>;
  /** The view we were in when last a message of this validator came in. */
  readonly heardAtView: Map<ValidatorIndex, View>;
  /** When peers were last asked for the certificates of a view. */
  readonly certificatesAskedMs: Map<View, TimeMs>;
  leaderDeadlineMs: TimeMs | undefined;
  advanceDeadlineMs: TimeMs | undefined;
  rebroadcastAtMs: TimeMs | undefined;
}

/** A validator's consensus at a final block: genesis (view 0), or the last one of its block log. */
export function createConsensus(config: ConsensusConfig, final: FinalPoint, certificate?: Certificate): ConsensusState {
  return {
    config,
    leaderOf: leaderSchedule(config.committee),
    started: false,
    view: view(final.view + 1),
    lastFinal: final,
    lastFinalCertificate: certificate,
    views: new Map(),
    available: new Map(),
    heardAtView: new Map(),
    certificatesAskedMs: new Map(),
    leaderDeadlineMs: undefined,
    advanceDeadlineMs: undefined,
    rebroadcastAtMs: undefined,
  };
}

/** The state of a view, made on first use. */
export function viewState(state: ConsensusState, at: View): ViewState {
  let found = state.views.get(at);
  if (found === undefined) {
    found = {
      view: at,
      proposal: undefined,
      equivocated: false,
      leaderNotarize: undefined,
      accused: new Set(),
      verdict: 'unasked',
      votes: { notarize: new Map(), nullify: new Map(), finalize: new Map() },
      notarization: undefined,
      nullification: undefined,
      finalization: undefined,
      certifyAsked: false,
      certified: false,
      proposeAsked: false,
      ownNotarize: undefined,
      ownNullify: false,
      ownFinalize: false,
    };
    state.views.set(at, found);
  }
  return found;
}

/** When `tick` is wanted next; undefined while nothing is timed. */
export function nextDeadlineMs(state: ConsensusState): TimeMs | undefined {
  const deadlines = [state.leaderDeadlineMs, state.advanceDeadlineMs, state.rebroadcastAtMs].filter(
    (deadline) => deadline !== undefined,
  );
  return deadlines.length === 0 ? undefined : timeMs(Math.min(...deadlines));
}

/** Known views above the last final one, ascending. */
export function openViews(state: ConsensusState): ViewState[] {
  return [...state.views.values()].filter((each) => each.view > state.lastFinal.view).sort((a, b) => a.view - b.view);
}
