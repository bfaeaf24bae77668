import { buildModule } from '@nomicfoundation/hardhat-ignition/modules';
import type {
  ArgumentType,
  IgnitionModule,
  NamedArtifactContractDeploymentFuture,
} from '@nomicfoundation/ignition-core';
import type { PlannedContract } from '../../devnet/system.ts';

/**
 * All contracts of a network, one after another, as an Ignition module: a deployment that stops halfway goes on where it was. They name
 * each other by where their deployer's nonces put them, so that nothing else may send from that account meanwhile; a contract that ended up
 * elsewhere fails the deployment of the settlement (`VaultMismatch`).
 */
export const witanModule = (contracts: readonly PlannedContract[]): IgnitionModule =>
  buildModule('Witan', (m) => {
    let last: NamedArtifactContractDeploymentFuture<string> | undefined;
    const futures: Record<string, NamedArtifactContractDeploymentFuture<string>> = {};
    for (const { name, args } of contracts) {
      last = m.contract(name, [...args] as ArgumentType[], last === undefined ? {} : { after: [last] });
      futures[name] = last;
    }
    return futures;
  });
