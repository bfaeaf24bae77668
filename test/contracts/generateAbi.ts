import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import type { Abi } from 'viem';
import { buildContracts } from '../../devnet/artifacts.ts';

/** Contracts whose ABI the node carries, so that it needs no artifacts. */
const contracts = {
  committeeRegistryAbi: 'CommitteeRegistry',
  committeeMirrorAbi: 'CommitteeMirror',
  settlementAbi: 'Settlement',
  vaultAbi: 'Vault',
  slasherAbi: 'Slasher',
  escapeAbi: 'Escape',
  riskParametersAbi: 'RiskParameters',
  governorAbi: 'WitanGovernor',
  policyRegistryAbi: 'PolicyRegistry',
  timelockAbi: 'TimelockController',
  stakeVotesAbi: 'StakeVotes',
  devnetTokenAbi: 'DevnetToken',
};

export const abiPath = fileURLToPath(new URL('../../node/l1/abi.ts', import.meta.url));

/** The text of node/l1/abi.ts, from freshly built contracts. `internalType` says nothing that a caller needs. */
export async function abiText(): Promise<string> {
  const artifact = await buildContracts();
  const parts = ['/** ABIs of the contracts, written by test/contracts/generateAbi.ts. */\n'];
  for (const [name, contract] of Object.entries(contracts)) {
    const { abi } = await artifact(contract);
    const plain = JSON.stringify(abi satisfies Abi, (key, value: unknown) =>
      key === 'internalType' ? undefined : value,
    );
    parts.push(`export const ${name} = ${plain} as const;\n`);
  }
  return format(parts.join('\n'), { ...(await resolveConfig(abiPath)), filepath: abiPath });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(abiPath, await abiText());
