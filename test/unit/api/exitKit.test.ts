import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ExitKit } from '../../../node/checkpoint/exitKit.ts';
import { checkExitKit, exitKitText, readExitKit } from '../../../node/sdk/exitKits.ts';
import { signAccountRequest } from '../../../node/sdk/accountRequest.ts';
import { microUsdc } from '../../../node/types/units.ts';
import { codeOf } from './rpc.ts';
import { Venue } from './worldDoor.ts';

let venue: Venue;
beforeAll(async () => {
  venue = new Venue(81, { checkpoint: { intervalMs: 500, minSpacingMs: 100 } });
  await venue.open(1, 2);
});
afterAll(() => venue.close());

test('an owner gets proofs of all that is theirs, which hang together under a signed header', async () => {
  const client = await venue.client(venue.world.trader(0));
  await (await client.withdraw(microUsdc(5_000_000))).final();
  await (await client.transfer(3, microUsdc(7_000_000))).final();
  let kit: ExitKit;
  do kit = await client.exitKit();
  while (kit.claims.length === 0 || kit.exits.length < 2);
  expect(kit.exits.map(({ leaf }) => leaf)).toMatchObject([
    { owner: client.account, equity: 999_988_000_000n },
    { owner: client.account, equity: 7_000_000n },
  ]);
  expect(kit.claims).toMatchObject([{ token: 0, leaf: { owner: client.account, cumulative: 5_000_000n } }]);
  expect(readExitKit(exitKitText(kit))).toEqual(kit);
});

test('a subscriber gets a new kit with every header that a quorum signed', async () => {
  const client = await venue.client(venue.world.trader(1));
  const kits: ExitKit[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  await client.onExitKit((kit) => {
    kits.push(kit);
    if (kits.length === 3) resolve();
  });
  await promise;
  const numbers = kits.map(({ header }) => header.number);
  expect(new Set(numbers).size).toBe(3);
  for (const kit of kits) expect(kit.exits).toMatchObject([{ leaf: { owner: client.account } }]);
});

test('a kit is shown to its owner alone', async () => {
  const { networkId } = venue.world.network.committee;
  const stranger = venue.world.trader(1);
  const request = await signAccountRequest(stranger, networkId, venue.world.trader(0).address, venue.world.nowMs);
  expect(await codeOf(venue.url(0), 'witan_exitKit', request)).toBe('ACCOUNT_KEY_UNKNOWN');
});

test('a kit in which anything was changed is refused, and so is what is none', async () => {
  const kit = await (await venue.client(venue.world.trader(0))).exitKit();
  const [exit, ...others] = kit.exits as [ExitKit['exits'][number]];
  const changed: readonly Partial<ExitKit>[] = [
    { header: { ...kit.header, timestampMs: 1n } },
    { chain: { ...kit.chain, depositCount: 99n } },
    { tokens: kit.tokens.map((token) => ({ ...token, leaf: { ...token.leaf, requested: 0n, deposited: 1n } })) },
    { system: exit },
    { exits: [{ ...exit, leaf: { ...exit.leaf, equity: exit.leaf.equity + 1n } }, ...others] },
    { exits: [{ ...exit, path: { ...exit.path, index: exit.path.index + 1n } }] },
    { claims: kit.claims.map((claim) => ({ ...claim, leaf: { ...claim.leaf, cumulative: 1n } })) },
  ];
  for (const change of changed) {
    expect(() => checkExitKit({ ...kit, ...change })).toThrow(expect.objectContaining({ code: 'EXIT_KIT_INVALID' }));
  }
  for (const text of ['', '[]', '{}', 'null', '7', exitKitText(kit).slice(0, -9), '{"format":"witan/exit-kit/9"}']) {
    expect(() => readExitKit(text), text.slice(0, 20)).toThrow(expect.objectContaining({ code: 'EXIT_KIT_INVALID' }));
  }
});
