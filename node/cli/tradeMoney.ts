import { amountToUnits, tokenOf, unitsToAmount, type AccountEvents } from '../sdk/index.ts';
import { WitanError } from '../types/fault.ts';
import type { Address } from '../types/ids.ts';
import {
  signOptions,
  type AmountOptions,
  type L1Options,
  type PayoutOptions,
  type SigningOptions,
} from './tradeOptions.ts';
import { marketOf, requireOk, trade } from './tradeSession.ts';
import { openWallet } from './tradeWallet.ts';

/** Longest wait for a deposit to be final on L1 and read by the committee. */
const creditMsMax = 30 * 60_000;

export const depositToken = (options: L1Options & AmountOptions & { readonly wait: boolean }): Promise<void> =>
  trade(options, true, async (client) => {
    const token = tokenOf(client.network, options.token);
    const units = amountToUnits(token, options.amount);
    const wallet = openWallet(options.keyFile, options.l1Url, options.chain ?? client.network.l1.chainId);
    const credited = Promise.withResolvers<AccountEvents>();
    const { subaccount } = options;
    const end = await client.onAccount((told) => {
      const isThis = told.events.some(
        (event) =>
          event.type === 'deposit' &&
          event.token === token.id &&
          event.amount === units &&
          event.subaccount === subaccount,
      );
      if (isThis) credited.resolve(told);
    });
    const to = { owner: client.account, subNo: subaccount, token: token.id };
    const baseUnits = BigInt(units) * 10n ** BigInt(token.decimals - token.ledgerDecimals);
    const { txHash, blockNumber } = await client.deposit(wallet, baseUnits, to);
    const amount = unitsToAmount(token, units);
    const record = { token: token.symbol, amount, l1TxHash: txHash, l1Block: Number(blockNumber) };
    const mined = `deposited ${amount} ${token.symbol} in L1 block ${record.l1Block} (${txHash})`;
    if (!options.wait) return { record, lines: [mined] };
    process.stderr.write(`${mined}; waiting until the committee has read it\n`);
    const timer = setTimeout(() => credited.reject(notCredited()), creditMsMax);
    const { height } = await credited.promise.finally(() => clearTimeout(timer));
    end();
    return { record: { ...record, height }, lines: [`credited ${amount} ${token.symbol} at height ${height}`] };
  });

const notCredited = (): WitanError =>
  new WitanError('DEPOSIT_NOT_CREDITED', 'The committee has not credited the deposit in time.', 'See: positions.');

export const withdrawToken = (
  options: SigningOptions & AmountOptions & PayoutOptions & { readonly wait?: true },
): Promise<void> =>
  trade(options, true, async (client) => {
    const token = tokenOf(client.network, options.token);
    const units = amountToUnits(token, options.amount);
    const { chain, layer } = options;
    const sending = { ...signOptions(options), token: token.id };
    const isPlain = chain === undefined && layer === undefined;
    const submitted = await (isPlain
      ? client.withdraw(units, sending)
      : client.withdrawTo(units, { chain, layer }, sending));
    const { hash, height, code, verified } = requireOk(await submitted.final());
    const record = { hash, code, height, verified, token: token.symbol, amount: options.amount };
    const line = `withdrew ${options.amount} ${token.symbol} at height ${height}`;
    if (options.wait === undefined) return { record, lines: [line] };
    const { checkpoint } = await submitted.settled();
    return { record: { ...record, checkpoint }, lines: [`${line}; checkpoint ${checkpoint} on L1 covers it`] };
  });

export const transferToken = (options: SigningOptions & AmountOptions & { readonly to: number }): Promise<void> =>
  trade(options, true, async (client) => {
    const token = tokenOf(client.network, options.token);
    const units = amountToUnits(token, options.amount);
    const submitted = await client.transfer(options.to, units, { ...signOptions(options), token: token.id });
    const { hash, height, code, verified } = requireOk(await submitted.final());
    const record = { hash, code, height, verified, token: token.symbol, amount: options.amount, to: options.to };
    return {
      record,
      lines: [`moved ${options.amount} ${token.symbol} to subaccount ${options.to} at height ${height}`],
    };
  });

export const isolateToken = (options: SigningOptions & AmountOptions & { readonly market: string }): Promise<void> =>
  trade(options, true, async (client, venue) => {
    const token = tokenOf(client.network, options.token);
    const market = marketOf(venue, options.market);
    const units = amountToUnits(token, options.amount);
    const submitted = await client.isolate(market.instrument, units, { ...signOptions(options), token: token.id });
    const { hash, height, code, verified, events } = requireOk(await submitted.final());
    const subaccount = Number(events.find(({ type }) => type === 'isolated')!.isolated);
    const record = { hash, code, height, verified, token: token.symbol, amount: options.amount, subaccount };
    const line = `set ${options.amount} ${token.symbol} aside for ${market.name} in subaccount ${subaccount} at height ${height}`;
    return { record, lines: [line] };
  });

export const claimToken = (options: L1Options & { readonly token: string; readonly owner?: Address }): Promise<void> =>
  trade(options, true, async (client) => {
    const token = tokenOf(client.network, options.token);
    const wallet = openWallet(options.keyFile, options.l1Url, options.chain ?? client.network.l1.chainId);
    const { txHash, blockNumber, gasUsed } = await client.claim(wallet, options.owner, { token: token.id });
    const record = { token: token.symbol, l1TxHash: txHash, l1Block: Number(blockNumber), gasUsed: Number(gasUsed) };
    return { record, lines: [`claimed in L1 block ${record.l1Block} (${txHash}), ${record.gasUsed} gas`] };
  });
