import { decodeMessage } from '../crypto/messageCodec.ts';
import type { ReportChains } from '../mempool/reportChains.ts';
import { WitanError } from '../types/fault.ts';
import type { NetworkMessage } from '../types/message.ts';
import type { Admission } from './admission.ts';
import type { Chain } from './chain.ts';
import type { Context } from './context.ts';
import { epochOf } from './earlyWords.ts';
import type { Reporting } from './reporting.ts';
import type { Voting } from './voting.ts';

export interface JournalParts {
  readonly admission: Admission;
  readonly reporting: Reporting;
  readonly chain: Chain;
  readonly chains: ReportChains;
}

/**
 * What this node had said and held when it stopped (docs/spec/consensus.md, rule 12). Each record is put back when the epoch
 * of which it is begins here, before anything is said there.
 */
export class Journal {
  readonly #context: Context;
  readonly #parts: JournalParts;
  #records: NetworkMessage[] = [];

  constructor(context: Context, parts: JournalParts) {
    this.#context = context;
    this.#parts = parts;
  }

  /** Records of epochs that this node has not got back to. */
  get records(): readonly NetworkMessage[] {
    return this.#records;
  }

  /** At start. What cannot be read is left out. */
  add(payload: Uint8Array): void {
    try {
      this.#records.push(decodeMessage(this.#context.committee.networkId, payload));
    } catch (error) {
      if (!(error instanceof WitanError)) throw error;
      this.#context.ports.log.warn('a journal record cannot be read; it is left out', { code: error.code });
    }
  }

  /** Puts back what is of the epoch that begins; what is of later ones stays. */
  restore(voting: Voting): void {
    const { epoch } = this.#context.committee;
    for (const record of this.#records) this.#restore(record, voting);
    this.#records = this.#records.filter((record) => (epochOf(record) ?? 0) > epoch);
    this.#checkGuard();
    this.#parts.reporting.restoreGuard();
  }

  #restore(message: NetworkMessage, voting: Voting): void {
    const { committee, self, guard } = this.#context;
    const { admission, reporting, chain } = this.#parts;
    if (message.type === 'bodies') for (const bytes of message.bodies) admission.restore(bytes);
    if (epochOf(message) !== committee.epoch) return;
    switch (message.type) {
      case 'reports':
        for (const signed of message.reports) reporting.restore(signed);
        break;
      case 'proposal': {
        const { proposal } = message;
        chain.add({ digest: proposal.digest, content: proposal.content });
        if (voting.leaderOf(proposal.view) === self) {
          guard.allowVote(committee.epoch, proposal.view, 'propose', proposal.digest);
        }
        voting.handle({ type: 'restore', record: { kind: 'proposal', proposal } });
        break;
      }
      case 'vote': {
        const { vote } = message;
        if (vote.validator === self) guard.allowVote(committee.epoch, vote.view, vote.kind, vote.digest);
        voting.handle({ type: 'restore', record: { kind: 'vote', vote } });
        break;
      }
      case 'certificate':
        voting.handle({ type: 'restore', record: { kind: 'certificate', certificate: message.certificate } });
        break;
      default:
        break;
    }
  }

  /**
   * Rule 13: a guard is durable before its key's word is sent. Where the chain that others have certified holds a later
   * report than the guard knows, guard and journal are not the ones with which this key spoke.
   */
  #checkGuard(): void {
    const { self, guard, committee } = this.#context;
    const isLater = guard.record.reportEpoch > committee.epoch;
    if (self === undefined || isLater) return;
    if (this.#parts.chains.final(self).seq <= guard.lastReport(committee.epoch).seq) return;
    this.#context.stopSigning(
      'GUARD_BEHIND',
      'The signing guard does not know the last reports of this key, which are final: it was lost, or is too old.',
    );
  }
}
