import { describe, expect, test } from 'vitest';
import type { DoorError } from '../../../node/api/errors.ts';
import { History } from '../../../node/api/history.ts';
import type { BlockEvent, ExecutedBlock } from '../../../node/types/block.ts';
import type { Hash } from '../../../node/types/ids.ts';
import { timeMs } from '../../../node/types/units.ts';

const hashOf = (number: number): Hash => `0x${number.toString(16).padStart(64, '0')}` as Hash;
const receipt = (number: number): BlockEvent => ({ type: 'receipt', tx: hashOf(number), code: 'OK' });
const block = (height: number, events: readonly BlockEvent[]): ExecutedBlock =>
  ({
    height,
    timeMs: 1_000 * height,
    events,
    transactions: events.filter(({ type }) => type === 'receipt'),
  }) as unknown as ExecutedBlock;

describe('the history that a door keeps', () => {
  test('finds each transaction’s own events, and no others', () => {
    const history = new History(10, 10, Infinity, 0);
    const deposit = { type: 'deposit' };
    const fill = { type: 'fill' };
    const events = [
      { type: 'mark' },
      { type: 'subaccountOpened' },
      deposit,
      fill,
      receipt(1),
      receipt(2),
      fill,
      receipt(3),
    ];
    history.add(block(1, [...events, { type: 'funding' }]));
    const of = (number: number): string[] =>
      history.events(history.transaction(hashOf(number))!).map(({ type }) => type);
    expect([of(1), of(2), of(3)]).toEqual([['fill', 'receipt'], ['receipt'], ['fill', 'receipt']]);
  });

  test('gives an old block as it was', () => {
    const history = new History(1_000, 1_000, Infinity, 0);
    const certificate = { kind: 'finalize', signatures: [{ validator: 1, signature: `0x${'5a'.repeat(64)}` }] };
    const whole = {
      ...block(1, [{ type: 'deposit', amount: 5, isNew: true }, receipt(1)]),
      digest: hashOf(7),
      content: { height: 1, heads: [{ validator: 0, seq: 4, digest: hashOf(8) }] },
      certificate,
    } as unknown as ExecutedBlock;
    history.add(whole);
    for (let height = 2; height <= 600; height++) history.add(block(height, [receipt(height)]));
    const { transactions, ...kept } = whole;
    const { height, timeMs: at, digest, content, events, transactionCount } = history.block(1);
    expect({ height, timeMs: at, digest, content, certificate: history.block(1).certificate, events }).toEqual(kept);
    expect(transactionCount).toBe(transactions.length);
    expect(history.events(history.transaction(hashOf(1))!)).toEqual([receipt(1)]);
    expect(history.block(2).certificate).toBeUndefined();
    expect(history.block(600).events).toEqual([receipt(600)]);
  });

  test('holds no more blocks and transactions than it may', () => {
    const history = new History(100, 5, Infinity, 0);
    for (let height = 1; height <= 20; height++)
      history.add(block(height, [receipt(2 * height), receipt(2 * height + 1)]));
    expect([history.firstHeight, history.lastHeight]).toEqual([19, 20]);
    expect(history.transaction(hashOf(36))).toBeUndefined();
    expect(history.transaction(hashOf(38))).toBeDefined();
    expect(() => history.block(3)).toThrowError(expect.objectContaining({ code: 'HISTORY_PRUNED' }) as DoorError);
    const few = new History(3, 100, Infinity, 0);
    for (let height = 1; height <= 20; height++) few.add(block(height, []));
    expect([few.firstHeight, few.lastHeight]).toEqual([18, 20]);
  });

  test('forgets blocks that are older than it keeps any, but never the newest', () => {
    const history = new History(100, 100, 4_000, 0);
    for (let height = 1; height <= 20; height++) history.add(block(height, [receipt(height)]));
    expect([history.firstHeight, history.lastHeight]).toEqual([16, 20]);
    expect(history.transaction(hashOf(15))).toBeUndefined();
    history.add({ ...block(21, []), timeMs: timeMs(1_000_000) });
    expect([history.firstHeight, history.lastHeight]).toEqual([21, 21]);
  });

  test('of a node that starts from a snapshot, what came before it is pruned and what comes is unknown', () => {
    const history = new History(100, 100, Infinity, 500);
    const codeOf = (height: number): unknown => {
      try {
        return history.block(height);
      } catch (error) {
        return (error as DoorError).code;
      }
    };
    expect([codeOf(1), codeOf(500), codeOf(501)]).toEqual(['HISTORY_PRUNED', 'HISTORY_PRUNED', 'BLOCK_UNKNOWN']);
    history.add(block(501, []));
    expect([history.firstHeight, history.lastHeight]).toEqual([501, 501]);
  });
});
