import { readFileSync } from 'node:fs';
import { encodeAbiParameters, encodeFunctionData, keccak256, type Abi, type Hex } from 'viem';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { abiPath, abiText } from './generateAbi.ts';
import { createWorld, type World } from './world.ts';
import type { Address } from '../../node/types/ids.ts';

/** test/vectors/settlement.json, which TypeScript wrote, against the Solidity libraries on the real precompiles. */

type Fields = Record<string, unknown>;
interface Leaf {
  readonly fields: Fields;
  readonly hash: Hex;
}
interface Tree {
  readonly size: number;
  readonly root: Hex;
  readonly sum: string;
  readonly proofs: readonly (readonly Hex[])[];
}
const text = readFileSync(new URL('../vectors/settlement.json', import.meta.url), 'utf8');
const vectors = JSON.parse(text) as {
  network: { homeChainId: string; registry: Hex; salt: Hex; id: Hex };
  header: { fields: Fields; hash: Hex };
  checkpoint: { message: Hex; onG1: Hex };
  possessionOnG1: Hex;
  stateRoot: { subsRoot: Hex; restRoot: Hex; hash: Hex };
  leaves: Record<'C' | 'T' | 'W' | 'S' | 'M' | 'E' | 'L' | 'D', Leaf & { positionsHash: Hex }>;
  claimTrees: readonly Tree[];
  claims: readonly Fields[];
  exitTrees: readonly (Omit<Tree, 'proofs'> & { proofs: readonly (readonly { hash: Hex; sum: string }[])[] })[];
  exits: readonly Fields[];
  deposits: readonly (Fields & { hash: Hex })[];
  forced: Fields & { hash: Hex };
  committee: {
    members: readonly ({ readonly power: number } & Record<
      'operator' | 'blsKey' | 'possession' | 'possessionMessage' | 'ed25519Key' | 'signature',
      Hex
    >)[];
    blob: Hex;
    negatedAggregateKey: Hex;
    nextCommitteeHash: Hex;
    signersKey: Hex;
    aggregateSignature: Hex;
  };
};

let world: World;
let harness: Address;
let abi: Abi;

beforeAll(async () => {
  world = await createWorld();
  harness = await world.create('LayoutHarness');
  ({ abi } = await world.artifact('LayoutHarness'));
});
afterAll(() => world.close());

const call = (functionName: string, ...args: unknown[]): Promise<unknown> =>
  world.client.readContract({ address: harness, abi, functionName, args });
const simulate = async (functionName: string, ...args: unknown[]): Promise<unknown> =>
  (await world.client.simulateContract({ address: harness, abi, functionName, args })).result;
/** Decimal strings of the file as viem wants them. */
const typed = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      typeof value === 'string' && /^\d+$/.test(value) ? BigInt(value) : value,
    ]),
  );
const hash = 'hash';

describe('Solidity reads the layouts as TypeScript wrote them', () => {
  test('network, header and message', async () => {
    const { network, header, checkpoint } = vectors;
    expect(await call('networkId', network.homeChainId, network.registry, network.salt)).toBe(network.id);
    expect(await call('headerHash', typed(header.fields))).toBe(header.hash);
    expect(await call('checkpointMessage', network.id, header.hash)).toBe(checkpoint.message);
    expect(await call('stateRoot', vectors.stateRoot.subsRoot, vectors.stateRoot.restRoot)).toBe(
      vectors.stateRoot.hash,
    );
  });

  test('every kind of leaf', async () => {
    const { C, T, W, S, M, E, L, D } = vectors.leaves;
    expect(await call('chainLeaf', typed(C.fields))).toBe(C.hash);
    expect(await call('tokenLeaf', typed(T.fields))).toBe(T.hash);
    expect(await call('claimLeaf', typed(W.fields))).toBe(W.hash);
    expect(await call('positionsHash', S.fields.positions)).toBe(S.positionsHash);
    expect(await call('subaccountLeaf', { ...S.fields, positionsHash: S.positionsHash })).toBe(S.hash);
    expect(await call('marketLeaf', M.fields)).toBe(M.hash);
    expect(await call('exitLeaf', E.fields.index, E.fields.owner, E.fields.equity)).toBe(E.hash);
    expect(await call('slashLeaf', L.fields.index, L.fields.operator, L.fields.cumulative)).toBe(L.hash);
    expect(await call('shardLeaf', D.fields.index, D.fields[hash])).toBe(D.hash);
  });

  test('a number wider than its type is refused in the header, the chain leaf and the token leaf', async () => {
    const { C, T } = vectors.leaves;
    const numbers = [
      ['headerHash', vectors.header.fields, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
      ['chainLeaf', C.fields, [0, 1, 2, 3, 5]],
      ['tokenLeaf', T.fields, [0, 1, 2, 3, 4, 5]],
    ] as const;
    for (const [functionName, fields, words] of numbers) {
      const data = encodeFunctionData({ abi, functionName, args: [typed(fields)] });
      await world.client.call({ to: harness, data });
      for (const word of words) {
        const at = 10 + 64 * word;
        const wider = `${data.slice(0, at)}01${data.slice(at + 2)}` as Hex;
        await expect(world.client.call({ to: harness, data: wider }), `${functionName} ${word}`).rejects.toThrow();
      }
    }
  });

  test('deposit and forced chains', async () => {
    let link: Hex = `0x${'0'.repeat(64)}`;
    for (const d of vectors.deposits) {
      expect(await call('depositLink', link, d.index, d.token, d.from, d.owner, d.subNo, d.amount)).toBe(d.hash);
      link = d.hash;
    }
    const f = vectors.forced;
    const zero = `0x${'0'.repeat(64)}`;
    expect(await call('forcedLink', zero, f.index, f.kind, f.owner, f.subNo, f.deadline, f.dataHash)).toBe(f.hash);
  });

  test('trees of 1, 2, 3 and 5 leaves, every proof, and nothing beside it', async () => {
    for (const { size, root, proofs } of vectors.claimTrees) {
      for (let index = 0; index < size; index++) {
        const leaf = await call('claimLeaf', typed(vectors.claims[index]!));
        const path = { count: size, index, siblings: proofs[index] };
        const verify = (changed: Fields, tag = '0x57', depthMax = 28, shown = leaf) =>
          call('verify', root, tag, depthMax, { ...path, ...changed }, shown);
        expect(await verify({})).toBe(true);
        expect(await verify({ count: size + 1 })).toBe(false);
        expect(await verify({ index: index + 2 ** proofs[index]!.length })).toBe(false);
        expect(await verify({ siblings: [...proofs[index]!, root] })).toBe(false);
        expect(await verify({}, '0x53')).toBe(false);
        expect(await verify({}, '0x57', 28, root)).toBe(false);
        if (size > 1) {
          expect(await verify({ index: (index + 1) % size })).toBe(false);
          expect(await verify({ siblings: proofs[index]!.slice(1) })).toBe(false);
          expect(await verify({}, '0x57', proofs[index]!.length - 1)).toBe(false);
        }
      }
    }
    expect(
      await call('verify', `0x${'0'.repeat(64)}`, '0x57', 28, { count: 0, index: 0, siblings: [] }, hash32(0)),
    ).toBe(false);
  });

  test('sum trees, where neither the sum nor a worth can be changed', async () => {
    for (const { size, root, sum, proofs } of vectors.exitTrees) {
      for (let index = 0; index < size; index++) {
        const exit = vectors.exits[index]!;
        const leaf = await call('exitLeaf', exit.index, exit.owner, exit.equity);
        const path = { count: size, index, sum, siblings: proofs[index] };
        const worth = BigInt(exit.equity as string);
        expect(await call('verifySum', root, '0x45', 28, path, leaf, worth)).toBe(true);
        expect(await call('verifySum', root, '0x45', 28, path, leaf, worth + 1n)).toBe(false);
        expect(await call('verifySum', root, '0x45', 28, { ...path, sum: BigInt(sum) + 1n }, leaf, worth)).toBe(false);
      }
    }
    const huge = [{ hash: hash32(1), sum: (1n << 128n) - 1n }];
    expect(
      await call('verifySum', hash32(2), '0x45', 28, { count: 2, index: 0, sum: 0, siblings: huge }, hash32(3), 1n),
    ).toBe(false);
  });

  test('hashing to G1, signatures, proofs of possession and the committee blob', async () => {
    const { members, blob, negatedAggregateKey, signersKey, aggregateSignature } = vectors.committee;
    const { message, onG1 } = vectors.checkpoint;
    expect(await call('signatureOnG1', message)).toBe(onG1);
    expect(await call('possessionOnG1', message)).toBe(vectors.possessionOnG1);
    for (const { operator, blsKey, possession, possessionMessage } of members) {
      const { id, registry } = vectors.network;
      expect(await call('possessionMessage', id, registry, operator, blsKey)).toBe(possessionMessage);
      expect(await call('verifyPossession', possessionMessage, possession, blsKey)).toBe(true);
      expect(await call('verifyPossession', message, possession, blsKey)).toBe(false);
    }
    const lists = [members.map((m) => m.power), members.map((m) => m.blsKey), negatedAggregateKey];
    const signers = async (bitmap: number) =>
      (await simulate(
        'signers',
        ...lists,
        members.map((m) => m.operator),
        bitmap,
      )) as [Hex, bigint, Hex];
    const [blobHash, weight, negated] = await signers(0b1110);
    expect(blobHash).toBe(keccak256(blob));
    expect(weight).toBe(900n);
    expect(await call('verifySignature', message, aggregateSignature, negated)).toBe(true);
    expect(await call('addG2', negated, signersKey)).toBe(`0x${'00'.repeat(256)}`);
    const [, , all] = await signers(0b1111);
    expect(all).toBe(negatedAggregateKey);
    expect(await call('verifySignature', message, aggregateSignature, all)).toBe(false);
  });

  test('the commitment to the next committee', async () => {
    const { members, blob, nextCommitteeHash } = vectors.committee;
    const keys = `0x${members.map((member) => member.ed25519Key.slice(2)).join('')}`;
    expect(await call('nextCommitteeHash', 2, 1_800_000_000_000, blob, keys)).toBe(nextCommitteeHash);
  });
});

test('the ABIs that the node carries are those of the contracts', async () => {
  expect(readFileSync(abiPath, 'utf8')).toBe(await abiText());
});

function hash32(n: number): Hex {
  return encodeAbiParameters([{ type: 'uint256' }], [BigInt(n)]);
}
