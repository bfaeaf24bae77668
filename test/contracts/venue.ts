import { getContractAddress } from 'viem';
import { zeroAddress, type Address } from '../../node/types/ids.ts';
import { account, addressOf, defaultTiming, type World } from './world.ts';

/** Constructor arguments of a vault that lists `tokens`, with six decimals in the ledger unless told. */
export const vaultArguments = (
  settlement: Address,
  escape: Address,
  tokens: readonly { readonly token: Address; readonly ledgerDecimals?: number }[],
  layers: readonly Address[] = [],
): readonly unknown[] => [
  {
    settlement,
    escape,
    guardian: account(7).address,
    treasury: account(6).address,
    forcedFee: 10n ** 15n,
    forcedWindow: BigInt(defaultTiming.forcedWindow),
    layers,
    policies: zeroAddress,
  },
  tokens.map(({ token, ledgerDecimals = 6 }) => ({ token, ledgerDecimals, outflowFloor: 10n ** 12n })),
];

/** Constructor arguments of a settlement over that vault, without parameters to check; account 8 is its slasher. */
export const settlementArguments = (registry: Address, vault: Address): readonly unknown[] => [
  registry,
  vault,
  account(8).address,
  defaultTiming,
  zeroAddress,
];

/** A vault that no settlement stands behind. */
export const loneVault = (world: World, token: Address, ledgerDecimals = 6): Promise<Address> =>
  world.create('Vault', vaultArguments(account(5).address as Address, zeroAddress, [{ token, ledgerDecimals }]));

/** The world with a vault, a settlement and an escape of their own that list only `token`. */
export async function venueFor(world: World, token: Address): Promise<World> {
  const nonce = BigInt(await world.client.getTransactionCount({ address: account(0).address }));
  const next = (ahead: bigint): Address =>
    addressOf({ address: getContractAddress({ from: account(0).address, nonce: nonce + ahead }) });
  const vault = await world.create('Vault', vaultArguments(next(1n), next(2n), [{ token }]));
  const settlement = await world.create('Settlement', settlementArguments(world.deployment.registry, vault));
  const escape = await world.create('Escape', [settlement, vault, account(6).address, BigInt(defaultTiming.challenge)]);
  return { ...world, deployment: { ...world.deployment, settlement, vault, escape, usdc: token } };
}
