import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ToldBooks } from '../../../node/exchange/book/rebuild.ts';
import { commitment } from '../../../node/exchange/commitment.ts';
import { checkConservation } from '../../../node/exchange/conservation.ts';
import { execute } from '../../../node/exchange/exchange.ts';
import { standardMargin } from '../../../node/exchange/risk/standardMargin.ts';
import { capturedText, captureState, decodeState, encodeState } from '../../../node/exchange/snapshot.ts';
import { createExchange, type ExchangeState } from '../../../node/exchange/state.ts';
import { canonicalJson } from '../../../node/codec/canonicalJson.ts';
import { BrokenInvariant, WitanError } from '../../../node/types/fault.ts';
import type { Hash } from '../../../node/types/ids.ts';
import type { Side } from '../../../node/types/transaction.ts';
import { btc, eth, usdc, type Venue } from './venue.ts';
import { openVenue, playBlock, sequences, traders } from './randomSequence.ts';

const runs = { numRuns: 150 };
const text = (state: ExchangeState): string => new TextDecoder().decode(encodeState(state));
const root = (state: ExchangeState) => ({ ...commitment(state), dirtySubaccounts: [] });
const books = (state: ExchangeState) =>
  [btc, eth].map((instrument) =>
    (['buy', 'sell'] as Side[]).map((side) =>
      state.book.queue(instrument, side).map(({ hash, account, subaccount, price, shown }) => ({
        order: hash,
        account,
        subaccount: state.subaccounts.get(subaccount)!.subNo,
        price: price,
        size: shown,
      })),
    ),
  );

function expectSoundBook(venue: Venue): void {
  for (const instrument of [btc, eth]) {
    const bid = venue.state.book.bestPrice(instrument, 'buy');
    const ask = venue.state.book.bestPrice(instrument, 'sell');
    if (bid !== undefined && ask !== undefined) expect(bid).toBeLessThan(ask);
    for (const side of ['buy', 'sell'] as Side[]) {
      const queue = venue.state.book.queue(instrument, side);
      const levels = venue.state.book.levels(instrument, side, 10_000);
      expect(levels.reduce((sum, level) => sum + level.lots, 0)).toBe(
        queue.reduce((sum, order) => sum + order.shown, 0),
      );
      expect(levels.reduce((sum, level) => sum + level.orders, 0)).toBe(queue.length);
      for (const { lots, shown, displaySize } of queue) {
        expect(shown).toBeGreaterThan(0);
        expect(shown).toBeLessThanOrEqual(displaySize === 0 ? lots : Math.min(lots, displaySize));
        if (displaySize === 0) expect(shown).toBe(lots);
      }
    }
  }
}

/** What open orders reserve, from the orders themselves. */
function expectSoundExposures(state: ExchangeState): void {
  const copy = decodeState(state.genesis, encodeState(state));
  for (const index of state.subaccounts.sortedKeys()) {
    expect(state.subaccounts.exposures(index)).toEqual(copy.subaccounts.exposures(index));
    expect(state.book.ownOrders(index)).toEqual(copy.book.ownOrders(index));
  }
}

describe('over random sequences', () => {
  test('money is conserved, books never cross, and no equity stays below zero', () => {
    fc.assert(
      fc.property(sequences, (blocks) => {
        const venue = openVenue();
        const placed: [number, Hash][] = [];
        for (const operations of blocks) {
          // The venue recomputes conservation and longs = shorts from scratch after every block.
          playBlock(venue, operations, placed);
          expectSoundBook(venue);
          if (venue.stale) continue;
          for (const index of venue.state.subaccounts.sortedKeys()) {
            if (index !== 0) expect(standardMargin.assess(venue.state, index).equity).toBeGreaterThanOrEqual(0);
          }
        }
        expectSoundExposures(venue.state);
      }),
      runs,
    );
  });

  test('the books can be rebuilt from the events alone', () => {
    fc.assert(
      fc.property(sequences, (blocks) => {
        const venue = openVenue();
        const told = new ToldBooks();
        const placed: [number, Hash][] = [];
        for (const operations of blocks) {
          for (const event of playBlock(venue, operations, placed).events) told.apply(event);
          expect(
            [btc, eth].map((instrument) => [told.queue(instrument, 'buy'), told.queue(instrument, 'sell')]),
          ).toEqual(books(venue.state));
        }
      }),
      runs,
    );
  });

  test('a state that was captured stays as it was, whatever happens until it is written', () => {
    fc.assert(
      fc.property(sequences, (blocks) => {
        const venue = openVenue();
        const placed: [number, Hash][] = [];
        const captured = blocks.map((operations) => {
          const then = { state: captureState(venue.state), text: text(venue.state) };
          playBlock(venue, operations, placed);
          return then;
        });
        for (const then of captured) expect([...capturedText(then.state)].join('')).toBe(then.text);
      }),
      runs,
    );
  });

  test('taking a block back restores the state to the byte, and playing it again gives the same', () => {
    fc.assert(
      fc.property(sequences, (blocks) => {
        const venue = openVenue();
        const placed: [number, Hash][] = [];
        for (const operations of blocks) {
          const [before, booksBefore, rootBefore] = [text(venue.state), books(venue.state), root(venue.state)];
          const { events } = playBlock(venue, operations, placed);
          const [after, booksAfter] = [text(venue.state), books(venue.state)];
          venue.state.journal.rollback(0);
          expect(text(venue.state)).toBe(before);
          expect(books(venue.state)).toEqual(booksBefore);
          expect(root(venue.state)).toEqual(rootBefore);
          expect(execute(venue.state, venue.blocks.at(-1)!).events).toEqual(events);
          expect(text(venue.state)).toBe(after);
          expect(books(venue.state)).toEqual(booksAfter);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('the root that follows changes, and changes taken back, is that of the bytes of the state', () => {
    fc.assert(
      fc.property(sequences, fc.infiniteStream(fc.nat(3)), (blocks, choices) => {
        const venue = openVenue();
        const placed: [number, Hash][] = [];
        const rootOfBytes = () => root(decodeState(venue.state.genesis, encodeState(venue.state)));
        for (const operations of blocks) {
          playBlock(venue, operations, placed);
          const choice = choices.next().value as number;
          if (choice === 0) continue;
          expect(root(venue.state)).toEqual(rootOfBytes());
          if (choice === 1) continue;
          venue.state.journal.rollback(0);
          if (choice === 2) expect(root(venue.state)).toEqual(rootOfBytes());
          execute(venue.state, venue.blocks.at(-1)!);
        }
        expect(root(venue.state)).toEqual(rootOfBytes());
      }),
      { numRuns: 80 },
    );
  });

  test('the same blocks give the same events and the same root, also through a snapshot at any block', () => {
    fc.assert(
      fc.property(sequences, fc.nat(30), (blocks, at) => {
        const venue = openVenue();
        const placed: [number, Hash][] = [];
        const told: string[] = [];
        for (const operations of blocks) told.push(...playBlock(venue, operations, placed).events.map(canonicalJson));
        let state = createExchange(venue.state.genesis);
        const again: string[] = [];
        venue.blocks.forEach((block, position) => {
          if (position === at) {
            state = decodeState(state.genesis, encodeState(state));
            root(state);
          }
          const { events } = execute(state, block);
          if (position > 0) again.push(...events.map(canonicalJson));
        });
        expect(again).toEqual(told);
        expect(root(state)).toEqual(root(venue.state));
      }),
      runs,
    );
  });

  test('there is no float, no minus zero and nothing beyond 2^53 in the state', () => {
    const walk = (value: unknown): void => {
      if (typeof value === 'number') expect(Number.isSafeInteger(value) && !Object.is(value, -0)).toBe(true);
      else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
    };
    fc.assert(
      fc.property(sequences, (blocks) => {
        const venue = openVenue();
        const placed: [number, Hash][] = [];
        for (const operations of blocks) playBlock(venue, operations, placed);
        const { state } = venue;
        for (const table of [state.subaccounts, state.markets, state.orders, state.credits, state.volumes]) {
          for (const key of table.sortedKeys() as never[]) walk(table.get(key));
        }
        for (const index of state.subaccounts.sortedKeys()) walk(state.subaccounts.exposures(index) ?? []);
        JSON.parse(text(state), (_key, value: unknown) => (walk(value), value));
      }),
      { numRuns: 40 },
    );
  });
});

describe('the commitment', () => {
  test('names exactly the subaccounts that changed since it was last made', () => {
    const venue = openVenue();
    expect(commitment(venue.state).dirtySubaccounts).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(commitment(venue.state).dirtySubaccounts).toEqual([]);
    venue.deposit(traders[1]!, 5);
    expect(commitment(venue.state).dirtySubaccounts).toEqual([3]);
  });

  test('changes with everything that execution reads, even if no leaf shows it', () => {
    const venue = openVenue();
    const { restRoot } = commitment(venue.state);
    const mark = venue.state.journal.mark();
    const roots = new Set([restRoot]);
    const { state } = venue;
    state.nonces.set('a/b', [1]);
    roots.add(commitment(state).restRoot);
    state.tombstones.set(traders[0]!, [{ order: `0x${'1'.repeat(64)}` as Hash, untilMs: 5 }]);
    roots.add(commitment(state).restRoot);
    state.credits.set(traders[0]!, { trade: 1, reduce: 1, cancel: 1, atMs: 1 });
    roots.add(commitment(state).restRoot);
    state.markets.set(btc, { ...state.markets.get(btc)!, premiumSum: 1 });
    roots.add(commitment(state).restRoot);
    expect(roots.size).toBe(5);
    state.journal.rollback(mark);
    expect(commitment(state).restRoot).toBe(restRoot);
  });

  test('owes what was deposited less what was requested', () => {
    const venue = openVenue();
    expect(commitment(venue.state).chains[0]!.tokens).toEqual([
      { id: 0, deposited: 102_000_000_000n, requested: 0n, withdrawn: 0n, liabilities: 102_000_000_000n, claims: [] },
    ]);
  });
});

describe('what must never happen halts', () => {
  test('a micro-USDC from nowhere', () => {
    const venue = openVenue();
    const subaccount = venue.state.subaccounts.get(1)!;
    venue.state.subaccounts.set(1, { ...subaccount, cash: subaccount.cash + 1 });
    expect(() => venue.block()).toThrow(BrokenInvariant);
  });

  test('a total that does not match the deposits', () => {
    const venue = openVenue();
    const totals = venue.state.tokens.get(0)!;
    venue.state.tokens.set(0, { ...totals, deposited: totals.deposited + BigInt(usdc(1)) });
    expect(() => checkConservation(venue.state)).toThrow(BrokenInvariant);
  });

  test('a block out of turn', () => {
    const venue = openVenue();
    expect(() => execute(venue.state, venue.blocks[0]!)).toThrow(BrokenInvariant);
  });
});

describe('a snapshot from elsewhere', () => {
  test.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['another version', '{"version":2}'],
    ['no tables', '{"version":1}'],
    ['rows of nonsense', '{"version":1,"clock":[1]}'],
    ['lines that a message would repeat', '{"version":1,\n\n"clock":x\n}'],
  ])('of %s is refused with a code', (_name, json) => {
    const venue = openVenue();
    const read = () => decodeState(venue.state.genesis, new TextEncoder().encode(json));
    expect(read).toThrow(WitanError);
    expect(read).toThrow(expect.objectContaining({ code: 'SNAPSHOT_MALFORMED' }));
    expect(read).toThrow(/^[^\n]+$/);
  });

  test('whose money does not add up is refused with a code', () => {
    const venue = openVenue();
    const forged = text(venue.state).replace('"cash":20000000000', '"cash":20000000001');
    const read = () => decodeState(venue.state.genesis, new TextEncoder().encode(forged));
    expect(read).toThrow(expect.objectContaining({ code: 'SNAPSHOT_MALFORMED' }));
  });
});
