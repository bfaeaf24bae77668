/**
 * The simulator on trial: rules broken on purpose, one line each, in a copy of the code. A mutant that no seed catches is
 * a hole in the simulator.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WitanError } from '../../node/types/fault.ts';
import type { CampaignSummary } from './campaign.ts';

export interface Mutant {
  readonly name: string;
  /** Below `node/`. */
  readonly file: string;
  /** Must occur once. */
  readonly find: string;
  readonly replace: string;
}

export const mutants: readonly Mutant[] = [
  {
    name: 'c without its parent',
    file: 'codec/signingBytes.ts',
    find: '    .hex(content.parentDigest)\n',
    replace: '',
  },
  {
    name: 'a clock in certification',
    file: 'sequencer/proposals.ts',
    find: '    this.#certifying.set(digest, view);\n',
    replace:
      '    if (this.#context.nowMs() > this.#lastBlockAtMs + 40) return;\n    this.#certifying.set(digest, view);\n',
  },
  {
    name: 'voting without reports',
    file: 'sequencer/chain.ts',
    find: "if (missing.length > 0) return { verdict: 'missing', missing };",
    replace: "if (missing.length > 0) return { verdict: 'acceptable' };",
  },
  {
    name: 'certified without bodies',
    file: 'sequencer/proposals.ts',
    find: 'if (missing.length > 0) {\n      this.#missingBodies',
    replace: 'if (missing.length < 0) {\n      this.#missingBodies',
  },
  {
    name: 'a finalize after NUL',
    file: 'consensus/advance.ts',
    find: 'if (at.view < state.view) return true;',
    replace: '',
  },
  {
    name: 'a finalize after an own nullify',
    file: 'consensus/advance.ts',
    find: '!at.ownNullify && !at.ownFinalize && !at.equivocated',
    replace: '!at.ownFinalize && !at.equivocated',
  },
  {
    name: 'fsync after send',
    file: 'sequencer/outbox.ts',
    find: 'else this.#waiting.push({ durable, failed });',
    replace: 'else { durable(); this.#waiting.push({ durable: () => undefined, failed }); }',
  },
  {
    name: 'a sync is taken to cover what came after it',
    file: 'sequencer/outbox.ts',
    find: 'this.#waiting.splice(0, this.#covered?.waiting ?? 0)',
    replace: 'this.#waiting.splice(0)',
  },
  {
    name: 'the guard lets the same rank pass again',
    file: 'sequencer/signingGuard.ts',
    find: 'rank > last.rank',
    replace: 'rank >= last.rank',
  },
  {
    name: 'the guard forgets reports',
    file: 'sequencer/signingGuard.ts',
    find: 'this.#record = { ...last, reportEpoch: epoch, reportSeq: seq, reportDigest: digest };',
    replace: '',
  },
  {
    name: 'own proposals are not in the journal',
    file: 'sequencer/voting.ts',
    find: "    const proposal: Proposal = { view, digest, content, repeats, signature };\n    outbox.persist(encodeMessage({ type: 'proposal', proposal }));\n",
    replace: '    const proposal: Proposal = { view, digest, content, repeats, signature };\n',
  },
  {
    name: 'a quorum one short',
    file: 'consensus/advance.ts',
    find: 'if (power < committee.quorumPower) return;',
    replace: 'if (power < committee.quorumPower - 1) return;',
  },
  {
    name: 'a parent without NULs since',
    file: 'consensus/act.ts',
    find: 'if (state.views.get(view(skipped))?.nullification !== undefined) continue;\n    shown = false;',
    replace: 'if (state.views.get(view(skipped))?.nullification !== undefined) continue;',
  },
  {
    name: 'nothing is said again',
    file: 'consensus/act.ts',
    find: "  effects.push({ type: 'rebroadcast', proposals, votes, certificates });",
    replace: '  void [proposals, votes, certificates];',
  },
  {
    name: 'certificates are not asked for',
    file: 'consensus/wanted.ts',
    find: "  effects.push({ type: 'wantCertificates', views: [at] });",
    replace: '  void effects;',
  },
  {
    name: 'a question is asked once',
    file: 'sequencer/requests.ts',
    find: 'if (nowMs < request.nextAtMs) return;',
    replace: 'if (nowMs < request.nextAtMs || request.attempts > 0) return;',
  },
  {
    name: 'solid one short of a quorum',
    file: 'priority/applyBlock.ts',
    find: 'arrival.supportPower >= quorumPower);',
    replace: 'arrival.supportPower >= quorumPower - 1);',
  },
  {
    name: 'block time may go back',
    file: 'priority/applyBlock.ts',
    find: 'timeMs(Math.max(state.timeMs + 1, weightedMedian(clocks)))',
    replace: 'timeMs(weightedMedian(clocks))',
  },
  {
    name: 'block time is the fastest clock',
    file: 'priority/applyBlock.ts',
    find: 'timeMs(Math.max(state.timeMs + 1, weightedMedian(clocks)))',
    replace: 'timeMs(Math.max(state.timeMs + 1, ...clocks.map(({ value }) => value)))',
  },
  {
    name: 'the price is the highest',
    file: 'priority/price.ts',
    find: 'const median = weightedMedian(fresh);',
    replace: 'const median = Math.max(...fresh.map(({ value }) => value));',
  },
  {
    name: 'blocks of a peer are not verified',
    file: 'sequencer/finality.ts',
    find: 'if (!chosen.every((block) => this.#isSigned(block))) return false;',
    replace: '',
  },
  {
    name: 'blocks of a peer may lack bodies',
    file: 'sequencer/finality.ts',
    find: '      if (!this.#hasBodies(block.reports)) return false;\n',
    replace: '',
  },
  {
    name: 'nobody catches up',
    file: 'sequencer/finality.ts',
    find: "      { type: 'wantFinal', fromHeight },",
    replace: "      { type: 'wantFinal', fromHeight: height(fromHeight + 1) },",
  },
  {
    name: 'a snapshot is not compared with its header',
    file: 'sequencer/snapshotState.ts',
    find: '  if (!isWhole) {',
    replace: '  if (!isWhole && closed.length < 0) {',
  },
  {
    name: 'chunks of a snapshot are not verified',
    file: 'sequencer/snapshotSync.ts',
    find: 'if (keccakHash(bytes) !== candidate.certified.chunkHashes[index]) {',
    replace: 'if (keccakHash(bytes).length === 0) {',
  },
  {
    name: 'blocks after a snapshot are deleted',
    file: 'sequencer/snapshots.ts',
    find: 'Math.min(this.#kept[0]!.at + 1, priority.height - keepBlocks)',
    replace: 'priority.height + keepBlocks - keepBlocks',
  },
  {
    name: 'two votes are no evidence',
    file: 'consensus/advance.ts',
    find: "      accuse(state, at, vote.validator, 'DOUBLE_VOTE', [earlier, vote], effects);\n    }\n    return;",
    replace: '    }\n    return;',
  },
  {
    name: 'two proposals are no evidence',
    file: 'consensus/advance.ts',
    find: "      accuse(state, at, leader, 'DOUBLE_PROPOSAL', [proposed(at.proposal), proposed(proposal)], effects);\n",
    replace: '',
  },
  {
    name: 'a restarted validator forgets what it held',
    file: 'sequencer/sequencer.ts',
    find: '    this.#admission.reportUnreported(this.#reporting.ownUnfinalArrivals());\n',
    replace: '',
  },
  {
    name: 'a block past the end of its epoch',
    file: 'sequencer/chain.ts',
    find: "if (end === 'ends') return {",
    replace: "if (end === 'ends' && content.height < 0) return {",
  },
  {
    name: 'the last block of an epoch is not proposed again',
    file: 'sequencer/proposals.ts',
    find: 'this.#waitsForDecision = parentView === voting.finalView || content === undefined;',
    replace: 'this.#waitsForDecision = true;',
  },
  {
    name: 'an epoch that never ends',
    file: 'sequencer/sequencer.ts',
    find: "return decision.next === undefined ? 'goesOn' : 'ends';",
    replace: "return 'goesOn';",
  },
  {
    name: 'evidence without signatures',
    file: 'crypto/misconduct.ts',
    find: 'return isSigned ? code : undefined;',
    replace: 'return code;',
  },
  {
    name: 'evidence is kept to oneself',
    file: 'sequencer/reporting.ts',
    find: 'if (!this.#misconduct.has(key)) this.#misconduct.set(key, misconduct);',
    replace: '',
  },
  {
    name: 'a new epoch votes before its journal is read back',
    file: 'sequencer/journal.ts',
    find: 'for (const record of this.#records) this.#restore(record, voting);',
    replace: 'if (epoch === 1) for (const record of this.#records) this.#restore(record, voting);',
  },
  {
    name: 'the journal is not synced',
    file: 'storage/nodeStore.ts',
    find: '      await this.#journal.sync();\n',
    replace: '',
  },
  {
    name: 'the guard is not synced',
    file: 'storage/guardFile.ts',
    find: '    await this.#files.sync(this.#fd);\n',
    replace: '',
  },
];

export interface MutantResult {
  readonly name: string;
  readonly caught: boolean;
  /** Seeds that were run until one caught it, or in all. */
  readonly seeds: number;
  readonly rules: readonly string[];
}

const projectRoot = fileURLToPath(new URL('../../', import.meta.url));

/** What `./witan simulate` loads, its other commands included. */
const partsOfTheProgram = [
  'node',
  'test/bench',
  'test/model',
  'test/simulation',
  'devnet',
  'package.json',
  'tsconfig.json',
];

/** Tries one mutant on up to `seedsMax` seeds. Errors: MUTANT_MISPLACED where its line is not there. */
export async function tryMutant(mutant: Mutant, seedsMax: number): Promise<MutantResult> {
  const folder = mkdtempSync(join(tmpdir(), 'witan-mutant-'));
  try {
    for (const part of partsOfTheProgram) {
      cpSync(join(projectRoot, part), join(folder, part), { recursive: true });
    }
    symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
    const path = join(folder, 'node', mutant.file);
    const text = readFileSync(path, 'utf8');
    if (text.split(mutant.find).length !== 2) {
      throw new WitanError(
        'MUTANT_MISPLACED',
        `The line of the mutant "${mutant.name}" does not occur exactly once in node/${mutant.file}.`,
        'Name the line as it is now, in test/simulation/mutants.ts.',
      );
    }
    writeFileSync(
      path,
      text.replace(mutant.find, () => mutant.replace),
    );
    const summary = await simulateIn(folder, seedsMax);
    return { name: mutant.name, caught: summary.violations > 0, seeds: summary.seeds, rules: summary.rules };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function simulateIn(folder: string, seeds: number): Promise<CampaignSummary> {
  const args = ['simulate', '--seeds', String(seeds), '--validators', '4,5', '--first', '--json'];
  const child = spawn(process.execPath, [...process.execArgv, join(folder, 'node/cli/main.ts'), ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      const line = output.trim().split('\n').at(-1) ?? '';
      if (line.startsWith('{')) resolve(JSON.parse(line) as CampaignSummary);
      else reject(new Error(`the simulator ended with ${code} and printed no summary`));
    });
  });
}

/** Tries all mutants, one after another; prints who was caught and after how many seeds. 0 when all were. */
export async function runMutants(seedsMax: number, json: boolean): Promise<number> {
  const results: MutantResult[] = [];
  for (const mutant of mutants) {
    const result = await tryMutant(mutant, seedsMax);
    results.push(result);
    const verdict = result.caught ? `caught after ${result.seeds} seeds by: ${result.rules.join(', ')}` : `SURVIVED ${result.seeds} seeds`; // prettier-ignore
    process.stderr.write(`${result.name}: ${verdict}\n`);
  }
  const caught = results.filter((result) => result.caught).length;
  if (json) process.stdout.write(`${JSON.stringify({ mutants: results.length, caught, seedsMax, results })}\n`);
  return caught === results.length ? 0 : 1;
}
