/**
 * Network messages to protobuf bytes and back. Decoding recomputes every digest, and refuses what encoding would not
 * have written: unknown fields, other orders, padded numbers, trailing bytes. Lives in crypto/ because digests do.
 */
import { ByteWriter } from '../codec/byteWriter.ts';
import { fromHex, toHex } from '../codec/hex.ts';
import { sameBytes } from '../codec/sameBytes.ts';
import { decodeHeader, encodeHeader, headerBytes } from '../codec/settlement.ts';
import { wordKinds } from '../codec/signingBytes.ts';
import { witan } from '../codec/wire.js';
import { type Committee, makeCommittee, type Member, validatorsMax, withJailed } from '../types/committee.ts';
import type { BlockContent, Certificate, VoteKind } from '../types/consensus.ts';
import { WitanError } from '../types/fault.ts';
import { type Address, feedId, type Hash, type HexBytes, type ValidatorIndex, validatorIndex } from '../types/ids.ts';
import type { FinalBlock, NetworkMessage } from '../types/message.ts';
import type { Misconduct } from '../types/misconduct.ts';
import type { SignedReport } from '../types/report.ts';
import {
  snapshotBytesMax,
  snapshotChunkBytesMax,
  snapshotChunksMax,
  type SnapshotManifest,
} from '../types/snapshot.ts';
import { epoch, height, timeMs, view } from '../types/units.ts';
import { blockDigest, reportDigest } from './digests.ts';

/** Longest message that a node takes from a peer, in bytes. */
export const messageBytesMax = 4 * 1024 * 1024;

/** Most entries of a list in one message. */
const listMax = 4096;

const voteKinds: readonly VoteKind[] = ['notarize', 'nullify', 'finalize'];
const malformed = (what: string): WitanError =>
  new WitanError('MESSAGE_MALFORMED', `Not a canonical message: ${what}.`);

function bytesOf(value: Uint8Array | null | undefined, size: number, what: string): Uint8Array {
  if (value?.length !== size) throw malformed(`${what} has ${value?.length ?? 0} bytes, must have ${size}`);
  return value;
}

const hash = (value: Uint8Array | null | undefined, what: string): Hash => toHex<Hash>(bytesOf(value, 32, what));
const signature = (value: Uint8Array | null | undefined): HexBytes => toHex<HexBytes>(bytesOf(value, 64, 'signature'));

function safe(value: number | null | undefined, what: string): number {
  const number = value ?? 0;
  if (!Number.isSafeInteger(number) || number < 0) throw malformed(`${what} is not a safe integer`);
  return number;
}

function validator(value: number | null | undefined): ValidatorIndex {
  const number = value ?? 0;
  if (number >= validatorsMax) throw malformed(`validator ${number} does not exist`);
  return validatorIndex(number);
}

function list<Wire, T>(values: readonly Wire[] | null | undefined, read: (value: Wire) => T, max = listMax): T[] {
  if ((values?.length ?? 0) > max) throw malformed(`a list has ${values!.length} entries, at most ${max}`);
  return (values ?? []).map(read);
}

export function contentToWire(content: BlockContent): witan.BlockContent.$Properties {
  return {
    epoch: content.epoch,
    height: content.height,
    parentView: content.parentView,
    parentDigest: fromHex(content.parentDigest),
    heads: content.heads.map((head) => ({ validator: head.validator, seq: head.seq, digest: fromHex(head.digest) })),
  };
}

function contentFromWire(wire: witan.BlockContent.$Properties | null | undefined): BlockContent {
  if (wire === null || wire === undefined) throw malformed('a block has no content');
  return {
    epoch: epoch(safe(wire.epoch, 'epoch')),
    height: height(safe(wire.height, 'height')),
    parentView: view(safe(wire.parentView, 'parentView')),
    parentDigest: hash(wire.parentDigest, 'parentDigest'),
    heads: list(
      wire.heads,
      (head) => ({
        validator: validator(head.validator),
        seq: safe(head.seq, 'seq'),
        digest: hash(head.digest, 'head digest'),
      }),
      validatorsMax,
    ),
  };
}

function certificateToWire(certificate: Certificate): witan.Certificate.$Properties {
  return {
    kind: voteKinds.indexOf(certificate.kind),
    epoch: certificate.epoch,
    view: certificate.view,
    digest: fromHex(certificate.digest),
    signatures: certificate.signatures.map((each) => ({
      validator: each.validator,
      signature: fromHex(each.signature),
    })),
  };
}

function voteKind(value: number | null | undefined): VoteKind {
  const kind = voteKinds[value ?? 0];
  if (kind === undefined) throw malformed(`vote kind ${value} does not exist`);
  return kind;
}

function certificateFromWire(wire: witan.Certificate.$Properties): Certificate {
  return {
    kind: voteKind(wire.kind),
    epoch: epoch(safe(wire.epoch, 'epoch')),
    view: view(safe(wire.view, 'view')),
    digest: hash(wire.digest, 'digest'),
    signatures: list(
      wire.signatures,
      (each) => ({ validator: validator(each.validator), signature: signature(each.signature) }),
      validatorsMax,
    ),
  };
}

function reportToWire({ report, signature: signed }: SignedReport): witan.Report.$Properties {
  return {
    epoch: report.epoch,
    validator: report.validator,
    seq: report.seq,
    prevDigest: fromHex(report.prevDigest),
    localTimeMs: report.localTimeMs,
    arrivals: report.arrivals.map((arrival) => ({ hash: fromHex(arrival.hash), timeMs: arrival.timeMs })),
    prices: report.prices.map(({ feed, price, atMs }) => ({ feed, price, atMs })),
    l1: report.l1.map((naming) => ({ chainId: naming.chainId, number: naming.number, hash: fromHex(naming.hash) })),
    executedHeight: report.executed.height,
    executedDigest: fromHex(report.executed.resultDigest),
    signature: fromHex(signed),
    misconduct: report.misconduct.map(misconductToWire),
  };
}

function misconductToWire(misconduct: Misconduct): witan.Misconduct.$Properties {
  const { epoch, validator } = misconduct;
  if (misconduct.about === 'view') {
    const words = [misconduct.first, misconduct.second].map((word) => ({
      kind: wordKinds.indexOf(word.kind),
      digest: fromHex(word.digest),
      signature: fromHex(word.signature),
    }));
    return { epoch, validator, place: misconduct.view, words };
  }
  const reports = [misconduct.first, misconduct.second].map((seal) => ({
    prevDigest: fromHex(seal.prevDigest),
    contentHash: fromHex(seal.contentHash),
    signature: fromHex(seal.signature),
  }));
  return { epoch, validator, place: misconduct.seq, reports };
}

function misconductFromWire(wire: witan.Misconduct.$Properties): Misconduct {
  const words = list(wire.words, (word) => {
    const kind = wordKinds[word.kind ?? 0];
    if (kind === undefined) throw malformed(`word kind ${word.kind} does not exist`);
    return { kind, digest: hash(word.digest, 'digest'), signature: signature(word.signature) };
  });
  const reports = list(wire.reports, (seal) => ({
    prevDigest: hash(seal.prevDigest, 'prevDigest'),
    contentHash: hash(seal.contentHash, 'contentHash'),
    signature: signature(seal.signature),
  }));
  const who = { epoch: epoch(safe(wire.epoch, 'epoch')), validator: validator(wire.validator) };
  const place = safe(wire.place, 'place');
  if (words.length === 2 && reports.length === 0) {
    return { ...who, about: 'view', view: view(place), first: words[0]!, second: words[1]! };
  }
  if (reports.length === 2 && words.length === 0) {
    return { ...who, about: 'report', seq: place, first: reports[0]!, second: reports[1]! };
  }
  throw malformed('evidence is two words or two reports');
}

function reportFromWire(networkId: Hash, wire: witan.Report.$Properties): SignedReport {
  const report = {
    epoch: epoch(safe(wire.epoch, 'epoch')),
    validator: validator(wire.validator),
    seq: safe(wire.seq, 'seq'),
    prevDigest: hash(wire.prevDigest, 'prevDigest'),
    localTimeMs: timeMs(safe(wire.localTimeMs, 'localTimeMs')),
    arrivals: list(wire.arrivals, (each) => ({
      hash: hash(each.hash, 'arrival'),
      timeMs: timeMs(safe(each.timeMs, 'timeMs')),
    })),
    prices: list(wire.prices, (each) => {
      if ((each.feed ?? 0) > 0xffff) throw malformed(`feed ${each.feed} does not exist`);
      return {
        feed: feedId(each.feed ?? 0),
        price: safe(each.price, 'price'),
        atMs: timeMs(safe(each.atMs, 'atMs')),
      };
    }),
    l1: list(wire.l1, (each) => ({
      chainId: safe(each.chainId, 'chainId'),
      number: safe(each.number, 'number'),
      hash: hash(each.hash, 'L1 block hash'),
    })),
    executed: {
      height: height(safe(wire.executedHeight, 'executedHeight')),
      resultDigest: hash(wire.executedDigest, 'executedDigest'),
    },
    misconduct: list(wire.misconduct, misconductFromWire),
  };
  return { report, digest: reportDigest(networkId, report), signature: signature(wire.signature) };
}

function committeeToWire({ id, epoch, validators }: Committee): witan.Committee.$Properties {
  return {
    id,
    epoch,
    members: validators.map(({ operator, weight, power, ed25519Key, blsKey }) => ({
      operator: fromHex(operator),
      weight,
      jailed: power === 0,
      ed25519Key: fromHex(ed25519Key),
      blsKey: fromHex(blsKey),
    })),
  };
}

function committeeFromWire(networkId: Hash, wire: witan.Committee.$Properties): Committee {
  const jailed = new Set<HexBytes>();
  const members = list(
    wire.members,
    (member): Member => {
      const ed25519Key = toHex<HexBytes>(bytesOf(member.ed25519Key, 32, 'Ed25519 key'));
      if (member.jailed === true) jailed.add(ed25519Key);
      return {
        operator: toHex<Address>(bytesOf(member.operator, 20, 'operator')),
        weight: member.weight ?? 0,
        ed25519Key,
        blsKey: toHex<HexBytes>(member.blsKey ?? new Uint8Array()),
      };
    },
    validatorsMax,
  );
  const at = epoch(safe(wire.epoch, 'epoch'));
  const id = safe(wire.id, 'committee');
  try {
    return withJailed(makeCommittee(networkId, id, at, members), at, jailed);
  } catch (error) {
    throw error instanceof WitanError ? malformed(error.message) : error;
  }
}

function finalBlockToWire(block: FinalBlock): witan.FinalBlock.$Properties {
  return {
    content: contentToWire(block.content),
    reports: block.reports.map(reportToWire),
    bodies: [...block.bodies],
    certificate: block.certificate === undefined ? undefined : certificateToWire(block.certificate),
    committee: block.committee === undefined ? undefined : committeeToWire(block.committee),
  };
}

function finalBlockFromWire(networkId: Hash, wire: witan.FinalBlock.$Properties): FinalBlock {
  const content = contentFromWire(wire.content);
  const { certificate, committee } = wire;
  return {
    digest: blockDigest(networkId, content),
    content,
    reports: list(wire.reports, (report) => reportFromWire(networkId, report), Infinity),
    bodies: list(wire.bodies, (body) => body, Infinity),
    certificate: certificate === null || certificate === undefined ? undefined : certificateFromWire(certificate),
    committee: committee === null || committee === undefined ? undefined : committeeFromWire(networkId, committee),
  };
}

function manifestToWire(manifest: SnapshotManifest): witan.SnapshotManifest.$Properties {
  return {
    header: encodeHeader(manifest.header),
    bitmap: new ByteWriter().uint(manifest.bitmap, 32).finish(),
    signature: fromHex(manifest.signature),
    totalBytes: manifest.totalBytes,
    chunkHashes: manifest.chunkHashes.map((each) => fromHex(each)),
  };
}

/** Every number in it is then small enough to be calculated with. */
function manifestFromWire(wire: witan.SnapshotManifest.$Properties): SnapshotManifest {
  const header = decodeHeader(bytesOf(wire.header, headerBytes, 'header'));
  if (header === undefined) throw malformed('a header is not its own encoding');
  for (const number of [header.number, header.blockHeight, header.timestampMs]) safe(Number(number), 'header');
  const totalBytes = safe(wire.totalBytes, 'totalBytes');
  if (totalBytes > snapshotBytesMax) throw malformed(`a snapshot of ${totalBytes} bytes`);
  return {
    header,
    bitmap: BigInt(hash(wire.bitmap, 'bitmap')),
    signature: toHex<HexBytes>(bytesOf(wire.signature, 128, 'BLS signature')),
    totalBytes,
    chunkHashes: list(wire.chunkHashes, (each) => hash(each, 'chunk hash'), snapshotChunksMax),
  };
}

function toWire(message: NetworkMessage): witan.Envelope.$Properties {
  switch (message.type) {
    case 'proposal': {
      const { proposal } = message;
      return {
        proposal: {
          view: proposal.view,
          content: contentToWire(proposal.content),
          repeats: proposal.repeats ?? 0,
          signature: fromHex(proposal.signature),
        },
      };
    }
    case 'vote': {
      const { vote } = message;
      return {
        vote: {
          kind: voteKinds.indexOf(vote.kind),
          epoch: vote.epoch,
          view: vote.view,
          digest: fromHex(vote.digest),
          validator: vote.validator,
          signature: fromHex(vote.signature),
        },
      };
    }
    case 'certificate':
      return { certificate: certificateToWire(message.certificate) };
    case 'reports':
      return { reports: { reports: message.reports.map(reportToWire) } };
    case 'bodies':
      return { bodies: { bodies: [...message.bodies] } };
    case 'wantReports':
      return {
        wantReports: {
          validator: message.validator,
          afterSeq: message.afterSeq,
          ...(message.head === undefined ? {} : { head: fromHex(message.head) }),
        },
      };
    case 'wantBodies':
      return { wantBodies: { hashes: message.hashes.map((each) => fromHex(each)) } };
    case 'wantBlocks':
      return { wantBlocks: { digests: message.digests.map((each) => fromHex(each)) } };
    case 'blocks':
      return { blocks: { blocks: message.blocks.map((block) => contentToWire(block.content)) } };
    case 'wantCertificates':
      return { wantCertificates: { views: [...message.views] } };
    case 'wantFinal':
      return { wantFinal: { fromHeight: message.fromHeight } };
    case 'finalBlocks':
      return { finalBlocks: { blocks: message.blocks.map(finalBlockToWire) } };
    case 'checkpointShare':
      return {
        checkpointShare: {
          number: message.number,
          headerHash: fromHex(message.headerHash),
          signature: fromHex(message.signature),
        },
      };
    case 'pruned':
      return { pruned: { lowestHeight: message.lowestHeight, snapshotHeight: message.snapshotHeight } };
    case 'wantSnapshot':
      return { wantSnapshot: { aboveHeight: message.aboveHeight } };
    case 'snapshot':
      return { snapshot: manifestToWire(message.manifest) };
    case 'wantChunk':
      return { wantChunk: { snapshot: fromHex(message.snapshot), index: message.index } };
    case 'chunk':
      return { chunk: { snapshot: fromHex(message.snapshot), index: message.index, data: message.bytes } };
  }
}

function fromWire(networkId: Hash, wire: witan.Envelope.$Properties): NetworkMessage {
  if (wire.proposal) {
    const content = contentFromWire(wire.proposal.content);
    const digest = blockDigest(networkId, content);
    const at = view(safe(wire.proposal.view, 'view'));
    const repeats = safe(wire.proposal.repeats, 'repeats');
    return {
      type: 'proposal',
      proposal: {
        view: at,
        digest,
        content,
        repeats: repeats === 0 ? undefined : view(repeats),
        signature: signature(wire.proposal.signature),
      },
    };
  }
  if (wire.vote) {
    const { vote } = wire;
    return {
      type: 'vote',
      vote: {
        kind: voteKind(vote.kind),
        epoch: epoch(safe(vote.epoch, 'epoch')),
        view: view(safe(vote.view, 'view')),
        digest: hash(vote.digest, 'digest'),
        validator: validator(vote.validator),
        signature: signature(vote.signature),
      },
    };
  }
  if (wire.certificate) return { type: 'certificate', certificate: certificateFromWire(wire.certificate) };
  if (wire.reports) {
    return { type: 'reports', reports: list(wire.reports.reports, (report) => reportFromWire(networkId, report)) };
  }
  if (wire.bodies) return { type: 'bodies', bodies: list(wire.bodies.bodies, (body) => body) };
  if (wire.wantReports) {
    const { validator: author, afterSeq, head } = wire.wantReports;
    return {
      type: 'wantReports',
      validator: validator(author),
      afterSeq: safe(afterSeq, 'afterSeq'),
      head: (head?.length ?? 0) === 0 ? undefined : hash(head, 'head'),
    };
  }
  if (wire.wantBodies)
    return { type: 'wantBodies', hashes: list(wire.wantBodies.hashes, (each) => hash(each, 'hash')) };
  if (wire.wantBlocks) {
    return { type: 'wantBlocks', digests: list(wire.wantBlocks.digests, (each) => hash(each, 'digest')) };
  }
  if (wire.blocks) {
    return {
      type: 'blocks',
      blocks: list(wire.blocks.blocks, (block) => {
        const content = contentFromWire(block);
        return { digest: blockDigest(networkId, content), content };
      }),
    };
  }
  if (wire.wantCertificates) {
    const views = list(wire.wantCertificates.views, (each) => view(safe(each, 'view')));
    return { type: 'wantCertificates', views };
  }
  if (wire.wantFinal) return { type: 'wantFinal', fromHeight: height(safe(wire.wantFinal.fromHeight, 'fromHeight')) };
  if (wire.finalBlocks) {
    return {
      type: 'finalBlocks',
      blocks: list(wire.finalBlocks.blocks, (block) => finalBlockFromWire(networkId, block)),
    };
  }
  if (wire.checkpointShare) {
    const { number, headerHash, signature: share } = wire.checkpointShare;
    return {
      type: 'checkpointShare',
      number: safe(number, 'number'),
      headerHash: hash(headerHash, 'headerHash'),
      signature: toHex<HexBytes>(bytesOf(share, 128, 'BLS signature')),
    };
  }
  if (wire.pruned) {
    const { lowestHeight, snapshotHeight } = wire.pruned;
    return {
      type: 'pruned',
      lowestHeight: height(safe(lowestHeight, 'lowestHeight')),
      snapshotHeight: height(safe(snapshotHeight, 'snapshotHeight')),
    };
  }
  if (wire.wantSnapshot) {
    return { type: 'wantSnapshot', aboveHeight: height(safe(wire.wantSnapshot.aboveHeight, 'aboveHeight')) };
  }
  if (wire.snapshot) return { type: 'snapshot', manifest: manifestFromWire(wire.snapshot) };
  if (wire.wantChunk) {
    const { snapshot, index } = wire.wantChunk;
    return { type: 'wantChunk', snapshot: hash(snapshot, 'snapshot'), index: safe(index, 'index') };
  }
  if (wire.chunk) {
    const { snapshot, index, data } = wire.chunk;
    if ((data?.length ?? 0) > snapshotChunkBytesMax) throw malformed(`a chunk of ${data!.length} bytes`);
    return {
      type: 'chunk',
      snapshot: hash(snapshot, 'snapshot'),
      index: safe(index, 'index'),
      bytes: data ?? new Uint8Array(),
    };
  }
  throw malformed('it says nothing known');
}

export function encodeMessage(message: NetworkMessage): Uint8Array {
  return witan.Envelope.encode(toWire(message)).finish();
}

/** Errors: MESSAGE_OVERSIZED, MESSAGE_MALFORMED. */
export function decodeMessage(networkId: Hash, bytes: Uint8Array): NetworkMessage {
  if (bytes.length > messageBytesMax) {
    throw new WitanError('MESSAGE_OVERSIZED', `A message has ${bytes.length} bytes, at most ${messageBytesMax}.`);
  }
  return canonical(
    bytes,
    (each) => witan.Envelope.decode(each),
    (wire) => fromWire(networkId, wire),
    encodeMessage,
  );
}

/** A block's content alone, as a snapshot holds it. */
export function encodeContent(content: BlockContent): Uint8Array {
  return witan.BlockContent.encode(contentToWire(content)).finish();
}

/** Errors: MESSAGE_MALFORMED. */
export function decodeContent(bytes: Uint8Array): BlockContent {
  return canonical(bytes, (each) => witan.BlockContent.decode(each), contentFromWire, encodeContent);
}

/** A final block as the block log stores it. */
export function encodeFinalBlock(block: FinalBlock): Uint8Array {
  return witan.FinalBlock.encode(finalBlockToWire(block)).finish();
}

/** Errors: MESSAGE_MALFORMED. */
export function decodeFinalBlock(networkId: Hash, bytes: Uint8Array): FinalBlock {
  return canonical(
    bytes,
    (each) => witan.FinalBlock.decode(each),
    (wire) => finalBlockFromWire(networkId, wire),
    encodeFinalBlock,
  );
}

function canonical<Wire, T>(
  bytes: Uint8Array,
  decode: (bytes: Uint8Array) => Wire,
  read: (wire: Wire) => T,
  encode: (value: T) => Uint8Array,
): T {
  let wire: Wire;
  try {
    wire = decode(bytes);
  } catch (error) {
    throw malformed(error instanceof Error ? error.message : 'undecodable');
  }
  const value = read(wire);
  if (!sameBytes(encode(value), bytes)) throw malformed('its bytes are not the ones that its content has');
  return value;
}
