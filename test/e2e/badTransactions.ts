import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ask } from '../../devnet/doors.ts';
import { fromHex, toHex } from '../../node/codec/hex.ts';
import type { TransactionState } from '../../node/sdk/index.ts';
import type { HexBytes } from '../../node/types/ids.ts';
import { timeMs } from '../../node/types/units.ts';
import { twinSignature } from '../vectors/twinSignature.ts';
import { signedOrder, tamper, type Changes } from './rawTransaction.ts';
import { LogTail, until, type Rig } from './rig.ts';
import { expectRefusal, runWell } from './runWitan.ts';

const market = ['-m', 'BTC_USDC-PERPETUAL', '-s', 'buy'];
const small = [...market, '-q', '0.0001', '-p', '59000'];

/** What can be wrong with a transaction, over RPC and on the command line, each with the code that both must name. */
export function badTransactions(rig: () => Rig): void {
  const alice = () => rig().traders[0]!;
  const bob = () => rig().traders[1]!;
  const session = () => rig().traders[3]!;
  const nobody = () => rig().traders[4]!;

  const url = (): string => rig().committee.validators[0]!.httpUrl;
  const endpoints = (): string[] => rig().committee.validators.flatMap(({ httpUrl }) => ['-e', httpUrl]);
  const trade = (...args: string[]): string[] => ['trade', ...args, ...endpoints()];
  const byAlice = (...args: string[]): string[] => trade(...args, '-k', alice().keyFile);

  const signed = (changes?: Changes, by = alice()): string => {
    const { networkId, l1 } = rig().committee.networkFile;
    return signedOrder({ networkId, homeChainId: l1.chainId }, by.signer, changes);
  };
  const byBobForAlice = (): string => {
    const { address } = alice().signer;
    return signed({ fields: { account: address, key: address } }, bob());
  };
  const sideOf2 = (): string => tamper(signed(), ({ order }) => ({ order: { ...order!, side: 2 } }));
  const sizeChanged = (): string => tamper(signed(), ({ order }) => ({ order: { ...order!, size: 2 } }));

  /** Refused at the door, before anybody reports it. */
  const refusals: readonly (readonly [what: string, hex: () => string, code: string])[] = [
    ['text', () => '0xzz', 'TX_MALFORMED'],
    ['rubbish', () => `0x${'5a'.repeat(90)}`, 'TX_MALFORMED'],
    ['a transaction cut short', () => signed().slice(0, -20), 'TX_MALFORMED'],
    ['too many bytes', () => `0x${'00'.repeat(16 * 1_024 + 1)}`, 'TX_OVERSIZED'],
    ['a side that is none', sideOf2, 'TX_FIELD_RANGE'],
    ['another version', () => tamper(signed(), () => ({ version: 9 })), 'TX_VERSION_UNSUPPORTED'],
    ['a field behind it', () => `${signed()}f80101`, 'TX_NOT_CANONICAL'],
    ['the twin of its signature', () => tamper(signed(), twin), 'TX_NOT_CANONICAL'],
    ['the signature of another', byBobForAlice, 'TX_SIGNATURE_INVALID'],
    ['another size than was signed', sizeChanged, 'TX_SIGNATURE_INVALID'],
    ['an expiry in the past', () => signed({ fields: { expiryMs: timeMs(1_000) } }), 'EXPIRED'],
    ['a nonce of long ago', () => signed({ fields: { nonce: 5 } }), 'NONCE_TOO_OLD'],
    ['an account without money', () => signed({}, nobody()), 'ACCOUNT_UNKNOWN'],
    ["another account's session key", () => signed({ fields: { account: bob().signer.address } }, session()), 'KEY_UNKNOWN'], // prettier-ignore
  ];

  /** Taken at the door, since only the state at execution can tell; its receipt has the code. */
  const receipts: readonly (readonly [what: string, order: Changes['order'], code: string])[] = [
    ['more than the margin allows', { size: 200_000 }, 'MARGIN_TOO_LOW'],
    ['a market that is none', { instrument: 99 }, 'INSTRUMENT_UNKNOWN'],
    ['nothing to buy', { size: 0 }, 'SIZE_INVALID'],
    ['no price', { price: 0, kind: 'limit' }, 'PRICE_INVALID'],
    ['a price far above mark', { price: 900_000 }, 'PRICE_OUT_OF_BAND'],
  ];

  describe('a bad transaction', () => {
    const tails: LogTail[] = [];
    beforeAll(async () => {
      tails.push(...rig().committee.validators.map((validator) => new LogTail(validator)));
      const l1 = ['--l1-url', rig().l1.url];
      const deposit = (keyFile: string) => runWell(trade('deposit', '-a', '1000', ...l1, '-k', keyFile));
      await Promise.all([deposit(alice().keyFile), deposit(bob().keyFile)]);
      await runWell(byAlice('keys', 'approve', session().signer.address));
    });

    describe('over RPC', () => {
      const submit = (hex: string): Promise<{ hash: string }> => ask(url(), 'witan_submit', [hex]);
      const final = async (hash: string): Promise<TransactionState> => {
        let state: TransactionState | undefined;
        await until('it is final', async () => {
          state = await ask<TransactionState>(url(), 'witan_transaction', [hash]);
          return state.height !== undefined;
        });
        return state!;
      };

      test.each(refusals)('with %s is refused', async (_what, hex, code) => {
        await expect(submit(hex())).rejects.toMatchObject({ code });
      });

      test.each(receipts)('with %s gets a receipt that says so', async (_what, order = {}, code) => {
        const { hash } = await submit(signed({ order }));
        expect(await final(hash)).toMatchObject({ code });
      });

      test('that was sent before is refused, and so is another under its nonce', async () => {
        const nonce = Date.now() - 1_000;
        const hex = signed({ fields: { nonce } });
        const { hash } = await submit(hex);
        await expect(submit(hex)).rejects.toMatchObject({ code: 'TX_KNOWN' });
        await final(hash);
        await expect(submit(hex)).rejects.toMatchObject({ code: 'TX_KNOWN' });
        await expect(submit(signed({ fields: { nonce } }))).rejects.toMatchObject({ code: 'NONCE_USED' });
      });

      test('that is beyond a request, or no request at all, is refused', async () => {
        await expect(submit(`0x${'00'.repeat(200_000)}`)).rejects.toMatchObject({ code: 'REQUEST_OVERSIZED' });
        await expect(ask(url(), 'witan_submit', [{ hex: '0x' }])).rejects.toMatchObject({ code: 'PARAMS_INVALID' });
        const response = await fetch(url(), { method: 'POST', body: '{"jsonrpc' });
        expect(await response.json()).toMatchObject({ error: { data: { code: 'JSON_MALFORMED' } } });
      });
    });

    describe('on the command line', () => {
      test.concurrent.each(refusals)('signed elsewhere with %s is refused', async (_what, hex, code) => {
        await expectRefusal(trade('submit', hex()), code);
      });

      test.concurrent.each<[string, string[], string]>([
        ['more than the margin allows', [...market, '-q', '20', '-p', '59000'], 'MARGIN_TOO_LOW'],
        ['a market that is none', ['-m', 'DOGE', '-s', 'buy', '-q', '1'], 'MARKET_UNKNOWN'],
        ['a price between two ticks', [...market, '-q', '1', '-p', '59000.05'], 'PRICE_OFF_TICK'],
        ['a size between two lots', [...market, '-q', '0.00001', '-p', '59000'], 'SIZE_OFF_LOT'],
        ['nothing to buy', [...market, '-q', '0', '-p', '59000'], 'SIZE_INVALID'],
        ['a price that is no number', [...market, '-q', '1', '-p', 'cheap'], 'ARGUMENT_INVALID'],
        ['an expiry in the past', [...small, '--expiry-ms', '1000'], 'EXPIRED'],
        ['a flag that is none', [...small, '--post-olny'], 'USAGE'],
      ])('with %s is refused', async (_what, args, code) => {
        await expectRefusal(byAlice('order', ...args), code);
      });

      test.concurrent("by another account's session key is refused", async () => {
        const asBob = ['--account', bob().signer.address, '-k', session().keyFile];
        await expectRefusal(trade('order', ...small, ...asBob), 'KEY_UNKNOWN');
      });

      test.concurrent('sent again out of its file is refused with where to look', async () => {
        const file = join(rig().folder, 'order.hex');
        writeFileSync(file, `${signed()}\n`);
        const said = await runWell(trade('submit', file));
        const hash = /^transaction (0x\w+)\nfinal at height \d+: OK$/m.exec(said)?.[1];
        expect(await expectRefusal(trade('submit', file), 'TX_KNOWN')).toContain(`./witan trade follow ${hash}`);
        await expectRefusal(trade('submit', `${file}.absent`), 'TX_FILE_UNREADABLE');
      });

      test.concurrent('under the nonce of an earlier attempt is refused', async () => {
        const again = byAlice('order', ...small, '--nonce', String(Date.now()));
        expect(await runWell(again)).toContain('resting 0.0001');
        await expectRefusal(again, 'NONCE_USED');
      });
    });

    test('costs no validator a line in its log', () => {
      expect(tails.flatMap((tail) => tail.warnings())).toEqual([]);
    });
  });
}

const twin = ({ signature }: { readonly signature: Uint8Array }): { signature: Uint8Array } => ({
  signature: fromHex(twinSignature(toHex<HexBytes>(signature))),
});
