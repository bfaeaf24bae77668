import { createHardhatRuntimeEnvironment, importUserConfig } from 'hardhat/hre';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Abi, Hex } from 'viem';
import { WitanError } from '../node/types/fault.ts';

/** A compiled contract. */
export interface Artifact {
  readonly abi: Abi;
  readonly bytecode: Hex;
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** Whether contracts are built so that their chain notes which statements ran: `./witan test contracts --coverage`. */
export const isCovered = process.env['WITAN_COVERAGE'] === '1';

type Hardhat = Awaited<ReturnType<typeof createHardhatRuntimeEnvironment>>;
let runtime: Promise<Hardhat> | undefined;

/** Hardhat on this project's configuration, in process. */
export function hardhat(): Promise<Hardhat> {
  runtime ??= (async () => {
    const config = fileURLToPath(new URL('../hardhat.config.ts', import.meta.url));
    return createHardhatRuntimeEnvironment(await importUserConfig(config), { config, coverage: isCovered }, root);
  })();
  return runtime;
}

/**
 * Compiles what changed (about half a minute from nothing, a second when nothing did; no network) and returns a reader
 * of artifacts. Errors: CONTRACTS_BROKEN with the compiler's own message.
 */
export async function buildContracts(): Promise<(name: string) => Promise<Artifact>> {
  const { solidity, artifacts } = await hardhat();
  // Solidity tests are the business of their own runner: they would take thrice as long as the contracts.
  const paths = (await solidity.getRootFilePaths()).filter((path) => !path.startsWith(join(root, 'test')));
  const results: unknown = await solidity.build(paths, { quiet: true });
  const broken = compilerErrors(results);
  if (broken.length > 0) {
    throw new WitanError('CONTRACTS_BROKEN', `The contracts do not compile.\n${broken.join('\n')}`);
  }
  return async (name) => {
    const artifact = await artifacts.readArtifact(name);
    return { abi: artifact.abi as Abi, bytecode: artifact.bytecode as Hex };
  };
}

/** What the compiler complained about, or that there was nothing to start it on. */
function compilerErrors(results: unknown): string[] {
  if (!(results instanceof Map)) return [JSON.stringify(results)];
  return [...(results as Map<string, FileResult>).values()]
    .flatMap((result) => result.errors ?? [])
    .filter((error) => error.severity === 'error')
    .map((error) => error.formattedMessage ?? error.message ?? 'unknown error');
}

interface FileResult {
  readonly errors?: readonly {
    readonly severity?: string;
    readonly message?: string;
    readonly formattedMessage?: string;
  }[];
}
