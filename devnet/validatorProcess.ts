import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WitanError } from '../node/types/fault.ts';

const mainPath = fileURLToPath(new URL('../node/cli/main.ts', import.meta.url));
const startMsMax = 30_000;
const stopMsMax = 8_000;

/** One validator as an operator would run it: `witan node start` in a process of its own. */
export class ValidatorProcess {
  readonly index: number;
  readonly folder: string;
  readonly rpcPort: number;
  #child: ChildProcess | undefined;
  #starts = 0;

  constructor(index: number, folder: string, rpcPort: number) {
    this.index = index;
    this.folder = folder;
    this.rpcPort = rpcPort;
  }

  get httpUrl(): string {
    return `http://127.0.0.1:${this.rpcPort}`;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** How often it was started again. */
  get restarts(): number {
    return Math.max(0, this.#starts - 1);
  }

  get isRunning(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Starts the process and waits until its door answers. Errors: VALIDATOR_NOT_STARTED with its last line. */
  async start(): Promise<void> {
    this.#starts++;
    const log = openSync(join(this.folder, 'node.log'), 'a');
    // The IPC channel is never used: it ends with this process, and the validator ends with it.
    const child = spawn(process.execPath, [...process.execArgv, mainPath, 'node', 'start', '--dir', this.folder], {
      stdio: ['ignore', log, log, 'ipc'],
      detached: true,
    });
    closeSync(log);
    this.#child = child;
    for (const startedMs = Date.now(); ;) {
      if (await this.#answers()) return;
      if (!this.isRunning || Date.now() - startedMs > startMsMax) {
        await this.stop();
        throw new WitanError('VALIDATOR_NOT_STARTED', `Validator ${this.index} does not answer: ${this.lastLogLine()}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async #answers(): Promise<boolean> {
    try {
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'witan_status', params: [] });
      const response = await fetch(this.httpUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        signal: AbortSignal.timeout(2_000),
      });
      return response.ok;
    } catch {
      return false;
    }
  }

  lastLogLine(): string {
    return readFileSync(join(this.folder, 'node.log'), 'utf8').trim().split('\n').at(-1) ?? '';
  }

  /** As when the machine loses power: no goodbye. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (child === undefined || !this.isRunning) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), stopMsMax);
    await ended;
    clearTimeout(timer);
  }
}
