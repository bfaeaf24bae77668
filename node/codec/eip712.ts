import type { Hash, HexBytes } from '../types/ids.ts';
import type { TransactionBody, UnsignedTransaction } from '../types/transaction.ts';
import { ByteWriter } from './byteWriter.ts';
import { toHex } from './hex.ts';
import {
  cancelFields,
  comboFields,
  labelWord,
  operationFields,
  orderFields,
  quoteFields,
  replaceFields,
  type Field,
  type HashedStruct,
} from './eip712Fields.ts';
import { hedgeKindNumbers, marginModeNumbers, sessionScopeNumbers, sideFilterNumbers } from './orderNumbers.ts';

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

export const domainName = 'Witan';
export const domainVersion = '1';
export const domainType = 'EIP712Domain(string name,string version,uint256 chainId,bytes32 salt)';

const structNames: Readonly<Record<TransactionBody['type'], string>> = {
  order: 'Order',
  cancel: 'Cancel',
  cancelAll: 'CancelAll',
  massCancel: 'MassCancel',
  cancelAllAfter: 'CancelAllAfter',
  setProtection: 'SetProtection',
  setMarginMode: 'SetMarginMode',
  setRiskLimits: 'SetRiskLimits',
  setHedge: 'SetHedge',
  massQuote: 'MassQuote',
  replace: 'Replace',
  batch: 'Batch',
  combo: 'Combo',
  bid: 'Bid',
  transfer: 'Transfer',
  isolate: 'Isolate',
  withdraw: 'Withdraw',
  withdrawTo: 'WithdrawTo',
  offerSwap: 'OfferSwap',
  acceptSwap: 'AcceptSwap',
  approveKey: 'ApproveKey',
  revokeKey: 'RevokeKey',
};

/** The struct's name for a kind of transaction; EIP-712 calls it the primary type. */
export const structName = (kind: TransactionBody['type']): string => structNames[kind];

function bodyFields(body: TransactionBody): readonly Field[] {
  switch (body.type) {
    case 'order':
      return orderFields(body);
    case 'cancel':
      return cancelFields(body);
    case 'cancelAll':
      return [['instrument', 'uint32', body.instrument]];
    case 'massCancel':
      return [
        ['instrument', 'uint32', body.instrument],
        ['side', 'uint8', sideFilterNumbers.indexOf(body.side)],
        ['label', 'bytes32', labelWord(body.label)],
        ['clientId', 'uint64', body.clientId],
      ];
    case 'cancelAllAfter':
      return [['timeoutMs', 'uint64', body.timeoutMs]];
    case 'setProtection':
      return [
        ['group', 'uint32', body.group],
        ['instrument', 'uint32', body.instrument],
        ['windowMs', 'uint64', body.windowMs],
        ['frozenMs', 'uint64', body.frozenMs],
        ['quantityMax', 'uint64', body.quantityMax],
        ['deltaMax', 'uint64', body.deltaMax],
        ['vegaMax', 'uint64', body.vegaMax],
      ];
    case 'setMarginMode':
      return [['mode', 'uint8', marginModeNumbers.indexOf(body.mode)]];
    case 'setRiskLimits':
      return [
        ['feed', 'uint32', body.feed],
        ['deltaMaxPpb', 'uint64', body.deltaMaxPpb],
        ['gammaMaxPpb', 'uint64', body.gammaMaxPpb],
        ['vegaMax', 'uint64', body.vegaMax],
      ];
    case 'setHedge':
      return [
        ['rule', 'uint32', body.rule],
        ['kind', 'uint8', hedgeKindNumbers.indexOf(body.kind)],
        ['instrument', 'uint32', body.instrument],
        ['lower', 'int64', body.lower],
        ['upper', 'int64', body.upper],
        ['windowMs', 'uint64', body.windowMs],
        ['putPpb', 'uint64', body.putPpb],
        ['callPpb', 'uint64', body.callPpb],
        ['slippagePpb', 'uint64', body.slippagePpb],
        ['sizeMax', 'uint64', body.sizeMax],
        ['lotsMax', 'uint64', body.lotsMax],
        ['intervalMs', 'uint64', body.intervalMs],
        ['untilMs', 'uint64', body.untilMs],
      ];
    case 'massQuote':
      return [
        ['instrument', 'uint32', body.instrument],
        ['makerGroup', 'uint32', body.makerGroup],
        ['quotes', 'Quote[]', body.quotes.map(quoteFields)],
      ];
    case 'replace':
      return replaceFields(body);
    case 'batch':
      return [
        ['atomic', 'bool', body.atomic ? 1 : 0],
        ['operations', 'Operation[]', body.operations.map(operationFields)],
      ];
    case 'combo':
      return comboFields(body);
    case 'bid':
      return [
        ['liquidated', 'address', body.liquidated],
        ['liquidatedSubaccount', 'uint16', body.liquidatedSubaccount],
        ['fractionPpb', 'uint32', body.fractionPpb],
        ['payMax', 'int64', body.payMax],
      ];
    case 'transfer':
      return [
        ['toSubaccount', 'uint16', body.toSubaccount],
        ['token', 'uint16', body.token],
        ['amount', 'uint64', body.amount],
      ];
    case 'isolate':
      return [
        ['instrument', 'uint32', body.instrument],
        ['token', 'uint16', body.token],
        ['amount', 'uint64', body.amount],
      ];
    case 'withdraw':
      return [
        ['token', 'uint16', body.token],
        ['amount', 'uint64', body.amount],
      ];
    case 'withdrawTo':
      return [
        ['token', 'uint16', body.token],
        ['amount', 'uint64', body.amount],
        ['chain', 'uint64', body.chain],
        ['layer', 'uint32', body.layer],
      ];
    case 'offerSwap':
      return [
        ['giveToken', 'uint16', body.giveToken],
        ['giveAmount', 'uint64', body.giveAmount],
        ['wantToken', 'uint16', body.wantToken],
        ['wantAmount', 'uint64', body.wantAmount],
        ['chain', 'uint64', body.chain],
        ['goodTillMs', 'uint64', body.goodTillMs],
      ];
    case 'acceptSwap':
      return [
        ['offerer', 'address', body.offerer],
        ['offererSubaccount', 'uint16', body.offererSubaccount],
        ['offer', 'bytes32', body.offer],
        ['chain', 'uint64', body.chain],
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

const member = (name: string, fields: readonly Field[]): string =>
  `${name}(${fields.map(([field, type]) => `${type} ${field}`).join(',')})`;

/** The struct that an array field holds, with the fields of its first item: no such array is ever empty. */
function nestedIn([, type, value]: Field): { readonly name: string; readonly fields: readonly Field[] } | undefined {
  if (!/^[A-Z]/.test(type)) return undefined;
  return { name: type.slice(0, -2), fields: (value as readonly (readonly Field[])[])[0]! };
}

/** EIP-712's encodeType: the name of the struct and its members, then the structs that they hold. */
export const encodeType = (name: string, fields: readonly Field[]): string =>
  member(name, fields) + fields.map((field) => nestedIn(field)).map((each) => (each ? member(each.name, each.fields) : '')).join(''); // prettier-ignore

const zeros = new Uint8Array(32);
const nestedTypeHashes = new Map<string, Uint8Array>();

/** The hash of an array of structs: over the hashes of its items. */
function hashNested(field: Field, keccak: (bytes: Uint8Array) => Uint8Array): Uint8Array {
  const { name, fields } = nestedIn(field)!;
  let typeHash = nestedTypeHashes.get(name);
  if (typeHash === undefined) {
    typeHash = keccak(new ByteWriter().ascii(encodeType(name, fields)).finish());
    nestedTypeHashes.set(name, typeHash);
  }
  const hashes = new ByteWriter();
  for (const item of field[2] as readonly (readonly Field[])[]) {
    hashes.bytes(keccak(writeFields(new ByteWriter().bytes(typeHash), item, keccak).finish()));
  }
  return keccak(hashes.finish());
}

/** EIP-712's hashStruct. */
function structHash({ name, fields }: HashedStruct, keccak: (bytes: Uint8Array) => Uint8Array): HexBytes {
  const typeHash = keccak(new ByteWriter().ascii(encodeType(name, fields)).finish());
  return toHex(keccak(writeFields(new ByteWriter().bytes(typeHash), fields, keccak).finish()));
}

/**
 * EIP-712's encodeData after the type hash: one 32-byte word a field; an array becomes the hash of its words, by the
 * `keccak` handed in.
 */
export function writeFields(
  writer: ByteWriter,
  fields: readonly Field[],
  keccak: (bytes: Uint8Array) => Uint8Array,
): ByteWriter {
  for (const field of fields) {
    const [, type, value] = field;
    if (type === 'bytes32') writer.hex(typeof value === 'string' ? value : structHash(value as HashedStruct, keccak));
    else if (type === 'address') writer.bytes(zeros.subarray(0, 12)).hex(value as string);
    else if (type === 'uint32[]') {
      const items = new ByteWriter();
      for (const item of value as readonly number[]) items.bytes(zeros.subarray(0, 24)).u64(item);
      writer.bytes(keccak(items.finish()));
    } else if (typeof value === 'object') writer.bytes(hashNested(field, keccak));
    else if ((value as number) < 0) writer.uint((1n << 256n) + BigInt(value), 32);
    else writer.bytes(zeros.subarray(0, 24)).u64(value as number);
  }
  return writer;
}

/** A value in typed data; members of structs by their names. */
export type TypedValue = string | boolean | readonly string[] | readonly TypedMessage[];
export interface TypedMessage {
  readonly [field: string]: TypedValue;
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
  readonly message: TypedMessage;
}

/** What to hand to a wallet so that it shows and signs exactly what `signingDigest` hashes, by the `keccak` handed in. */
export function typedData(
  domain: TransactionDomain,
  transaction: UnsignedTransaction,
  keccak: (bytes: Uint8Array) => Uint8Array,
): TypedData {
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
      [primaryType]: members(fields),
      ...Object.fromEntries(fields.flatMap((field) => (nestedIn(field) ? [[nestedIn(field)!.name, members(nestedIn(field)!.fields)]] : []))), // prettier-ignore
    },
    primaryType,
    message: messageOf(fields, keccak),
  };
}

const members = (fields: readonly Field[]) => fields.map(([name, type]) => ({ name, type }));

const messageOf = (fields: readonly Field[], keccak: (bytes: Uint8Array) => Uint8Array): TypedMessage =>
  Object.fromEntries(fields.map((field) => [field[0], typedValue(field, keccak)]));

function typedValue([, type, value]: Field, keccak: (bytes: Uint8Array) => Uint8Array): TypedValue {
  if (type === 'bool') return value === 1;
  if (type === 'bytes32' && typeof value === 'object') return structHash(value as HashedStruct, keccak);
  if (typeof value !== 'object') return String(value);
  if (type === 'uint32[]') return (value as readonly number[]).map(String);
  return (value as readonly (readonly Field[])[]).map((fields) => messageOf(fields, keccak));
}
