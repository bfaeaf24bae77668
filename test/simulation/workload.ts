import type { TraderSigner } from '../../node/crypto/secp256k1.ts';
import { instrumentId, type Hash } from '../../node/types/ids.ts';
import type { TransactionBody } from '../../node/types/transaction.ts';
import { microUsdc, timeMs } from '../../node/types/units.ts';
import { Random } from '../../devnet/random.ts';
import { limitOrder } from './limitOrder.ts';
import type { World } from './world.ts';

const traderCount = 5;
const depositMicroUsdc = 20_000_000_000n;
/** How long a transaction lives, ms: short, so that a run can wait for the end of all of them. */
export const transactionLifeMs = 3_000;
const tickMicroUsdc = 100_000;

/**
 * Funded traders who place, take, cancel, move and withdraw through all nodes, while the price wanders and sometimes
 * falls, and L1 goes on. Its chance is its own, so that other faults leave it as it is.
 */
export class Workload {
  /** Transactions that a node has accepted, by hash. */
  readonly accepted = new Map<Hash, { readonly node: number; readonly atMs: number }>();
  submitted = 0;
  readonly #world: World;
  readonly #random: Random;
  readonly #traders: readonly TraderSigner[];
  readonly #open = new Map<TraderSigner, { readonly hash: Hash; readonly expiryMs: number }[]>();
  #lasts = true;

  constructor(world: World, seed: number, ordersPerSecond: number) {
    this.#world = world;
    this.#random = new Random(seed ^ 0x5bd1e995);
    this.#traders = Array.from({ length: traderCount }, (_, number) => world.trader(number));
    world.chain.mine(this.#traders.map(({ address }) => ({ owner: address, amount: depositMicroUsdc })));
    this.#again(
      () => this.#random.integer(1, Math.ceil(2_000 / ordersPerSecond)),
      () => this.#submitOne(),
    );
    this.#again(
      () => 100,
      () => this.#movePrice(),
    );
    this.#again(
      () => this.#random.integer(100, 500),
      () => this.#mine(),
    );
  }

  /** No more transactions; prices and L1 go on. */
  stop(): void {
    this.#lasts = false;
  }

  #again(pauseMs: () => number, act: () => void): void {
    this.#world.after(pauseMs(), () => {
      act();
      this.#again(pauseMs, act);
    });
  }

  #submitOne(): void {
    if (!this.#lasts) return;
    const trader = this.#random.pick(this.#traders);
    const open = this.#open.get(trader) ?? [];
    this.#open.set(trader, open);
    const body = this.#draw(open);
    const expiryMs = timeMs(Math.floor(this.#world.nowMs) + transactionLifeMs);
    const bytes = this.#world.sign(trader, body, transactionLifeMs);
    this.submitted++;
    // A bot that got no answer asks another node: the same bytes through two doors.
    for (let doors = this.#random.chance(0.1) ? 2 : 1; doors > 0; doors--) {
      const node = this.#random.integer(0, this.#world.nodes.length - 1);
      this.#world.submit(node, bytes, (result) => {
        if (!result.accepted) return;
        this.accepted.set(result.hash, { node, atMs: this.#world.nowMs });
        if (body.type === 'order') open.push({ hash: result.hash, expiryMs });
      });
    }
  }

  #draw(open: { readonly hash: Hash; readonly expiryMs: number }[]): TransactionBody {
    const random = this.#random;
    const what = random.next();
    if (what < 0.2 && open.length > 0) {
      const [{ hash, expiryMs }] = open.splice(random.integer(0, open.length - 1), 1) as [(typeof open)[number]];
      return { type: 'cancel', order: hash, orderExpiryMs: timeMs(expiryMs) };
    }
    if (what < 0.25) return { type: 'transfer', toSubaccount: random.integer(0, 2), token: 0, amount: amount(random) };
    if (what < 0.28) return { type: 'withdraw', token: 0, amount: amount(random) };
    if (what < 0.3) return { type: 'cancelAll', instrument: instrumentId(random.integer(0, 1)) };
    const index = Math.round(this.#world.price / tickMicroUsdc);
    const resting = limitOrder(
      random.chance(0.5) ? 'buy' : 'sell',
      index + random.integer(-150, 150),
      random.integer(1, 400),
    );
    return {
      ...resting,
      postOnly: what < 0.5,
      timeInForce: what > 0.85 ? 'IOC' : 'GTC',
      reduceOnly: random.chance(0.05),
      selfTradePrevention: random.pick(['cancel-maker', 'cancel-taker', 'cancel-both', 'decrement'] as const),
    };
  }

  #movePrice(): void {
    const jump = this.#random.chance(0.02) ? 0.97 : 1;
    const next = this.#world.price * jump * (1 + (this.#random.next() - 0.5) * 0.002);
    this.#world.price = Math.min(80_000_000_000, Math.max(20_000_000_000, Math.round(next)));
  }

  #mine(): void {
    const isFunded = this.#random.chance(0.3);
    const owner = this.#random.pick(this.#traders).address;
    this.#world.chain.mine(isFunded ? [{ owner, amount: BigInt(this.#random.integer(1, 1_000)) * 1_000_000n }] : []);
  }
}

const amount = (random: Random): ReturnType<typeof microUsdc> => microUsdc(random.integer(1, 100) * 1_000_000);
