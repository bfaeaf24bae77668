import { canonicalJson } from '../codec/canonicalJson.ts';
import { fromHex } from '../codec/hex.ts';
import type { ResultLink } from '../codec/signingBytes.ts';
import { verifyCertificate } from '../crypto/certificates.ts';
import { blockDigest, reportDigest, resultDigest } from '../crypto/digests.ts';
import type { Ed25519Verify } from '../crypto/ed25519.ts';
import { leafHash, verifyProof } from '../crypto/merkle.ts';
import type { BlockEvent } from '../types/block.ts';
import type { Committee } from '../types/committee.ts';
import { WitanError } from '../types/fault.ts';
import { validatorIndex, type Hash } from '../types/ids.ts';
import { endsBefore } from './eventRange.ts';
import type { ProvenEvent, ResultProof, TransactionProof } from './resultProof.ts';

/** Longest chain of links or blocks that is looked at. */
const linksMax = 4_096;

const refuse = (code: string, message: string): never => {
  throw new WitanError(code, message, 'The node that showed this proof is wrong: use others.');
};

const encoder = new TextEncoder();

/** A proof comes from an untrusted node: whatever is not even well-formed is wrong as well. */
function guarded<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (error instanceof WitanError && error.code.startsWith('PROOF_')) throw error;
    return refuse('PROOF_MALFORMED', `The proof is malformed: ${String((error as Error).message).slice(0, 120)}.`);
  }
}

/** Links of results that were verified, oldest first. */
export type VerifiedLinks = readonly ResultLink[];

/** Who votes in an epoch. Errors: PROOF_EPOCH_UNKNOWN. */
export type CommitteeOf = (epoch: number) => Committee;

/**
 * Checks that a block is final and what it resulted in. Recomputes every digest, and believes nothing but signatures of
 * the committee: a finalization by a quorum, and reports of more than f of power that name one chain of results. Where an
 * epoch ends in between, these are of two committees.
 * Errors: PROOF_MALFORMED, PROOF_LINK_BROKEN (blocks or results do not follow one another), PROOF_NOT_FINAL (the
 * certificate does not hold), PROOF_NOT_ATTESTED (too little power signed for these results), PROOF_EPOCH_UNKNOWN.
 */
export function verifyResult(
  committeeOf: CommitteeOf,
  proof: ResultProof,
  height: number,
  verify: Ed25519Verify,
): VerifiedLinks {
  return guarded(() => {
    const { links, contents } = proof;
    if (links.length === 0 || links.length > linksMax || contents.length === 0 || contents.length > linksMax) {
      refuse('PROOF_MALFORMED', 'The proof has no link, or too many.');
    }
    checkFinal(committeeOf(proof.certificate.epoch), proof, height, verify);
    checkAttested(committeeOf(proof.reports[0]?.report.epoch ?? proof.certificate.epoch), proof, height, verify);
    return links;
  });
}

function checkFinal(committee: Committee, proof: ResultProof, height: number, verify: Ed25519Verify): void {
  const { links, contents, certificate } = proof;
  let parent: Hash | undefined;
  contents.forEach((content, position) => {
    if ((content.height as number) !== height + position) refuse('PROOF_LINK_BROKEN', 'A height is left out.');
    if (parent !== undefined && content.parentDigest !== parent)
      refuse('PROOF_LINK_BROKEN', 'A block has another parent.');
    parent = blockDigest(committee.networkId, content);
    const link = links[position];
    if (link !== undefined && link.blockDigest !== parent) refuse('PROOF_LINK_BROKEN', 'A result is of another block.');
  });
  const isFinal =
    certificate.kind === 'finalize' &&
    certificate.digest === parent &&
    // The schedule of leaders matters for notarizations only.
    verifyCertificate(committee, certificate, () => validatorIndex(0), verify);
  if (!isFinal) refuse('PROOF_NOT_FINAL', "The certificate is not a quorum's over this block.");
}

function checkAttested(committee: Committee, proof: ResultProof, height: number, verify: Ed25519Verify): void {
  const results = new Map<number, Hash>();
  let previous = proof.previousResult;
  proof.links.forEach((link, position) => {
    if ((link.height as number) !== height + position) refuse('PROOF_LINK_BROKEN', 'A result is left out.');
    previous = resultDigest(committee.networkId, previous, link);
    results.set(link.height, previous);
  });
  const validators = new Set<number>();
  let power = 0;
  for (const { report, signature } of proof.reports) {
    const author = committee.validators[report.validator];
    if (author === undefined || validators.has(author.index) || report.epoch !== committee.epoch) continue;
    if (results.get(report.executed.height) !== report.executed.resultDigest) continue;
    const digest = reportDigest(committee.networkId, report);
    if (!verify(author.ed25519Key, fromHex(digest), signature)) continue;
    validators.add(author.index);
    power += author.power;
  }
  if (power <= committee.faultyPower) {
    refuse('PROOF_NOT_ATTESTED', `Power ${power} attests the result; it takes more than ${committee.faultyPower}.`);
  }
}

/**
 * Checks that these are all the events of a transaction in a block whose events root is known to be right.
 * Errors: PROOF_MALFORMED, PROOF_EVENT_INVALID.
 */
export function verifyEvents(proof: TransactionProof, hash: Hash, eventsRoot: Hash): readonly BlockEvent[] {
  return guarded(() => {
    const { eventCount, firstEvent, before, events } = proof;
    const isIn = ({ event, path }: ProvenEvent, index: number): boolean =>
      verifyProof(eventsRoot, 'V', eventCount, index, leafHash('V', encoder.encode(canonicalJson(event))), path);
    if (!events.every((each, position) => isIn(each, firstEvent + position))) {
      refuse('PROOF_EVENT_INVALID', 'An event is not one of the block.');
    }
    const receipt = events.at(-1)?.event;
    if (receipt?.type !== 'receipt' || receipt.tx !== hash) {
      refuse('PROOF_EVENT_INVALID', 'The receipt is missing, or that of another transaction.');
    }
    if (events.slice(0, -1).some(({ event }) => endsBefore(event))) {
      refuse('PROOF_EVENT_INVALID', 'Events of another transaction are mixed in.');
    }
    const isComplete =
      firstEvent === 0 || (before !== undefined && endsBefore(before.event) && isIn(before, firstEvent - 1));
    if (!isComplete) refuse('PROOF_EVENT_INVALID', 'Events may have been left out.');
    return events.map(({ event }) => event);
  });
}
