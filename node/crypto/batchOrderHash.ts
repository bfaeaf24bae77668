import { ByteWriter } from '../codec/byteWriter.ts';
import { domainTag } from '../codec/signingBytes.ts';
import type { Hash } from '../types/ids.ts';
import { keccakHash } from './keccak.ts';

/** The name of an order that came in a batch: of the batch's transaction, and of the order's place in it, from 0. */
export const batchOrderHash = (batch: Hash, position: number): Hash =>
  keccakHash(new ByteWriter().ascii(domainTag.batchOrder).hex(batch).u16(position).finish());
