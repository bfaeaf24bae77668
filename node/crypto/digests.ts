import { ByteWriter } from '../codec/byteWriter.ts';
import {
  blockBytes,
  genesisBytes,
  reportBytes,
  reportContentBytes,
  type ReportPlace,
  resultBytes,
  type ResultLink,
} from '../codec/signingBytes.ts';
import type { BlockContent } from '../types/consensus.ts';
import type { Hash } from '../types/ids.ts';
import type { Report } from '../types/report.ts';
import type { SnapshotManifest } from '../types/snapshot.ts';
import { keccakHash } from './keccak.ts';
import { headerHash } from './settlementHash.ts';

/** c: the name of a block, which binds its place, its ancestry and the reports it takes in. */
export const blockDigest = (networkId: Hash, content: BlockContent): Hash => keccakHash(blockBytes(networkId, content));

export const genesisDigest = (networkId: Hash, configDigest: Hash): Hash =>
  keccakHash(genesisBytes(networkId, configDigest));

/** The hash of what a report says, whatever its place. */
export const reportContentHash = (report: Report): Hash => keccakHash(reportContentBytes(report));

/** The digest of a report of which only the place and the content's hash are known. */
export const reportNameOf = (networkId: Hash, place: ReportPlace): Hash => keccakHash(reportBytes(networkId, place));

export const reportDigest = (networkId: Hash, report: Report): Hash =>
  reportNameOf(networkId, { ...report, contentHash: reportContentHash(report) });

/** The result digest after a block, from the one before it. */
export const resultDigest = (networkId: Hash, previous: Hash, link: ResultLink): Hash =>
  keccakHash(resultBytes(networkId, previous, link));

/** The name of a snapshot: of its header and its chunks, whoever signed the header. */
export function snapshotId({ header, totalBytes, chunkHashes }: SnapshotManifest): Hash {
  const writer = new ByteWriter().ascii('witan/manifest/1').hex(headerHash(header)).u64(totalBytes);
  for (const hash of chunkHashes) writer.hex(hash);
  return keccakHash(writer.finish());
}
