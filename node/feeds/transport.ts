import type { Fault } from '../types/fault.ts';
import type { TimeMs } from '../types/units.ts';

/** What became of a document: of use, of no interest here, or wrong. */
export type Intake = 'taken' | 'nothing' | Fault;

/**
 * Takes in one JSON document. It is from somebody else: any value whatever.
 * @param sinceMs the document is not older than this: when it was asked for, or came by itself
 */
export type TakeDocument = (document: unknown, sinceMs: TimeMs) => Intake;

/** Brings JSON documents from one endpoint, for ever: it tries again at growing intervals whatever happens. */
export interface Transport {
  start(): void;
  stop(): void;
}

/** Bytes of one document at most. */
export const documentBytesMax = 256 * 1024;
