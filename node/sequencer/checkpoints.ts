import {
  buildCheckpoint,
  createCheckpointer,
  type ChainInput,
  ledgerOf,
  provable,
  type Checkpoint,
  type CheckpointerState,
  type Ledger,
  type ProvableLedger,
} from '../checkpoint/checkpoint.ts';
import {
  collect,
  createCollector,
  type CheckpointCertificate,
  type CollectInput,
  type CollectorState,
} from '../checkpoint/collect.ts';
import { exitKit, type ExitKit } from '../checkpoint/exitKit.ts';
import { keccakHash } from '../crypto/keccak.ts';
import { encodeMessage } from '../crypto/messageCodec.ts';
import { MerkleTree } from '../crypto/merkle.ts';
import { restRoot, type StateRest, stateRoot, subaccountLeafHash } from '../crypto/settlementHash.ts';
import { type ChainCommitment, commitment, type Commitment } from '../exchange/commitment.ts';
import { decisionAt, epochsBytes, epochsDigest, type EpochState, namedNext } from '../consensus/epochs.ts';
import type { ExchangeState } from '../exchange/state.ts';
import type { ExecutedBlock } from '../types/block.ts';
import { type Committee, positionOf } from '../types/committee.ts';
import { type Address, type Hash, type HexBytes, type PeerId, type ValidatorIndex, zeroHash } from '../types/ids.ts';
import { checkpointReason, type SubaccountLeaf } from '../types/settlement.ts';
import type { Height, TimeMs } from '../types/units.ts';
import { type ChainConfig, chainsOf } from './config.ts';
import type { Context } from './context.ts';
import type { AfterBlock } from './execution.ts';

/** A checkpoint that a quorum has signed: ready for L1, and the root of exit and claim proofs. */
export interface SignedCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly certificate: CheckpointCertificate;
  readonly office: OfficeProof;
}

/** What it takes to show who votes, as of a header's block: all that its state root is the hash of, the epochs in full. */
export interface OfficeProof {
  readonly subaccountsRoot: Hash;
  readonly rest: StateRest;
  readonly epochs: Uint8Array;
}

/** A header that waits for signatures, with what it was made of. */
interface Unsigned extends Omit<SignedCheckpoint, 'certificate'> {
  readonly ledger: Ledger;
}

interface Kept {
  readonly signed: SignedCheckpoint;
  readonly ledger: Ledger;
  /** Hashed when somebody asks. */
  trees: ProvableLedger | undefined;
}

/** The header that a snapshot is of, as the next one needs to know it. */
export interface LastHeader {
  readonly number: bigint;
  readonly headerHash: Hash;
  /** Block time of the header's block. */
  readonly timeMs: TimeMs;
  readonly priorityDigest: Hash;
}

/** What the header says of one chain. */
const chainInput = (
  { chainId, settlement, startNumber, tokens: addresses }: ChainConfig,
  { cursor, tokens }: ChainCommitment,
): ChainInput => ({
  chainId: BigInt(chainId),
  settlement,
  l1Block: BigInt(Math.max(cursor.number, startNumber)),
  depositCount: cursor.depositCount,
  depositHash: cursor.depositHash,
  forcedCount: cursor.forcedCount,
  forcedHash: cursor.forcedHash,
  tokens: tokens.map(({ id, ...totals }) => ({ id, token: addresses[id]!, ...totals })),
});

/** Built checkpoints that wait for signatures at most, and how often an own signature is sent again meanwhile. */
const waitingMax = 32;
/** Signed headers under which owners can be given proofs. */
const keptMax = 4;
const resendMs = 1_000;

/** A committee on L1, and its signatures. */
interface Signers {
  readonly committee: Committee;
  /** Number of the first header that it signs. */
  readonly from: number;
  readonly state: CollectorState;
}

/**
 * Builds a checkpoint header whenever the final chain says that one is due, signs it, and gathers the signatures of the
 * others. When it is due is a function of final blocks alone, so that all validators sign the same headers.
 */
export class Checkpoints {
  readonly #context: Context;
  readonly #exchange: ExchangeState;
  readonly #epochs: EpochState;
  readonly #signed: (signed: SignedCheckpoint) => void;
  readonly #checkpointer: CheckpointerState;
  /** Signatures by the committee on L1 whose they are, the newest last: its headers may lack some when the next takes over. */
  readonly #signers: Signers[] = [];
  readonly #waiting = new Map<number, Unsigned>();
  readonly #ownShares = new Map<number, Uint8Array>();
  #leaves: readonly SubaccountLeaf[] = [];
  /** The newest that a quorum signed, oldest first, with what they were made of: who wants to leave proves it from them. */
  readonly #kept: Kept[] = [];
  #priorityDigest: Hash = zeroHash;
  #lastTimeMs: TimeMs;
  #reasons = 0;
  /** What the last header said about who signs it and who comes next. */
  #rotation: string;
  #resendAtMs = 0;

  /**
   * @param epochs who votes, as of the last executed block
   * @param from what was built last, where the node starts from a snapshot; it was built at that snapshot's block
   */
  constructor(
    context: Context,
    exchange: ExchangeState,
    epochs: EpochState,
    signed: (signed: SignedCheckpoint) => void,
    from: LastHeader | undefined,
  ) {
    this.#context = context;
    this.#exchange = exchange;
    this.#epochs = epochs;
    this.#signed = signed;
    this.#lastTimeMs = from?.timeMs ?? context.network.genesisTimeMs;
    this.#priorityDigest = from?.priorityDigest ?? zeroHash;
    const { networkId } = context.committee;
    this.#checkpointer = createCheckpointer(from === undefined ? { networkId } : { networkId, last: from });
    this.#follow(epochs.committee);
    this.#rotation = rotationOf(epochs);
  }

  /** From the next header on, another committee signs. Only L1 changes it: the jailed keep their place and weight there. */
  #follow(committee: Committee): void {
    const members = committee.validators.map(({ weight, blsKey }) => ({ power: weight, blsKey }));
    const last = this.#checkpointer.last.number;
    this.#signers.push({ committee, from: Number(last) + 1, state: createCollector(members, last) });
    if (this.#signers.length > 2) this.#signers.shift();
  }

  /** Who signs the header of a number, as far as is known. */
  #of(number: number): Signers | undefined {
    return this.#signers.findLast(({ from }) => number >= from);
  }

  /** Number and hash of the last header built here; number 0 before the first. */
  get last(): { readonly number: bigint; readonly headerHash: Hash } {
    return this.#checkpointer.last;
  }

  /** After every block, when all that the header covers is as the block left it. The header, where one was due. */
  executed(block: ExecutedBlock, after: AfterBlock): Checkpoint | undefined {
    this.#priorityDigest = after.priorityDigest;
    if (after.liquidated) this.#reasons |= checkpointReason.liquidation;
    if (after.forced) this.#reasons |= checkpointReason.forced;
    if (after.halted) this.#reasons |= checkpointReason.halt;
    const { intervalMs, minSpacingMs } = this.#context.network.checkpoint;
    if (rotationOf(this.#epochs) !== this.#rotation) this.#reasons |= checkpointReason.epoch;
    const elapsedMs = block.timeMs - this.#lastTimeMs;
    if (elapsedMs >= intervalMs) this.#reasons |= checkpointReason.interval;
    const isLast = this.#isLastOfCommittee(block.height);
    if (isLast) this.#reasons |= checkpointReason.epoch;
    if (this.#reasons === 0 || (elapsedMs < minSpacingMs && !isLast && !after.halted)) return undefined;
    const checkpoint = this.#build(block, this.#reasons);
    this.#reasons = 0;
    this.#rotation = rotationOf(this.#epochs);
    this.#lastTimeMs = block.timeMs;
    return checkpoint;
  }

  /**
   * Whether another committee on L1 takes over after this block. Its header shows under the signatures of the one in office
   * who that is: by it clients go from one committee to the next (docs/adr/0014), so it is made however short ago the last was.
   */
  #isLastOfCommittee(at: Height): boolean {
    const next = decisionAt(this.#epochs, at)?.next;
    return next !== undefined && next.id !== this.#epochs.committee.id;
  }

  #build(block: ExecutedBlock, reasonBits: number): Checkpoint {
    const { network } = this.#context;
    const { committee } = this.#epochs;
    if (committee.id !== this.#signers.at(-1)!.committee.id) this.#follow(committee);
    const committed = commitment(this.#exchange);
    const number = this.#checkpointer.last.number + 1n;
    const epochs = epochsBytes(this.#epochs);
    const rest = restOf(committed, this.#priorityDigest, keccakHash(epochs), block.resultDigest);
    // Leaves are made once for each change of a record: another object means that it changed.
    const changed = committed.subaccounts.filter((leaf, index) => leaf !== this.#leaves[index]);
    this.#leaves = committed.subaccounts;
    const checkpoint = buildCheckpoint(this.#checkpointer, {
      number,
      timestampMs: block.timeMs,
      committeeId: BigInt(committee.id),
      blockHeight: block.height,
      blockDigest: block.digest,
      reasonBits,
      paramsVersion: this.#exchange.counters.get('parameters'),
      nextCommitteeHash: namedNext(this.#epochs),
      subaccounts: changed,
      markets: committed.markets,
      restRoot: restRoot(rest),
      chains: chainsOf(network).map((chain, place) => chainInput(chain, committed.chains[place]!)),
    });
    const office = { subaccountsRoot: this.#checkpointer.subaccountTree.root(), rest, epochs };
    this.#waiting.set(Number(number), { checkpoint, office, ledger: ledgerOf(this.#checkpointer) });
    if (this.#waiting.size > waitingMax) this.#forget(this.#waiting.keys().next().value!);
    const { headerHash, message } = checkpoint;
    this.#collect(Number(number), { type: 'built', number, headerHash, message });
    return checkpoint;
  }

  #collect(headerNumber: number, input: CollectInput): void {
    const { ports, guard } = this.#context;
    const signers = this.#of(headerNumber);
    if (signers === undefined) return;
    for (const effect of collect(signers.state, input)) {
      switch (effect.type) {
        case 'sign': {
          const number = Number(effect.number);
          if (this.#self(number) === undefined || !guard.allowHeader(number, effect.headerHash)) break;
          ports.signer!.signCheckpoint(number, effect.headerHash, effect.message);
          break;
        }
        case 'aggregate':
          ports.verifier.checkpointAggregate(effect.number, effect.headerHash, effect.message, effect.partials);
          break;
        case 'certified': {
          const number = Number(effect.certificate.number);
          const unsigned = this.#waiting.get(number);
          for (const older of [...this.#waiting.keys()]) if (older <= number) this.#forget(older);
          if (unsigned === undefined) break;
          const { ledger, ...parts } = unsigned;
          const signed = { ...parts, certificate: effect.certificate };
          this.#kept.push({ signed, ledger, trees: undefined });
          if (this.#kept.length > keptMax) this.#kept.shift();
          this.#signed(signed);
          break;
        }
        case 'fault':
          ports.log.warn('a checkpoint signature was refused', { ...effect.fault });
          break;
      }
    }
  }

  /** What an owner can leave one chain with under the newest header that a quorum signed; undefined before the first. */
  exitKit(owner: Address, chainId: number): ExitKit | undefined {
    const newest = this.#kept.at(-1);
    if (newest === undefined) return undefined;
    const { checkpoint, certificate } = newest.signed;
    // The trees that live on are the last header's; of an older one they are made once.
    const isLast = checkpoint.headerHash === this.#checkpointer.last.headerHash;
    const trees = isLast ? this.#checkpointer : (newest.trees ??= provable(newest.ledger));
    const indices = this.#exchange.accounts.get(owner)?.subaccounts ?? [];
    return exitKit(trees, checkpoint, certificate, BigInt(chainId), owner, indices);
  }

  #forget(number: number): void {
    this.#waiting.delete(number);
    this.#ownShares.delete(number);
  }

  /** The own BLS signature is ready: durable first, then sent. */
  signed(number: number, headerHash: Hash, signature: HexBytes): void {
    const { outbox } = this.#context;
    if (this.#self(number) === undefined) return;
    const bytes = encodeMessage({ type: 'checkpointShare', number, headerHash, signature });
    outbox.persist(bytes);
    outbox.afterDurable(() => {
      this.#context.ports.network.broadcast(bytes);
      if (this.#waiting.has(number)) this.#ownShares.set(number, bytes);
      this.#onSigned(this.#self(number), number, headerHash, signature);
    });
  }

  /** This node's place among those who sign the header of a number, while it may sign. */
  #self(number: number): ValidatorIndex | undefined {
    if (!this.#context.maySign) return undefined;
    return this.#placeOf(this.#context.key, number);
  }

  #placeOf(key: HexBytes | undefined, number: number): ValidatorIndex | undefined {
    const committee = this.#of(number)?.committee;
    return key === undefined || committee === undefined ? undefined : positionOf(committee, key);
  }

  /** A signature of a peer. Who is not, or not yet known to be, in the committee of that header is not heard. */
  onShare(from: PeerId, number: number, headerHash: Hash, signature: HexBytes): void {
    this.#onSigned(this.#placeOf(this.#context.keyOf(from), number), number, headerHash, signature);
  }

  #onSigned(validator: ValidatorIndex | undefined, number: number, headerHash: Hash, signature: HexBytes): void {
    if (validator === undefined) return;
    this.#collect(number, { type: 'partial', partial: { number: BigInt(number), headerHash, validator, signature } });
  }

  /** Answer to `checkpointAggregate`. */
  verified(answer: Extract<CollectInput, { type: 'aggregated' }>): void {
    this.#collect(Number(answer.number), answer);
  }

  /** Sends own signatures again for headers that lack a quorum. */
  retry(nowMs: TimeMs): void {
    if (nowMs < this.#resendAtMs) return;
    this.#resendAtMs = nowMs + resendMs;
    for (const bytes of this.#ownShares.values()) this.#context.ports.network.broadcast(bytes);
  }

  /** The state root after the last executed block, computed anew: for comparing nodes at equal heights. */
  stateRootNow(resultDigest: Hash): Hash {
    return stateRootOf(this.#exchange, this.#priorityDigest, epochsDigest(this.#epochs), resultDigest);
  }
}

/** Changes when another committee signs, and when another one is named after it: that is not left waiting. */
const rotationOf = (epochs: EpochState): string => `${epochs.committee.id} ${namedNext(epochs)}`;

const restOf = (committed: Commitment, priority: Hash, epochs: Hash, result: Hash): StateRest => ({
  exchange: committed.restRoot,
  priority,
  epochs,
  result,
});

/** The state root that a header has over these, computed anew. Errors: whatever a record that was made up may cause. */
export function stateRootOf(exchange: ExchangeState, priority: Hash, epochs: Hash, resultDigest: Hash): Hash {
  const committed = commitment(exchange);
  const subaccounts = new MerkleTree('S', committed.subaccounts.map(subaccountLeafHash)).root();
  return stateRoot(subaccounts, restRoot(restOf(committed, priority, epochs, resultDigest)));
}
