import type { PublicClient } from 'viem';
import { settlementAbi, vaultAbi } from '../node/l1/abi.ts';
import type { Deployment } from './deploy.ts';

type Contracts = Pick<Deployment, 'deployBlock' | 'settlement' | 'vault' | 'usdc' | 'weth'>;

/** Reads what the contracts say, from the chain itself. */
export class L1Watch {
  readonly #client: PublicClient;
  readonly #deployment: Contracts;
  #readTo: bigint;

  constructor(client: PublicClient, deployment: Contracts) {
    this.#client = client;
    this.#deployment = deployment;
    this.#readTo = BigInt(deployment.deployBlock) - 1n;
  }

  /** Checkpoints that the settlement accepted since the last call: number and gas of the whole transaction. */
  async newCheckpoints(): Promise<{ readonly number: number; readonly gasUsed: number }[]> {
    const toBlock = await this.#client.getBlockNumber({ cacheTime: 0 });
    if (toBlock <= this.#readTo) return [];
    const events = await this.#client.getContractEvents({
      address: this.#deployment.settlement,
      abi: settlementAbi,
      eventName: 'CheckpointAccepted',
      fromBlock: this.#readTo + 1n,
      toBlock,
    });
    this.#readTo = toBlock;
    return Promise.all(
      events.map(async ({ args, transactionHash }) => {
        const { gasUsed } = await this.#client.getTransactionReceipt({ hash: transactionHash });
        return { number: Number(args.number), gasUsed: Number(gasUsed) };
      }),
    );
  }

  /** What the vault really holds of a token, and what it has paid out; base units. */
  async vault(tokenId = 0): Promise<{ readonly balance: bigint; readonly paid: bigint; readonly deposited: bigint }> {
    const { vault, usdc, weth } = this.#deployment;
    const token = tokenId === 0 ? usdc : weth;
    const [balance, accounts] = await Promise.all([
      this.#client.readContract({ address: token, abi: balanceAbi, functionName: 'balanceOf', args: [vault] }),
      this.#client.readContract({ address: vault, abi: vaultAbi, functionName: 'accounts', args: [token] }),
    ]);
    const [, paid, , deposited] = accounts;
    return { balance, paid, deposited };
  }
}

const balanceAbi = [
  {
    type: 'function',
    name: 'balanceOf',
    stateMutability: 'view',
    inputs: [{ name: 'account', type: 'address' }],
    outputs: [{ name: '', type: 'uint256' }],
  },
] as const;
