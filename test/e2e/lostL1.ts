import { describe, expect, test } from 'vitest';
import { ask, type DoorCheckpoint } from '../../devnet/doors.ts';
import type { ValidatorProcess } from '../../devnet/validatorProcess.ts';
import { grows, inStep, LogTail, statusOf, until, type Rig } from './rig.ts';
import { runWell, runWitan } from './runWitan.ts';

const aboutL1 = (tail: LogTail): string[] => tail.warnings().filter((message) => message.startsWith('L1 '));
const down: unknown = expect.stringMatching(/^L1 chain 31337: .+; trying again at growing intervals/);
const up = 'L1 chain 31337: answers again';

const checkpointOf = (validator: ValidatorProcess): Promise<DoorCheckpoint> =>
  ask<DoorCheckpoint>(validator.httpUrl, 'witan_checkpoint', ['latest']);

export function lostL1(rig: () => Rig): void {
  describe('an L1 that goes away', () => {
    test('costs each validator one line, and no vote; one that starts meanwhile votes too', async () => {
      const { cable, committee } = rig();
      const [first, second, , last] = committee.validators;
      const tail = new LogTail(first!);
      await cable.pullOut();
      // A checkpoint that has to wait for L1 is no second line.
      const { number } = await checkpointOf(first!);
      await until('a checkpoint', async () => (await checkpointOf(first!)).number > number);
      await last!.stop();
      const lastTail = new LogTail(last!);
      await last!.start();
      // It executes no further than it has L1 data, and follows.
      await inStep(last!, first!, 'height');
      // With another one down, three are a quorum only if the one that never saw this L1 votes.
      await second!.kill();
      await grows(first!, 6);
      expect(await statusOf(last!)).toMatchObject({ l1: { isUp: false } });
      expect((await statusOf(last!)).muteReason).toBeUndefined();
      await second!.start();
      expect([aboutL1(tail), aboutL1(lastTail)]).toEqual([[down], [down]]);
    });

    test('and comes back costs another line, and what was deposited meanwhile is credited', async () => {
      const { cable, committee, l1, traders } = rig();
      const [first, , , last] = committee.validators;
      const tails = [new LogTail(first!), new LogTail(last!)];
      const carol = ['-k', traders[2]!.keyFile, '-e', first!.httpUrl, '-e', last!.httpUrl];
      await runWell(['trade', 'deposit', '-a', '77', '--no-wait', '--l1-url', l1.url, ...carol]);
      await cable.putBack();
      await until('L1 answers', () => tails.every((tail) => aboutL1(tail).length > 0));
      await until('the deposit is credited', async () => (await runWitan(['trade', 'positions', ...carol])).code === 0);
      expect(tails.map(aboutL1)).toEqual([[up], [up]]);
    });
  });
}
