import type {
  HedgeKind,
  MarginMode,
  OrderKind,
  PegSource,
  SelfTradePrevention,
  SessionScope,
  Side,
  TimeInForce,
  TriggerKind,
  TriggerSource,
} from '../types/transaction.ts';
import { transactionFault } from './transactionFault.ts';

/** The numbers that stand for words, on the wire and in EIP-712 alike: the position in the list. Never reorder. */
export const sideNumbers: readonly Side[] = ['buy', 'sell'];
export const orderKindNumbers: readonly OrderKind[] = ['limit', 'market'];
export const timeInForceNumbers: readonly TimeInForce[] = ['GTC', 'IOC', 'FOK', 'GTT'];
export const selfTradePreventionNumbers: readonly SelfTradePrevention[] = [
  'cancel-maker',
  'cancel-taker',
  'cancel-both',
  'decrement',
];
export const triggerKindNumbers: readonly TriggerKind[] = ['none', 'stop', 'take-profit', 'trailing-stop'];
export const triggerSourceNumbers: readonly TriggerSource[] = ['mark', 'index', 'last'];
export const pegSourceNumbers: readonly PegSource[] = ['none', 'mark', 'mid'];
/** What a mass cancel may be limited to. */
export const sideFilterNumbers: readonly (Side | 'any')[] = ['buy', 'sell', 'any'];
export const marginModeNumbers: readonly MarginMode[] = ['standard', 'portfolio'];
export const hedgeKindNumbers: readonly HedgeKind[] = ['none', 'delta', 'roll', 'collar'];
export const sessionScopeNumbers: readonly SessionScope[] = ['trade', 'cancel'];

/** Bits of an order's `flags`. */
export const orderFlag = { postOnly: 1, reduceOnly: 2, slide: 4 } as const;

/** The flags that this protocol version gives a meaning; any other bit makes an order malformed. */
export const orderFlagsKnown = orderFlag.postOnly | orderFlag.reduceOnly | orderFlag.slide;

export const orderFlags = (order: Readonly<Record<keyof typeof orderFlag, boolean>>): number =>
  (order.postOnly ? orderFlag.postOnly : 0) +
  (order.reduceOnly ? orderFlag.reduceOnly : 0) +
  (order.slide ? orderFlag.slide : 0);

/** Bits of a replacement's and of a combo's `flags`. */
export const replaceFlagsKnown: number = orderFlag.postOnly;
export const replaceFlags = ({ postOnly }: { readonly postOnly: boolean }): number =>
  postOnly ? orderFlag.postOnly : 0;

/**
 * The word that `number` stands for.
 * Errors: TX_FIELD_RANGE.
 */
export function wordOf<Word extends string>(words: readonly Word[], number: number, field: string): Word {
  const word = words[number];
  if (word === undefined) throw transactionFault('TX_FIELD_RANGE', `No ${field} has the number ${number}.`);
  return word;
}
