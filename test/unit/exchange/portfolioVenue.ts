import { btcFutures, btcOptions } from '../../../node/exchange/defaultGenesis.ts';
import type { MarketListing } from '../../../node/exchange/instruments/listing.ts';
import { feedId, type Address, type InstrumentId } from '../../../node/types/ids.ts';
import type { MarginMode, SetRiskLimits } from '../../../node/types/transaction.ts';
import { microUsdc } from '../../../node/types/units.ts';
import { alice, bob, btc, orderBody, testGenesis, Venue, type Sent } from './venue.ts';

// A venue with one expiry of options and futures on BTC, for accounts with portfolio margin.

const daily = { daily: 1, weekly: 0, monthly: 0, quarterly: 0 };
export const portfolioGenesis = testGenesis({
  series: [
    { ...btcFutures, expiries: daily },
    { ...btcOptions, expiries: daily, strikesPerSide: 3 },
  ],
  credits: { ...testGenesis().credits, trade: { capacity: 100_000, perSecond: 1_000 } },
});

/** Limits in BTC, none but those that are given. */
export const limits = (change: Partial<SetRiskLimits> = {}): SetRiskLimits => ({
  type: 'setRiskLimits',
  feed: feedId(1),
  deltaMaxPpb: 0,
  gammaMaxPpb: 0,
  vegaMax: microUsdc(0),
  ...change,
});

export class PortfolioVenue extends Venue {
  constructor(genesis = portfolioGenesis) {
    super(genesis);
    this.surface(btcOptions, 0.6);
    this.deposit(bob, 100_000_000);
  }

  listing(kind: MarketListing['kind'], strike = 0, right: 'call' | 'put' = 'call'): MarketListing {
    return this.state.markets.listings.find(
      (each) =>
        each.kind === kind && each.feed === 1 && (kind !== 'option' || (each.right === right && each.strikeMicroUsdc === strike * 1_000_000)),
    )!; // prettier-ignore
  }

  instrument(kind: MarketListing['kind'], strike = 0, right: 'call' | 'put' = 'call'): InstrumentId {
    return kind === 'perpetual' ? btc : this.listing(kind, strike, right).instrument;
  }

  /** The nearest price of a market's mark, ticks. */
  markTicks(instrument: InstrumentId): number {
    const { markets } = this.state;
    return Math.max(1, Math.round(markets.get(instrument)!.markPerLot / markets.tickValue(markets.number(instrument))));
  }

  /** Opens a position of signed lots against Bob, at mark. */
  hold(owner: Address, instrument: InstrumentId, signed: number, subNo = 0): void {
    const price = this.markTicks(instrument);
    const [side, other] = signed > 0 ? (['buy', 'sell'] as const) : (['sell', 'buy'] as const);
    this.send(bob, orderBody(other, 0, Math.abs(signed), { instrument, price }));
    const { code } = this.send(owner, orderBody(side, 0, Math.abs(signed), { instrument, price, timeInForce: 'IOC' }), { subaccount: subNo }); // prettier-ignore
    this.send(bob, { type: 'cancelAll', instrument: 0 as InstrumentId });
    if (code !== 'OK') throw new Error(`${owner} cannot hold ${signed} of ${instrument}: ${code}`);
  }

  setMode(mode: MarginMode, owner: Address = alice, change: Parameters<Venue['send']>[2] = {}): Sent {
    return this.send(owner, { type: 'setMarginMode', mode }, change);
  }

  assess(owner: Address = alice, subNo = 0) {
    return this.state.risk.assess(this.state, this.sub(owner, subNo).index);
  }

  withdrawable(owner: Address = alice): number {
    return this.state.risk.withdrawable(this.state, this.sub(owner).index, 0);
  }
}
