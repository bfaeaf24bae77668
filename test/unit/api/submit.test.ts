import { transactionBytesMax } from '../../../node/codec/transaction.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeTransaction } from '../../../node/codec/transaction.ts';
import { toHex } from '../../../node/codec/hex.ts';
import { domainSeparator, signingDigest } from '../../../node/crypto/transactionHash.ts';
import type { Transaction, UnsignedTransaction } from '../../../node/types/transaction.ts';
import { timeMs } from '../../../node/types/units.ts';
import { call, codeOf, Wire } from './rpc.ts';
import { limitOrder, Venue } from './worldDoor.ts';

let venue: Venue;
beforeAll(async () => {
  venue = new Venue(21);
  await venue.open(1, 2);
});
afterAll(() => venue.close());

const unsigned = (changes: Partial<UnsignedTransaction> = {}): UnsignedTransaction => {
  const { address } = venue.world.trader(0);
  const nonce = Math.floor(venue.world.nowMs) + Math.floor(Math.random() * 1_000_000);
  const expiryMs = timeMs(Math.floor(venue.world.nowMs) + 60_000);
  const body = limitOrder('buy', 400_000, 1);
  return { version: 1, account: address, subaccount: 0, key: address, nonce, expiryMs, body, ...changes };
};

function signed(transaction: UnsignedTransaction, signer = 0): string {
  const { networkId } = venue.world.network.committee;
  const separator = domainSeparator({ networkId, homeChainId: venue.world.chain.chainId });
  const signature = venue.world.trader(signer).sign(signingDigest(separator, transaction));
  return toHex(encodeTransaction({ ...transaction, signature } satisfies Transaction));
}

const submitCode = (hex: unknown): Promise<string | undefined> => codeOf(venue.url(0), 'witan_submit', [hex]);

describe('a transaction that cannot be taken gets a code of its own', () => {
  test.each([
    ['no hex', '0xzz', 'TX_MALFORMED'],
    ['odd hex', '0x123', 'TX_MALFORMED'],
    ['no transaction', '0x01020304', 'TX_MALFORMED'],
    ['oversized', `0x${'00'.repeat(transactionBytesMax + 1)}`, 'TX_OVERSIZED'],
    ['no string', 17, 'PARAMS_INVALID'],
  ])('%s', async (_what, hex, code) => {
    expect(await submitCode(hex)).toBe(code);
  });

  test('trailing bytes', async () => {
    expect(await submitCode(`${signed(unsigned())}00`)).toMatch(/^TX_(MALFORMED|NOT_CANONICAL)$/);
  });

  test('another version', async () => {
    const hex = signed(unsigned());
    expect(hex.startsWith('0x0801')).toBe(true);
    expect(await submitCode(hex.replace('0x0801', '0x0802'))).toBe('TX_VERSION_UNSUPPORTED');
  });

  test('expired', async () => {
    expect(await submitCode(signed(unsigned({ expiryMs: timeMs(1) })))).toBe('EXPIRED');
  });

  test('signed by somebody else', async () => {
    expect(await submitCode(signed(unsigned(), 1))).toBe('TX_SIGNATURE_INVALID');
  });

  test('of an account without money', async () => {
    const { address } = venue.world.trader(9);
    expect(await submitCode(signed(unsigned({ account: address, key: address }), 9))).toBe('ACCOUNT_UNKNOWN');
  });

  test('a nonce out of its window', async () => {
    expect(await submitCode(signed(unsigned({ nonce: 5 })))).toBe('NONCE_TOO_OLD');
    expect(await submitCode(signed(unsigned({ nonce: 9e15 })))).toBe('NONCE_TOO_NEW');
  });

  test('replayed: the very same, and another with its nonce once it is final', async () => {
    const first = unsigned();
    const wire = await Wire.open(venue.url(0));
    const { result } = await wire.call('witan_submit', [signed(first), true]);
    const { hash } = result as { hash: string };
    const again = await call(venue.url(0), 'witan_submit', [signed(first)]);
    expect(again.error?.data).toMatchObject({ code: 'TX_KNOWN', hash });
    await wire.until(() => wire.told('followed')[0]);
    expect(await submitCode(signed({ ...first, body: limitOrder('buy', 400_001, 1) }))).toBe('NONCE_USED');
    wire.socket.close();
  });

  test('over margin: refused by the exchange, with what is missing in the receipt', async () => {
    const wire = await Wire.open(venue.url(0));
    // Each order of 5 million USDC takes half of the trader's million as margin.
    for (let i = 0; i < 3; i++) {
      await wire.call('witan_submit', [signed(unsigned({ body: limitOrder('buy', 500_000, 1_000_000) })), true]);
    }
    await wire.until(() => wire.told('followed')[2]);
    const states = wire.told('followed') as { code: string; events: { missing: number }[] }[];
    expect(states.map(({ code }) => code)).toContain('MARGIN_TOO_LOW');
    expect(states.find(({ code }) => code !== 'OK')!.events.at(-1)!.missing).toBeGreaterThan(0);
    wire.socket.close();
  });
});

describe('the state of a transaction', () => {
  test('goes from unknown over pending to final, and its proof waits for attestations', async () => {
    const hex = signed(unsigned());
    const unknown = await call(venue.url(0), 'witan_transaction', [`0x${'1'.repeat(64)}`]);
    expect(unknown.result).toMatchObject({ state: 'unknown' });
    const wire = await Wire.open(venue.url(0));
    const { result } = await wire.call('witan_submit', [hex, true]);
    const { hash } = result as { hash: string };
    await wire.until(() => wire.told('followed')[0]);
    const { result: proof } = await call(venue.url(0), 'witan_transactionProof', [hash]);
    expect(proof).toMatchObject({ hash });
    const { result: final } = await call(venue.url(0), 'witan_transaction', [hash]);
    expect(final).toMatchObject({ hash, state: 'final', code: 'OK' });
    wire.socket.close();
  });
});
