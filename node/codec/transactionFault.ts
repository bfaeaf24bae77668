import { WitanError } from '../types/fault.ts';

/** What to do about a transaction that nobody takes, in the order in which the rules are checked. */
export const transactionHints = {
  TX_OVERSIZED: 'No transaction is that long; it was built wrongly.',
  TX_MALFORMED: 'Send the canonical wire bytes as lower-case hex; the SDK builds them.',
  TX_VERSION_UNSUPPORTED: 'Sign again with a client of the protocol version that witan_network names.',
  TX_FIELD_RANGE: 'Correct the field and sign again.',
  TX_NOT_CANONICAL: 'Sign and encode with the SDK: each transaction has exactly one spelling.',
} as const;

export const transactionFault = (code: keyof typeof transactionHints, message: string): WitanError =>
  new WitanError(code, message, transactionHints[code]);
