import { afterEach, describe, expect, test } from 'vitest';
import type { CommitteeProof, WitanClient } from '../../../node/sdk/index.ts';
import { Committees } from '../../../node/sdk/index.ts';
import type { Hash, HexBytes } from '../../../node/types/ids.ts';
import { behaviours } from '../../simulation/byzantine/index.ts';
import { keyedShare } from '../../simulation/keyedSignatures.ts';
import { call } from '../api/rpc.ts';
import { Venue } from '../api/worldDoor.ts';

/** As the simulated world signs headers. */
const verifyHeader = (message: Hash, _keys: readonly HexBytes[], signature: HexBytes): boolean =>
  signature === keyedShare('0x', message);

let venue: Venue;
afterEach(() => venue.close());

/** A committee whose epochs may end every 20 blocks, and a client that knows the one of genesis. */
async function open(seed: number): Promise<WitanClient> {
  const checkpoint = { intervalMs: 300, minSpacingMs: 100 };
  venue = new Venue(seed, { epoch: { blocks: 20, lookaheadBlocks: 10 }, checkpoint });
  const { world, doors } = venue;
  world.onCheckpoint = (index, signed) => doors[index]!.checkpoints$.next(signed);
  await venue.open(3, 1);
  return venue.client(world.trader(0), { verifyHeader });
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const epochOf = (index: number): number => venue.doors[index]!.committee().epoch;

async function expectVerified(client: WitanClient): Promise<void> {
  const order = await client.placeOrder({ instrument: 1, side: 'buy', price: 500_000, size: 1 });
  expect(await order.final()).toMatchObject({ verified: true, code: 'OK' });
}

describe('who votes, for a client that knows the committee of genesis', () => {
  test('results of an epoch without a jailed validator are verified', async () => {
    const client = await open(71);
    behaviours['equivocator']!(venue.world, 3);
    await until(() => epochOf(0) > 1);
    expect(venue.doors[0]!.committee().validators[3]!.power).toBe(0);
    await expectVerified(client);
  });

  test('so are those of a committee that L1 has installed, and of the one after it', async () => {
    const client = await open(72);
    const { world } = venue;
    for (const next of [2, 3, 4]) {
      world.chain.install([0, 1, 2, 3].map((place) => world.member((place + next) % 4, 1)));
      await until(() => epochOf(0) >= next);
      // The client sleeps through one of them.
      if (next !== 3) await expectVerified(client);
    }
  });
});

describe('a proof of who votes', () => {
  test.each<[string, string, (proof: CommitteeProof) => object]>([
    ['is believed as it is', 'OK', () => ({})],
    ['of too few', 'PROOF_NOT_SIGNED', () => ({ bitmap: '3' })],
    ['by somebody unknown', 'PROOF_NOT_SIGNED', ({ bitmap }) => ({ bitmap: String(BigInt(bitmap) + 16n) })],
    ['with another signature', 'PROOF_NOT_SIGNED', () => ({ signature: `0x${'11'.repeat(128)}` })],
    ['under another header', 'PROOF_NOT_SIGNED', ({ header }) => ({ header: { ...header, blockHeight: '1' } })],
    ['of a committee unknown here', 'PROOF_NOT_SIGNED', ({ header }) => ({ header: { ...header, committeeId: '9' } })],
    ['with other epochs', 'PROOF_STATE_WRONG', ({ epochs }) => ({ epochs: epochs.replace(/.$/, (last) => (last === '0' ? '1' : '0')) })], // prettier-ignore
    ['with another rest', 'PROOF_STATE_WRONG', ({ rest }) => ({ rest: { ...rest, result: rest.priority } })],
    ['with other subaccounts', 'PROOF_STATE_WRONG', ({ rest }) => ({ subaccountsRoot: rest.priority })],
    ['without a header', 'PROOF_MALFORMED', () => ({ header: undefined })],
    ['with a bitmap that is none', 'PROOF_MALFORMED', () => ({ bitmap: 'all' })],
  ])('%s: %s', async (_, expected, forge) => {
    await open(73);
    const { result } = await call(venue.url(0), 'witan_committee', []).then(async function again(answer): Promise<typeof answer> {
      return answer.result === undefined ? again(await call(venue.url(0), 'witan_committee', [])) : answer;
    }); // prettier-ignore
    const proof = result as CommitteeProof;
    const committees = new Committees(venue.world.network.committee, verifyHeader);
    const verdict = (): string => {
      try {
        committees.take({ ...proof, ...forge(proof) });
        return 'OK';
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(verdict()).toBe(expected);
    expect(committees.of(1)).toBeDefined();
  });
});
