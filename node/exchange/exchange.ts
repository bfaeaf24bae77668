import type { BlockEvent, BlockResult, OrderedBlock } from '../types/block.ts';
import { invariant } from '../types/fault.ts';
import type { HashedTransaction } from '../types/transaction.ts';
import { admit } from './accounts/admission.ts';
import { isolate, releaseIsolated } from './accounts/isolation.ts';
import { approveKey, revokeKey } from './accounts/keys.ts';
import { setRiskLimits } from './accounts/riskLimits.ts';
import { setMarginMode } from './accounts/marginMode.ts';
import type { BlockRun } from './blockRun.ts';
import { setHedge } from './hedging/hedgeRules.ts';
import { hedgesPerBlockMax, runHedges } from './hedging/runHedges.ts';
import { settleFunding } from './funding/settleFunding.ts';
import { followAverages } from './instruments/averages.ts';
import { expireMarkets } from './instruments/expireMarkets.ts';
import { listByRule } from './instruments/listByRule.ts';
import { executeBid } from './liquidation/bid.ts';
import { liquidate } from './liquidation/liquidate.ts';
import { releaseAwaited } from './money/payouts.ts';
import { acceptSwap, offerSwap } from './money/swaps.ts';
import { takeChain } from './money/takeChain.ts';
import { transfer } from './money/transfer.ts';
import { withdraw } from './money/withdraw.ts';
import { executeBatch } from './orders/batch.ts';
import { cancelAllAfter, passDeadlines } from './orders/cancelAllAfter.ts';
import { cancelAll, cancelOrder, massCancel } from './orders/cancel.ts';
import { executeCombo } from './orders/combo.ts';
import { expireOrders } from './orders/expire.ts';
import { fireOnLast, fireTriggers, triggersPerBlockMax } from './orders/fireTriggers.ts';
import { enterOrder } from './orders/enter.ts';
import { movePegs, pegMovesPerBlockMax } from './orders/movePegs.ts';
import { sendSlices, slicesPerBlockMax } from './orders/sendSlices.ts';
import { instrumentsOf } from './phase.ts';
import { massQuote } from './orders/massQuote.ts';
import { comboTakesPerBlockMax, sweepCombos } from './orders/sweepCombos.ts';
import { takeParameters } from './parameters/takeParameters.ts';
import { setProtection } from './orders/protection.ts';
import { replaceOrder } from './orders/replace.ts';
import { followPrices } from './prices/mark.ts';
import { followTokenPrices } from './prices/tokenPrices.ts';
import type { ExchangeState } from './state.ts';
import type { Verdict } from './verdict.ts';

/** Everything of a block but its transactions: what is agreed before the first of them runs. */
export type BlockOpening = Omit<OrderedBlock, 'transactions'>;

/**
 * Executes one final block: the whole exchange as a function of state and block. Changes `state` in place; until the next
 * call, `state.journal.rollback(0)` takes the block back. The order of its parts is that of docs/spec/priority.md, rule 8.
 * Errors: BrokenInvariant when blocks are not consecutive in height and time, or a rule that must hold does not.
 */
export function execute(state: ExchangeState, block: OrderedBlock): BlockResult {
  const run = openBlock(state, block);
  const outcomes = block.transactions.map((transaction) => ({
    hash: transaction.hash,
    code: executeTransaction(run, transaction),
  }));
  closeBlock(run);
  const { height, timeMs } = block;
  const { events } = run;
  const took = (wanted: string): boolean => block.l1.some(({ items }) => items.some(({ kind }) => kind === wanted));
  const liquidated = events.some(isLiquidation);
  return { height, timeMs, events, outcomes, liquidated, forced: took('forced'), halted: took('frozen') };
}

/** The first part of `execute`: parameters that come into force, markets and orders that are over, what is listed, agreed prices and L1 items. Errors: as there. */
export function openBlock(state: ExchangeState, block: BlockOpening): BlockRun {
  const clock = state.clock.get('clock')!;
  invariant(block.height === clock.height + 1, `block ${block.height} does not follow block ${clock.height}`);
  invariant(block.timeMs > clock.timeMs, `block time ${block.timeMs} is not after ${clock.timeMs}`);
  state.journal.forget();
  state.closedIsolated.clear();
  const events: BlockEvent[] = [];
  const run: BlockRun = {
    state,
    height: block.height,
    timeMs: block.timeMs,
    headerNumber: block.headerNumber,
    events,
    ended: new Map(),
    budget: {
      triggers: triggersPerBlockMax,
      pegs: pegMovesPerBlockMax,
      slices: slicesPerBlockMax,
      combos: comboTakesPerBlockMax,
      hedges: hedgesPerBlockMax,
    },
  };
  state.clock.set('clock', { height: block.height, timeMs: block.timeMs, digest: block.digest });
  const prices = new Map(block.prices.map((price) => [price.feed, price]));
  takeParameters(run, block, prices);
  followAverages(run, prices, clock.timeMs);
  expireMarkets(run);
  expireOrders(run);
  passDeadlines(run);
  listByRule(run, prices);
  followPrices(run, prices);
  followTokenPrices(run, prices);
  for (const intake of block.l1) takeChain(run, intake);
  releaseAwaited(run);
  return run;
}

/** The last part of `execute`: pegs, combos, slices, triggers, hedge rules, funding, liquidation, and what isolated subaccounts give back. */
export function closeBlock(run: BlockRun): void {
  movePegs(run);
  sweepCombos(run);
  sendSlices(run);
  fireTriggers(run);
  runHedges(run);
  settleFunding(run);
  liquidate(run);
  releaseIsolated(run);
}

const isLiquidation = (event: BlockEvent): boolean =>
  event.type === 'liquidationStarted' || event.type === 'insuranceTakeover' || event.type === 'deleverage';

/** Runs one transaction of an open block and writes its one receipt, after everything else it caused. Returns its code. */
export function executeTransaction(run: BlockRun, { hash, transaction }: HashedTransaction): string {
  const admitted = admit(run.state, transaction, run.timeMs);
  const verdict: Verdict =
    admitted.code === 'OK' ? perform(run, { hash, transaction }, admitted.subaccount) : { code: admitted.code };
  if (verdict.code === 'OK') fireOnLast(run, instrumentsOf(transaction.body));
  run.events.push({
    type: 'receipt',
    tx: hash,
    account: transaction.account,
    subaccount: transaction.subaccount,
    kind: transaction.body.type,
    code: verdict.code,
    missing: verdict.missing ?? 0,
  });
  return verdict.code;
}

function perform(run: BlockRun, { hash, transaction }: HashedTransaction, subaccount: number): Verdict {
  const { body, account } = transaction;
  switch (body.type) {
    case 'order':
      return enterOrder(run, hash, transaction, body, subaccount);
    case 'cancel':
      return cancelOrder(run, transaction, body);
    case 'cancelAll':
      return cancelAll(run, body, subaccount);
    case 'massCancel':
      return massCancel(run, body, subaccount);
    case 'cancelAllAfter':
      return cancelAllAfter(run, transaction, body, subaccount);
    case 'setProtection':
      return setProtection(run, transaction, body, subaccount);
    case 'setMarginMode':
      return setMarginMode(run, transaction, body, subaccount);
    case 'setRiskLimits':
      return setRiskLimits(run, transaction, body, subaccount);
    case 'setHedge':
      return setHedge(run, transaction, body, subaccount);
    case 'massQuote':
      return massQuote(run, hash, transaction, body, subaccount);
    case 'replace':
      return replaceOrder(run, transaction, body);
    case 'batch':
      return executeBatch(run, hash, transaction, body, subaccount);
    case 'combo':
      return executeCombo(run, hash, transaction, body, subaccount);
    case 'bid':
      return executeBid(run, transaction, body, subaccount);
    case 'transfer':
      return transfer(run, transaction, body, subaccount);
    case 'isolate':
      return isolate(run, transaction, body, subaccount);
    case 'withdraw':
      return withdraw(run, transaction, { ...body, chain: 0, layer: 0 }, subaccount);
    case 'withdrawTo':
      return withdraw(run, transaction, body, subaccount);
    case 'offerSwap':
      return offerSwap(run, hash, transaction, body, subaccount);
    case 'acceptSwap':
      return acceptSwap(run, transaction, body, subaccount);
    case 'approveKey':
      return { code: approveKey(run, account, body) };
    case 'revokeKey':
      return { code: revokeKey(run, account, body) };
  }
}
