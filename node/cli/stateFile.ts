import { readFileSync } from 'node:fs';
import { decodeMessage } from '../crypto/messageCodec.ts';
import { decodeState, encodeState } from '../exchange/snapshot.ts';
import type { NetworkConfig } from '../sequencer/config.ts';
import { openSnapshot } from '../sequencer/snapshotState.ts';
import { scanRecords } from '../storage/recordFraming.ts';
import { WitanError } from '../types/fault.ts';

const hint = 'Name a snapshot-*.bin of a node of that network, or a file of what encodeState writes (docs/risk.md).';

/**
 * The exchange's state in a file, as `encodeState` writes it: either exactly these bytes, or a node's own snapshot, compared with its header.
 * Errors: STATE_FILE_MISSING, STATE_FILE_UNREADABLE, SNAPSHOT_MALFORMED.
 */
export function readStateFile(path: string, network: NetworkConfig): Uint8Array {
  const bytes = read(path);
  try {
    if (bytes[0] !== '{'.charCodeAt(0)) return stateIn(bytes, network);
    decodeState(network.exchange, bytes);
    return bytes;
  } catch (error) {
    // Whatever these bytes lead to: nobody has looked at them before.
    const why = (error as Error).message.replaceAll(/\s+/g, ' ').slice(0, 200);
    throw new WitanError('SNAPSHOT_MALFORMED', `${path} is no state of this network: ${why}`, hint);
  }
}

function read(path: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new WitanError('STATE_FILE_MISSING', `There is no state file ${path}.`, hint);
    throw new WitanError('STATE_FILE_UNREADABLE', `The state file ${path} cannot be read: ${message}.`, hint);
  }
}

function stateIn(bytes: Uint8Array, network: NetworkConfig): Uint8Array {
  const parts: Uint8Array[] = [];
  const records = scanRecords(Buffer.from(bytes));
  let next = records.next();
  for (; !next.done; next = records.next()) parts.push(next.value.payload);
  const [first, ...chunks] = parts;
  if (first === undefined || next.value.validBytes !== bytes.length) throw new Error('a part is missing or damaged');
  const message = decodeMessage(network.committee.networkId, first);
  if (message.type !== 'snapshot') throw new Error('it begins with something else');
  return encodeState(openSnapshot(network, message.manifest.header, Buffer.concat(chunks)).exchange);
}
