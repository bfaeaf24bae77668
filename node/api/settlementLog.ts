import type { Published } from '../l1/publisher.ts';
import type { SignedCheckpoint } from '../sequencer/checkpoints.ts';
import type { CheckpointNotice } from '../sdk/rpcTypes.ts';

/** A stretch of heights that a checkpoint was the first to cover. */
interface Covering {
  readonly height: number;
  readonly number: number;
}

/** Coverings that are remembered: an hour and more at one checkpoint a second. */
const coveringsMax = 4_096;
/** Committees whose last checkpoint is remembered. */
const committeesMax = 64;

/** Checkpoints that a quorum signed and those that L1 accepted: which of them covers a height first. */
export class SettlementLog {
  readonly #keptMax: number;
  readonly #signed = new Map<number, SignedCheckpoint>();
  /** The newest that each committee on L1 has signed: under its last one, the next is proven. */
  readonly #lastOf = new Map<number, SignedCheckpoint>();
  readonly #accepted = new Map<number, Published>();
  readonly #heights = new Map<number, number>();
  readonly #signedCoverings: Covering[] = [];
  readonly #acceptedCoverings: Covering[] = [];

  constructor(keptMax: number) {
    this.#keptMax = keptMax;
  }

  addSigned(signed: SignedCheckpoint): CheckpointNotice {
    const { header, headerHash } = signed.checkpoint;
    const number = Number(header.number);
    const height = Number(header.blockHeight);
    remember(this.#signed, number, signed, this.#keptMax);
    remember(this.#lastOf, Number(header.committeeId), signed, committeesMax);
    remember(this.#heights, number, height, coveringsMax);
    cover(this.#signedCoverings, { height, number });
    if (this.#accepted.has(number)) cover(this.#acceptedCoverings, { height, number });
    return { number, stage: 'signed', height, headerHash };
  }

  addAccepted(published: Published): CheckpointNotice {
    const number = Number(published.number);
    const height = this.#heights.get(number);
    remember(this.#accepted, number, published, coveringsMax);
    if (height !== undefined) cover(this.#acceptedCoverings, { height, number });
    const headerHash = this.#signed.get(number)?.checkpoint.headerHash;
    return {
      number,
      stage: 'accepted',
      ...(height === undefined ? {} : { height }),
      ...(headerHash === undefined ? {} : { headerHash }),
      ...(published.txHash === undefined ? {} : { l1TxHash: published.txHash }),
      ...(published.blockNumber === undefined ? {} : { l1BlockNumber: published.blockNumber }),
      ...(published.gasUsed === undefined ? {} : { gasUsed: published.gasUsed }),
    };
  }

  /** A signed checkpoint that is kept in full. */
  checkpoint(number: number): SignedCheckpoint | undefined {
    return this.#signed.get(number);
  }

  newest(): SignedCheckpoint | undefined {
    return this.#signed.get([...this.#signed.keys()].reduce((a, b) => Math.max(a, b), 0));
  }

  /** The newest that a committee on L1 has signed. */
  newestOf(committeeId: number): SignedCheckpoint | undefined {
    return this.#lastOf.get(committeeId);
  }

  /** The newest checkpoint that L1 has accepted and that is kept in full. */
  newestAccepted(): SignedCheckpoint | undefined {
    const numbers = [...this.#signed.keys()].filter((number) => this.#accepted.has(number));
    return this.#signed.get(numbers.reduce((a, b) => Math.max(a, b), 0));
  }

  accepted(number: number): Published | undefined {
    return this.#accepted.get(number);
  }

  /** Number of the first signed checkpoint that covers a height. */
  signedOver(height: number): number | undefined {
    return firstOver(this.#signedCoverings, height);
  }

  /** Number of the first checkpoint over a height that L1 has accepted. */
  acceptedOver(height: number): number | undefined {
    return firstOver(this.#acceptedCoverings, height);
  }
}

function remember<T>(map: Map<number, T>, number: number, value: T, max: number): void {
  map.set(number, value);
  if (map.size > max) map.delete(map.keys().next().value!);
}

/** Keeps coverings ascending by height and number; one that comes late is put into its place. */
function cover(coverings: Covering[], covering: Covering): void {
  let at = coverings.length;
  while (at > 0 && coverings[at - 1]!.number >= covering.number) at--;
  if (coverings[at]?.number === covering.number) return;
  coverings.splice(at, 0, covering);
  if (coverings.length > coveringsMax) coverings.shift();
}

function firstOver(coverings: readonly Covering[], height: number): number | undefined {
  let low = 0;
  let high = coverings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (coverings[middle]!.height >= height) high = middle;
    else low = middle + 1;
  }
  return coverings[low]?.number;
}
