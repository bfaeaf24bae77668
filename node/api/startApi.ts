import type { AddressInfo } from 'node:net';
import websocket from '@fastify/websocket';
import Fastify, { type FastifyInstance } from 'fastify';
import { makeTraderVerifier, type TraderVerifier } from '../crypto/secp256k1.ts';
import { loadNativeSecp256k1 } from '../crypto/secp256k1Native.ts';
import { WitanError } from '../types/fault.ts';
import type { NodeDoor } from '../sequencer/nodeDoor.ts';
import type { LogPort } from '../sequencer/ports.ts';
import { dispatch, errorText, type DispatchContext } from './dispatch.ts';
import { DoorError } from './errors.ts';
import { defaultApiLimits, type ApiLimits } from './limits.ts';
import { NodeView } from './nodeView.ts';
import { Proofs } from './proofs.ts';
import { Session, type DoorSocket } from './session.ts';
import { AddressBuckets, TokenBucket } from './tokenBucket.ts';

export interface ApiOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly log: LogPort;
  readonly limits?: Partial<ApiLimits>;
  /** Recovers who signed an account request; absent: the native curve, or the JavaScript one with a line in the log. */
  readonly verifier?: TraderVerifier;
  /** Unix ms; absent: this machine's clock. */
  readonly nowMs?: () => number;
}

export interface RunningApi {
  readonly port: number;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** Addresses whose rate over HTTP is remembered. */
const addressesMax = 4_096;

/**
 * Opens a node's door: JSON-RPC 2.0 by POST to `/`, and over a WebSocket at `/ws`.
 * Errors: API_PORT_UNUSABLE when it cannot listen.
 */
export async function startApi(door: NodeDoor, options: ApiOptions): Promise<RunningApi> {
  const limits = { ...defaultApiLimits, ...options.limits };
  const { log, nowMs = Date.now } = options;
  const view = new NodeView(door, limits, log);
  const context: DispatchContext = { view, proofs: new Proofs(view), verifier: verifierFor(options), nowMs, log };
  const app = Fastify({
    bodyLimit: limits.requestBytesMax,
    connectionTimeout: 2 * limits.idleMs,
    requestTimeout: limits.idleMs,
    forceCloseConnections: true,
  });
  app.server.maxConnections = limits.connectionsMax;
  await app.register(websocket, { options: { maxPayload: limits.requestBytesMax, perMessageDeflate: false } });
  serveHttp(app, context);
  const sockets = serveWebSocket(app, context);
  try {
    await app.listen({ host: options.host, port: options.port });
  } catch (error) {
    view.close();
    await app.close();
    throw new WitanError(
      'API_PORT_UNUSABLE',
      `The API cannot listen on ${options.host}:${options.port}: ${(error as Error).message}.`,
      'Choose another port, or end what uses it.',
    );
  }
  const { port } = app.server.address() as AddressInfo;
  return {
    port,
    close: async () => {
      view.close();
      for (const socket of sockets) socket.terminate();
      await app.close();
    },
  };
}

function verifierFor({ verifier, log }: ApiOptions): TraderVerifier {
  if (verifier !== undefined) return verifier;
  const { backend, reason } = loadNativeSecp256k1();
  if (backend === undefined) log.warn('account requests are checked with the slow curve', { reason });
  return makeTraderVerifier(backend);
}

function serveHttp(app: FastifyInstance, context: DispatchContext): void {
  const { costPerSecond, costBurst } = context.view.limits;
  const buckets = new AddressBuckets(addressesMax, (nowMs) => new TokenBucket(costPerSecond, costBurst, nowMs));
  // The body is parsed by dispatch, so that what is wrong with it is said in JSON-RPC.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error: { readonly statusCode?: number; readonly code?: string }, _request, reply) => {
    const isTooLarge = error.code === 'FST_ERR_CTP_BODY_TOO_LARGE';
    const refusal = isTooLarge
      ? new DoorError('REQUEST_OVERSIZED', `A request has at most ${context.view.limits.requestBytesMax} bytes.`)
      : new DoorError('REQUEST_INVALID', 'Send JSON-RPC 2.0 by POST.');
    return reply
      .code(error.statusCode ?? 400)
      .type('application/json')
      .send(errorText(null, refusal));
  });
  app.post('/', async (request, reply) => {
    const bucket = buckets.of(request.ip, context.nowMs());
    const text = typeof request.body === 'string' ? request.body : '';
    const answer = await dispatch(text, { session: undefined }, bucket, context);
    return answer === undefined ? reply.code(204).send() : reply.type('application/json').send(answer);
  });
}

/** Returns the set of open sockets, which it keeps up to date. */
function serveWebSocket(app: FastifyInstance, context: DispatchContext): ReadonlySet<DoorSocket> {
  const sockets = new Set<DoorSocket>();
  const { pendingMax, idleMs } = context.view.limits;
  app.get('/ws', { websocket: true }, (socket: DoorSocket & SocketEvents) => {
    const session = new Session(socket, context.view, context.nowMs());
    sockets.add(socket);
    let isAlive = true;
    const heartbeat = setInterval(() => {
      if (!isAlive) socket.terminate();
      isAlive = false;
      socket.ping();
    }, idleMs / 2);
    socket.on('pong', () => (isAlive = true));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearInterval(heartbeat);
      session.end();
      sockets.delete(socket);
    });
    socket.on('message', (data) => {
      isAlive = true;
      if (session.pending >= pendingMax) {
        session.send(
          errorText(null, new DoorError('PENDING_LIMIT', `At most ${pendingMax} calls wait for an answer.`)),
        );
        return;
      }
      const answer = dispatch(String(data), { session }, session.bucket, context);
      if (!(answer instanceof Promise)) {
        if (answer !== undefined) session.send(answer);
        return;
      }
      session.pending += 1;
      void answer.then((text) => {
        session.pending -= 1;
        if (text !== undefined) session.send(text);
      });
    });
  });
  return sockets;
}

/** What is listened to of a WebSocket; `data` is a Buffer, since messages are not fragmented here. */
interface SocketEvents {
  ping(): void;
  on(event: 'pong' | 'error' | 'close', listener: () => void): void;
  on(event: 'message', listener: (data: { toString(): string }) => void): void;
}
