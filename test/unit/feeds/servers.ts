import websocket from '@fastify/websocket';
import fastify from 'fastify';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { FeedSource, Say } from '../../../node/feeds/feedSource.ts';

/** A connection as the server sees it. */
export interface Accepted {
  send(data: string | Buffer): void;
  close(): void;
  terminate(): void;
  on(event: 'message', heard: (data: Buffer) => void): void;
  once(event: 'close', closed: () => void): void;
}

/** Things that happen, in order, for a test to wait for. */
export class Happenings<T> {
  readonly all: T[] = [];
  #waiting: { readonly holds: (thing: T) => boolean; readonly resolve: (thing: T) => void }[] = [];

  readonly add = (thing: T): void => {
    this.all.push(thing);
    const met = this.#waiting.filter(({ holds }) => holds(thing));
    this.#waiting = this.#waiting.filter((each) => !met.includes(each));
    for (const { resolve } of met) resolve(thing);
  };

  /** The next one from now on for which it holds. */
  next(holds: (thing: T) => boolean = () => true): Promise<T> {
    return new Promise((resolve) => this.#waiting.push({ holds, resolve }));
  }

  /** The first one so far, or the next, for which it holds. */
  async first(holds: (thing: T) => boolean = () => true): Promise<T> {
    return this.all.find(holds) ?? (await this.next(holds));
  }
}

/** A line of the log, as `code message`. */
export function lines(): { readonly said: Happenings<string>; readonly say: Say } {
  const said = new Happenings<string>();
  return {
    said,
    say: (message, fields) => said.add(`${typeof fields.code === 'string' ? fields.code : '-'} ${message}`),
  };
}

export const using = <T extends Pick<FeedSource, 'start' | 'stop'>>(source: T): T => {
  onTestFinished(() => source.stop());
  source.start();
  return source;
};

/** A real HTTP server on a port of its own, until the test ends. */
export async function serveHttp(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(close);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/price`, close };
}

/** A real WebSocket server on a port of its own, or the one given, until the test ends. */
export async function serveWebSocket(
  connected: (socket: Accepted) => void,
  port = 0,
): Promise<{ readonly url: string; readonly port: number; readonly close: () => Promise<void> }> {
  const app = fastify();
  const accepted = new Set<Accepted>();
  await app.register(websocket);
  app.get('/', { websocket: true }, (untyped) => {
    const socket = untyped as Accepted;
    accepted.add(socket);
    connected(socket);
  });
  await app.listen({ host: '127.0.0.1', port });
  const close = async (): Promise<void> => {
    for (const socket of accepted) socket.terminate();
    await app.close();
  };
  onTestFinished(close);
  const taken = (app.server.address() as AddressInfo).port;
  return { url: `ws://127.0.0.1:${taken}/`, port: taken, close };
}
