import { microToUsdc, usdcToMicro } from '../sdk/index.ts';
import type { Address } from '../types/ids.ts';
import { signOptions, type ApproveOptions, type SigningOptions } from './tradeOptions.ts';
import { marketOf, requireOk, trade } from './tradeSession.ts';

export const approveSessionKey = (sessionKey: Address, options: ApproveOptions): Promise<void> =>
  trade(options, true, async (client, venue) => {
    const keyExpiryMs = Date.now() + options.hours * 3_600_000;
    const notionalMax = options.notionalMax === undefined ? 0 : usdcToMicro(options.notionalMax);
    const instruments = (options.market ?? []).map((name) => marketOf(venue, name).instrument);
    const request = { sessionKey, scope: options.scope, instruments, notionalMax, keyExpiryMs };
    const submitted = await client.approveKey(request, signOptions(options));
    const { hash, height, code, verified } = requireOk(await submitted.final());
    const limit = notionalMax === 0 ? '' : `, at most ${microToUsdc(notionalMax)} USDC an order`;
    return {
      record: { hash, code, height, verified, ...request },
      lines: [`${sessionKey} may ${options.scope} until ${new Date(keyExpiryMs).toISOString()}${limit}`],
    };
  });

export const revokeSessionKey = (sessionKey: Address, options: SigningOptions): Promise<void> =>
  trade(options, true, async (client) => {
    const submitted = await client.revokeKey(sessionKey, signOptions(options));
    const { hash, height, code, verified } = requireOk(await submitted.final());
    const record = { hash, code, height, verified, sessionKey };
    return { record, lines: [`revoked ${sessionKey} at height ${height}`] };
  });
