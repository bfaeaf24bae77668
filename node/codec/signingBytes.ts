import type { BlockContent, VoteKind } from '../types/consensus.ts';
import type { Hash } from '../types/ids.ts';
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
  accountRequest: 'witan/account-request/1',
} as const;

const start = (tag: string, networkId: Hash): ByteWriter => new ByteWriter().u8(tag.length).ascii(tag).hex(networkId);

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

/** Preimage of a report's digest, which its author signs. */
export function reportBytes(networkId: Hash, report: Report): Uint8Array {
  const writer = start(domainTag.report, networkId)
    .u64(report.epoch)
    .u16(report.validator)
    .u64(report.seq)
    .hex(report.prevDigest)
    .u64(report.localTimeMs)
    .u16(report.arrivals.length);
  for (const arrival of report.arrivals) writer.hex(arrival.hash).u64(arrival.timeMs);
  writer.u16(report.prices.length);
  for (const observation of report.prices) {
    writer.u16(observation.feed).u64(observation.price).u64(observation.atMs);
  }
  writer.u16(report.l1.length);
  for (const naming of report.l1) writer.u64(naming.chainId).u64(naming.number).hex(naming.hash);
  return writer.u64(report.executed.height).hex(report.executed.resultDigest).finish();
}

/** What a price publisher signs: for one network, since feeds are numbered by each. */
export function priceBytes(networkId: Hash, { feed, price, atMs }: PriceObservation): Uint8Array {
  return start(domainTag.price, networkId).u16(feed).u64(price).u64(atMs).finish();
}

/** Length of `reportBytes`, without writing them: what a report counts towards K. */
export const reportByteLength = (report: Report): number =>
  137 + domainTag.report.length + 40 * report.arrivals.length + 18 * report.prices.length + 48 * report.l1.length;

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
