import { describe, expect, test } from 'vitest';
import { encodeMessage } from '../../node/crypto/messageCodec.ts';
import { leaderSchedule } from '../../node/consensus/leaderSchedule.ts';
import type { BlockContent, Proposal } from '../../node/types/consensus.ts';
import { type Hash, type HexBytes, validatorIndex, zeroHash } from '../../node/types/ids.ts';
import type { FinalBlock, NetworkMessage } from '../../node/types/message.ts';
import type { SignedReport } from '../../node/types/report.ts';
import { epoch, timeMs, type View } from '../../node/types/units.ts';
import { change, proposalAs, reportAs, rewriteReports, voteAs } from './byzantine/words.ts';
import { limitOrder } from './limitOrder.ts';
import { expectAgreement, fills, trade } from './trading.ts';
import { World } from './world.ts';

const liar = 3;
const wrong = `0x${'11'.repeat(64)}` as HexBytes;

/** For each of the liar's reports a second one for the same place, said a millisecond later, on a chain of its own. */
const makeTwins = (world: World): ((signed: SignedReport) => SignedReport) =>
  rewriteReports(world, liar, (report) => ({ ...report, localTimeMs: timeMs(report.localTimeMs + 1) }));

/** Who has noticed that the liar reports twice. */
const provenTo = (world: World): number[] =>
  world.faults.filter((fault) => fault.includes('DOUBLE_REPORT')).map((fault) => Number(fault.split(' ')[0]));

describe('one of four does what it likes', () => {
  test('two proposals, two notarizes, nullify beside finalize: evidence at all, and no disagreement', () => {
    const world = new World({ seed: 11 });
    world.intercept = (from, to, bytes) => {
      if (from !== liar) return [bytes];
      const message = world.decode(bytes);
      if (message.type === 'proposal') {
        const { view, content } = message.proposal;
        const other = proposalAs(world, liar, view, { ...content, heads: content.heads.slice(0, 3) });
        const both = [bytes, encodeMessage({ type: 'proposal', proposal: other })];
        return to === 0 ? both.reverse() : both;
      }
      if (message.type !== 'vote') return [bytes];
      const { vote } = message;
      const { genesisDigest } = world.network;
      const twin =
        vote.kind === 'notarize'
          ? voteAs(world, liar, vote, 'notarize', genesisDigest)
          : vote.kind === 'nullify'
            ? voteAs(world, liar, vote, 'finalize', genesisDigest)
            : voteAs(world, liar, vote, 'nullify', zeroHash);
      return [bytes, encodeMessage(twin)];
    };
    trade(world, 4, 20, 4_000);
    world.run(5_000);
    for (const honest of [0, 1, 2]) {
      const seen = new Set(world.evidence.filter((each) => each.startsWith(`${honest} `)).map((each) => each.slice(2)));
      expect([...seen].sort()).toEqual(['DOUBLE_PROPOSAL', 'DOUBLE_VOTE', 'NULLIFY_AND_FINALIZE']);
      expect(world.executedHeight(honest)).toBeGreaterThan(50);
    }
    expectAgreement(world);
    expect(fills(world)).toBeGreaterThan(5);
  });

  test('a reporter that forks its chain, proposes the hidden branch and falls silent does not stop the others', () => {
    const world = new World({ seed: 12 });
    const { committee } = world.network;
    const leaderOf = leaderSchedule(committee);
    const shown: SignedReport[] = [];
    let hidden: SignedReport | undefined;
    let forged: Proposal | undefined;
    let reports: SignedReport[] = [];
    world.intercept = (from, to, bytes) => {
      if (from !== liar) return [bytes];
      const message = world.decode(bytes);
      if (message.type === 'reports') {
        shown.push(...message.reports.filter(({ report }) => (report.validator as number) === liar));
        return [bytes];
      }
      if (message.type !== 'proposal' || world.nowMs - 1_800_000_000_000 < 1_500) return [bytes];
      if (forged === undefined) {
        expect(leaderOf(message.proposal.view)).toBe(liar);
        const { content } = message.proposal;
        const named = content.heads.find(({ validator }) => (validator as number) === liar);
        const public_ = shown.find(({ digest }) => digest === named?.digest);
        if (public_ === undefined) return [bytes];
        // The same place in the chain, said a millisecond later: nobody has seen this one.
        hidden = reportAs(world, liar, { ...public_.report, localTimeMs: timeMs(public_.report.localTimeMs + 1) });
        const { digest } = hidden;
        const heads = content.heads.map((head) => ((head.validator as number) === liar ? { ...head, digest } : head));
        forged = proposalAs(world, liar, message.proposal.view, { ...content, heads });
        reports = [hidden];
        world.after(3, () => world.crash(liar));
      }
      const proposed = encodeMessage({ type: 'proposal', proposal: forged });
      return to === 2 ? [proposed] : [encodeMessage({ type: 'reports', reports }), proposed];
    };
    trade(world, 4, 20, 6_000);
    world.run(2_500);
    expect(hidden).toBeDefined();
    expect(world.isUp(liar)).toBe(false);
    const heights = [0, 1, 2].map((index) => world.executedHeight(index));
    world.run(4_000);
    for (const index of [0, 1, 2]) expect(world.executedHeight(index)).toBeGreaterThan(heights[index]! + 10);
    expectAgreement(world);
  });

  test('a reporter that shows one validator another chain than the rest stops nobody', () => {
    const world = new World({ seed: 16 });
    const twinOf = makeTwins(world);
    world.intercept = (from, to, bytes) => {
      const message = world.decode(bytes);
      if (from !== liar || to === 0 || message.type !== 'reports') return [bytes];
      return [encodeMessage({ type: 'reports', reports: message.reports.map(twinOf) })];
    };
    trade(world, 4, 20, 4_000);
    world.run(4_500);
    for (const honest of [0, 1, 2]) expect(world.executedHeight(honest)).toBeGreaterThan(100);
    expectAgreement(world);
    expect(fills(world)).toBeGreaterThan(20);
    // It had to fetch the branch that the others name.
    expect(provenTo(world)).toContain(0);
    expect(world.faults.filter((fault) => fault.includes('PROPOSAL_BEHIND'))).toEqual([]);
  });

  test('a reporter whom everybody saw say two things is left out of blocks, and trade goes on', () => {
    const world = new World({ seed: 17 });
    const twinOf = makeTwins(world);
    world.intercept = (from, _to, bytes) => {
      if (from !== liar) return [bytes];
      const message = world.decode(bytes);
      // Its own proposals would name its own chain.
      if (message.type === 'proposal') return [];
      if (message.type !== 'reports') return [bytes];
      return [bytes, encodeMessage({ type: 'reports', reports: message.reports.map(twinOf) })];
    };
    trade(world, 4, 20, 6_000);
    world.run(6_500);
    expect(provenTo(world)).toEqual(expect.arrayContaining([0, 1, 2]));
    const { executed } = world.nodes[0]!;
    expect(executed.length).toBeGreaterThan(20);
    const named = executed.flatMap(({ content }) => content.heads.filter(({ validator }) => (validator as number) === liar)); // prettier-ignore
    expect(Math.max(0, ...named.map(({ seq }) => seq))).toBeLessThan(5);
    expectAgreement(world);
    expect(fills(world)).toBeGreaterThan(20);
    expect(world.faults.filter((fault) => fault.includes('PROPOSAL_BEHIND'))).toEqual([]);
  });

  test('a flood of made-up blocks, reports and orders fills nothing and stops nobody', () => {
    const world = new World({ seed: 13 });
    let floods = 0;
    world.intercept = (from, _to, bytes) => {
      if (from !== liar || world.decode(bytes).type !== 'reports' || floods++ > 400) return [bytes];
      const message = world.decode(bytes) as Extract<NetworkMessage, { type: 'reports' }>;
      const forks = message.reports
        .slice(0, 1)
        .flatMap(({ report }) =>
          Array.from({ length: 5 }, (_, n) =>
            reportAs(world, liar, { ...report, localTimeMs: timeMs(report.localTimeMs + n + 1) }),
          ),
        );
      const made = (n: number): BlockContent =>
        ({
          epoch: epoch(1),
          height: 1_000_000 + n,
          parentView: 0,
          parentDigest: zeroHash,
          heads: [],
        }) as unknown as BlockContent;
      const blocks = Array.from({ length: 50 }, (_, n) => ({ digest: zeroHash, content: made(n + floods * 50) }));
      return [
        bytes,
        encodeMessage({ type: 'reports', reports: forks }),
        encodeMessage({ type: 'blocks', blocks }),
        encodeMessage({ type: 'bodies', bodies: [new Uint8Array([1, 2, 3])] }),
        encodeMessage({ type: 'wantReports', validator: validatorIndex(0), afterSeq: 0, head: undefined }),
        encodeMessage({ type: 'wantBodies', hashes: Array.from({ length: 4_000 }, () => zeroHash) }),
        new Uint8Array([1, 2, 3]),
      ];
    };
    trade(world, 4, 20, 3_000);
    world.run(4_000);
    for (const honest of [0, 1, 2]) expect(world.executedHeight(honest)).toBeGreaterThan(100);
    expectAgreement(world);
    const codes = new Set(
      world.faults.map((each) => /peer 3 (\w+)/.exec(each)?.[1]).filter((code) => code !== undefined),
    );
    expect([...codes].sort()).toEqual(['MESSAGE_MALFORMED', 'TX_MALFORMED']);
  });

  const falsified: Readonly<Record<string, (blocks: readonly FinalBlock[]) => FinalBlock[]>> = {
    // It would have node 2 begin its next life in view 1,000,000.
    'a false certificate inside': ([first, ...rest]) => {
      const certificate = { ...rest.at(-1)!.certificate!, view: 1_000_000 as View, digest: first!.digest };
      return [{ ...first!, certificate }, ...rest];
    },
    // It would have node 2 pass on what its author never signed.
    'a false signature of a report': (blocks) =>
      blocks.map((block) => ({
        ...block,
        reports: block.reports.map((signed) => ({ ...signed, signature: blocks[0]!.reports[0]!.signature })),
      })),
  };

  test.each(Object.keys(falsified))('an answer of final blocks with %s is not believed, and others help', (what) => {
    const world = new World({ seed: 14 });
    let isTampered = false;
    world.intercept = (_from, to, bytes) => {
      const message = world.decode(bytes);
      if (isTampered || to !== 2 || message.type !== 'finalBlocks' || message.blocks.length < 2) return [bytes];
      isTampered = true;
      return [encodeMessage({ type: 'finalBlocks', blocks: falsified[what]!(message.blocks) })];
    };
    catchUp(world);
    expect(isTampered).toBe(true);
    expect(world.faults.some((each) => each.includes('FINAL_BLOCKS_WRONG'))).toBe(true);
  });

  test('words that are not signed by whom they name are faulted, and count for nothing', () => {
    const world = new World({ seed: 19 });
    change(world, liar, (message) => {
      if (message.type === 'proposal') return [{ ...message, proposal: { ...message.proposal, signature: wrong } }];
      if (message.type === 'vote') return [{ ...message, vote: { ...message.vote, signature: wrong } }];
      return message.type === 'certificate' ? [] : [message];
    });
    trade(world, 4, 20, 2_000);
    world.run(3_000);
    for (const honest of [0, 1, 2]) {
      expect(world.executedHeight(honest)).toBeGreaterThan(8);
      expect(world.faults.some((each) => each.startsWith(`${honest} peer 3 WORD_NOT_SIGNED`))).toBe(true);
    }
    expect(world.faults.filter((each) => / peer [012] /.test(each))).toEqual([]);
    expectAgreement(world);
  });

  test('transactions that a peer slips into final blocks are not taken in', () => {
    const world = new World({ seed: 15 });
    let slipped = 0;
    world.intercept = (_from, to, bytes) => {
      const message = world.decode(bytes);
      if (to !== 2 || message.type !== 'finalBlocks') return [bytes];
      const foreign = Array.from({ length: 100 }, () => world.sign(world.trader(900), limitOrder('buy', 500_000, 1)));
      slipped += foreign.length;
      const [first, ...rest] = message.blocks;
      const blocks = [{ ...first!, bodies: [...first!.bodies, ...foreign] }, ...rest];
      return [encodeMessage({ type: 'finalBlocks', blocks })];
    };
    catchUp(world);
    expect(slipped).toBeGreaterThan(0);
    expect(world.nodes[2]!.sequencer!.status().bodies).toBeLessThan(50);
  });
});

describe('more than f of power lie together', () => {
  test('two of four make the honest disagree, and the evidence convicts both of them; the honest stop signing', () => {
    const world = new World({ seed: 18 });
    const liars = [0, 1];
    // Even validators are shown one block, odd ones another, and both liars vote with each side.
    const sides = new Map<View, readonly [Hash, Hash]>();
    world.intercept = (from, to, bytes) => {
      const message = world.decode(bytes);
      if (!liars.includes(from)) return [bytes];
      if (message.type === 'proposal') {
        const { view, content, digest } = message.proposal;
        const [first, ...rest] = content.heads;
        const other = proposalAs(world, from, view, { ...content, heads: [...rest, first!].slice(0, 3) });
        sides.set(view, [digest, other.digest]);
        return to % 2 === 0 ? [bytes] : [encodeMessage({ type: 'proposal', proposal: other })];
      }
      if (message.type !== 'vote' || message.vote.kind === 'nullify') return [bytes];
      const side = sides.get(message.vote.view)?.[to % 2 === 0 ? 0 : 1];
      return side === undefined ? [bytes] : [encodeMessage(voteAs(world, from, message.vote, message.vote.kind, side))];
    };
    trade(world, 4, 20, 3_000);
    world.run(3_000);
    expect(() => expectAgreement(world)).toThrow();
    for (const honest of [2, 3]) {
      const convicted = new Set(world.accused.filter(({ by }) => by === honest).map(({ validator }) => validator));
      expect([...convicted].sort()).toEqual(liars);
      expect(world.nodes[honest]!.sequencer!.status().muteReason).toBe('AGREEMENT_BROKEN');
    }
  });
});

/** Node 2 is down for three seconds of trade, and comes back. */
function catchUp(world: World): void {
  trade(world, 4, 20, 5_000);
  world.after(500, () => world.crash(2));
  world.after(3_500, () => world.start(2));
  world.run(6_000);
  expect(world.executedHeight(0) - world.executedHeight(2)).toBeLessThan(5);
  expectAgreement(world);
}
