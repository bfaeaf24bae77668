import { describe, expect, test } from 'vitest';
import { voteBytes } from '../../../node/codec/signingBytes.ts';
import { verifyCertificate, verifyProposal, verifyVote } from '../../../node/crypto/certificates.ts';
import { ed25519PublicKey } from '../../../node/crypto/ed25519.ts';
import { createNativeSign, createNativeVerify } from '../../../node/crypto/ed25519Native.ts';
import { makeCommittee } from '../../../node/types/committee.ts';
import type { BlockContent, Certificate, Vote, VoteKind } from '../../../node/types/consensus.ts';
import { type Hash, type HexBytes, validatorIndex, zeroAddress, zeroHash } from '../../../node/types/ids.ts';
import { epoch, height, view } from '../../../node/types/units.ts';

const hash = (n: number): Hash => `0x${n.toString(16).padStart(64, '0')}` as Hash;
const seed = (index: number): Uint8Array => new Uint8Array(32).fill(index + 1);
const committee = makeCommittee(
  hash(1),
  1,
  epoch(1),
  [1, 1, 1, 1].map((power, index) => ({
    operator: zeroAddress,
    weight: power,
    ed25519Key: ed25519PublicKey(seed(index)),
    blsKey: '0x' as HexBytes,
  })),
);
const verify = createNativeVerify();
const leaderOf = (): ReturnType<typeof validatorIndex> => validatorIndex(1);
const block = hash(42);

const sign = (index: number, kind: VoteKind | 'propose', digest: Hash, at = 7, of = 1, network = hash(1)): HexBytes =>
  createNativeSign(seed(index))(voteBytes(network, kind, epoch(of), view(at), digest));

const certificate = (kind: VoteKind, signers: readonly number[], changes: Partial<Certificate> = {}): Certificate => {
  const digest = changes.digest ?? (kind === 'nullify' ? zeroHash : block);
  return {
    kind,
    epoch: epoch(1),
    view: view(7),
    digest,
    signatures: signers.map((index) => ({
      validator: validatorIndex(index),
      signature: sign(index, kind === 'notarize' && index === 1 ? 'propose' : kind, digest),
    })),
    ...changes,
  };
};
const holds = (each: Certificate): boolean => verifyCertificate(committee, each, leaderOf, verify);

describe('certificates', () => {
  test.each(['notarize', 'nullify', 'finalize'] as const)('%s: a quorum holds, less does not', (kind) => {
    expect(holds(certificate(kind, [0, 1, 2]))).toBe(true);
    expect(holds(certificate(kind, [0, 2, 3]))).toBe(true);
    expect(holds(certificate(kind, [0, 1, 2, 3]))).toBe(true);
    expect(holds(certificate(kind, [0, 1]))).toBe(false);
  });

  test('one signer twice, or signers out of order, hold nothing', () => {
    expect(holds(certificate('finalize', [0, 1, 1]))).toBe(false);
    expect(holds(certificate('finalize', [2, 1, 0]))).toBe(false);
  });

  test('strangers hold nothing', () => {
    expect(holds(certificate('finalize', [0, 1, 4]))).toBe(false);
  });

  test('one bad signature spoils it', () => {
    const good = certificate('finalize', [0, 1, 2, 3]);
    for (const index of [0, 1, 2, 3]) {
      const signatures = good.signatures.map((each) =>
        (each.validator as number) === index ? { ...each, signature: sign(index, 'finalize', hash(43)) } : each,
      );
      expect(holds({ ...good, signatures })).toBe(false);
    }
  });

  test('votes of one kind, view, block, epoch or network do not serve for another', () => {
    const { signatures } = certificate('finalize', [0, 2, 3]);
    expect(holds(certificate('notarize', [], { signatures }))).toBe(false);
    expect(holds(certificate('finalize', [], { signatures, view: view(8) }))).toBe(false);
    expect(holds(certificate('finalize', [], { signatures, digest: hash(43) }))).toBe(false);
    expect(holds(certificate('finalize', [], { signatures, epoch: epoch(2) }))).toBe(false);
    const foreign = [0, 2, 3].map((index) => ({ validator: validatorIndex(index), signature: sign(index, 'finalize', block, 7, 1, hash(2)) })); // prettier-ignore
    expect(holds(certificate('finalize', [], { signatures: foreign }))).toBe(false);
  });

  test('in a notarization the leader’s signature is the one over its proposal, and nothing else', () => {
    const notarized = certificate('notarize', [0, 1, 2]);
    const plain = notarized.signatures.map((each) => ({ ...each, signature: sign(each.validator, 'notarize', block) }));
    expect(holds({ ...notarized, signatures: plain })).toBe(false);
    const proposed = notarized.signatures.map((each) => ({
      ...each,
      signature: sign(each.validator, 'propose', block),
    }));
    expect(holds({ ...notarized, signatures: proposed })).toBe(false);
  });

  test('a nullification names no block, and the others name one', () => {
    expect(holds(certificate('nullify', [0, 1, 2], { digest: block }))).toBe(false);
    expect(holds(certificate('finalize', [0, 1, 2], { digest: zeroHash }))).toBe(false);
  });
});

describe('votes and proposals', () => {
  const vote = (changes: Partial<Vote> = {}): Vote => ({
    kind: 'finalize',
    epoch: epoch(1),
    view: view(7),
    digest: block,
    validator: validatorIndex(2),
    signature: sign(2, 'finalize', block),
    ...changes,
  });

  test('a vote holds as its validator signed it', () => {
    expect(verifyVote(committee, vote(), verify)).toBe(true);
  });

  test.each([
    ['of another validator', { validator: validatorIndex(3) }],
    ['of nobody', { validator: validatorIndex(4) }],
    ['for another view', { view: view(8) }],
    ['of another epoch', { epoch: epoch(2), signature: sign(2, 'finalize', block, 7, 2) }],
    ['of another kind', { kind: 'notarize' }],
    ['a nullify that names a block', { kind: 'nullify', signature: sign(2, 'nullify', block) }],
  ] as readonly (readonly [string, Partial<Vote>])[])('not %s', (_, changes) => {
    expect(verifyVote(committee, vote(changes), verify)).toBe(false);
  });

  test('a proposal is signed by the leader of its view, and by nobody else', () => {
    const content: BlockContent = {
      epoch: epoch(1),
      height: height(1),
      parentView: view(0),
      parentDigest: hash(0),
      heads: [],
    };
    const proposal = {
      view: view(7),
      digest: block,
      content,
      repeats: undefined,
      signature: sign(1, 'propose', block),
    };
    expect(verifyProposal(committee, proposal, leaderOf, verify)).toBe(true);
    expect(verifyProposal(committee, { ...proposal, signature: sign(2, 'propose', block) }, leaderOf, verify)).toBe(
      false,
    );
    expect(verifyProposal(committee, { ...proposal, signature: sign(1, 'notarize', block) }, leaderOf, verify)).toBe(
      false,
    );
    expect(verifyProposal(committee, { ...proposal, content: { ...content, epoch: epoch(2) } }, leaderOf, verify)).toBe(
      false,
    );
  });
});
