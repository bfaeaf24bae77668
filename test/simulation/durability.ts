import { decodeTransaction } from '../../node/codec/transaction.ts';
import { decodeMessage } from '../../node/crypto/messageCodec.ts';
import { domainSeparator, signingDigest, transactionHash } from '../../node/crypto/transactionHash.ts';
import type { Hash } from '../../node/types/ids.ts';
import type { BlockContent, Vote } from '../../node/types/consensus.ts';
import type { ExecutedBlock } from '../../node/types/block.ts';
import type { World } from './world.ts';

/** Something said in a view. */
export type Word = Pick<Vote, 'kind' | 'epoch' | 'view' | 'digest'>;

/** What one node's disk holds durably: reports, and transactions in the order in which they became durable. */
interface Shelf {
  /** How often the disk had been emptied or set back. */
  readonly resets: number;
  cursor: number;
  readonly reports: Set<Hash>;
  /** Proposals and votes, as `wordKey` names them. */
  readonly words: Set<string>;
  readonly nullified: Set<string>;
  readonly bodies: Map<Hash, number>;
}

/** Who said `finalize`, where, and what it had on its disk then. */
interface Finalizer extends Pick<Word, 'epoch' | 'view'> {
  readonly validator: number;
  readonly shelf: Shelf;
  readonly count: number;
}

/**
 * Looks at disks, not at what nodes say (rule 12): who says something has it durable; who notarizes a block has its reports durable, who finalizes it has
 * the transactions that it makes solid durable as well, and no NUL of its view (rule 9).
 */
export class DurabilityAudit {
  readonly #world: World;
  readonly #separator: Uint8Array;
  readonly #shelves: Shelf[];
  /** Heads of final blocks, whose reports are in the block log. */
  readonly #finalHeads = new Set<Hash>();
  /** Who said `finalize` for a block: judged when the block's transactions are known. */
  readonly #finalized = new Map<Hash, Finalizer[]>();
  readonly #isHonest: (validator: number) => boolean;
  readonly #report: (what: string) => void;

  constructor(world: World, isHonest: (validator: number) => boolean, report: (what: string) => void) {
    this.#world = world;
    this.#isHonest = isHonest;
    const { committee, l1 } = world.network;
    this.#separator = domainSeparator({ networkId: committee.networkId, homeChainId: l1.chainId });
    this.#report = report;
    this.#shelves = world.nodes.map(() => emptyShelf(0));
  }

  /** An honest validator proposed or voted, for the first time with these words. */
  said(validator: number, word: Word): void {
    if (this.#look(validator).words.has(wordKey(word))) return;
    this.#report(`validator ${validator} said ${wordKey(word)} without having it on its disk`);
  }

  /** An honest validator sent a report of its own, for the first time. */
  reported(validator: number, digest: Hash): void {
    if (this.#look(validator).reports.has(digest)) return;
    this.#report(`validator ${validator} sent report ${digest} without having it on its disk`);
  }

  /** An honest validator notarized or proposed a block. What an ancestor names already may have come with that one. */
  notarized(validator: number, digest: Hash, contentOf: (digest: Hash) => BlockContent | undefined): void {
    const shelf = this.#look(validator);
    const old = new Set<Hash>();
    const content = contentOf(digest);
    for (let above = content; above !== undefined && old.size < 1_000;) {
      above = contentOf(above.parentDigest);
      for (const head of above?.heads ?? []) old.add(head.digest);
    }
    for (const head of content?.heads ?? []) {
      const isOld = head.seq === 0 || this.#finalHeads.has(head.digest) || old.has(head.digest);
      if (isOld || shelf.reports.has(head.digest)) continue;
      this.#report(
        `validator ${validator} notarized ${digest} without report ${head.seq} of ${head.validator} on its disk`,
      );
    }
  }

  finalized(validator: number, { epoch, view, digest }: Word): void {
    const shelf = this.#look(validator);
    const finalizer = { validator, epoch, view, shelf, count: shelf.bodies.size };
    this.#finalized.set(digest, [...(this.#finalized.get(digest) ?? []), finalizer]);
  }

  executed({ digest, content, transactions }: ExecutedBlock): void {
    for (const head of content.heads) this.#finalHeads.add(head.digest);
    const finalizers = this.#finalized.get(digest) ?? [];
    this.#finalized.delete(digest);
    for (const finalizer of finalizers) {
      const { validator, shelf, count } = finalizer;
      const missing = transactions.find(({ hash }) => (shelf.bodies.get(hash) ?? Infinity) >= count);
      if (missing === undefined || this.#wasFinal(finalizer, finalizers)) continue;
      this.#report(`validator ${validator} finalized ${digest} without transaction ${missing.hash} on its disk`);
    }
  }

  /**
   * Whether the block, which was proposed again (rule 16), may have been final by an earlier view, if liars wanted it: then
   * who finalized it there has its transactions.
   */
  #wasFinal({ epoch, view }: Finalizer, all: readonly Finalizer[]): boolean {
    const { validators, quorumPower } = this.#world.committeeOf(epoch);
    const earlier = all.filter((each) => each.epoch === epoch && each.view < view);
    return earlier.some((one) => {
      const said = new Set(earlier.filter((each) => each.view === one.view).map(({ validator }) => validator));
      const power = validators
        .filter(({ index }) => {
          const node = this.#world.nodeOf(index, epoch);
          return said.has(node) || !this.#isHonest(node);
        })
        .reduce((sum, each) => sum + each.power, 0);
      return power >= quorumPower;
    });
  }

  #look(validator: number): Shelf {
    const { disk } = this.#world.nodes[validator]!;
    let shelf = this.#shelves[validator]!;
    if (disk.resets !== shelf.resets) {
      shelf = emptyShelf(disk.resets);
      this.#shelves[validator] = shelf;
    }
    for (; shelf.cursor < disk.durableRecords; shelf.cursor++) {
      const message = decodeMessage(this.#world.network.committee.networkId, disk.journal[shelf.cursor]!);
      if (message.type === 'certificate' && message.certificate.kind === 'nullify') {
        shelf.nullified.add(placeOf(message.certificate));
      }
      if (message.type === 'proposal') {
        const { proposal } = message;
        shelf.words.add(wordKey({ ...proposal, kind: 'notarize', epoch: proposal.content.epoch }));
      }
      if (message.type === 'vote') shelf.words.add(wordKey(message.vote));
      if (message.type === 'vote' && message.vote.kind === 'finalize' && shelf.nullified.has(placeOf(message.vote))) {
        this.#report(`validator ${validator} finalized view ${message.vote.view} of which it held a NUL`);
      }
      if (message.type === 'reports') for (const { digest } of message.reports) shelf.reports.add(digest);
      if (message.type === 'bodies') for (const bytes of message.bodies) this.#shelve(shelf, bytes);
    }
    return shelf;
  }

  #shelve(shelf: Shelf, bytes: Uint8Array): void {
    const transaction = decodeTransaction(bytes);
    const hash = transactionHash(signingDigest(this.#separator, transaction), transaction.signature);
    if (!shelf.bodies.has(hash)) shelf.bodies.set(hash, shelf.bodies.size);
  }
}

const emptyShelf = (resets: number): Shelf => ({
  resets,
  cursor: 0,
  reports: new Set(),
  words: new Set(),
  nullified: new Set(),
  bodies: new Map(),
});

const placeOf = ({ epoch, view }: Pick<Word, 'epoch' | 'view'>): string => `${epoch}.${view}`;

const wordKey = (word: Word): string => `${word.kind} ${placeOf(word)} ${word.digest}`;
