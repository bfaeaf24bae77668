import { readFileSync } from 'node:fs';
import type { Submitted } from '../sdk/index.ts';
import { WitanError } from '../types/fault.ts';
import type { Hash } from '../types/ids.ts';
import type { TradeOptions } from './tradeOptions.ts';
import { requireOk, trade } from './tradeSession.ts';

/** Errors: TX_FILE_UNREADABLE, the decoder's, those of any submission, and the outcome when it is not OK. */
export const submitSigned = (transaction: string, options: TradeOptions): Promise<void> =>
  trade(options, false, async (client) => {
    const signed = client.read(hexOf(transaction));
    const submitted = await client.send(signed).catch((error: unknown) => refuseKnown(error, signed.hash));
    const { hash, height, code, verified } = requireOk(await submitted.final());
    const lines = [`transaction ${hash}`, `final at height ${height}: ${code}`];
    return { record: { hash, code, height, verified }, lines };
  });

function hexOf(hexOrFile: string): string {
  if (hexOrFile.startsWith('0x')) return hexOrFile;
  try {
    return readFileSync(hexOrFile, 'utf8').trim();
  } catch (error) {
    const message = `The file ${hexOrFile} cannot be read: ${(error as Error).message}.`;
    throw new WitanError('TX_FILE_UNREADABLE', message, 'Give its path, or the transaction itself: 0x and hex.');
  }
}

/** Who sends the same bytes again mostly wants to know what came of the first time. */
function refuseKnown(error: unknown, hash: Hash): Submitted {
  if (!(error instanceof WitanError) || error.code !== 'TX_KNOWN') throw error;
  const hint = `Nothing is done twice. What came of it: ./witan trade follow ${hash}`;
  throw new WitanError('TX_KNOWN', 'This very transaction was submitted before.', hint);
}
