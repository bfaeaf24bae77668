import { beforeAll, describe, expect, test } from 'vitest';
import { until, type Rig } from './rig.ts';
import { expectRefusal, runWell } from './runWitan.ts';

const market = ['-m', 'BTC_USDC-PERPETUAL'];

/** What a market maker does on the command line. */
export function makerCommands(rig: () => Rig): void {
  const maker = () => rig().traders[1]!;
  const endpoints = (): string[] => rig().committee.validators.flatMap(({ httpUrl }) => ['-e', httpUrl]);
  const tradeBy = (keyFile: string, ...args: string[]): string[] => ['trade', ...args, ...endpoints(), '-k', keyFile];
  const trade = (...args: string[]): string[] => tradeBy(maker().keyFile, ...args);

  describe('a market maker on the command line', () => {
    beforeAll(() => runWell(trade('deposit', '-a', '1000', '--l1-url', rig().l1.url)));

    test('protects a group, quotes in it, sees both, and has all canceled when it falls silent', async () => {
      await expectRefusal(trade('quote', '1', '50000:0.01/', ...market), 'MAKER_GROUP_UNKNOWN');
      const limits = ['--window-ms', '2000', '--quantity-max', '0.5', '--delta-max', '0.2'];
      expect(await runWell(trade('protect', '1', ...market, ...limits))).toContain('group 1 is protected');
      const quotes = ['50000:0.01/70000:0.01', '49990:0.02/'];
      const placed = await runWell(trade('quote', '1', ...quotes, ...market));
      expect(placed).toMatch(/^1 bid 0x\w+: OK\n1 ask 0x\w+: OK\n2 bid 0x\w+: OK$/m);
      const again = await runWell(trade('quote', '1', '50000:0.01/70000:0.01', ...market));
      expect(again).toContain('1 canceled');
      expect(again.split('\n').slice(1, 3)).toEqual(placed.split('\n').slice(1, 3));
      const positions = await runWell(trade('positions'));
      expect(positions).toContain('maker group 1 in BTC_USDC-PERPETUAL: quantity 0.5, delta 0.2');
      expect(positions).toMatch(/buy 0\.01\d* BTC_USDC-PERPETUAL at 50000/);
      expect(await runWell(trade('cancel-all-after', '2'))).toMatch(/all orders are canceled at \d{4}-/);
      await until('all is canceled', async () => !(await runWell(trade('positions'))).includes(' at 50000'));
    });

    test('takes its switch away again, and its protection', async () => {
      await runWell(trade('cancel-all-after', '60'));
      expect(await runWell(trade('cancel-all-after', '0'))).toContain('nothing is canceled by itself any more');
      expect(await runWell(trade('protect', '1', ...market))).toContain('group 1 is protected no more');
      const positions = await runWell(trade('positions'));
      expect(positions).not.toContain('maker group');
      expect(positions).not.toContain('are canceled at');
    });

    test('is taken in two markets at once by a combo, or in none', async () => {
      const by = (...args: string[]): string[] => tradeBy(rig().traders[0]!.keyFile, ...args, '--subaccount', '5');
      await runWell(by('deposit', '-a', '1000', '--l1-url', rig().l1.url));
      // A unit costs 61 USDC and brings 59.25.
      await runWell(trade('order', ...market, '-s', 'sell', '-q', '0.01', '-p', '61000'));
      await runWell(trade('order', '-m', 'ETH_USDC-PERPETUAL', '-s', 'buy', '-q', '0.15', '-p', '3950'));
      const combo = (...args: string[]): string[] =>
        by('combo', 'sell:ETH_USDC-PERPETUAL:0.015', 'buy:BTC_USDC-PERPETUAL:0.001', '-q', '11', ...args);
      await expectRefusal(combo('-p', '1.75', '--tif', 'FOK'), 'FOK_NOT_FILLABLE');
      expect(await runWell(combo('-p', '1.74'))).toContain('0 of 11 units');
      expect(await runWell(combo('-p', '1.75'))).toContain('10 of 11 units, cost 17.5 USDC before fees');
      const positions = await runWell(by('positions'));
      expect(positions).toMatch(/BTC_USDC-PERPETUAL 0\.01,/);
      expect(positions).toMatch(/ETH_USDC-PERPETUAL -0\.15,/);
    });

    test('rests a combo, sees it in the book of its strategy, and is met there', async () => {
      const by = (...args: string[]): string[] => tradeBy(rig().traders[0]!.keyFile, ...args, '--subaccount', '5');
      const [btc, eth] = ['BTC_USDC-PERPETUAL:0.0001', 'ETH_USDC-PERPETUAL:0.002'];
      const rested = await runWell(trade('combo', `buy:${btc}`, `sell:${eth}`, '-q', '5', '-p', '-2', '--post-only'));
      expect(rested).toContain('0 of 5 units; 5 rest');
      expect(await runWell(trade('positions'))).toContain(`combo of 5 units buy:${btc} sell:${eth} at -2 USDC`);
      expect(await runWell(trade('combos'))).toMatch(/^1:1,2:-2\nbid +-2 +5$/m);
      const met = await runWell(by('combo', `sell:${btc}`, `buy:${eth}`, '-q', '3', '-p', '2'));
      expect(met).toContain('3 of 3 units, cost 6 USDC before fees');
      await runWell(trade('cancel', /0x\w+/.exec(rested)![0]));
      expect(await runWell(trade('combos'))).not.toContain('bid');
    });
  });
}
