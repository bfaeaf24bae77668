import { describe, expect, test } from 'vitest';
import { costsOf } from '../../bench/costTable.ts';
import type { Frame, Samples } from '../../bench/nodeProfile.ts';

const frame = (url: string, functionName = 'work'): Frame => ({ functionName, url });
const program = frame('', '(program)');

describe('where the time goes', () => {
  test('a sample belongs to the innermost frame whose work has a name, and what waits costs nothing', () => {
    const hash = frame('file:///w/node/crypto/keccak.ts');
    const root = frame('file:///w/node/exchange/commitment.ts');
    const place = frame('file:///w/node/exchange/orders/place.ts');
    const sequencer = frame('file:///w/node/sequencer/sequencer.ts');
    const samples: Samples = [
      { stack: [hash, root, sequencer], micros: 300 },
      { stack: [place, sequencer], micros: 500 },
      { stack: [frame('', '(idle)')], micros: 10_000 },
      { stack: [frame('node:net'), frame('file:///m/@libp2p/utils/dist/index.js')], micros: 100 },
      { stack: [program], micros: 60 },
      { stack: [frame('', '(garbage collector)'), place], micros: 40 },
    ];
    expect(costsOf(samples, 10)).toEqual([
      { item: 'execute', microsPerOrder: 50, share: 0.5 },
      { item: 'root', microsPerOrder: 30, share: 0.3 },
      { item: 'gossip', microsPerOrder: 10, share: 0.1 },
      { item: 'the rest of Node', microsPerOrder: 6, share: 0.06 },
      { item: 'garbage collection', microsPerOrder: 4, share: 0.04 },
    ]);
  });

  test.each([
    ["traders' signatures", 'file:///m/secp256k1/lib/index.js'],
    ["validators' signatures", 'file:///w/node/crypto/ed25519Native.ts'],
    ['decode and encode', 'file:///w/node/codec/transaction.ts'],
    ['decode and encode', 'file:///w/node/crypto/messageCodec.ts'],
    ['fsync', 'file:///w/node/storage/nodeStore.ts'],
    ['reports and priority', 'file:///w/node/sequencer/admission.ts'],
    ['consensus', 'file:///w/node/consensus/step.ts'],
    ['door', 'file:///w/node/api/session.ts'],
    ['gossip', 'file:///w/node/network/peerLink.ts'],
    ['gossip', 'file:///m/@chainsafe/libp2p-noise/dist/src/utils.js'],
  ])('%s: %s', (item, url) => {
    expect(
      costsOf([{ stack: [program, frame(url), frame('file:///w/node/sequencer/runNode.ts')], micros: 1 }], 1),
    ).toEqual([{ item, microsPerOrder: 1, share: 1 }]);
  });
});
