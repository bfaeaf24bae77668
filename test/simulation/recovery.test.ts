import { describe, expect, test } from 'vitest';
import { decodeMessage, encodeMessage } from '../../node/crypto/messageCodec.ts';
import type { SubmitResult } from '../../node/sequencer/inputs.ts';
import type { Hash } from '../../node/types/ids.ts';
import type { NetworkMessage } from '../../node/types/message.ts';
import { change, rewriteReports } from './byzantine/words.ts';
import { limitOrder } from './limitOrder.ts';
import { expectAgreement, fills, trade } from './trading.ts';
import { World } from './world.ts';

/** What a validator ever says: a second, different word in one place is a contradiction. */
class Ear {
  readonly contradictions: string[] = [];
  readonly reported: { readonly seq: number; readonly atMs: number }[] = [];
  readonly #words = new Map<string, string>();

  constructor(world: World, speaker: number) {
    const inner = world.intercept;
    world.intercept = (from, to, bytes) => {
      if (from === speaker) this.#hear(decodeMessage(world.network.committee.networkId, bytes), speaker, world.nowMs);
      return inner(from, to, bytes);
    };
  }

  #hear(message: NetworkMessage, speaker: number, atMs: number): void {
    if (message.type === 'proposal') this.#word(`notarize ${message.proposal.view}`, message.proposal.digest);
    if (message.type === 'checkpointShare') this.#word(`header ${message.number}`, message.headerHash);
    if (message.type === 'vote') {
      const { kind, view, digest } = message.vote;
      this.#word(`${kind} ${view}`, digest);
      if (kind !== 'notarize') this.#word(`end of ${view}`, kind);
    }
    if (message.type !== 'reports') return;
    for (const { report, digest } of message.reports) {
      if ((report.validator as number) !== speaker) continue;
      this.#word(`report ${report.seq}`, digest);
      this.reported.push({ seq: report.seq, atMs });
    }
  }

  #word(place: string, word: string): void {
    const earlier = this.#words.get(place);
    if (earlier !== undefined && earlier !== word) this.contradictions.push(`${place}: ${earlier} and ${word}`);
    this.#words.set(place, word);
  }
}

describe('keeping one’s word', () => {
  test('killed again and again at any instant, a validator never contradicts itself', () => {
    for (const seed of [21, 22, 23, 24, 25]) {
      const world = new World({ seed });
      const ears = [0, 1, 2, 3].map((index) => new Ear(world, index));
      trade(world, 3, 20, 4_000);
      for (let at = 200; at < 4_000; at += world.random.integer(50, 400)) {
        const victim = world.random.integer(0, 3);
        world.after(at, () => {
          if (!world.isUp(victim)) return;
          world.crash(victim);
          world.after(world.random.integer(1, 150), () => world.start(victim));
        });
      }
      world.run(8_000);
      expect(ears.flatMap((ear) => ear.contradictions)).toEqual([]);
      expect(world.evidence).toEqual([]);
      expectAgreement(world);
      const heights = [0, 1, 2, 3].map((index) => world.executedHeight(index));
      expect(Math.min(...heights)).toBeGreaterThan(Math.max(...heights) - 10);
    }
  });

  test('restarted with a journal that is older than blocks remember, it reports nothing of that again', () => {
    // What is executed is remembered twice as long as an arrival may wait.
    const world = new World({ seed: 26, timing: { arrivalTtlMs: 1_000 } });
    trade(world, 3, 20, 3_000);
    world.run(6_000);
    world.crash(1);
    const reportedAgain: string[] = [];
    const inner = world.intercept;
    world.intercept = (from, to, bytes) => {
      const message = world.decode(bytes);
      if (from === 1 && message.type === 'reports') {
        reportedAgain.push(...message.reports.flatMap(({ report }) => report.arrivals.map(({ hash }) => hash)));
      }
      return inner(from, to, bytes);
    };
    world.start(1);
    world.run(2_000);
    expect(world.nodes[1]!.executed.flatMap(({ transactions }) => transactions).length).toBeGreaterThan(100);
    expect(reportedAgain).toEqual([]);
    for (const { sequencer } of world.nodes) expect(sequencer!.status()).toMatchObject({ bodies: 0 });
  });

  test('without a vote, it forgets transactions that nobody ever reported, when they have expired', () => {
    const world = new World({ seed: 27, joiners: 1, timing: { arrivalTtlMs: 1_000 } });
    trade(world, 1, 1, 1_000);
    const trader = world.trader(1);
    const bodies = [world.sign(trader, limitOrder('buy', 499_000, 1), 2_000)];
    world.run(1_500);
    const extra = encodeMessage({ type: 'bodies', bodies });
    world.intercept = (from, to, bytes) => {
      if (from !== 0 || to !== 4) return [bytes];
      world.intercept = (_from, _to, each) => [each];
      return [extra, bytes];
    };
    const held = (): unknown => world.nodes.map(({ sequencer }) => sequencer!.status().bodies);
    world.run(500);
    expect(held()).toEqual([0, 0, 0, 0, 1]);
    world.run(6_000);
    expect(held()).toEqual([0, 0, 0, 0, 0]);
  });

  test('with its journal lost and its guard kept, it says nothing twice and reports only on its own whole chain', () => {
    for (const seed of [31, 32, 33]) {
      const world = new World({ seed });
      const ear = new Ear(world, 1);
      trade(world, 3, 20, 5_000);
      world.run(2_000);
      const { disk, executed } = world.nodes[1]!;
      // At an instant when its last report is in no final block yet.
      const finalSeq = (): number =>
        executed.at(-1)!.content.heads.find(({ validator }) => (validator as number) === 1)?.seq ?? Infinity;
      expect(world.runUntil(() => disk.guard.reportSeq > finalSeq(), 1_000)).toBe(true);
      world.crash(1);
      disk.loseJournal();
      const { reportSeq } = disk.guard;
      expect(reportSeq).toBeGreaterThan(10);
      world.run(200);
      const downUntilMs = world.nowMs;
      // Nobody answers at first: then it must stay silent.
      world.cut.add('0>1').add('2>1').add('3>1');
      world.start(1);
      world.run(1_000);
      expect(ear.reported.filter(({ atMs }) => atMs > downUntilMs)).toEqual([]);
      world.cut.clear();
      world.run(4_000);
      const later = ear.reported.filter(({ atMs }) => atMs > downUntilMs);
      expect(later[0]!.seq).toBe(reportSeq + 1);
      expect(ear.contradictions).toEqual([]);
      expect(world.evidence).toEqual([]);
      expectAgreement(world);
      // It is needed, and it is there.
      world.crash(0);
      const height = world.executedHeight(2);
      world.run(4_000);
      expect(world.executedHeight(2)).toBeGreaterThan(height + 5);
    }
  });

  test('a disk that fails silences its node at once; it goes on following', () => {
    const world = new World({ seed: 41 });
    const ear = new Ear(world, 1);
    trade(world, 3, 20, 4_000);
    world.run(1_000);
    world.nodes[1]!.disk.breakDown();
    const answers: SubmitResult[] = [];
    const trader = world.trader(0);
    world.submit(1, world.sign(trader, limitOrder('buy', 500_000, 1)), (answer) => answers.push(answer));
    world.run(50);
    expect(world.nodes[1]!.sequencer!.status().muteReason).toBe('STORAGE_FAILED');
    expect(answers).toMatchObject([{ accepted: false, code: 'NODE_BUSY' }]);
    const silentFromMs = world.nowMs;
    world.run(3_000);
    expect(ear.reported.filter(({ atMs }) => atMs > silentFromMs)).toEqual([]);
    expect(world.executedHeight(0) - world.executedHeight(1)).toBeLessThan(5);
    expectAgreement(world);
  });
});

describe('being wrong, and being late', () => {
  test('a validator that computes other results stops signing, and the others go on', () => {
    const world = new World({ seed: 51 });
    // Node 2 reads deposits of another amount out of the same L1 blocks.
    world.l1Seen[2] = (truth) => ({
      ...truth,
      block: (chainId, number) => {
        const block = truth.block(chainId, number);
        return block && { ...block, items: block.items.map((item) => (item.kind === 'deposit' ? { ...item, amount: item.amount + 1n } : item)) }; // prettier-ignore
      },
    });
    world.crash(2);
    world.start(2);
    trade(world, 3, 20, 3_000);
    world.run(3_000);
    expect(world.nodes[2]!.sequencer!.status().muteReason).toBe('RESULT_DIVERGED');
    for (const index of [0, 1, 3]) expect(world.nodes[index]!.sequencer!.status().muteReason).toBeUndefined();
    const height = world.executedHeight(0);
    world.run(2_000);
    expect(world.executedHeight(0)).toBeGreaterThan(height + 5);
    expect(world.result(0, height)).toBe(world.result(1, height));
    expect(world.result(0, height)).not.toBe(world.result(2, height));
  });

  test('bodies that a broadcast did not bring are fetched by whoever must certify', () => {
    const world = new World({ seed: 61 });
    let lost = 0;
    let fetched = 0;
    world.intercept = (from, to, bytes) => {
      const message = decodeMessage(world.network.committee.networkId, bytes);
      if (from === 2 && message.type === 'wantBodies') fetched++;
      if (to !== 2 || message.type !== 'bodies' || from !== 0) return [bytes];
      lost++;
      return [];
    };
    world.chain.mine([0, 1].map((n) => ({ owner: world.trader(n).address, amount: 1_000_000_000_000n })));
    world.run(1_000);
    for (let at = 0; at < 2_000; at += 20) {
      world.after(at, () => {
        const side = at % 40 === 0 ? 'buy' : 'sell';
        world.submit(0, world.sign(world.trader(at % 40 === 0 ? 0 : 1), limitOrder(side, 500_000, 1)));
      });
    }
    world.run(3_000);
    expect(lost).toBeGreaterThan(50);
    expect(fetched).toBeGreaterThan(5);
    expect(fills(world)).toBeGreaterThan(20);
    expect(world.executedHeight(0) - world.executedHeight(2)).toBeLessThan(5);
    expectAgreement(world);
  });

  test('while nobody can read L1 for long, empty blocks go on, and orders run when it is back', () => {
    const world = new World({ seed: 71, timing: { idleIntervalMs: 20 } });
    trade(world, 3, 50, 15_000);
    world.run(500);
    world.chain.mine();
    world.run(500);
    // A cut that nobody has read to: as after a restart of all with L1 away.
    world.nodes.forEach((_, index) => world.crash(index));
    for (const index of [0, 1, 2, 3]) world.l1Lag[index] = 1_000;
    world.nodes.forEach((_, index) => world.start(index));
    world.run(12_000);
    const height = world.nodes[0]!.sequencer!.status().height;
    world.run(1_000);
    expect(world.nodes[0]!.sequencer!.status().height).toBeGreaterThan(height + 5);
    for (const index of [0, 1, 2, 3]) world.l1Lag[index] = 0;
    world.run(2_000);
    expect(world.executedHeight(0)).toBeGreaterThan(height);
    expectAgreement(world);
  });
});

describe('catching up', () => {
  test('goes past a block without a certificate of its own that fills an answer alone', () => {
    const world = new World({ seed: 91 });
    const traders = Array.from({ length: 40 }, (_, number) => world.trader(number));
    world.chain.mine(traders.map(({ address }) => ({ owner: address, amount: 1_000_000_000_000n })));
    world.run(1_000);
    world.crash(3);
    // One of three says nothing, so that nothing is final while orders pile up.
    for (const pair of ['2>0', '2>1']) world.cut.add(pair);
    for (let n = 0; n < 4_000; n++) {
      const order = world.sign(traders[n % traders.length]!, limitOrder('buy', 400_000 - n, 1));
      world.submit(n % 2, order);
      if (n % 100 === 0) world.run(20);
    }
    // The block that takes them in is notarized, and only a later one gets a certificate.
    const inner = world.intercept;
    let newestView = 0;
    let withheldTo = Infinity;
    world.intercept = (from, to, bytes) => {
      const message = world.decode(bytes);
      if (message.type !== 'vote') return inner(from, to, bytes);
      const { kind, view } = message.vote;
      newestView = Math.max(newestView, view);
      return kind === 'finalize' && view <= withheldTo ? [] : inner(from, to, bytes);
    };
    world.cut.clear();
    const unfinal = (): number => world.nodes[0]!.sequencer!.status().held.unfinalBlocks;
    expect(world.runUntil(() => unfinal() >= 12, 20_000)).toBe(true);
    withheldTo = newestView;
    world.run(3_000);
    const large = world.nodes[0]!.executed.find(({ transactions }) => transactions.length > 1_500);
    expect(large?.certificate).toBeUndefined();
    expect(large).toBeDefined();
    expect(world.nodes[0]!.disk.blocks[large!.height - 1]!.length).toBeGreaterThan(1024 * 1024);
    world.start(3);
    world.run(5_000);
    expect(world.executedHeight(3)).toBeGreaterThan(large!.height);
    expectAgreement(world);
  });
});

describe('what a report promises', () => {
  test('an order whose broadcast reached nobody is fetched from whoever reported it', () => {
    const world = new World({ seed: 81 });
    world.chain.mine([{ owner: world.trader(0).address, amount: 1_000_000_000_000n }]);
    world.run(1_000);
    let isCut = true;
    world.intercept = (_from, _to, bytes) =>
      isCut && decodeMessage(world.network.committee.networkId, bytes).type === 'bodies' ? [] : [bytes];
    world.submit(0, world.sign(world.trader(0), limitOrder('buy', 500_000, 1)));
    world.run(100);
    isCut = false;
    world.run(2_000);
    const receipts = world.nodes[3]!.executed.flatMap(({ events }) => events).filter(({ type }) => type === 'receipt');
    expect(receipts).toHaveLength(1);
    expectAgreement(world);
  });

  test('whoever reported it is asked again soon when an answer is lost: nobody else may have it', () => {
    const world = new World({ seed: 84, validators: 7 });
    world.chain.mine([{ owner: world.trader(0).address, amount: 1_000_000_000_000n }]);
    world.run(1_000);
    let isCut = true;
    world.intercept = (_from, _to, bytes) => (isCut && world.decode(bytes).type === 'bodies' ? [] : [bytes]);
    world.submit(0, world.sign(world.trader(0), limitOrder('buy', 500_000, 1)));
    world.run(1_200);
    isCut = false;
    world.run(4_000);
    const receipts = world.nodes[3]!.executed.flatMap(({ events }) => events).filter(({ type }) => type === 'receipt');
    expect(receipts).toHaveLength(1);
  });

  test('what a liar reports and nobody lets in is asked for ever more seldom', () => {
    const world = new World({ seed: 83 });
    world.chain.mine([{ owner: world.trader(0).address, amount: 1_000_000_000_000n }]);
    world.run(1_000);
    const expired = world.sign(world.trader(0), limitOrder('buy', 500_000, 1), -1_000);
    let hash: Hash | undefined;
    world.submit(0, expired, (result) => (hash = result.hash));
    const rewrite = rewriteReports(world, 3, (report) => ({
      ...report,
      arrivals: [...report.arrivals, { hash: hash!, timeMs: report.localTimeMs }],
    }));
    change(world, 3, (message) =>
      message.type === 'reports' ? [{ type: 'reports', reports: message.reports.map(rewrite) }] : [message],
    );
    let questions = 0;
    const inner = world.intercept;
    world.intercept = (from, to, bytes) => {
      const message = world.decode(bytes);
      if (from === 0 && message.type === 'wantBodies' && message.hashes.includes(hash!)) {
        questions++;
        world.deliver(to, from, encodeMessage({ type: 'bodies', bodies: [expired] }), 2);
      }
      return inner(from, to, bytes);
    };
    world.run(20_000);
    expect(questions).toBeGreaterThan(2);
    expect(questions).toBeLessThan(10);
  });

  test('a validator that lost its journal fetches what it had promised before it reports again', () => {
    const world = new World({ seed: 82 });
    world.chain.mine([{ owner: world.trader(0).address, amount: 1_000_000_000_000n }]);
    world.run(1_000);
    // Two of four: orders are reported and stored, and no block gets final.
    world.crash(2);
    world.crash(3);
    for (let n = 0; n < 30; n++) world.submit(n % 2, world.sign(world.trader(0), limitOrder('buy', 400_000 - n, 1)));
    world.run(500);
    for (const index of [0, 1]) {
      world.crash(index);
      world.nodes[index]!.disk.loseJournal();
      world.start(index);
      world.run(3_000);
    }
    world.start(2);
    world.start(3);
    world.run(8_000);
    const receipts = world.nodes[3]!.executed.flatMap(({ events }) => events).filter(({ type }) => type === 'receipt');
    expect(receipts).toHaveLength(30);
    expect(world.evidence).toEqual([]);
    expectAgreement(world);
  });
});
