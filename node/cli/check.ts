import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { projectRoot, runTool } from './runTool.ts';

interface Check {
  readonly name: string;
  readonly run: () => Promise<number>;
}

const checks: readonly Check[] = [
  { name: 'format', run: () => runTool('prettier', ['--check', '--log-level', 'warn', '.']) },
  { name: 'types', run: () => runTool('tsc', ['-p', '.']) },
  { name: 'lint', run: () => runTool('eslint', ['--max-warnings', '0', '.']) },
  { name: 'lint Solidity', run: () => runTool('solhint', ['--max-warnings', '0', 'contracts/**/*.sol']) },
  { name: 'generated wire code', run: async () => checkWire() },
  { name: 'import direction', run: () => runTool('vitest', ['run', '--project', 'unit', 'test/unit/architecture']) },
];

export function addCheck(program: Command): void {
  program
    .command('check')
    .description('Format, types, lint, generated code and import direction; exit code 0 when all hold.')
    .option('--fix', 'format and lint in place where that is possible')
    .action(async (options: { fix?: boolean }) => {
      if (options.fix === true) {
        await runTool('prettier', ['--write', '--log-level', 'warn', '.']);
        await runTool('eslint', ['--fix', '.']);
      }
      const failed: string[] = [];
      for (const check of checks) {
        const started = performance.now();
        const passed = (await check.run()) === 0;
        if (!passed) failed.push(check.name);
        const seconds = ((performance.now() - started) / 1000).toFixed(1);
        process.stderr.write(`${passed ? 'ok    ' : 'FAILED'} ${check.name} (${seconds} s)\n`);
      }
      if (failed.length > 0) {
        process.stderr.write(`witan: CHECK_FAILED: ${failed.join(', ')}. './witan check --fix' mends what it can.\n`);
        process.exitCode = 1;
      }
    });
}

/** The committed wire code is what proto/generate makes of the schemas. */
function checkWire(): number {
  const folder = mkdtempSync(join(tmpdir(), 'witan-wire-'));
  try {
    execFileSync(join(projectRoot, 'proto', 'generate'), [folder], { stdio: ['ignore', 'inherit', 'inherit'] });
    const differs = ['wire.js', 'wire.d.ts'].filter(
      (file) =>
        readFileSync(join(folder, file), 'utf8') !== readFileSync(join(projectRoot, 'node/codec', file), 'utf8'),
    );
    if (differs.length > 0) process.stderr.write(`node/codec: ${differs.join(', ')} differ; run proto/generate.\n`);
    return differs.length;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
