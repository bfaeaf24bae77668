/**
 * Joins the committee's state by a snapshot from peers of whom up to f of power lie, stall or send garbage
 * (docs/spec/consensus.md, rule 15).
 *
 * It begins when more than f of power say that they have deleted the block that comes next here, and none comes for a
 * while; or when more than f of power have executed `behindBlocksMax` blocks more. Then all peers are asked for manifests.
 * A manifest counts as far as its header's certificate holds; which bytes belong to it is only its senders' word. So that
 * of the most power is tried first: where more than f announce the same one, it is right. Each chunk is checked against the
 * manifest and asked only of those who announced it, and of them only who have let chunks wait the least; whoever sends
 * another is a liar. What the whole comes to is compared with the header; where it differs, all who announced it are liars.
 *
 * Memory: one manifest a peer and header, and the chunks of one snapshot. A crash in the middle begins anew.
 */
import { snapshotId } from '../crypto/digests.ts';
import { keccakHash } from '../crypto/keccak.ts';
import { encodeMessage } from '../crypto/messageCodec.ts';
import { checkpointMessage, headerHash } from '../crypto/settlementHash.ts';
import { type Committee, headerSigners, makeCommittee } from '../types/committee.ts';
import { WitanError } from '../types/fault.ts';
import type { Hash, PeerId, ValidatorIndex } from '../types/ids.ts';
import type { CheckpointHeader } from '../types/settlement.ts';
import { snapshotBytesMax, type SnapshotManifest } from '../types/snapshot.ts';
import { epoch, type Height, height, type TimeMs, timeMs } from '../types/units.ts';
import type { Context } from './context.ts';
import { openSnapshot } from './snapshotState.ts';

export interface SnapshotSyncParts {
  /** Height of the last block that is applied here. */
  readonly appliedHeight: () => Height;
  /** A peer sent what no honest one sends. */
  readonly misbehaved: (peer: PeerId, code: string) => void;
}

/** What several peers announce alike. */
interface Candidate {
  readonly id: Hash;
  readonly at: Height;
  readonly totalBytes: number;
  /** Whose certificate is checked: each may have one of its own. */
  readonly announced: Map<PeerId, SnapshotManifest>;
  checking: { readonly announcer: PeerId; readonly untilMs: TimeMs } | undefined;
  certified: SnapshotManifest | undefined;
}

interface Asked {
  readonly peer: PeerId;
  readonly untilMs: TimeMs;
}

/** Chunks asked for at once: of all, and of one peer. */
const askedMax = 8;
const askedPerPeerMax = 2;

/** How often the best of those who announced a snapshot may let a chunk of it wait before another snapshot is looked for. */
const stallsMax = 3;

/** Snapshots that a peer may announce: what it keeps, and one that came meanwhile. */
const candidatesPerPeerMax = 3;

/** Snapshots found to be wrong that are remembered. */
const wrongMax = 256;

export class SnapshotSync {
  readonly #context: Context;
  readonly #parts: SnapshotSyncParts;
  /** Durations that follow from Δ: for a chunk or a manifest to come; for all manifests of one question to come. */
  readonly #patienceMs: number;
  readonly #settleMs: number;
  /** How long blocks may still come after the first word that they were deleted: everybody was asked for them then. */
  readonly #graceMs: number;
  /** Who said that it has deleted what comes next here, and how far each has executed. */
  readonly #pruned = new Map<PeerId, Height>();
  #prunedSinceMs: TimeMs | undefined;
  #prunedFor: Height = height(0);
  readonly #reached = new Map<ValidatorIndex, Height>();
  readonly #candidates = new Map<Hash, Candidate>();
  readonly #wrong = new Set<Hash>();
  #askAtMs: TimeMs = timeMs(0);
  #chooseAtMs: TimeMs | undefined;
  #current: Candidate | undefined;
  #chunks: (Uint8Array | undefined)[] = [];
  #missing = 0;
  readonly #asked = new Map<number, Asked>();
  /** How often each peer has let a chunk wait: of which snapshot, matters not. */
  readonly #stalls = new Map<PeerId, number>();
  #stallsAtBegin = 0;
  /** Who sent a chunk that was not the announced one: what they announce is not heard any more. */
  readonly #liars = new Set<PeerId>();
  #turn = 0;
  #isInstalling = false;

  constructor(context: Context, parts: SnapshotSyncParts) {
    this.#context = context;
    this.#parts = parts;
    const { deltaMs } = context.network.timing;
    this.#patienceMs = 10 * deltaMs;
    this.#settleMs = 2 * deltaMs;
    this.#graceMs = Math.max(4 * deltaMs, 100 * context.committee.validators.length);
  }

  /** Whether this node is looking for a snapshot or fetching one. */
  get isJoining(): boolean {
    return this.#isNeeded(this.#context.nowMs());
  }

  /** A peer has deleted the block that was asked for. */
  onPruned(from: PeerId, lowestHeight: Height): void {
    const wanted = height(this.#parts.appliedHeight() + 1);
    if (wanted !== this.#prunedFor) this.#forgetPruned(wanted);
    if (lowestHeight <= wanted) return;
    this.#prunedSinceMs ??= this.#context.nowMs();
    this.#pruned.set(from, lowestHeight);
    this.#context.news();
  }

  #forgetPruned(wanted: Height): void {
    this.#prunedFor = wanted;
    this.#pruned.clear();
    this.#prunedSinceMs = undefined;
  }

  /** A peer's signed report says how far it has executed. */
  reached(validator: ValidatorIndex, executed: Height): void {
    if (executed > (this.#reached.get(validator) ?? 0)) this.#reached.set(validator, executed);
  }

  #power(validators: Iterable<ValidatorIndex | undefined>): number {
    const { committee } = this.#context;
    let power = 0;
    for (const validator of validators)
      power += validator === undefined ? 0 : (committee.validators[validator]?.power ?? 0);
    return power;
  }

  #powerOf(peers: Iterable<PeerId>): number {
    return this.#power([...peers].map((peer) => this.#context.validatorOf(peer)));
  }

  #isNeeded(nowMs: TimeMs): boolean {
    const { committee, network } = this.#context;
    const applied = this.#parts.appliedHeight();
    const ahead = [...this.#reached].filter(([, at]) => at > applied + network.limits.behindBlocksMax);
    if (this.#power(ahead.map(([validator]) => validator)) > committee.faultyPower) return true;
    // One who keeps everything may yet answer.
    const isGone = applied + 1 === this.#prunedFor && this.#powerOf(this.#pruned.keys()) > committee.faultyPower;
    return isGone && nowMs >= this.#prunedSinceMs! + this.#graceMs;
  }

  /** Call when time has passed or something came in. */
  retry(nowMs: TimeMs): void {
    if (this.#isInstalling) return;
    if (this.#current === undefined && !this.#isNeeded(nowMs)) return;
    this.#forgetOvertaken();
    if (this.#current === undefined) this.#lookForOne(nowMs);
    const current = this.#current;
    if (current === undefined) return;
    if (current.certified === undefined) this.#checkCertificate(current, nowMs);
    else this.#askForChunks(current, nowMs);
  }

  /** When `retry` has something to do by itself. */
  dueAtMs(): TimeMs | undefined {
    if (this.#isInstalling) return undefined;
    const wishes = [...this.#asked.values()].map(({ untilMs }) => untilMs);
    if (this.#prunedSinceMs !== undefined) wishes.push(timeMs(this.#prunedSinceMs + this.#graceMs));
    if (this.#chooseAtMs !== undefined) wishes.push(this.#chooseAtMs);
    const nowMs = this.#context.nowMs();
    const later = wishes.filter((atMs) => atMs > nowMs);
    return later.length === 0 ? undefined : timeMs(Math.min(...later));
  }

  /** Blocks may have come after all. */
  #forgetOvertaken(): void {
    const applied = this.#parts.appliedHeight();
    for (const [id, { at }] of this.#candidates) if (at <= applied) this.#candidates.delete(id);
    if (this.#current !== undefined && this.#current.at <= applied) this.#leave();
  }

  #leave(): void {
    this.#current = undefined;
    this.#chunks = [];
    this.#asked.clear();
  }

  /** Asks everybody, waits a little for all who answer, and takes the candidate of the most power; of those the newest. */
  #lookForOne(nowMs: TimeMs): void {
    if (this.#chooseAtMs !== undefined && nowMs >= this.#chooseAtMs) {
      this.#chooseAtMs = undefined;
      const powerOf = (each: Candidate): number => this.#powerOf(each.announced.keys());
      const [best] = [...this.#candidates.values()].sort((a, b) => powerOf(b) - powerOf(a) || b.at - a.at);
      if (best !== undefined) {
        this.#begin(best);
        return;
      }
    }
    if (nowMs < this.#askAtMs) return;
    this.#askAtMs = timeMs(nowMs + this.#patienceMs);
    this.#chooseAtMs = timeMs(nowMs + this.#settleMs);
    this.#candidates.clear();
    this.#context.broadcast({ type: 'wantSnapshot', aboveHeight: this.#parts.appliedHeight() });
  }

  #begin(candidate: Candidate): void {
    this.#current = candidate;
    this.#stallsAtBegin = this.#fewestStalls(candidate);
    const [manifest] = candidate.announced.values();
    this.#chunks = manifest!.chunkHashes.map(() => undefined);
    this.#missing = this.#chunks.length;
    this.#asked.clear();
    const { at: block, totalBytes: bytes } = candidate;
    this.#context.ports.log.info('this node is far behind; it fetches a snapshot', { block, bytes });
  }

  /** What can be said of a manifest at once is said by returning false: nobody honest sends such. */
  onManifest(from: PeerId, manifest: SnapshotManifest): boolean {
    if (!this.#isPlausible(manifest)) return false;
    if (this.#isInstalling || !this.#isNeeded(this.#context.nowMs())) return true;
    const at = height(Number(manifest.header.blockHeight));
    const id = snapshotId(manifest);
    if (at <= this.#parts.appliedHeight() || this.#wrong.has(id) || this.#liars.has(from)) return true;
    let candidate = this.#candidates.get(id);
    if (candidate === undefined) {
      const own = [...this.#candidates.values()].filter(({ announced }) => announced.has(from)).length;
      if (own >= candidatesPerPeerMax) return true;
      candidate = {
        id,
        at,
        totalBytes: manifest.totalBytes,
        announced: new Map(),
        checking: undefined,
        certified: undefined,
      };
      this.#candidates.set(id, candidate);
    }
    if (!candidate.announced.has(from)) candidate.announced.set(from, manifest);
    return true;
  }

  #isPlausible({ header, totalBytes, chunkHashes }: SnapshotManifest): boolean {
    const chunks = Math.ceil(totalBytes / this.#context.network.limits.snapshotChunkBytes);
    const isSized = totalBytes > 0 && totalBytes <= snapshotBytesMax && chunkHashes.length === chunks;
    return isSized && header.committeeId >= BigInt(this.#context.committee.id);
  }

  /** Who may sign a header: the committee known here, or one that took over meanwhile, as L1 shows it to this node. */
  #signersOf({ committeeId }: CheckpointHeader): Committee | undefined {
    const { committee, ports } = this.#context;
    const id = Number(committeeId);
    if (id === committee.id) return committee;
    const item = ports.l1.committee(id);
    try {
      return item && makeCommittee(committee.networkId, id, epoch(0), item.members);
    } catch (error) {
      if (error instanceof WitanError) return undefined;
      throw error;
    }
  }

  #checkCertificate(candidate: Candidate, nowMs: TimeMs): void {
    // The thread that checks may be busy, and its answer lost: it is asked again then.
    if (candidate.checking !== undefined && nowMs < candidate.checking.untilMs) return;
    const next = candidate.announced.entries().next().value;
    if (next === undefined) {
      this.#candidates.delete(candidate.id);
      this.#leave();
      return;
    }
    const [announcer, { header, bitmap, signature }] = next;
    const committee = this.#signersOf(header);
    candidate.checking = { announcer, untilMs: timeMs(nowMs + this.#patienceMs) };
    // L1 does not show that committee, or not yet: then another snapshot may do.
    if (committee === undefined) {
      this.#candidates.delete(candidate.id);
      this.#leave();
      return;
    }
    const hash = headerHash(header);
    const keys = headerSigners(committee, bitmap);
    if (keys === undefined) {
      this.certificateChecked(hash, false);
      return;
    }
    const message = checkpointMessage(committee.networkId, hash);
    this.#context.ports.verifier.checkpointCertificate(hash, message, keys, signature);
  }

  /** Answer to `checkpointCertificate`. */
  certificateChecked(hash: Hash, isGood: boolean): void {
    const candidate = this.#current;
    if (candidate?.checking === undefined) return;
    const { announcer } = candidate.checking;
    const manifest = candidate.announced.get(announcer)!;
    if (headerHash(manifest.header) !== hash) return;
    candidate.checking = undefined;
    if (isGood) candidate.certified = manifest;
    else {
      candidate.announced.delete(announcer);
      this.#parts.misbehaved(announcer, 'SNAPSHOT_WRONG');
    }
    this.#context.news();
  }

  #askForChunks(candidate: Candidate, nowMs: TimeMs): void {
    for (const [index, { peer, untilMs }] of this.#asked) {
      if (nowMs < untilMs) continue;
      this.#asked.delete(index);
      this.#stalls.set(peer, this.#stallsOf(peer) + 1);
    }
    const fewest = this.#fewestStalls(candidate);
    const peers = [...candidate.announced.keys()].filter((peer) => this.#stallsOf(peer) === fewest);
    if (fewest >= this.#stallsAtBegin + stallsMax) {
      // They may be asked again, after others were.
      this.#candidates.delete(candidate.id);
      this.#leave();
      return;
    }
    const open = (peer: PeerId): number => [...this.#asked.values()].filter((each) => each.peer === peer).length;
    for (let index = 0; index < this.#chunks.length && this.#asked.size < askedMax; index++) {
      if (this.#chunks[index] !== undefined || this.#asked.has(index)) continue;
      const free = peers.filter((peer) => open(peer) < askedPerPeerMax);
      if (free.length === 0) return;
      const peer = free[this.#turn++ % free.length]!;
      this.#asked.set(index, { peer, untilMs: timeMs(nowMs + this.#patienceMs) });
      this.#context.send(peer, { type: 'wantChunk', snapshot: candidate.id, index });
    }
  }

  #stallsOf(peer: PeerId): number {
    return this.#stalls.get(peer) ?? 0;
  }

  /** Of those who announced it, who let chunks wait the least; Infinity where nobody is left. */
  #fewestStalls({ announced }: Candidate): number {
    return Math.min(...[...announced.keys()].map((peer) => this.#stallsOf(peer)));
  }

  /** Returns false where it is another chunk than the one that its sender announced. */
  onChunk(from: PeerId, snapshot: Hash, index: number, bytes: Uint8Array): boolean {
    const candidate = this.#current;
    if (candidate?.certified === undefined || candidate.id !== snapshot || !candidate.announced.has(from)) return true;
    if (index >= this.#chunks.length || this.#chunks[index] !== undefined) return true;
    if (this.#asked.get(index)?.peer === from) this.#asked.delete(index);
    if (keccakHash(bytes) !== candidate.certified.chunkHashes[index]) {
      this.#liars.add(from);
      candidate.announced.delete(from);
      this.#stallsAtBegin = this.#fewestStalls(candidate);
      this.#context.news();
      return false;
    }
    // The message is part of a much larger buffer.
    this.#chunks[index] = new Uint8Array(bytes);
    this.#missing--;
    if (this.#missing === 0) this.#finish(candidate, candidate.certified);
    this.#context.news();
    return true;
  }

  #finish(candidate: Candidate, manifest: SnapshotManifest): void {
    const { ports, network } = this.#context;
    const chunks = this.#chunks as Uint8Array[];
    this.#leave();
    this.#candidates.delete(candidate.id);
    try {
      openSnapshot(network, manifest.header, Buffer.concat(chunks));
    } catch (error) {
      ports.log.warn('a snapshot is not what its header says; another one is tried', { reason: String(error) });
      if (this.#wrong.size >= wrongMax) this.#wrong.delete(this.#wrong.keys().next().value!);
      this.#wrong.add(candidate.id);
      for (const peer of candidate.announced.keys()) this.#parts.misbehaved(peer, 'SNAPSHOT_WRONG');
      return;
    }
    this.#isInstalling = true;
    ports.log.info('a snapshot has arrived; this node starts again from it', { block: candidate.at });
    ports.disk.installSnapshot(candidate.at, [encodeMessage({ type: 'snapshot', manifest }), ...chunks]);
  }
}
