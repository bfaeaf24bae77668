import { ByteWriter } from '../node/codec/byteWriter.ts';
import { keccak } from '../node/crypto/keccak.ts';
import type { AccountEvents } from '../node/sdk/index.ts';
import { WitanError } from '../node/types/fault.ts';
import type { Address } from '../node/types/ids.ts';
import type { Measurements } from './measurements.ts';
import type { DevnetOptions } from './options.ts';
import { Pace } from './pace.ts';
import { Random } from './random.ts';
import { holdLeveraged, makeMarket, type Quoted, takeLiquidity } from './strategies.ts';
import { type DatedMarkets, quoteDated, takeDated } from './datedMarkets.ts';
import { Trader } from './trader.ts';
import type { AcrossChains } from './twoChains.ts';
import type { ValidatorProcess } from './validatorProcess.ts';
import type { View } from './view.ts';

const makers = 4;
const takers = 6;
const holders = 3;
const optionMakers = 2;
const optionTakers = 2;
/** Shares of the whole rate. */
const makerShare = 0.7;
const takerShare = 0.28;
/** Orders in dated markets, on top, as a part of the whole rate. */
const datedShare = 0.2;
/** Orders of one trader that may be on their way at once. */
const openMax = 32;

const dollars = (amount: number): bigint => BigInt(amount) * 1_000_000n;
const makerDeposit = dollars(10_000_000);
const takerDeposit = dollars(500_000);
const insuranceDeposit = dollars(1_000_000);
/** Those of the default genesis, each with an insurance fund of its own. */
const marketGroups = [1, 2] as const;
/** The token that is collateral beside USDC: see `deploy`. One trader deposits ten. */
export const etherToken = 1;
const etherDeposit = 10n * 10n ** 18n;
/** Ten times leverage at the edge of what margin allows: a fall of some five percent ends it. */
const holderDeposit = dollars(12_000);
const holderPosition = 110_000;

const creditedMsMax = 30_000;

/** All traders of a devnet, who use different validators. */
export class Crowd {
  readonly traders: readonly Trader[];
  readonly #makers: readonly Trader[];
  readonly #takers: readonly Trader[];
  readonly #holders: readonly Trader[];
  readonly #optionMakers: readonly Trader[];
  readonly #optionTakers: readonly Trader[];
  readonly #options: DevnetOptions;
  readonly #measured: Measurements;
  readonly #view: View;
  #paces: Pace[] = [];

  constructor(options: DevnetOptions, measured: Measurements, view: View) {
    this.#options = options;
    this.#measured = measured;
    this.#view = view;
    const trader = (role: string, index: number): Trader => {
      const name = `${role} ${index + 1}`;
      const secret = keccak(new ByteWriter().u64(options.seed).ascii(name).finish());
      const made = new Trader(name, secret, measured);
      made.onLiquidated = (equity, maintenance) =>
        view.event(`${name} is liquidated: equity ${usd(equity)} below maintenance margin ${usd(maintenance)}`);
      return made;
    };
    this.#makers = Array.from({ length: makers }, (_, index) => trader('maker', index));
    this.#takers = Array.from({ length: takers }, (_, index) => trader('taker', index));
    this.#holders = Array.from({ length: holders }, (_, index) => trader('holder', index));
    this.#optionMakers = Array.from({ length: optionMakers }, (_, index) => trader('option maker', index));
    this.#optionTakers = Array.from({ length: optionTakers }, (_, index) => trader('option taker', index));
    for (const taker of this.#optionTakers) taker.onEvents = ({ events }) => this.#countDated(taker, events);
    const inOptions = [...this.#optionMakers, ...this.#optionTakers];
    this.traders = [...this.#makers, ...this.#takers, ...this.#holders, ...inOptions];
  }

  /** The trader who takes money out. */
  get withdrawer(): Trader {
    return this.#takers[0]!;
  }

  /** Who is paid on another chain than where it deposited, who deposited USDC there, and who ether. */
  get acrossChains(): AcrossChains {
    return [this.#makers[1]!, this.#holders[0]!, this.#makers[2]!];
  }

  get openOrders(): number {
    return this.#makers.reduce((sum, maker) => sum + maker.resting.length, 0);
  }

  get verifiedResults(): number {
    return this.traders.reduce((sum, trader) => sum + trader.verifiedResults, 0);
  }

  #depositOf(trader: Trader): bigint {
    if (this.#makers.includes(trader) || this.#optionMakers.includes(trader)) return makerDeposit;
    return this.#holders.includes(trader) ? holderDeposit : takerDeposit;
  }

  #countDated(taker: Trader, events: AccountEvents['events']): void {
    for (const { type, takerAccount } of events) {
      if (type === 'fill' && takerAccount === taker.address) this.#measured.datedFills += 1;
    }
  }

  /** Every trader submits at one validator and watches at the next. */
  async connect(validators: readonly ValidatorProcess[]): Promise<void> {
    const endpoints = validators.map(({ httpUrl }) => httpUrl);
    await Promise.all(
      this.traders.map((trader, index) =>
        trader.connect({
          endpoints,
          submitAt: index % endpoints.length,
          watchAt: (index + 1) % endpoints.length,
          validator: validators[index % validators.length]!.index,
        }),
      ),
    );
  }

  /** Deposits on L1, and waits until the committee has credited everyone. */
  async fund(l1Url: string, insuranceOwner: Address): Promise<void> {
    await Promise.all(
      this.traders.map(async (trader) => {
        await trader.deposit(l1Url, this.#depositOf(trader));
        this.#measured.deposits++;
      }),
    );
    for (const group of marketGroups) {
      await this.#makers[0]!.deposit(l1Url, insuranceDeposit, { owner: insuranceOwner, subNo: group });
      this.#measured.deposits++;
    }
    await this.withdrawer.deposit(l1Url, etherDeposit, { token: etherToken });
    this.#measured.deposits++;
    this.#view.event(`${this.#measured.deposits} deposits on L1`);
    const deadlineMs = Date.now() + creditedMsMax;
    await Promise.all(this.traders.map((trader) => credited(trader, deadlineMs)));
    this.#view.event('the committee has credited them');
  }

  trade(markets: readonly Quoted[], dated: DatedMarkets): void {
    const { ratePerSecond, seed } = this.#options;
    const start = (perSecond: number, act: () => Promise<void>): void => {
      const pace = new Pace(perSecond, openMax, act, (error) => {
        this.#measured.code(error instanceof WitanError ? error.code : 'TRADER_ERROR');
      });
      this.#paces.push(pace);
      pace.start();
    };
    this.#makers.forEach((maker, index) =>
      start((ratePerSecond * makerShare) / makers, makeMarket(maker, markets, new Random(seed + index))),
    );
    this.#takers.forEach((taker, index) =>
      start((ratePerSecond * takerShare) / takers, takeLiquidity(taker, markets, new Random(seed + 100 + index))),
    );
    this.#optionMakers.forEach((maker, index) =>
      start(
        (ratePerSecond * datedShare * makerShare) / optionMakers,
        quoteDated(maker, dated, new Random(seed + 300 + index)),
      ),
    );
    this.#optionTakers.forEach((taker, index) =>
      start(
        (ratePerSecond * datedShare * takerShare) / optionTakers,
        takeDated(taker, dated, new Random(seed + 400 + index)),
      ),
    );
    this.#holders.forEach((holder, index) =>
      start(5, holdLeveraged(holder, markets[0]!, holderPosition, new Random(seed + 200 + index))),
    );
  }

  stop(): void {
    for (const pace of this.#paces) pace.stop();
    this.#paces = [];
  }

  /** Waits until every submission has its receipt, for ten seconds at most. */
  async quiet(): Promise<void> {
    const deadlineMs = Date.now() + 10_000;
    while (this.traders.some((trader) => trader.unanswered > 0) && Date.now() < deadlineMs) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    for (const trader of this.traders) {
      for (let left = trader.unanswered; left > 0; left--) this.#measured.code('NO_RECEIPT');
    }
  }

  close(): void {
    this.stop();
    for (const trader of this.traders) trader.close();
  }
}

async function credited(trader: Trader, deadlineMs: number): Promise<void> {
  for (;;) {
    try {
      await trader.client.accountState();
      return;
    } catch (error) {
      if (!(error instanceof WitanError) || Date.now() > deadlineMs) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const usd = (microUsdc: number): string => `${(microUsdc / 1_000_000).toFixed(0)} USDC`;
