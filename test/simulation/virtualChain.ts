import { encodeForced, forcedKinds, type ForcedBody } from '../../node/codec/forcedItems.ts';
import { keccakHash } from '../../node/crypto/keccak.ts';
import type { L1Block, L1Port } from '../../node/sequencer/ports.ts';
import type { Member } from '../../node/types/committee.ts';
import type { Address, Hash } from '../../node/types/ids.ts';
import type { ParametersItem, ParameterValue } from '../../node/types/parameters.ts';
import type { CommitteeItem, DepositItem, ForcedItem, FrozenItem, PlanItem } from '../../node/types/settlement.ts';

/** A final L1 chain that grows on demand; each node sees it with a lag of its own. */
export class VirtualChain {
  readonly chainId = 31337;
  readonly startHash: Hash = keccakHash(new Uint8Array([0]));
  readonly #blocks: L1Block[] = [];
  #deposits = 0n;
  #forced = 0n;
  #parametersVersion = 1;
  /** The genesis committee's is 1. */
  #committeeId = 1;

  get number(): number {
    return this.#blocks.length;
  }

  /** The number of the newest committee. */
  get committeeId(): number {
    return this.#committeeId;
  }

  /** The registry installs the next committee. */
  install(members: readonly Member[]): void {
    this.mine([], { kind: 'committee', id: ++this.#committeeId, members, l1Block: this.#blocks.length + 1 });
  }

  /** An owner says something through the chain, in a block of its own. */
  force(owner: Address, body: ForcedBody): void {
    const l1Block = this.#blocks.length + 1;
    const [index, deadline, data] = [this.#forced++, BigInt(l1Block) + 259_200n, encodeForced(body)];
    const forcedKind = forcedKinds[body.type];
    this.mine([], { kind: 'forced', index, forcedKind, owner, subNo: 0, deadline, data, l1Block });
  }

  /** Governance publishes a version of the parameters, in a block of its own. */
  govern(changes: readonly ParameterValue[], blocksUntil: number): ParametersItem {
    const l1Block = this.#blocks.length + 1;
    const version = ++this.#parametersVersion;
    const item = { kind: 'parameters', version, activationBlock: l1Block + blocksUntil, listings: [], changes, l1Block } as const; // prettier-ignore
    this.mine([], item);
    return item;
  }

  /** The settlement freezes. */
  freeze(): void {
    this.mine([], { kind: 'frozen', l1Block: this.#blocks.length + 1 });
  }

  /** The registry plans the next committee; headers name it by this hash. */
  plan(hash: Hash): void {
    this.mine([], { kind: 'plan', id: this.#committeeId + 1, hash, l1Block: this.#blocks.length + 1 });
  }

  mine(
    deposits: readonly { readonly owner: Address; readonly amount: bigint }[] = [],
    last?: CommitteeItem | ForcedItem | FrozenItem | ParametersItem | PlanItem,
  ): void {
    const l1Block = this.#blocks.length + 1;
    const deposited = deposits.map(({ owner, amount }): DepositItem => ({
      kind: 'deposit',
      index: this.#deposits++,
      token: 0,
      from: owner,
      owner,
      subNo: 0,
      amount,
      l1Block,
    }));
    const items = last === undefined ? deposited : [...deposited, last];
    const hash = keccakHash(new Uint8Array([1, l1Block >> 16, l1Block >> 8, l1Block]));
    this.#blocks.push({ hash, timestampS: 12 * l1Block, items });
  }

  /** The chain as one life of a node sees it that is `lag` blocks behind. What is consumed is forgotten. */
  port(lag: () => number): L1Port {
    let consumedTo = 0;
    const seen = (): number => Math.max(0, this.#blocks.length - lag());
    return {
      block: (_, number) => (number > consumedTo && number <= seen() ? this.#blocks[number - 1] : undefined),
      newest: () => {
        const number = seen();
        const block = this.#blocks[number - 1];
        return block === undefined ? [] : [{ chainId: this.chainId, number, hash: block.hash }];
      },
      committee: (id) => {
        const known = this.#blocks
          .slice(0, seen())
          .flatMap(({ items }) => items.filter((item) => item.kind === 'committee'));
        const newest = known.at(-1)?.id ?? 1;
        return id < newest - 1 ? undefined : known.find((item) => item.id === id);
      },
      hurry: () => undefined,
      consumed: (_, number) => {
        consumedTo = number;
      },
    };
  }
}
