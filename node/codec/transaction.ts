import type { WitanError } from '../types/fault.ts';
import type { Address, HexBytes } from '../types/ids.ts';
import type { Transaction } from '../types/transaction.ts';
import { protocolVersion } from '../types/transaction.ts';
import { timeMs } from '../types/units.ts';
import { fromHex, toHex } from './hex.ts';
import { sameBytes } from './sameBytes.ts';
import { bodyFromWire, bodyToWire } from './transactionBody.ts';
import { transactionFault } from './transactionFault.ts';
import { checkTransaction } from './transactionRules.ts';
import { witan } from './wire.js';

/** Longest transaction on the wire, in bytes: a batch of a hundred orders with every field at its largest. */
export const transactionBytesMax = 16 * 1024;
/** Longest one that is neither a batch nor a mass quote. The largest that can be built today has about 600. */
export const singleBytesMax = 1024;

/**
 * The bytes of a transaction that came as hex.
 * Errors: TX_OVERSIZED, TX_MALFORMED when it is no lower-case hex.
 */
export function transactionBytes(hex: string): Uint8Array {
  if (hex.length > 2 + 2 * transactionBytesMax) throw oversized(Math.ceil(hex.length / 2) - 1, transactionBytesMax);
  try {
    return fromHex(hex);
  } catch (cause) {
    throw transactionFault('TX_MALFORMED', (cause as Error).message);
  }
}

const oversized = (length: number, most: number): WitanError =>
  transactionFault('TX_OVERSIZED', `The transaction has ${length} bytes, at most ${most} are taken.`);

function readWire(bytes: Uint8Array): witan.Transaction {
  try {
    return witan.Transaction.decode(bytes);
  } catch (cause) {
    throw transactionFault('TX_MALFORMED', `Not a transaction: ${(cause as Error).message.slice(0, 80)}.`);
  }
}

/**
 * The one wire form of a transaction.
 * Errors: TX_VERSION_UNSUPPORTED, TX_FIELD_RANGE, TX_NOT_CANONICAL (its signature).
 */
export function encodeTransaction(transaction: Transaction): Uint8Array {
  checkTransaction(transaction);
  return witan.Transaction.encode({
    version: transaction.version,
    account: fromHex(transaction.account),
    subaccount: transaction.subaccount,
    key: fromHex(transaction.key),
    nonce: transaction.nonce,
    expiryMs: transaction.expiryMs,
    ...bodyToWire(transaction.body),
    signature: fromHex(transaction.signature),
  }).finish();
}

/**
 * Reads a transaction from the wire. Accepts exactly the bytes that `encodeTransaction` writes: anything trailing,
 * repeated, unknown, padded or out of order is refused, so that one transaction has one name and one size.
 * Errors: TX_OVERSIZED, TX_MALFORMED, TX_VERSION_UNSUPPORTED, TX_FIELD_RANGE, TX_NOT_CANONICAL.
 */
export function decodeTransaction(bytes: Uint8Array): Transaction {
  if (bytes.length > transactionBytesMax) throw oversized(bytes.length, transactionBytesMax);
  const wire = readWire(bytes);
  if (bytes.length > singleBytesMax && !wire.batch && !wire.massQuote) throw oversized(bytes.length, singleBytesMax);
  if (wire.version === 0) throw transactionFault('TX_MALFORMED', 'Not a transaction: it names no protocol version.');
  if (wire.version !== protocolVersion) {
    throw transactionFault(
      'TX_VERSION_UNSUPPORTED',
      `Transaction has protocol version ${wire.version}, this network speaks ${protocolVersion}.`,
    );
  }
  const transaction: Transaction = {
    version: wire.version,
    account: toHex<Address>(wire.account),
    subaccount: wire.subaccount,
    key: toHex<Address>(wire.key),
    nonce: wire.nonce,
    expiryMs: timeMs(wire.expiryMs),
    body: bodyFromWire(wire),
    signature: toHex<HexBytes>(wire.signature),
  };
  if (!sameBytes(encodeTransaction(transaction), bytes)) {
    throw transactionFault(
      'TX_NOT_CANONICAL',
      'The transaction has a second spelling; only the canonical one is taken.',
    );
  }
  return transaction;
}
