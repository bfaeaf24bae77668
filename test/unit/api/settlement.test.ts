import { afterEach, describe, expect, test } from 'vitest';
import { buildCheckpoint, createCheckpointer } from '../../../node/checkpoint/checkpoint.ts';
import { keccakHash } from '../../../node/crypto/keccak.ts';
import { claimLeafHash } from '../../../node/crypto/settlementHash.ts';
import { verifyProof } from '../../../node/crypto/merkle.ts';
import type { SignedCheckpoint } from '../../../node/sequencer/checkpoints.ts';
import { zeroAddress, zeroHash, type Hash, type HexBytes } from '../../../node/types/ids.ts';
import { height, timeMs } from '../../../node/types/units.ts';
import { call, codeOf, Wire } from './rpc.ts';
import { Venue } from './worldDoor.ts';

let venue: Venue;
afterEach(() => venue.close());

const system = {
  index: 0,
  owner: zeroAddress,
  subNo: 0,
  cash: 0,
  tokens: Array<number>(16).fill(0),
  positions: [],
  restHash: zeroHash,
};

/** Headers over given heights, in which the first trader may claim 5 USDC. */
function headers(): (blockHeight: number) => SignedCheckpoint {
  const state = createCheckpointer({ networkId: venue.world.network.committee.networkId, subaccounts: [system] });
  const { chainId, settlement, tokens } = venue.world.network.l1;
  const claim = {
    index: 0,
    owner: venue.world.trader(0).address,
    layer: 0,
    cumulative: 5_000_000n,
    requested: 5_000_000n,
  };
  const totals = { deposited: 9n, withdrawn: 5_000_000n, requested: 5_000_000n, liabilities: 0n };
  return (blockHeight) => {
    const number = state.last.number + 1n;
    const checkpoint = buildCheckpoint(state, {
      number,
      timestampMs: timeMs(blockHeight),
      committeeId: 1n,
      blockHeight: height(blockHeight),
      blockDigest: keccakHash(new Uint8Array([blockHeight])),
      reasonBits: 1,
      paramsVersion: 1,
      nextCommitteeHash: zeroHash,
      subaccounts: [],
      markets: [],
      restRoot: zeroHash,
      chains: [
        {
          chainId: BigInt(chainId),
          settlement,
          l1Block: 1n,
          depositCount: 0n,
          depositHash: zeroHash,
          forcedCount: 0n,
          forcedHash: zeroHash,
          tokens: [{ id: 0, token: tokens[0]!, ...totals, claims: [claim] }],
        },
      ],
    });
    const { headerHash } = checkpoint;
    const rest = { exchange: zeroHash, priority: zeroHash, epochs: zeroHash, result: zeroHash };
    const office = { subaccountsRoot: zeroHash, rest, epochs: new Uint8Array() };
    return { checkpoint, certificate: { number, headerHash, bitmap: 7n, signature: '0x00' as HexBytes }, office };
  };
}

describe('the way of a transaction to L1', () => {
  test('is told step by step: final, checkpointed, settled', async () => {
    venue = new Venue(61);
    await venue.open(1, 1);
    const [door] = venue.doors;
    const header = headers();
    const client = await venue.client(venue.world.trader(0));
    const order = await client.placeOrder({ instrument: 1, side: 'buy', price: 499_000, size: 1 });
    const final = await order.final();
    const wire = await Wire.open(venue.url(0));
    const { result } = await wire.call('witan_subscribe', ['transaction', { hash: order.hash }]);
    const { subscription, initial } = result as { subscription: string; initial: unknown };
    expect(initial).toMatchObject({ state: 'final', code: 'OK' });
    const checkpointed = order.checkpointed();
    const settled = order.settled();

    door!.checkpoints$.next(header(final.height - 1)); // Covers what came before only.
    door!.checkpoints$.next(header(final.height));
    expect(await checkpointed).toEqual({ checkpoint: 2 });
    door!.checkpoints$.next(header(final.height + 1));
    expect(await codeOf(venue.url(0), 'witan_claimProof', [client.account])).toBe('CLAIM_UNKNOWN');
    // L1 accepts the third header, which covers the transaction too; the second may be skipped.
    door!.published$.next({ number: 3n, txHash: '0xabc', blockNumber: 9, gasUsed: 1 });
    expect(await settled).toEqual({ checkpoint: 3, l1TxHash: '0xabc' });
    await wire.until(() => wire.told(subscription)[2]);
    expect(wire.told(subscription)).toMatchObject([
      { state: 'checkpointed', checkpoint: 2 },
      { state: 'checkpointed', checkpoint: 2 },
      { state: 'settled', checkpoint: 2, l1: { checkpoint: 3, txHash: '0xabc', blockNumber: 9 } },
    ]);
    wire.socket.close();
  });

  test('ends with a claim that its checkpoint proves', async () => {
    venue = new Venue(62);
    await venue.open(1, 1);
    const [door] = venue.doors;
    const header = headers();
    const signed = header(3);
    door!.checkpoints$.next(signed);
    door!.published$.next({ number: 1n });
    const owner = venue.world.trader(0).address;
    const { result } = await call(venue.url(0), 'witan_claimProof', [owner]);
    const proof = result as {
      number: string;
      token: { withdrawalsRoot: Hash };
      claim: { index: number; layer: number; cumulative: string; requested: string };
      claimPath: { count: string; siblings: Hash[] };
    };
    expect(proof).toMatchObject({ number: '1', claim: { owner, cumulative: '5000000' }, token: { deposited: '9' } });
    const leaf = { index: 0, owner, layer: 0, cumulative: 5_000_000n, requested: 5_000_000n };
    const { withdrawalsRoot } = proof.token;
    expect(verifyProof(withdrawalsRoot, 'W', 1, 0, claimLeafHash(leaf), proof.claimPath.siblings)).toBe(true);
    expect(await codeOf(venue.url(0), 'witan_claimProof', [venue.world.trader(9).address])).toBe('CLAIM_UNKNOWN');
    expect(await codeOf(venue.url(0), 'witan_claimProof', [owner, 77])).toBe('CHECKPOINT_UNKNOWN');
    const { result: newest } = await call(venue.url(0), 'witan_checkpoint', ['latest']);
    expect(newest).toMatchObject({ number: 1, headerHash: signed.checkpoint.headerHash, bitmap: '7', l1: {} });
    expect((await call(venue.url(0), 'witan_checkpoint', [1])).result).toEqual(newest);
  });
});
