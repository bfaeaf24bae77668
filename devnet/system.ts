import { getContractAddress, parseEther } from 'viem';
import { zeroAddress, type Address, type Hash } from '../node/types/ids.ts';
import type { ParametersContent } from '../node/l1/parametersContract.ts';
import { deployGovernance, type Creator, type Governance, type GovernanceTerms } from './deployGovernance.ts';

/** How fast settlement moves, seconds. The first five: Timing of ISettlement.sol. */
export interface SettlementTiming {
  readonly spacing: number;
  readonly dispute: number;
  readonly grace: number;
  readonly silence: number;
  readonly lastCall: number;
  /** In which a forced item must be consumed. */
  readonly forcedWindow: number;
  /** In which exits can be challenged. */
  readonly challenge: number;
}

/** Seconds between two plans of a committee, from a plan to its expiry, and from there to the end of its stake's lock. */
export interface RotationTiming {
  readonly interval: number;
  readonly life: number;
  readonly unbonding: number;
}

/** What the contracts of a home chain are deployed with. */
export interface SystemTerms {
  readonly chainId: number;
  /** Installs the first committee; gets what slashing and forced items bring. */
  readonly deployer: Address;
  /** May pause, and tighten parameters. */
  readonly guardian: Address;
  readonly stakeToken: Address;
  /** By id. */
  readonly tokens: readonly {
    readonly token: Address;
    readonly ledgerDecimals: number;
    readonly outflowFloor: bigint;
  }[];
  /** Seconds. Source: docs/spec/settlement.md, Settlement and CommitteeRegistry. */
  readonly timing: SettlementTiming;
  readonly rotation: RotationTiming;
  /** Wei for a forced item; absent: 0.001 ether. */
  readonly forcedFee?: bigint;
  /** Vaults of other settlement layers on this chain; absent: none. */
  readonly layers?: readonly Address[];
  readonly governance: GovernanceTerms;
  /** What governance finds at the beginning: version 1 of the parameters. */
  readonly parameters: ParametersContent;
  readonly salt: Hash;
}

export interface System extends Governance {
  readonly registry: Address;
  readonly vault: Address;
  readonly settlement: Address;
  readonly escape: Address;
  readonly slasher: Address;
}

/** What an offence costs of the operator's stake, and what of that its reporter gets; hundredths of a percent. */
const slashedBps = 5_000n;
const rewardBps = 500n;
/** Stake of one unit of weight: one whole stake token. */
export const stakePerWeight = 10n ** 18n;

/**
 * Creates all contracts of a home chain, by consecutive transactions of one account. They name each other for ever, so that the
 * first are told where the later ones will be.
 */
export async function createSystem(creator: Creator, terms: SystemTerms): Promise<System> {
  const { create, next } = creator;
  const { stakeToken, deployer, guardian } = terms;
  const governance = await deployGovernance(creator, stakeToken, guardian, terms.governance, terms.parameters);
  const registry = await create('CommitteeRegistry', [
    stakeToken,
    deployer,
    next(2),
    next(4),
    { stakePerWeight, stakeMin: stakePerWeight, ...terms.rotation },
    BigInt(terms.chainId),
    zeroAddress,
    terms.salt,
  ]);
  const { forcedWindow, challenge, ...timing } = terms.timing;
  const vaultTerms = {
    settlement: next(1),
    escape: next(2),
    guardian,
    treasury: deployer,
    forcedFee: terms.forcedFee ?? parseEther('0.001'),
    forcedWindow: BigInt(forcedWindow),
    layers: terms.layers ?? [],
    policies: governance.policies,
  };
  const vault = await create('Vault', [vaultTerms, terms.tokens]);
  const settlement = await create('Settlement', [registry, vault, next(2), timing, governance.riskParameters]);
  const escape = await create('Escape', [settlement, vault, deployer, BigInt(challenge)]);
  const slasher = await create('Slasher', [registry, settlement, stakeToken, deployer, slashedBps, rewardBps]);
  return { ...governance, registry, vault, settlement, escape, slasher };
}

/** A contract that is to be created, and where it will be. */
export interface PlannedContract {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly address: Address;
}

/** What `createSystem` will create from a nonce of the deployer on, without sending anything. */
export async function planSystem(terms: SystemTerms, nonce: number): Promise<readonly PlannedContract[]> {
  const planned: PlannedContract[] = [];
  const next = (ahead = 0): Address =>
    getContractAddress({ from: terms.deployer, nonce: BigInt(nonce + planned.length + ahead) }).toLowerCase() as Address; // prettier-ignore
  const create = async (name: string, args: readonly unknown[]): Promise<Address> => {
    const address = next();
    planned.push({ name, args, address });
    return address;
  };
  await createSystem({ create, next }, terms);
  return planned;
}
