/** What this validator does in its current view: timers, notarize, nullify, propose, rebroadcast (rules 2–6, 11). */
import type { Certificate, Proposal } from '../types/consensus.ts';
import { type ValidatorIndex, zeroHash } from '../types/ids.ts';
import { type TimeMs, timeMs, type View, view } from '../types/units.ts';
import type { ConsensusEffect } from './io.ts';
import { type ConsensusState, type FinalPoint, type ViewState, viewState } from './state.ts';
import { wantCertificate } from './wanted.ts';

const leaderTimeoutDeltas = 2;
const advanceTimeoutDeltas = 5;
const rebroadcastDeltas = 3;
const backoffDoublingsMax = 6;

/** Rule 2: enter a view and set its timers. */
export function enter(state: ConsensusState, next: View, nowMs: TimeMs, effects: ConsensusEffect[]): void {
  state.view = next;
  const { committee, deltaMs } = state.config;
  const rounds = Math.floor((next - state.lastFinal.view) / committee.validators.length);
  let unitMs = deltaMs;
  for (let i = 0; i < Math.min(backoffDoublingsMax, rounds); i++) unitMs *= 2;
  const waits = leaderIsSilent(state, next) ? 0 : unitMs;
  state.leaderDeadlineMs = timeMs(nowMs + leaderTimeoutDeltas * waits);
  state.advanceDeadlineMs = timeMs(nowMs + advanceTimeoutDeltas * waits);
  state.rebroadcastAtMs = timeMs(nowMs + rebroadcastDeltas * deltaMs);
  for (const asked of [...state.certificatesAskedMs.keys()]) {
    if (asked <= state.lastFinal.view) state.certificatesAskedMs.delete(asked);
  }
  effects.push({ type: 'entered', view: next });
}

/** Nothing heard of the leader for a whole round of views while a quorum was heard: do not wait for it. */
function leaderIsSilent(state: ConsensusState, at: View): boolean {
  const { committee, self } = state.config;
  const since = at - committee.validators.length;
  const heard = (validator: ValidatorIndex): boolean =>
    validator === self || (state.heardAtView.get(validator) ?? 0) >= since;
  const heardPower = committee.validators
    .filter((validator) => heard(validator.index))
    .reduce((sum, validator) => sum + validator.power, 0);
  return heardPower >= committee.quorumPower && !heard(state.leaderOf(at));
}

/** Acts on the clock: nullify what took too long (rule 6), and say again what may have been lost (rule 11). */
export function checkTimers(state: ConsensusState, nowMs: TimeMs, effects: ConsensusEffect[]): void {
  const current = viewState(state, state.view);
  if (state.leaderDeadlineMs !== undefined && nowMs >= state.leaderDeadlineMs) {
    state.leaderDeadlineMs = undefined;
    if (current.proposal === undefined) nullify(state, current, effects);
  }
  if (state.advanceDeadlineMs !== undefined && nowMs >= state.advanceDeadlineMs) {
    state.advanceDeadlineMs = undefined;
    nullify(state, current, effects);
  }
  if (state.rebroadcastAtMs !== undefined && nowMs >= state.rebroadcastAtMs) {
    state.rebroadcastAtMs = timeMs(nowMs + rebroadcastDeltas * state.config.deltaMs);
    rebroadcast(state, effects);
  }
}

/** What this validator has to say in its current view, as things stand. */
export function act(state: ConsensusState, nowMs: TimeMs, effects: ConsensusEffect[]): void {
  const current = viewState(state, state.view);
  checkTimers(state, nowMs, effects);
  if (state.config.self === undefined) return;
  considerProposal(state, current, nowMs, effects);
  // Rule 6: a leader that nullifies its own view has nothing to offer.
  if (current.votes.nullify.has(state.leaderOf(current.view))) nullify(state, current, effects);
  propose(state, current, nowMs, effects);
}

function nullify(state: ConsensusState, current: ViewState, effects: ConsensusEffect[]): void {
  if (state.config.self === undefined || current.ownNullify || current.ownFinalize) return;
  current.ownNullify = true;
  effects.push({ type: 'castVote', kind: 'nullify', view: current.view, digest: zeroHash });
}

/** Rules 4 and 5: notarize the first proposal once it and its way back to the parent check out. */
function considerProposal(state: ConsensusState, current: ViewState, nowMs: TimeMs, effects: ConsensusEffect[]): void {
  const { proposal } = current;
  if (proposal === undefined || current.ownNotarize !== undefined || current.ownNullify) return;
  if (current.verdict === 'unasked') {
    current.verdict = 'asked';
    effects.push({ type: 'judge', proposal });
  }
  const ancestry = checkAncestry(state, current.view, parentOf(proposal), nowMs, effects);
  if (ancestry === 'wrong' || current.verdict === 'refused') nullify(state, current, effects);
  else if (ancestry === 'shown' && current.verdict === 'acceptable') {
    current.ownNotarize = proposal.digest;
    effects.push({ type: 'castVote', kind: 'notarize', view: current.view, digest: proposal.digest });
  }
}

/** What a proposal stands on: the parent of its block, or the same block where it is repeated (rule 16). */
const parentOf = ({ digest, content, repeats }: Proposal): FinalPoint =>
  repeats === undefined ? { view: content.parentView, digest: content.parentDigest } : { view: repeats, digest };

/** The parent needs a NOT or FIN in hand, and every view since then a NUL; what is missing is asked for. */
function checkAncestry(
  state: ConsensusState,
  at: View,
  parent: FinalPoint,
  nowMs: TimeMs,
  effects: ConsensusEffect[],
): 'shown' | 'missing' | 'wrong' {
  const { view: parentView, digest: parentDigest } = parent;
  if (parentView >= at || parentView < state.lastFinal.view) return 'wrong';
  let shown = true;
  if (parentView === state.lastFinal.view) {
    if (parentDigest !== state.lastFinal.digest) return 'wrong';
  } else {
    const notarization = state.views.get(parentView)?.notarization;
    if (notarization !== undefined && notarization.digest !== parentDigest) return 'wrong';
    if (notarization === undefined) {
      shown = false;
      wantCertificate(state, parentView, nowMs, effects);
    }
  }
  for (let skipped = parentView + 1; skipped < at; skipped++) {
    if (state.views.get(view(skipped))?.nullification !== undefined) continue;
    shown = false;
    wantCertificate(state, view(skipped), nowMs, effects);
  }
  return shown ? 'shown' : 'missing';
}

/** Rule 3: the leader builds on the newest certified parent, with a NUL for every view since. */
function propose(state: ConsensusState, current: ViewState, nowMs: TimeMs, effects: ConsensusEffect[]): void {
  if (state.leaderOf(current.view) !== state.config.self) return;
  if (current.proposeAsked || current.ownNotarize !== undefined || current.ownNullify) return;
  const parent = newestParent(state, current.view, nowMs, effects);
  if (parent === undefined) return;
  current.proposeAsked = true;
  effects.push({ type: 'propose', view: current.view, parentView: parent.view, parentDigest: parent.digest });
}

function newestParent(
  state: ConsensusState,
  at: View,
  nowMs: TimeMs,
  effects: ConsensusEffect[],
): FinalPoint | undefined {
  for (let back = at - 1; back > state.lastFinal.view; back--) {
    const candidate = state.views.get(view(back));
    if (candidate?.certified === true) return { view: candidate.view, digest: candidate.notarization!.digest };
    if (candidate?.nullification === undefined) {
      wantCertificate(state, view(back), nowMs, effects);
      return undefined;
    }
  }
  return state.lastFinal;
}

/**
 * Rule 11. Own words of the last views, the way into the current one, and the newest final block. Who has no words asks
 * how far the others are, since nobody sees from its words that it is behind.
 */
function rebroadcast(state: ConsensusState, effects: ConsensusEffect[]): void {
  const { self } = state.config;
  if (self === undefined) {
    effects.push({ type: 'wantCertificates', views: [state.view] });
    return;
  }
  const recent = [state.views.get(view(state.view - 1)), state.views.get(state.view)].filter(
    (each) => each !== undefined,
  );
  const votes = recent.flatMap((at) =>
    (['notarize', 'nullify', 'finalize'] as const)
      .filter((kind) => !(kind === 'notarize' && state.leaderOf(at.view) === self))
      .map((kind) => at.votes[kind].get(self))
      .filter((vote) => vote !== undefined),
  );
  const proposals = recent
    .filter((at) => state.leaderOf(at.view) === self)
    .map((at) => at.proposal)
    .filter((proposal) => proposal !== undefined);
  const previous = state.views.get(view(state.view - 1));
  const certificates = [previous?.notarization, previous?.nullification, state.lastFinalCertificate].filter(
    (certificate): certificate is Certificate => certificate !== undefined,
  );
  effects.push({ type: 'rebroadcast', proposals, votes, certificates });
}
