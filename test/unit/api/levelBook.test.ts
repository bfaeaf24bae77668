import { expect, test } from 'vitest';
import { TradeTape } from '../../../node/api/tradeTape.ts';
import type { ExecutedBlock } from '../../../node/types/block.ts';
import type { InstrumentId } from '../../../node/types/ids.ts';
import { LevelBook } from '../../../node/api/levelBook.ts';
import { btcFutures, btcOptions } from '../../../node/exchange/defaultGenesis.ts';
import { alice, genesisMs, orderBody, testGenesis, Venue } from '../exchange/venue.ts';

const oneDay = { daily: 1, weekly: 0, monthly: 0, quarterly: 0 };

test('books of markets that are listed and that expire while a node runs are followed like the others', () => {
  const venue = new Venue(testGenesis({ series: [{ ...btcFutures, expiries: oneDay }] }));
  const book = new LevelBook(venue.state);
  venue.surface(btcOptions, 0.6);
  book.apply(venue.deposit(alice, 1_000).events);
  const { instrument, expiryMs } = venue.state.markets.listings.at(-1)!;
  expect(book.side(instrument, 'buy', 10)).toEqual([]);
  const changes = book.apply(venue.send(alice, orderBody('buy', 99_000, 3, { instrument })).events);
  expect(changes.get(instrument)).toEqual([['buy', 990_000, 3, 1]]);
  expect(book.side(instrument, 'buy', 10)).toEqual([{ price: 990_000, lots: 3, orders: 1 }]);
  while (venue.timeMs < expiryMs - 1)
    book.apply(venue.block([], [], Math.min(60_000, expiryMs - 1 - venue.timeMs)).events);
  const last = book.apply(venue.block([], [], 1).events);
  expect(last.get(instrument)).toEqual([['buy', 990_000, 0, 0]]);
  expect(book.side(instrument, 'buy', 10)).toEqual([]);
  expect(venue.timeMs).toBeGreaterThan(genesisMs);
});

test('the trades of a market are forgotten when it expires', () => {
  const tape = new TradeTape(10);
  const block = (events: readonly object[]) => ({ events, height: 1, timeMs: 1 }) as unknown as ExecutedBlock;
  const fill = {
    type: 'fill',
    instrument: 100_000,
    side: 'buy',
    price: 1,
    size: 1,
    maker: 'a',
    taker: 'b',
    liquidation: false,
  };
  tape.apply(block([fill, { ...fill, instrument: 1 }]));
  expect(tape.last(100_000 as InstrumentId, 5)).toHaveLength(1);
  tape.apply(block([{ type: 'expired', instrument: 100_000 }]));
  expect(tape.last(100_000 as InstrumentId, 5)).toEqual([]);
  expect(tape.last(1 as InstrumentId, 5)).toHaveLength(1);
});
