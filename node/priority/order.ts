import { keccakHash } from '../crypto/keccak.ts';
import { ByteWriter } from '../codec/byteWriter.ts';
import type { Phase } from '../types/block.ts';
import { phases } from '../types/block.ts';
import { type Address, type Hash, type InstrumentId, validatorIndex } from '../types/ids.ts';
import type { LiveArrival } from './state.ts';
import { weightedMedian } from './weightedMedian.ts';

/** What priority reads of a transaction's body. */
export interface Traits {
  readonly account: Address;
  /** Markets it touches; two transactions are related when they share a market or an account. */
  readonly instruments: readonly InstrumentId[];
  readonly phase: Phase;
  readonly nonce: number;
}

interface Node {
  readonly hash: Hash;
  /** Place in each validator's report chain, by validator; infinite where it was not reported yet. */
  readonly places: readonly number[];
  readonly traits: Traits;
  /** Weighted median of the reporters' clocks, ms. */
  readonly medianMs: number;
  /** H(c, hash): breaks ties in a way that nobody knew before the block was fixed. */
  readonly tie: Hash;
}

/** w(a, b): the power that has a before b in its report chain, or a and not yet b. */
export function precedence(a: LiveArrival, b: LiveArrival, powers: readonly number[]): number {
  let power = 0;
  for (const [validator, own] of a.reports) {
    const other = b.reports.get(validator);
    if (other === undefined || own.position < other.position) power += powers[validator]!;
  }
  return power;
}

/** The weighted median arrival over those who reported it, in ms. */
export const medianArrivalMs = (arrival: LiveArrival, powers: readonly number[]): number =>
  weightedMedian([...arrival.reports].map(([validator, { timeMs }]) => ({ value: timeMs, power: powers[validator]! })));

/**
 * One order for a block (rules 7 and 8): pairwise majority of arrivals among related transactions, cycles as one
 * component, then phases, then nonce order for one account within one phase. A pure function of the reports.
 */
export function orderBlock(
  released: readonly LiveArrival[],
  traitsOf: (hash: Hash) => Traits,
  powers: readonly number[],
  blockDigest: Hash,
): Hash[] {
  const nodes = released.map((arrival): Node => {
    const tieBytes = new ByteWriter().hex(blockDigest).hex(arrival.hash).finish();
    return {
      hash: arrival.hash,
      places: powers.map((_, index) => arrival.reports.get(validatorIndex(index))?.position ?? Infinity),
      traits: traitsOf(arrival.hash),
      medianMs: medianArrivalMs(arrival, powers),
      tie: keccakHash(tieBytes),
    };
  });
  const byMajority = apart(nodes.sort(earlierFirst), powers).flatMap((run) => orderByMajority(run, powers));
  return phases.flatMap((phase) => nonceOrder(byMajority.filter((node) => node.traits.phase === phase)));
}

const earlierFirst = (a: Node, b: Node): number => a.medianMs - b.medianMs || (a.tie < b.tie ? -1 : 1);

const related = (a: Traits, b: Traits): boolean =>
  a.account === b.account || a.instruments.some((instrument) => b.instruments.includes(instrument));

/** w(a, b) − w(b, a): by how much more power saw a before b than b before a. */
function majority(a: Node, b: Node, powers: readonly number[]): number {
  let margin = 0;
  for (let validator = 0; validator < powers.length; validator++) {
    const ahead = a.places[validator]! - b.places[validator]!;
    // Two that are both not reported differ by NaN, which counts for neither.
    if (ahead < 0) margin += powers[validator]!;
    else if (ahead > 0) margin -= powers[validator]!;
  }
  return margin;
}

/**
 * Cuts a list wherever no majority leads back over the cut: the parts can be ordered one by one, each at the square of its own
 * length only. What came long after another is behind it for nearly all, so that few pairs are compared to see that.
 */
function apart(sorted: readonly Node[], powers: readonly number[]): Node[][] {
  const size = sorted.length;
  const firstFrom = powers.map((_, validator) => firstPlacesFrom(sorted, validator));
  const runs: Node[][] = [];
  let backFrom = 0;
  sorted.forEach((node, at) => {
    if (at === 0 || backFrom < at) runs.push([]);
    runs.at(-1)!.push(node);
    // From somewhere on, not even all later ones taken together outweigh it.
    let near = at + 1;
    for (let far = size; near < far;) {
      const middle = (near + far) >>> 1;
      if (isAheadOfAll(node, middle, firstFrom, powers)) far = middle;
      else near = middle + 1;
    }
    for (let later = near - 1; later > Math.max(at, backFrom); later--) {
      if (related(node.traits, sorted[later]!.traits) && majority(node, sorted[later]!, powers) < 0) backFrom = later;
    }
  });
  return runs;
}

/** For each place in the list and its end: the first place in a validator's report chain of anything from there on. */
function firstPlacesFrom(sorted: readonly Node[], validator: number): Float64Array {
  const first = new Float64Array(sorted.length + 1).fill(Infinity);
  for (let at = sorted.length - 1; at >= 0; at--) first[at] = Math.min(first[at + 1]!, sorted[at]!.places[validator]!);
  return first;
}

/** Whether no majority can have any of those from a place on before the node. */
function isAheadOfAll(
  node: Node,
  from: number,
  firstFrom: readonly Float64Array[],
  powers: readonly number[],
): boolean {
  let margin = 0;
  for (let validator = 0; validator < powers.length; validator++) {
    const ahead = node.places[validator]! - firstFrom[validator]![from]!;
    if (ahead < 0) margin += powers[validator]!;
    else if (ahead > 0) margin -= powers[validator]!;
  }
  return margin >= 0;
}

/** Topological order of the strongly connected components; ready ones by (median, tie), members likewise. */
function orderByMajority(sorted: readonly Node[], powers: readonly number[]): Node[] {
  const successors: number[][] = sorted.map(() => []);
  for (let i = 0; i < sorted.length; i++) {
    for (let j = i + 1; j < sorted.length; j++) {
      if (!related(sorted[i]!.traits, sorted[j]!.traits)) continue;
      // On a tie the lower median goes first, and `sorted` is in that order.
      if (majority(sorted[i]!, sorted[j]!, powers) >= 0) successors[i]!.push(j);
      else successors[j]!.push(i);
    }
  }
  const componentOf = stronglyConnected(successors);
  const count = Math.max(-1, ...componentOf) + 1;
  const members: number[][] = Array.from({ length: count }, () => []);
  sorted.forEach((_, index) => members[componentOf[index]!]!.push(index));
  const waiting = members.map(() => 0);
  successors.forEach((targets, from) => {
    for (const to of targets) if (componentOf[from] !== componentOf[to]) waiting[componentOf[to]!]!++;
  });
  // Members are indices into `sorted`, so the component whose first member is least is the earliest one.
  const ready = members.flatMap((_, component) => (waiting[component] === 0 ? [component] : []));
  const ordered: Node[] = [];
  while (ready.length > 0) {
    ready.sort((a, b) => members[b]![0]! - members[a]![0]!);
    const component = ready.pop()!;
    for (const index of members[component]!) {
      ordered.push(sorted[index]!);
      for (const to of successors[index]!) {
        const target = componentOf[to]!;
        if (target !== component && --waiting[target]! === 0) ready.push(target);
      }
    }
  }
  return ordered;
}

/** Tarjan's algorithm without recursion: the component number of every node. */
function stronglyConnected(successors: readonly (readonly number[])[]): number[] {
  const size = successors.length;
  const index = new Array<number>(size).fill(-1);
  const low = new Array<number>(size).fill(0);
  const onStack = new Array<boolean>(size).fill(false);
  const component = new Array<number>(size).fill(-1);
  const stack: number[] = [];
  let visited = 0;
  let components = 0;
  for (let root = 0; root < size; root++) {
    if (index[root] !== -1) continue;
    const path: { node: number; next: number }[] = [{ node: root, next: 0 }];
    while (path.length > 0) {
      const frame = path.at(-1)!;
      const { node } = frame;
      if (frame.next === 0) {
        index[node] = low[node] = visited++;
        stack.push(node);
        onStack[node] = true;
      }
      const target = successors[node]![frame.next];
      if (target !== undefined) {
        frame.next++;
        if (index[target] === -1) path.push({ node: target, next: 0 });
        else if (onStack[target]) low[node] = Math.min(low[node]!, index[target]!);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) low[parent.node] = Math.min(low[parent.node]!, low[node]!);
      if (low[node] !== index[node]) continue;
      for (let member = stack.pop()!; ; member = stack.pop()!) {
        onStack[member] = false;
        component[member] = components;
        if (member === node) break;
      }
      components++;
    }
  }
  return component;
}

/** The places that one account holds within a phase are filled in the order of its nonces. */
function nonceOrder(nodes: readonly Node[]): Hash[] {
  const byAccount = new Map<Address, Node[]>();
  for (const node of nodes) {
    const own = byAccount.get(node.traits.account);
    if (own === undefined) byAccount.set(node.traits.account, [node]);
    else own.push(node);
  }
  for (const own of byAccount.values()) {
    own.sort((a, b) => b.traits.nonce - a.traits.nonce || (a.tie < b.tie ? 1 : -1));
  }
  return nodes.map((node) => byAccount.get(node.traits.account)!.pop()!.hash);
}
