import { partsToPpb, usdcToMicro } from '../sdk/index.ts';
import type { MarginMode } from '../types/transaction.ts';
import { signOptions, type LimitsOptions, type SigningOptions } from './tradeOptions.ts';
import { marketOf, requireOk, trade } from './tradeSession.ts';

/** Sets how the margin of the subaccount is worked out. */
export const changeMarginMode = (mode: MarginMode, options: SigningOptions): Promise<void> =>
  trade(options, true, async (client) => {
    const submitted = await client.setMarginMode(mode, signOptions(options));
    const { hash, height, code, verified } = requireOk(await submitted.final());
    const line = `final at height ${height}: ${mode} margin`;
    return { record: { hash, code, height, verified, mode }, lines: [line] };
  });

/** Sets what the subaccount may come to in the underlying of a market; what is left out is not limited. */
export const changeRiskLimits = (name: string, options: LimitsOptions): Promise<void> =>
  trade(options, true, async (client, venue) => {
    const { delta, gamma, vega } = options;
    const { feed, name: market } = marketOf(venue, name);
    const limits = {
      ...(delta === undefined ? {} : { deltaMaxPpb: partsToPpb(delta) }),
      ...(gamma === undefined ? {} : { gammaMaxPpb: partsToPpb(gamma) }),
      ...(vega === undefined ? {} : { vegaMax: usdcToMicro(vega) }),
    };
    const submitted = await client.setRiskLimits({ feed, ...limits }, signOptions(options));
    const { hash, height, code, verified } = requireOk(await submitted.final());
    const said = Object.keys(limits).length === 0 ? 'not limited any more' : 'limited';
    const line = `final at height ${height}: the underlying of ${market} is ${said}`;
    return { record: { hash, code, height, verified, feed, ...limits }, lines: [line] };
  });
