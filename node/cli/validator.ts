import { join } from 'node:path';
import type { Command } from 'commander';
import { formatEther, parseEther } from 'viem';
import type { Standing } from '../l1/operatorActions.ts';
import { WitanError } from '../types/fault.ts';
import type { Address } from '../types/ids.ts';

interface ValidatorFlags {
  readonly dir: string;
  readonly stake?: string;
  readonly json?: true;
}

const does = ['status', 'register', 'join', 'leave', 'add-stake', 'withdraw'] as const;
type Doing = (typeof does)[number];

const described: Readonly<Record<Doing, string>> = {
  status:
    'Says where you stand: registered, in which line and at which place, serving, until when the stake is locked.',
  register: 'Registers your keys with a first stake.',
  join: 'Asks to serve: you go to the end of the line of those who join.',
  leave: 'Asks to serve no longer: you go to the end of the line of those who leave, or out of the other.',
  'add-stake': 'Adds to your stake; it counts from the next plan on.',
  withdraw: 'Takes stake back, once you left and no longer answer for a committee.',
};
const staking: ReadonlySet<Doing> = new Set(['register', 'add-stake', 'withdraw']);

/** `witan node validator …`: an operator at the CommitteeRegistry. */
export function addValidator(node: Command): void {
  const validator = node.command('validator').description('Your place in the committees on L1.');
  for (const what of does) {
    const command = validator
      .command(what)
      .description(described[what])
      .requiredOption('--dir <folder>', 'folder of the node, with node.yaml')
      .option('--json', 'print one JSON object');
    if (staking.has(what)) command.requiredOption('--stake <amount>', 'whole stake tokens, for example 1000 or 0.5');
    command.action((flags: ValidatorFlags) => act(what, flags));
  }
}

async function act(what: Doing, flags: ValidatorFlags): Promise<void> {
  const [{ privateKeyToAccount }, { fromHex }, registry, { readKeyFile, publicKeysOf }, config, file, { l1Error }] =
    await Promise.all([
      import('viem/accounts'),
      import('../codec/hex.ts'),
      import('../l1/operatorActions.ts'),
      import('./keyFile.ts'),
      import('./nodeConfig.ts'),
      import('./networkFile.ts'),
      import('./l1Error.ts'),
    ]);
  const stake = flags.stake === undefined ? 0n : amountOf(flags.stake);
  const { networkFile, keyFile, l1 } = config.readNodeConfig(join(flags.dir, 'node.yaml'));
  const { l1: contracts } = file.readNetworkFile(networkFile).config;
  const keys = readKeyFile(keyFile);
  const account = privateKeyToAccount(keys.l1);
  const clients = registry.operatorClients(l1.url, contracts.chainId, account, contracts.registry);
  const own = { ed25519Key: publicKeysOf(keys).ed25519Key, blsSecretKey: fromHex(keys.bls) };
  const actions: Readonly<Record<Doing, () => Promise<void>>> = {
    status: async () => undefined,
    register: () => registry.registerOperator(clients, own, stake),
    join: () => registry.requestActivation(clients),
    leave: () => registry.requestExit(clients),
    'add-stake': () => registry.addStake(clients, stake),
    withdraw: () => registry.withdrawStake(clients, stake),
  };
  try {
    await actions[what]();
    tell(await registry.readStanding(clients, account.address.toLowerCase() as Address), flags.json === true);
  } catch (error) {
    throw l1Error(error);
  }
}

function amountOf(text: string): bigint {
  if (!/^\d{1,15}(\.\d{1,18})?$/.test(text) || parseEther(text) === 0n) {
    throw new WitanError('FLAG_INVALID', `--stake ${text} is no amount.`, 'Write for example 1000 or 0.5.');
  }
  return parseEther(text);
}

function tell(standing: Standing, json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ ...standing, stake: formatEther(standing.stake) })}\n`);
    return;
  }
  const { operator, state, place, stake, unlocksAt, committee, isNextPlanned } = standing;
  const line = place === undefined ? '' : `, number ${place} in line`;
  const locked = unlocksAt === 0 ? 'free' : `answers for a committee until ${new Date(unlocksAt * 1000).toISOString()}`;
  process.stdout.write(
    [
      `operator  ${operator}`,
      `state     ${state}${line}`,
      `stake     ${formatEther(stake)}, ${locked}`,
      `committee ${committee} is installed${isNextPlanned ? `, ${committee + 1} is planned` : ''}`,
      '',
    ].join('\n'),
  );
}
