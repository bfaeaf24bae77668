import type { TraderSigner } from '../../node/crypto/secp256k1.ts';
import type { ExecutedBlock } from '../../node/types/block.ts';
import { invariant } from '../../node/types/fault.ts';
import type { Hash } from '../../node/types/ids.ts';
import { timeMs } from '../../node/types/units.ts';
import { limitOrder } from '../simulation/limitOrder.ts';
import type { World } from '../simulation/world.ts';

const depositMicroUsdc = 10_000_000_000_000n;
const orderLifeMs = 60_000;
/** Prices of the orders: below the index, so that they rest, and within the band. */
const bestBidTicks = 499_000;
const levels = 100;

/** A transaction that is on its way. */
interface Open {
  readonly node: number;
  readonly atMs: number;
  /** The trader's resting orders, where it adds one. */
  readonly orders: Hash[] | undefined;
}

/**
 * Traders of a simulated committee at an even rate: each places an order that rests, and cancels it when it
 * does, so that books stay as they are. Validators take turns in being submitted to.
 */
export class Load {
  /** From the submission to the end of the execution at the same validator, ms. */
  readonly finalityMs: number[] = [];
  /** Refusals and outcomes other than OK, by code. */
  readonly notOk: Record<string, number> = {};
  readonly #world: World;
  readonly #traders: readonly TraderSigner[];
  readonly #resting = new Map<TraderSigner, Hash[]>();
  readonly #open = new Map<Hash, Open>();
  #submitted = 0;
  #isOn = false;

  constructor(world: World, traders: number) {
    this.#world = world;
    this.#traders = Array.from({ length: traders }, (_, number) => world.trader(number));
  }

  /** Deposits on L1, and waits until every validator has credited them. */
  fund(): void {
    const world = this.#world;
    world.chain.mine(this.#traders.map(({ address }) => ({ owner: address, amount: depositMicroUsdc })));
    const isCredited = (): boolean =>
      world.nodes.every(({ sequencer }) =>
        this.#traders.every(({ address }) => sequencer!.exchange.accounts.get(address) !== undefined),
      );
    invariant(world.runUntil(isCredited, 20_000), 'validators credit deposits');
  }

  start(perSecond: number): void {
    this.#isOn = true;
    const again = (): void => {
      if (!this.#isOn) return;
      this.#submit();
      this.#world.after(1_000 / perSecond, again);
    };
    again();
  }

  stop(): void {
    this.#isOn = false;
  }

  #submit(): void {
    const world = this.#world;
    const number = this.#submitted++;
    const node = number % world.nodes.length;
    const trader = this.#traders[number % this.#traders.length]!;
    const orders = this.#resting.get(trader) ?? [];
    this.#resting.set(trader, orders);
    const resting = orders.pop();
    const body =
      resting === undefined
        ? ({ ...limitOrder('buy', bestBidTicks - (number % levels), 10), postOnly: true } as const)
        : ({ type: 'cancel', order: resting, orderExpiryMs: timeMs(Math.floor(world.nowMs) + orderLifeMs) } as const);
    const atMs = world.nowMs;
    world.submit(node, world.sign(trader, body, orderLifeMs), (result) => {
      if (!result.accepted) {
        this.#count(result.code);
        return;
      }
      this.#open.set(result.hash, { node, atMs, orders: resting === undefined ? orders : undefined });
    });
  }

  /** A validator has executed a block. */
  executed(node: number, { events }: ExecutedBlock): void {
    for (const event of events) {
      if (event.type !== 'receipt') continue;
      const submitted = this.#open.get(event.tx as Hash);
      if (submitted?.node !== node) continue;
      this.#open.delete(event.tx as Hash);
      this.finalityMs.push(this.#world.nowMs - submitted.atMs);
      if (event.code === 'OK') submitted.orders?.push(event.tx as Hash);
      else this.#count(String(event.code));
    }
  }

  #count(code: string): void {
    this.notOk[code] = (this.notOk[code] ?? 0) + 1;
  }
}
