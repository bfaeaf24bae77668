import { expect, test } from 'vitest';
import { addressBookOf } from '../../../node/cli/nodeStart.ts';
import { type HexBytes, zeroAddress } from '../../../node/types/ids.ts';

const key = (byte: number) => `0x${byte.toString(16).padStart(2, '0').repeat(32)}` as HexBytes;
const listed = [1, 2].map((byte) => ({
  operator: zeroAddress,
  power: 1,
  ed25519Key: key(byte),
  blsKey: '0x' as HexBytes,
  host: 'listed',
  port: byte,
}));

test('peers are numbered as the network file has them, where this node reaches them, and those who came later after them', () => {
  const own = [
    { ed25519Key: key(9), host: 'later', port: 90 },
    { ed25519Key: key(2), host: 'private', port: 20 },
  ];
  expect(addressBookOf(listed, own)).toEqual([
    { id: 0, ed25519Key: key(1), host: 'listed', port: 1 },
    { id: 1, ed25519Key: key(2), host: 'private', port: 20 },
    { id: 2, ed25519Key: key(9), host: 'later', port: 90 },
  ]);
});
