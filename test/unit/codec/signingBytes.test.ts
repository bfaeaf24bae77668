import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { toHex } from '../../../node/codec/hex.ts';
import {
  blockBytes,
  domainTag,
  genesisBytes,
  priceBytes,
  reportByteLength,
  reportBytes,
  reportContentBytes,
  resultBytes,
  voteBytes,
} from '../../../node/codec/signingBytes.ts';
import { reportDigest } from '../../../node/crypto/digests.ts';
import type { BlockContent } from '../../../node/types/consensus.ts';
import { feedId, type Hash, type HexBytes, validatorIndex, zeroHash } from '../../../node/types/ids.ts';
import type { Report } from '../../../node/types/report.ts';
import { epoch, height, timeMs, view } from '../../../node/types/units.ts';
import { messageVectorsText, signingVectors, vectorNetworkId } from '../../vectors/generateMessages.ts';

const hash = (n: number): Hash => `0x${n.toString(16).padStart(64, '0')}` as Hash;

describe('the bytes that validators sign', () => {
  test('are what the committed vectors say', () => {
    const committed = readFileSync(new URL('../../vectors/messages.json', import.meta.url), 'utf8');
    expect(messageVectorsText()).toBe(committed);
  });

  test('begin with the length of a domain tag, the tag and the network', () => {
    for (const [name, bytes] of Object.entries(signingVectors())) {
      if (name === 'reportContent') continue; // Never signed: its hash is in what is.
      const tag = domainTag[(name === 'emptyReport' ? 'report' : name) as keyof typeof domainTag];
      expect(bytes[0]).toBe(tag.length);
      expect(Buffer.from(bytes.subarray(1, 1 + tag.length)).toString()).toBe(tag);
      expect(toHex(bytes.subarray(1 + tag.length, 33 + tag.length))).toBe(vectorNetworkId);
    }
  });

  test('no domain tag begins another, so that no preimage can be read as another’s', () => {
    const tags = Object.values(domainTag);
    for (const one of tags) for (const other of tags) if (one !== other) expect(other.startsWith(one)).toBe(false);
  });

  const block: BlockContent = {
    epoch: epoch(1),
    height: height(2),
    parentView: view(3),
    parentDigest: hash(4),
    heads: [{ validator: validatorIndex(1), seq: 5, digest: hash(6) }],
  };
  const report: Report = {
    epoch: epoch(1),
    validator: validatorIndex(1),
    seq: 2,
    prevDigest: hash(3),
    localTimeMs: timeMs(4),
    arrivals: [{ hash: hash(5), timeMs: timeMs(6) }],
    prices: [{ feed: feedId(7), price: 8, atMs: timeMs(9) }],
    l1: [{ chainId: 10, number: 11, hash: hash(12) }],
    executed: { height: height(13), resultDigest: hash(14) },
    misconduct: [
      {
        about: 'view',
        epoch: epoch(15),
        validator: validatorIndex(16),
        view: view(17),
        first: { kind: 'propose', digest: hash(18), signature: hash(19) as string as HexBytes },
        second: { kind: 'propose', digest: hash(20), signature: hash(21) as string as HexBytes },
      },
    ],
  };

  /** Every field of a value, one level into its lists, changed by one. */
  function* changes<T extends object>(value: T): Generator<T> {
    for (const [key, field] of Object.entries(value)) {
      if (Array.isArray(field)) {
        yield { ...value, [key]: [] };
        yield { ...value, [key]: [...(field as unknown[]), ...(field as unknown[])] };
        for (const changed of changes((field as object[])[0]!)) yield { ...value, [key]: [changed] };
      } else if (typeof field === 'object' && field !== null) {
        for (const changed of changes(field as object)) yield { ...value, [key]: changed };
      } else if (field === 'propose') yield { ...value, [key]: 'notarize' };
      // Chooses between two shapes.
      else if (key !== 'about') yield { ...value, [key]: typeof field === 'number' ? field + 1 : hash(999) };
    }
  }

  test('a block’s bind every field', () => {
    const all = [block, ...changes(block)].map((each) => toHex(blockBytes(hash(0), each)));
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBe(1 + 4 + 2 + 3);
  });

  test('a report’s bind every field', () => {
    const all = [report, ...changes(report)].map((each) => reportDigest(hash(0), each));
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBe(1 + 5 + 4 * 2 + 2 + 3 + 3 + 2 + (3 + 2 * 3));
  });

  test('a report’s length is known without writing it', () => {
    for (const copies of [0, 1, 3]) {
      const lists = {
        arrivals: Array<(typeof report.arrivals)[number]>(copies).fill(report.arrivals[0]!),
        prices: Array<(typeof report.prices)[number]>(copies + 1).fill(report.prices[0]!),
        l1: Array<(typeof report.l1)[number]>(copies + 2).fill(report.l1[0]!),
      };
      const longer = { ...report, ...lists, misconduct: [] };
      const written =
        reportBytes(hash(0), { ...longer, contentHash: hash(1) }).length + reportContentBytes(longer).length;
      // The content's hash stands in neither.
      expect(reportByteLength(longer)).toBe(written - 32);
    }
  });

  test('a publisher’s bind network, feed, price and time', () => {
    const price = report.prices[0]!;
    const all = [priceBytes(hash(1), price), ...[price, ...changes(price)].map((each) => priceBytes(hash(0), each))];
    expect(new Set(all.map((bytes) => toHex(bytes))).size).toBe(all.length);
    expect(all.length).toBe(2 + 3);
  });

  test('a vote’s bind network, kind, epoch, view and block', () => {
    const all = [
      voteBytes(hash(0), 'notarize', epoch(1), view(1), hash(1)),
      voteBytes(hash(1), 'notarize', epoch(1), view(1), hash(1)),
      voteBytes(hash(0), 'propose', epoch(1), view(1), hash(1)),
      voteBytes(hash(0), 'finalize', epoch(1), view(1), hash(1)),
      voteBytes(hash(0), 'nullify', epoch(1), view(1), zeroHash),
      voteBytes(hash(0), 'notarize', epoch(2), view(1), hash(1)),
      voteBytes(hash(0), 'notarize', epoch(1), view(2), hash(1)),
      voteBytes(hash(0), 'notarize', epoch(1), view(1), hash(2)),
    ].map((bytes) => toHex(bytes));
    expect(new Set(all).size).toBe(all.length);
  });

  test('a result’s bind the whole history of results', () => {
    const link = { height: height(1), blockDigest: hash(1), timeMs: timeMs(1), eventsRoot: hash(2) };
    const all = [
      resultBytes(hash(0), hash(9), link),
      resultBytes(hash(0), hash(8), link),
      ...[...changes(link)].map((each) => resultBytes(hash(0), hash(9), each)),
      genesisBytes(hash(0), hash(9)),
    ].map((bytes) => toHex(bytes));
    expect(new Set(all).size).toBe(all.length);
  });

  test('numbers beyond their field halt the node rather than wrap', () => {
    expect(() => voteBytes(hash(0), 'notarize', epoch(1), view(-1), hash(1))).toThrow('u64');
    expect(() => voteBytes(hash(0), 'notarize', epoch(1), view(2 ** 53), hash(1))).toThrow('u64');
    expect(() => blockBytes(hash(0), { ...block, heads: [{ ...block.heads[0]!, validator: validatorIndex(65_536) }] })).toThrow('u16'); // prettier-ignore
  });
});
