import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { admissionHints, doorErrors } from '../../../node/api/errors.ts';
import { methods } from '../../../node/api/methods.ts';

const page = readFileSync(new URL('../../../docs/api.md', import.meta.url), 'utf8');

describe('docs/api.md', () => {
  test('lists every method with its cost', () => {
    const rows = page.split('\n').filter((line) => /^\| `witan_/.test(line));
    const documented = new Map(rows.map((row) => [/witan_\w+/.exec(row)![0], Number(row.split('|')[3])]));
    for (const [name, { cost }] of methods) {
      if (name.endsWith('subscribe')) expect(page).toContain(name);
      else expect([name, documented.get(name)]).toEqual([name, cost]);
    }
  });

  test('lists every code of the door under its number', () => {
    for (const [code, [number]] of Object.entries(doorErrors)) {
      const row = page.split('\n').find((line) => line.startsWith(`| −${-number}`));
      expect([code, row?.includes(`\`${code}\``)]).toEqual([code, true]);
    }
    for (const code of Object.keys(admissionHints)) expect(page).toContain(`\`${code}\``);
  });
});
