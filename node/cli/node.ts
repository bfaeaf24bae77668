import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { stringify } from 'yaml';
import { addValidator } from './validator.ts';

export function addNode(program: Command): void {
  const node = program.command('node').description("A validator operator's commands.");
  node
    .command('init')
    .description('Makes keys and a configuration in a new folder, and prints the public keys to register.')
    .requiredOption('--dir <folder>', 'folder of the node')
    .option('--json', 'print one JSON object')
    .action((options: { dir: string; json?: boolean }) => init(resolve(options.dir), options.json === true));
  node
    .command('start')
    .description('Runs the validator until it is stopped with Ctrl-C or SIGTERM.')
    .requiredOption('--dir <folder>', 'folder of the node, with node.yaml')
    .action(async (options: { dir: string }) => {
      const { startNode } = await import('./nodeStart.ts');
      await startNode(resolve(options.dir));
    });
  node
    .command('watch')
    .description(
      'Runs a watcher: it follows, executes and checks everything, gives out exit kits, and shows L1 what was signed twice. It never votes or signs.',
    )
    .requiredOption('--dir <folder>', 'folder of the node, with node.yaml')
    .action(async (options: { dir: string }) => {
      const { startNode } = await import('./nodeStart.ts');
      await startNode(resolve(options.dir), (run) => ({ ...run, isWatcher: true }));
    });
  addValidator(node);
}

async function init(folder: string, json: boolean): Promise<void> {
  const { makeKeyFile, publicKeysOf, writeKeyFile } = await import('./keyFile.ts');
  const { defaultKeep } = await import('./nodeConfig.ts');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keys = makeKeyFile();
  writeKeyFile(join(folder, 'keys.json'), keys);
  const config = {
    networkFile: 'network.json',
    keyFile: 'keys.json',
    dataFolder: 'data',
    p2p: { host: '127.0.0.1', port: 26_600 },
    rpc: { host: '127.0.0.1', port: 26_700 },
    l1: { url: 'http://127.0.0.1:8545', pollMs: 4_000 },
    feeds: [],
    keep: defaultKeep,
    logLevel: 'info',
  };
  writeFileSync(join(folder, 'node.yaml'), stringify(config), { flag: 'wx' });
  const publicKeys = publicKeysOf(keys);
  if (json) {
    process.stdout.write(`${JSON.stringify({ folder, ...publicKeys })}\n`);
    return;
  }
  process.stdout.write(
    [
      `Made ${folder} with new keys. Put the network's network.json beside node.yaml, and register with witan node validator:`,
      `  operator   ${publicKeys.operator}`,
      `  ed25519    ${publicKeys.ed25519Key}`,
      `  bls        ${publicKeys.blsKey}`,
      'Back up keys.json, and from the first start on data/guard with it.',
      '',
    ].join('\n'),
  );
}
