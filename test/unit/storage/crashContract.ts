import { NodeStore, type SnapshotFile } from '../../../node/storage/nodeStore.ts';
import { emptyGuard, type GuardRecord } from '../../../node/types/guard.ts';
import { type Height, height } from '../../../node/types/units.ts';
import type { CrashingFiles } from '../../simulation/crashingFiles.ts';

export interface Written {
  readonly text: string;
  /** Of the block that makes it superfluous. */
  readonly height: number;
}

/** What a store was given, and what it has confirmed. */
export interface Promised {
  /** Journal records in the order in which they were appended. */
  records: Written[];
  /** Of each guard that was to be stored, by view: the records that were appended before. */
  guards: Map<number, readonly Written[]>;
  confirmedView: number;
  /** Final blocks by height. */
  blocks: Map<number, string>;
  lastBlock: number;
  /** Blocks up to this height are durable, or a snapshot is. */
  durableBlock: number;
  /** All snapshots that were to be stored, and the heights of those that are to be kept by what was answered last. */
  snapshots: Map<number, readonly string[]>;
  kept: readonly number[];
  /** A snapshot that was to replace all others may have done so. */
  installing: boolean;
}

export const nothingPromised = (): Promised => ({
  records: [],
  guards: new Map([[0, []]]),
  confirmedView: 0,
  blocks: new Map(),
  lastBlock: 0,
  durableBlock: 0,
  snapshots: new Map(),
  kept: [],
  installing: false,
});

export const copyOf = (promised: Promised): Promised => ({
  ...promised,
  records: promised.records.slice(),
  guards: new Map(promised.guards),
  blocks: new Map(promised.blocks),
  snapshots: new Map(promised.snapshots),
});

export const storeFolder = '/home/witan/data';
const sizes = { journalSegmentBytesMax: 900, blockSegmentBytesMax: 400 } as const;

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
export const bytesOf = (text: string): Uint8Array => Buffer.from(text);
export const guardOf = (view: number): GuardRecord => ({ ...emptyGuard, epoch: 1, view, rank: 1 });

/** What a store found. */
export interface Found {
  readonly store: NodeStore;
  readonly view: number;
  /** Ascending; the parts undefined where they cannot be read. */
  readonly snapshots: readonly { readonly at: number; readonly parts: readonly string[] | undefined }[];
  readonly startsAt: number;
  readonly blocks: readonly string[];
  readonly journal: readonly string[];
  readonly blocksGivenUp: number;
}

/** @param choose the height of the snapshot from which to start; the newest where absent */
export function openStore(
  files: CrashingFiles,
  choose = (snapshots: readonly SnapshotFile[]): Height => snapshots.at(-1)?.at ?? height(0),
): Found {
  const found = { view: 0, startsAt: 0, snapshots: [] as Found['snapshots'], blocks: [] as string[], journal: [] as string[] }; // prettier-ignore
  const { store, recovered } = NodeStore.open(
    { folder: storeFolder, ...sizes, files },
    {
      begin: (guard, snapshots) => {
        found.view = guard.view;
        found.snapshots = snapshots.map((each) => ({ at: each.at, parts: each.read()?.map(textOf) }));
        const start = choose(snapshots);
        found.startsAt = start;
        return start;
      },
      block: (payload) => found.blocks.push(textOf(payload)),
      journal: (payload) => found.journal.push(textOf(payload)),
    },
  );
  return { ...found, store, blocksGivenUp: recovered.blocksGivenUp };
}

export const lastBlockOf = ({ startsAt, blocks }: Found): number => startsAt + blocks.length;

/** What of its promises a store broke: rules 12 and 13, and the snapshots of rule 15, in docs/spec/consensus.md. */
export function brokenPromises(promised: Promised, found: Found): string[] {
  const broken: string[] = [];
  const expect = (holds: boolean, what: string): void => {
    if (!holds) broken.push(what);
  };
  const lastBlock = lastBlockOf(found);
  const journal = new Set(found.journal);

  expect(found.view >= promised.confirmedView, `the guard is of view ${found.view}, ${promised.confirmedView} was confirmed`); // prettier-ignore
  const before = promised.guards.get(found.view);
  expect(before !== undefined, `the guard is of view ${found.view}, which nobody stored`);
  for (const { text, height: at } of before ?? []) {
    expect(journal.has(text) || at <= lastBlock, `guard ${found.view} remembers ${text}, and the journal has lost it`);
  }

  const written = new Set(promised.records.map(({ text }) => text));
  for (const text of journal) expect(written.has(text), `the journal has ${text}, which is not of this history`);
  let lost: string | undefined;
  for (const { text, height: at } of promised.records) {
    if (journal.has(text)) expect(lost === undefined, `the journal has ${text} and not ${lost}, which was before`);
    else if (at > lastBlock) lost ??= text;
  }

  found.blocks.forEach((text, index) => {
    const at = found.startsAt + 1 + index;
    expect(text === promised.blocks.get(at), `block ${at} is ${text}, not ${promised.blocks.get(at)}`);
  });
  expect(lastBlock >= promised.durableBlock, `blocks end at ${lastBlock}, ${promised.durableBlock} was durable`);

  for (const { at, parts } of found.snapshots) {
    expect(parts?.join() === promised.snapshots.get(at)?.join(), `snapshot ${at} is ${parts?.join() ?? 'damaged'}`);
  }
  const heights = found.snapshots.map(({ at }) => at);
  const newest = promised.installing ? 1 : 2;
  promised.kept.slice(-newest).forEach((at, index, kept) => {
    const other = heights.at(index - kept.length) ?? 0;
    expect(other >= at, `of snapshots ${kept.join()} there are ${heights.join()}`);
  });
  return broken;
}
