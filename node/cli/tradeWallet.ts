import { createWalletClient, http } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { chainAt, createL1Client } from '../l1/client.ts';
import type { VaultClients } from '../sdk/index.ts';
import { readSecret } from './tradeKey.ts';

/** The trader's key as a wallet on L1. Errors: those of the key. */
export function openWallet(keyFile: string | undefined, l1Url: string, chainId: number): VaultClients {
  const account = privateKeyToAccount(readSecret(keyFile));
  const wallet = createWalletClient({ account, chain: chainAt(l1Url, chainId), transport: http(l1Url) });
  return { client: createL1Client(l1Url, chainId), wallet };
}
