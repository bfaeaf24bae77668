import { WitanError } from '../types/fault.ts';
import { instrumentId, type HexBytes, type InstrumentId } from '../types/ids.ts';
import { ByteReader } from './byteReader.ts';
import { ByteWriter } from './byteWriter.ts';
import { fromHex, toHex } from './hex.ts';

/**
 * What an owner tells the committee through the chain: the data of a forced item, packed big-endian. Kinds are numbers on
 * chain (Inbox.sol); anybody can put any bytes there.
 * Source: docs/spec/settlement.md, Forced items.
 */
export type ForcedBody =
  /** u16 token ‖ u64 ledger units: withdraws so much of it as is free. */
  | { readonly type: 'withdraw'; readonly token: number; readonly amount: number }
  /** u32 instrument ‖ u64 lots ‖ u64 ticks: an IOC that reduces the position, at the limit or better. */
  | { readonly type: 'close'; readonly instrument: InstrumentId; readonly lots: number; readonly limit: number }
  /** Nothing: cancels all that the subaccount has open. */
  | { readonly type: 'cancelAll' };

/** Numbers of the kinds on chain. */
export const forcedKinds = { withdraw: 1, close: 2, cancelAll: 3 } as const;

/** The data of a forced item, as `Inbox.force` takes it beside the kind. */
export function encodeForced(body: ForcedBody): HexBytes {
  const writer = new ByteWriter();
  if (body.type === 'withdraw') writer.u16(body.token).u64(body.amount);
  if (body.type === 'close') writer.u32(body.instrument).u64(body.lots).u64(body.limit);
  return toHex<HexBytes>(writer.finish());
}

/** What the data of an item says; undefined where it says nothing: an unknown kind, another length, numbers beyond 2⁵³. */
export function decodeForced(kind: number, data: HexBytes): ForcedBody | undefined {
  const reader = new ByteReader(fromHex(data));
  try {
    const body = read(kind, reader);
    return reader.left === 0 ? body : undefined;
  } catch (error) {
    if (error instanceof WitanError) return undefined;
    throw error;
  }
}

function read(kind: number, reader: ByteReader): ForcedBody | undefined {
  switch (kind) {
    case forcedKinds.withdraw:
      return { type: 'withdraw', token: reader.u16(), amount: reader.u64() };
    case forcedKinds.close:
      return { type: 'close', instrument: instrumentId(reader.u32()), lots: reader.u64(), limit: reader.u64() };
    case forcedKinds.cancelAll:
      return { type: 'cancelAll' };
    default:
      return undefined;
  }
}
