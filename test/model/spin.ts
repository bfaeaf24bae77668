import { spawn } from 'node:child_process';
import { accessSync, constants, copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { WitanError } from '../../node/types/fault.ts';

const modelPath = join(import.meta.dirname, 'simplex.pml');
const memoryMaxMb = 8_000;
const depthMax = 1_000_000;
/** 2^26 slots: room for the 13 million states of four views. */
const hashSlotsLog2 = 26;

export interface Tools {
  readonly spin: string;
  readonly compiler: string;
}

export interface SpinRun {
  /** Preprocessor names: options and broken rules of simplex.pml. */
  readonly defines: readonly string[];
  readonly views: number;
  /** Every state is wanted, or the shortest way to the first violation. */
  readonly search: 'exhaustive' | 'shortest';
  readonly signal?: AbortSignal;
}

export interface SpinResult {
  /** The property that a state breaks; undefined where every reachable state was seen and none does. */
  readonly violated: string | undefined;
  readonly states: number;
  /** Steps of spin, each of which may be part of one of the model's. */
  readonly depth: number;
  /** Of the search alone, without compiling. */
  readonly seconds: number;
  /** What the validators did until the violation. */
  readonly counterexample: readonly string[];
}

/** spin and a C compiler, where both are on the PATH. */
export function findTools(): Tools | undefined {
  const spin = onPath('spin');
  const compiler = onPath('gcc') ?? onPath('cc');
  return spin === undefined || compiler === undefined ? undefined : { spin, compiler };
}

/** Errors: TOOL_MISSING. */
export function needTools(): Tools {
  const tools = findTools();
  if (tools !== undefined) return tools;
  throw new WitanError(
    'TOOL_MISSING',
    `${onPath('spin') === undefined ? 'spin' : 'gcc or cc'} is not on the PATH, and the model is checked with it.`,
    "Install both ('apt-get install spin gcc' on Debian and Ubuntu, see spinroot.com elsewhere) and run again.",
  );
}

function onPath(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** Checks simplex.pml once, in a folder that does not outlive the call. Errors: MODEL_UNREADABLE, MODEL_UNFINISHED. */
export async function runSpin(tools: Tools, run: SpinRun): Promise<SpinResult> {
  const folder = mkdtempSync(join(tmpdir(), 'witan-model-'));
  const call = (tool: string, args: readonly string[]): Promise<Called> => callIn(folder, tool, args, run.signal);
  try {
    copyFileSync(modelPath, join(folder, 'simplex.pml'));
    const defines = [`VIEWS=${run.views}`, ...run.defines].map((define) => `-D${define}`);
    const translated = await call(tools.spin, [`-P${tools.compiler} -E -x c`, ...defines, '-a', 'simplex.pml']);
    refuseIf(translated.code !== 0 || translated.output.includes('Error:'), translated.output);
    const compiled = await call(tools.compiler, [...compilerFlags(run), '-o', 'pan', 'pan.c']);
    refuseIf(compiled.code !== 0, compiled.output);
    const pan = join(folder, 'pan');
    const limits = run.search === 'exhaustive' ? [`-m${depthMax}`, `-w${hashSlotsLog2}`] : [];
    const { output } = await call(pan, ['-n', ...limits]);
    const result = readResult(output);
    if (result.violated === undefined) return result;
    const replayed = await call(pan, ['-r']);
    return { ...result, counterexample: readSteps(replayed.output) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Every step reads what all validators share, so spin's reduction by commuting steps finds nothing: NOREDUCE. Optimizing
 * takes longer than the searches that are short.
 */
function compilerFlags({ search, views }: SpinRun): readonly string[] {
  const flags = ['-w', '-DSAFETY', '-DNOREDUCE', `-DMEMLIM=${memoryMaxMb}`, views > 3 ? '-O2' : '-O1'];
  return search === 'exhaustive' ? flags : ['-DBFS', ...flags];
}

function refuseIf(failed: boolean, output: string): void {
  if (!failed) return;
  const line = output.split('\n').find((each) => /error/i.test(each)) ?? output.trim().split('\n')[0] ?? '';
  throw new WitanError('MODEL_UNREADABLE', `simplex.pml does not translate: ${line.trim()}`, 'Mend test/model/.');
}

function readResult(output: string): SpinResult {
  const read = (pattern: RegExp): number => Number(pattern.exec(output)?.[1] ?? NaN);
  const violated = /assertion violated \(?(\w+)/.exec(output)?.[1] ?? /pan:\d+: (.+?) \(at depth/.exec(output)?.[1];
  const result = {
    violated,
    states: read(/(\d+) states, stored/),
    depth: violated === undefined ? read(/depth reached (\d+)/) : read(/at depth (\d+)/),
    seconds: read(/elapsed time ([\d.]+) seconds/),
    counterexample: [],
  };
  const isWhole = /errors: 0$/m.test(output) && !/Search not completed|too small/.test(output);
  if ((violated === undefined && !isWhole) || Number.isNaN(result.states)) {
    const why = /(reached -DMEMLIM bound|max search depth too small|out of memory)/.exec(output)?.[1];
    throw new WitanError(
      'MODEL_UNFINISHED',
      `The search ended before every state was seen: ${why ?? 'spin says no more'}.`,
      `It may use ${memoryMaxMb} MB; ask for fewer --views.`,
    );
  }
  return result;
}

/** What simplex.pml prints of each step begins with a capital; what spin adds does not. */
function readSteps(output: string): string[] {
  return output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^(In|After|Calm) /.test(line));
}

interface Called {
  readonly code: number | null;
  readonly output: string;
}

function callIn(folder: string, tool: string, args: readonly string[], signal?: AbortSignal): Promise<Called> {
  const child = spawn(tool, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal === undefined ? {} : { signal }),
  });
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  return new Promise((resolve, reject) => {
    let failure: Error | undefined;
    child.once('error', (error) => (failure = error));
    child.once('close', (code) => (failure === undefined ? resolve({ code, output }) : reject(failure)));
  });
}
