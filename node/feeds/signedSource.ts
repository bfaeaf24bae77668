import { createNativeVerify } from '../crypto/ed25519Native.ts';
import type { HexBytes } from '../types/ids.ts';
import { type TimeMs, timeMs } from '../types/units.ts';
import type { FeedSource, SourcePrice, SourceSurroundings } from './feedSource.ts';
import { openTransport, type TransportConfig } from './openTransport.ts';
import { PublisherBoard } from './publisherBoard.ts';
import type { Intake, Transport } from './transport.ts';

export interface SignedConfig {
  readonly kind: 'signed';
  /** Ed25519 keys of the publishers, 32 bytes each, and how many of them must have a fresh price (k of n). */
  readonly publishers: readonly HexBytes[];
  readonly threshold: number;
  /** A publisher's price older than this is not fresh (5,000). */
  readonly freshMs?: number;
  /** Where messages come from. Whoever runs these can hold messages back and nothing else. */
  readonly transports: readonly TransportConfig[];
}

/** Messages in one document at most; what follows them is left out. */
const messagesMax = 64;

/** A feed stated by publishers under their own signatures, wherever those come from. */
export class SignedSource implements FeedSource {
  readonly #board: PublisherBoard;
  readonly #config: SignedConfig;
  readonly #transports: readonly Transport[];

  constructor(config: SignedConfig, { feed, networkId, say }: SourceSurroundings) {
    const { publishers, threshold, freshMs = 5_000, transports } = config;
    this.#config = config;
    this.#board = new PublisherBoard({ feed, networkId, publishers, threshold, freshMs }, createNativeVerify());
    this.#transports = transports.map((transport) =>
      openTransport(transport, `feed ${feed}`, say, (document) => this.#take(document)),
    );
  }

  start(): void {
    for (const transport of this.#transports) transport.start();
  }

  stop(): void {
    for (const transport of this.#transports) transport.stop();
  }

  latest(nowMs: TimeMs): SourcePrice | undefined {
    return this.#board.latest(nowMs);
  }

  figures(nowMs: TimeMs): Readonly<Record<string, unknown>> {
    const { threshold, publishers } = this.#config;
    return {
      freshPublishers: this.#board.fresh(nowMs),
      threshold,
      publishers: publishers.length,
      refused: this.#board.refused(),
    };
  }

  /** A message, or a list of them. An endpoint that repeats what is known already does what it should. */
  #take(document: unknown): Intake {
    const nowMs = timeMs(Date.now());
    const messages: readonly unknown[] = Array.isArray(document) ? document.slice(0, messagesMax) : [document];
    const outcomes = messages.map((message) => this.#board.take(message, nowMs));
    return outcomes.some((outcome) => useful.has(outcome)) ? 'taken' : 'nothing';
  }
}

const useful: ReadonlySet<string> = new Set(['taken', 'PRICE_REPLAYED', 'PRICE_OLDER']);
