import type { ConsensusEffect, ConsensusInput, Evidence } from '../consensus/io.ts';
import { CertificateMemory, convict } from '../consensus/forensics.ts';
import { type ConsensusState, nextDeadlineMs } from '../consensus/state.ts';
import { step } from '../consensus/step.ts';
import { verifyCertificate, verifyProposal, verifyVote } from '../crypto/certificates.ts';
import { encodeMessage } from '../crypto/messageCodec.ts';
import { voteBytes } from '../codec/signingBytes.ts';
import type { BlockContent, Certificate, Proposal, Vote, VoteKind } from '../types/consensus.ts';
import type { Hash, PeerId, ValidatorIndex } from '../types/ids.ts';
import { type TimeMs, timeMs, type View } from '../types/units.ts';
import type { Context } from './context.ts';

/** What voting leaves to others. */
export interface VotingHooks {
  /** A proposal by the leader of an open view: the first of the view, or the first that contradicts it. */
  take(proposal: Proposal): void;
  propose(view: View, parentView: View, parentDigest: Hash): void;
  judge(proposal: Proposal): void;
  certify(view: View, digest: Hash): void;
  finalized(view: View, digest: Hash, certificate: Certificate): void;
  evidence(evidence: Evidence): void;
}

/** Views whose certificates are compared with what comes in. */
const rememberedViews = 256;

/** Views by which a peer's votes must be late before it is told the newest final block. */
const lateViews = 4;

/** Runs consensus: verifies what comes in, signs what goes out, and keeps its word across restarts. */
export class Voting {
  readonly #context: Context;
  readonly #state: ConsensusState;
  readonly #hooks: VotingHooks;
  readonly #queue: ConsensusInput[] = [];
  #draining = false;
  #isOver = false;
  #asked = 0;
  readonly #toldAtMs = new Map<PeerId, TimeMs>();
  /** The newest view whose certificate each validator has shown to have. */
  readonly #shown = new Map<ValidatorIndex, number>();
  readonly #sharing: { readonly certificate: Certificate; readonly atMs: TimeMs }[] = [];
  readonly #shareAfterMs: number;
  readonly #memory = new CertificateMemory(rememberedViews);

  constructor(context: Context, state: ConsensusState, hooks: VotingHooks) {
    this.#context = context;
    this.#state = state;
    this.#hooks = hooks;
    this.#shareAfterMs = Math.ceil(context.network.timing.deltaMs / 10);
  }

  /** The epoch is over: what is still on its way to the disk may be sent, and changes nothing here any more. */
  end(): void {
    this.#isOver = true;
  }

  get view(): View {
    return this.#state.view;
  }

  get finalView(): View {
    return this.#state.lastFinal.view;
  }

  /** Views that are remembered, the last final one included. */
  get openViews(): number {
    return this.#state.views.size;
  }

  leaderOf(view: View): ValidatorIndex {
    return this.#state.leaderOf(view);
  }

  nextDeadlineMs(): TimeMs | undefined {
    return nextDeadlineMs(this.#state);
  }

  /** Gives consensus an input; what follows from it happens before this returns, unless it is called from within. */
  handle(input: ConsensusInput): void {
    if (this.#isOver) return;
    this.#queue.push(input);
    if (this.#draining) return;
    this.#draining = true;
    try {
      for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
        for (const effect of step(this.#state, next)) this.#carryOut(effect);
      }
    } finally {
      this.#draining = false;
    }
  }

  /** What comes from a peer: false where a signature is wrong, which nobody honest passes on. */
  onProposal(from: PeerId, proposal: Proposal): boolean {
    const { view } = proposal;
    const leader = this.#state.leaderOf(view);
    if (this.#context.validatorOf(from) === leader) this.#hears(leader, view);
    if (view <= this.#state.lastFinal.view || view > this.#state.view + 1) return true;
    const at = this.#state.views.get(view);
    // One that contradicts the first is evidence, and may be what gets notarized; more of them are only noise.
    if (at?.proposal?.digest === proposal.digest || (at?.proposal !== undefined && at.equivocated)) return true;
    const verify = this.#context.ports.verifier.ed25519;
    if (!verifyProposal(this.#context.committee, proposal, this.#state.leaderOf, verify)) return false;
    this.#shows(leader, view - 1);
    // Rule 12: what a vote may rest on is in the journal before the vote is.
    this.#context.outbox.persist(encodeMessage({ type: 'proposal', proposal }));
    this.#hooks.take(proposal);
    this.handle({ type: 'proposal', nowMs: this.#context.nowMs(), proposal });
    return true;
  }

  /** Rule 2: who is late is not silent. The link tells who speaks; what is too old says nothing. */
  #hears(from: ValidatorIndex, view: View): void {
    const since = this.#state.view - this.#context.committee.validators.length;
    if (view < since || this.#state.heardAtView.get(from) === this.#state.view) return;
    this.handle({ type: 'heard', nowMs: this.#context.nowMs(), validator: from });
  }

  onVote(from: PeerId, vote: Vote): boolean {
    if (this.#context.validatorOf(from) === vote.validator) this.#hears(vote.validator, vote.view);
    if (vote.view <= this.#state.lastFinal.view) {
      if (vote.view + lateViews < this.#state.lastFinal.view) this.tellFinal(from);
      return true;
    }
    if (vote.view > this.#state.view + 1) return true;
    const at = this.#state.views.get(vote.view);
    const earlier = at?.votes[vote.kind].get(vote.validator);
    if (earlier !== undefined && earlier.digest === vote.digest) return true;
    // A vote that a certificate has overtaken is of interest only as evidence.
    const certificate =
      vote.kind === 'notarize' ? at?.notarization : vote.kind === 'nullify' ? at?.nullification : at?.finalization;
    if (certificate?.digest === vote.digest) return true;
    if (!verifyVote(this.#context.committee, vote, this.#context.ports.verifier.ed25519)) return false;
    this.#shows(vote.validator, vote.kind === 'finalize' ? vote.view : vote.view - 1);
    this.handle({ type: 'vote', nowMs: this.#context.nowMs(), vote });
    return true;
  }

  onCertificate(certificate: Certificate): boolean {
    const rival = this.#memory.rivalOf(certificate);
    if (rival === undefined && this.#knows(certificate)) return true;
    const { committee, ports } = this.#context;
    if (!verifyCertificate(committee, certificate, this.#state.leaderOf, ports.verifier.ed25519)) return false;
    if (rival !== undefined) this.#agreementBroken(rival, certificate);
    this.handle({ type: 'certificate', nowMs: this.#context.nowMs(), certificate });
    return true;
  }

  /** Rule 17: more than f of power have contradicted themselves. Whoever did is named; this node's word ends here. */
  #agreementBroken(one: Certificate, other: Certificate): void {
    this.#memory.keep(other);
    for (const evidence of convict(one, other, this.#state.leaderOf)) this.#hooks.evidence(evidence);
    const { kind, view } = one;
    const fields = { view, certificates: [kind, other.kind], blocks: [one.digest, other.digest] };
    this.#context.stopSigning(
      'AGREEMENT_BROKEN',
      'Two certificates of one view contradict each other: more than f validators lie.',
      fields,
    );
  }

  #knows(certificate: Certificate): boolean {
    if (certificate.view <= this.#state.lastFinal.view) return true;
    const at = this.#state.views.get(certificate.view);
    if (certificate.kind === 'notarize') return at?.notarization !== undefined;
    return certificate.kind === 'nullify' ? at?.nullification !== undefined : at?.finalization !== undefined;
  }

  /** A validator that speaks in a view has the certificate that leads into it; one that finalizes has that view's. */
  #shows(validator: ValidatorIndex, view: number): void {
    if (view > (this.#shown.get(validator) ?? 0)) this.#shown.set(validator, view);
  }

  /**
   * Rules 7, 9 and 10 have everyone pass certificates on, so that all honest validators get what one has. Nearly always
   * the votes were faster: a notarization or finalization waits a little, and goes only to those who do not show that
   * they have it. A nullification, which somebody is likely to miss, goes at once.
   */
  #shareLater(certificate: Certificate): void {
    if (certificate.kind === 'nullify') this.#context.broadcast({ type: 'certificate', certificate });
    else this.#sharing.push({ certificate, atMs: timeMs(this.#context.nowMs() + this.#shareAfterMs) });
  }

  /** When `shareCertificates` has something to do. */
  shareAtMs(): TimeMs | undefined {
    return this.#sharing[0]?.atMs;
  }

  shareCertificates(nowMs: TimeMs): void {
    for (let next = this.#sharing[0]; next !== undefined && next.atMs <= nowMs; next = this.#sharing[0]) {
      this.#sharing.shift();
      const { certificate } = next;
      // A newer final block makes older certificates superfluous.
      if (certificate.view < this.#state.lastFinal.view) continue;
      for (const peer of this.#context.peers()) {
        const shown = this.#shown.get(this.#context.validatorOf(peer)!) ?? 0;
        const isKnown = certificate.kind === 'notarize' && shown >= certificate.view;
        if (!isKnown) this.#context.send(peer, { type: 'certificate', certificate });
      }
    }
  }

  /** Answers a peer that misses the certificates of some views. */
  onWantCertificates(from: PeerId, views: readonly View[]): void {
    for (const view of new Set(views.slice(0, 16))) {
      const at = this.#state.views.get(view);
      const known = [at?.finalization, at?.notarization, at?.nullification];
      if (view <= this.#state.lastFinal.view) known.push(this.#state.lastFinalCertificate);
      for (const certificate of known) {
        if (certificate !== undefined) this.#context.answer(from, () => ({ type: 'certificate', certificate }));
      }
    }
  }

  /** Everything that still binds or helps after a restart: what a compacted journal keeps. */
  liveRecords(): Uint8Array[] {
    const records: Uint8Array[] = [];
    for (const at of this.#state.views.values()) {
      if (at.proposal !== undefined) records.push(encodeMessage({ type: 'proposal', proposal: at.proposal }));
      for (const votes of Object.values(at.votes)) {
        const own = this.#context.self === undefined ? undefined : votes.get(this.#context.self);
        if (own !== undefined) records.push(encodeMessage({ type: 'vote', vote: own }));
      }
      for (const certificate of [at.notarization, at.nullification, at.finalization]) {
        if (certificate !== undefined) records.push(encodeMessage({ type: 'certificate', certificate }));
      }
    }
    return records;
  }

  /** Tells a peer that is behind, perhaps an epoch, what is final; at most every 100 ms. */
  tellFinal(to: PeerId): void {
    const nowMs = this.#context.nowMs();
    const certificate = this.#state.lastFinalCertificate;
    if (certificate === undefined || nowMs < (this.#toldAtMs.get(to) ?? 0) + 100) return;
    this.#toldAtMs.set(to, nowMs);
    this.#context.send(to, { type: 'certificate', certificate });
  }

  #carryOut(effect: ConsensusEffect): void {
    switch (effect.type) {
      case 'castVote':
        this.#castVote(effect.kind, effect.view, effect.digest);
        break;
      case 'castProposal':
        this.#castProposal(effect.view, effect.digest, effect.content, effect.repeats);
        break;
      case 'propose':
        this.#hooks.propose(effect.view, effect.parentView, effect.parentDigest);
        break;
      case 'judge':
        this.#hooks.judge(effect.proposal);
        break;
      case 'certify':
        this.#hooks.certify(effect.view, effect.digest);
        break;
      case 'broadcastCertificate':
        this.#memory.keep(effect.certificate);
        this.#context.outbox.persist(encodeMessage({ type: 'certificate', certificate: effect.certificate }));
        this.#shareLater(effect.certificate);
        break;
      case 'rebroadcast':
        for (const certificate of effect.certificates) this.#context.broadcast({ type: 'certificate', certificate });
        for (const proposal of effect.proposals) this.#context.broadcast({ type: 'proposal', proposal });
        for (const vote of effect.votes) this.#context.broadcast({ type: 'vote', vote });
        break;
      case 'wantCertificates':
        this.#askForCertificates(effect.views);
        break;
      case 'finalized':
        this.#hooks.finalized(effect.view, effect.digest, effect.certificate);
        break;
      case 'entered':
        break;
      case 'evidence':
        this.#hooks.evidence(effect.evidence);
        break;
    }
  }

  /** One peer after another: any honest one will do. */
  #askForCertificates(views: readonly View[]): void {
    const peers = this.#context.peers();
    if (peers.length === 0) return;
    this.#context.send(peers[this.#asked++ % peers.length]!, { type: 'wantCertificates', views });
  }

  /** Rule 13. Consensus asks for nothing that the guard must refuse, unless the journal was lost. */
  #guardAllows(view: View, kind: VoteKind | 'propose', digest: Hash): boolean {
    const { committee, guard, ports } = this.#context;
    if (guard.allowVote(committee.epoch, view, kind, digest)) return true;
    const fields = { code: 'GUARD_HELD_BACK', view, kind };
    ports.log.warn(
      'the signing guard held back a word: something stronger may have been said before the journal was lost',
      fields,
    );
    return false;
  }

  #castVote(kind: VoteKind, view: View, digest: Hash): void {
    const { committee, self, ports, outbox } = this.#context;
    if (!this.#context.canSign || !this.#guardAllows(view, kind, digest)) return;
    const signature = ports.signer!.sign(voteBytes(committee.networkId, kind, committee.epoch, view, digest));
    const vote: Vote = { kind, epoch: committee.epoch, view, digest, validator: self!, signature };
    outbox.persist(encodeMessage({ type: 'vote', vote }));
    outbox.afterDurable(() => {
      this.#context.broadcast({ type: 'vote', vote });
      this.handle({ type: 'vote', nowMs: this.#context.nowMs(), vote });
    });
  }

  #castProposal(view: View, digest: Hash, content: BlockContent, repeats: View | undefined): void {
    const { committee, ports, outbox } = this.#context;
    if (!this.#context.canSign || !this.#guardAllows(view, 'propose', digest)) return;
    const signature = ports.signer!.sign(voteBytes(committee.networkId, 'propose', committee.epoch, view, digest));
    const proposal: Proposal = { view, digest, content, repeats, signature };
    outbox.persist(encodeMessage({ type: 'proposal', proposal }));
    outbox.afterDurable(() => {
      this.#context.broadcast({ type: 'proposal', proposal });
      this.handle({ type: 'proposal', nowMs: this.#context.nowMs(), proposal });
    });
  }
}
