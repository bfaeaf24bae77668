import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { WitanError } from '../node/types/fault.ts';
import { freePorts } from './freePorts.ts';

/**
 * A local Ethereum chain as a child process: anvil where its optional package is installed, Hardhat's node otherwise.
 *
 * What `finalized` means there: anvil reports latest − 2 × slots-in-an-epoch, so with one slot it lags two blocks and
 * moves with every block mined. Hardhat reports the latest block itself, so that finality never lags and never
 * reorganises. On the real Ethereum it lags 64 to 95 slots (13 to 19 minutes).
 */

export type L1Kind = 'anvil' | 'hardhat';

export interface L1Options {
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** Seconds between blocks, fractions allowed; 0 mines each transaction at once and nothing else. */
  readonly blockTimeSeconds?: number;
  readonly chainId?: number;
  /** Forces one kind; absent: anvil where it is installed. */
  readonly kind?: L1Kind;
}

export interface L1 {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly kind: L1Kind;
  /** Resolves when the process ended, whoever ended it. */
  readonly ended: Promise<void>;
  /** Ends the process and waits for it; safe to call twice. */
  stop(): Promise<void>;
}

/** Key of the account that holds ether on both kinds of chain: the first of the usual test mnemonic. */
export const fundedMnemonic = 'test test test test test test test test test test test junk';

const hostname = '127.0.0.1';
const startMsMax = 20_000;
const stopMsMax = 3_000;
const pollMs = 25;

const inModules = (path: string): string => fileURLToPath(new URL(`../node_modules/${path}`, import.meta.url));
const anvilPath = inModules('@foundry-rs/anvil-linux-amd64/bin/anvil');
/** anvil is an optional package: reorganisations can only be played where it is installed. */
export const isAnvilInstalled = existsSync(anvilPath);
const hardhatPath = inModules('hardhat/dist/src/cli.js');

const after = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms).unref());
const wait = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

/** Starts a chain and waits until it answers. Errors: L1_NOT_STARTED with the last line the process wrote. */
export async function startL1(options: L1Options = {}): Promise<L1> {
  const kind = options.kind ?? (isAnvilInstalled ? 'anvil' : 'hardhat');
  const port = await freePort(options.port);
  const blockTime = options.blockTimeSeconds ?? 0;
  const child = kind === 'anvil' ? startAnvil(port, blockTime, options.chainId) : startHardhat(port, options.chainId);
  let lastLine = '';
  const listen = (chunk: Buffer): void => {
    lastLine = chunk.toString().trim().split('\n').at(-1) || lastLine;
  };
  child.stderr?.on('data', listen);
  child.stdout?.on('data', listen);
  // However this process ends, short of SIGKILL, the chain does not outlive it.
  const endWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', endWithUs);
  let over = false;
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      over = true;
      process.off('exit', endWithUs);
      resolve();
    };
    child.once('exit', end);
    child.once('error', (error) => {
      lastLine = error.message;
      end();
    });
  });
  const stop = async (): Promise<void> => {
    if (over) return;
    child.kill('SIGTERM');
    await Promise.race([ended, after(stopMsMax)]);
    if (!over) child.kill('SIGKILL');
    await ended;
  };

  const url = `http://${hostname}:${port}`;
  for (let spentMs = 0; !over && !(await answers(url)); spentMs += pollMs) {
    if (spentMs > startMsMax) {
      await stop();
      throw new WitanError('L1_NOT_STARTED', `${kind} does not answer on ${url}: ${lastLine}`);
    }
    await wait(pollMs);
  }
  if (over) throw new WitanError('L1_NOT_STARTED', `${kind} ended at once: ${lastLine}`);
  if (kind === 'hardhat' && blockTime > 0) {
    await rpc(url, 'evm_setAutomine', [false]);
    await rpc(url, 'evm_setIntervalMining', [Math.round(blockTime * 1000)]);
  }
  return { url, port, pid: child.pid!, kind, ended, stop };
}

/** One JSON-RPC call. Errors: L1_REFUSED when the chain answers with an error. */
export async function rpc(url: string, method: string, params: readonly unknown[] = []): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  const answer = (await response.json()) as { result?: unknown; error?: { message: string } };
  if (answer.error) throw new WitanError('L1_REFUSED', `${method}: ${answer.error.message}`);
  return answer.result;
}

function startAnvil(port: number, blockTimeSeconds: number, chainId = 31337): ChildProcess {
  const args = ['--host', hostname, '--port', `${port}`, '--chain-id', `${chainId}`, '--silent', '--accounts', '10'];
  args.push('--hardfork', 'prague', '--slots-in-an-epoch', '1', '--mnemonic', fundedMnemonic);
  // As on Ethereum. With its own default of 30M, anvil forgets transactions that do not fit into a block of a deployment.
  args.push('--gas-limit', '60000000');
  if (blockTimeSeconds > 0) args.push('--block-time', `${blockTimeSeconds}`);
  return spawn(anvilPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
}

function startHardhat(port: number, chainId?: number): ChildProcess {
  const args = [hardhatPath, 'node', '--hostname', hostname, '--port', `${port}`];
  if (chainId !== undefined) args.push('--chain-id', `${chainId}`);
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  return spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function answers(url: string): Promise<boolean> {
  try {
    return typeof (await rpc(url, 'eth_chainId')) === 'string';
  } catch {
    return false;
  }
}

/** The port asked for, seen to be free: a chain that listens there already would answer in our stead. Or any (0). */
async function freePort(wanted = 0): Promise<number> {
  if (wanted === 0) return (await freePorts(1))[0]!;
  const server = createServer();
  try {
    server.listen(wanted, hostname);
    await once(server, 'listening');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new WitanError('L1_NOT_STARTED', `Port ${wanted} cannot be used: ${why}`, 'Choose another port or 0.');
  }
  server.close();
  await once(server, 'close');
  return wanted;
}
