import type { Fault } from '../types/fault.ts';
import { timeMs } from '../types/units.ts';
import type { SourceHealth } from './sourceHealth.ts';
import { documentBytesMax, type TakeDocument, type Transport } from './transport.ts';

export interface HttpConfig {
  readonly kind: 'http';
  /** http or https. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Time from one answer to the next question (1,000), and most time that a question may take (2,000). */
  readonly pollMs?: number;
  readonly timeoutMs?: number;
}

/** Asks one address for a JSON document again and again. */
export class HttpTransport implements Transport {
  readonly #config: HttpConfig;
  readonly #health: SourceHealth;
  readonly #take: TakeDocument;
  #question: AbortController | undefined;
  #isStopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(config: HttpConfig, health: SourceHealth, take: TakeDocument) {
    this.#config = config;
    this.#health = health;
    this.#take = take;
  }

  start(): void {
    void this.#poll();
  }

  stop(): void {
    this.#isStopped = true;
    this.#question?.abort();
    clearTimeout(this.#timer);
  }

  async #poll(): Promise<void> {
    const fault = await this.#ask();
    if (this.#isStopped) return;
    const { pollMs = 1_000 } = this.#config;
    if (fault === undefined) this.#health.good();
    else this.#health.bad(fault);
    const delayMs = fault === undefined ? pollMs : Math.max(pollMs, this.#health.nextDelayMs());
    this.#timer = setTimeout(() => void this.#poll(), delayMs);
  }

  /** One question. Never rejects: whatever goes wrong is the answer's fault. */
  async #ask(): Promise<Fault | undefined> {
    const { url, headers, timeoutMs = 2_000 } = this.#config;
    const sinceMs = timeMs(Date.now());
    const question = new AbortController();
    this.#question = question;
    const timer = setTimeout(() => question.abort(new DOMException('no answer', 'TimeoutError')), timeoutMs);
    try {
      const response = await fetch(url, {
        signal: question.signal,
        // The operator's headers are for this address alone.
        redirect: 'manual',
        headers: { accept: 'application/json', ...headers },
      });
      if (!response.ok) return { code: 'FEED_HTTP_STATUS', status: response.status };
      const text = await readText(response);
      if (text === undefined) return { code: 'FEED_TOO_LARGE', bytesMax: documentBytesMax };
      const intake = this.#take(JSON.parse(text), sinceMs);
      if (intake === 'taken') return undefined;
      return intake === 'nothing' ? { code: 'FEED_NO_PRICE' } : intake;
    } catch (error) {
      return faultOf(error as Error, timeoutMs);
    } finally {
      clearTimeout(timer);
      // A body that was not read to its end would keep its connection.
      question.abort();
    }
  }
}

/** The whole body; undefined where it is larger than it may be, which ends the reading. */
async function readText(response: Response): Promise<string | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += part.length;
    if (length > documentBytesMax) return undefined;
    parts.push(part);
  }
  return new TextDecoder().decode(Buffer.concat(parts));
}

function faultOf(error: Error, timeoutMs: number): Fault {
  if (error.name === 'TimeoutError') return { code: 'FEED_TIMEOUT', timeoutMs };
  if (error instanceof SyntaxError) return { code: 'FEED_NO_JSON' };
  const { code, message } = (error.cause ?? error) as NodeJS.ErrnoException;
  return { code: 'FEED_UNREACHABLE', reason: code ?? message };
}
