/**
 * What to do when more than f of power lie: nothing can keep the honest in agreement then, but two certificates that
 * cannot both be share a signer with more than f of power, and convict all whom they share (rule 17; the idea is that of
 * Sheng et al., "BFT Protocol Forensics", 2021).
 */
import type { Certificate } from '../types/consensus.ts';
import type { HexBytes, ValidatorIndex } from '../types/ids.ts';
import type { SignedWord } from '../types/misconduct.ts';
import type { View } from '../types/units.ts';
import type { Evidence } from './io.ts';

/** Remembers the certificates of the latest views, to know one that contradicts them. */
export class CertificateMemory {
  readonly #viewsMax: number;
  readonly #byView = new Map<View, Certificate[]>();

  constructor(viewsMax: number) {
    this.#viewsMax = viewsMax;
  }

  /** Keeps one that was verified; of each kind and block the first. */
  keep(certificate: Certificate): void {
    const kept = this.#byView.get(certificate.view) ?? [];
    if (kept.some(({ kind, digest }) => kind === certificate.kind && digest === certificate.digest)) return;
    if (!this.#byView.has(certificate.view) && this.#byView.size >= this.#viewsMax) {
      this.#byView.delete(this.#byView.keys().next().value!);
    }
    this.#byView.set(certificate.view, [...kept, certificate]);
  }

  /**
   * A kept certificate that cannot stand beside this one, however many were slow or silent. One that is kept itself has
   * been compared before: to send it again makes no noise.
   */
  rivalOf({ kind, view, digest }: Certificate): Certificate | undefined {
    const ofView = this.#byView.get(view) ?? [];
    if (ofView.some((kept) => kept.kind === kind && kept.digest === digest)) return undefined;
    return ofView.find((kept) =>
      kept.kind === kind
        ? kept.digest !== digest
        : (kept.kind === 'nullify' && kind === 'finalize') || (kept.kind === 'finalize' && kind === 'nullify'),
    );
  }
}

/**
 * Evidence against everyone who signed both of two rival certificates. In a notarization the leader's signature is the one
 * of its proposal.
 */
export function convict(one: Certificate, other: Certificate, leaderOf: (view: View) => ValidatorIndex): Evidence[] {
  const { epoch, view } = one;
  const inOther = new Map(other.signatures.map(({ validator, signature }) => [validator, signature]));
  return one.signatures.flatMap(({ validator, signature }): Evidence[] => {
    const second = inOther.get(validator);
    if (second === undefined) return [];
    const isLeader = validator === leaderOf(view);
    const word = ({ kind, digest }: Certificate, signed: HexBytes): SignedWord => ({
      kind: kind === 'notarize' && isLeader ? 'propose' : kind,
      digest,
      signature: signed,
    });
    const code =
      one.kind !== other.kind
        ? 'NULLIFY_AND_FINALIZE'
        : one.kind === 'notarize' && isLeader
          ? 'DOUBLE_PROPOSAL'
          : 'DOUBLE_VOTE';
    const words = { first: word(one, signature), second: word(other, second) };
    return [{ code, misconduct: { about: 'view', epoch, validator, view, ...words } }];
  });
}
