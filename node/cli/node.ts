import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { stringify } from 'yaml';
import type { Bound } from './exportRun.ts';
import type { ExportOptions } from './nodeExport.ts';
import { parseAddress } from './tradeOptions.ts';
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
  addExport(node);
  addValidator(node);
}

function addExport(node: Command): void {
  node
    .command('export')
    .description(
      "Writes an account's signed history with its proofs, from a running node and its folder; or checks one.",
    )
    .option('--dir <folder>', 'folder of the node, with node.yaml')
    .option('--account <address>', 'whose history', parseAddress)
    .option(
      '--from <time|height>',
      'first block: a height, or an ISO 8601 time (default: the oldest there is)',
      parseBound,
    )
    .option('--to <time|height>', 'last block, likewise (default: the newest that is attested)', parseBound)
    .addOption(new Option('--format <format>', 'a JSON object a line, or CSV').choices(['json', 'csv']).default('json'))
    .option('--out <file>', 'a new file (default: standard output)')
    .option('--verify <file>', 'check an export instead, by the keys in --network')
    .option('--network <file>', 'network file for --verify (default: that of --dir)')
    .option('--json', 'print the summary as one JSON object')
    .action(async (options: ExportOptions) => {
      const { exportHistory } = await import('./nodeExport.ts');
      await exportHistory(options);
    });
}

const isoTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/;

/** A date alone is its midnight in UTC; a time names its zone. */
export function parseBound(text: string): Bound {
  if (/^\d{1,15}$/.test(text)) return { height: Number(text) };
  const timeMs = isoTime.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(timeMs)) {
    throw new InvalidArgumentError('It must be a height, a date, or a time like 2026-11-23T14:00:00Z.');
  }
  return { timeMs };
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
