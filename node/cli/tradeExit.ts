import { renameSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { leave, type Leaving, type Taken } from '../l1/leave.ts';
import {
  amountToUnits,
  exitKitText,
  priceToTicks,
  readExitKit,
  sizeToLots,
  tokenOf,
  type ExitKit,
  type ForcedBody,
} from '../sdk/index.ts';
import { WitanError } from '../types/fault.ts';
import { l1Error } from './l1Error.ts';
import { readText } from './readText.ts';
import { openWallet } from './tradeWallet.ts';
import { marketOf, trade } from './tradeSession.ts';
import type { AmountOptions, L1Options, TradeOptions } from './tradeOptions.ts';

export type ForceKind = ForcedBody['type'];

/** Options of `trade force`, by kind. */
export interface ForceOptions extends L1Options, Partial<AmountOptions> {
  readonly token: string;
  readonly market?: string;
  readonly size?: string;
  readonly price?: string;
}

export const forceItem = (kind: ForceKind, options: ForceOptions): Promise<void> =>
  trade(options, true, async (client, venue) => {
    const body = bodyOf(kind, options, client.network, venue);
    const wallet = openWallet(options.keyFile, options.l1Url, options.chain ?? client.network.l1.chainId);
    const { txHash, blockNumber } = await client.force(wallet, body, options.subaccount);
    const record = { kind, l1TxHash: txHash, l1Block: Number(blockNumber) };
    return { record, lines: [`queued in L1 block ${record.l1Block} (${txHash}): the committee must take it in`] };
  });

function bodyOf(
  kind: ForceKind,
  options: ForceOptions,
  network: Parameters<typeof tokenOf>[0],
  venue: Parameters<typeof marketOf>[0],
): ForcedBody {
  if (kind === 'cancelAll') return { type: kind };
  if (kind === 'withdraw') {
    const token = tokenOf(network, options.token);
    return { type: kind, token: token.id, amount: amountToUnits(token, needed('--amount', options.amount)) };
  }
  const market = marketOf(venue, needed('--market', options.market));
  return {
    type: kind,
    instrument: market.instrument,
    lots: sizeToLots(market, needed('--size', options.size)),
    limit: priceToTicks(market, needed('--price', options.price)),
  };
}

function needed(flag: string, value: string | undefined): string {
  if (value !== undefined) return value;
  throw new WitanError('OPTION_MISSING', `The option ${flag} is missing.`, 'See: witan trade force --help.');
}

/** Keeps the account's exit kit in a file: once, or with `follow` a new one for every header. */
export const saveExitKit = (
  file: string,
  options: TradeOptions & { readonly follow?: true; readonly chain?: number },
): Promise<void> =>
  trade(options, true, async (client) => {
    const save = (kit: ExitKit): void => {
      // Beside, then named: a kit is never half there.
      writeFileSync(`${file}.new`, exitKitText(kit));
      renameSync(`${file}.new`, file);
    };
    const kit = await client.exitKit(options.chain);
    save(kit);
    if (options.follow === true) {
      await client.onExitKit((next) => {
        save(next);
        process.stderr.write(`kit of header ${next.header.number} is in ${file}\n`);
      }, options.chain);
      await new Promise(() => undefined);
    }
    const equity = kit.exits.reduce((sum, { leaf }) => sum + leaf.equity, 0n);
    const record = { file, header: Number(kit.header.number), equity: equity.toString(), claims: kit.claims.length };
    return { record, lines: [`kit of header ${record.header} is in ${file}: ${kit.exits.length} subaccounts`] };
  });

export interface ExitOptions extends L1Options {
  readonly kit: string;
  readonly wait?: true;
}

const kitFile = {
  what: 'exit kit',
  missing: 'EXIT_KIT_MISSING',
  unreadable: 'EXIT_KIT_UNREADABLE',
  hint: 'Save one with: witan trade exit-kit FILE, while nodes answer.',
};

/** How often the chain is asked while a step waits for its time. */
const pollMs = 1_000;

/** Leaves with an exit kit and an L1 endpoint; no node is asked for anything. */
export async function exitByKit({ kit: file, keyFile, l1Url, wait, json }: ExitOptions): Promise<void> {
  const kit = readExitKit(readText(file, kitFile));
  const clients = openWallet(keyFile, l1Url, Number(kit.chain.chainId));
  const taken: Taken[] = [];
  try {
    for (;;) {
      const { taken: now, next } = await leave(clients, kit);
      for (const { step, txHash } of now) process.stderr.write(`${stepNames[step]} (${txHash})\n`);
      taken.push(...now);
      if (next === undefined || wait !== true) {
        process.stdout.write(json === true ? `${JSON.stringify(recordOf(kit, taken, next))}\n` : `${said(next)}\n`);
        return;
      }
      process.stderr.write(`${said(next)}\n`);
      while (Number((await clients.client.getBlock()).timestamp) < next.at) await pause(pollMs);
    }
  } catch (error) {
    if (error instanceof WitanError) throw error;
    throw l1Error(error);
  }
}

const stepNames: Readonly<Record<Taken['step'], string>> = {
  freeze: 'froze the settlement',
  submit: 'showed the header of the kit in the last call',
  open: 'opened the escape',
  refund: 'took back a deposit that the last header has not read',
  claim: 'claimed what was withdrawn before',
  settle: 'settled what everybody is worth together',
  openPool: 'opened the pool of a token',
  exit: 'took the share of a subaccount',
};

function said(next: Leaving['next']): string {
  if (next === undefined) return 'everything that the kit can take out is taken out';
  const at = new Date(next.at * 1000).toISOString();
  return `the next step, ${next.step}, can be taken at ${at}: run this again then, or use --wait`;
}

const recordOf = ({ header, exits }: ExitKit, taken: readonly Taken[], next: Leaving['next']) => ({
  header: Number(header.number),
  equity: exits.reduce((sum, { leaf }) => sum + leaf.equity, 0n).toString(),
  steps: taken.map(({ step, txHash, gasUsed }) => ({ step, l1TxHash: txHash, gasUsed: Number(gasUsed) })),
  next: next ?? null,
});
