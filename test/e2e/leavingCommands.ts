import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readExitKit } from '../../node/sdk/index.ts';
import { until, type Rig } from './rig.ts';
import { expectRefusal, runWell, runWitan } from './runWitan.ts';

/** What a trader does who trusts the committee less. */
export function leavingCommands(rig: () => Rig): void {
  const trader = () => rig().traders[2]!;
  const endpoints = (): string[] => rig().committee.validators.flatMap(({ httpUrl }) => ['-e', httpUrl]);
  const trade = (...args: string[]): string[] => ['trade', ...args, ...endpoints(), '-k', trader().keyFile];
  const l1 = (): string[] => ['--l1-url', rig().l1.url];

  describe('a trader who keeps a way out', () => {
    test('says through L1 what must not be left out, and the committee takes it in', async () => {
      await runWell(trade('deposit', '-a', '300', ...l1()));
      await expectRefusal(trade('force', 'withdraw', ...l1()), 'OPTION_MISSING');
      await expectRefusal(trade('force', 'close', '-m', 'BTC_USDC-PERPETUAL', '-q', '1', ...l1()), 'OPTION_MISSING');
      expect(await runWell(trade('force', 'withdraw', '-a', '100', ...l1()))).toContain(
        'the committee must take it in',
      );
      await until('it was withdrawn', async () => (await runWell(trade('positions'))).includes('200 USDC'));
    });

    test('saves an exit kit, with which nobody leaves a network that lives', async () => {
      const file = join(rig().folder, 'kit.json');
      expect(await runWell(trade('exit-kit', file))).toContain('1 subaccounts');
      const kit = readExitKit(readFileSync(file, 'utf8'));
      expect(kit.exits).toMatchObject([{ leaf: { owner: trader().signer.address } }]);
      const exit = ['trade', 'exit', '--kit', file, '-k', trader().keyFile, ...l1(), '--json'];
      const { code, stdout } = await runWitan(exit);
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ steps: [], next: { step: 'freeze' } });
      writeFileSync(file, '{}');
      await expectRefusal(exit, 'EXIT_KIT_INVALID');
      await expectRefusal(['trade', 'exit', '--kit', `${file}x`, '-k', trader().keyFile], 'EXIT_KIT_MISSING');
    });
  });
}
