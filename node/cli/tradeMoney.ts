import { microToUsdc, usdcToMicro, type AccountEvents } from '../sdk/index.ts';
import { WitanError } from '../types/fault.ts';
import type { Address } from '../types/ids.ts';
import { signOptions, type L1Options, type SigningOptions } from './tradeOptions.ts';
import { requireOk, trade } from './tradeSession.ts';
import { openWallet } from './tradeWallet.ts';

/** Longest wait for a deposit to be final on L1 and read by the committee. */
const creditMsMax = 30 * 60_000;

export const depositUsdc = (options: L1Options & { readonly amount: string; readonly wait: boolean }): Promise<void> =>
  trade(options, true, async (client) => {
    const amount = usdcToMicro(options.amount);
    const wallet = openWallet(options.keyFile, options.l1Url, client.network.l1.chainId);
    const credited = Promise.withResolvers<AccountEvents>();
    const { subaccount } = options;
    const end = await client.onAccount((told) => {
      const isThis = told.events.some(
        (event) => event.type === 'deposit' && event.amount === amount && event.subaccount === subaccount,
      );
      if (isThis) credited.resolve(told);
    });
    const to = { owner: client.account, subNo: subaccount };
    const { txHash, blockNumber } = await client.deposit(wallet, BigInt(amount), to);
    const record = { amount: microToUsdc(amount), l1TxHash: txHash, l1Block: Number(blockNumber) };
    const mined = `deposited ${record.amount} USDC in L1 block ${record.l1Block} (${txHash})`;
    if (!options.wait) return { record, lines: [mined] };
    process.stderr.write(`${mined}; waiting until the committee has read it\n`);
    const timer = setTimeout(() => credited.reject(notCredited()), creditMsMax);
    const { height } = await credited.promise.finally(() => clearTimeout(timer));
    end();
    return { record: { ...record, height }, lines: [`credited ${record.amount} USDC at height ${height}`] };
  });

const notCredited = (): WitanError =>
  new WitanError('DEPOSIT_NOT_CREDITED', 'The committee has not credited the deposit in time.', 'See: positions.');

export const withdrawUsdc = (
  options: SigningOptions & { readonly amount: string; readonly wait?: true },
): Promise<void> =>
  trade(options, true, async (client) => {
    const submitted = await client.withdraw(usdcToMicro(options.amount), signOptions(options));
    const { hash, height, code, verified } = requireOk(await submitted.final());
    const record = { hash, code, height, verified, amount: options.amount };
    const line = `withdrew ${options.amount} USDC at height ${height}`;
    if (options.wait === undefined) return { record, lines: [line] };
    const { checkpoint } = await submitted.settled();
    return { record: { ...record, checkpoint }, lines: [`${line}; checkpoint ${checkpoint} on L1 covers it`] };
  });

export const claimUsdc = (options: L1Options & { readonly owner?: Address }): Promise<void> =>
  trade(options, true, async (client) => {
    const wallet = openWallet(options.keyFile, options.l1Url, client.network.l1.chainId);
    const { txHash, blockNumber, gasUsed } = await client.claim(wallet, options.owner);
    const record = { l1TxHash: txHash, l1Block: Number(blockNumber), gasUsed: Number(gasUsed) };
    return { record, lines: [`claimed in L1 block ${record.l1Block} (${txHash}), ${record.gasUsed} gas`] };
  });
