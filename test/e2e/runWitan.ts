import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

const mainPath = fileURLToPath(new URL('../../node/cli/main.ts', import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as a person would, in a process of its own, to its end. */
export async function runWitan(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const child = spawn(process.execPath, [mainPath, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output };
}

/** Runs a command that must succeed, and returns what it prints. */
export async function runWell(args: readonly string[]): Promise<string> {
  const ran = await runWitan(args);
  expect(ran.code, ran.stderr).toBe(0);
  return ran.stdout;
}

/** Bad input ends with exit code 2 and one line that names the code: no stack trace, no result. Returns the line. */
export async function expectRefusal(args: readonly string[], code: string): Promise<string> {
  const ran = await runWitan(args);
  const lines = ran.stderr.trim().split('\n');
  expect(lines).toEqual([expect.stringContaining(`witan: ${code}: `)]);
  expect(ran.stdout).toBe('');
  expect(ran.code).toBe(2);
  return lines[0]!;
}
