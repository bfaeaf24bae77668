import { isAddress, isHash } from '../types/ids.ts';
import type { Combo, PlaceOrder, Transaction, TransactionBody, UnsignedTransaction } from '../types/transaction.ts';
import {
  batchOperationsMax,
  comboLegsMax,
  comboRatioMax,
  labelCharactersMax,
  protocolVersion,
  quotesMax,
} from '../types/transaction.ts';
import {
  hedgeKindNumbers,
  marginModeNumbers,
  orderKindNumbers,
  pegSourceNumbers,
  selfTradePreventionNumbers,
  sessionScopeNumbers,
  sideFilterNumbers,
  sideNumbers,
  timeInForceNumbers,
  triggerKindNumbers,
  triggerSourceNumbers,
} from './orderNumbers.ts';
import { transactionFault } from './transactionFault.ts';

/** Most instruments that one session key may be limited to. */
export const keyInstrumentsMax = 64;

/** r, s and v of a signature. */
const signaturePattern = /^0x[0-9a-f]{64}([0-9a-f]{64})([0-9a-f]{2})$/;
/** Half the order of secp256k1: whoever knows a signature with one s can make the one with n − s. */
const halfOrder = '7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0';

/** Printable ASCII without spaces, so that it is one word in logs and on command lines. */
const labelPattern = /^[\x21-\x7e]{0,32}$/;

const u16Max = 2 ** 16 - 1;
const u32Max = 2 ** 32 - 1;

function refuse(field: string, value: unknown, rule: string): never {
  throw transactionFault(
    'TX_FIELD_RANGE',
    `Transaction field ${field} is ${String(value).slice(0, 80)}, must be ${rule}.`,
  );
}

function integer(field: string, value: number, max: number = Number.MAX_SAFE_INTEGER): void {
  if (!Number.isSafeInteger(value) || Object.is(value, -0) || value < 0 || value > max) {
    refuse(field, value, `an integer from 0 to ${max}`);
  }
}

function signedInteger(field: string, value: number): void {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) refuse(field, value, 'a safe integer');
}

function address(field: string, value: string): void {
  if (!isAddress(value)) refuse(field, value, '0x and 40 lower-case hex digits');
}

function word(field: string, value: string, words: readonly string[]): void {
  if (!words.includes(value)) refuse(field, value, `one of ${words.join(', ')}`);
}

function hash(field: string, value: string): void {
  if (!isHash(value)) refuse(field, value, '0x and 64 lower-case hex digits');
}

function label(value: string): void {
  if (!labelPattern.test(value)) refuse('label', value, `at most ${labelCharactersMax} printable ASCII characters`);
}

function checkOrder(order: PlaceOrder): void {
  integer('instrument', order.instrument, u32Max);
  word('side', order.side, sideNumbers);
  word('kind', order.kind, orderKindNumbers);
  word('timeInForce', order.timeInForce, timeInForceNumbers);
  word('selfTradePrevention', order.selfTradePrevention, selfTradePreventionNumbers);
  integer('price', order.price);
  integer('size', order.size);
  integer('clientId', order.clientId);
  integer('displaySize', order.displaySize);
  integer('goodTillMs', order.goodTillMs);
  label(order.label);
  word('triggerKind', order.triggerKind, triggerKindNumbers);
  word('triggerSource', order.triggerSource, triggerSourceNumbers);
  integer('triggerPrice', order.triggerPrice);
  integer('trailingOffset', order.trailingOffset);
  integer('sliceCount', order.sliceCount, u32Max);
  integer('sliceIntervalMs', order.sliceIntervalMs);
  word('pegSource', order.pegSource, pegSourceNumbers);
  signedInteger('pegOffset', order.pegOffset);
  integer('ocoGroup', order.ocoGroup);
  integer('makerGroup', order.makerGroup, u32Max);
}

function checkCombo(combo: Combo): void {
  const { legs } = combo;
  if (legs.length < 2 || legs.length > comboLegsMax) refuse('legs', legs.length, `2 to ${comboLegsMax} entries`);
  let previous = -1;
  for (const leg of legs) {
    integer('instrument', leg.instrument, u32Max);
    word('side', leg.side, sideNumbers);
    integer('ratio', leg.ratio, comboRatioMax);
    if (leg.ratio === 0) refuse('ratio', 0, `an integer from 1 to ${comboRatioMax}`);
    if (leg.instrument <= previous) refuse('legs', leg.instrument, 'ascending by instrument, without repeats');
    previous = leg.instrument;
  }
  integer('size', combo.size);
  signedInteger('limit', combo.limit);
  word('timeInForce', combo.timeInForce, timeInForceNumbers);
  integer('goodTillMs', combo.goodTillMs);
  word('selfTradePrevention', combo.selfTradePrevention, selfTradePreventionNumbers);
  integer('clientId', combo.clientId);
  label(combo.label);
}

function checkBody(body: TransactionBody): void {
  switch (body.type) {
    case 'order':
      checkOrder(body);
      return;
    case 'cancel':
      hash('order', body.order);
      integer('orderExpiryMs', body.orderExpiryMs);
      return;
    case 'replace':
      hash('order', body.order);
      integer('instrument', body.instrument, u32Max);
      integer('price', body.price);
      integer('size', body.size);
      word('selfTradePrevention', body.selfTradePrevention, selfTradePreventionNumbers);
      return;
    case 'batch':
      if (body.operations.length === 0 || body.operations.length > batchOperationsMax) {
        refuse('operations', body.operations.length, `1 to ${batchOperationsMax} entries`);
      }
      for (const operation of body.operations) checkBody(operation);
      return;
    case 'combo':
      checkCombo(body);
      return;
    case 'cancelAll':
      integer('instrument', body.instrument, u32Max);
      return;
    case 'massCancel':
      integer('instrument', body.instrument, u32Max);
      word('side', body.side, sideFilterNumbers);
      label(body.label);
      integer('clientId', body.clientId);
      return;
    case 'cancelAllAfter':
      integer('timeoutMs', body.timeoutMs);
      return;
    case 'setProtection':
      integer('group', body.group, u32Max);
      integer('instrument', body.instrument, u32Max);
      integer('windowMs', body.windowMs);
      integer('frozenMs', body.frozenMs);
      integer('quantityMax', body.quantityMax);
      integer('deltaMax', body.deltaMax);
      integer('vegaMax', body.vegaMax);
      return;
    case 'setMarginMode':
      word('mode', body.mode, marginModeNumbers);
      return;
    case 'setRiskLimits':
      integer('feed', body.feed, u32Max);
      integer('deltaMaxPpb', body.deltaMaxPpb);
      integer('gammaMaxPpb', body.gammaMaxPpb);
      integer('vegaMax', body.vegaMax);
      return;
    case 'setHedge':
      integer('rule', body.rule, u32Max);
      word('kind', body.kind, hedgeKindNumbers);
      integer('instrument', body.instrument, u32Max);
      signedInteger('lower', body.lower);
      signedInteger('upper', body.upper);
      integer('windowMs', body.windowMs);
      integer('putPpb', body.putPpb);
      integer('callPpb', body.callPpb);
      integer('slippagePpb', body.slippagePpb);
      integer('sizeMax', body.sizeMax);
      integer('lotsMax', body.lotsMax);
      integer('intervalMs', body.intervalMs);
      integer('untilMs', body.untilMs);
      return;
    case 'massQuote':
      integer('instrument', body.instrument, u32Max);
      integer('makerGroup', body.makerGroup, u32Max);
      if (body.quotes.length === 0 || body.quotes.length > quotesMax) {
        refuse('quotes', body.quotes.length, `1 to ${quotesMax} entries`);
      }
      for (const { bidPrice, bidSize, askPrice, askSize } of body.quotes) {
        integer('bidPrice', bidPrice);
        integer('bidSize', bidSize);
        integer('askPrice', askPrice);
        integer('askSize', askSize);
      }
      return;
    case 'bid':
      address('liquidated', body.liquidated);
      integer('liquidatedSubaccount', body.liquidatedSubaccount, u16Max);
      integer('fractionPpb', body.fractionPpb, 1_000_000_000);
      signedInteger('payMax', body.payMax);
      return;
    case 'transfer':
      integer('toSubaccount', body.toSubaccount, u16Max);
      integer('token', body.token, u16Max);
      integer('amount', body.amount);
      return;
    case 'isolate':
      integer('instrument', body.instrument, u32Max);
      integer('token', body.token, u16Max);
      integer('amount', body.amount);
      return;
    case 'withdraw':
      integer('token', body.token, u16Max);
      integer('amount', body.amount);
      return;
    case 'withdrawTo':
      integer('token', body.token, u16Max);
      integer('amount', body.amount);
      integer('chain', body.chain);
      integer('layer', body.layer, u32Max);
      return;
    case 'offerSwap':
      integer('giveToken', body.giveToken, u16Max);
      integer('giveAmount', body.giveAmount);
      integer('wantToken', body.wantToken, u16Max);
      integer('wantAmount', body.wantAmount);
      integer('chain', body.chain);
      integer('goodTillMs', body.goodTillMs);
      return;
    case 'acceptSwap':
      address('offerer', body.offerer);
      integer('offererSubaccount', body.offererSubaccount, u16Max);
      hash('offer', body.offer);
      integer('chain', body.chain);
      return;
    case 'approveKey': {
      address('sessionKey', body.sessionKey);
      word('scope', body.scope, sessionScopeNumbers);
      if (body.instruments.length > keyInstrumentsMax) {
        refuse('instruments', body.instruments.length, `at most ${keyInstrumentsMax} entries`);
      }
      let previous = 0;
      for (const instrument of body.instruments) {
        integer('instruments', instrument, u32Max);
        if (instrument <= previous)
          refuse('instruments', body.instruments.join(), 'ascending, without repeats or zero');
        previous = instrument;
      }
      integer('notionalMax', body.notionalMax);
      integer('keyExpiryMs', body.keyExpiryMs);
      return;
    }
    case 'revokeKey':
      address('sessionKey', body.sessionKey);
      return;
  }
}

/**
 * Holds for every transaction that is encoded, decoded or signed: each field within the range of its wire type.
 * Whether the exchange accepts what it asks for is another matter.
 * Errors: TX_VERSION_UNSUPPORTED, TX_FIELD_RANGE.
 */
export function checkUnsigned(transaction: UnsignedTransaction): void {
  if (transaction.version !== protocolVersion) {
    throw transactionFault(
      'TX_VERSION_UNSUPPORTED',
      `Transaction has protocol version ${transaction.version}, this network speaks ${protocolVersion}.`,
    );
  }
  address('account', transaction.account);
  integer('subaccount', transaction.subaccount, u16Max);
  address('key', transaction.key);
  integer('nonce', transaction.nonce);
  integer('expiryMs', transaction.expiryMs);
  checkBody(transaction.body);
}

/** The form of a signature; who made it is crypto's question. */
function checkSignatureForm(signature: string): void {
  const [, s, v] = signaturePattern.exec(signature) ?? refuse('signature', signature, '65 bytes of hex');
  if (v !== '1b' && v !== '1c') refuse('signature v', parseInt(v!, 16), '27 or 28');
  if (s! > halfOrder) {
    throw transactionFault(
      'TX_NOT_CANONICAL',
      'The signature has a second spelling: its s is above half the group order.',
    );
  }
}

/**
 * As `checkUnsigned`, and a signature of the one form that is taken: r ‖ s ‖ v, low s, v 27 or 28.
 * Errors: TX_VERSION_UNSUPPORTED, TX_FIELD_RANGE, TX_NOT_CANONICAL.
 */
export function checkTransaction(transaction: Transaction): void {
  checkUnsigned(transaction);
  checkSignatureForm(transaction.signature);
}
