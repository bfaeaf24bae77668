import { keccakHash } from '../../../node/crypto/keccak.ts';
import { ByteWriter } from '../../../node/codec/byteWriter.ts';
import { applyBlock, type PriorityBlock } from '../../../node/priority/applyBlock.ts';
import type { Traits } from '../../../node/priority/order.ts';
import { createPriority, type PriorityConfig, type PriorityState } from '../../../node/priority/state.ts';
import type { ReportHead } from '../../../node/types/consensus.ts';
import {
  type Address,
  feedId,
  type Hash,
  type HexBytes,
  instrumentId,
  validatorIndex,
  zeroHash,
} from '../../../node/types/ids.ts';
import type { PriceObservation, Report, SignedReport } from '../../../node/types/report.ts';
import { epoch, height, timeMs, view } from '../../../node/types/units.ts';
import { committeeOf } from '../consensus/rig.ts';

export const startMs = 1_000_000;
export const hash = (n: number): Hash => `0x${n.toString(16).padStart(64, '0')}` as Hash;
const account = (n: number): Address => `0x${n.toString(16).padStart(40, '0')}` as Address;

export const config: PriorityConfig = {
  releasedPerBlockMax: 100,
  liveArrivalsMax: 1_000,
  arrivalTtlMs: 10_000,
  feeds: [{ feed: feedId(1), movePpbPerSecondMax: 10_000_000, staleMs: 3_000, skewMs: 500 }],
  l1: [
    { chainId: 1, number: 0, hash: zeroHash },
    { chainId: 2, number: 0, hash: zeroHash },
  ],
  genesisTimeMs: timeMs(startMs),
};

export const traits = (
  of: Partial<{ account: number; market: number; phase: Traits['phase']; nonce: number }>,
): Traits => ({
  account: account(of.account ?? 1),
  instruments: [instrumentId(of.market ?? 1)],
  phase: of.phase ?? 'rest',
  nonce: of.nonce ?? 0,
});

export interface Said {
  readonly atMs?: number;
  /** Hashes as numbers, with a time of their own where it matters. */
  readonly arrivals?: readonly (number | readonly [hash: number, timeMs: number])[];
  readonly prices?: readonly { readonly price: number; readonly atMs: number; readonly feed?: number }[];
  readonly l1?: readonly (readonly [number: number, hash: Hash, chainId?: number])[];
}

/** Report chains and blocks made by hand: what each validator says goes into the next block that names it. */
export class Chains {
  readonly state: PriorityState;
  readonly traits = new Map<Hash, Traits>();
  readonly #tips: { seq: number; digest: Hash; localTimeMs: number }[];
  #pending: SignedReport[] = [];
  #blocks = 0;
  lastDigest: Hash = zeroHash;

  constructor({ powers = [1, 1, 1, 1], ...changes }: Partial<PriorityConfig> & { powers?: readonly number[] } = {}) {
    this.state = createPriority({ ...config, ...changes }, committeeOf(powers));
    this.#tips = powers.map(() => ({ seq: 0, digest: zeroHash, localTimeMs: startMs }));
  }

  /** One more report of a validator. */
  say(validator: number, said: Said = {}): SignedReport {
    const tip = this.#tips[validator]!;
    const localTimeMs = said.atMs ?? tip.localTimeMs + 10;
    const report: Report = {
      epoch: epoch(1),
      validator: validatorIndex(validator),
      seq: tip.seq + 1,
      prevDigest: tip.digest,
      localTimeMs: timeMs(localTimeMs),
      arrivals: (said.arrivals ?? []).map((each) => {
        const [n, at] = typeof each === 'number' ? [each, localTimeMs] : each;
        return { hash: hash(n), timeMs: timeMs(at) };
      }),
      prices: (said.prices ?? []).map(({ price, atMs, feed }): PriceObservation => ({
        feed: feedId(feed ?? 1),
        price,
        atMs: timeMs(atMs),
      })),
      l1: (said.l1 ?? []).map(([number, named, chainId = 1]) => ({ chainId, number, hash: named })),
      executed: { height: height(0), resultDigest: zeroHash },
      misconduct: [],
    };
    const digest = keccakHash(new ByteWriter().u16(validator).u64(report.seq).hex(tip.digest).finish());
    const signed = { report, digest, signature: '0x' as HexBytes };
    this.#tips[validator] = { seq: report.seq, digest, localTimeMs };
    this.#pending.push(signed);
    return signed;
  }

  /** All validators say the same. */
  allSay(said: Said): void {
    this.#tips.forEach((_, validator) => this.say(validator, said));
  }

  /** What was said and is not in a block yet, as a block carries it. */
  pending(): SignedReport[] {
    return [...this.#pending].sort((a, b) => a.report.validator - b.report.validator || a.report.seq - b.report.seq);
  }

  /** The next block: everything said so far; a quorum of heads at least. */
  block(): PriorityBlock {
    const reports = this.pending();
    this.#pending = [];
    const moved = new Set(reports.map(({ report }) => report.validator as number));
    const heads: ReportHead[] = this.#tips.flatMap(({ seq, digest }, index) =>
      moved.has(index) ? [{ validator: validatorIndex(index), seq, digest }] : [],
    );
    const { validators, quorumPower } = this.state.committee;
    const power = (): number => heads.reduce((sum, { validator }) => sum + validators[validator]!.power, 0);
    this.#tips.forEach(({ seq, digest }, index) => {
      if (!moved.has(index) && power() < quorumPower) heads.push({ validator: validatorIndex(index), seq, digest });
    });
    const at = ++this.#blocks;
    this.lastDigest = hash(1_000_000 + at);
    return applyBlock(
      this.state,
      this.lastDigest,
      { epoch: epoch(1), height: height(at), parentView: view(at - 1), parentDigest: zeroHash, heads },
      reports,
      (each) => this.traits.get(each) ?? traits({ account: Number(BigInt(each) % 10_000n), nonce: 0 }),
    );
  }
}

export const numbers = (hashes: readonly Hash[]): number[] => hashes.map((each) => Number(BigInt(each)));
