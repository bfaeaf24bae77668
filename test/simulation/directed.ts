import type { Fault, Scenario } from './scenario.ts';

const scenario = (faultyMs: number, faults: readonly Fault[], change: Partial<Scenario> = {}): Scenario => ({
  seed: 1,
  powers: [1, 1, 1, 1],
  joiners: 0,
  epochBlocks: undefined,
  realSignatures: false,
  realFiles: false,
  delayMs: [1, 8],
  loss: 0,
  duplication: 0,
  ordersPerSecond: 20,
  faultyMs,
  faults,
  ...change,
});

/** Four of six nodes, others each time. */
const rotated = (n: number): [number, number][] => [0, 1, 2, 3].map((place) => [(place + n) % 6, 1]);

/** The same four in another order each time. */
const stirred = (n: number): [number, number][] => [0, 1, 2, 3].map((place) => [(place + n + 1) % 4, 1]);

/** The same committee is installed anew again and again: an epoch ends wherever it can. */
const reinstalled = (nodes: readonly number[]): Fault[] =>
  Array.from({ length: 16 }, (_, n) => ({
    atMs: 100 + 200 * n,
    kind: 'rotation',
    members: nodes.map((node) => [node, 1]),
  }));

/** One is down again and again, and asks a liar among others for what it missed; what it believed shows in its log. */
const lyingHelpers = (seed: number): Scenario =>
  scenario(
    5_800,
    [
      { atMs: 0, kind: 'byzantine', node: 3, behaviour: 'lyingHelper' },
      ...Array.from({ length: 8 }, (_, n): Fault[] => [
        { atMs: 200 + 700 * n, kind: 'crash', node: n % 3, downMs: 400 },
        { atMs: 750 + 700 * n, kind: 'dropCaches', node: n % 3 },
      ]).flat(),
    ],
    { ordersPerSecond: 60, seed },
  );

const crashesWhileJoining: readonly Fault[] = [
  { atMs: 2_000, kind: 'lostFolder', node: 2, downMs: 300 },
  ...Array.from({ length: 12 }, (_, n): Fault => ({ atMs: 2_700 + 211 * n, kind: 'crash', node: 2, downMs: 20 })),
  { atMs: 6_000, kind: 'powerCut', downMs: 200 },
];

/** One loses its folder again and again, and looks for a snapshot just when it hears nobody but a liar. */
const lyingSnapshots = (seed: number): Scenario =>
  scenario(
    15_000,
    [
      { atMs: 0, kind: 'byzantine', node: 3, behaviour: 'snapshotLiar' },
      ...Array.from({ length: 4 }, (_, n): Fault[] => [
        { atMs: 2_000 + 3_400 * n, kind: 'lostFolder', node: 0, downMs: 200 },
        {
          atMs: 2_620 + 3_400 * n,
          kind: 'partition',
          nodes: [1, 2],
          direction: 'out',
          flapMs: 0,
          lastMs: 400 + 50 * n,
        },
      ]).flat(),
    ],
    { seed },
  );

/** Scenarios that chance would seldom draw, each made for one rule. Every campaign begins with them. */
export const directed: Readonly<Record<string, Scenario>> = {
  // One misses the NULs of several views in a row; then its vote is needed, and it must ask for them (rules 3 and 4).
  missedNuls: scenario(3_000, [
    { atMs: 0, kind: 'byzantine', node: 3, behaviour: 'quitter' },
    { atMs: 100, kind: 'partition', nodes: [0], direction: 'both', flapMs: 0, lastMs: 2_600 },
  ]),
  // Nobody hears the end of a view: it must be said again (rule 11).
  lostWords: scenario(
    2_000,
    [{ atMs: 200, kind: 'partition', nodes: [0, 1], direction: 'both', flapMs: 0, lastMs: 1_500 }],
    {
      loss: 0.3,
    },
  ),
  // The power fails again and again, for all at once (rules 12 and 13).
  powerCuts: scenario(
    3_000,
    Array.from({ length: 12 }, (_, n): Fault => ({ atMs: 200 + 220 * n, kind: 'powerCut', downMs: 30 + 7 * n })),
    { ordersPerSecond: 60 },
  ),
  // One loses its journal in the middle of a view, several times (rule 13).
  lostJournals: scenario(
    3_000,
    Array.from({ length: 12 }, (_, n): Fault => ({ atMs: 200 + 217 * n, kind: 'lostJournal', node: 2, downMs: 5 + n })),
  ),
  // Two lose their journals in one and the same open view: the committee stood still while a guard refused even the word
  // that its key had said last.
  lostWord: scenario(
    2_600,
    [
      { atMs: 153, kind: 'crash', node: 0, downMs: 7 },
      { atMs: 153, kind: 'crash', node: 1, downMs: 2 },
      { atMs: 439, kind: 'crash', node: 2, downMs: 76 },
      { atMs: 781, kind: 'lostJournal', node: 3, downMs: 82 },
      { atMs: 1_042, kind: 'lostJournal', node: 0, downMs: 18 },
      { atMs: 1_504, kind: 'crash', node: 1, downMs: 4 },
      { atMs: 1_679, kind: 'lostJournal', node: 2, downMs: 85 },
      { atMs: 1_681, kind: 'crash', node: 3, downMs: 81 },
      { atMs: 1_830, kind: 'crash', node: 0, downMs: 20 },
      { atMs: 1_832, kind: 'lostJournal', node: 1, downMs: 44 },
    ],
    { seed: 25, delayMs: [1, 12], loss: 0.05 },
  ),
  // Committees change one after another, with a power cut around every boundary (rule 16).
  rotations: scenario(
    4_000,
    [
      ...[200, 900, 1_600, 2_300].map((atMs, n): Fault => ({ atMs, kind: 'rotation', members: rotated(n) })),
      ...Array.from({ length: 12 }, (_, n): Fault => ({ atMs: 350 + 290 * n, kind: 'powerCut', downMs: 20 + 5 * n })),
    ],
    { joiners: 2, epochBlocks: 12, ordersPerSecond: 40 },
  ),
  // The power fails again and again in a later epoch: what was said there must be known again, too (rules 12 and 16).
  powerCutsLater: scenario(
    4_000,
    [
      { atMs: 100, kind: 'rotation', members: stirred(1) },
      ...Array.from({ length: 16 }, (_, n): Fault => ({ atMs: 900 + 187 * n, kind: 'powerCut', downMs: 5 + 3 * n })),
    ],
    { epochBlocks: 10, ordersPerSecond: 60 },
  ),
  // The committee is cut in two while it changes, and one of the new members is away (rule 16).
  cutBoundary: scenario(
    4_000,
    [
      { atMs: 100, kind: 'rotation', members: rotated(1) },
      { atMs: 250, kind: 'partition', nodes: [0, 1], direction: 'both', flapMs: 130, lastMs: 2_500 },
      { atMs: 300, kind: 'crash', node: 4, downMs: 1_500 },
      { atMs: 2_000, kind: 'rotation', members: rotated(2) },
    ],
    { joiners: 2, epochBlocks: 15, loss: 0.1 },
  ),
  // Whoever contradicts itself goes to jail, and the others go on without it (rule 17).
  jail: scenario(2_500, [{ atMs: 0, kind: 'byzantine', node: 3, behaviour: 'equivocator' }], { epochBlocks: 15 }),
  // Everybody is needed, words are lost, and who leads goes on where the epoch ends (rule 16).
  lossyBoundary: scenario(
    4_000,
    [
      { atMs: 0, kind: 'byzantine', node: 3, behaviour: 'quitter' },
      ...[100, 600, 1_100, 1_600].map((atMs, n): Fault => ({ atMs, kind: 'rotation', members: stirred(n) })),
    ],
    { epochBlocks: 8, loss: 0.35 },
  ),
  overstay: scenario(
    3_000,
    [
      { atMs: 0, kind: 'byzantine', node: 3, behaviour: 'overstayer' },
      ...[100, 600, 1_100, 1_600].map((atMs, n): Fault => ({ atMs, kind: 'rotation', members: stirred(n) })),
    ],
    { epochBlocks: 8, loss: 0.1 },
  ),
  // The last block of an epoch is notarized and cannot become final (rule 16): it must be proposed again, here by anyone ...
  unfinishedEpochs: scenario(
    4_000,
    [{ atMs: 0, kind: 'byzantine', node: 0, behaviour: 'unfinisher' }, ...reinstalled([0, 1, 2, 3])],
    { epochBlocks: 8 },
  ),
  // ... and here after one who would rather go on.
  unfinishedAndOverstayed: scenario(
    4_000,
    [
      { atMs: 0, kind: 'byzantine', node: 1, behaviour: 'unfinisher' },
      { atMs: 0, kind: 'byzantine', node: 2, behaviour: 'overstayer' },
      ...reinstalled([0, 1, 2, 3, 4, 5, 6]),
    ],
    { powers: [1, 1, 1, 1, 1, 1, 1], epochBlocks: 8 },
  ),
  // One builds on the newest final block while what was notarized since is becoming final (rules 3 and 4).
  staleParents: scenario(4_000, [{ atMs: 0, kind: 'byzantine', node: 2, behaviour: 'staleParent' }], {
    delayMs: [1, 80],
  }),
  falseAccusations: scenario(2_000, [{ atMs: 0, kind: 'byzantine', node: 1, behaviour: 'falseAccuser' }], {
    epochBlocks: 15,
  }),
  lyingHelpers: lyingHelpers(4),
  lyingHelpersAgain: lyingHelpers(5),
  // One is away so long that all others have deleted the block that comes next: it must join by a snapshot (rule 15).
  longAbsence: scenario(5_000, [{ atMs: 300, kind: 'crash', node: 1, downMs: 4_000 }]),
  // Likewise with an empty folder and the guard, twice; once while another one is down.
  emptyFolder: scenario(9_000, [
    { atMs: 2_000, kind: 'lostFolder', node: 2, downMs: 300 },
    { atMs: 5_500, kind: 'lostFolder', node: 0, downMs: 300 },
    { atMs: 6_000, kind: 'dropCaches', node: 1 },
  ]),
  // It crashes again and again while it joins.
  crashesWhileJoining: scenario(9_000, crashesWhileJoining),
  crashesWhileJoiningOnFiles: scenario(9_000, crashesWhileJoining, { realFiles: true }),
  // Each of these crashes tears the files of node/storage, journals that are being replaced among them.
  tornFiles: scenario(
    6_000,
    [
      ...Array.from({ length: 24 }, (_, n): Fault => ({ atMs: 200 + 230 * n, kind: 'crash', node: n % 4, downMs: 40 })),
      ...[2_500, 4_000, 5_500].map((atMs): Fault => ({ atMs, kind: 'powerCut', downMs: 100 })),
    ],
    { realFiles: true, ordersPerSecond: 60 },
  ),
  lyingSnapshots: lyingSnapshots(1),
  lyingSnapshotsAgain: lyingSnapshots(2),
  // Two join while one gives them garbage for chunks: it alone is to blame.
  lyingChunks: scenario(7_000, [
    { atMs: 0, kind: 'byzantine', node: 3, behaviour: 'chunkLiar' },
    { atMs: 2_000, kind: 'lostFolder', node: 0, downMs: 200 },
    { atMs: 4_500, kind: 'lostFolder', node: 1, downMs: 200 },
  ]),
  // One says two things all the time, to everybody: it must be convicted of each kind (rule 17).
  equivocator: scenario(3_000, [{ atMs: 0, kind: 'byzantine', node: 2, behaviour: 'equivocator' }]),
  // One after another hears nobody for a while, and then everything at once: a certificate of a view that it left by NULs.
  lateCertificates: scenario(
    6_000,
    Array.from({ length: 8 }, (_, n): Fault => {
      const partition = { kind: 'partition', nodes: [n % 4], direction: 'in', flapMs: 0, lastMs: 500 } as const;
      return { atMs: 200 + 700 * n, ...partition };
    }),
    { delayMs: [1, 400], seed: 4 },
  ),
  // Two of seven show prices a hundred times too high, and a clock that is a day ahead.
  wrongMeters: scenario(
    1_500,
    [
      { atMs: 0, kind: 'byzantine', node: 1, behaviour: 'priceLiar' },
      { atMs: 0, kind: 'byzantine', node: 4, behaviour: 'timeLiar' },
    ],
    { seed: 4, powers: [1, 1, 1, 1, 1, 1, 1] },
  ),
  // A clock runs back by a minute, and forth again.
  brokenClock: scenario(2_500, [{ atMs: 300, kind: 'clock', node: 1, offsetMs: -60_000, lastMs: 1_500 }]),
};
