import { domainTag } from '../codec/signingBytes.ts';
import { keccak } from '../crypto/keccak.ts';
import type { Address, Hash, HexBytes } from '../types/ids.ts';
import { signsDigests, type AnySigner } from './signer.ts';

/**
 * A signed wish to read an account. It can be shown again to the nodes of the network for as long as they take its time
 * for the present (30 s either way), and allows nothing but reading.
 */
export interface AccountRequest {
  readonly account: Address;
  /** Who signed: the account, or one of its session keys. */
  readonly key: Address;
  /** Unix ms. */
  readonly timeMs: number;
  /** EIP-191 over `accountRequestText`: r ‖ s ‖ v, v 27 or 28. */
  readonly signature: HexBytes;
}

/** The text that is signed, as a wallet shows it: five lines joined by a line feed, none at the end. */
export const accountRequestText = (
  networkId: Hash,
  { account, key, timeMs }: Omit<AccountRequest, 'signature'>,
): string =>
  [domainTag.accountRequest, `network ${networkId}`, `account ${account}`, `key ${key}`, `time ${timeMs}`].join('\n');

/** The 32 bytes that EIP-191 signs for a text. */
export function messageDigest(text: string): Uint8Array {
  const encoder = new TextEncoder();
  const { length } = encoder.encode(text);
  return keccak(encoder.encode(`\x19Ethereum Signed Message:\n${length}${text}`));
}

export async function signAccountRequest(
  signer: AnySigner,
  networkId: Hash,
  account: Address,
  timeMs: number,
): Promise<AccountRequest> {
  const request = { account, key: signer.address, timeMs: Math.floor(timeMs) };
  const text = accountRequestText(networkId, request);
  const signature = signsDigests(signer) ? signer.sign(messageDigest(text)) : await signer.signMessage(text);
  return { ...request, signature };
}
