import { BaseError, createWalletClient, http, type LocalAccount, type PublicClient, type WalletClient } from 'viem';
import type { Address } from '../types/ids.ts';
import { shortReason } from './retry.ts';

export interface SenderOptions {
  readonly client: PublicClient;
  readonly url: string;
  /** Pays. Nothing else may send from it at the same time. */
  readonly account: LocalAccount;
  readonly pollMs: number;
  /** A transaction that is not mined after this long is sent again with a higher fee. */
  readonly stuckMs: number;
}

export type Receipt = Awaited<ReturnType<PublicClient['getTransactionReceipt']>>;

/** Room over the estimate: the precompiles must get their share of what is left at their depth. */
export const gasRoomPercent = 150n;
/** Fees grow by an eighth at least, or nodes refuse the replacement; a quarter clears it. */
const feeGrowthPercent = 125n;
/** A fee is never raised beyond this many times what the chain asked for at first. */
const feeGrowthMax = 16n;

/** Sends the transactions of one account, one after the other, until they are mined. */
export class TransactionSender {
  readonly #options: SenderOptions;
  readonly #wallet: WalletClient;
  #last: Promise<unknown> = Promise.resolve();
  #stopped = false;

  constructor(options: SenderOptions) {
    this.#options = options;
    const transport = http(options.url, { retryCount: 0 });
    this.#wallet = createWalletClient({ account: options.account, chain: options.client.chain, transport });
  }

  get account(): LocalAccount {
    return this.#options.account;
  }

  /** Sends nothing more; a transaction on its way is not waited for. */
  stop(): void {
    this.#stopped = true;
  }

  /** Once those before it are mined. Undefined when the nonce was used up by another transaction, or after `stop`. */
  send(to: Address, data: `0x${string}`, gas: bigint): Promise<Receipt | undefined> {
    const sent = this.#last.then(() => this.#sendUntilMined(to, data, gas));
    this.#last = sent.catch(() => undefined);
    return sent;
  }

  /**
   * Sends one transaction and, while it is not mined, again with the same nonce and a higher fee. The nonce is asked for
   * each time, so that a transaction of an earlier life of this node neither blocks nor confuses it.
   */
  async #sendUntilMined(to: Address, data: `0x${string}`, gas: bigint): Promise<Receipt | undefined> {
    const { client, account, pollMs, stuckMs } = this.#options;
    const { address } = account;
    const nonce = await client.getTransactionCount({ address, blockTag: 'latest' });
    let fees = await client.estimateFeesPerGas();
    const feeMax = fees.maxFeePerGas * feeGrowthMax;
    const sent: `0x${string}`[] = [];
    while (!this.#stopped) {
      try {
        const chain = client.chain ?? null;
        sent.push(await this.#wallet.sendTransaction({ account, chain, to, data, gas, nonce, ...fees }));
      } catch (error) {
        // Underpriced: something is in the pool under this nonce. Too low: it was mined. Known: our own.
        if (!/nonce|underpriced|already known|already imported|replacement/i.test(shortReason(error))) throw error;
      }
      const deadlineMs = Date.now() + stuckMs;
      while (Date.now() < deadlineMs && !this.#stopped) {
        for (const hash of sent) {
          const receipt = await client.getTransactionReceipt({ hash }).catch(notFound);
          if (receipt !== undefined) return receipt;
        }
        if ((await client.getTransactionCount({ address, blockTag: 'latest' })) > nonce) {
          const receipts = await Promise.all(
            sent.map((hash) => client.getTransactionReceipt({ hash }).catch(notFound)),
          );
          return receipts.find((receipt) => receipt !== undefined);
        }
        await new Promise<void>((resolve) => void setTimeout(resolve, pollMs));
      }
      if (fees.maxFeePerGas < feeMax) {
        const grow = (fee: bigint): bigint => (fee * feeGrowthPercent) / 100n + 1n;
        fees = { maxFeePerGas: grow(fees.maxFeePerGas), maxPriorityFeePerGas: grow(fees.maxPriorityFeePerGas) };
      }
    }
    return undefined;
  }
}

/** A receipt that is not there yet is no failure; a chain that does not answer is. */
function notFound(error: unknown): undefined {
  if (error instanceof BaseError && error.name === 'TransactionReceiptNotFoundError') return undefined;
  throw error;
}
