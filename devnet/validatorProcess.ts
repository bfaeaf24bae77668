import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WitanError } from '../node/types/fault.ts';

const mainPath = fileURLToPath(new URL('../node/cli/main.ts', import.meta.url));
/** A node answers when it has replayed its logs. */
const startMsMax = 60_000;
const stopMsMax = 8_000;

/** One validator as an operator would run it: `witan node start` in a process of its own, unless it is to run another. */
export class ValidatorProcess {
  readonly index: number;
  readonly folder: string;
  readonly rpcPort: number;
  /** What Node is started with from the next start on: its own flags, the program, its arguments. */
  program: readonly string[];
  /** It ended without being told to. */
  onEnd: (how: string) => void = () => undefined;
  #child: ChildProcess | undefined;
  /** The one that was told to end. */
  #ending: ChildProcess | undefined;
  #starts = 0;

  constructor(index: number, folder: string, rpcPort: number, flags: readonly string[] = []) {
    this.index = index;
    this.folder = folder;
    this.rpcPort = rpcPort;
    this.program = [...flags, mainPath, 'node', 'start', '--dir', folder];
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
    // The IPC channel ends with this process, and the validator ends with it.
    const child = spawn(process.execPath, [...process.execArgv, ...this.program], {
      stdio: ['ignore', log, log, 'ipc'],
      detached: true,
    });
    closeSync(log);
    this.#child = child;
    child.once('exit', (code, signal) => {
      if (this.#ending !== child) this.onEnd(signal === null ? `with exit code ${code}` : `by ${signal}`);
    });
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

  /** Says something over the channel of the process; lost where nobody listens. */
  tell(message: object): void {
    if (this.isRunning) this.#child!.send(message, () => undefined);
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
    this.#ending = child;
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), stopMsMax);
    await ended;
    clearTimeout(timer);
  }
}
