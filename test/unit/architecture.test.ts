import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../node');

/** Rooms from the bottom up; a room may import itself and whatever stands in a lower tier. */
const tiers = [
  ['types'],
  ['codec'],
  ['crypto'],
  ['exchange', 'priority', 'mempool', 'consensus', 'checkpoint'],
  ['network', 'storage', 'l1', 'feeds'],
  ['sequencer'],
  ['api', 'gateway', 'cli', 'sdk', 'stress'],
];
const pureRooms = tiers[3]!;
const tierOf = (room: string): number => tiers.findIndex((rooms) => rooms.includes(room));

interface Import {
  readonly file: string;
  readonly room: string;
  readonly target: string;
}

function importsBelow(folder: string): Import[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      const source = readFileSync(path, 'utf8');
      const specifiers = [...source.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((match) => match[1]!);
      return specifiers.map((specifier) => ({
        file: relative(root, path),
        room: relative(root, path).split('/')[0]!,
        target: specifier.startsWith('.') ? relative(root, normalize(join(dirname(path), specifier))) : specifier,
      }));
    });
}

const imports = importsBelow(root);
const internal = imports.filter(({ target }) => tiers.flat().includes(target.split('/')[0]!));
const say = ({ file, target }: Import): string => `${file} imports ${target}`;

describe('the rooms of node/', () => {
  test('every folder is a room of the plan', () => {
    const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).filter((name) => tierOf(name) === -1)).toEqual([]);
  });

  test('import downwards only, and no neighbour, except that doors share the SDK and cli starts them', () => {
    const allowed = ({ room, target }: Import): boolean => {
      const other = target.split('/')[0]!;
      if (other === room || tierOf(other) < tierOf(room)) return true;
      return tierOf(room) === tiers.length - 1 && (other === 'sdk' || room === 'cli');
    };
    expect(internal.filter((each) => !allowed(each)).map(say)).toEqual([]);
  });

  test('pure rooms import no effects: no Node module, no rxjs, no logger', () => {
    const banned = /^(node:|rxjs|pino|fastify|libp2p|@libp2p|viem)/;
    const wrong = imports.filter(({ room, target }) => pureRooms.includes(room) && banned.test(target));
    expect(wrong.map(say)).toEqual([]);
  });

  test('pure rooms take from Math only what every engine rounds alike', () => {
    const alike = /^(abs|ceil|clz32|floor|fround|imul|max|min|round|sign|sqrt|trunc)$/;
    const files = [...new Set(imports.filter(({ room }) => pureRooms.includes(room)).map(({ file }) => file))];
    const used = files.flatMap(
      (file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/\bMath\.(\w+)|= Math\b(?!\.)/g)].map((match) => `${file}: ${match[1] ?? 'Math'}`), // prettier-ignore
    );
    expect(used.filter((each) => !alike.test(each.split(': ')[1]!))).toEqual([]);
  });

  test('what the SDK imports runs in a browser: no Node module anywhere below it', () => {
    const seen = new Set<string>();
    const queue = imports.filter(({ room }) => room === 'sdk').map(({ file }) => file);
    const wrong: string[] = [];
    for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
      if (seen.has(file)) continue;
      seen.add(file);
      for (const each of imports.filter((one) => one.file === file)) {
        if (each.target.startsWith('node:') || each.target === 'secp256k1') wrong.push(say(each));
        else if (tierOf(each.target.split('/')[0]!) !== -1) queue.push(each.target);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('nothing exports a default, and no file is named utils, helpers, common or manager', () => {
    const files = [...new Set(imports.map(({ file }) => file))];
    expect(files.filter((file) => /(utils|helpers|common|manager)\.ts$/i.test(file))).toEqual([]);
    expect(files.filter((file) => /^export default/m.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
  });
});
