import { once } from 'node:events';
import type { Command } from 'commander';
import type { ReplayEvent } from './replayEvents.ts';
import type { ReplaySummary } from './replaySummary.ts';

/** Adds `replay`: a file of operations on the exchange that nodes run, in this process. */
export function addReplay(program: Command): void {
  program
    .command('replay')
    .description(
      'A file of orders, cancels and prices on the exchange that nodes run; prints every event and a summary.',
    )
    .argument('<file>', 'one JSON object a line; the format is in docs/replay.md')
    .option('--json', 'print events and summary as one JSON object a line')
    .action(async (path: string, flags: { readonly json?: boolean }) => {
      await replay(path, flags.json === true ? jsonLines : textLines);
    });
}

/** How events and summary are written. */
interface Writing {
  readonly event: (event: ReplayEvent) => string;
  readonly summary: (summary: ReplaySummary) => string;
}

const jsonLines: Writing = {
  event: (event) => `${JSON.stringify(event)}\n`,
  summary: (summary) => `${JSON.stringify(summary)}\n`,
};

const textLines: Writing = {
  event: ({ line, event, ...fields }) => {
    const told = Object.entries(fields).map(([name, value]) => `${name}=${value}`);
    return `${`${line}`.padStart(8)}  ${event.padEnd(16)}  ${told.join(' ')}\n`;
  },
  summary: ({ event: _event, accounts, ...rest }) => {
    const lines = Object.entries(rest).map(([name, value]) => `${`${name}:`.padEnd(15)} ${JSON.stringify(value)}`);
    const owners = accounts.map(({ account, subaccount, ...fields }) => {
      const told = Object.entries(fields).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
      return `  ${`${account}/${subaccount}`.padEnd(22)}  ${told.join(' ')}`;
    });
    return `\n${[...lines, 'accounts:', ...owners].join('\n')}\n`;
  },
};

/** Characters that are collected before they are written. */
const outputMax = 65_536;

/**
 * Reads the whole file once for mistakes, so that nothing runs in half, and a second time to run it.
 * Errors: REPLAY_FILE_UNREADABLE, REPLAY_LINE_INVALID, GENESIS_INVALID.
 */
async function replay(path: string, writing: Writing): Promise<void> {
  const { replayLines } = await import('./replayLines.ts');
  const { ReplayReader } = await import('./replayReader.ts');
  const { ReplayRun } = await import('./replayRun.ts');
  const { ReplayCounts } = await import('./replaySummary.ts');
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever reads has seen enough, as `head` does.
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  const checker = new ReplayReader(path);
  for (const line of replayLines(path)) checker.read(line);

  const reader = new ReplayReader(path);
  const run = new ReplayRun(checker.header);
  const counts = new ReplayCounts();
  let output = '';
  let number = 0;
  for (const line of replayLines(path)) {
    number += 1;
    const operation = reader.read(line);
    if (operation === undefined) continue;
    const events = run.run(operation, number);
    counts.count(events);
    for (const event of events) output += writing.event(event);
    if (output.length < outputMax) continue;
    await write(output);
    output = '';
  }
  await write(output + writing.summary(counts.summary(run.state)));
}

/** Waits while whoever reads is slower, so that no output piles up. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
