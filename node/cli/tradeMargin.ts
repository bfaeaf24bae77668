import type { MarginMode } from '../types/transaction.ts';
import { signOptions, type SigningOptions } from './tradeOptions.ts';
import { requireOk, trade } from './tradeSession.ts';

/** Sets how the margin of the subaccount is worked out. */
export const changeMarginMode = (mode: MarginMode, options: SigningOptions): Promise<void> =>
  trade(options, true, async (client) => {
    const submitted = await client.setMarginMode(mode, signOptions(options));
    const { hash, height, code, verified } = requireOk(await submitted.final());
    const line = `final at height ${height}: ${mode} margin`;
    return { record: { hash, code, height, verified, mode }, lines: [line] };
  });
