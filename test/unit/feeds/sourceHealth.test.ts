import { describe, expect, test } from 'vitest';
import { SourceHealth } from '../../../node/feeds/sourceHealth.ts';
import { lines } from './servers.ts';

const fault = { code: 'FEED_TIMEOUT' };

function health(): { health: SourceHealth; said: readonly string[]; clock: { nowMs: number } } {
  const { said, say } = lines();
  const clock = { nowMs: 0 };
  return { health: new SourceHealth('feed 1', say, 100, () => clock.nowMs), said: said.all, clock };
}

describe('a source that goes bad', () => {
  test('is said once, and once when it is good again', () => {
    const { health: each, said, clock } = health();
    each.good();
    each.bad(fault);
    each.bad({ code: 'FEED_UNREACHABLE' });
    clock.nowMs = 3_600_000;
    each.bad(fault);
    each.good();
    each.good();
    expect(said).toEqual(['FEED_TIMEOUT feed 1: not usable; it is tried again', '- feed 1: usable again']);
  });

  test('again and again is said once a minute', () => {
    const { health: each, said, clock } = health();
    for (; clock.nowMs < 120_000; clock.nowMs += 1_000) {
      each.bad(fault);
      each.good();
    }
    expect(said).toHaveLength(4);
  });

  test('soon after the last time is said when the minute is over, if it is still bad', () => {
    const { health: each, said, clock } = health();
    each.bad(fault);
    each.good();
    clock.nowMs = 59_999;
    each.bad(fault);
    expect(said).toHaveLength(2);
    clock.nowMs = 60_000;
    each.bad(fault);
    expect(said).toHaveLength(3);
  });

  test('is tried again at doubling intervals up to half a minute, and at the first when it was good', () => {
    const { health: each } = health();
    const delays = Array.from({ length: 11 }, () => each.nextDelayMs());
    expect(delays).toEqual([100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000]);
    each.good();
    expect(each.nextDelayMs()).toBe(100);
  });
});
