/**
 * Direct, authenticated links between the members of a committee: one libp2p stream to every peer for what goes out, one
 * from every peer for what comes in. Who a message is from is the peer's Ed25519 key, which is also its vote key; others
 * are not let in. Gossip would cost several times the latency of a vote (docs/adr/0006-direct-streams.md).
 */
import { noise } from '@chainsafe/libp2p-noise';
import { yamux } from '@chainsafe/libp2p-yamux';
import { generateKeyPairFromSeed, publicKeyFromRaw } from '@libp2p/crypto/keys';
import type { Connection, Libp2p, Stream } from '@libp2p/interface';
import { peerIdFromPublicKey } from '@libp2p/peer-id';
import { tcp } from '@libp2p/tcp';
import { multiaddr } from '@multiformats/multiaddr';
import { createLibp2p } from 'libp2p';
import { fromHex } from '../codec/hex.ts';
import { type HexBytes, type ValidatorIndex } from '../types/ids.ts';
import { WitanError } from '../types/fault.ts';
import { FrameReader } from './frames.ts';
import { oneWriteATurn } from './oneWriteATurn.ts';
import { PeerLink } from './peerLink.ts';

const protocol = '/witan/1';

/** Bytes that may wait for one peer. */
const queueBytesMax = 16 * 1024 * 1024;
const redialMsMin = 100;
const redialMsMax = 3_000;
/** A peer says something at least every 100 ms; one that is silent this long is dialled anew. */
const silentMsMax = 10_000;

export interface Peer {
  readonly validator: ValidatorIndex;
  readonly ed25519Key: HexBytes;
  readonly host: string;
  readonly port: number;
}

export interface CommitteeNetworkOptions {
  /** 32-byte Ed25519 seed: the identity. */
  readonly secretKey: Uint8Array;
  readonly listenHost: string;
  readonly listenPort: number;
  readonly peers: readonly Peer[];
  readonly messageBytesMax: number;
  readonly onMessage: (from: ValidatorIndex, bytes: Uint8Array) => void;
  readonly onPeer: (validator: ValidatorIndex, isConnected: boolean) => void;
  /** Codes: PEER_FRAME_OVERSIZED. The peer was disconnected. */
  readonly onFault: (from: ValidatorIndex, code: string) => void;
}

interface Remote {
  readonly peer: Peer;
  readonly link: PeerLink;
  heardAtMs: number;
  redialMs: number;
  timer: NodeJS.Timeout | undefined;
}

export class CommitteeNetwork {
  readonly #options: CommitteeNetworkOptions;
  readonly #remotes = new Map<ValidatorIndex, Remote>();
  readonly #byPeerId = new Map<string, Remote>();
  #libp2p: Libp2p | undefined;
  #isClosed = false;

  private constructor(options: CommitteeNetworkOptions) {
    this.#options = options;
    for (const peer of options.peers) {
      const remote: Remote = {
        peer,
        link: new PeerLink(queueBytesMax),
        heardAtMs: 0,
        redialMs: redialMsMin,
        timer: undefined,
      };
      this.#remotes.set(peer.validator, remote);
      this.#byPeerId.set(peerIdOf(peer.ed25519Key), remote);
    }
  }

  /** Listens and begins to dial. Errors: NETWORK_LISTEN when the address cannot be used. */
  static async start(options: CommitteeNetworkOptions): Promise<CommitteeNetwork> {
    const network = new CommitteeNetwork(options);
    await network.#listen();
    for (const remote of network.#remotes.values()) network.#dial(remote);
    return network;
  }

  async #listen(): Promise<void> {
    const { listenHost, listenPort, secretKey, peers } = this.#options;
    const isStranger = (peerId: { toString(): string }): boolean => !this.#byPeerId.has(peerId.toString());
    try {
      this.#libp2p = await createLibp2p({
        privateKey: await generateKeyPairFromSeed('Ed25519', secretKey),
        addresses: { listen: [`/ip4/${listenHost}/tcp/${listenPort}`] },
        transports: [tcp()],
        connectionEncrypters: [oneWriteATurn(noise())],
        streamMuxers: [yamux({ enableKeepAlive: false })],
        connectionGater: {
          denyInboundEncryptedConnection: isStranger,
          denyOutboundEncryptedConnection: isStranger,
          denyDialMultiaddr: () => false,
        },
        connectionManager: {
          maxConnections: 4 * peers.length + 16,
          maxIncomingPendingConnections: 64,
          inboundConnectionThreshold: 1_000,
          reconnectRetries: 0,
        },
        // Silence is judged here, by what peers must say anyway.
        connectionMonitor: { enabled: false },
      });
    } catch (error) {
      throw new WitanError(
        'NETWORK_LISTEN',
        `Cannot listen on ${listenHost}:${listenPort}: ${(error as Error).message.split('\n')[0]}.`,
        'Choose another p2p address in the node configuration, or stop what uses it.',
      );
    }
    await this.#libp2p.handle(protocol, (stream, connection) => this.#receive(stream, connection), {
      maxInboundStreams: 4,
      runOnLimitedConnection: false,
    });
  }

  get connected(): ValidatorIndex[] {
    return [...this.#remotes.values()].filter(({ link }) => link.isOpen).map(({ peer }) => peer.validator);
  }

  send(to: ValidatorIndex, bytes: Uint8Array): void {
    this.#remotes.get(to)?.link.send(bytes);
  }

  broadcast(bytes: Uint8Array): void {
    for (const { link } of this.#remotes.values()) link.send(bytes);
  }

  #dial(remote: Remote): void {
    const { peer, link } = remote;
    const address = multiaddr(`/ip4/${peer.host}/tcp/${peer.port}/p2p/${peerIdOf(peer.ed25519Key)}`);
    const attempt = async (): Promise<void> => {
      const stream = await this.#libp2p!.dialProtocol(address, protocol, { signal: AbortSignal.timeout(5_000) });
      if (this.#isClosed) {
        stream.abort(new Error('closing'));
        return;
      }
      stream.addEventListener('close', () => {
        link.closed(stream);
        this.#options.onPeer(peer.validator, false);
        this.#redial(remote);
      });
      remote.redialMs = redialMsMin;
      remote.heardAtMs = Date.now();
      link.open(stream);
      this.#options.onPeer(peer.validator, true);
      this.#watch(remote, stream);
    };
    attempt().catch(() => this.#redial(remote));
  }

  #redial(remote: Remote): void {
    if (this.#isClosed) return;
    clearTimeout(remote.timer);
    remote.timer = setTimeout(() => this.#dial(remote), remote.redialMs);
    remote.redialMs = Math.min(redialMsMax, remote.redialMs * 2);
  }

  #watch(remote: Remote, stream: Stream): void {
    clearTimeout(remote.timer);
    remote.timer = setTimeout(() => {
      if (Date.now() - remote.heardAtMs > silentMsMax) stream.abort(new Error('silent'));
      else this.#watch(remote, stream);
    }, silentMsMax / 2);
  }

  #receive(stream: Stream, connection: Connection): void {
    const remote = this.#byPeerId.get(connection.remotePeer.toString());
    if (remote === undefined) {
      connection.abort(new Error('not a member of the committee'));
      return;
    }
    const reader = new FrameReader(this.#options.messageBytesMax);
    stream.addEventListener('message', ({ data }) => {
      remote.heardAtMs = Date.now();
      const messages = reader.read(data instanceof Uint8Array ? data : data.subarray());
      if (messages === undefined) {
        this.#options.onFault(remote.peer.validator, 'PEER_FRAME_OVERSIZED');
        connection.abort(new Error('frame too long'));
        return;
      }
      for (const message of messages) this.#options.onMessage(remote.peer.validator, message);
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { timer } of this.#remotes.values()) clearTimeout(timer);
    await this.#libp2p?.stop();
  }
}

const peerIdOf = (ed25519Key: HexBytes): string =>
  peerIdFromPublicKey(publicKeyFromRaw(fromHex(ed25519Key))).toString();
