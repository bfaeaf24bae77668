import type { PublicClient } from 'viem';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { L1Follower } from '../../../node/l1/follower.ts';
import { zeroAddress, zeroHash } from '../../../node/types/ids.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A chain of empty blocks whose newest final one is `final`; undefined: it does not answer. */
function follow(chain: { final: number | undefined; requests: number }) {
  const answer = (number: number) => ({ number: BigInt(number), hash: `0x${number.toString(16).padStart(64, '0')}` });
  const client = {
    getBlock: async ({ blockNumber }: { blockNumber?: bigint }) => {
      if (blockNumber === undefined) chain.requests++;
      if (chain.final === undefined) throw new Error('connection refused');
      return answer(blockNumber === undefined ? chain.final : Number(blockNumber));
    },
    getBlockNumber: async () => Promise.reject(new Error('connection refused')),
    getContractEvents: async () => [],
    getLogs: async () => [],
    readContract: async ({ functionName }: { functionName: string }) =>
      ({ committee: { size: 0 }, planned: [zeroHash], inboxAt: [zeroHash, zeroHash], head: [0], dispute: 1_800n })[functionName], // prettier-ignore
  } as unknown as PublicClient;
  return new L1Follower({
    client,
    chainId: 1,
    vault: zeroAddress,
    settlement: zeroAddress,
    office: { registry: zeroAddress, committeeId: 1 },
    startNumber: 0,
    blockMultiple: 1,
    finalityDepth: 0,
    pollMs: 1_000,
    onAdvance: () => undefined,
    onStatus: () => undefined,
    onFault: () => undefined,
  });
}

test('however often it is poked, the chain is asked at most every 25 ms', async () => {
  const chain = { final: 3, requests: 0 };
  const follower = follow(chain);
  follower.start();
  await vi.advanceTimersByTimeAsync(1);
  expect(follower.newest()?.number).toBe(3);
  for (let ms = 0; ms < 100; ms++) {
    follower.poke();
    await vi.advanceTimersByTimeAsync(1);
  }
  expect(chain.requests).toBeGreaterThanOrEqual(4);
  expect(chain.requests).toBeLessThanOrEqual(6);
  follower.stop();
});

test('poking does not hurry the retries of a chain that is down', async () => {
  const chain = { final: undefined, requests: 0 };
  const follower = follow(chain);
  follower.start();
  await vi.advanceTimersByTimeAsync(1);
  for (let ms = 0; ms < 500; ms++) {
    follower.poke();
    await vi.advanceTimersByTimeAsync(1);
  }
  expect(chain.requests).toBe(1);
  follower.stop();
});
