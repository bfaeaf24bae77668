import type { Fault } from '../types/fault.ts';
import { type TimeMs, timeMs } from '../types/units.ts';
import type { FeedSource, SourcePrice, SourceSurroundings } from './feedSource.ts';
import { openTransport, type TransportConfig } from './openTransport.ts';
import { type PricePaths, readPrice } from './priceReader.ts';
import type { Intake, Transport } from './transport.ts';

/** A feed whose price is read out of somebody else's JSON documents, and believed. */
export class LiveSource implements FeedSource {
  readonly #paths: PricePaths;
  readonly #transport: Transport;
  #latest: SourcePrice | undefined;

  constructor(config: TransportConfig & PricePaths, { feed, say }: SourceSurroundings) {
    this.#paths = config;
    this.#transport = openTransport(config, `feed ${feed}`, say, (document, sinceMs) => this.#take(document, sinceMs));
  }

  start(): void {
    this.#transport.start();
  }

  stop(): void {
    this.#transport.stop();
  }

  latest(): SourcePrice | undefined {
    return this.#latest;
  }

  figures(): Readonly<Record<string, unknown>> {
    return {};
  }

  /** What is older than what is here already is left out: answers overtake one another. */
  #take(document: unknown, sinceMs: TimeMs): Intake {
    const found: SourcePrice | Fault | undefined = readPrice(document, this.#paths, sinceMs, timeMs(Date.now()));
    if (found === undefined) return 'nothing';
    if ('code' in found) return found;
    if (this.#latest === undefined || found.atMs >= this.#latest.atMs) this.#latest = found;
    return 'taken';
  }
}
