/**
 * What to do when more than f of power lie: nothing can keep the honest in agreement then, but two certificates that
 * cannot both be share a signer with more than f of power, and convict all whom they share (rule 17; the idea is that of
 * Sheng et al., "BFT Protocol Forensics", 2021).
 */
import type { Certificate, Vote } from '../types/consensus.ts';
import type { ValidatorIndex } from '../types/ids.ts';
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

/** Whom evidence is against, and the view of the two words. */
export function accused(
  evidence: Evidence,
  leaderOf: (view: View) => ValidatorIndex,
): { readonly validator: ValidatorIndex; readonly view: View } {
  switch (evidence.code) {
    case 'DOUBLE_PROPOSAL':
      return { validator: leaderOf(evidence.first.view), view: evidence.first.view };
    case 'PROPOSE_AGAINST_NOTARIZE':
      return { validator: evidence.vote.validator, view: evidence.vote.view };
    case 'DOUBLE_VOTE':
    case 'NULLIFY_AND_FINALIZE':
      return { validator: evidence.first.validator, view: evidence.first.view };
  }
}

/**
 * Evidence against everyone who signed both of two rival certificates. In a notarization the leader's signature is the one
 * of its proposal.
 */
export function convict(one: Certificate, other: Certificate): Evidence[] {
  const code = one.kind === other.kind ? 'DOUBLE_VOTE' : 'NULLIFY_AND_FINALIZE';
  const inOther = new Map(other.signatures.map(({ validator, signature }) => [validator, signature]));
  return one.signatures.flatMap(({ validator, signature }): Evidence[] => {
    const second = inOther.get(validator);
    if (second === undefined) return [];
    const word = (certificate: Certificate, signed: Vote['signature']): Vote => {
      const { kind, epoch, view, digest } = certificate;
      return { kind, epoch, view, digest, validator, signature: signed };
    };
    return [{ code, first: word(one, signature), second: word(other, second) }];
  });
}
