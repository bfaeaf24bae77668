import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  encodeChainLeaf,
  encodeHeader,
  encodeNetwork,
  encodeTokenLeaf,
  type ForcedLink,
} from '../../node/codec/settlement.ts';
import {
  encodeClaimLeaf,
  encodeCommitteeBlob,
  encodeExitLeaf,
  encodeMarketLeaf,
  encodePositions,
  encodeShardLeaf,
  encodeSlashLeaf,
  encodeSubaccountLeaf,
} from '../../node/codec/settlementLeaves.ts';
import { toHex } from '../../node/codec/hex.ts';
import {
  aggregateBlsKeys,
  aggregateBlsSignatures,
  blsProvePossession,
  blsPublicKey,
  blsSecretKey,
  blsSign,
  hashToG1,
  negateBlsKey,
  possessionDomain,
  signatureDomain,
} from '../../node/crypto/bls.ts';
import { keccakHash } from '../../node/crypto/keccak.ts';
import { MerkleTree, leafHash } from '../../node/crypto/merkle.ts';
import {
  checkpointMessage,
  claimLeafHash,
  depositLink,
  exitLeafHash,
  forcedLink,
  headerHash,
  networkId,
  nextCommitteeHash,
  positionsHash,
  possessionMessage,
  stateRoot,
} from '../../node/crypto/settlementHash.ts';
import { SumTree } from '../../node/crypto/sumTree.ts';
import { instrumentId, zeroHash, type Address, type Hash, type HexBytes } from '../../node/types/ids.ts';
import type {
  ChainLeaf,
  CheckpointHeader,
  ClaimLeaf,
  ExitLeaf,
  MarketLeaf,
  SubaccountLeaf,
  TokenLeaf,
} from '../../node/types/settlement.ts';

/**
 * Test vectors of the frozen layouts: inputs and what must come out, read by TypeScript and Solidity tests alike.
 * `node test/vectors/generateSettlement.ts` writes settlement.json anew; a difference in review is a broken layout.
 */

const hash = (text: string): Hash => keccakHash(new TextEncoder().encode(text));
const address = (text: string): Address => `0x${hash(text).slice(26)}` as Address;

const header: CheckpointHeader = {
  number: 7n,
  timestampMs: 1_790_000_000_123n,
  committeeId: 1n,
  blockHeight: 123_456n,
  reasonBits: 3,
  daMode: 0,
  diffFrom: 5n,
  snapshotNumber: 2n,
  paramsVersion: 9,
  exitSum: (1n << 100n) + 17n,
  parent: hash('parent'),
  blockDigest: hash('blockDigest'),
  stateRoot: hash('stateRoot'),
  marketsRoot: hash('marketsRoot'),
  chainsRoot: hash('chainsRoot'),
  exitRoot: hash('exitRoot'),
  dataRoot: hash('dataRoot'),
  diffHash: hash('diffHash'),
  slashRoot: hash('slashRoot'),
  nextCommitteeHash: hash('nextCommitteeHash'),
  extRoot: zeroHash,
};

const chain: ChainLeaf = {
  chainId: 31337n,
  settlement: address('settlement'),
  l1Block: 19_000_000n,
  depositCount: 42n,
  depositHash: hash('depositHash'),
  forcedCount: 3n,
  forcedHash: hash('forcedHash'),
  tokensRoot: hash('tokensRoot'),
  extRoot: zeroHash,
};

const token: TokenLeaf = {
  id: 0,
  token: address('usdc'),
  deposited: 5_000_000_000_000n,
  withdrawn: 1_000_000_001n,
  requested: 1_200_000_000n,
  liabilities: (1n << 127n) + 1n,
  withdrawalsRoot: hash('withdrawalsRoot'),
};

const claim = (index: number): ClaimLeaf => ({
  index,
  owner: address(`owner ${index}`),
  layer: index === 2 ? 4_000_000_000 : 0,
  cumulative: 1_000_000n * BigInt(index + 1),
  requested: 1_000_000n * BigInt(index + 1) + 5n,
});

const subaccount: SubaccountLeaf = {
  index: 77,
  owner: address('owner 77'),
  subNo: 65_535,
  cash: -1_234_567_890,
  tokens: [0, 1, -1, 2 ** 53 - 1, -(2 ** 53 - 1), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 99],
  positions: [
    { instrument: instrumentId(1), lots: -25, cost: -1_500_000, fundingIndex: -12 },
    { instrument: instrumentId(4_294_967_295), lots: 3, cost: 180_000, fundingIndex: 7 },
  ],
  restHash: hash('sub rest'),
};

const market: MarketLeaf = {
  instrument: 2_147_483_649,
  markPerLot: 61_234_567,
  fundingIndex: -98_765,
  status: 2,
  restHash: hash('market rest'),
};

const exit = (index: number): ExitLeaf => ({
  index,
  owner: address(`owner ${index}`),
  equity: index === 1 ? 0n : 3n ** BigInt(40 + index),
});

const forced: ForcedLink = {
  index: 0n,
  kind: 2,
  owner: address('owner 1'),
  subNo: 4,
  deadline: 1_790_259_200n,
  dataHash: hash('forced data'),
};

const homeChainId = 31337n;
const registry = address('registry');
const salt = hash('salt');
const network = networkId(homeChainId, registry, salt);

function depositChain() {
  let link = zeroHash;
  return Array.from({ length: 3 }, (_, i) => {
    const deposit = {
      index: BigInt(i),
      token: i,
      from: address(`from ${i}`),
      owner: address(`owner ${i}`),
      subNo: i * 300,
      amount: 10n ** BigInt(6 + 10 * i),
    };
    link = depositLink(link, deposit);
    return { ...deposit, hash: link };
  });
}

function claimTree(size: number) {
  const leaves = Array.from({ length: size }, (_, i) => claim(i));
  const tree = new MerkleTree('W', leaves.map(claimLeafHash));
  return { size, root: tree.root(), proofs: leaves.map((_, i) => tree.proof(i)) };
}

function exitTree(size: number) {
  const leaves = Array.from({ length: size }, (_, i) => exit(i));
  const tree = new SumTree('E');
  leaves.forEach((leaf, i) => tree.set(i, exitLeafHash(leaf), leaf.equity));
  return { size, root: tree.root(), sum: tree.sum(), proofs: leaves.map((_, i) => tree.proof(i)) };
}

function committee() {
  const message = checkpointMessage(network, headerHash(header));
  const members = [100, 200, 300, 400].map((power, i) => {
    const secretKey = blsSecretKey(new Uint8Array(48).fill(i + 1));
    const blsKey = blsPublicKey(secretKey);
    const operator = address(`operator ${i}`);
    const possession = possessionMessage(network, registry, operator, blsKey);
    return {
      operator,
      power,
      secretKey: toHex<HexBytes>(secretKey),
      blsKey,
      ed25519Key: hash(`ed25519 ${i}`) as string as HexBytes,
      possessionMessage: possession,
      possession: blsProvePossession(possession, secretKey),
      signature: blsSign(message, secretKey),
    };
  });
  const signers = [1, 2, 3];
  const keys = members.map((member) => member.blsKey);
  return {
    members,
    blob: toHex(encodeCommitteeBlob(members)),
    aggregateKey: aggregateBlsKeys(keys),
    negatedAggregateKey: negateBlsKey(aggregateBlsKeys(keys)),
    nextCommitteeHash: nextCommitteeHash(2n, 1_800_000_000_000n, members),
    signers,
    signersKey: aggregateBlsKeys(signers.map((i) => keys[i]!)),
    aggregateSignature: aggregateBlsSignatures(signers.map((i) => members[i]!.signature)),
  };
}

/** Everything in settlement.json; bigints become decimal strings there. */
export function settlementVectors() {
  const message = checkpointMessage(network, headerHash(header));
  const { positions, ...sub } = subaccount;
  const leafOf = (tag: Parameters<typeof leafHash>[0], bytes: Uint8Array) => ({
    packed: toHex(bytes),
    hash: toHex(leafHash(tag, bytes)),
  });
  return {
    network: { homeChainId, registry, salt, encoded: toHex(encodeNetwork(homeChainId, registry, salt)), id: network },
    header: { fields: header, encoded: toHex(encodeHeader(header)), hash: headerHash(header) },
    checkpoint: { version: 1, message, onG1: hashToG1(message, signatureDomain) },
    possessionOnG1: hashToG1(message, possessionDomain),
    stateRoot: {
      subsRoot: hash('subs'),
      restRoot: hash('rest'),
      hash: stateRoot(hash('subs'), hash('rest')),
    },
    leaves: {
      C: { fields: chain, ...leafOf('C', encodeChainLeaf(chain)) },
      T: { fields: token, ...leafOf('T', encodeTokenLeaf(token)) },
      W: { fields: claim(2), ...leafOf('W', encodeClaimLeaf(claim(2))) },
      S: {
        fields: subaccount,
        positions: toHex(encodePositions(positions)),
        positionsHash: positionsHash(positions),
        ...leafOf('S', encodeSubaccountLeaf(sub, positionsHash(positions))),
      },
      M: { fields: market, ...leafOf('M', encodeMarketLeaf(market)) },
      E: { fields: exit(2), ...leafOf('E', encodeExitLeaf(exit(2))) },
      L: {
        fields: { index: 6, operator: address('operator 6'), cumulative: 10n ** 30n },
        ...leafOf('L', encodeSlashLeaf(6, address('operator 6'), 10n ** 30n)),
      },
      D: { fields: { index: 8, hash: hash('shard') }, ...leafOf('D', encodeShardLeaf(8, hash('shard'))) },
    },
    emptyRoots: { W: new MerkleTree('W').root(), E: new SumTree('E').root() },
    claimTrees: [1, 2, 3, 5].map(claimTree),
    claims: Array.from({ length: 5 }, (_, i) => claim(i)),
    exitTrees: [1, 2, 3, 5].map(exitTree),
    exits: Array.from({ length: 5 }, (_, i) => exit(i)),
    deposits: depositChain(),
    forced: { ...forced, hash: forcedLink(zeroHash, forced) },
    committee: committee(),
  };
}

/** The text of settlement.json. */
export const settlementVectorsText = (): string =>
  `${JSON.stringify(settlementVectors(), (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value), 1)}\n`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('settlement.json', import.meta.url), settlementVectorsText());
}
