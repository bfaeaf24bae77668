/** What liars need: to read what their own node says, and to sign something else. */
import { fromHex } from '../../../node/codec/hex.ts';
import { voteBytes } from '../../../node/codec/signingBytes.ts';
import { blockDigest, reportDigest } from '../../../node/crypto/digests.ts';
import { encodeMessage } from '../../../node/crypto/messageCodec.ts';
import type { BlockContent, Proposal, Vote, VoteKind } from '../../../node/types/consensus.ts';
import type { Hash } from '../../../node/types/ids.ts';
import type { NetworkMessage } from '../../../node/types/message.ts';
import type { Report, SignedReport } from '../../../node/types/report.ts';
import type { View } from '../../../node/types/units.ts';
import type { ExecutedBlock } from '../../../node/types/block.ts';
import type { Committee } from '../../../node/types/committee.ts';
import type { NetworkConfig } from '../../../node/sequencer/config.ts';
import type { HexBytes, ValidatorIndex } from '../../../node/types/ids.ts';
import type { Random } from '../../../devnet/random.ts';

/** What a liar gets to use of the world it is in: the simulator's, or that of a real process. */
export interface World {
  readonly random: Random;
  readonly network: NetworkConfig;
  readonly nodes: readonly {
    clockOffsetMs: number;
    priceFactor: number;
    readonly executed: readonly ExecutedBlock[];
  }[];
  readonly nowMs: number;
  /** What arrives instead of a message: itself, others, or nothing. */
  intercept: (from: number, to: number, bytes: Uint8Array) => readonly Uint8Array[];
  decode(bytes: Uint8Array): NetworkMessage;
  signAs(validator: number, message: Uint8Array): HexBytes;
  /** Who votes in an epoch, and a node's place there; undefined for none. */
  committeeOf(epoch: number): Committee;
  placeOf(node: number, epoch: number): ValidatorIndex | undefined;
  /** Brings a message to a node later. */
  deliver(from: number, to: number, bytes: Uint8Array, delayMs: number): void;
}

/** Makes one validator of a world misbehave from now on. Its own node runs as it is; what it sends is changed. */
export type Behaviour = (world: World, validator: number) => void;

/** Replaces what one validator sends to one peer: by itself, by others, by nothing. */
export function change(
  world: World,
  validator: number,
  replace: (message: NetworkMessage, to: number) => readonly NetworkMessage[],
): void {
  const inner = world.intercept;
  world.intercept = (from, to, bytes) => {
    if (from !== validator) return inner(from, to, bytes);
    const message = world.decode(bytes);
    const replaced = replace(message, to);
    return replaced.map((each) => (each === message ? bytes : encodeMessage(each)));
  };
}

export function proposalAs(world: World, node: number, view: View, content: BlockContent): Proposal {
  const { networkId } = world.network.committee;
  const digest = blockDigest(networkId, content);
  const signature = world.signAs(node, voteBytes(networkId, 'propose', content.epoch, view, digest));
  return { view, digest, content, repeats: undefined, signature };
}

/** Another word of this node in the view of its vote. */
export function voteAs(
  world: World,
  node: number,
  { epoch, view, validator }: Pick<Vote, 'epoch' | 'view' | 'validator'>,
  kind: VoteKind,
  digest: Hash,
): NetworkMessage {
  const { networkId } = world.network.committee;
  const signature = world.signAs(node, voteBytes(networkId, kind, epoch, view, digest));
  return { type: 'vote', vote: { kind, epoch, view, digest, validator, signature } };
}

export function reportAs(world: World, validator: number, report: Report): SignedReport {
  const digest = reportDigest(world.network.committee.networkId, report);
  return { report, digest, signature: world.signAs(validator, fromHex(digest)) };
}

/**
 * Rewrites a validator's whole report chain, each report linked to the rewritten one before it; the same report always
 * to the same result. Reports of others stay.
 */
export function rewriteReports(
  world: World,
  validator: number,
  rewrite: (report: Report) => Report,
): (signed: SignedReport) => SignedReport {
  const known = new Map<Hash, SignedReport>();
  return (signed) => {
    const { report, digest } = signed;
    if (report.validator !== world.placeOf(validator, report.epoch)) return signed;
    let rewritten = known.get(digest);
    if (rewritten === undefined) {
      const prevDigest = known.get(report.prevDigest)?.digest ?? report.prevDigest;
      rewritten = reportAs(world, validator, rewrite({ ...report, prevDigest }));
      known.set(digest, rewritten);
    }
    return rewritten;
  };
}
