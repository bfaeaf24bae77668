import { zeroHash, type Hash } from '../types/ids.ts';
import type { PlaceOrder, TransactionBody, UnsignedTransaction } from '../types/transaction.ts';
import { ByteWriter } from './byteWriter.ts';
import {
  orderFlags,
  orderKindNumbers,
  selfTradePreventionNumbers,
  sessionScopeNumbers,
  sideNumbers,
  timeInForceNumbers,
} from './orderNumbers.ts';

/**
 * What a trader's wallet shows and signs: EIP-712 typed data with one struct for each kind of transaction. Every struct
 * begins with the same header, so that no two kinds share a digest. The network is bound by the domain's salt (and
 * through it by the registry's address, so the domain names no verifying contract).
 */
export interface TransactionDomain {
  /** Chain id of the home chain, where the committee registry lives. */
  readonly homeChainId: number;
  readonly networkId: Hash;
}

export type FieldType = 'uint8' | 'uint16' | 'uint32' | 'uint64' | 'int64' | 'address' | 'bytes32' | 'uint32[]';
export type FieldValue = number | string | readonly number[];
export type Field = readonly [name: string, type: FieldType, value: FieldValue];

export const domainName = 'Witan';
export const domainVersion = '1';
export const domainType = 'EIP712Domain(string name,string version,uint256 chainId,bytes32 salt)';

/**
 * Fields of order types to come, which are signed already; `displaySize` and `goodTillMs` among them have a meaning now. Each holds its empty value until a protocol version gives it a
 * meaning: then old signatures still verify and old orders keep their hashes. Units as in PlaceOrder.
 * - triggerKind: 0 none (later: stop, take-profit, trailing); triggerSource: 0 mark, 1 index, 2 last
 * - triggerPrice, trailingOffset: ticks
 * - sliceCount, sliceIntervalMs: a TWAP; pegSource, pegOffset: a pegged order, ticks from its reference, signed
 * - ocoGroup: one-cancels-other; makerGroup: market-maker protection group
 * - label: 32 bytes of the trader's own; ext: hash of whatever does not fit (legs of a combo), zero for none
 */
const reservedTriggerFields: readonly Field[] = [
  ['triggerKind', 'uint8', 0],
  ['triggerSource', 'uint8', 0],
  ['triggerPrice', 'uint64', 0],
  ['trailingOffset', 'uint64', 0],
];
const reservedScheduleFields: readonly Field[] = [
  ['sliceCount', 'uint32', 0],
  ['sliceIntervalMs', 'uint64', 0],
  ['pegSource', 'uint8', 0],
  ['pegOffset', 'int64', 0],
];
const reservedGroupFields: readonly Field[] = [
  ['ocoGroup', 'uint64', 0],
  ['makerGroup', 'uint32', 0],
  ['label', 'bytes32', zeroHash],
  ['ext', 'bytes32', zeroHash],
];
export const reservedOrderFields = [...reservedTriggerFields, ...reservedScheduleFields, ...reservedGroupFields];

const structNames: Readonly<Record<TransactionBody['type'], string>> = {
  order: 'Order',
  cancel: 'Cancel',
  cancelAll: 'CancelAll',
  transfer: 'Transfer',
  withdraw: 'Withdraw',
  approveKey: 'ApproveKey',
  revokeKey: 'RevokeKey',
};

/** The struct's name for a kind of transaction; EIP-712 calls it the primary type. */
export const structName = (kind: TransactionBody['type']): string => structNames[kind];

const orderFields = (order: PlaceOrder): readonly Field[] => [
  ['instrument', 'uint32', order.instrument],
  ['side', 'uint8', sideNumbers.indexOf(order.side)],
  ['kind', 'uint8', orderKindNumbers.indexOf(order.kind)],
  ['timeInForce', 'uint8', timeInForceNumbers.indexOf(order.timeInForce)],
  ['flags', 'uint32', orderFlags(order)],
  ['selfTradePrevention', 'uint8', selfTradePreventionNumbers.indexOf(order.selfTradePrevention)],
  ['price', 'uint64', order.price],
  ['size', 'uint64', order.size],
  ['clientId', 'uint64', order.clientId],
  ...reservedTriggerFields,
  ['displaySize', 'uint64', order.displaySize],
  ...reservedScheduleFields,
  ['goodTillMs', 'uint64', order.goodTillMs],
  ...reservedGroupFields,
];

function bodyFields(body: TransactionBody): readonly Field[] {
  switch (body.type) {
    case 'order':
      return orderFields(body);
    case 'cancel':
      return [
        ['order', 'bytes32', body.order],
        ['orderExpiryMs', 'uint64', body.orderExpiryMs],
      ];
    case 'cancelAll':
      return [['instrument', 'uint32', body.instrument]];
    case 'transfer':
      return [
        ['toSubaccount', 'uint16', body.toSubaccount],
        ['token', 'uint16', body.token],
        ['amount', 'uint64', body.amount],
      ];
    case 'withdraw':
      return [
        ['token', 'uint16', body.token],
        ['amount', 'uint64', body.amount],
      ];
    case 'approveKey':
      return [
        ['sessionKey', 'address', body.sessionKey],
        ['scope', 'uint8', sessionScopeNumbers.indexOf(body.scope)],
        ['instruments', 'uint32[]', body.instruments],
        ['notionalMax', 'uint64', body.notionalMax],
        ['keyExpiryMs', 'uint64', body.keyExpiryMs],
      ];
    case 'revokeKey':
      return [['sessionKey', 'address', body.sessionKey]];
  }
}

/** Every field of the transaction's struct, in signing order: the single source of its type string, digest and JSON. */
export const structFields = (transaction: UnsignedTransaction): readonly Field[] => [
  ['version', 'uint32', transaction.version],
  ['account', 'address', transaction.account],
  ['subaccount', 'uint16', transaction.subaccount],
  ['key', 'address', transaction.key],
  ['nonce', 'uint64', transaction.nonce],
  ['expiryMs', 'uint64', transaction.expiryMs],
  ...bodyFields(transaction.body),
];

/** EIP-712's encodeType: the name of the struct and its members. */
export const encodeType = (name: string, fields: readonly Field[]): string =>
  `${name}(${fields.map(([field, type]) => `${type} ${field}`).join(',')})`;

const zeros = new Uint8Array(32);

/**
 * EIP-712's encodeData after the type hash: one 32-byte word a field; an array becomes the hash of its words, by the
 * `keccak` handed in.
 */
export function writeFields(
  writer: ByteWriter,
  fields: readonly Field[],
  keccak: (bytes: Uint8Array) => Uint8Array,
): ByteWriter {
  for (const [, type, value] of fields) {
    if (type === 'bytes32') writer.hex(value as string);
    else if (type === 'address') writer.bytes(zeros.subarray(0, 12)).hex(value as string);
    else if (type === 'uint32[]') {
      const items = new ByteWriter();
      for (const item of value as readonly number[]) items.bytes(zeros.subarray(0, 24)).u64(item);
      writer.bytes(keccak(items.finish()));
    } else if ((value as number) < 0) writer.uint((1n << 256n) + BigInt(value as number), 32);
    else writer.bytes(zeros.subarray(0, 24)).u64(value as number);
  }
  return writer;
}

/** Typed data as wallets take it (`eth_signTypedData_v4`): integers are decimal strings, so it survives JSON. */
export interface TypedData {
  readonly domain: {
    readonly name: string;
    readonly version: string;
    readonly chainId: number;
    readonly salt: Hash;
  };
  readonly types: Readonly<Record<string, readonly { readonly name: string; readonly type: string }[]>>;
  readonly primaryType: string;
  readonly message: Readonly<Record<string, string | readonly string[]>>;
}

/** What to hand to a wallet so that it shows and signs exactly what `signingDigest` hashes. */
export function typedData(domain: TransactionDomain, transaction: UnsignedTransaction): TypedData {
  const fields = structFields(transaction);
  const primaryType = structName(transaction.body.type);
  return {
    domain: { name: domainName, version: domainVersion, chainId: domain.homeChainId, salt: domain.networkId },
    types: {
      EIP712Domain: [
        { name: 'name', type: 'string' },
        { name: 'version', type: 'string' },
        { name: 'chainId', type: 'uint256' },
        { name: 'salt', type: 'bytes32' },
      ],
      [primaryType]: fields.map(([name, type]) => ({ name, type })),
    },
    primaryType,
    message: Object.fromEntries(
      fields.map(([name, , value]) => [name, typeof value === 'object' ? value.map(String) : String(value)]),
    ),
  };
}
