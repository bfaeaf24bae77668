import {
  plainOrder,
  type BatchOperation,
  type CancelOrder,
  type Combo,
  type ComboLeg,
  type PlaceOrder,
  type Quote,
  type ReplaceOrder,
} from '../types/transaction.ts';
import { zeroHash } from '../types/ids.ts';
import {
  orderFlags,
  orderKindNumbers,
  pegSourceNumbers,
  replaceFlags,
  selfTradePreventionNumbers,
  sideNumbers,
  timeInForceNumbers,
  triggerKindNumbers,
  triggerSourceNumbers,
} from './orderNumbers.ts';

/** Structs that occur in arrays of another one. */
export type NestedName = 'Operation' | 'Quote' | 'Leg';
export type FieldType =
  'uint8' | 'uint16' | 'uint32' | 'uint64' | 'int64' | 'bool' | 'address' | 'bytes32' | 'uint32[]' | `${NestedName}[]`;
/** A struct of which only the hash is signed, in a field of 32 bytes. */
export interface HashedStruct {
  readonly name: string;
  readonly fields: readonly Field[];
}
export type FieldValue = number | string | readonly number[] | readonly (readonly Field[])[] | HashedStruct;
export type Field = readonly [name: string, type: FieldType, value: FieldValue];

const zeros = '0'.repeat(64);

/** Up to 32 ASCII characters as the left part of 32 bytes. */
export function labelWord(label: string): string {
  if (label === '') return zeroHash;
  let hex = '';
  for (let i = 0; i < label.length; i++) hex += label.charCodeAt(i).toString(16).padStart(2, '0');
  return `0x${hex}${zeros.slice(hex.length)}`;
}

/**
 * Fields of order types to come, which are signed already. Each holds its empty value until a protocol version gives it a
 * meaning: then old signatures still verify and old orders keep their hashes. Units as in PlaceOrder.
 * - ext: hash of whatever does not fit, zero for none
 */
const reservedExtension: Field = ['ext', 'bytes32', zeroHash];
export const reservedOrderFields = [reservedExtension];

export const orderFields = (order: PlaceOrder): readonly Field[] => [
  ['instrument', 'uint32', order.instrument],
  ['side', 'uint8', sideNumbers.indexOf(order.side)],
  ['kind', 'uint8', orderKindNumbers.indexOf(order.kind)],
  ['timeInForce', 'uint8', timeInForceNumbers.indexOf(order.timeInForce)],
  ['flags', 'uint32', orderFlags(order)],
  ['selfTradePrevention', 'uint8', selfTradePreventionNumbers.indexOf(order.selfTradePrevention)],
  ['price', 'uint64', order.price],
  ['size', 'uint64', order.size],
  ['clientId', 'uint64', order.clientId],
  ['triggerKind', 'uint8', triggerKindNumbers.indexOf(order.triggerKind)],
  ['triggerSource', 'uint8', triggerSourceNumbers.indexOf(order.triggerSource)],
  ['triggerPrice', 'uint64', order.triggerPrice],
  ['trailingOffset', 'uint64', order.trailingOffset],
  ['displaySize', 'uint64', order.displaySize],
  ['sliceCount', 'uint32', order.sliceCount],
  ['sliceIntervalMs', 'uint64', order.sliceIntervalMs],
  ['pegSource', 'uint8', pegSourceNumbers.indexOf(order.pegSource)],
  ['pegOffset', 'int64', order.pegOffset],
  ['goodTillMs', 'uint64', order.goodTillMs],
  ['ocoGroup', 'uint64', order.ocoGroup],
  ['makerGroup', 'uint32', order.makerGroup],
  ['label', 'bytes32', labelWord(order.label)],
  reservedExtension,
];

export const cancelFields = (cancel: CancelOrder): readonly Field[] => [
  ['order', 'bytes32', cancel.order],
  ['orderExpiryMs', 'uint64', cancel.orderExpiryMs],
];

export const replaceFields = (replace: ReplaceOrder): readonly Field[] => [
  ['order', 'bytes32', replace.order],
  ['instrument', 'uint32', replace.instrument],
  ['price', 'uint64', replace.price],
  ['size', 'uint64', replace.size],
  ['flags', 'uint32', replaceFlags(replace)],
  ['selfTradePrevention', 'uint8', selfTradePreventionNumbers.indexOf(replace.selfTradePrevention)],
];

export const quoteFields = ({ bidPrice, bidSize, askPrice, askSize }: Quote): readonly Field[] => [
  ['bidPrice', 'uint64', bidPrice],
  ['bidSize', 'uint64', bidSize],
  ['askPrice', 'uint64', askPrice],
  ['askSize', 'uint64', askSize],
];

export const comboFields = (combo: Combo): readonly Field[] => [
  ['legs', 'Leg[]', combo.legs.map(legFields)],
  ['size', 'uint64', combo.size],
  ['limit', 'int64', combo.limit],
  ['timeInForce', 'uint8', timeInForceNumbers.indexOf(combo.timeInForce)],
  ['flags', 'uint32', replaceFlags(combo)],
  ['goodTillMs', 'uint64', combo.goodTillMs],
  ['selfTradePrevention', 'uint8', selfTradePreventionNumbers.indexOf(combo.selfTradePrevention)],
  ['clientId', 'uint64', combo.clientId],
  ['label', 'bytes32', labelWord(combo.label)],
];

const legFields = ({ instrument, side, ratio }: ComboLeg): readonly Field[] => [
  ['instrument', 'uint32', instrument],
  ['side', 'uint8', sideNumbers.indexOf(side)],
  ['ratio', 'uint32', ratio],
];

/** The kinds of operations in a batch; the position in the list is the number that is signed. Never reorder. */
const operationNumbers: readonly BatchOperation['type'][] = ['order', 'cancel', 'replace', 'combo'];

/** What an order's struct has no field for: the legs of a combo in a batch and its limit, signed as `ext`. */
const comboTerms = (combo: Combo): HashedStruct => ({
  name: 'ComboTerms',
  fields: [
    ['legs', 'Leg[]', combo.legs.map(legFields)],
    ['limit', 'int64', combo.limit],
  ],
});

const valuesOf = (operation: Exclude<BatchOperation, PlaceOrder>): ReadonlyMap<string, FieldValue> => {
  if (operation.type === 'combo') return new Map([...named(comboFields(operation)), ['ext', comboTerms(operation)]]);
  return named(operation.type === 'cancel' ? cancelFields(operation) : replaceFields(operation));
};

/** Values of a cancel, a combo or a replacement, by the name of their field. */
const named = (fields: readonly Field[]): ReadonlyMap<string, FieldValue> =>
  new Map(fields.map(([name, , value]) => [name, value]));

/** What an operation without an order's fields leaves empty. */
const emptyOrder: readonly Field[] = orderFields({
  type: 'order',
  instrument: 0,
  side: 'buy',
  kind: 'limit',
  timeInForce: 'GTC',
  postOnly: false,
  reduceOnly: false,
  selfTradePrevention: 'cancel-maker',
  price: 0,
  size: 0,
  clientId: 0,
  ...plainOrder,
} as unknown as PlaceOrder);

/**
 * One operation of a batch: EIP-712 has no unions, so it is one struct with the fields of all kinds, those of the others
 * empty. A wallet can show it, but for the legs and the limit of a combo: of those it shows the hash.
 */
export function operationFields(operation: BatchOperation): readonly Field[] {
  const head: Field = ['operation', 'uint8', operationNumbers.indexOf(operation.type)];
  if (operation.type === 'order') {
    return [head, ['order', 'bytes32', zeroHash], ['orderExpiryMs', 'uint64', 0], ...orderFields(operation)];
  }
  const values = valuesOf(operation);
  return [
    head,
    ['order', 'bytes32', values.get('order') ?? zeroHash],
    ['orderExpiryMs', 'uint64', values.get('orderExpiryMs') ?? 0],
    ...emptyOrder.map(([name, type, value]): Field => [name, type, values.get(name) ?? value]),
  ];
}
