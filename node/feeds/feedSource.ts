import type { FeedId, Hash } from '../types/ids.ts';
import type { TimeMs } from '../types/units.ts';

/** A price, and when its origin stated it: that time is what reports carry and what ages (priority rule 11). */
export interface SourcePrice {
  /** Micro-USDC per whole unit of the underlying. */
  readonly price: number;
  readonly atMs: TimeMs;
}

/** One feed's prices as this node gets them. It never throws once it is open: what goes wrong is said, and tried again. */
export interface FeedSource {
  start(): void;
  stop(): void;
  /** The newest price, never from the future; undefined while there is none. */
  latest(nowMs: TimeMs): SourcePrice | undefined;
  /** Figures that help a person see why prices are missing. */
  figures(nowMs: TimeMs): Readonly<Record<string, unknown>>;
}

/** One line for a person, `fields` for machines. */
export type Say = (message: string, fields: Readonly<Record<string, unknown>>) => void;

export interface SourceSurroundings {
  readonly feed: FeedId;
  /** Publishers sign for one network. */
  readonly networkId: Hash;
  readonly say: Say;
}
