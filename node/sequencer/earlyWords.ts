import type { PeerId } from '../types/ids.ts';
import type { NetworkMessage } from '../types/message.ts';
import type { Epoch } from '../types/units.ts';

/** Messages that are kept of one peer, and the longest, in bytes: words are much shorter. */
const keptMax = 64;
const bytesMax = 64 * 1024;

/** The epoch in which something is said; undefined where it is of none. */
export function epochOf(message: NetworkMessage): Epoch | undefined {
  switch (message.type) {
    case 'proposal':
      return message.proposal.content.epoch;
    case 'vote':
      return message.vote.epoch;
    case 'certificate':
      return message.certificate.epoch;
    case 'reports':
      return message.reports[0]?.report.epoch;
    default:
      return undefined;
  }
}

/** What peers have said in an epoch before this node speaks there: they are ahead, or it is on its way. */
export class EarlyWords {
  readonly #kept = new Map<PeerId, Uint8Array[]>();

  keep(from: PeerId, bytes: Uint8Array): void {
    if (bytes.length > bytesMax) return;
    const kept = this.#kept.get(from) ?? [];
    if (kept.length < keptMax) this.#kept.set(from, [...kept, bytes]);
  }

  /** Everything that was kept; nothing is left. */
  take(): (readonly [PeerId, Uint8Array])[] {
    const all = [...this.#kept].flatMap(([from, kept]) => kept.map((bytes) => [from, bytes] as const));
    this.#kept.clear();
    return all;
  }
}
