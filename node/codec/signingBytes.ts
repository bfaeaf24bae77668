import type { BlockContent, VoteKind } from '../types/consensus.ts';
import type { Hash } from '../types/ids.ts';
import type { Misconduct } from '../types/misconduct.ts';
import type { PriceObservation, Report } from '../types/report.ts';
import type { Epoch, Height, TimeMs, View } from '../types/units.ts';
import { ByteWriter } from './byteWriter.ts';

/**
 * One ASCII domain tag for each thing that validators and price publishers hash or sign, so that no signature can be
 * read as another's. Checkpoint headers and traders' transactions have their own domains (settlement.ts, eip712.ts).
 */
export const domainTag = {
  block: 'witan/block/1',
  genesis: 'witan/genesis/1',
  propose: 'witan/propose/1',
  notarize: 'witan/notarize/1',
  nullify: 'witan/nullify/1',
  finalize: 'witan/finalize/1',
  report: 'witan/report/1',
  result: 'witan/result/1',
  price: 'witan/price/1',
  transaction: 'witan/transaction/1',
  batchOrder: 'witan/batch-order/1',
  accountRequest: 'witan/account-request/1',
} as const;

const start = (tag: string, networkId: Hash): ByteWriter => new ByteWriter().u8(tag.length).ascii(tag).hex(networkId);

/** Words of a view by their number in bytes and on the wire. */
export const wordKinds = ['notarize', 'nullify', 'finalize', 'propose'] as const;

/** Where a report stands in its author's chain, and the hash of what it says. */
export interface ReportPlace extends Pick<Report, 'epoch' | 'validator' | 'seq' | 'prevDigest'> {
  readonly contentHash: Hash;
}

/** Preimage of c: epoch, height, parentView, parent c, and the heads of the report chains. */
export function blockBytes(networkId: Hash, content: BlockContent): Uint8Array {
  const writer = start(domainTag.block, networkId)
    .u64(content.epoch)
    .u64(content.height)
    .u64(content.parentView)
    .hex(content.parentDigest)
    .u16(content.heads.length);
  for (const head of content.heads) writer.u16(head.validator).u64(head.seq).hex(head.digest);
  return writer.finish();
}

/** Preimage of the genesis block's digest: what every honest node must have been configured with. */
export function genesisBytes(networkId: Hash, configDigest: Hash): Uint8Array {
  return start(domainTag.genesis, networkId).hex(configDigest).finish();
}

/** What a validator signs when it proposes or votes. `digest` is the zero hash for nullify. */
export function voteBytes(
  networkId: Hash,
  kind: VoteKind | 'propose',
  epoch: Epoch,
  view: View,
  digest: Hash,
): Uint8Array {
  return start(domainTag[kind], networkId).u64(epoch).u64(view).hex(digest).finish();
}

/** Preimage of a report's digest, which its author signs: its place in the chain, and the hash of what it says. */
export const reportBytes = (networkId: Hash, place: ReportPlace): Uint8Array =>
  start(domainTag.report, networkId)
    .u64(place.epoch)
    .u16(place.validator)
    .u64(place.seq)
    .hex(place.prevDigest)
    .hex(place.contentHash)
    .finish();

/** Preimage of a report's content hash. */
export function reportContentBytes(report: Report): Uint8Array {
  const writer = new ByteWriter().u64(report.localTimeMs).u16(report.arrivals.length);
  for (const arrival of report.arrivals) writer.hex(arrival.hash).u64(arrival.timeMs);
  writer.u16(report.prices.length);
  for (const observation of report.prices) {
    writer.u16(observation.feed).u64(observation.price).u64(observation.atMs);
  }
  writer.u16(report.l1.length);
  for (const naming of report.l1) writer.u64(naming.chainId).u64(naming.number).hex(naming.hash);
  writer.u64(report.executed.height).hex(report.executed.resultDigest).u16(report.misconduct.length);
  for (const misconduct of report.misconduct) writeMisconduct(writer, misconduct);
  return writer.finish();
}

function writeMisconduct(writer: ByteWriter, misconduct: Misconduct): void {
  writer.u64(misconduct.epoch).u16(misconduct.validator);
  if (misconduct.about === 'view') {
    writer.u8(0).u64(misconduct.view);
    for (const { kind, digest, signature } of [misconduct.first, misconduct.second]) {
      writer.u8(wordKinds.indexOf(kind)).hex(digest).hex(signature);
    }
    return;
  }
  writer.u8(1).u64(misconduct.seq);
  for (const { prevDigest, contentHash, signature } of [misconduct.first, misconduct.second]) {
    writer.hex(prevDigest).hex(contentHash).hex(signature);
  }
}

/** What a price publisher signs: for one network, since feeds are numbered by each. */
export function priceBytes(networkId: Hash, { feed, price, atMs }: PriceObservation): Uint8Array {
  return start(domainTag.price, networkId).u16(feed).u64(price).u64(atMs).finish();
}

/** Bytes of what a report says and where, without writing them: what it counts towards K. */
export const reportByteLength = (report: Report): number =>
  139 +
  domainTag.report.length +
  40 * report.arrivals.length +
  18 * report.prices.length +
  48 * report.l1.length +
  misconductBytesMax * report.misconduct.length;

/** Most bytes of one piece of evidence. */
const misconductBytesMax = 19 + 2 * 128;

/** One link of the chain of results: what executing the block at `height` gave. */
export interface ResultLink {
  readonly height: Height;
  readonly blockDigest: Hash;
  readonly timeMs: TimeMs;
  /** Merkle root over the block's events (tag `V`, leaves are canonical JSON). */
  readonly eventsRoot: Hash;
}

/** Preimage of a result digest: it binds the whole history of results. */
export function resultBytes(networkId: Hash, previous: Hash, link: ResultLink): Uint8Array {
  return start(domainTag.result, networkId)
    .hex(previous)
    .u64(link.height)
    .hex(link.blockDigest)
    .u64(link.timeMs)
    .hex(link.eventsRoot)
    .finish();
}
