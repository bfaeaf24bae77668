import {
  exchangeScope,
  feeTierScope,
  marketStatus,
  parameterRule,
  parameterRules,
  tokenScope,
  type ParameterListing,
  type ParameterValue,
} from '../types/parameters.ts';
import type { ExchangeGenesis } from '../exchange/genesis.ts';
import { WitanError } from '../types/fault.ts';
import { readText } from './readText.ts';
import { integer, recordOf, shown, such, text as textOf } from './shape.ts';

/** Changes of parameters as a person writes them, and back. */

/** `BTC_USDC-PERPETUAL`, `BTC_USDC-FUTURES`, `BTC_USDC-OPTIONS`, `WETH`, `feeTier0`, `exchange`, by scope. */
export type ScopeNames = ReadonlyMap<number, string>;

const seriesEnding = { perpetual: '', future: '-FUTURES', option: '-OPTIONS' } as const;

export const scopeNames = (
  listings: readonly ParameterListing[],
  { tokens, feeTiers }: Pick<ExchangeGenesis, 'tokens' | 'feeTiers'>,
): ScopeNames =>
  new Map([
    ...listings.map(({ scope, kind, name }) => [scope, `${name}${seriesEnding[kind]}`] as const),
    ...tokens.slice(1).map(({ id, symbol }) => [tokenScope + id, symbol] as const),
    ...feeTiers.map((_, place) => [feeTierScope + place, `feeTier${place}`] as const),
    [exchangeScope, 'exchange'],
  ]);

/** `BTC_USDC-PERPETUAL.initialMarginPpb`. */
export const parameterName = (names: ScopeNames, scope: number, parameter: number): string =>
  `${names.get(scope) ?? scope}.${parameterRule(parameter)?.name ?? parameter}`;

export interface ContentOptions {
  readonly set?: readonly string[];
  readonly halt?: readonly string[];
  readonly list?: readonly string[];
}

/**
 * What `--set NAME.parameter=value`, `--halt NAME` and `--list FILE` ask for.
 * @param listings what is listed, which a new listing may be `like`
 * Errors: FLAG_INVALID; LISTING_MISSING, LISTING_UNREADABLE, LISTING_INVALID with the field that is wrong.
 */
export function readContent(
  { set = [], halt = [], list = [] }: ContentOptions,
  names: ScopeNames,
  listings: readonly ParameterListing[],
): { readonly listings: readonly ParameterListing[]; readonly changes: readonly ParameterValue[] } {
  if (set.length + halt.length + list.length === 0) {
    throw new WitanError('FLAG_INVALID', 'Nothing is proposed.', 'Use --set, --halt or --list.');
  }
  const status = parameterRules.find(({ name }) => name === 'status')!.id;
  const halts = halt.map((name) => ({ scope: scopeOf(name, names), parameter: status, value: marketStatus.halted }));
  return { listings: list.map((path) => readListing(path, listings)), changes: [...set.map((text) => readChange(text, names)), ...halts] }; // prettier-ignore
}

function readChange(text: string, names: ScopeNames): ParameterValue {
  const [, scopeName, parameterWord, number] = /^([^.=]+)\.([A-Za-z]+)=(-?\d{1,16})$/.exec(text) ?? [];
  const value = Number(number);
  if (scopeName === undefined || !Number.isSafeInteger(value)) {
    const example = 'BTC_USDC-PERPETUAL.initialMarginPpb=120000000';
    throw new WitanError('FLAG_INVALID', `--set ${shown(text)} is no change.`, `Write for example ${example}.`);
  }
  const rule = parameterRules.find(({ name }) => name === parameterWord);
  if (rule === undefined) {
    const known = parameterRules.filter(({ stepPpb }) => stepPpb !== undefined).map(({ name }) => name);
    throw new WitanError('FLAG_INVALID', `There is no parameter ${shown(parameterWord!)}.`, `There are: ${known.join(', ')}.`); // prettier-ignore
  }
  if (value < rule.min || value > rule.max) {
    throw new WitanError('FLAG_INVALID', `--set ${shown(text)} leaves its bounds.`, `They are ${rule.min} and ${rule.max}.`); // prettier-ignore
  }
  return { scope: scopeOf(scopeName, names), parameter: rule.id, value };
}

function scopeOf(name: string, names: ScopeNames): number {
  const found = [...names].find(([, each]) => each === name);
  if (found !== undefined) return found[0];
  throw new WitanError('FLAG_INVALID', `There is no ${shown(name)}.`, `There are: ${[...names.values()].join(', ')}.`);
}

interface ListingFile {
  readonly scope: number;
  readonly kind: ParameterListing['kind'];
  readonly name: string;
  /** A market whose values it has but for those that are named. */
  readonly like?: string;
  readonly values: Readonly<Record<string, number>>;
}

const required = {
  scope: integer(1, 2 ** 31),
  kind: such((value) => value === 'perpetual' || value === 'future' || value === 'option', 'perpetual, future or option'), // prettier-ignore
  name: textOf(/^[A-Z0-9_-]{3,40}$/, '3 to 40 capital letters, digits, _ and -'),
  values: such((value) => typeof value === 'object' && value !== null && Object.values(value).every(Number.isSafeInteger), 'integers by name'), // prettier-ignore
};
const listingShape = recordOf<Omit<ListingFile, 'like'>>(required);
const likeShape = recordOf<ListingFile>({ ...required, like: required.name });

const textFile = {
  what: 'listing',
  missing: 'LISTING_MISSING',
  unreadable: 'LISTING_UNREADABLE',
  hint: 'docs/guide-operators.md, Governance, shows one.',
};

function readListing(path: string, listings: readonly ParameterListing[]): ParameterListing {
  const invalid = (why: string): WitanError => new WitanError('LISTING_INVALID', `The listing ${path} is wrong: ${why}.`, textFile.hint); // prettier-ignore
  let file: ListingFile;
  try {
    file = JSON.parse(readText(path, textFile)) as ListingFile;
  } catch (error) {
    throw error instanceof WitanError ? error : invalid('it is no JSON');
  }
  const isLike = typeof file === 'object' && Object.hasOwn(file ?? {}, 'like');
  const wrong = (isLike ? likeShape : listingShape)(file, '');
  if (wrong !== undefined) throw invalid(wrong);
  const { scope, kind, name, like, values } = file;
  const model = listings.find((each) => each.kind === kind && each.name === like);
  if (like !== undefined && model === undefined) throw invalid(`no ${kind} ${shown(like)} is listed`);
  const rules = parameterRules.filter(({ of }) => of.includes(kind));
  const surplus = Object.keys(values).find((each) => !rules.some((rule) => rule.name === each));
  if (surplus !== undefined) throw invalid(`a ${kind} has no ${shown(surplus)}`);
  return {
    scope,
    kind,
    name,
    values: rules.map(({ id, name: of, min, max }) => {
      const value = values[of] ?? model?.values.find(({ parameter }) => parameter === id)?.value;
      if (value === undefined) throw invalid(`it lacks ${of}`);
      if (value < min || value > max) throw invalid(`${of} must be ${min} to ${max}`);
      return { scope, parameter: id, value };
    }),
  };
}
