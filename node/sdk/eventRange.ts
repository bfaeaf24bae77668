import type { BlockEvent } from '../types/block.ts';

/**
 * Events after which those of the next transaction begin: another's receipt, or one of those that a block has only
 * before its transactions. A transaction's own receipt is its last event; nothing else of it is of these types. So the
 * event before the first one shows that none was left out.
 */
const boundaries: ReadonlySet<string> = new Set(['receipt', 'mark', 'deposit', 'depositParked']);

export const endsBefore = (event: BlockEvent): boolean => boundaries.has(event.type);
