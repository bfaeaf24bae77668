import { describe, expect, test } from 'vitest';
import { buildCheckpoint, createCheckpointer, type CheckpointInput } from '../../../node/checkpoint/checkpoint.ts';
import { equityOf } from '../../../node/checkpoint/equity.ts';
import { claimProof, submissionFor } from '../../../node/checkpoint/proofs.ts';
import { verifyProof } from '../../../node/crypto/merkle.ts';
import { chainLeafHash, claimLeafHash, headerHash, tokenLeafHash } from '../../../node/crypto/settlementHash.ts';
import { instrumentId, zeroHash, type Address, type Hash } from '../../../node/types/ids.ts';
import type { ClaimLeaf, MarketLeaf, PositionEntry, SubaccountLeaf } from '../../../node/types/settlement.ts';
import { height, timeMs } from '../../../node/types/units.ts';

const networkId = `0x${'11'.repeat(32)}` as Hash;
const owner = (i: number) => `0x${i.toString(16).padStart(40, '0')}` as Address;
const usdc = owner(0xc0);
const settlement = owner(0x5e);

const sub = (index: number, cash: number, positions: PositionEntry[] = [], tokens: number[] = []): SubaccountLeaf => ({
  index,
  owner: owner(index),
  subNo: 0,
  cash,
  tokens: Array.from({ length: 16 }, (_, i) => tokens[i] ?? 0),
  positions,
  restHash: zeroHash,
});
const market = (instrument: number, markPerLot: number, fundingIndex = 0): MarketLeaf => ({
  instrument,
  markPerLot,
  fundingIndex,
  status: 1,
  restHash: zeroHash,
});
const position = (lots: number, cost: number, fundingIndex = 0): PositionEntry => ({
  instrument: instrumentId(1),
  lots,
  cost,
  fundingIndex,
});
const claim = (index: number, who: number, cumulative: bigint): ClaimLeaf => ({
  index,
  owner: owner(who),
  layer: 0,
  cumulative,
  requested: cumulative,
});

const input = (number: bigint, changes: Partial<CheckpointInput> = {}): CheckpointInput => ({
  number,
  timestampMs: timeMs(1_790_000_000_000),
  committeeId: 1n,
  blockHeight: height(10),
  blockDigest: zeroHash,
  reasonBits: 1,
  paramsVersion: 1,
  nextCommitteeHash: zeroHash,
  subaccounts: [],
  markets: [market(1, 1000)],
  restRoot: zeroHash,
  chains: [
    {
      chainId: 31337n,
      settlement,
      l1Block: 5n,
      depositCount: 0n,
      depositHash: zeroHash,
      forcedCount: 0n,
      forcedHash: zeroHash,
      tokens: [
        {
          id: 0,
          token: usdc,
          deposited: 0n,
          withdrawn: 0n,
          requested: 0n,
          liabilities: 0n,
          claims: [claim(0, 1, 5n), claim(1, 2, 7n), claim(2, 3, 9n)],
        },
      ],
    },
  ],
  ...changes,
});

describe('equity', () => {
  const marks = (...leaves: MarketLeaf[]) => new Map(leaves.map((leaf) => [leaf.instrument, leaf]));

  test('a position is worth its mark less its cost and the funding that is not booked yet', () => {
    const markets = marks(market(1, 1000, 30));
    expect(equityOf(sub(1, 500, [position(10, 9_000, 10)]), markets)).toBe(500n + 10n * (1000n - 20n) - 9_000n);
    expect(equityOf(sub(1, 500, [position(-10, -9_000, 10)]), markets)).toBe(500n - 10n * (1000n - 20n) + 9_000n);
  });

  test('a long and a short of the same lots and cost cancel exactly, whatever mark and funding are', () => {
    const markets = marks(market(1, 1_234_567, -89));
    const long = equityOf(sub(1, 0, [position(7, 777, 3)]), markets);
    const short = equityOf(sub(2, 0, [position(-7, -777, 3)]), markets);
    expect(long + short).toBe(0n);
  });

  test('token balances are rounded against the holder, debts too', () => {
    const markets = marks(market(2 ** 31 + 1, 3));
    expect(equityOf(sub(1, 0, [], [0, 50_000_000]), markets)).toBe(1n);
    expect(equityOf(sub(1, 0, [], [0, -50_000_000]), markets)).toBe(-2n);
  });

  test('products beyond 2⁵³ stay exact', () => {
    const lots = 2 ** 52;
    expect(equityOf(sub(1, 0, [position(lots, 0)]), marks(market(1, 1_000_003)))).toBe(BigInt(lots) * 1_000_003n);
  });

  test('a position without its market halts', () => {
    expect(() => equityOf(sub(1, 0, [position(1, 0)]), marks())).toThrow(/no market leaf/);
  });
});

describe('buildCheckpoint', () => {
  test('only changed subaccounts need to be given again, and the roots are those of a build from nothing', () => {
    const all = [sub(0, 100), sub(1, 500, [position(2, 100)]), sub(2, -50), sub(3, 7)];
    const state = createCheckpointer({ networkId });
    buildCheckpoint(state, input(1n, { subaccounts: all }));
    const changed = sub(3, 70);
    const second = buildCheckpoint(state, input(2n, { subaccounts: [changed, sub(4, 1)], markets: [market(1, 1100)] }));

    const last = { number: 1n, headerHash: second.header.parent };
    const fresh = createCheckpointer({ networkId, subaccounts: [...all.slice(0, 3), changed, sub(4, 1)], last });
    expect(buildCheckpoint(fresh, input(2n, { markets: [market(1, 1100)] })).headerHash).toBe(second.headerHash);
  });

  test('exits sum what each could leave with; a debt counts nothing and nets with nothing', () => {
    const state = createCheckpointer({ networkId });
    const subaccounts = [sub(0, 100), sub(1, 500), sub(2, -450)];
    expect(buildCheckpoint(state, input(1n, { subaccounts })).header.exitSum).toBe(600n);
  });

  test('a moved mark moves exits though no subaccount changed', () => {
    const state = createCheckpointer({ networkId, subaccounts: [sub(0, 0), sub(1, 0, [position(3, 0)])] });
    const first = buildCheckpoint(state, input(1n));
    const second = buildCheckpoint(state, input(2n, { markets: [market(1, 2000)] }));
    expect(first.header.exitSum).toBe(3_000n);
    expect(second.header.exitSum).toBe(6_000n);
    expect(second.header.exitRoot).not.toBe(first.header.exitRoot);
    expect(second.header.stateRoot).toBe(first.header.stateRoot);
  });

  test('each header names the one before it, and a gap halts', () => {
    const state = createCheckpointer({ networkId });
    const first = buildCheckpoint(state, input(1n));
    expect(first.header.parent).toBe(zeroHash);
    expect(first.headerHash).toBe(headerHash(first.header));
    expect(() => buildCheckpoint(state, input(3n))).toThrow(/cannot follow/);
    expect(buildCheckpoint(state, input(2n)).header.parent).toBe(first.headerHash);
  });

  test('what later issues fill is empty', () => {
    const { header } = buildCheckpoint(createCheckpointer({ networkId }), input(1n));
    expect([header.daMode, header.diffFrom, header.snapshotNumber]).toEqual([0, 0n, 0n]);
    const later = [header.dataRoot, header.diffHash, header.slashRoot, header.extRoot];
    expect(new Set(later)).toEqual(new Set([zeroHash]));
  });

  test('markets out of order are refused', () => {
    const state = createCheckpointer({ networkId });
    expect(() => buildCheckpoint(state, input(1n, { markets: [market(2, 1), market(1, 1)] }))).toThrow(
      expect.objectContaining({ code: 'LEAF_INVALID' }),
    );
  });
});

describe('proofs', () => {
  const checkpoint = buildCheckpoint(createCheckpointer({ networkId }), input(1n));

  test('the claim of each owner is provable up to the header', () => {
    for (const who of [1, 2, 3]) {
      const proof = claimProof(checkpoint, 31337n, owner(who), usdc)!;
      const submission = submissionFor(checkpoint, 31337n)!;
      const holds = (root: Hash, tag: 'W' | 'T' | 'C', path: typeof proof.tokenPath, leaf: Uint8Array) =>
        verifyProof(root, tag, Number(path.count), Number(path.index), leaf, path.siblings);
      expect(proof.claim.cumulative).toBe(BigInt(2 * who + 3));
      expect(holds(proof.token.withdrawalsRoot, 'W', proof.claimPath, claimLeafHash(proof.claim))).toBe(true);
      expect(holds(submission.chain.tokensRoot, 'T', proof.tokenPath, tokenLeafHash(proof.token))).toBe(true);
      expect(holds(checkpoint.header.chainsRoot, 'C', submission.path, chainLeafHash(submission.chain))).toBe(true);
    }
  });

  test('nothing is proven of an unknown owner, token, layer or chain', () => {
    expect(claimProof(checkpoint, 31337n, owner(9), usdc)).toBeUndefined();
    expect(claimProof(checkpoint, 31337n, owner(1), owner(2))).toBeUndefined();
    expect(claimProof(checkpoint, 31337n, owner(1), usdc, 1)).toBeUndefined();
    expect(claimProof(checkpoint, 1n, owner(1), usdc)).toBeUndefined();
    expect(submissionFor(checkpoint, 1n)).toBeUndefined();
  });
});
