import { fromHex } from '../codec/hex.ts';
import { committeesOf, decodeEpochs, type EpochConfig } from '../consensus/epochs.ts';
import { verifyBlsAggregate } from '../crypto/bls.ts';
import { keccakHash } from '../crypto/keccak.ts';
import { checkpointMessage, headerHash, restRoot, stateRoot } from '../crypto/settlementHash.ts';
import { type Committee, headerSigners } from '../types/committee.ts';
import { WitanError } from '../types/fault.ts';
import type { CheckpointHeader } from '../types/settlement.ts';
import type { Connection } from './connection.ts';
import type { CommitteeProof, Decimal } from './rpcTypes.ts';

/** Whether an aggregate signature by these keys over a message holds: `verifyBlsAggregate`, in JavaScript some 30 ms. */
export type VerifyHeader = typeof verifyBlsAggregate;

/** Committees that are remembered, the newest: proofs of older results need older ones. */
const keptMax = 64;

/** When epochs end does not matter to who only reads whose turn it is. */
const unknownConfig: EpochConfig = { blocks: 1, lookaheadBlocks: 0 };

/**
 * The committees of a network, learnt from the one that a client believes in. Who votes may change with every epoch, and is
 * part of the state; under a header that more than two thirds of a known committee's weight on L1 has signed, that state is
 * proven. What one node shows is believed for its proof, and nobody's word.
 */
export class Committees {
  readonly #verify: VerifyHeader;
  readonly #byEpoch = new Map<number, Committee>();

  constructor(trusted: Committee, verify: VerifyHeader = verifyBlsAggregate) {
    this.#verify = verify;
    this.#byEpoch.set(trusted.epoch, trusted);
  }

  /** Who voted in an epoch, where that is known. */
  of(epoch: number): Committee | undefined {
    return this.#byEpoch.get(epoch);
  }

  /**
   * Asks a node who votes now; where L1 has installed other committees meanwhile, one after another. Errors: those of
   * `take`, CHECKPOINT_UNKNOWN and others of the node.
   */
  async learn(connection: Pick<Connection, 'call'>): Promise<void> {
    const ask = (params: readonly number[]) => connection.call<CommitteeProof>('witan_committee', params);
    const newest = await ask([]);
    for (let id = this.#newestId; id < Number(newest.header?.committeeId); id = this.#newestId) {
      this.take(await ask([id]));
      if (this.#newestId === id) break;
    }
    this.take(newest);
  }

  get #newestId(): number {
    return Math.max(...[...this.#byEpoch.values()].map(({ id }) => id));
  }

  /**
   * Errors: PROOF_MALFORMED, PROOF_NOT_SIGNED when the header is not signed by a committee that is known here,
   * PROOF_STATE_WRONG when the state is not the header's.
   */
  take(proof: CommitteeProof): void {
    let learnt: Committee[];
    try {
      learnt = this.#verified(proof);
    } catch (error) {
      if (error instanceof WitanError && error.code.startsWith('PROOF_')) throw error;
      throw refusal('PROOF_MALFORMED', `The proof is malformed: ${String((error as Error).message).slice(0, 120)}.`);
    }
    for (const committee of learnt) this.#byEpoch.set(committee.epoch, committee);
    for (const epoch of [...this.#byEpoch.keys()].sort((a, b) => a - b)) {
      if (this.#byEpoch.size <= keptMax) break;
      this.#byEpoch.delete(epoch);
    }
  }

  #verified({ header: written, bitmap, signature, subaccountsRoot, rest, epochs }: CommitteeProof): Committee[] {
    const header = headerOf(written);
    const signers = [...this.#byEpoch.values()].find(({ id }) => BigInt(id) === header.committeeId);
    const keys = signers && headerSigners(signers, BigInt(bitmap));
    const message = signers && checkpointMessage(signers.networkId, headerHash(header));
    if (keys === undefined || message === undefined || !this.#verify(message, keys, signature)) {
      throw refusal('PROOF_NOT_SIGNED', `Header ${header.number} is not signed by a committee that is known here.`);
    }
    const bytes = fromHex(epochs);
    const isState =
      rest.epochs === keccakHash(bytes) && stateRoot(subaccountsRoot, restRoot(rest)) === header.stateRoot;
    if (!isState) throw refusal('PROOF_STATE_WRONG', `What is shown is not the state of header ${header.number}.`);
    return committeesOf(decodeEpochs(unknownConfig, signers!.networkId, bytes));
  }
}

const refusal = (code: string, message: string): WitanError =>
  new WitanError(code, message, 'Use other nodes; if the committee on L1 has changed, pin the new description.');

const integers = [
  'number',
  'timestampMs',
  'committeeId',
  'blockHeight',
  'diffFrom',
  'snapshotNumber',
  'exitSum',
] as const satisfies readonly (keyof CheckpointHeader)[];

const headerOf = (written: Decimal<CheckpointHeader>): CheckpointHeader => ({
  ...(written as unknown as CheckpointHeader),
  ...(Object.fromEntries(integers.map((field) => [field, BigInt(written[field])])) as Pick<
    CheckpointHeader,
    (typeof integers)[number]
  >),
});
