import fc from 'fast-check';
import { createPublicClient, custom, encodeAbiParameters, encodeEventTopics, numberToHex } from 'viem';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { depositLink } from '../../../node/crypto/settlementHash.ts';
import { vaultAbi } from '../../../node/l1/abi.ts';
import { L1Follower } from '../../../node/l1/follower.ts';
import { isHash, zeroHash, type Address, type Hash } from '../../../node/types/ids.ts';
import { foreignValue, oddValue } from '../foreign.ts';

const vault = `0x${'11'.repeat(20)}` as Address;
const registry = `0x${'33'.repeat(20)}` as Address;
const settlement = `0x${'44'.repeat(20)}` as Address;
const owner = `0x${'22'.repeat(20)}` as Address;
const hashOf = (n: number): Hash => `0x${n.toString(16).padStart(64, '0')}` as Hash;

/** A deposit in block 2, as a server tells of it. */
const link = depositLink(zeroHash, { index: 0n, token: 0, from: owner, owner, subNo: 0, amount: 5n });
const deposited = vaultAbi.find((each) => each.type === 'event' && each.name === 'Deposited') as never as {
  inputs: { name: string; type: string; indexed: boolean }[];
};
const values: Record<string, unknown> = { index: 0n, token: 0, from: owner, owner, subNo: 0, amount: 5n, depositHash: link }; // prettier-ignore
const log = {
  address: vault,
  topics: encodeEventTopics({ abi: vaultAbi, eventName: 'Deposited', args: values }),
  data: encodeAbiParameters(
    deposited.inputs.filter(({ indexed }) => !indexed) as never,
    deposited.inputs.filter(({ indexed }) => !indexed).map(({ name }) => values[name]) as never,
  ),
  blockNumber: '0x2',
  transactionHash: hashOf(7),
  transactionIndex: '0x0',
  blockHash: hashOf(2),
  logIndex: '0x0',
  removed: false,
};
const block = (n: number) => ({ number: numberToHex(n), hash: hashOf(n), timestamp: '0x1', transactions: [] });

/** What a server answers; `change` puts something else in the place of some answers. */
function honest(method: string, params: readonly unknown[]): unknown {
  switch (method) {
    case 'eth_chainId':
      return '0x1';
    case 'eth_blockNumber':
      return '0x4';
    case 'eth_getBlockByNumber':
      return block(params[0] === 'finalized' ? 4 : Number(params[0]));
    case 'eth_getLogs':
      return (params[0] as { address: string }).address === vault ? [log] : [];
    case 'eth_call':
      // No further committee: four empty words. Nothing further in the inbox: two. No header accepted: seven, of which the first is the dispute period too.
      return `0x${'0'.repeat(({ [registry]: 4, [vault]: 2 }[(params[0] as { to: string }).to] ?? 7) * 64)}`;
    default:
      return zeroHash;
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What a follower made of a server within some polls. */
async function follow(answer: (method: string, params: readonly unknown[]) => unknown): Promise<L1Follower> {
  const request = async ({ method, params }: { method: string; params?: unknown }): Promise<unknown> =>
    answer(method, (params ?? []) as readonly unknown[]);
  const follower = new L1Follower({
    client: createPublicClient({ transport: custom({ request }, { retryCount: 0 }) }),
    chainId: 1,
    vault,
    settlement,
    office: { registry, committeeId: 1 },
    startNumber: 0,
    blockMultiple: 1,
    finalityDepth: 0,
    pollMs: 10,
    retryMsMax: 10,
    onAdvance: () => undefined,
    onStatus: () => undefined,
    onFault: () => undefined,
  });
  follower.start();
  await vi.advanceTimersByTimeAsync(35);
  follower.stop();
  return follower;
}

/** What is handed out can be named in reports and executed. */
function expectSound(follower: L1Follower): void {
  const newest = follower.newest();
  if (newest === undefined) return;
  expect(Number.isSafeInteger(newest.number) && isHash(newest.hash)).toBe(true);
  for (let number = 0; number <= Math.min(10, newest.number); number++) {
    const found = follower.block(number);
    if (found === undefined) continue;
    expect(isHash(found.hash)).toBe(true);
    for (const item of found.items) expect(item).toMatchObject({ l1Block: number, amount: 5n });
  }
}

describe('an L1 endpoint that answers anything', () => {
  test('the honest answers are taken: the deposit is in its block', async () => {
    const follower = await follow(honest);
    expect(follower.newest()).toEqual({ chainId: 1, number: 4, hash: hashOf(4) });
    expect(follower.block(2)?.items).toMatchObject([{ amount: 5n, l1Block: 2 }]);
    expectSound(follower);
  });

  test.each<[string, (method: string, params: readonly unknown[]) => unknown]>([
    ['a hash that is none', (m, p) => (m === 'eth_getBlockByNumber' ? { ...block(4), hash: '0xZZ' } : honest(m, p))],
    ['a log of another block than was asked for', (m, p) => (m === 'eth_getLogs' ? [{ ...log, blockNumber: '0x63' }] : honest(m, p))], // prettier-ignore
    ['a log of no block', (m, p) => (m === 'eth_getLogs' ? [{ ...log, blockNumber: null }] : honest(m, p))],
  ])('%s is not handed out', async (_, answer) => {
    const follower = await follow(answer);
    expect(follower.newest()).toBeUndefined();
  });

  test('a hash in capitals is the same hash', async () => {
    const capitals = { ...block(4), hash: `0x${'AB'.repeat(32)}` };
    const follower = await follow((m, p) => (m === 'eth_getBlockByNumber' ? capitals : honest(m, p)));
    expect(follower.newest()?.hash).toBe(`0x${'ab'.repeat(32)}`);
  });

  test('an error with anything in it is only an endpoint that does not answer', async () => {
    await fc.assert(
      fc.asyncProperty(
        foreignValue({ code: -32000, message: 'no', data: { message: 'no' }, details: 'x' }),
        async (error) => {
          const follower = await follow(() => {
            throw error;
          });
          expect(follower.newest()).toBeUndefined();
        },
      ),
      { numRuns: 150 },
    );
  });

  test('anything in place of each answer: retried, or handed out only what can be used', async () => {
    for (const [changed, valid] of [
      ['eth_getBlockByNumber', block(4)],
      ['eth_getLogs', [log]],
      ['eth_call', zeroHash],
      ['eth_blockNumber', '0x4'],
    ] as const) {
      await fc.assert(
        fc.asyncProperty(fc.oneof(foreignValue(valid), oddValue), async (value) => {
          expectSound(await follow((method, params) => (method === changed ? value : honest(method, params))));
        }),
        { numRuns: 150 },
      );
    }
  });
});
