import type { Say } from './feedSource.ts';
import { type HttpConfig, HttpTransport } from './httpTransport.ts';
import { SourceHealth } from './sourceHealth.ts';
import type { TakeDocument, Transport } from './transport.ts';
import { type WebSocketConfig, WebSocketTransport } from './webSocketTransport.ts';

export type TransportConfig = HttpConfig | WebSocketConfig;

/** @param name what a person calls the feed, for the log */
export function openTransport(config: TransportConfig, name: string, say: Say, take: TakeDocument): Transport {
  // Without path and query: operators put keys there.
  const health = new SourceHealth(`${name} from ${new URL(config.url).host}`, say);
  return config.kind === 'http'
    ? new HttpTransport(config, health, take)
    : new WebSocketTransport(config, health, take);
}
