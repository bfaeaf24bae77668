import { parseSignature, type PublicClient, type WalletClient } from 'viem';
import { encodeForced, forcedKinds, type ForcedBody } from '../codec/forcedItems.ts';
import { WitanError } from '../types/fault.ts';
import type { Address, Hash } from '../types/ids.ts';
import type { ClaimLeaf, TokenLeaf } from '../types/settlement.ts';
import { revertName } from './revertName.ts';
import { devnetTokenAbi, settlementAbi, vaultAbi } from './abi.ts';

/**
 * What a trader does on L1: deposit and claim. Runs in a browser too; the wallet is handed in and must have an account.
 * Each action sends one transaction (deposit: two, where the vault is not allowed to take the amount yet), waits until
 * it is mined, and throws what viem throws when it cannot be sent.
 * Errors: L1_WALLET_EMPTY without an account, L1_TRANSACTION_REVERTED.
 */
export interface VaultClients {
  readonly client: PublicClient;
  readonly wallet: WalletClient;
}

export interface DepositRequest {
  readonly vault: Address;
  readonly token: Address;
  readonly amount: bigint;
  /** Whom to credit; absent: the wallet's account. */
  readonly owner?: Address;
  readonly subNo?: number;
}

export interface Mined {
  readonly txHash: `0x${string}`;
  readonly blockNumber: bigint;
  readonly gasUsed: bigint;
}

/** Deposits base units of a token, approving the vault first where needed. */
export async function deposit(clients: VaultClients, request: DepositRequest): Promise<Mined> {
  const from = accountOf(clients.wallet);
  const { vault, token, amount } = request;
  const erc20 = { address: token, abi: devnetTokenAbi } as const;
  const allowance = await clients.client.readContract({
    ...erc20,
    functionName: 'allowance',
    args: [from.address, vault],
  });
  if (allowance < amount) {
    const chain = clients.wallet.chain ?? null;
    const approve = { ...erc20, functionName: 'approve', args: [vault, amount], account: from, chain } as const;
    await mined(clients, await clients.wallet.writeContract(approve));
  }
  return mined(
    clients,
    await clients.wallet.writeContract({
      address: vault,
      abi: vaultAbi,
      functionName: 'deposit',
      args: [token, request.owner ?? (from.address as Address), request.subNo ?? 0, amount],
      account: from,
      chain: clients.wallet.chain ?? null,
    }),
  );
}

/** Deposits with an ERC-2612 permit instead of an approval: one signature, one transaction. `deadline` in Unix seconds. */
export async function depositWithPermit(
  clients: VaultClients,
  request: DepositRequest & { readonly deadline: bigint; readonly permitVersion?: string },
): Promise<Mined> {
  const from = accountOf(clients.wallet);
  const { vault, token, amount, deadline } = request;
  const erc20 = { address: token, abi: devnetTokenAbi } as const;
  const [name, nonce, chainId] = await Promise.all([
    clients.client.readContract({ ...erc20, functionName: 'name' }),
    clients.client.readContract({ ...erc20, functionName: 'nonces', args: [from.address] }),
    clients.client.getChainId(),
  ]);
  const signature = await clients.wallet.signTypedData({
    account: from,
    domain: { name, version: request.permitVersion ?? '1', chainId, verifyingContract: token },
    types: { Permit: permitFields },
    primaryType: 'Permit',
    message: { owner: from.address, spender: vault, value: amount, nonce, deadline },
  });
  const { r, s, yParity } = parseSignature(signature);
  const owner = request.owner ?? (from.address as Address);
  return mined(
    clients,
    await clients.wallet.writeContract({
      address: vault,
      abi: vaultAbi,
      functionName: 'depositWithPermit',
      args: [token, owner, request.subNo ?? 0, amount, deadline, yParity + 27, r, s],
      account: from,
      chain: clients.wallet.chain ?? null,
    }),
  );
}

const permitFields = [
  { name: 'owner', type: 'address' },
  { name: 'spender', type: 'address' },
  { name: 'value', type: 'uint256' },
  { name: 'nonce', type: 'uint256' },
  { name: 'deadline', type: 'uint256' },
] as const;

interface Path {
  readonly count: bigint;
  readonly index: bigint;
  readonly siblings: readonly `0x${string}`[];
}

/** A claim with its proof, as checkpoint/proofs.ts makes it. */
export interface ClaimRequest {
  readonly settlement: Address;
  readonly vault: Address;
  readonly proof: {
    /** The header that the proof is made against. */
    readonly number: bigint;
    readonly headerHash: Hash;
    readonly token: TokenLeaf;
    readonly tokenPath: Path;
    readonly claim: ClaimLeaf;
    readonly claimPath: Path;
  };
}

/**
 * Claims what a final checkpoint grants to the proof's owner; any account may send it.
 * Errors: L1_CHECKPOINT_UNKNOWN when the ring does not hold the header (any more, or yet); CLAIM_REFUSED with the
 * contract's error.
 */
export async function claim(clients: VaultClients, request: ClaimRequest): Promise<Mined> {
  const from = accountOf(clients.wallet);
  const { settlement, vault, proof } = request;
  const slot = await findSlot(clients.client, settlement, proof.number);
  if (slot === undefined) {
    throw new WitanError('L1_CHECKPOINT_UNKNOWN', `The settlement does not hold header ${proof.number}.`);
  }
  const { request: call } = await clients.client
    .simulateContract({
      address: vault,
      abi: vaultAbi,
      functionName: 'claim',
      args: [slot, proof.number, proof.headerHash, proof.token, proof.tokenPath, proof.claim, proof.claimPath],
      account: from,
    })
    .catch((error: unknown) => {
      const name = revertName(error);
      if (name === undefined) throw error;
      throw new WitanError('CLAIM_REFUSED', `The vault refuses the claim: ${name}.`, refusalHints[name]);
    });
  return mined(clients, await clients.wallet.writeContract({ ...call, chain: clients.wallet.chain ?? null }));
}

export interface ForceRequest {
  readonly vault: Address;
  readonly subNo: number;
  readonly body: ForcedBody;
}

/**
 * Queues a forced item of the wallet's account, with the fee that the inbox asks for. The committee must consume it within the
 * inbox's window, or anybody may freeze the settlement.
 */
export async function force(clients: VaultClients, { vault, subNo, body }: ForceRequest): Promise<Mined> {
  const account = accountOf(clients.wallet);
  const inbox = { address: vault, abi: vaultAbi } as const;
  const value = await clients.client.readContract({ ...inbox, functionName: 'forcedFee' });
  const args = [forcedKinds[body.type], subNo, encodeForced(body)] as const;
  const chain = clients.wallet.chain ?? null;
  return mined(
    clients,
    await clients.wallet.writeContract({ ...inbox, functionName: 'force', args, value, account, chain }),
  );
}

const refusalHints: Readonly<Record<string, string>> = {
  NothingToClaim: 'All of it was paid already, or the withdrawal is not in a final checkpoint yet: try again later.',
  EntryNotFinal: 'The checkpoint is in its dispute period: try again later.',
  OutflowLimited: 'As much as may leave the vault in a day has left: try again later.',
  TokenPaused: 'The guardian has paused this token, for at most twelve hours: try again later.',
  Gated:
    'The vault holds less than the ledger owes: claims wait. If that lasts, the network freezes and pays everybody a share.',
};

const ringSize = 64n;

/** Where the settlement keeps header `number`; undefined when it does not. Reads backwards from the newest. */
export async function findSlot(client: PublicClient, settlement: Address, number: bigint): Promise<bigint | undefined> {
  const contract = { address: settlement, abi: settlementAbi } as const;
  const count = BigInt((await client.readContract({ ...contract, functionName: 'head' }))[0]);
  for (let back = 1n; back <= count && back <= ringSize; back++) {
    const slot = (count - back) % ringSize;
    const entry = await client.readContract({ ...contract, functionName: 'entries', args: [slot] });
    if (BigInt(entry[1]) === number) return slot;
    if (BigInt(entry[1]) < number) return undefined;
  }
  return undefined;
}

/** Errors: L1_WALLET_EMPTY. */
export function accountOf(wallet: WalletClient): NonNullable<WalletClient['account']> {
  if (!wallet.account) throw new WitanError('L1_WALLET_EMPTY', 'The wallet has no account to send from.');
  return wallet.account;
}

/** Waits until a transaction is mined. Errors: L1_TRANSACTION_REVERTED. */
export async function mined({ client }: VaultClients, hash: `0x${string}`): Promise<Mined> {
  const receipt = await client.waitForTransactionReceipt({ hash });
  if (receipt.status !== 'success') {
    throw new WitanError('L1_TRANSACTION_REVERTED', `Transaction ${hash} reverted.`);
  }
  return { txHash: hash, blockNumber: receipt.blockNumber, gasUsed: receipt.gasUsed };
}
