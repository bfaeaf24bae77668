import { voteBytes } from '../codec/signingBytes.ts';
import type { Committee } from '../types/committee.ts';
import type { Certificate, Proposal, Vote } from '../types/consensus.ts';
import type { HexBytes, ValidatorIndex } from '../types/ids.ts';
import { zeroHash } from '../types/ids.ts';
import type { View } from '../types/units.ts';
import type { Ed25519Verify } from './ed25519.ts';

/** The leader of a view, by the committee's public schedule. */
export type LeaderOf = (view: View) => ValidatorIndex;

/** Whether a vote's signature is its validator's. */
export function verifyVote(committee: Committee, vote: Vote, verify: Ed25519Verify): boolean {
  const validator = committee.validators[vote.validator];
  if (validator === undefined || vote.epoch !== committee.epoch) return false;
  if (vote.kind === 'nullify' && vote.digest !== zeroHash) return false;
  const message = voteBytes(committee.networkId, vote.kind, vote.epoch, vote.view, vote.digest);
  return verify(validator.ed25519Key, message, vote.signature);
}

/** Whether a proposal is signed by the leader of its view. The digest must have been recomputed by the caller. */
export function verifyProposal(
  committee: Committee,
  proposal: Proposal,
  leaderOf: LeaderOf,
  verify: Ed25519Verify,
): boolean {
  if (proposal.content.epoch !== committee.epoch) return false;
  const leader = committee.validators[leaderOf(proposal.view)]!;
  const message = voteBytes(committee.networkId, 'propose', committee.epoch, proposal.view, proposal.digest);
  return verify(leader.ed25519Key, message, proposal.signature);
}

/**
 * Whether a certificate holds signatures of a quorum of power, ascending and without repeats. In a notarization the
 * leader's signature is the one over its proposal, which counts as its notarize.
 */
export function verifyCertificate(
  committee: Committee,
  certificate: Certificate,
  leaderOf: LeaderOf,
  verify: Ed25519Verify,
): boolean {
  if (certificate.epoch !== committee.epoch) return false;
  if ((certificate.kind === 'nullify') !== (certificate.digest === zeroHash)) return false;
  let power = 0;
  let last = -1;
  for (const { validator } of certificate.signatures) {
    if (validator <= last || validator >= committee.validators.length) return false;
    last = validator;
    power += committee.validators[validator]!.power;
  }
  if (power < committee.quorumPower) return false;
  const { kind, epoch, view, digest } = certificate;
  const leader = kind === 'notarize' ? leaderOf(view) : undefined;
  return certificate.signatures.every(
    ({ validator, signature }: { validator: ValidatorIndex; signature: HexBytes }) => {
      const signedKind = validator === leader ? 'propose' : kind;
      const message = voteBytes(committee.networkId, signedKind, epoch, view, digest);
      return verify(committee.validators[validator]!.ed25519Key, message, signature);
    },
  );
}
