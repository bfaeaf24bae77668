import type { ConsensusEffect, ConsensusInput, Evidence, RestoredRecord } from '../../../node/consensus/io.ts';
import { type ConsensusState, createConsensus, type FinalPoint } from '../../../node/consensus/state.ts';
import { step } from '../../../node/consensus/step.ts';
import { type Committee, makeCommittee } from '../../../node/types/committee.ts';
import type { BlockContent, Certificate, Proposal, Vote, VoteKind } from '../../../node/types/consensus.ts';
import { type Hash, type HexBytes, validatorIndex, zeroAddress, zeroHash } from '../../../node/types/ids.ts';
import { epoch, height, timeMs, type View, view } from '../../../node/types/units.ts';

export const deltaMs = 100;
export const hash = (n: number): Hash => `0x${n.toString(16).padStart(64, '0')}` as Hash;

export function committeeOf(powers: readonly number[]): Committee {
  const validators = powers.map((power, index) => ({
    operator: zeroAddress,
    weight: power,
    ed25519Key: hash(index) as string as HexBytes,
    blsKey: '0x' as HexBytes,
  }));
  return makeCommittee(hash(99), 1, epoch(1), validators);
}

const signature = '0xab' as HexBytes;
export const genesis: FinalPoint = { view: view(0), digest: hash(1000) };

/** A block in a place of the chain; its digest is a number of the test's choosing. */
export const content = (parentView: number, parentDigest: Hash, at = parentView + 1): BlockContent => ({
  epoch: epoch(1),
  height: height(at),
  parentView: view(parentView),
  parentDigest,
  heads: [],
});

export const vote = (kind: VoteKind, at: number, validator: number, digest: Hash = zeroHash): Vote => ({
  kind,
  epoch: epoch(1),
  view: view(at),
  digest,
  validator: validatorIndex(validator),
  signature,
});

export const certificate = (kind: VoteKind, at: number, digest: Hash = zeroHash): Certificate => ({
  kind,
  epoch: epoch(1),
  view: view(at),
  digest,
  signatures: [0, 1, 2].map((validator) => ({ validator: validatorIndex(validator), signature })),
});

/** One validator's consensus with everything around it done by hand. Leaders of four: view 1 → 1, 2 → 2, 3 → 3, 4 → 0. */
export class Rig {
  readonly state: ConsensusState;
  nowMs = 1_000;
  readonly effects: ConsensusEffect[] = [];

  constructor(self: number | undefined, powers: readonly number[] = [1, 1, 1, 1], final: FinalPoint = genesis) {
    const committee = committeeOf(powers);
    this.state = createConsensus(
      { committee, self: self === undefined ? undefined : validatorIndex(self), deltaMs },
      final,
    );
  }

  input(given: ConsensusInput): ConsensusEffect[] {
    const effects = step(this.state, given);
    this.effects.push(...effects);
    return effects;
  }

  start(): ConsensusEffect[] {
    return this.input({ type: 'start', nowMs: timeMs(this.nowMs) });
  }

  restore(record: RestoredRecord): void {
    this.input({ type: 'restore', record });
  }

  tick(afterMs: number): ConsensusEffect[] {
    this.nowMs += afterMs;
    return this.input({ type: 'tick', nowMs: timeMs(this.nowMs) });
  }

  propose(at: number, digest: Hash, block: BlockContent, repeats?: View): ConsensusEffect[] {
    const proposal: Proposal = { view: view(at), digest, content: block, repeats, signature };
    return this.input({ type: 'proposal', nowMs: timeMs(this.nowMs), proposal });
  }

  vote(kind: VoteKind, at: number, validator: number, digest: Hash = zeroHash): ConsensusEffect[] {
    return this.input({ type: 'vote', nowMs: timeMs(this.nowMs), vote: vote(kind, at, validator, digest) });
  }

  certificate(kind: VoteKind, at: number, digest: Hash = zeroHash): ConsensusEffect[] {
    return this.input({
      type: 'certificate',
      nowMs: timeMs(this.nowMs),
      certificate: certificate(kind, at, digest),
    });
  }

  judged(at: number, digest: Hash, acceptable: boolean): ConsensusEffect[] {
    return this.input({ type: 'judged', nowMs: timeMs(this.nowMs), view: view(at), digest, acceptable });
  }

  available(digest: Hash, block: BlockContent): ConsensusEffect[] {
    return this.input({ type: 'available', nowMs: timeMs(this.nowMs), digest, content: block });
  }

  /** A block is proposed, notarized by all and its data is here: the view is over and finalize was cast. */
  certifyBlock(at: number, digest: Hash, block: BlockContent): void {
    this.propose(at, digest, block);
    this.certificate('notarize', at, digest);
    this.available(digest, block);
  }
}

/** The votes that consensus wanted cast, as `kind view`. */
export const cast = (effects: readonly ConsensusEffect[]): string[] =>
  effects.flatMap((effect) => (effect.type === 'castVote' ? [`${effect.kind} ${effect.view}`] : []));

export const evidence = (effects: readonly ConsensusEffect[]): Evidence[] =>
  effects.flatMap((effect) => (effect.type === 'evidence' ? [effect.evidence] : []));

export const of = <T extends ConsensusEffect['type']>(
  effects: readonly ConsensusEffect[],
  type: T,
): Extract<ConsensusEffect, { type: T }>[] =>
  effects.filter((effect): effect is Extract<ConsensusEffect, { type: T }> => effect.type === type);
