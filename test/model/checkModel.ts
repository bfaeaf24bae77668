/**
 * The model of consensus, and what keeps it honest: rules broken on purpose, each of which it must refute. A variant that
 * holds is a property that says nothing.
 */
import { runSpin, type SpinResult, type Tools } from './spin.ts';

/** Views up to which the calm and `progress` are part of the model; beyond, safety alone fits into memory. */
export const calmViewsMax = 4;
/** Every variant comes to harm within two. */
const variantViews = 2;

export interface Variant {
  readonly name: string;
  /** In simplex.pml. */
  readonly define: string;
  /** The harm itself, not a lemma on the way: two final chains, or a committee that stands still. */
  readonly breaks: 'agreement' | 'progress';
  /** It looks at what the model otherwise forgets. */
  readonly keepsAll?: boolean;
}

export const variants: readonly Variant[] = [
  { name: 'finalize after nullify (rule 5)', define: 'FINALIZE_AFTER_NULLIFY', breaks: 'agreement' },
  { name: 'notarize twice a view (rule 5)', define: 'NOTARIZE_TWICE', breaks: 'agreement' },
  { name: 'a parent without NULs since (rules 3, 4)', define: 'PARENT_WITHOUT_NULS', breaks: 'agreement' },
  { name: 'a parent that is not notarized (rules 4, 7)', define: 'PARENT_NOT_NOTARIZED', breaks: 'agreement', keepsAll: true }, // prettier-ignore
  { name: 'finalize a view that was left (rule 9)', define: 'FINALIZE_AFTER_LEAVING', breaks: 'agreement', keepsAll: true }, // prettier-ignore
  { name: 'a quorum of 2f', define: 'QUORUM_OF_2F', breaks: 'agreement' },
  { name: 'no nullify after notarize (rule 5)', define: 'NO_NULLIFY_AFTER_NOTARIZE', breaks: 'progress' },
  { name: 'a NOT is not passed on (rules 7, 11)', define: 'NOT_KEPT_TO_ONESELF', breaks: 'progress' },
  { name: 'a clock in certification (rule 7)', define: 'CLOCK_IN_CERTIFICATION', breaks: 'progress' },
];

export interface ModelResult extends SpinResult {
  readonly holds: boolean;
  readonly views: number;
  readonly properties: readonly string[];
}

export interface VariantResult extends SpinResult {
  readonly name: string;
  readonly refuted: boolean;
}

/** Every reachable state of the model as it should be. */
export async function checkModel(tools: Tools, views: number, signal?: AbortSignal): Promise<ModelResult> {
  const isCalm = views <= calmViewsMax;
  const defines = isCalm ? [] : ['NO_CALM'];
  const result = await runSpin(tools, { defines, views, search: 'exhaustive', ...(signal && { signal }) });
  const safety = ['oneBlock', 'noSkip', 'built', 'agreement'];
  const properties = isCalm ? [...safety, 'progress'] : safety;
  return { holds: result.violated === undefined, views, properties, ...result };
}

/** The shortest way to the harm that this variant does. */
export async function refuteVariant(tools: Tools, variant: Variant, signal?: AbortSignal): Promise<VariantResult> {
  const result = await runSpin(tools, {
    defines: [
      variant.define,
      ...(variant.breaks === 'agreement' ? ['NO_CALM', 'ONLY_AGREEMENT'] : []),
      ...(variant.keepsAll === true ? ['KEEP_ALL'] : []),
    ],
    views: variantViews,
    search: 'shortest',
    ...(signal && { signal }),
  });
  return { name: variant.name, refuted: result.violated === variant.breaks, ...result };
}
