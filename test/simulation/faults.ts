import { keccakHash } from '../../node/crypto/keccak.ts';
import type { L1Port } from '../../node/sequencer/ports.ts';
import { behaviours } from './byzantine/index.ts';
import type { Fault, Scenario } from './scenario.ts';
import { startMs, type World } from './world.ts';

/**
 * Lets the faults of a scenario happen to its world, and ends them all at `mend`. Counts what really happened: a crash of
 * a node that is down already is none.
 */
export class Faults {
  readonly injected: Partial<Record<Fault['kind'], number>> = {};
  readonly #world: World;
  /** What is to be undone, whether its time has come or all is mended. */
  readonly #lasting = new Set<() => void>();
  /** How many partitions cut a pair. */
  readonly #cutTimes = new Map<string, number>();
  #isMended = false;

  constructor(world: World, scenario: Scenario) {
    this.#world = world;
    const { delayMs, loss, duplication } = scenario;
    Object.assign(world.links, { delayMs, loss, duplication });
    for (const fault of scenario.faults) {
      if (fault.atMs === 0) this.#happen(fault);
      else world.after(startMs + fault.atMs - world.nowMs, () => this.#happen(fault));
    }
  }

  /** Everything works from now on: links, clocks, disks, L1, and every node is up. */
  mend(): void {
    this.#isMended = true;
    for (const undo of [...this.#lasting]) undo();
    this.#lasting.clear();
    Object.assign(this.#world.links, { delayMs: [1, 10], loss: 0, duplication: 0 });
    this.#world.nodes.forEach((node, index) => {
      node.crashAt = undefined;
      if (!this.#world.isUp(index)) this.#world.start(index);
    });
  }

  #happen(fault: Fault): void {
    if (!this.#isMended && this.#apply(fault)) {
      this.injected[fault.kind] = (this.injected[fault.kind] ?? 0) + 1;
    }
  }

  #lasts(lastMs: number, undo: () => void): true {
    const once = (): void => {
      if (this.#lasting.delete(once)) undo();
    };
    this.#lasting.add(once);
    this.#world.after(lastMs, once);
    return true;
  }

  /** Whether anything came of it. */
  #apply(fault: Fault): boolean {
    const world = this.#world;
    switch (fault.kind) {
      case 'crash':
        return this.#down(fault.node, fault.downMs);
      case 'crashAtEffect':
        if (!world.isUp(fault.node)) return false;
        world.nodes[fault.node]!.crashAt = { effect: fault.effect, left: fault.skip };
        world.after(fault.downMs + 300, () => this.#up(fault.node));
        return true;
      case 'dropCaches':
        return this.#down(fault.node, 0);
      case 'powerCut':
        return world.nodes.map((_, index) => this.#down(index, fault.downMs)).some((was) => was);
      case 'lostJournal': {
        const wasUp = this.#down(fault.node, fault.downMs);
        if (wasUp) world.nodes[fault.node]!.disk.loseJournal();
        return wasUp;
      }
      case 'lostFolder': {
        const wasUp = this.#down(fault.node, fault.downMs);
        if (wasUp) world.nodes[fault.node]!.disk.loseFolder();
        return wasUp;
      }
      case 'oldSnapshot': {
        const restore = world.nodes[fault.node]!.disk.backUp();
        world.after(fault.ageMs, () => {
          if (!this.#isMended && this.#down(fault.node, fault.downMs)) restore();
        });
        return true;
      }
      case 'partition':
        return this.#partition(fault);
      case 'clock': {
        const node = world.nodes[fault.node]!;
        node.clockOffsetMs += fault.offsetMs;
        return this.#lasts(fault.lastMs, () => {
          node.clockOffsetMs -= fault.offsetMs;
        });
      }
      case 'slowDisk': {
        const { disk } = world.nodes[fault.node]!;
        disk.syncMs = [1, fault.syncMs];
        return this.#lasts(fault.lastMs, () => {
          disk.syncMs = [0, 2];
        });
      }
      case 'fullDisk': {
        const { disk } = world.nodes[fault.node]!;
        disk.breakDown();
        return this.#lasts(fault.lastMs, () => {
          disk.repair();
          // A node whose disk failed is silent for good; its operator starts it again.
          if (world.isUp(fault.node)) world.crash(fault.node);
          world.start(fault.node);
        });
      }
      case 'l1Outage':
        for (const node of fault.nodes) world.l1FrozenAt[node] = world.chain.number;
        return this.#lasts(fault.lastMs, () => {
          for (const node of fault.nodes) world.l1FrozenAt[node] = undefined;
        });
      case 'l1Reorg':
        world.l1Lag[fault.node] = fault.depth;
        return this.#lasts(fault.lastMs, () => {
          world.l1Lag[fault.node] = 0;
        });
      case 'l1FinalReorg':
        world.l1Seen[fault.node] = otherChain;
        return true;
      case 'rotation':
        world.chain.install(fault.members.map(([node, weight]) => world.member(node, weight)));
        return true;
      case 'byzantine':
        behaviours[fault.behaviour]!(world, fault.node);
        return true;
    }
  }

  #down(index: number, downMs: number): boolean {
    if (!this.#world.isUp(index)) return false;
    this.#world.crash(index);
    this.#world.after(downMs, () => this.#up(index));
    return true;
  }

  #up(index: number): void {
    if (!this.#world.isUp(index)) this.#world.start(index);
  }

  #partition({ nodes, direction, flapMs, lastMs }: Extract<Fault, { kind: 'partition' }>): boolean {
    const { cut, nodes: all } = this.#world;
    const pairs = all
      .map((_, index) => index)
      .filter((index) => !nodes.includes(index))
      .flatMap((other) => nodes.flatMap((node) => [`${node}>${other}`, `${other}>${node}`]))
      .filter((_, position) => direction === 'both' || (direction === 'out') === (position % 2 === 0));
    if (pairs.length === 0) return false;
    let isCut = false;
    let lasts = true;
    // Partitions overlap: a pair is cut while one of them cuts it.
    const set = (next: boolean): void => {
      if (next === isCut) return;
      isCut = next;
      for (const pair of pairs) {
        const times = (this.#cutTimes.get(pair) ?? 0) + (next ? 1 : -1);
        this.#cutTimes.set(pair, times);
        if (times > 0) cut.add(pair);
        else cut.delete(pair);
      }
    };
    const toggle = (): void => {
      if (!lasts) return;
      set(!isCut);
      if (flapMs > 0) this.#world.after(flapMs, toggle);
    };
    toggle();
    return this.#lasts(lastMs, () => {
      lasts = false;
      set(false);
    });
  }
}

/** An L1 of one's own: the same numbers under other hashes. */
const otherChain = (truth: L1Port): L1Port => ({
  ...truth,
  block: (chainId, number) => {
    const block = truth.block(chainId, number);
    return block && { ...block, hash: keccakHash(new TextEncoder().encode(`other ${block.hash}`)) };
  },
  newest: () =>
    truth.newest().map((naming) => ({
      ...naming,
      hash: keccakHash(new TextEncoder().encode(`other ${naming.hash}`)),
    })),
});
