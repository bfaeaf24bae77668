import { faultRule } from '../../node/network/peerFaults.ts';

interface LogLine {
  readonly msg: string;
  readonly code?: string;
  /** Whom it is about. A line names its own validator first, and under the same name whomever it accuses: the last counts. */
  readonly validator?: number;
  readonly peer?: number;
  readonly barMs?: number;
  readonly reason?: string;
}

/** What a node says only when something is wrong with itself. */
const neverSaid = [
  'a rule that must always hold does not',
  'an unforeseen error',
  'stopping after an unforeseen error',
  'an API call failed',
  'the block log could not be read',
];
const neverCodes = new Set(['AGREEMENT_BROKEN', 'RESULT_DIVERGED', 'API_FAILED', 'GUARD_HELD_BACK', 'STORAGE_FAILED']);

/**
 * What is wrong with a line in the log of an honest validator; undefined where nothing is. Wrong is what it says of itself
 * that must not be, and whatever it holds against another honest one: all that these suffer are crashes, bad links and
 * slow disks, and none of that is a fault of theirs.
 */
export function troubleIn(line: string, isHonest: (validator: number) => boolean): string | undefined {
  if (!line.startsWith('{')) return /^witan: |Error\b/.test(line) ? line : undefined;
  const said = JSON.parse(line) as LogLine;
  const { msg, code = '', reason, peer, barMs = 0 } = said;
  const isWrong =
    neverCodes.has(code) ||
    msg.includes('signs nothing any more') ||
    neverSaid.some((each) => msg.startsWith(each)) ||
    (peer !== undefined && isHonest(peer) && (barMs > 0 || faultRule(code).points > 0)) ||
    (msg.startsWith('a validator contradicted itself') && said.validator !== undefined && isHonest(said.validator));
  return isWrong ? [msg, code, reason].filter((part) => part !== undefined && part !== '').join(': ') : undefined;
}
