import type { ResultLink } from '../codec/signingBytes.ts';
import type { Ed25519Verify } from '../crypto/ed25519.ts';
import type { BlockEvent } from '../types/block.ts';
import type { Committee } from '../types/committee.ts';
import { WitanError } from '../types/fault.ts';
import type { Hash } from '../types/ids.ts';
import type { Committees } from './committees.ts';
import type { Connection } from './connection.ts';
import type { FinalResult } from './followed.ts';
import type { ResultProof, TransactionProof } from './resultProof.ts';
import { type VerifiedLinks, verifyEvents, verifyResult } from './verifyResult.ts';

/** Heights whose verified links are remembered. */
const linksKept = 4_096;

/**
 * Fetches proofs and checks them. What one proof has shown of a block need not be shown again: further transactions of
 * it, and of the blocks that its links cover, take nothing but their events.
 */
export class ResultVerifier {
  readonly #committees: Committees;
  readonly #verify: Ed25519Verify;
  readonly #links = new Map<number, ResultLink>();
  /** Full proofs on their way, by height and node: others of the same block wait for it. */
  readonly #fetching = new Map<string, Promise<void>>();

  constructor(committees: Committees, verify: Ed25519Verify) {
    this.#committees = committees;
    this.#verify = verify;
  }

  /**
   * What came of a transaction, proven by one node. `height` is where that node says it is.
   * Errors: PROOF_* when the proof is wrong, PROOF_NOT_READY, TX_UNKNOWN and others of the node.
   */
  async prove(connection: Connection, hash: Hash, height: number): Promise<FinalResult> {
    const key = `${height} ${connection.url}`;
    await this.#fetching.get(key);
    if (this.#links.has(height)) return this.#fetch(connection, hash, height, 'events');
    const fetched = this.#fetch(connection, hash, height, 'all');
    const done = fetched.then(noop, noop);
    this.#fetching.set(key, done);
    try {
      return await fetched;
    } finally {
      if (this.#fetching.get(key) === done) this.#fetching.delete(key);
    }
  }

  async #fetch(connection: Connection, hash: Hash, height: number, parts: 'all' | 'events'): Promise<FinalResult> {
    const proof = await connection.call<TransactionProof>('witan_transactionProof', [hash, parts]);
    if (proof.height !== height) throw wrong('The node names two heights for one transaction.');
    let link = this.#links.get(height);
    if (link === undefined) {
      if (proof.result === undefined) throw wrong('The node left out the proof of the result.');
      this.#remember(await this.#verified(connection, proof.result, height));
      link = proof.result.links[0]!;
    }
    const events = verifyEvents(proof, hash, link.eventsRoot);
    return { hash, height, timeMs: link.timeMs, code: outcomeOf(events), events, verified: true };
  }

  /** Another committee may have taken over: whoever shows results of its own can show that as well. */
  async #verified(connection: Connection, proof: ResultProof, height: number): Promise<VerifiedLinks> {
    const committeeOf = (epoch: number): Committee => this.#committees.of(epoch) ?? unknownEpoch(epoch);
    try {
      return verifyResult(committeeOf, proof, height, this.#verify);
    } catch (error) {
      if (!(error instanceof WitanError && error.code === 'PROOF_EPOCH_UNKNOWN')) throw error;
    }
    await this.#committees.learn(connection);
    return verifyResult(committeeOf, proof, height, this.#verify);
  }

  #remember(links: readonly ResultLink[]): void {
    for (const link of links) {
      this.#links.set(link.height, link);
      if (this.#links.size > linksKept) this.#links.delete(this.#links.keys().next().value!);
    }
  }
}

const noop = (): void => undefined;

const outcomeOf = (events: readonly BlockEvent[]): string => String(events.at(-1)!.code);

const unknownEpoch = (epoch: number): never => {
  throw new WitanError(
    'PROOF_EPOCH_UNKNOWN',
    `Who votes in epoch ${epoch} is not known here.`,
    'Try again after the next checkpoint, or pin a newer description of the network.',
  );
};

const wrong = (message: string): WitanError =>
  new WitanError('PROOF_MALFORMED', message, 'The node that showed this proof is wrong: use others.');

const wrongCodes: ReadonlySet<string> = new Set([
  'PROOF_MALFORMED',
  'PROOF_LINK_BROKEN',
  'PROOF_NOT_FINAL',
  'PROOF_NOT_ATTESTED',
  'PROOF_EVENT_INVALID',
  'PROOF_STATE_WRONG',
]);

/** Whether a node has shown something false, rather than nothing. */
export const isWrongProof = (error: unknown): boolean => error instanceof WitanError && wrongCodes.has(error.code);
