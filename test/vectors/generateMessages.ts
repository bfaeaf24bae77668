import { writeFileSync } from 'node:fs';
import { fromHex, toHex } from '../../node/codec/hex.ts';
import { blockBytes, genesisBytes, priceBytes, reportBytes, reportContentBytes, resultBytes, voteBytes } from '../../node/codec/signingBytes.ts';
import { blockDigest, reportContentHash, reportDigest } from '../../node/crypto/digests.ts';
import { ed25519PublicKey } from '../../node/crypto/ed25519.ts';
import { createNativeSign } from '../../node/crypto/ed25519Native.ts';
import { keccakHash } from '../../node/crypto/keccak.ts';
import { encodeMessage } from '../../node/crypto/messageCodec.ts';
import { makeCommittee, withJailed } from '../../node/types/committee.ts';
import type { BlockContent, Certificate } from '../../node/types/consensus.ts';
import { type Address, feedId, type Hash, type HexBytes, validatorIndex, zeroHash } from '../../node/types/ids.ts';
import type { FinalBlock, NetworkMessage } from '../../node/types/message.ts';
import type { Report, SignedReport } from '../../node/types/report.ts';
import { epoch, height, timeMs, view } from '../../node/types/units.ts';

const hash = (byte: string): Hash => `0x${byte.repeat(32)}` as Hash;

export const vectorNetworkId = hash('5a');

/** Secret seeds of the vectors' validators: known to everyone, worth nothing. */
export const validatorSeed = (index: number): Uint8Array => new Uint8Array(32).fill(index + 1);

const sign = (index: number, message: Uint8Array): HexBytes => createNativeSign(validatorSeed(index))(message);

const report: Report = {
  epoch: epoch(3),
  validator: validatorIndex(2),
  seq: 41,
  prevDigest: hash('11'),
  localTimeMs: timeMs(1_700_000_000_123),
  arrivals: [
    { hash: hash('a1'), timeMs: timeMs(1_700_000_000_100) },
    { hash: hash('a2'), timeMs: timeMs(1_700_000_000_120) },
  ],
  prices: [
    { feed: feedId(1), price: 50_000_000_000, atMs: timeMs(1_700_000_000_050) },
    { feed: feedId(65_535), price: Number.MAX_SAFE_INTEGER, atMs: timeMs(0) },
  ],
  l1: [{ chainId: 31_337, number: 12, hash: hash('c1') }],
  executed: { height: height(900), resultDigest: hash('e1') },
  misconduct: [
    {
      about: 'view',
      epoch: epoch(3),
      validator: validatorIndex(1),
      view: view(77),
      first: { kind: 'propose', digest: hash('71'), signature: `0x${'0c'.repeat(64)}` as HexBytes },
      second: { kind: 'notarize', digest: hash('72'), signature: `0x${'0d'.repeat(64)}` as HexBytes },
    },
    {
      about: 'report',
      epoch: epoch(2),
      validator: validatorIndex(0),
      seq: 5,
      first: { prevDigest: hash('73'), contentHash: hash('74'), signature: `0x${'0e'.repeat(64)}` as HexBytes },
      second: { prevDigest: hash('73'), contentHash: hash('75'), signature: `0x${'0f'.repeat(64)}` as HexBytes },
    },
  ],
};
const emptyReport: Report = {
  epoch: epoch(0),
  validator: validatorIndex(0),
  seq: 1,
  prevDigest: zeroHash,
  localTimeMs: timeMs(0),
  arrivals: [],
  prices: [],
  l1: [],
  executed: { height: height(0), resultDigest: zeroHash },
  misconduct: [],
};
const signed = (of: Report): SignedReport => {
  const digest = reportDigest(vectorNetworkId, of);
  return { report: of, digest, signature: sign(of.validator, fromHex(digest)) };
};

const content: BlockContent = {
  epoch: epoch(3),
  height: height(901),
  parentView: view(1_000),
  parentDigest: hash('d1'),
  heads: [
    { validator: validatorIndex(0), seq: 7, digest: hash('b1') },
    { validator: validatorIndex(2), seq: 41, digest: hash('b2') },
    { validator: validatorIndex(99), seq: 0, digest: zeroHash },
  ],
};
const digest = blockDigest(vectorNetworkId, content);

const certificate = (kind: Certificate['kind']): Certificate => {
  const of = kind === 'nullify' ? zeroHash : digest;
  return {
    kind,
    epoch: epoch(3),
    view: view(1_001),
    digest: of,
    signatures: [0, 1, 2].map((index) => ({
      validator: validatorIndex(index),
      signature: sign(index, voteBytes(vectorNetworkId, kind, epoch(3), view(1_001), of)),
    })),
  };
};
const finalBlock: FinalBlock = {
  digest,
  content,
  reports: [signed(report)],
  bodies: [new Uint8Array([1, 2, 3]), new Uint8Array([4])],
  certificate: certificate('finalize'),
  committee: withJailed(
    makeCommittee(
      vectorNetworkId,
      2,
      epoch(3),
      [0, 1, 2, 3].map((index) => ({
        operator: `0x${String(index).repeat(40)}` as Address,
        weight: 10 + index,
        ed25519Key: ed25519PublicKey(validatorSeed(index)),
        blsKey: `0x${String(index).repeat(512)}` as HexBytes,
      })),
    ),
    epoch(3),
    new Set([ed25519PublicKey(validatorSeed(1))]),
  ),
};
const signature = sign(1, voteBytes(vectorNetworkId, 'propose', epoch(3), view(1_001), digest));

/** One message of every type at least, with every optional part both there and absent. */
export const vectorMessages: Readonly<Record<string, NetworkMessage>> = {
  proposal: { type: 'proposal', proposal: { view: view(1_001), digest, content, repeats: undefined, signature } },
  repeatedProposal: { type: 'proposal', proposal: { view: view(1_002), digest, content, repeats: view(1_001), signature } },
  notarize: {
    type: 'vote',
    vote: { kind: 'notarize', epoch: epoch(3), view: view(1_001), digest, validator: validatorIndex(1), signature },
  },
  nullify: {
    type: 'vote',
    vote: { kind: 'nullify', epoch: epoch(3), view: view(1), digest: zeroHash, validator: validatorIndex(0), signature },
  },
  finalize: {
    type: 'vote',
    vote: { kind: 'finalize', epoch: epoch(3), view: view(2), digest, validator: validatorIndex(99), signature },
  },
  notarization: { type: 'certificate', certificate: certificate('notarize') },
  nullification: { type: 'certificate', certificate: certificate('nullify') },
  finalization: { type: 'certificate', certificate: certificate('finalize') },
  reports: { type: 'reports', reports: [signed(report), signed(emptyReport)] },
  bodies: { type: 'bodies', bodies: [new Uint8Array([1, 2, 3]), new Uint8Array([255])] },
  wantReports: { type: 'wantReports', validator: validatorIndex(3), afterSeq: 17, head: undefined },
  wantReportsUpTo: { type: 'wantReports', validator: validatorIndex(0), afterSeq: 0, head: hash('b2') },
  wantBodies: { type: 'wantBodies', hashes: [hash('a1'), hash('a2')] },
  wantBlocks: { type: 'wantBlocks', digests: [hash('d1')] },
  blocks: { type: 'blocks', blocks: [{ digest, content }] },
  wantCertificates: { type: 'wantCertificates', views: [view(0), view(1_001), view(Number.MAX_SAFE_INTEGER)] },
  wantFinal: { type: 'wantFinal', fromHeight: height(902) },
  finalBlocks: { type: 'finalBlocks', blocks: [finalBlock, { ...finalBlock, reports: [], bodies: [], certificate: undefined, committee: undefined }] },
  pruned: { type: 'pruned', lowestHeight: height(901), snapshotHeight: height(900) },
  wantSnapshot: { type: 'wantSnapshot', aboveHeight: height(12) },
  snapshot: {
    type: 'snapshot',
    manifest: {
      header: {
        ...{ number: 5n, timestampMs: 1_700_000_000_123n, committeeId: 1n, blockHeight: 900n, reasonBits: 1, daMode: 0 },
        ...{ diffFrom: 0n, snapshotNumber: 0n, paramsVersion: 1, exitSum: (1n << 128n) - 1n, parent: hash('01') },
        ...{ blockDigest: hash('02'), stateRoot: hash('03'), marketsRoot: hash('04'), chainsRoot: hash('05') },
        ...{ exitRoot: hash('06'), dataRoot: zeroHash, diffHash: zeroHash, slashRoot: zeroHash },
        ...{ nextCommitteeHash: zeroHash, extRoot: hash('07') },
      },
      bitmap: 0b1011n,
      signature: `0x${'0c'.repeat(128)}` as HexBytes,
      totalBytes: 300_000,
      chunkHashes: [hash('08'), hash('09')],
    },
  },
  wantChunk: { type: 'wantChunk', snapshot: hash('0a'), index: 1 },
  chunk: { type: 'chunk', snapshot: hash('0a'), index: 0, bytes: new Uint8Array([7, 0, 255]) },
  checkpointShare: { type: 'checkpointShare', number: 5, headerHash: hash('f1'), signature: `0x${'0b'.repeat(128)}` as HexBytes },
};

/** Preimages by name: the only bytes that validators and price publishers hash or sign. */
export const signingVectors = (): Readonly<Record<string, Uint8Array>> => ({
  block: blockBytes(vectorNetworkId, content),
  genesis: genesisBytes(vectorNetworkId, hash('99')),
  propose: voteBytes(vectorNetworkId, 'propose', epoch(3), view(1_001), digest),
  notarize: voteBytes(vectorNetworkId, 'notarize', epoch(3), view(1_001), digest),
  nullify: voteBytes(vectorNetworkId, 'nullify', epoch(3), view(1_001), zeroHash),
  finalize: voteBytes(vectorNetworkId, 'finalize', epoch(3), view(1_001), digest),
  reportContent: reportContentBytes(report),
  report: reportBytes(vectorNetworkId, { ...report, contentHash: reportContentHash(report) }),
  emptyReport: reportBytes(vectorNetworkId, { ...emptyReport, contentHash: reportContentHash(emptyReport) }),
  price: priceBytes(vectorNetworkId, report.prices[0]!),
  result: resultBytes(vectorNetworkId, hash('e0'), {
    height: height(901),
    blockDigest: digest,
    timeMs: timeMs(1_700_000_000_200),
    eventsRoot: hash('ee'),
  }),
});

/** The file test/vectors/messages.json. */
export function messageVectorsText(): string {
  const signing = Object.entries(signingVectors()).map(([name, bytes]) => ({
    name,
    bytes: toHex(bytes),
    digest: keccakHash(bytes),
  }));
  const messages = Object.entries(vectorMessages).map(([name, message]) => ({
    name,
    wire: toHex(encodeMessage(message)),
  }));
  const keys = [0, 1, 2].map((index) => ({
    seed: toHex(validatorSeed(index)),
    publicKey: ed25519PublicKey(validatorSeed(index)),
  }));
  return `${JSON.stringify({ networkId: vectorNetworkId, keys, signing, messages }, null, 2)}\n`;
}

if (import.meta.main) writeFileSync(new URL('messages.json', import.meta.url), messageVectorsText());
