/**
 * Simplex consensus as a pure state machine (after Chan & Pass, "Simplex Consensus", 2023; rules: docs/spec/consensus.md).
 *
 * The protocol in short: each view has a leader, who proposes a block on the newest certified parent. Everyone notarizes
 * the first acceptable proposal, or nullifies the view when nothing acceptable comes in time. A quorum of notarizes
 * lets everyone move on and finalize; a quorum of nullifies lets everyone move on without a block. A quorum of
 * finalizes makes the block and all its ancestors final.
 *
 * Deviations: a notarized block must also be *certified* (its data durable here) before a node finalizes it or builds
 * on it; data is asked for, never voted about, so certification only ever becomes true. Leaders that nobody has heard
 * of for a round of views are skipped without waiting.
 *
 * Safe because two quorums of one view share an honest validator, who notarizes once a view and never both nullifies
 * and finalizes one: there is one notarized block a view, and no quorum skips a view that became final.
 *
 * `step` owns its state and changes it in place; the same inputs give the same effects on every machine.
 */
import type { Proposal, Vote } from '../types/consensus.ts';
import type { TimeMs } from '../types/units.ts';
import { act, checkTimers, enter } from './act.ts';
import { adoptCertificate, adoptProposal, adoptVote, advance } from './advance.ts';
import type { ConsensusEffect, ConsensusInput, RestoredRecord } from './io.ts';
import { type ConsensusState, viewState } from './state.ts';

export function step(state: ConsensusState, input: ConsensusInput): ConsensusEffect[] {
  const effects: ConsensusEffect[] = [];
  switch (input.type) {
    case 'restore':
      restore(state, input.record);
      return effects;
    case 'start':
      state.started = true;
      for (const validator of state.config.committee.validators) state.heardAtView.set(validator.index, state.view);
      enter(state, state.view, input.nowMs, effects);
      break;
    case 'tick':
      checkTimers(state, input.nowMs, effects);
      break;
    case 'proposal':
      onProposal(state, input.proposal, effects);
      break;
    case 'vote':
      onVote(state, input.vote, effects);
      break;
    case 'certificate':
      adoptCertificate(state, input.certificate, effects);
      break;
    case 'heard':
      state.heardAtView.set(input.validator, state.view);
      return effects;
    case 'built': {
      const current = viewState(state, state.view);
      // Void when the view was left or nullified while the block was being built.
      if (input.view === state.view && current.ownNotarize === undefined && !current.ownNullify) {
        current.ownNotarize = input.digest;
        const { view, digest, content, repeats } = input;
        effects.push({ type: 'castProposal', view, digest, content, repeats });
      }
      break;
    }
    case 'judged': {
      const judged = state.views.get(input.view);
      if (judged?.proposal?.digest === input.digest && judged.verdict === 'asked') {
        judged.verdict = input.acceptable ? 'acceptable' : 'refused';
      }
      break;
    }
    case 'available':
      if (input.content.parentView >= state.lastFinal.view) state.available.set(input.digest, input.content);
      break;
  }
  settle(state, input.nowMs, effects);
  return effects;
}

/** Follows every consequence of the last input, until nothing more follows. */
function settle(state: ConsensusState, nowMs: TimeMs, effects: ConsensusEffect[]): void {
  if (!state.started) return;
  while (advance(state, nowMs, effects));
  act(state, nowMs, effects);
}

function onProposal(state: ConsensusState, proposal: Proposal, effects: ConsensusEffect[]): void {
  state.heardAtView.set(state.leaderOf(proposal.view), state.view);
  // Rule 14.
  if (proposal.view <= state.lastFinal.view || proposal.view > state.view + 1) return;
  adoptProposal(state, proposal, effects);
}

function onVote(state: ConsensusState, vote: Vote, effects: ConsensusEffect[]): void {
  state.heardAtView.set(vote.validator, state.view);
  // Rule 14.
  if (vote.view <= state.lastFinal.view || vote.view > state.view + 1) return;
  adoptVote(state, vote, effects);
}

/** Puts back what the journal holds, without acting on it. Own words bind: rule 5 must hold over a restart. */
function restore(state: ConsensusState, record: RestoredRecord): void {
  const ignored: ConsensusEffect[] = [];
  switch (record.kind) {
    case 'certificate':
      adoptCertificate(state, record.certificate, ignored);
      break;
    case 'proposal': {
      const { proposal } = record;
      if (proposal.view <= state.lastFinal.view) break;
      adoptProposal(state, proposal, ignored);
      if (state.leaderOf(proposal.view) === state.config.self) {
        const own = viewState(state, proposal.view);
        own.ownNotarize = proposal.digest;
        own.proposeAsked = true;
        own.verdict = 'acceptable';
      }
      break;
    }
    case 'vote': {
      const { vote } = record;
      if (vote.view <= state.lastFinal.view) break;
      adoptVote(state, vote, ignored);
      if (vote.validator !== state.config.self) break;
      const own = viewState(state, vote.view);
      if (vote.kind === 'notarize') own.ownNotarize = vote.digest;
      else if (vote.kind === 'nullify') own.ownNullify = true;
      else own.ownFinalize = true;
      break;
    }
  }
}
