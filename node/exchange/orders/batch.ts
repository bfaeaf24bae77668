import { batchOrderHash } from '../../crypto/batchOrderHash.ts';
import type { Hash } from '../../types/ids.ts';
import type { Batch, BatchOperation, UnsignedTransaction } from '../../types/transaction.ts';
import type { BlockRun } from '../blockRun.ts';
import { accepted, type Verdict } from '../verdict.ts';
import { cancelOrder } from './cancel.ts';
import { executeCombo } from './combo.ts';
import { enterOrder } from './enter.ts';
import { replaceOrder } from './replace.ts';

/**
 * Executes the operations of a batch one after another, each seeing what the ones before it did. One event an operation
 * says what came of it. An atomic batch stops at the first refusal and takes everything back; its receipt has that code.
 * Source: docs/spec/exchange.md, Batches.
 */
export function executeBatch(
  run: BlockRun,
  hash: Hash,
  transaction: UnsignedTransaction,
  { atomic, operations }: Batch,
  subaccount: number,
): Verdict {
  const mark = run.state.journal.mark();
  const events = run.events.length;
  for (const [position, operation] of operations.entries()) {
    const isNew = operation.type === 'order' || operation.type === 'combo';
    const order = isNew ? batchOrderHash(hash, position) : operation.order;
    const verdict = perform(run, order, transaction, operation, subaccount);
    const isRefused = atomic && verdict.code !== 'OK';
    if (isRefused) {
      run.state.journal.rollback(mark);
      run.events.length = events;
    }
    const { code, missing = 0 } = verdict;
    run.events.push({ type: 'operation', tx: hash, position, kind: operation.type, order, code, missing });
    if (isRefused) return verdict;
  }
  return accepted;
}

function perform(
  run: BlockRun,
  order: Hash,
  transaction: UnsignedTransaction,
  operation: BatchOperation,
  subaccount: number,
): Verdict {
  switch (operation.type) {
    case 'order':
      return enterOrder(run, order, transaction, operation, subaccount);
    case 'cancel':
      return cancelOrder(run, transaction, operation);
    case 'replace':
      return replaceOrder(run, transaction, operation);
    case 'combo':
      return executeCombo(run, order, transaction, operation, subaccount);
  }
}
