import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Writable } from 'node:stream';
import { verifyBlsAggregate } from '../crypto/bls.ts';
import { createNativeVerify } from '../crypto/ed25519Native.ts';
import { makeTraderVerifier } from '../crypto/secp256k1.ts';
import { BlockLogReader } from '../storage/blockLogReader.ts';
import { WitanError } from '../types/fault.ts';
import type { Address } from '../types/ids.ts';
import { csvTitle, type ExportFormat, ExportTally, lineEnds, renderLine } from './exportFormats.ts';
import type { ExportRecord } from './exportRecords.ts';
import { type AskNode, type Bound, exportRecords, findRange } from './exportRun.ts';
import { verifyExport } from './exportVerify.ts';
import { readNetworkFile } from './networkFile.ts';
import { readNodeConfig } from './nodeConfig.ts';

export interface ExportOptions {
  readonly dir?: string;
  readonly account?: Address;
  readonly from?: Bound;
  readonly to?: Bound;
  readonly format: ExportFormat;
  readonly out?: string;
  readonly verify?: string;
  readonly network?: string;
  readonly json?: boolean;
}

/** Exports, or checks an export. Errors: USAGE, and those of the files, of the node and of `verifyExport`. */
export async function exportHistory(options: ExportOptions): Promise<void> {
  const { verify, dir, account } = options;
  if (verify !== undefined) return verifyFile(verify, options);
  if (dir === undefined || account === undefined) {
    throw new WitanError('USAGE', 'An export needs --dir and --account; --verify needs --network or --dir.');
  }
  const config = readNodeConfig(join(dir, 'node.yaml'));
  const { config: network } = readNetworkFile(config.networkFile);
  const { host, port } = config.rpc;
  const ask = askNode(`http://${host === '0.0.0.0' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host}:${port}`);
  const range = await findRange(ask, options.from, options.to);
  const records = exportRecords({ network, account, ...range }, ask, new BlockLogReader(config.dataFolder));
  const out = options.out === undefined ? process.stdout : createWriteStream(options.out, { flags: 'wx', mode: 0o600 });
  const totals = await writeExport(options.format, records, out);
  say({ ...range, ...totals, out: options.out ?? 'standard output' }, options.json === true, process.stderr);
}

async function verifyFile(file: string, { network, dir, json }: ExportOptions): Promise<void> {
  const path = network ?? (dir && readNodeConfig(join(dir, 'node.yaml')).networkFile);
  if (path === undefined) throw new WitanError('USAGE', '--verify needs --network or --dir: whose keys it checks by.');
  const { config } = readNetworkFile(path);
  const verifiers = { ed25519: createNativeVerify(), header: verifyBlsAggregate, trader: makeTraderVerifier() };
  const { title, ...totals } = await verifyExport(config, createReadStream(file), verifiers).catch(fileError);
  const { account, fromHeight, toHeight, omitted } = title;
  say({ verified: true, account, fromHeight, toHeight, omitted, ...totals }, json === true, process.stdout);
}

/** Writes records as they come, no faster than they are taken, and the last line. Errors: EXPORT_UNWRITABLE. */
export async function writeExport(format: ExportFormat, records: AsyncIterable<ExportRecord>, out: Writable) {
  const tally = new ExportTally();
  let failed: Error | undefined;
  out.on('error', (error) => (failed = error));
  const check = (): void => {
    if (failed !== undefined)
      throw new WitanError('EXPORT_UNWRITABLE', `The export cannot be written: ${failed.message}.`);
  };
  const write = async (line: string): Promise<void> => {
    if (failed === undefined && !out.write(line)) await once(out, 'drain').catch(() => undefined);
    check();
  };
  const put = async (record: ExportRecord | undefined, text: string): Promise<void> => {
    const line = text + lineEnds[format];
    tally.add(line, record);
    await write(line);
  };
  if (format === 'csv') await put(undefined, csvTitle);
  for await (const record of records) await put(record, renderLine(format, record));
  await write(renderLine(format, tally.end()) + lineEnds[format]);
  if (out !== process.stdout) await new Promise<void>((resolve) => out.end(() => resolve()));
  check();
  return tally.totals;
}

function say(record: object, isJson: boolean, to: NodeJS.WriteStream): void {
  const lines = Object.entries(record).map(([key, value]) => `  ${key.padEnd(14)} ${String(value)}`);
  to.write(isJson ? `${JSON.stringify(record)}\n` : `${lines.join('\n')}\n`);
}

const retryMs = 200;
/** How often a question is asked again that only takes time: a rate limit, an attestation that is on its way. */
const triesMax = 50;

/** A node's door over HTTP. Errors: NODE_UNREACHABLE, and the codes with which the node answers. */
export function askNode(url: string): AskNode {
  return async <T>(method: string, params: readonly unknown[]): Promise<T> => {
    for (let tries = 1; ; tries++) {
      const answer = await post<T>(url, method, params);
      if (answer.error === undefined) return answer.result as T;
      const { code = 'NODE_REFUSED', hint } = answer.error.data ?? {};
      const passes = code === 'RATE_LIMITED' || code === 'PROOF_NOT_READY';
      if (!passes || tries === triesMax) throw new WitanError(code, answer.error.message, hint);
      await delay(retryMs);
    }
  };
}

interface Answer<T> {
  readonly result?: T;
  readonly error?: { readonly message: string; readonly data?: { readonly code: string; readonly hint?: string } };
}

async function post<T>(url: string, method: string, params: readonly unknown[]): Promise<Answer<T>> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      signal: AbortSignal.timeout(30_000),
    });
    return (await response.json()) as Answer<T>;
  } catch (error) {
    throw new WitanError(
      'NODE_UNREACHABLE',
      `No node answers at ${url}: ${(error as Error).message}.`,
      'Start the node: what came of transactions is known to a running node only.',
    );
  }
}

function fileError(error: unknown): never {
  if (error instanceof WitanError) throw error;
  throw new WitanError('EXPORT_UNREADABLE', `The export cannot be read: ${(error as Error).message}.`);
}
