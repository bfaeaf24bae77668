import { fromHex } from '../codec/hex.ts';
import { voteBytes } from '../codec/signingBytes.ts';
import type { Committee } from '../types/committee.ts';
import type { Misconduct, MisconductCode, SignedWord } from '../types/misconduct.ts';
import { reportNameOf } from './digests.ts';
import type { Ed25519Verify } from './ed25519.ts';

/**
 * What a misconduct proves against the validator that it names; undefined where it proves nothing: the two do not
 * contradict each other, or a signature is not that validator's. The committee must be that of its epoch.
 */
export function provenBy(
  committee: Committee,
  misconduct: Misconduct,
  verify: Ed25519Verify,
): MisconductCode | undefined {
  const { epoch, validator } = misconduct;
  const member = committee.validators[validator];
  if (member === undefined || epoch !== committee.epoch) return undefined;
  const { networkId } = committee;
  if (misconduct.about === 'report') {
    const { seq, first, second } = misconduct;
    const names = [first, second].map((seal) => reportNameOf(networkId, { epoch, validator, seq, ...seal }));
    if (names[0] === names[1]) return undefined;
    const isSigned = [first, second].every(({ signature }, index) =>
      verify(member.ed25519Key, fromHex(names[index]!), signature),
    );
    return isSigned ? 'DOUBLE_REPORT' : undefined;
  }
  const { view, first, second } = misconduct;
  const code = contradiction(first, second);
  if (code === undefined) return undefined;
  const isSigned = [first, second].every(({ kind, digest, signature }) =>
    verify(member.ed25519Key, voteBytes(networkId, kind, epoch, view, digest), signature),
  );
  return isSigned ? code : undefined;
}

function contradiction(first: SignedWord, second: SignedWord): MisconductCode | undefined {
  const kinds = [first.kind, second.kind].sort().join(' ');
  if (kinds === 'finalize nullify') return 'NULLIFY_AND_FINALIZE';
  if (first.digest === second.digest) return undefined;
  if (kinds === 'notarize propose') return 'PROPOSE_AGAINST_NOTARIZE';
  if (first.kind !== second.kind || first.kind === 'nullify') return undefined;
  return first.kind === 'propose' ? 'DOUBLE_PROPOSAL' : 'DOUBLE_VOTE';
}
