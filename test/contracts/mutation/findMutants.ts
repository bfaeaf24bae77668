/**
 * What can be taken out of a contract so that it checks one thing less. Found in the text, so that a check written tomorrow is
 * tried without being listed anywhere. Solidity is read only as far as prettier leaves it: brackets are matched, strings and
 * comments that hold brackets or `if (` would mislead it, and the compiler refuses what comes out wrong.
 */

export interface ContractMutant {
  /** File, line, what is gone: what `--only` is matched with. */
  readonly name: string;
  /** Below `contracts/`. */
  readonly file: string;
  /** Where in the text, and what stands there instead. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** The whole condition that it changes, where it changes one: see `switchMutants`. */
  readonly condition?: Condition;
}

export interface Condition {
  readonly start: number;
  readonly end: number;
}

/** All mutants of one file, in the order of its text. */
export function findMutants(file: string, text: string): readonly ContractMutant[] {
  const mutants: ContractMutant[] = [];
  const add = (start: number, end: number, replacement: string, what: string, condition?: Condition): void => {
    const line = text.slice(0, start).split('\n').length;
    const name = `${file}:${line} ${what}`;
    mutants.push({ name, file, start, end, replacement, ...(condition && { condition }) });
  };
  const told = (start: number, end: number): string => text.slice(start, end).replaceAll(/\s+/g, ' ').trim();

  // A refusal: each of its alternatives alone, then each bound that refuses equality.
  for (const { index } of text.matchAll(/\bif \(/g)) {
    const start = index + 'if ('.length;
    const end = closing(text, start - 1);
    if (!/^\)\s*\{?\s*(revert |return false)/.test(text.slice(end))) continue;
    const operands = split(text, start, end, '||');
    for (const [from, to] of operands) {
      add(from, to, 'false', `without ${told(from, to)}`, { start: from, end: to });
    }
    for (const bound of text.slice(start, end).matchAll(/ [<>]= /g)) {
      const at = start + bound.index;
      const [from, to] = operands.find((operand) => operand[0] <= at && at < operand[1])!;
      add(at + 2, at + 3, '', `admits equality in ${told(start, end)}`, { start: from, end: to });
    }
  }
  // A comparison that is the answer.
  for (const match of text.matchAll(/(?:\breturn|\bbool \w+ =)\s+([^;]*(?:==|&&)[^;]*);/g)) {
    const end = match.index + match[0].length - 1;
    const start = end - match[1]!.length;
    if (match[0].startsWith('bool') && !match[1]!.includes('&&')) continue;
    // A choice of values is no comparison.
    if (match[1]!.includes(' ? ')) continue;
    for (const [from, to] of split(text, start, end, '&&'))
      add(from, to, 'true', `takes for granted ${told(from, to)}`, { start: from, end: to });
  }
  // What guards a call, and what is done with its answer.
  for (const [pattern, replacement] of guards) {
    for (const match of text.matchAll(pattern)) {
      const [found, inner = ''] = match;
      add(
        match.index,
        match.index + found.length,
        replacement.replace('$1', () => inner),
        `without ${found.trim()}`,
      );
    }
  }
  return mutants.sort((a, b) => a.start - b.start || a.end - b.end);
}

const guards: readonly (readonly [RegExp, string])[] = [
  [/ nonReentrant\b/g, ''],
  [/\{gas: \w+\}/g, ''],
  [/(?<=staticcall\()\w+_GAS(?=,)/g, 'gas()'],
  [/\b\w+ := and\(\w+, eq\(returndatasize\(\), \w+\)\)/g, ''],
  [/\btry ([^{}]*) \{\} catch \{\}/g, '$1;'],
  [/\bsafeTransfer(?=\(|From)/g, 'transfer'],
];

/** The text with the mutant in it. */
export function mutate(text: string, { start, end, replacement }: ContractMutant): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

/** The producer of blocks (`block.coinbase`) under which a switched mutant acts. */
export const producerOf = (id: number): `0x${string}` => `0x${(0xdead_0000 + id).toString(16).padStart(40, '0')}`;

/**
 * A file with all these mutants of it in it, each behind a switch: it acts where blocks are produced by `producerOf` its number,
 * and nowhere else. So one compilation serves all of them. What reads who produces the block is no longer pure.
 * @param mutants of this file, with their numbers
 */
export function switchMutants(
  text: string,
  mutants: readonly (readonly [id: number, mutant: ContractMutant])[],
): string {
  const at = new Map<string, { readonly condition: Condition; readonly cases: [id: number, text: string][] }>();
  for (const [id, { start, end, replacement, condition }] of mutants) {
    if (condition === undefined) continue;
    const key = `${condition.start} ${condition.end}`;
    const mutated = text.slice(condition.start, start) + replacement + text.slice(end, condition.end);
    const { cases } = at.get(key) ?? at.set(key, { condition, cases: [] }).get(key)!;
    cases.push([id, mutated.trim()]);
  }
  let switched = text;
  for (const { condition, cases } of [...at.values()].sort((a, b) => b.condition.start - a.condition.start)) {
    const original = `(${text.slice(condition.start, condition.end).trim()})`;
    const all = cases.reduce((otherwise, [id, mutated]) => `(uint160(address(block.coinbase)) == ${BigInt(producerOf(id))} ? ${mutated} : ${otherwise})`, original); // prettier-ignore
    switched = switched.slice(0, condition.start) + ` ${all} ` + switched.slice(condition.end);
  }
  return switched;
}

/** The text where nothing is pure. */
export const withoutPure = (text: string): string => text.replaceAll(/\bpure\b/g, 'view');

/** The place of the bracket that closes the one at `open`. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === '(') depth++;
    if (text[i] === ')' && --depth === 0) return i;
  }
  return text.length;
}

/** The operands of `operator` outside of brackets, from `start` to before `end`, as ranges. */
function split(
  text: string,
  start: number,
  end: number,
  operator: '||' | '&&',
): readonly (readonly [number, number])[] {
  const ranges: (readonly [number, number])[] = [];
  let from = start;
  for (let i = start; i < end; i++) {
    if (text[i] === '(') i = closing(text, i);
    else if (text.startsWith(operator, i)) {
      ranges.push([from, i - 1]);
      from = i + operator.length + 1;
    }
  }
  return [...ranges, [from, end]];
}
