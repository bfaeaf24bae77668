import { sizeToLots } from '../sdk/index.ts';
import { signOptions, type ProtectOptions } from './tradeOptions.ts';
import { marketOf, requireOk, trade } from './tradeSession.ts';

/** Sets the market-maker protection of a group, or ends it where no limit is given. */
export const protectGroup = (group: number, options: ProtectOptions): Promise<void> =>
  trade(options, true, async (client) => {
    const market = marketOf(client.network, options.market);
    const { windowMs, frozenMs, quantityMax, deltaMax } = options;
    const request = {
      ...{ group, instrument: market.instrument, windowMs, frozenMs },
      ...(quantityMax === undefined ? {} : { quantityMax: sizeToLots(market, quantityMax) }),
      ...(deltaMax === undefined ? {} : { deltaMax: sizeToLots(market, deltaMax) }),
    };
    const submitted = await client.setProtection(request, signOptions(options));
    const { hash, height, code, verified } = requireOk(await submitted.final());
    const isProtected = quantityMax !== undefined || deltaMax !== undefined;
    const line = `final at height ${height}: group ${group} is ${isProtected ? 'protected' : 'protected no more'}`;
    return { record: { hash, code, height, verified, group, isProtected }, lines: [line] };
  });
