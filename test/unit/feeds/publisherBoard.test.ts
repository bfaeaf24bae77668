import { beforeEach, describe, expect, test } from 'vitest';
import { voteBytes } from '../../../node/codec/signingBytes.ts';
import { createNativeSign, createNativeVerify } from '../../../node/crypto/ed25519Native.ts';
import { PublisherBoard, priceRefusals, type PriceRefusal } from '../../../node/feeds/publisherBoard.ts';
import { createPriceSigner, type SignedPrice } from '../../../node/feeds/signPrice.ts';
import { feedId, type Hash, zeroHash } from '../../../node/types/ids.ts';
import { epoch, timeMs, view } from '../../../node/types/units.ts';

const networkId = `0x${'5a'.repeat(32)}` as Hash;
const feed = feedId(1);
const nowMs = timeMs(1_800_000_000_000);
const secret = (n: number): Uint8Array => new Uint8Array(32).fill(n + 1);
const signers = [0, 1, 2, 3].map((n) => createPriceSigner(networkId, secret(n)));

/** What a publisher says: `agoMs` before now. */
const says = (publisher: number, price: number, agoMs = 0): SignedPrice =>
  signers[publisher]!({ feed, price, atMs: timeMs(nowMs - agoMs) });
const publishers = [0, 1, 2].map((n) => says(n, 1).publisher);

let board: PublisherBoard;
beforeEach(() => {
  board = new PublisherBoard({ feed, networkId, publishers, threshold: 2, freshMs: 1_000 }, createNativeVerify());
});
const take = (message: unknown, at = nowMs): string => board.take(message, at);

describe('k of n publishers', () => {
  test('fewer than k fresh ones give no price', () => {
    expect(board.latest(nowMs)).toBeUndefined();
    expect(take(says(0, 100))).toBe('taken');
    expect(take(says(0, 101, -1))).toBe('taken');
    expect(board.latest(nowMs)).toBeUndefined();
    expect(take(says(1, 105))).toBe('taken');
    expect(board.latest(nowMs)).toMatchObject({ price: 101 });
  });

  test('the price is the median of the fresh ones, the lower one of two', () => {
    take(says(0, 300));
    take(says(1, 100));
    expect(board.latest(nowMs)?.price).toBe(100);
    take(says(2, 200));
    expect(board.latest(nowMs)?.price).toBe(200);
  });

  test('one that lies, of three, moves it nowhere that nobody else states', () => {
    take(says(0, 100));
    take(says(1, 102));
    for (const [n, lie] of [1, 1_000_000].entries()) {
      take(says(2, lie, 10 - n));
      const { price } = board.latest(nowMs)!;
      expect(price >= 100 && price <= 102).toBe(true);
    }
  });

  test('what is older than the limit is not fresh, and does not count', () => {
    take(says(0, 100, 1_000));
    take(says(1, 200, 500));
    take(says(2, 300, 0));
    expect(board.latest(nowMs)?.price).toBe(200);
    expect(board.fresh(timeMs(nowMs + 1))).toBe(2);
    expect(board.latest(timeMs(nowMs + 1))?.price).toBe(200);
    expect(board.latest(timeMs(nowMs + 501))).toBeUndefined();
  });

  test('its time is the one since which k have stated a price', () => {
    take(says(0, 100, 900));
    take(says(1, 100, 300));
    expect(board.latest(nowMs)?.atMs).toBe(nowMs - 900);
    take(says(2, 100, 200));
    expect(board.latest(nowMs)?.atMs).toBe(nowMs - 300);
    expect(take(says(0, 100, -500))).toBe('taken');
    expect(board.latest(nowMs)?.atMs).toBe(nowMs - 200);
    take(says(1, 100, -500));
    expect(board.latest(nowMs)?.atMs).toBe(nowMs);
  });

  test('a message for another feed is no refusal', () => {
    expect(take(signers[0]!({ feed: feedId(2), price: 1, atMs: nowMs }))).toBe('foreign');
    expect(board.refused()).toEqual({});
  });
});

describe('a message is refused', () => {
  const good = says(0, 100);
  const withSignature = (signature: unknown): unknown => ({ ...good, signature });
  const rows: readonly (readonly [PriceRefusal, string, unknown])[] = [
    ['PRICE_MALFORMED', 'nothing', null],
    ['PRICE_MALFORMED', 'a list', [good]],
    ['PRICE_MALFORMED', 'a text', 'price'],
    ['PRICE_MALFORMED', 'a price that is no integer', { ...good, price: 1.5 }],
    ['PRICE_MALFORMED', 'a price of zero', { ...good, price: 0 }],
    ['PRICE_MALFORMED', 'a price above a billion USDC', { ...good, price: 1e15 + 1 }],
    ['PRICE_MALFORMED', 'a price in text', { ...good, price: '100' }],
    ['PRICE_MALFORMED', 'a feed beyond u16', { ...good, feed: 65_536 }],
    ['PRICE_MALFORMED', 'no time', { ...good, atMs: undefined }],
    ['PRICE_MALFORMED', 'a time that is no integer', { ...good, atMs: nowMs + 0.5 }],
    ['PRICE_MALFORMED', 'a key in capitals', { ...good, publisher: good.publisher.toUpperCase().replace('0X', '0x') }],
    ['PRICE_MALFORMED', 'a short signature', withSignature('0x00')],
    ['PRICE_PUBLISHER_UNKNOWN', 'a key that is not configured', says(3, 100)],
    ['PRICE_AHEAD', 'a time far ahead', says(0, 100, -1_001)],
    ['PRICE_SIGNATURE', 'another price than was signed', { ...good, price: 101 }],
    ['PRICE_SIGNATURE', 'another time', { ...good, atMs: nowMs - 1 }],
    ['PRICE_SIGNATURE', 'another publisher’s name', { ...good, publisher: publishers[1] }],
    ['PRICE_SIGNATURE', 'zeros for a signature', withSignature(`0x${'00'.repeat(64)}`)],
    ['PRICE_SIGNATURE', 'what was signed for another network', createPriceSigner(zeroHash, secret(0))({ feed, price: 100, atMs: nowMs })], // prettier-ignore
    ['PRICE_SIGNATURE', 'what was signed as a vote', withSignature(createNativeSign(secret(0))(voteBytes(networkId, 'notarize', epoch(1), view(1), zeroHash)))], // prettier-ignore
  ];
  test.each(rows)('%s: %s', (code, _, message) => {
    expect(take(message)).toBe(code);
    expect(board.refused()).toEqual({ [code]: 1 });
    // And what is good is taken after it.
    expect(take(good)).toBe('taken');
  });

  test('PRICE_REPLAYED: what was taken before, and another price for the same time', () => {
    expect(take(good)).toBe('taken');
    expect(take(good)).toBe('PRICE_REPLAYED');
    expect(take(says(0, 200))).toBe('PRICE_REPLAYED');
    take(says(1, 100));
    expect(board.latest(nowMs)?.price).toBe(100);
    expect(board.refused()).toEqual({ PRICE_REPLAYED: 2 });
  });

  test('PRICE_OLDER: what was stated before the last one taken', () => {
    take(good);
    expect(take(says(0, 200, 1))).toBe('PRICE_OLDER');
    expect(take(says(1, 200, 1))).toBe('taken');
  });

  test('PRICE_CHECKS_EXCEEDED: signatures beyond 200 a second, and the next second is open again', () => {
    const forged = (n: number): SignedPrice => ({ ...says(0, 100, -(n % 500)), price: 101 });
    for (let n = 0; n < 200; n++) expect(take(forged(n))).toBe('PRICE_SIGNATURE');
    expect(take(good)).toBe('PRICE_CHECKS_EXCEEDED');
    expect(take(good, timeMs(nowMs + 1_000))).toBe('taken');
  });

  test('every code has a row above', () => {
    const own: readonly string[] = ['PRICE_REPLAYED', 'PRICE_OLDER', 'PRICE_CHECKS_EXCEEDED'];
    expect(new Set([...rows.map(([code]) => code), ...own])).toEqual(new Set(priceRefusals));
  });

  test('in that order: what is wrong twice has the first code', () => {
    expect(take({ ...says(3, 100, -5_000), signature: good.signature })).toBe('PRICE_PUBLISHER_UNKNOWN');
    expect(take({ ...says(0, 100, -5_000), signature: good.signature })).toBe('PRICE_AHEAD');
    take(good);
    expect(take({ ...good, price: 7 })).toBe('PRICE_REPLAYED');
    expect(take({ ...says(0, 100, 5), price: 7 })).toBe('PRICE_OLDER');
  });
});

test('a refused message changes nothing: a forger cannot make a publisher look late', () => {
  expect(take({ ...says(0, 100, -900), price: 101 })).toBe('PRICE_SIGNATURE');
  expect(take(says(0, 100, 900))).toBe('taken');
});
