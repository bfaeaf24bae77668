import { fileURLToPath } from 'node:url';
import hardhatViem from '@nomicfoundation/hardhat-viem';
import { defineConfig } from 'hardhat/config';

/** The compiler is the npm package, so that a build needs no network. */
const compilerPath = fileURLToPath(import.meta.resolve('solc/soljson.js'));

export default defineConfig({
  plugins: [hardhatViem],
  paths: { sources: 'contracts', artifacts: 'artifacts', cache: 'cache', tests: 'test/contracts' },
  solidity: {
    version: '0.8.37',
    path: compilerPath,
    settings: { evmVersion: 'prague', viaIR: true, optimizer: { enabled: true, runs: 1_000_000 } },
  },
});
