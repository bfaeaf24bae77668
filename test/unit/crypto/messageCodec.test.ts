import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../../../node/codec/hex.ts';
import { witan } from '../../../node/codec/wire.js';
import {
  decodeFinalBlock,
  decodeMessage,
  encodeFinalBlock,
  encodeMessage,
  messageBytesMax,
} from '../../../node/crypto/messageCodec.ts';
import { WitanError } from '../../../node/types/fault.ts';
import type { FinalBlock, NetworkMessage } from '../../../node/types/message.ts';
import { foreignBytes } from '../foreign.ts';
import { vectorMessages, vectorNetworkId } from '../../vectors/generateMessages.ts';

const decode = (bytes: Uint8Array): NetworkMessage => decodeMessage(vectorNetworkId, bytes);
const named = Object.entries(vectorMessages);
const encoded = named.map(([, message]) => encodeMessage(message));

/** The code with which bytes are refused; a message where they are taken; anything else thrown is a defect. */
function outcome(bytes: Uint8Array): string | NetworkMessage {
  try {
    return decode(bytes);
  } catch (error) {
    if (error instanceof WitanError) return error.code;
    throw error;
  }
}

/** Bytes as hex everywhere: arrays of bytes are buffers in one place and plain in the other. */
function bare(value: unknown): unknown {
  if (value instanceof Uint8Array) return toHex(value);
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, bare(each)]));
}

describe('a message on the wire', () => {
  test.each(named)('%s reads back as it was written, digests recomputed', (_, message) => {
    expect(bare(decode(encodeMessage(message)))).toEqual(bare(message));
  });

  test('the vectors hold one of every type', () => {
    const { messages } = JSON.parse(readFileSync(new URL('../../vectors/messages.json', import.meta.url), 'utf8')) as {
      messages: { name: string; wire: string }[];
    };
    const types = new Set(messages.map(({ wire }) => decode(fromHex(wire)).type));
    expect([...types].sort()).toEqual([
      'blocks',
      'bodies',
      'certificate',
      'checkpointShare',
      'chunk',
      'finalBlocks',
      'proposal',
      'pruned',
      'reports',
      'snapshot',
      'vote',
      'wantBlocks',
      'wantBodies',
      'wantCertificates',
      'wantChunk',
      'wantFinal',
      'wantReports',
      'wantSnapshot',
    ]);
  });

  test('a digest cannot be forged: it is not on the wire', () => {
    const forged = { ...vectorMessages.proposal, proposal: { ...(vectorMessages.proposal as Extract<NetworkMessage, { type: 'proposal' }>).proposal, digest: `0x${'00'.repeat(32)}` } } as NetworkMessage; // prettier-ignore
    expect(bare(decode(encodeMessage(forged)))).toEqual(bare(vectorMessages.proposal!));
  });

  test('reads differently in another network', () => {
    const other = decodeMessage(
      `0x${'00'.repeat(32)}` as typeof vectorNetworkId,
      encodeMessage(vectorMessages.reports!),
    );
    expect(bare(other)).not.toEqual(bare(vectorMessages.reports!));
  });
});

describe('what is refused', () => {
  test('every prefix and every appended byte', () => {
    for (const bytes of encoded) {
      for (let length = 0; length < bytes.length; length += bytes.length > 600 ? 7 : 1) {
        const found = outcome(bytes.subarray(0, length));
        // A cut between two entries of a list may leave a shorter message, written as it should be.
        if (typeof found !== 'string') expect(toHex(encodeMessage(found))).toBe(toHex(bytes.subarray(0, length)));
        else expect(found).toBe('MESSAGE_MALFORMED');
      }
      for (const extra of [0, 1, 0x0a, 0xff]) {
        expect(outcome(new Uint8Array([...bytes, extra]))).toBe('MESSAGE_MALFORMED');
      }
    }
  });

  test('any bytes at all: a code, or a message that they are the one encoding of', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const found = outcome(bytes);
        if (typeof found === 'string') expect(found).toMatch(/^MESSAGE_/);
        else expect(toHex(encodeMessage(found))).toBe(toHex(bytes));
      }),
      { numRuns: 2_000 },
    );
  });

  test('valid bytes with some changed, dropped or doubled: likewise', () => {
    const edits = fc.array(fc.record({ at: fc.nat(2_000), to: fc.nat(255), how: fc.nat(2) }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.constantFrom(...encoded), edits, (bytes, list) => {
        let changed = [...bytes];
        for (const { at, to, how } of list) {
          const place = at % changed.length;
          if (how === 0) changed[place] = to;
          else if (how === 1) changed.splice(place, 1);
          else changed = [...changed.slice(0, place), to, ...changed.slice(place)];
        }
        const found = outcome(new Uint8Array(changed));
        if (typeof found === 'string') expect(found).toMatch(/^MESSAGE_/);
        else expect([...encodeMessage(found)]).toEqual(changed);
      }),
      { numRuns: 4_000 },
    );
  });

  test('valid bytes cut, extended, or with a part doubled: likewise', () => {
    fc.assert(
      fc.property(foreignBytes(encoded), (bytes) => {
        const found = outcome(bytes);
        if (typeof found === 'string') expect(found).toMatch(/^MESSAGE_/);
        else expect(toHex(encodeMessage(found))).toBe(toHex(bytes));
      }),
      { numRuns: 4_000 },
    );
  });

  const wire = (properties: witan.Envelope.$Properties): Uint8Array => witan.Envelope.encode(properties).finish();
  const content = { epoch: 1, height: 1, parentView: 0, parentDigest: new Uint8Array(32), heads: [] };
  const signature = new Uint8Array(64);
  const vote = { kind: 0, epoch: 1, view: 1, digest: new Uint8Array(32), validator: 0, signature };

  test.each([
    ['nothing', {}],
    ['a proposal without content', { proposal: { view: 1, signature } }],
    [
      'a digest of 31 bytes',
      { proposal: { view: 1, content: { ...content, parentDigest: new Uint8Array(31) }, signature } },
    ],
    ['a signature of 63 bytes', { vote: { ...vote, signature: new Uint8Array(63) } }],
    ['a vote of a fourth kind', { vote: { ...vote, kind: 3 } }],
    ['a validator beyond the largest committee', { vote: { ...vote, validator: 100 } }],
    ['a view beyond safe integers', { vote: { ...vote, view: 2 ** 53 } }],
    [
      'more heads than validators',
      {
        proposal: {
          view: 1,
          content: {
            ...content,
            heads: Array.from({ length: 101 }, () => ({ validator: 0, seq: 0, digest: new Uint8Array(32) })),
          },
          signature,
        },
      },
    ],
    ['a list beyond its bound', { wantCertificates: { views: Array.from({ length: 4_097 }, () => 1) } }],
    [
      'a feed beyond two bytes',
      {
        reports: {
          reports: [
            {
              epoch: 1,
              validator: 0,
              seq: 1,
              prevDigest: new Uint8Array(32),
              prices: [{ feed: 65_536, price: 1, atMs: 1 }],
              executedDigest: new Uint8Array(32),
              signature,
            },
          ],
        },
      },
    ],
    ['a head that is not 32 bytes', { wantReports: { validator: 0, afterSeq: 0, head: new Uint8Array(5) } }],
    ['a chunk above its bound', { chunk: { snapshot: new Uint8Array(32), data: new Uint8Array(2 ** 20 + 1) } }],
    ['a header of zeros cut short', { snapshot: { header: new Uint8Array(671) } }],
    [
      'a header whose words are longer than its fields',
      {
        snapshot: { header: new Uint8Array(672).fill(255), bitmap: new Uint8Array(32), signature: new Uint8Array(128) },
      },
    ],
    [
      'a snapshot that no node could hold',
      {
        snapshot: {
          header: new Uint8Array(672),
          bitmap: new Uint8Array(32),
          signature: new Uint8Array(128),
          totalBytes: 2 ** 40,
        },
      },
    ],
    ['two messages at once', { vote, wantFinal: { fromHeight: 1 } }],
  ] as readonly (readonly [string, witan.Envelope.$Properties])[])('%s', (_, properties) => {
    expect(outcome(wire(properties))).toBe('MESSAGE_MALFORMED');
  });

  test('a number written longer than needed, a field out of order, an unknown field', () => {
    // wantFinal { fromHeight: 1 } is 5a 02 08 01.
    expect(outcome(fromHex('0x5a020801'))).toMatchObject({ type: 'wantFinal', fromHeight: 1 });
    expect(outcome(fromHex('0x5a03088100'))).toBe('MESSAGE_MALFORMED');
    expect(outcome(fromHex('0x5a0408011001'))).toBe('MESSAGE_MALFORMED');
    const report = fromHex(
      toHex(encodeMessage({ type: 'wantReports', validator: 1, afterSeq: 2, head: undefined } as NetworkMessage)),
    );
    expect(toHex(report)).toBe('0x320408011002');
    expect(outcome(fromHex('0x320410020801'))).toBe('MESSAGE_MALFORMED');
  });

  test('a message above the bound is refused before it is read', () => {
    expect(outcome(new Uint8Array(messageBytesMax + 1))).toBe('MESSAGE_OVERSIZED');
  });
});

describe('a block of the log', () => {
  const { blocks } = vectorMessages.finalBlocks as { blocks: readonly FinalBlock[] };

  test('reads back as it was written', () => {
    for (const block of blocks) {
      const read = decodeFinalBlock(vectorNetworkId, encodeFinalBlock(block));
      expect(bare({ type: 'finalBlocks', blocks: [read] })).toEqual(bare({ type: 'finalBlocks', blocks: [block] }));
    }
  });

  test('damaged bytes are refused with a code', () => {
    const bytes = encodeFinalBlock(blocks[0]!);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = new Uint8Array(bytes);
        damaged[at]! ^= change;
        try {
          const read = decodeFinalBlock(vectorNetworkId, damaged);
          expect(toHex(encodeFinalBlock(read))).toBe(toHex(damaged));
        } catch (error) {
          expect((error as WitanError).code).toBe('MESSAGE_MALFORMED');
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('any bytes, and valid ones cut, extended, doubled or changed: the one encoding of a block, or a code', () => {
    fc.assert(
      fc.property(foreignBytes(blocks.map(encodeFinalBlock)), (bytes) => {
        try {
          expect(toHex(encodeFinalBlock(decodeFinalBlock(vectorNetworkId, bytes)))).toBe(toHex(bytes));
        } catch (error) {
          if (!(error instanceof WitanError)) throw error;
          expect(error.code).toBe('MESSAGE_MALFORMED');
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
