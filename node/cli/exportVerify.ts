import { canonicalJson } from '../codec/canonicalJson.ts';
import { fromHex } from '../codec/hex.ts';
import type { ResultLink } from '../codec/signingBytes.ts';
import { sortedJson } from '../codec/sortedJson.ts';
import { decodeTransaction } from '../codec/transaction.ts';
import type { Ed25519Verify } from '../crypto/ed25519.ts';
import { leafHash, verifyProof } from '../crypto/merkle.ts';
import { checkSignature, type TraderVerifier } from '../crypto/secp256k1.ts';
import { domainSeparator, signingDigest, transactionHash } from '../crypto/transactionHash.ts';
import { Committees, type VerifyHeader } from '../sdk/committees.ts';
import { endsBefore } from '../sdk/eventRange.ts';
import type { ProvenEvent } from '../sdk/resultProof.ts';
import type { CommitteeProof } from '../sdk/rpcTypes.ts';
import { verifyResult } from '../sdk/verifyResult.ts';
import type { NetworkConfig } from '../sequencer/config.ts';
import type { BlockEvent } from '../types/block.ts';
import type { Committee } from '../types/committee.ts';
import { WitanError } from '../types/fault.ts';
import type { Hash } from '../types/ids.ts';
import { type BlockProof, blockRecord, eventRecord, type ExportRecord, type ExportTitle } from './exportRecords.ts';
import { headerRecord, type SignedProof, titleRecord, transactionRecord } from './exportRecords.ts';
import {
  csvTitle,
  type ExportFormat,
  ExportTally,
  type ExportTotals,
  lineEnds,
  readLine,
  renderLine,
} from './exportFormats.ts';

/** Who checks signatures: the real ones, or those of a simulated committee. */
export interface ExportVerifiers {
  readonly ed25519: Ed25519Verify;
  readonly header: VerifyHeader;
  readonly trader: TraderVerifier;
}

export interface VerifiedExport extends ExportTotals {
  readonly title: ExportTitle;
}

/** Longest line that is read, in bytes: a proof over the most links that a node shows has a few MiB. */
const lineBytesMax = 64 * 1024 * 1024;

const encoder = new TextEncoder();

/**
 * Checks an export against nothing but the network file: signatures of the committee over every block in it, Merkle paths of
 * every event, traders' signatures, every column as it follows from what is proven, and the digest in the last line.
 * Errors: EXPORT_MALFORMED, EXPORT_TRUNCATED, EXPORT_ALTERED, EXPORT_NETWORK_OTHER, PROOF_*, TX_*.
 */
export async function verifyExport(
  network: NetworkConfig,
  bytes: AsyncIterable<Uint8Array>,
  verifiers: ExportVerifiers,
): Promise<VerifiedExport> {
  const tally = new ExportTally();
  const checker = new Checker(network, verifiers);
  let format: ExportFormat | undefined;
  let end: string | undefined;
  for await (const raw of linesOf(bytes)) {
    if (end !== undefined) throw altered('something follows the last line');
    const text = raw.toString('utf8');
    const isTitle = format === undefined && text === csvTitle + lineEnds.csv;
    format ??= isTitle ? 'csv' : 'json';
    if (isTitle) {
      tally.add(raw, undefined);
      continue;
    }
    const lineEnd = lineEnds[format];
    if (!text.endsWith(lineEnd)) throw truncated();
    const record = readLine(format, text.slice(0, -lineEnd.length));
    if (record.record === 'end') {
      end = renderLine(format, tally.end()) + lineEnd;
      if (text !== end) throw altered('the last line does not fit what is before it');
      continue;
    }
    guarded(() => checker.take(record));
    tally.add(raw, record);
  }
  if (end === undefined || checker.title === undefined) throw truncated();
  return { ...tally.totals, title: checker.title };
}

/** What a stranger's file holds may be of any shape: what cannot be read is malformed. */
function guarded(check: () => void): void {
  try {
    check();
  } catch (error) {
    if (error instanceof WitanError) throw error;
    throw new WitanError('EXPORT_MALFORMED', `A record cannot be read: ${(error as Error).message.slice(0, 120)}.`);
  }
}

/** Lines with their ends. */
async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    let start = 0;
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, start)) {
      yield Buffer.concat([...parts, chunk.subarray(start, at + 1)]);
      parts = [];
      length = 0;
      start = at + 1;
    }
    parts.push(chunk.subarray(start));
    length += chunk.length - start;
    if (length > lineBytesMax) throw new WitanError('EXPORT_MALFORMED', 'A line is longer than any of an export.');
  }
  if (length > 0) yield Buffer.concat(parts);
}

/** The block whose records are being read. */
interface OpenBlock {
  readonly link: ResultLink;
  readonly eventCount: number;
  readonly events: Map<number, BlockEvent>;
}

/** Takes in record after record. */
class Checker {
  readonly #network: NetworkConfig;
  readonly #verifiers: ExportVerifiers;
  readonly #committees: Committees;
  readonly #domain: Uint8Array;
  #title: ExportTitle | undefined;
  #block: OpenBlock | undefined;
  #lastIndex = -1;

  constructor(network: NetworkConfig, verifiers: ExportVerifiers) {
    const { committee, l1 } = network;
    this.#network = network;
    this.#verifiers = verifiers;
    this.#committees = new Committees(committee, verifiers.header);
    this.#domain = domainSeparator({ networkId: committee.networkId, homeChainId: l1.chainId });
  }

  get title(): ExportTitle | undefined {
    return this.#title;
  }

  take(record: ExportRecord): void {
    const expected = this.#expected(record);
    if (sortedJson(expected) !== sortedJson(record)) throw altered('a record is not what its proof shows');
  }

  /** The record as it must be, from its data and its proof, which are checked. */
  #expected({ record, index, data, proof }: ExportRecord): ExportRecord {
    if (record === 'export') return this.#takeTitle(data as ExportTitle);
    if (this.#title === undefined) throw altered('the first line is missing');
    switch (record) {
      case 'header':
        return this.#takeHeader(proof as CommitteeProof);
      case 'block':
        return this.#takeBlock(proof as BlockProof);
      case 'event':
        return this.#takeEvent(index as number, { event: data as BlockEvent, path: proof as Hash[] });
      case 'transaction':
        return this.#takeTransaction(proof as SignedProof);
      default:
        throw altered('a record is of no kind that there is');
    }
  }

  #takeTitle(title: ExportTitle): ExportRecord {
    if (this.#title !== undefined) throw altered('there are two first lines');
    const { format, version, networkId, account, fromHeight, toHeight, omitted } = title;
    const own = this.#network.committee.networkId;
    if (networkId !== own) {
      throw new WitanError('EXPORT_NETWORK_OTHER', `The export is of network ${networkId}, the file of ${own}.`);
    }
    if (format !== 'witan-export' || version !== 1) throw altered('the format is another one');
    this.#title = { format, version, networkId, account, fromHeight, toHeight, omitted };
    return titleRecord(this.#title);
  }

  #takeHeader(proof: CommitteeProof): ExportRecord {
    this.#committees.take(proof);
    return headerRecord(proof);
  }

  #takeBlock(proof: BlockProof): ExportRecord {
    const height = proof.links[0]!.height as number;
    const { fromHeight, toHeight } = this.#title!;
    const last = this.#block?.link.height ?? 0;
    if (height <= last || height < fromHeight || height > toHeight) throw altered(`block ${height} is out of place`);
    const links = verifyResult((each) => this.#committeeOf(each), proof, height, this.#verifiers.ed25519);
    this.#block = { link: links[0]!, eventCount: proof.eventCount, events: new Map() };
    this.#lastIndex = -1;
    return blockRecord(proof);
  }

  /** A header shows the committees around it: those before, in office and next. Errors: PROOF_EPOCH_UNKNOWN. */
  #committeeOf(wanted: number): Committee {
    const known = this.#committees.of(wanted);
    if (known !== undefined) return known;
    throw new WitanError(
      'PROOF_EPOCH_UNKNOWN',
      `No header in the export shows who votes in epoch ${wanted}.`,
      'Export more often, or name the network file of a later committee.',
    );
  }

  #takeEvent(index: number, proven: ProvenEvent): ExportRecord {
    const block = this.#block;
    if (block === undefined || index <= this.#lastIndex) throw altered('an event is out of place');
    this.#checkEvent(block, index, proven);
    this.#lastIndex = index;
    block.events.set(index, proven.event);
    return eventRecord(this.#network, this.#title!.account, block.link, index, proven);
  }

  #checkEvent({ link, eventCount }: OpenBlock, index: number, { event, path }: ProvenEvent): void {
    const leaf = leafHash('V', encoder.encode(canonicalJson(event)));
    if (verifyProof(link.eventsRoot, 'V', eventCount, index, leaf, path)) return;
    throw new WitanError('PROOF_EVENT_INVALID', `Event ${index} is not one of block ${link.height}.`);
  }

  /** After its receipt: the signature is that of the key, the hash that of the receipt, and no event of it is left out. */
  #takeTransaction(proof: SignedProof): ExportRecord {
    const block = this.#block;
    const receipt = block?.events.get(this.#lastIndex);
    if (block === undefined || receipt?.type !== 'receipt') throw altered('a transaction does not follow its receipt');
    const { bytes, firstEvent, before } = proof;
    for (let at = firstEvent; at <= this.#lastIndex; at++) {
      const event = block.events.get(at);
      if (event === undefined || (at < this.#lastIndex && endsBefore(event))) throw altered('an event was left out');
    }
    if (firstEvent !== 0) {
      if (before === undefined || !endsBefore(before.event)) throw altered('events may have been left out');
      this.#checkEvent(block, firstEvent - 1, before);
    }
    if (bytes !== undefined) {
      const transaction = decodeTransaction(fromHex(bytes));
      const digest = signingDigest(this.#domain, transaction);
      checkSignature(this.#verifiers.trader, digest, transaction);
      if (transactionHash(digest, transaction.signature) !== receipt.tx) throw altered('a receipt is of another body');
    }
    return transactionRecord(block.link, receipt, proof);
  }
}

const altered = (why: string): WitanError =>
  new WitanError(
    'EXPORT_ALTERED',
    `The export is not as it was written: ${why}.`,
    'Get it again from where it was made.',
  );

const truncated = (): WitanError =>
  new WitanError('EXPORT_TRUNCATED', 'The export has no last line.', 'It was cut off: make it, or get it, again.');
