import { encodeAbiParameters, keccak256 } from 'viem';
import {
  parameterRules,
  type ParameterListing,
  type ParameterRule,
  type ParameterScope,
  type ParametersItem,
  type ParameterValue,
} from '../types/parameters.ts';
import { zeroHash, type Hash } from '../types/ids.ts';
import { riskParametersAbi } from './abi.ts';

/** Rules, listings and values as RiskParameters has them, and the hash that it chains versions by. */

/** By number: `Kind` and `Tightens` of IRiskParameters.sol. */
const kinds: readonly ParameterScope[] = ['perpetual', 'future', 'option', 'token', 'feeTier', 'exchange'];
const directions: readonly ParameterRule['tightens'][] = ['up', 'down', 'neither'];

interface ContractChange {
  readonly scope: number;
  readonly parameter: number;
  readonly value: bigint;
}

interface ContractListing {
  readonly scope: number;
  readonly kind: number;
  readonly name: string;
  readonly terms: readonly { readonly parameter: number; readonly value: bigint }[];
}

/** The two arguments of `announce` and `publish`, and what a version consists of. */
export interface ParametersContent {
  readonly listings: readonly ParameterListing[];
  readonly changes: readonly ParameterValue[];
}

/** The table of rules as the constructor takes it. */
export const contractRules = () =>
  parameterRules.map((rule) => ({
    parameter: rule.id,
    kinds: rule.of.reduce((bits, kind) => bits | (1 << kinds.indexOf(kind)), 0),
    tightens: directions.indexOf(rule.tightens),
    stepPpb: rule.stepPpb ?? 0,
    min: BigInt(rule.min),
    max: BigInt(rule.max),
  }));

export const contractChange = ({ scope, parameter, value }: ParameterValue): ContractChange => ({
  scope,
  parameter,
  value: BigInt(value),
});

/** The contract wants terms ascending by parameter. */
export const contractListing = ({ scope, kind, name, values }: ParameterListing): ContractListing => ({
  scope,
  kind: kinds.indexOf(kind),
  name,
  terms: [...values]
    .sort((a, b) => a.parameter - b.parameter)
    .map(({ parameter, value }) => ({ parameter, value: BigInt(value) })),
});

export const contractContent = ({ listings, changes }: ParametersContent) =>
  [listings.map(contractListing), changes.map(contractChange)] as const;

/** The arguments of a log of `VersionPublished`. */
export interface PublishedVersion {
  readonly version: number;
  readonly activationBlock: bigint;
  readonly listings: readonly ContractListing[];
  readonly changes: readonly ContractChange[];
}

/** What a log says; its hash is checked by the caller. */
export const parametersItem = (args: PublishedVersion, l1Block: bigint): ParametersItem => ({
  kind: 'parameters',
  version: args.version,
  activationBlock: Number(args.activationBlock),
  ...parametersContent(args.listings, args.changes),
  l1Block: Number(l1Block),
});

/** What two arguments of the contract say. */
export function parametersContent(
  listings: readonly ContractListing[],
  changes: readonly ContractChange[],
): ParametersContent {
  return {
    listings: listings.map(({ scope, kind, name, terms }) => ({
      scope,
      kind: kinds[kind] as ParameterListing['kind'],
      name,
      values: terms.map(({ parameter, value }) => ({ scope, parameter, value: Number(value) })),
    })),
    changes: changes.map(({ scope, parameter, value }) => ({ scope, parameter, value: Number(value) })),
  };
}

const [listingsInput, changesInput] = riskParametersAbi.find(
  (each): each is Extract<(typeof riskParametersAbi)[number], { name: 'announce' }> =>
    each.type === 'function' && each.name === 'announce',
)!.inputs;
const linkTypes = [{ type: 'bytes32' }, { type: 'uint32' }, { type: 'uint64' }, { type: 'bytes32' }] as const;

/** Names what is announced: the `id` of an announcement. */
export const contentId = (content: ParametersContent): Hash =>
  keccak256(encodeAbiParameters([listingsInput, changesInput], [...contractContent(content)])) as Hash;

/** The chain of versions after one more. Source: docs/spec/settlement.md, Governance. */
export const parametersLink = (
  previous: Hash,
  item: Pick<ParametersItem, 'version' | 'activationBlock' | 'listings' | 'changes'>,
): Hash =>
  keccak256(
    encodeAbiParameters(linkTypes, [previous, item.version, BigInt(item.activationBlock), contentId(item)]),
  ) as Hash;

/** The hash of version 1, which is in force from the beginning. */
export const genesisParametersHash = (content: ParametersContent): Hash =>
  parametersLink(zeroHash, { version: 1, activationBlock: 0, ...content });
