import { fileURLToPath } from 'node:url';
import hardhatViem from '@nomicfoundation/hardhat-viem';
import { defineConfig } from 'hardhat/config';

/** The compiler is the npm package, so that a build needs no network. */
const compilerPath = fileURLToPath(import.meta.resolve('solc/soljson.js'));

const isCovered = process.env['WITAN_COVERAGE'] === '1';

const version = '0.8.37';
const contracts = { version, path: compilerPath, settings: { evmVersion: 'prague', viaIR: true } };
const invariants = 'test/contracts/invariants';
const invariantFiles = ['Committee', 'Leaving', 'Money.t', 'Traders', 'Trees', 'Venue', 'Vm'];
/** Solidity tests are compiled for speed of the compiler, with the contracts in them: gas is not theirs to measure. */
const quick = {
  ...contracts,
  settings: {
    ...contracts.settings,
    optimizer: { enabled: true, runs: 1, details: { yul: true, yulDetails: { optimizerSteps: 'u' } } },
  },
};

export default defineConfig({
  plugins: [hardhatViem],
  // Instrumented contracts are others.
  paths: isCovered
    ? { sources: 'contracts', artifacts: 'coverage/artifacts', cache: 'coverage/cache', tests: invariants }
    : { sources: 'contracts', artifacts: 'artifacts', cache: 'cache', tests: invariants },
  test: { solidity: { invariant: { runs: 512, depth: 100, failOnRevert: true, shrinkRunLimit: 200 } } },
  solidity: {
    npmFilesToBuild: ['@openzeppelin/contracts/governance/TimelockController.sol'],
    compilers: [{ ...contracts, settings: { ...contracts.settings, optimizer: { enabled: true, runs: 1_000_000 } } }],
    overrides: Object.fromEntries(invariantFiles.map((file) => [`${invariants}/${file}.sol`, quick])),
  },
});
