/**
 * One node of the committee, as a machine that takes one input at a time (inputs.ts) and acts through ports (ports.ts).
 * It has no clock, promise or timer of its own. The parts:
 *
 *     admission   transactions in: decoded, checked, durable
 *     reporting   what arrived goes into this validator's report chain; the chains of others come in
 *     proposals   blocks of report heads: built, judged, certified
 *     journal     what was said and held before a stop, put back
 *     voting      consensus, its signatures and certificates
 *     finality    final blocks: order, time, prices and L1 cut out of reports; catching up with peers
 *     execution   the exchange, and the chain of result digests
 *     checkpoints headers over the state root, signed and aggregated
 *     snapshots   the state as bytes, made and given to others; snapshotSync joins by one of theirs
 */
import { createEpochs, decisionAt, type EpochState, isBoundary } from '../consensus/epochs.ts';
import type { Evidence } from '../consensus/io.ts';
import { createConsensus } from '../consensus/state.ts';
import { decodeMessage, encodeMessage } from '../crypto/messageCodec.ts';
import { createExchange, type ExchangeState } from '../exchange/state.ts';
import { Bodies } from '../mempool/bodies.ts';
import { ReportChains } from '../mempool/reportChains.ts';
import { Reporter } from '../mempool/reporter.ts';
import { createPriority, enterEpoch, type PriorityState } from '../priority/state.ts';
import type { ExecutedBlock } from '../types/block.ts';
import type { Committee } from '../types/committee.ts';
import { WitanError } from '../types/fault.ts';
import type { GuardRecord } from '../types/guard.ts';
import type { Address, Hash, PeerId, ValidatorIndex } from '../types/ids.ts';
import type { ExitKit } from '../checkpoint/exitKit.ts';
import type { NetworkMessage } from '../types/message.ts';
import type { SignedReport } from '../types/report.ts';
import { type Height, height, type TimeMs, timeMs, view } from '../types/units.ts';
import { Admission } from './admission.ts';
import { BodyGossip } from './bodyGossip.ts';
import { BodyIntake } from './bodyIntake.ts';
import { Chain, type EpochEnd } from './chain.ts';
import { Checkpoints, type SignedCheckpoint } from './checkpoints.ts';
import { type NetworkConfig, priorityConfig, type SelfConfig } from './config.ts';
import { Context, type Ports } from './context.ts';
import { EarlyWords, epochOf } from './earlyWords.ts';
import { type AfterBlock, Execution } from './execution.ts';
import { Finality } from './finality.ts';
import type { SequencerInput } from './inputs.ts';
import { Journal } from './journal.ts';
import { Proposals } from './proposals.ts';
import { Reporting } from './reporting.ts';
import { SigningGuard } from './signingGuard.ts';
import { Snapshots } from './snapshots.ts';
import { SnapshotSync } from './snapshotSync.ts';
import { genesisStart, type StartingPoint } from './startingPoint.ts';
import { Voting } from './voting.ts';

/** What a sequencer tells the doors. */
export interface SequencerEvents {
  executed(block: ExecutedBlock): void;
  checkpoint(checkpoint: SignedCheckpoint): void;
  /** A report was taken in, or an own one sent. */
  attested(report: SignedReport): void;
  evidence(evidence: Evidence): void;
  /** A peer sent what no honest one sends. */
  misbehaved(peer: PeerId, code: string): void;
  /** Another committee votes from here on. */
  epoch(committee: Committee): void;
}

/** Transactions of one peer that wait to be checked at most, and how many are checked with each input. */
const arrivedPerPeerMax = 8_192;
const bodiesPerInput = 16;
const bodiesPerWake = 32;

/** Most time between two wakes, so that nothing that waits is forgotten. */
const wakeMsMax = 250;

/** Most things that are looked up for one question of a peer. */
const wantedMax = 256;

export class Sequencer {
  readonly #context: Context;
  readonly #events: SequencerEvents;
  readonly #exchange: ExchangeState;
  readonly #priority: PriorityState;
  readonly #bodies: Bodies;
  readonly #chains: ReportChains;
  readonly #chain: Chain;
  readonly #reporter: Reporter;
  readonly #gossip: BodyGossip;
  readonly #admission: Admission;
  readonly #reporting: Reporting;
  readonly #execution: Execution;
  readonly #proposals: Proposals;
  readonly #finality: Finality;
  readonly #checkpoints: Checkpoints;
  readonly #snapshots: Snapshots;
  readonly #sync: SnapshotSync;
  #voting: Voting | undefined;
  readonly #journal: Journal;
  readonly #early = new EarlyWords();
  readonly #arrived = new BodyIntake(arrivedPerPeerMax);

  /** @param start genesis, or a snapshot: the blocks that are replayed then come after it */
  constructor(
    network: NetworkConfig,
    self: SelfConfig,
    ports: Ports,
    guard: GuardRecord,
    events: SequencerEvents,
    start: StartingPoint = genesisStart,
  ) {
    const { opened } = start;
    const context = new Context(network, self, ports, new SigningGuard(guard));
    this.#context = context;
    this.#events = events;
    const epochs = opened?.epochs ?? createEpochs(network.epoch, network.committee);
    const { committee } = epochs;
    context.enterEpoch(committee);
    const { limits, timing } = network;
    const { extensionBytesMax, liveArrivalsMax } = limits;
    this.#exchange = opened?.exchange ?? createExchange(network.exchange);
    this.#priority = opened?.priority ?? createPriority(priorityConfig(network), committee);
    this.#bodies = new Bodies(limits.bodiesMax);
    for (const body of opened?.bodies ?? []) this.#bodies.add(body);
    const chainBounds = { extensionBytesMax, looseBytesMax: extensionBytesMax };
    this.#chains = new ReportChains(chainBounds, committee.validators.length);
    for (const head of this.#priority.heads) this.#chains.finalize(head);
    const endsAt = (at: Height): EpochEnd => this.#endsAt(at);
    this.#chain = new Chain(
      { endsAt, extensionBytesMax, behindMs: 2 * timing.deltaMs, blocksMax: 4096 },
      committee,
      this.#chains,
      opened === undefined
        ? { digest: network.genesisDigest, height: height(0), content: undefined }
        : { digest: opened.digest, height: opened.content.height, content: opened.content },
    );
    this.#reporter = new Reporter(
      {
        reportIntervalMs: timing.reportIntervalMs,
        heartbeatMs: timing.heartbeatMs,
        extensionBytesMax,
        liveArrivalsMax,
        queueMax: limits.bodiesMax,
        isHeld: (hash) => this.#bodies.get(hash) !== undefined,
      },
      committee.epoch,
      context.self,
    );
    const reporter = this.#reporter;
    const voting = (): Voting => this.#voting!;
    const [bodies, priority, exchange, chain] = [this.#bodies, this.#priority, this.#exchange, this.#chain];
    const gossip = new BodyGossip(timing.reportIntervalMs, (message) => context.broadcast(message));
    this.#gossip = gossip;
    this.#admission = new Admission(context, { bodies, priority, exchange, reporter, gossip });
    const { keepBlocks } = self;
    const isLive = (): boolean => this.#voting !== undefined;
    const prune = (below: Height): void => {
      ports.disk.pruneBlocks(below);
      this.#finality.forgetBelow(below);
    };
    this.#snapshots = new Snapshots(
      context,
      { priority, exchange, epochs, bodies, keepBlocks, isLive, prune },
      start.manifests,
    );
    const signed = (checkpoint: SignedCheckpoint): void => {
      this.#snapshots.certified(checkpoint);
      events.checkpoint(checkpoint);
    };
    this.#checkpoints = new Checkpoints(context, exchange, epochs, signed, opened?.lastHeader);
    const executed = (block: ExecutedBlock, after: AfterBlock): void => {
      events.executed(block);
      this.#snapshots.executed(block, this.#checkpoints.executed(block, after));
      this.#admission.forgetExpired();
      context.news();
    };
    const last = opened && { height: opened.content.height, resultDigest: opened.resultDigest };
    const headerNumber = (): number => Number(this.#checkpoints.last.number);
    this.#execution = new Execution(context, exchange, epochs, executed, headerNumber, last);
    const execution = this.#execution;
    this.#sync = new SnapshotSync(context, {
      appliedHeight: () => chain.applied.height,
      misbehaved: (peer, code) => events.misbehaved(peer, code),
    });
    const reached = ({ report }: SignedReport): void => this.#sync.reached(report.validator, report.executed.height);
    const attested = (signed: SignedReport): void => events.attested(signed);
    this.#reporting = new Reporting(context, {
      chains: this.#chains,
      bodies,
      priority,
      execution,
      reporter,
      attested,
      reached,
      named: () => gossip.send(context.nowMs()),
    });
    const executionLags = (): boolean => execution.lag > limits.executionLagMax;
    const proposed = (): void => this.#reporting.proposed();
    this.#proposals = new Proposals(context, { chain, bodies, priority, proposed, executionLags, endsAt }, voting);
    const admission = this.#admission;
    this.#journal = new Journal(context, { admission, reporting: this.#reporting, chain, chains: this.#chains });
    const enterEpoch = (next: Committee): void => this.#enterEpoch(next);
    this.#finality = new Finality(
      context,
      { chain, bodies, priority, admission, execution, attested, enterEpoch },
      voting,
    );
  }

  /** Who votes now, and this node's place among them; undefined while it only follows. */
  get committee(): Committee {
    return this.#context.committee;
  }

  get self(): ValidatorIndex | undefined {
    return this.#context.self;
  }

  /** Epochs and evidence as of the last executed block. For reading only. */
  get epochs(): EpochState {
    return this.#execution.epochs;
  }

  /** What an owner can leave a chain with, without a committee; undefined before the first header that a quorum signed. */
  exitKit(owner: Address, chainId: number): ExitKit | undefined {
    return this.#checkpoints.exitKit(owner, chainId);
  }

  get exchange(): ExchangeState {
    return this.#exchange;
  }

  /** Root over everything that execution and priority read, after the last executed block. */
  stateRoot(): Hash {
    return this.#checkpoints.stateRootNow(this.#execution.last.resultDigest);
  }

  /** Figures for doors and logs. */
  status(): SequencerStatus {
    return {
      epoch: this.#context.committee.epoch,
      height: this.#chain.applied.height,
      executedHeight: this.#execution.last.height,
      resultDigest: this.#execution.last.resultDigest,
      view: this.#voting?.view ?? view(0),
      finalView: this.#voting?.finalView ?? view(0),
      blockTimeMs: this.#priority.timeMs,
      bodies: this.#bodies.size,
      isBehind: this.#finality.isBehind,
      muteReason: this.#context.muteReason,
      held: {
        openViews: this.#voting?.openViews ?? 0,
        unfinalBlocks: this.#chain.size,
        questions: this.#context.requests.size,
        unsentWords: this.#context.outbox.waiting,
        uncheckedBodies: this.#arrived.size,
      },
    };
  }

  /** At start: a block of this node's own log. Errors: BLOCK_LOG_BROKEN. */
  replayBlock(payload: Uint8Array): void {
    this.#finality.replay(payload);
  }

  /** At start, after the block log: a record of the journal, or of the words that bind this key. */
  replayJournal(payload: Uint8Array): void {
    this.#journal.add(payload);
  }

  handle(input: SequencerInput): void {
    switch (input.type) {
      case 'start':
        this.#beginVoting();
        break;
      case 'wake':
        break;
      case 'message':
        this.#onBytes(input.from, input.bytes);
        break;
      case 'peer':
        break;
      case 'submit':
        this.#admission.submit(input.bytes, input.answer);
        break;
      case 'price':
        this.#reporting.onPrice(input.feed, input.price, input.atMs);
        break;
      case 'l1':
        this.#execution.run();
        break;
      case 'synced':
        this.#context.outbox.synced();
        break;
      case 'diskFailed':
        this.#context.outbox.fail();
        this.#context.stopSigning('STORAGE_FAILED', `The disk does not take writes: ${input.reason}.`);
        break;
      case 'blocksRead':
        this.#finality.onBlocksRead(input.to, input.from, input.blocks, input.lowest, this.#snapshots.newestHeight);
        break;
      case 'snapshotStored':
        this.#snapshots.stored(input.at, input.kept);
        break;
      case 'snapshotPartRead':
        this.#snapshots.partRead(input.to, input.at, input.part, input.bytes);
        break;
      case 'certificateChecked':
        this.#sync.certificateChecked(input.headerHash, input.isGood);
        break;
      case 'checkpointSigned':
        this.#checkpoints.signed(input.number, input.headerHash, input.signature);
        break;
      case 'aggregated':
        this.#checkpoints.verified(input);
        break;
    }
    this.#proceed(input.type === 'wake');
  }

  /**
   * Checks some of the transactions that peers sent: a signature costs as much as ten other things here, and votes must
   * not stand behind a crowd of them. When a block waits for bodies, all are looked at.
   */
  #takeBodies(isWake: boolean): void {
    const count = this.#proposals.waitsForBodies ? this.#arrived.size : isWake ? bodiesPerWake : bodiesPerInput;
    const isWanted = (hash: Hash): boolean => this.#proposals.wantsBody(hash) || this.#reporting.wantsBody(hash);
    for (const { from, bytes } of this.#arrived.take(count)) {
      if (this.#admission.fromPeer(bytes, isWanted)) continue;
      this.#arrived.drop(from);
      this.#events.misbehaved(from, 'TX_MALFORMED');
    }
  }

  /** What may have become possible with any input, and when to look again. */
  #proceed(isWake: boolean): void {
    const voting = this.#voting;
    this.#gossip.sendDue(this.#context.nowMs());
    if (voting === undefined) {
      // An epoch begins with a sync that may have to wait for the one under way.
      this.#context.outbox.flush();
      return;
    }
    this.#takeBodies(isWake);
    if (this.#endEpoch()) return;
    const nowMs = this.#context.nowMs();
    const deadlineMs = voting.nextDeadlineMs();
    if (deadlineMs !== undefined && nowMs >= deadlineMs) voting.handle({ type: 'tick', nowMs });
    const { requests } = this.#context;
    const askAtMs = requests.nextAtMs();
    if (this.#context.takeNews() || isWake || (askAtMs !== undefined && askAtMs <= nowMs)) {
      this.#finality.retry();
      this.#proposals.retry();
      this.#reporting.retry();
      this.#sync.retry(nowMs);
    }
    this.#snapshots.advance(nowMs);
    this.#proposals.tryBuild();
    this.#reporting.tryReport();
    voting.shareCertificates(nowMs);
    this.#checkpoints.retry(nowMs);
    requests.forgetIdle(nowMs);
    this.#context.outbox.flush();
    this.#context.ports.time.wakeAt(this.#nextWakeMs(nowMs));
  }

  #nextWakeMs(nowMs: TimeMs): TimeMs {
    const wishes = [
      this.#voting!.nextDeadlineMs(),
      this.#voting!.shareAtMs(),
      this.#proposals.buildAtMs(),
      this.#reporting.dueAtMs(),
      this.#gossip.dueAtMs(nowMs),
      this.#context.requests.nextAtMs(),
      this.#arrived.size > 0 ? nowMs : undefined,
      this.#snapshots.dueAtMs(),
      this.#sync.dueAtMs(),
    ].filter((atMs) => atMs !== undefined);
    return timeMs(Math.max(nowMs + 1, Math.min(nowMs + wakeMsMax, ...wishes)));
  }

  #onBytes(from: PeerId, bytes: Uint8Array): void {
    if (this.#voting === undefined) {
      // Between two epochs, while what this node must remember becomes durable.
      this.#early.keep(from, bytes);
      return;
    }
    let message: NetworkMessage;
    try {
      message = decodeMessage(this.#context.committee.networkId, bytes);
    } catch (error) {
      if (!(error instanceof WitanError)) throw error;
      this.#events.misbehaved(from, error.code);
      return;
    }
    if (this.#isOfThisEpoch(from, message, bytes)) this.#onMessage(from, message, bytes, this.#voting);
  }

  /**
   * Who speaks in another epoch does no wrong: one who is behind is told what is final, and of one who is ahead, what ended
   * this epoch can be had. What is said right after that end is kept until this node is there too.
   */
  #isOfThisEpoch(from: PeerId, message: NetworkMessage, bytes: Uint8Array): boolean {
    const said = epochOf(message);
    const own = this.#context.committee.epoch;
    if (said === undefined || said === own) return true;
    if (said < own) this.#voting?.tellFinal(from);
    else this.#finality.sawEpoch(said);
    if (said === own + 1) this.#early.keep(from, bytes);
    return false;
  }

  #onMessage(from: PeerId, message: NetworkMessage, bytes: Uint8Array, voting: Voting): void {
    switch (message.type) {
      case 'proposal':
        if (!voting.onProposal(from, message.proposal)) this.#events.misbehaved(from, 'WORD_NOT_SIGNED');
        break;
      case 'vote':
        if (!voting.onVote(from, message.vote)) this.#events.misbehaved(from, 'WORD_NOT_SIGNED');
        break;
      case 'certificate':
        if (!voting.onCertificate(message.certificate)) this.#events.misbehaved(from, 'WORD_NOT_SIGNED');
        break;
      case 'reports':
        if (!this.#reporting.onReports(from, message.reports, bytes)) this.#events.misbehaved(from, 'REPORT_WRONG');
        break;
      case 'bodies':
        this.#arrived.offer(from, message.bodies);
        break;
      case 'wantReports':
        this.#reporting.onWantReports(from, message.validator, message.afterSeq, message.head);
        break;
      case 'wantBodies':
        this.#context.answer(from, () => {
          const bodies = [...new Set(message.hashes.slice(0, wantedMax))]
            .map((hash) => this.#bodies.recall(hash)?.bytes)
            .filter((each) => each !== undefined);
          return bodies.length === 0 ? undefined : { type: 'bodies', bodies };
        });
        break;
      case 'wantBlocks':
        this.#context.answer(from, () => {
          const blocks = [...new Set(message.digests.slice(0, wantedMax))]
            .map((digest) => this.#chain.get(digest))
            .filter((each) => each !== undefined);
          return blocks.length === 0 ? undefined : { type: 'blocks', blocks };
        });
        break;
      case 'blocks':
        // Only what was asked for: anybody can make up blocks.
        for (const block of message.blocks) {
          if (!this.#context.requests.isOpen(`block ${block.digest}`)) continue;
          this.#chain.add(block);
          this.#context.news();
        }
        break;
      case 'wantCertificates':
        voting.onWantCertificates(from, message.views);
        break;
      case 'wantFinal':
        this.#finality.onWantFinal(from, message.fromHeight);
        break;
      case 'finalBlocks':
        if (!this.#finality.onFinalBlocks(message.blocks)) this.#events.misbehaved(from, 'FINAL_BLOCKS_WRONG');
        break;
      case 'checkpointShare':
        this.#checkpoints.onShare(from, message.number, message.headerHash, message.signature);
        break;
      case 'pruned':
        this.#sync.onPruned(from, message.lowestHeight);
        break;
      case 'wantSnapshot':
        this.#snapshots.onWantSnapshot(from, message.aboveHeight);
        break;
      case 'snapshot':
        if (!this.#sync.onManifest(from, message.manifest)) this.#events.misbehaved(from, 'SNAPSHOT_WRONG');
        break;
      case 'wantChunk':
        this.#snapshots.onWantChunk(from, message.snapshot, message.index);
        break;
      case 'chunk':
        if (!this.#sync.onChunk(from, message.snapshot, message.index, message.bytes)) {
          this.#events.misbehaved(from, 'SNAPSHOT_WRONG');
        }
        break;
    }
  }

  /** Whether the epoch ends at a height where it may (docs/spec/consensus.md, rule 16). */
  #endsAt(at: Height): EpochEnd {
    const { network, committee } = this.#context;
    // The block from which an epoch goes on is the last one of the epoch before.
    const isOfEpoch = at > this.#chain.applied.height || this.#chain.applied.content?.epoch === committee.epoch;
    if (!isBoundary(network.epoch, at) || !isOfEpoch) return 'inside';
    const decision = decisionAt(this.#execution.epochs, at);
    if (decision === undefined) return 'undecided';
    return decision.next === undefined ? 'goesOn' : 'ends';
  }

  /** The next committee takes over once the last block of the epoch is final and it is known here who that is. */
  #endEpoch(): boolean {
    const { applied } = this.#chain;
    const { committee } = this.#context;
    if (applied.content?.epoch !== committee.epoch || this.#endsAt(applied.height) !== 'ends') return false;
    this.#enterEpoch(decisionAt(this.#execution.epochs, applied.height)!.next!);
    this.#beginVoting();
    return true;
  }

  #enterEpoch(committee: Committee): void {
    this.#voting?.end();
    this.#voting = undefined;
    this.#context.enterEpoch(committee);
    enterEpoch(this.#priority, committee);
    this.#chains.begin(committee.validators.length);
    this.#chain.enterEpoch(committee);
    this.#reporter.enterEpoch(committee.epoch, this.#context.self);
    this.#reporting.enterEpoch();
    this.#proposals.enterEpoch();
    this.#finality.enterEpoch();
    this.#execution.forgetDissent();
    this.#events.epoch(committee);
  }

  /** Puts back what the journal holds of this epoch, and only then begins to speak (rule 12). */
  #beginVoting(): void {
    const { committee, network, ports, self, outbox } = this.#context;
    const certificate = this.#finality.lastCertificate;
    // A certificate of the epoch before made the block final from which this one goes on: its view 0.
    const isOfEpoch = certificate?.epoch === committee.epoch;
    const final = {
      view: isOfEpoch ? certificate.view : view(0),
      // Without one, a certificate of a later block will tell in which view that is.
      digest: isOfEpoch ? certificate.digest : this.#chain.applied.digest,
    };
    const state = createConsensus({ committee, self, deltaMs: network.timing.deltaMs }, final, certificate);
    const voting = new Voting(this.#context, state, {
      take: (proposal) => this.#proposals.take(proposal),
      propose: (at, parentView, parentDigest) => this.#proposals.propose(at, parentView, parentDigest),
      judge: (proposal) => this.#proposals.judge(proposal),
      certify: (at, digest) => this.#proposals.certify(at, digest),
      finalized: (_, digest, finalization) => this.#finality.finalized(digest, finalization),
      evidence: (evidence) => {
        const { code, misconduct } = evidence;
        const { epoch, validator } = misconduct;
        const place = misconduct.about === 'view' ? { view: misconduct.view } : { seq: misconduct.seq };
        ports.log.warn('a validator contradicted itself', { code, epoch, validator, ...place });
        this.#reporting.accuse(evidence.misconduct);
        this.#events.evidence(evidence);
      },
    });
    this.#journal.restore(voting);
    this.#reporting.notePromised();
    this.#admission.reportUnreported(this.#reporting.ownUnfinalArrivals());
    // The guard may have learnt from the journal: that is durable before anything is said.
    outbox.afterDurable(() => {
      this.#voting = voting;
      voting.handle({ type: 'start', nowMs: this.#context.nowMs() });
      this.#execution.run();
      for (const [from, bytes] of this.#early.take()) this.#onBytes(from, bytes);
    });
    outbox.flush();
  }

  /** What a compacted journal keeps. */
  liveRecords(): Uint8Array[] {
    return [
      ...[...this.#bodies.all()].map(({ bytes }) => encodeMessage({ type: 'bodies', bodies: [bytes] })),
      ...this.#reporting.liveRecords(),
      ...(this.#voting?.liveRecords() ?? []),
      ...this.#journal.records.map(encodeMessage),
      // Own words that are signed and not durable yet are known to nobody else.
      ...this.#context.outbox.unsynced,
    ];
  }
}

export interface SequencerStatus {
  readonly epoch: number;
  readonly height: number;
  readonly executedHeight: number;
  readonly resultDigest: ExecutedBlock['digest'];
  readonly view: number;
  readonly finalView: number;
  readonly blockTimeMs: TimeMs;
  readonly bodies: number;
  readonly isBehind: boolean;
  /** Why this node signs nothing; undefined while it does. */
  readonly muteReason: string | undefined;
  /** What waits in this node, in entries: small in calm weather, bounded always. */
  readonly held: Readonly<
    Record<'openViews' | 'unfinalBlocks' | 'questions' | 'unsentWords' | 'uncheckedBodies', number>
  >;
}
