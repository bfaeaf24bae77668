import type { BlockEvent } from '../types/block.ts';
import { instrumentId, type Hash } from '../types/ids.ts';
import type { ReplayNames } from './replayNames.ts';

/** A fact of the replay: what a line of the file led to, with the file's names. */
export interface ReplayEvent {
  /** Number of the line, from 1. */
  readonly line: number;
  readonly event: string;
  readonly [field: string]: string | number | boolean;
}

export const firstMarket = instrumentId(1);

const newNames: Readonly<Record<string, string>> = { order: 'id', kind: 'type', timeInForce: 'tif' };
/** There is one chain and one token, and orders have the file's ids; of a market's events those of the first do not name it. */
const leftOut = new Set(['type', 'instrument', 'chain', 'token', 'clientId', 'tx']);

/** An event of the exchange with the file's names. */
export function toldEvent(event: BlockEvent, line: number, names: ReplayNames): ReplayEvent {
  const told: Record<string, string | number | boolean> = {};
  for (const [field, value] of Object.entries(event)) {
    if (field === 'instrument' && value !== firstMarket) told.market = value;
    if (leftOut.has(field)) continue;
    const isName = typeof value === 'string' && value.startsWith('0x');
    told[newNames[field] ?? field] = isName ? names.nameOf(value as Hash) : value;
  }
  return { line, event: event.type, ...told };
}
