import { normalCdf } from '../../../../node/exchange/pricing/normal.ts';
import type { PortfolioMargin } from '../../../../node/exchange/risk/portfolio/contingencies.ts';
import type {
  ExpiryMarket,
  Holdings,
  OptionTerms,
  UnderlyingMarket,
} from '../../../../node/exchange/risk/portfolio/market.ts';
import type { PortfolioParameters, VolatilityShock } from '../../../../node/exchange/risk/portfolio/parameters.ts';

// Portfolio margin as docs/spec/margin.md says it, position by position and shock by shock, with nothing kept or shared.

interface Held {
  readonly expiry: ExpiryMarket;
  readonly option: OptionTerms;
  readonly amount: number;
}

function black76(isCall: boolean, forward: number, strike: number, deviation: number, discount: number): number {
  if (deviation === 0) return discount * Math.max(0, isCall ? forward - strike : strike - forward);
  const d1 = Math.log(forward / strike) / deviation + deviation / 2;
  const d2 = d1 - deviation;
  if (isCall) return discount * (forward * normalCdf(d1) - strike * normalCdf(d2));
  return discount * (strike * normalCdf(-d2) - forward * normalCdf(-d1));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** Relative to the plain rules only rounding may differ. */
export function slowMargin(
  market: UnderlyingMarket,
  holdings: Holdings,
  rules: PortfolioParameters,
): PortfolioMargin & { readonly scenarioLosses: readonly number[]; readonly basis: number } {
  const listed = market.expiries.flatMap((expiry) => expiry.options.map((option) => ({ expiry, option })));
  const held: Held[] = holdings.positions.map(({ option, amount }) => ({ ...listed[option]!, amount }));
  const heldExpiries = market.expiries.filter((expiry) => held.some((each) => each.expiry === expiry));

  const yearsOf = (expiry: ExpiryMarket): number => Math.max(0, expiry.secondsLeft) / (365 * 86_400);
  const rateOf = (expiry: ExpiryMarket): number => Math.max(0, expiry.rate);
  const discountOf = (expiry: ExpiryMarket): number => Math.exp(-rateOf(expiry) * yearsOf(expiry));

  const stretchOf = (expiry: ExpiryMarket): number => {
    const days = Math.max(expiry.secondsLeft / 86_400, rules.volatility.daysMin, 1 / 86_400);
    const power = expiry.secondsLeft <= 30 * 86_400 ? rules.volatility.shortTermPower : rules.volatility.longTermPower;
    return Math.pow(30 / days, power);
  };
  const volatilityOf = ({ expiry, option }: Held, shock: VolatilityShock): number => {
    const { rangeUp, rangeDown, shockedUpMin } = rules.volatility;
    const stretch = stretchOf(expiry);
    switch (shock) {
      case 'none':
        return option.volatility;
      case 'up':
        return Math.max(shockedUpMin, option.volatility * (1 + rangeUp * stretch));
      case 'down':
        return option.volatility * Math.max(0, 1 - rangeDown * stretch);
      case 'linear':
      case 'absolute': {
        const root = Math.sqrt(yearsOf(expiry));
        const { skew } = rules;
        const isLinear = shock === 'linear';
        const cap = isLinear ? skew.linearCap + skew.linearSlope * root : skew.absoluteCap + skew.absoluteSlope * root;
        const width = Math.max(skew.widthMin, root * skew.widthScale * (skew.flatBase + skew.flatSlope * root));
        const away = Math.log(option.strike / (expiry.forwardSettled + expiry.forwardMoving));
        const k = isLinear ? away : Math.abs(away);
        const factor = k >= 0 ? 1 + Math.min(cap, (k * cap) / width) : 1 + Math.max(-cap, (k * cap) / width);
        return option.volatility * Math.max(0, factor);
      }
    }
  };
  const isSkew = (shock: VolatilityShock): boolean => shock === 'linear' || shock === 'absolute';
  const valueOf = (expiry: ExpiryMarket, spot: number, shock: VolatilityShock): number =>
    sum(
      held
        .filter((each) => each.expiry === expiry)
        .map((each) => {
          const forward = expiry.forwardSettled + expiry.forwardMoving * (isSkew(shock) ? 1 : spot);
          if (each.option.strike === 0) return each.amount * discountOf(expiry) * expiry.forwardMoving * ((isSkew(shock) ? 1 : spot) - 1); // prettier-ignore
          const deviation = volatilityOf(each, shock) * Math.sqrt(yearsOf(expiry));
          return each.amount * black76(each.option.isCall, forward, each.option.strike, deviation, discountOf(expiry));
        }),
    );
  const markOf = (expiry: ExpiryMarket): number => valueOf(expiry, 1, 'none');
  const collaterals = holdings.collaterals.map((each) => ({
    ...each,
    value: (each.amount * each.price) / market.stable,
  }));

  const scenarioLosses = rules.scenarios.map(({ spot, volatility, dampening }) => {
    const linear = holdings.perpetualSize * market.perpetual * (spot - 1);
    const hedges = sum(collaterals.map((each) => (each.isRiskCancelling ? each.value * (spot - 1) : 0)));
    const options = heldExpiries.map((expiry) => {
      const { gainDiscount: gain, lossDiscount: loss } = rules;
      const shocked = valueOf(expiry, spot, volatility);
      const long = gain.base * Math.exp(-yearsOf(expiry) * (rateOf(expiry) * gain.rateFactor + gain.rateSpread));
      const short = loss.base * Math.exp(yearsOf(expiry) * (rateOf(expiry) * loss.rateFactor + loss.rateSpread));
      const discounted = shocked * (shocked >= 0 ? long : Math.min(short, 1 / discountOf(expiry)));
      const profit = discounted - markOf(expiry);
      return isSkew(volatility) ? -Math.abs(profit) : profit;
    });
    return (linear + hedges + sum(options)) * dampening;
  });
  const basis = sum(
    heldExpiries.map((expiry) => {
      const loss = Math.min(
        0,
        valueOf(expiry, rules.basis.spotUp, 'none') - markOf(expiry),
        valueOf(expiry, rules.basis.spotDown, 'none') - markOf(expiry),
      );
      return loss * (rules.basis.addFactor + rules.basis.yearFactor * yearsOf(expiry));
    }),
  );
  const worstLoss = Math.min(basis, ...scenarioLosses);

  const charge = (confidence: number, notional: number): number =>
    confidence < rules.confidence.threshold ? (1 - confidence) * rules.confidence.factor * notional : 0;
  const perpetualNotional = Math.abs(holdings.perpetualSize) * market.spot;
  const least = Math.min(market.spotConfidence, holdings.perpetualSize === 0 ? 1 : market.perpetualConfidence);
  const doubt =
    charge(least, perpetualNotional) +
    sum(
      heldExpiries.map((expiry) =>
        charge(
          Math.min(least, expiry.confidence),
          market.spot * sum(held.filter((each) => each.expiry === expiry).map(({ amount }) => Math.abs(amount))),
        ),
      ),
    ) + // prettier-ignore
    sum(collaterals.map((each) => charge(Math.min(each.confidence, market.spotConfidence), each.value)));
  const shorts = sum(
    heldExpiries.flatMap((expiry) => {
      const mine = held.filter((each) => each.expiry === expiry && each.option.strike > 0);
      const strikes = [...new Set(mine.map(({ option }) => option.strike))];
      return strikes.map((strike) => Math.max(0, -sum(mine.filter(({ option }) => option.strike === strike).map(({ amount }) => amount)))); // prettier-ignore
    }),
  );
  const of = (pair: 'initial' | 'maintenance', haircut: 'initialHaircut' | 'maintenanceHaircut'): number =>
    perpetualNotional * rules.perpetual[pair] +
    shorts * market.spot * rules.shortOption[pair] +
    sum(collaterals.map((each) => each.value * each[haircut]));
  const markToMarket =
    holdings.cash + holdings.perpetualUnrealised + sum(collaterals.map(({ value }) => value)) + sum(heldExpiries.map(markOf)); // prettier-ignore
  const depeg = Math.max(0, rules.peg.threshold - market.stable) * rules.peg.factor;
  const keep = of('maintenance', 'maintenanceHaircut');
  return {
    markToMarket,
    initial: markToMarket + worstLoss * (rules.lossFactor.initial + depeg) - keep - of('initial', 'initialHaircut') - doubt, // prettier-ignore
    maintenance: markToMarket + worstLoss * rules.lossFactor.maintenance - keep,
    worstLoss,
    worstScenario: worstLoss === basis ? -1 : scenarioLosses.indexOf(worstLoss),
    scenarioLosses,
    basis,
  };
}
