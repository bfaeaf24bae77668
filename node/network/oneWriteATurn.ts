import type { AbortOptions, ConnectionEncrypter, MessageStream, SecuredConnection } from '@libp2p/interface';

/**
 * Bytes that may wait for one connection. Its streams have bounds of their own; this one is for answers of the layers
 * below to a peer that asks and does not read.
 */
const waitingBytesMax = 8 * 1024 * 1024;

type Factory<Components> = (components: Components) => ConnectionEncrypter;

/**
 * An encrypter whose connection hands the socket everything of one turn of the event loop as one write. Without it every
 * frame takes several: its length, its header, its content and its tag one by one, and a window update for each frame that
 * came in. Each of them costs a system call here and a wake-up at the peer.
 */
export const oneWriteATurn =
  <Components>(make: Factory<Components>): Factory<Components> =>
  (components) => {
    const encrypter = make(components);
    const secure =
      (role: 'secureInbound' | 'secureOutbound') =>
      (stream: MessageStream, ...rest: [options?: AbortOptions]): Promise<SecuredConnection> =>
        encrypter[role](gatherWrites(stream), ...rest);
    return {
      protocol: encrypter.protocol,
      secureInbound: secure('secureInbound'),
      secureOutbound: secure('secureOutbound'),
    };
  };

/** Changes the stream itself: what libp2p set up on it stays. */
function gatherWrites(stream: MessageStream): MessageStream {
  const send = stream.send.bind(stream);
  const close = stream.close.bind(stream);
  let pieces: Uint8Array[] = [];
  stream.maxWriteBufferLength = waitingBytesMax;
  const flush = (): void => {
    const gathered = pieces;
    pieces = [];
    if (gathered.length > 0 && stream.status === 'open') send(joined(gathered));
  };
  stream.send = (data) => {
    if (stream.status !== 'open') return send(data);
    if (pieces.length === 0) setImmediate(flush);
    if (data instanceof Uint8Array) pieces.push(data);
    else for (const piece of data) pieces.push(piece);
    return !stream.writableNeedsDrain;
  };
  stream.close = (options) => {
    flush();
    return close(options);
  };
  return stream;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
