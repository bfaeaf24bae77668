import { fileURLToPath } from 'node:url';
import hardhatIgnitionViem from '@nomicfoundation/hardhat-ignition-viem';
import hardhatViem from '@nomicfoundation/hardhat-viem';
import { defineConfig } from 'hardhat/config';

/** The compiler is the npm package, so that a build needs no network. */
const compilerPath = fileURLToPath(import.meta.resolve('solc/soljson.js'));

const builtUnder = process.env['WITAN_COVERAGE'] === '1' ? 'coverage/' : '';

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
  plugins: [hardhatViem, hardhatIgnitionViem],
  paths: {
    sources: 'contracts',
    // Instrumented contracts are others.
    artifacts: `${builtUnder}artifacts`,
    cache: `${builtUnder}cache`,
    tests: invariants,
    ignition: 'contracts/ignition',
  },
  test: { solidity: { invariant: { runs: 512, depth: 100, failOnRevert: true, shrinkRunLimit: 200 } } },
  solidity: {
    npmFilesToBuild: ['@openzeppelin/contracts/governance/TimelockController.sol'],
    compilers: [{ ...contracts, settings: { ...contracts.settings, optimizer: { enabled: true, runs: 1_000_000 } } }],
    overrides: Object.fromEntries(invariantFiles.map((file) => [`${invariants}/${file}.sol`, quick])),
  },
});
