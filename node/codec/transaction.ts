import type { WitanError } from '../types/fault.ts';
import type { Address, Hash, HexBytes, InstrumentId } from '../types/ids.ts';
import type { Transaction, TransactionBody } from '../types/transaction.ts';
import { protocolVersion } from '../types/transaction.ts';
import { lots, microUsdc, ticks, timeMs } from '../types/units.ts';
import { fromHex, toHex } from './hex.ts';
import {
  orderFlag,
  orderFlags,
  orderFlagsKnown,
  orderKindNumbers,
  selfTradePreventionNumbers,
  sessionScopeNumbers,
  sideNumbers,
  timeInForceNumbers,
  wordOf,
} from './orderNumbers.ts';
import { sameBytes } from './sameBytes.ts';
import { transactionFault } from './transactionFault.ts';
import { checkTransaction } from './transactionRules.ts';
import { witan } from './wire.js';

/** Longest transaction on the wire, in bytes. The largest that can be built today has about 600. */
export const transactionBytesMax = 1024;

const empty = new Uint8Array();

type WireTransaction = witan.Transaction.$Properties;
type WireBody = Pick<
  WireTransaction,
  'order' | 'cancel' | 'cancelAll' | 'transfer' | 'withdraw' | 'approveKey' | 'revokeKey'
>;

function bodyToWire(body: TransactionBody): WireBody {
  switch (body.type) {
    case 'order':
      return {
        order: {
          instrument: body.instrument,
          side: sideNumbers.indexOf(body.side),
          kind: orderKindNumbers.indexOf(body.kind),
          timeInForce: timeInForceNumbers.indexOf(body.timeInForce),
          flags: orderFlags(body),
          selfTradePrevention: selfTradePreventionNumbers.indexOf(body.selfTradePrevention),
          price: body.price,
          size: body.size,
          clientId: body.clientId,
          displaySize: body.displaySize,
          goodTillMs: body.goodTillMs,
        },
      };
    case 'cancel':
      return { cancel: { order: fromHex(body.order), orderExpiryMs: body.orderExpiryMs } };
    case 'cancelAll':
      return { cancelAll: { instrument: body.instrument } };
    case 'transfer':
      return { transfer: { toSubaccount: body.toSubaccount, token: body.token, amount: body.amount } };
    case 'withdraw':
      return { withdraw: { token: body.token, amount: body.amount } };
    case 'approveKey':
      return {
        approveKey: {
          sessionKey: fromHex(body.sessionKey),
          scope: sessionScopeNumbers.indexOf(body.scope),
          instruments: [...body.instruments],
          notionalMax: body.notionalMax,
          keyExpiryMs: body.keyExpiryMs,
        },
      };
    case 'revokeKey':
      return { revokeKey: { sessionKey: fromHex(body.sessionKey) } };
  }
}

function bodyFromWire(wire: witan.Transaction): TransactionBody {
  if (wire.order) {
    const order = wire.order as witan.PlaceOrder;
    if ((order.flags & ~orderFlagsKnown) !== 0) {
      throw transactionFault(
        'TX_FIELD_RANGE',
        `Order flags ${order.flags} have bits without a meaning in this version.`,
      );
    }
    return {
      type: 'order',
      instrument: order.instrument as InstrumentId,
      side: wordOf(sideNumbers, order.side, 'side'),
      kind: wordOf(orderKindNumbers, order.kind, 'order kind'),
      timeInForce: wordOf(timeInForceNumbers, order.timeInForce, 'time in force'),
      postOnly: (order.flags & orderFlag.postOnly) !== 0,
      slide: (order.flags & orderFlag.slide) !== 0,
      reduceOnly: (order.flags & orderFlag.reduceOnly) !== 0,
      selfTradePrevention: wordOf(selfTradePreventionNumbers, order.selfTradePrevention, 'self-trade prevention'),
      price: ticks(order.price),
      size: lots(order.size),
      clientId: order.clientId,
      displaySize: lots(order.displaySize),
      goodTillMs: timeMs(order.goodTillMs),
    };
  }
  if (wire.cancel) {
    return {
      type: 'cancel',
      order: toHex<Hash>(wire.cancel.order ?? empty),
      orderExpiryMs: timeMs(wire.cancel.orderExpiryMs ?? 0),
    };
  }
  if (wire.cancelAll) return { type: 'cancelAll', instrument: (wire.cancelAll.instrument ?? 0) as InstrumentId };
  if (wire.transfer) {
    return {
      type: 'transfer',
      toSubaccount: wire.transfer.toSubaccount ?? 0,
      token: wire.transfer.token ?? 0,
      amount: microUsdc(wire.transfer.amount ?? 0),
    };
  }
  if (wire.withdraw) {
    return {
      type: 'withdraw',
      token: wire.withdraw.token ?? 0,
      amount: microUsdc(wire.withdraw.amount ?? 0),
    };
  }
  if (wire.approveKey) {
    return {
      type: 'approveKey',
      sessionKey: toHex<Address>(wire.approveKey.sessionKey ?? empty),
      scope: wordOf(sessionScopeNumbers, wire.approveKey.scope ?? 0, 'session scope'),
      instruments: (wire.approveKey.instruments ?? []) as InstrumentId[],
      notionalMax: microUsdc(wire.approveKey.notionalMax ?? 0),
      keyExpiryMs: timeMs(wire.approveKey.keyExpiryMs ?? 0),
    };
  }
  if (wire.revokeKey) return { type: 'revokeKey', sessionKey: toHex<Address>(wire.revokeKey.sessionKey ?? empty) };
  throw transactionFault('TX_MALFORMED', 'The transaction asks for nothing this version knows.');
}

/**
 * The bytes of a transaction that came as hex.
 * Errors: TX_OVERSIZED, TX_MALFORMED when it is no lower-case hex.
 */
export function transactionBytes(hex: string): Uint8Array {
  if (hex.length > 2 + 2 * transactionBytesMax) throw oversized(Math.ceil(hex.length / 2) - 1);
  try {
    return fromHex(hex);
  } catch (cause) {
    throw transactionFault('TX_MALFORMED', (cause as Error).message);
  }
}

const oversized = (length: number): WitanError =>
  transactionFault('TX_OVERSIZED', `The transaction has ${length} bytes, at most ${transactionBytesMax} are taken.`);

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
  if (bytes.length > transactionBytesMax) throw oversized(bytes.length);
  const wire = readWire(bytes);
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
