import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pause } from '../../devnet/pause.ts';
import { WitanError } from '../../node/types/fault.ts';
import type { ValidatorProcess } from '../../devnet/validatorProcess.ts';

/** A function of a program, as V8's profiler names it. */
export interface Frame {
  readonly functionName: string;
  /** Where its source is; empty for what is no script. */
  readonly url: string;
}

/** Where the processor was, each time it was looked at: a stack, innermost first, and for how many µs. */
export type Samples = readonly { readonly stack: readonly Frame[]; readonly micros: number }[];

interface CpuProfile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: Frame; readonly children?: readonly number[] }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Flags that a validator which is to be profiled is started with: its inspector takes any free port, when it is asked to. */
export const profileFlags = ['--inspect-port=127.0.0.1:0'];

const listeningMsMax = 5_000;
const intervalMicros = 500;

/**
 * Profiles a running validator's main thread while something goes on.
 * Errors: PROFILER_ABSENT where its inspector does not answer, and those of `goOn`.
 */
export async function profileWhile<T>(
  validator: ValidatorProcess,
  signal: AbortSignal,
  goOn: () => Promise<T>,
): Promise<{ readonly result: T; readonly samples: Samples }> {
  const socket = new WebSocket(await inspectorUrl(validator, signal));
  const answers = new Map<number, (result: unknown) => void>();
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { readonly id?: number; readonly result?: unknown };
    answers.get(id ?? 0)?.(result);
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new WitanError('PROFILER_ABSENT', 'The inspector does not answer.')));
  });
  let lastId = 0;
  const call = (method: string, params: object = {}): Promise<unknown> =>
    new Promise((resolve) => {
      answers.set(++lastId, resolve);
      socket.send(JSON.stringify({ id: lastId, method, params }));
    });
  try {
    await call('Profiler.enable');
    await call('Profiler.setSamplingInterval', { interval: intervalMicros });
    await call('Profiler.start');
    const result = await goOn();
    const { profile } = (await call('Profiler.stop')) as { readonly profile: CpuProfile };
    return { result, samples: samplesOf(profile) };
  } finally {
    socket.close();
  }
}

/** The address that the process writes to its log when it is told to listen. */
async function inspectorUrl({ pid, folder }: ValidatorProcess, signal: AbortSignal): Promise<string> {
  process.kill(pid!, 'SIGUSR1');
  for (let waitedMs = 0; waitedMs < listeningMsMax; waitedMs += 50) {
    const found = readFileSync(join(folder, 'node.log'), 'utf8').match(/Debugger listening on (ws:\S+)/g);
    if (found !== null) return found.at(-1)!.replace(/^.* /, '');
    await pause(50, signal);
  }
  throw new WitanError('PROFILER_ABSENT', 'The validator does not let itself be profiled.');
}

function samplesOf({ nodes, samples, timeDeltas }: CpuProfile): Samples {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parentOf = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const stacks = new Map<number, readonly Frame[]>();
  const stackOf = (id: number): readonly Frame[] => {
    const known = stacks.get(id);
    if (known !== undefined) return known;
    const parent = parentOf.get(id);
    const stack = [byId.get(id)!.callFrame, ...(parent === undefined ? [] : stackOf(parent))];
    stacks.set(id, stack);
    return stack;
  };
  return samples.map((id, at) => ({ stack: stackOf(id), micros: timeDeltas[at]! }));
}
