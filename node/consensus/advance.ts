/** What follows from votes, certificates and data, whoever we are: rules 2 and 7–10, 14, 17. */
import type { BlockContent, Certificate, Proposal, Vote, VoteKind } from '../types/consensus.ts';
import type { Hash, ValidatorIndex } from '../types/ids.ts';
import { type TimeMs, type View, view } from '../types/units.ts';
import { enter } from './act.ts';
import type { MisconductCode, SignedWord } from '../types/misconduct.ts';
import type { ConsensusEffect } from './io.ts';
import { type ConsensusState, openViews, type ViewState, viewState } from './state.ts';
import { wantCertificate } from './wanted.ts';

/** Takes in a proposal for an open view: the first one counts, a different second one is evidence. */
export function adoptProposal(state: ConsensusState, proposal: Proposal, effects: ConsensusEffect[]): void {
  const at = viewState(state, proposal.view);
  const leader = state.leaderOf(proposal.view);
  if (at.proposal !== undefined) {
    if (at.proposal.digest !== proposal.digest) {
      at.equivocated = true;
      accuse(state, at, leader, 'DOUBLE_PROPOSAL', [proposed(at.proposal), proposed(proposal)], effects);
    }
    return;
  }
  at.proposal = proposal;
  if (at.leaderNotarize !== undefined && at.leaderNotarize.digest !== proposal.digest) {
    at.equivocated = true;
    accuse(state, at, leader, 'PROPOSE_AGAINST_NOTARIZE', [proposed(proposal), at.leaderNotarize], effects);
  }
  // Rule 3: the proposal counts as the leader's notarize; its signature stands for it in the certificate.
  at.votes.notarize.set(leader, {
    kind: 'notarize',
    epoch: proposal.content.epoch,
    view: proposal.view,
    digest: proposal.digest,
    validator: leader,
    signature: proposal.signature,
  });
  completeCertificate(state, at, 'notarize', proposal.digest, effects);
}

/** Takes in a vote for an open view, at most one a validator, kind and view; a conflicting one is evidence. */
export function adoptVote(state: ConsensusState, vote: Vote, effects: ConsensusEffect[]): void {
  const at = viewState(state, vote.view);
  if (vote.kind === 'notarize' && state.leaderOf(vote.view) === vote.validator) {
    adoptLeaderNotarize(state, at, vote, effects);
    return;
  }
  const earlier = at.votes[vote.kind].get(vote.validator);
  if (earlier !== undefined) {
    if (earlier.digest !== vote.digest) {
      accuse(state, at, vote.validator, 'DOUBLE_VOTE', [earlier, vote], effects);
    }
    return;
  }
  at.votes[vote.kind].set(vote.validator, vote);
  const opposite = vote.kind === 'nullify' ? 'finalize' : vote.kind === 'finalize' ? 'nullify' : undefined;
  const other = opposite === undefined ? undefined : at.votes[opposite].get(vote.validator);
  if (other !== undefined) {
    accuse(state, at, vote.validator, 'NULLIFY_AND_FINALIZE', [other, vote], effects);
  }
  completeCertificate(state, at, vote.kind, vote.digest, effects);
}

/** A leader notarizes by proposing (rule 3): any notarize of its own weighs nothing, and may contradict it. */
function adoptLeaderNotarize(state: ConsensusState, at: ViewState, vote: Vote, effects: ConsensusEffect[]): void {
  const { proposal, leaderNotarize: earlier } = at;
  at.leaderNotarize ??= vote;
  if (proposal !== undefined && proposal.digest !== vote.digest) {
    at.equivocated = true;
    accuse(state, at, vote.validator, 'PROPOSE_AGAINST_NOTARIZE', [proposed(proposal), vote], effects);
  }
  if (earlier !== undefined && earlier.digest !== vote.digest) {
    at.equivocated = true;
    accuse(state, at, vote.validator, 'DOUBLE_VOTE', [earlier, vote], effects);
  }
}

const proposed = ({ digest, signature }: Proposal): SignedWord => ({ kind: 'propose', digest, signature });

/** Rule 17. Once for each code, validator and view, so that nobody can make noise without end. */
function accuse(
  state: ConsensusState,
  at: ViewState,
  validator: ValidatorIndex,
  code: MisconductCode,
  words: readonly [SignedWord, SignedWord],
  effects: ConsensusEffect[],
): void {
  const key = `${code} ${validator}`;
  if (at.accused.has(key)) return;
  at.accused.add(key);
  const [first, second] = words.map(({ kind, digest, signature }) => ({ kind, digest, signature }));
  const { epoch } = state.config.committee;
  const misconduct = { about: 'view', epoch, validator, view: at.view, first: first!, second: second! } as const;
  effects.push({ type: 'evidence', evidence: { code, misconduct } });
}

/** Keeps the first certificate of each kind for a view and passes it on (rules 7, 9, 10). */
export function adoptCertificate(state: ConsensusState, certificate: Certificate, effects: ConsensusEffect[]): void {
  if (certificate.view <= state.lastFinal.view) return;
  const at = viewState(state, certificate.view);
  if (certificateOf(at, certificate.kind) !== undefined) return;
  if (certificate.kind === 'notarize') at.notarization = certificate;
  else if (certificate.kind === 'nullify') at.nullification = certificate;
  else at.finalization = certificate;
  effects.push({ type: 'broadcastCertificate', certificate });
}

function certificateOf(at: ViewState, kind: VoteKind): Certificate | undefined {
  return kind === 'notarize' ? at.notarization : kind === 'nullify' ? at.nullification : at.finalization;
}

function completeCertificate(
  state: ConsensusState,
  at: ViewState,
  kind: VoteKind,
  digest: Hash,
  effects: ConsensusEffect[],
): void {
  if (certificateOf(at, kind) !== undefined) return;
  const { committee } = state.config;
  const agreeing = [...at.votes[kind].values()]
    .filter((vote) => vote.digest === digest)
    .sort((a, b) => a.validator - b.validator);
  const power = agreeing.reduce((sum, vote) => sum + powerOf(state, vote.validator), 0);
  if (power < committee.quorumPower) return;
  const signatures = agreeing.map(({ validator, signature }) => ({ validator, signature }));
  adoptCertificate(state, { kind, epoch: committee.epoch, view: at.view, digest, signatures }, effects);
}

const powerOf = (state: ConsensusState, validator: ValidatorIndex): number =>
  state.config.committee.validators[validator]!.power;

/** Takes one step that certificates or data allow; false when there is none. */
export function advance(state: ConsensusState, nowMs: TimeMs, effects: ConsensusEffect[]): boolean {
  const open = openViews(state);
  return (
    advanceFinal(state, open, nowMs, effects) ||
    advanceCertified(state, open, nowMs, effects) ||
    advanceNullified(state, open, nowMs, effects)
  );
}

/** Rule 10: the newest FIN makes its block final with all ancestors, whatever the current view. */
function advanceFinal(
  state: ConsensusState,
  open: readonly ViewState[],
  nowMs: TimeMs,
  effects: ConsensusEffect[],
): boolean {
  const newest = open.findLast((at) => at.finalization !== undefined);
  if (newest === undefined) return false;
  const certificate = newest.finalization!;
  state.lastFinal = { view: newest.view, digest: certificate.digest };
  state.lastFinalCertificate = certificate;
  effects.push({ type: 'finalized', view: newest.view, digest: certificate.digest, certificate });
  for (const known of [...state.views.keys()]) if (known < newest.view) state.views.delete(known);
  for (const [digest, content] of [...state.available]) {
    if (content.parentView < newest.view) state.available.delete(digest);
  }
  if (newest.view >= state.view) enter(state, view(newest.view + 1), nowMs, effects);
  return true;
}

/** Rules 7 and 8: a notarized block whose data and parent are here is certified; then finalize it and move on. */
function advanceCertified(
  state: ConsensusState,
  open: readonly ViewState[],
  nowMs: TimeMs,
  effects: ConsensusEffect[],
): boolean {
  for (const at of open) {
    if (at.notarization === undefined || at.certified) continue;
    const { digest } = at.notarization;
    if (!at.certifyAsked) {
      at.certifyAsked = true;
      effects.push({ type: 'certify', view: at.view, digest });
    }
    if (!isCertified(state, digest, nowMs, effects)) continue;
    at.certified = true;
    if (at.view < state.view) return true; // Left by NUL: it can be a parent, but is not finalized here (rule 9).
    if (state.config.self !== undefined && !at.ownNullify && !at.ownFinalize && !at.equivocated) {
      at.ownFinalize = true;
      effects.push({ type: 'castVote', kind: 'finalize', view: at.view, digest });
    }
    enter(state, view(at.view + 1), nowMs, effects);
    return true;
  }
  return false;
}

/** A final block that is notarized once more (rule 16) needs nothing more. */
function isCertified(state: ConsensusState, digest: Hash, nowMs: TimeMs, effects: ConsensusEffect[]): boolean {
  if (digest === state.lastFinal.digest) return true;
  const content = state.available.get(digest);
  return content !== undefined && parentCertified(state, content, nowMs, effects);
}

function parentCertified(
  state: ConsensusState,
  content: BlockContent,
  nowMs: TimeMs,
  effects: ConsensusEffect[],
): boolean {
  if (content.parentView === state.lastFinal.view) return content.parentDigest === state.lastFinal.digest;
  if (content.parentView < state.lastFinal.view) return false;
  const parent = state.views.get(content.parentView);
  if (parent?.notarization === undefined) {
    wantCertificate(state, content.parentView, nowMs, effects);
    return false;
  }
  return parent.certified && parent.notarization.digest === content.parentDigest;
}

/** Rule 9: a quorum of nullifies ends a view without a block. */
function advanceNullified(
  state: ConsensusState,
  open: readonly ViewState[],
  nowMs: TimeMs,
  effects: ConsensusEffect[],
): boolean {
  const newest: View | undefined = open.findLast((at) => at.nullification !== undefined)?.view;
  if (newest === undefined || newest < state.view) return false;
  enter(state, view(newest + 1), nowMs, effects);
  return true;
}
