import type { Phase } from '../types/block.ts';
import type { Address, InstrumentId } from '../types/ids.ts';
import type { UnsignedTransaction } from '../types/transaction.ts';

/**
 * The phase of a block in which a transaction runs: what only takes away first, then orders that cannot take, then the
 * rest. Source: docs/spec/priority.md, rule 8.
 */
export function phaseOf(transaction: UnsignedTransaction): Phase {
  const { body } = transaction;
  switch (body.type) {
    case 'cancel':
    case 'cancelAll':
    case 'revokeKey':
      return 'cancel';
    case 'order':
      return body.postOnly ? 'rest' : 'take';
    case 'transfer':
    case 'withdraw':
    case 'approveKey':
      return 'take';
  }
}

/** What a transaction contends for: two that share nothing may run in any order. */
export function contentionOf(transaction: UnsignedTransaction): {
  readonly account: Address;
  readonly instruments: readonly InstrumentId[];
} {
  const { account, body } = transaction;
  return { account, instruments: body.type === 'order' ? [body.instrument] : [] };
}
