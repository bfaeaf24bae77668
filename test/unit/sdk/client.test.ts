import { afterEach, describe, expect, test } from 'vitest';
import { Venue } from '../api/worldDoor.ts';

let venue: Venue;
afterEach(() => venue.close());

describe('a trader with the SDK', () => {
  test('places an order, learns its final result from proofs, trades, and cancels', async () => {
    venue = new Venue(11);
    await venue.open(2, 2);
    const maker = await venue.client(venue.world.trader(0));
    const taker = await venue.client(venue.world.trader(1));
    expect(maker.trust).toBe('compared');
    const bid = await maker.placeOrder({ instrument: 1, side: 'buy', price: 500_000, size: 10 });
    const rested = await bid.final();
    expect(rested).toMatchObject({ code: 'OK', verified: true, hash: bid.hash });
    const ask = await taker.placeOrder({ instrument: 1, side: 'sell', price: 500_000, size: 4 });
    const traded = await ask.final();
    expect(traded.events.map(({ type }) => type)).toEqual(['accepted', 'fill', 'receipt']);
    const cancel = await maker.cancelOrder({ hash: bid.hash, expiryMs: bid.transaction!.expiryMs });
    expect((await cancel.final()).code).toBe('OK');
    expect(venue.warnings).toEqual([]);
  });
});
