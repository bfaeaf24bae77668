/**
 * One node of the committee, as a machine that takes one input at a time (inputs.ts) and acts through ports (ports.ts).
 * It has no clock, promise or timer of its own. The parts:
 *
 *     admission   transactions in: decoded, checked, durable
 *     reporting   what arrived goes into this validator's report chain; the chains of others come in
 *     proposals   blocks of report heads: built, judged, certified
 *     voting      consensus, its signatures and certificates
 *     finality    final blocks: order, time, prices and L1 cut out of reports; catching up with peers
 *     execution   the exchange, and the chain of result digests
 *     checkpoints headers over the state root, signed and aggregated
 *     snapshots   the state as bytes, made and given to others; snapshotSync joins by one of theirs
 */
import { accused } from '../consensus/forensics.ts';
import type { Evidence } from '../consensus/io.ts';
import { createConsensus } from '../consensus/state.ts';
import { decodeMessage, encodeMessage } from '../crypto/messageCodec.ts';
import { createExchange, type ExchangeState } from '../exchange/state.ts';
import { Bodies } from '../mempool/bodies.ts';
import { ReportChains } from '../mempool/reportChains.ts';
import { Reporter } from '../mempool/reporter.ts';
import { createPriority, type PriorityState } from '../priority/state.ts';
import type { ExecutedBlock } from '../types/block.ts';
import { WitanError } from '../types/fault.ts';
import type { GuardRecord } from '../types/guard.ts';
import type { Hash, ValidatorIndex } from '../types/ids.ts';
import type { NetworkMessage } from '../types/message.ts';
import type { SignedReport } from '../types/report.ts';
import { type Height, height, type TimeMs, timeMs, view } from '../types/units.ts';
import { Admission } from './admission.ts';
import { BodyIntake } from './bodyIntake.ts';
import { Chain } from './chain.ts';
import { Checkpoints, type SignedCheckpoint } from './checkpoints.ts';
import { type NetworkConfig, priorityConfig, type SelfConfig } from './config.ts';
import { Context, type Ports } from './context.ts';
import { type AfterBlock, Execution } from './execution.ts';
import { Finality } from './finality.ts';
import type { SequencerInput } from './inputs.ts';
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
  misbehaved(validator: ValidatorIndex, code: string): void;
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
  readonly #admission: Admission;
  readonly #reporting: Reporting;
  readonly #execution: Execution;
  readonly #proposals: Proposals;
  readonly #finality: Finality;
  readonly #checkpoints: Checkpoints;
  readonly #snapshots: Snapshots;
  readonly #sync: SnapshotSync;
  #voting: Voting | undefined;
  readonly #journal: NetworkMessage[] = [];
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
    const { committee, limits, timing } = network;
    const powers = committee.validators.map((validator) => validator.power);
    const { extensionBytesMax, liveArrivalsMax } = limits;
    this.#exchange = opened?.exchange ?? createExchange(network.exchange);
    this.#priority = opened?.priority ?? createPriority(priorityConfig(network));
    this.#bodies = new Bodies(limits.bodiesMax);
    for (const body of opened?.bodies ?? []) this.#bodies.add(body);
    this.#chains = new ReportChains({
      validatorCount: powers.length,
      extensionBytesMax,
      looseBytesMax: extensionBytesMax,
    });
    for (const head of this.#priority.heads) this.#chains.finalize(head);
    const heads = committee.validators.map(({ index }) => this.#chains.final(index));
    this.#chain = new Chain(
      { committee, extensionBytesMax, behindMs: 2 * timing.deltaMs, blocksMax: 4096 },
      this.#chains,
      {
        digest: opened?.digest ?? network.genesisDigest,
        height: opened?.content.height ?? height(0),
        heads,
        content: opened?.content,
      },
    );
    const reporter =
      self.validator === undefined
        ? undefined
        : new Reporter({
            epoch: committee.epoch,
            validator: self.validator,
            reportIntervalMs: timing.reportIntervalMs,
            heartbeatMs: timing.heartbeatMs,
            extensionBytesMax,
            liveArrivalsMax,
            queueMax: limits.bodiesMax,
            isHeld: (hash) => this.#bodies.get(hash) !== undefined,
          });
    const voting = (): Voting => this.#voting!;
    const [bodies, priority, exchange, chain] = [this.#bodies, this.#priority, this.#exchange, this.#chain];
    this.#admission = new Admission(context, { bodies, priority, exchange, reporter });
    const { keepBlocks } = self;
    const isLive = (): boolean => this.#voting !== undefined;
    const prune = (below: Height): void => {
      ports.disk.pruneBlocks(below);
      this.#finality.forgetBelow(below);
    };
    this.#snapshots = new Snapshots(
      context,
      { priority, exchange, bodies, keepBlocks, isLive, prune },
      start.manifests,
    );
    const signed = (checkpoint: SignedCheckpoint): void => {
      this.#snapshots.certified(checkpoint);
      events.checkpoint(checkpoint);
    };
    this.#checkpoints = new Checkpoints(context, exchange, signed, opened?.lastHeader);
    const executed = (block: ExecutedBlock, after: AfterBlock): void => {
      events.executed(block);
      this.#snapshots.executed(block, this.#checkpoints.executed(block, after));
    };
    const last = opened && { height: opened.content.height, resultDigest: opened.resultDigest };
    this.#execution = new Execution(context, exchange, executed, last);
    const execution = this.#execution;
    this.#sync = new SnapshotSync(context, {
      appliedHeight: () => chain.applied.height,
      misbehaved: (validator, code) => events.misbehaved(validator, code),
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
    });
    const executionLags = (): boolean => execution.lag > limits.executionLagMax;
    const proposed = (): void => this.#reporting.proposed();
    this.#proposals = new Proposals(context, { chain, bodies, priority, proposed, executionLags }, voting);
    const admission = this.#admission;
    this.#finality = new Finality(context, { chain, bodies, priority, admission, execution, attested }, voting);
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
    try {
      this.#journal.push(decodeMessage(this.#context.committee.networkId, payload));
    } catch (error) {
      if (!(error instanceof WitanError)) throw error;
      this.#context.ports.log.warn('a journal record cannot be read; it is left out', { code: error.code });
    }
  }

  handle(input: SequencerInput): void {
    switch (input.type) {
      case 'start':
        this.#start();
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
    if (voting === undefined) return;
    this.#takeBodies(isWake);
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
      this.#context.requests.nextAtMs(),
      this.#arrived.size > 0 ? nowMs : undefined,
      this.#snapshots.dueAtMs(),
      this.#sync.dueAtMs(),
    ].filter((atMs) => atMs !== undefined);
    return timeMs(Math.max(nowMs + 1, Math.min(nowMs + wakeMsMax, ...wishes)));
  }

  #onBytes(from: ValidatorIndex, bytes: Uint8Array): void {
    if (this.#voting === undefined) return;
    let message: NetworkMessage;
    try {
      message = decodeMessage(this.#context.committee.networkId, bytes);
    } catch (error) {
      if (!(error instanceof WitanError)) throw error;
      this.#events.misbehaved(from, error.code);
      return;
    }
    this.#onMessage(from, message, bytes, this.#voting);
  }

  #onMessage(from: ValidatorIndex, message: NetworkMessage, bytes: Uint8Array, voting: Voting): void {
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

  /** Puts back what the journal holds, and only then begins to speak (rule 12). */
  #start(): void {
    const { committee, network, ports, self, guard, outbox } = this.#context;
    const certificate = this.#finality.lastCertificate;
    const final = { view: certificate?.view ?? view(0), digest: certificate?.digest ?? network.genesisDigest };
    const state = createConsensus({ committee, self, deltaMs: network.timing.deltaMs }, final, certificate);
    const voting = new Voting(this.#context, state, {
      take: (proposal) => this.#proposals.take(proposal),
      propose: (at, parentView, parentDigest) => this.#proposals.propose(at, parentView, parentDigest),
      judge: (proposal) => this.#proposals.judge(proposal),
      certify: (at, digest) => this.#proposals.certify(at, digest),
      finalized: (_, digest, certificate) => this.#finality.finalized(digest, certificate),
      evidence: (evidence) => {
        const who = accused(evidence, state.leaderOf);
        ports.log.warn('a validator contradicted itself', { code: evidence.code, ...who });
        this.#events.evidence(evidence);
      },
    });
    for (const message of this.#journal) {
      if (message.type === 'bodies') for (const bytes of message.bodies) this.#admission.restore(bytes);
      else if (message.type === 'reports') for (const signed of message.reports) this.#reporting.restore(signed);
      else if (message.type === 'proposal') {
        const { proposal } = message;
        this.#chain.add({ digest: proposal.digest, content: proposal.content });
        if (voting.leaderOf(proposal.view) === self) {
          guard.allowVote(committee.epoch, proposal.view, 'propose', proposal.digest);
        }
        voting.handle({ type: 'restore', record: { kind: 'proposal', proposal } });
      } else if (message.type === 'vote') {
        const { vote } = message;
        if (vote.validator === self) guard.allowVote(committee.epoch, vote.view, vote.kind, vote.digest);
        voting.handle({ type: 'restore', record: { kind: 'vote', vote } });
      } else if (message.type === 'certificate') {
        voting.handle({ type: 'restore', record: { kind: 'certificate', certificate: message.certificate } });
      }
    }
    this.#journal.length = 0;
    this.#checkGuard();
    this.#reporting.restoreGuard();
    this.#reporting.notePromised();
    this.#admission.reportUnreported(this.#reporting.ownUnfinalArrivals());
    // The guard may have learnt from the journal: that is durable before anything is said.
    outbox.afterDurable(() => {
      this.#voting = voting;
      voting.handle({ type: 'start', nowMs: this.#context.nowMs() });
      this.#execution.run();
    });
    outbox.flush();
  }

  /**
   * Rule 13: a guard is durable before its key's word is sent. Where the chain that others have certified holds a later
   * report than the guard knows, guard and journal are not the ones with which this key spoke.
   */
  #checkGuard(): void {
    const { self, guard } = this.#context;
    if (self === undefined || this.#chains.final(self).seq <= guard.record.reportSeq) return;
    this.#context.stopSigning(
      'GUARD_BEHIND',
      'The signing guard does not know the last reports of this key, which are final: it was lost, or is too old.',
    );
  }

  /** What a compacted journal keeps. */
  liveRecords(): Uint8Array[] {
    return [
      ...[...this.#bodies.all()].map(({ bytes }) => encodeMessage({ type: 'bodies', bodies: [bytes] })),
      ...this.#reporting.liveRecords(),
      ...(this.#voting?.liveRecords() ?? []),
      // Own words that are signed and not durable yet are known to nobody else.
      ...this.#context.outbox.unsynced,
    ];
  }
}

export interface SequencerStatus {
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
