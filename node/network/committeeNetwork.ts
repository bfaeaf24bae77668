/**
 * Direct, authenticated links between the members of a committee: one libp2p stream to every peer for what goes out, one
 * from every peer for what comes in. Who a message is from is the peer's Ed25519 key, which is also its vote key; others
 * are not let in. Gossip would cost several times the latency of a vote (docs/adr/0006-direct-streams.md).
 *
 * A peer may be hostile: what it can cost is in limits.ts, what follows from its faults in peerFaults.ts.
 */
import { isIPv4, isIPv6 } from 'node:net';
import { noise } from '@chainsafe/libp2p-noise';
import { yamux } from '@chainsafe/libp2p-yamux';
import { generateKeyPairFromSeed, publicKeyFromRaw } from '@libp2p/crypto/keys';
import type { Connection, ConnectionGater, Libp2p, MultiaddrConnection, Stream } from '@libp2p/interface';
import { peerIdFromPublicKey } from '@libp2p/peer-id';
import { tcp } from '@libp2p/tcp';
import { multiaddr } from '@multiformats/multiaddr';
import { createLibp2p } from 'libp2p';
import { fromHex } from '../codec/hex.ts';
import { type HexBytes, type PeerId } from '../types/ids.ts';
import { WitanError } from '../types/fault.ts';
import { Budget } from './budget.ts';
import { Doorkeeper } from './doorkeeper.ts';
import { networkLimits, type NetworkLimits } from './limits.ts';
import { oneWriteATurn } from './oneWriteATurn.ts';
import { PeerIntake } from './peerIntake.ts';
import { PeerLink } from './peerLink.ts';
import { PeerStanding } from './peerStanding.ts';

const protocol = '/witan/1';

const redialMsMin = 100;
const redialMsMax = 3_000;
/** Streams of one connection, not yet negotiated ones included: one each way, and those that replace them. */
const streamsPerConnectionMax = 8;
/** Bytes that one stream may hold unread. */
const streamBytesMax = 1024 * 1024;

export interface Peer {
  /** Its place in the address book. */
  readonly id: PeerId;
  readonly ed25519Key: HexBytes;
  readonly host: string;
  readonly port: number;
}

export interface PeerFault {
  /** One of peerFaults.ts, or what somebody else said of the peer. */
  readonly code: string;
  /** How often since the last time that this was told. */
  readonly count: number;
  /** The peer was cut off, and is not let in or dialled for so long; 0: it may come back at once, or was not cut off. */
  readonly barMs: number;
}

export interface CommitteeNetworkOptions {
  /** 32-byte Ed25519 seed: the identity. */
  readonly secretKey: Uint8Array;
  readonly listenHost: string;
  readonly listenPort: number;
  readonly peers: readonly Peer[];
  readonly messageBytesMax: number;
  readonly limits?: NetworkLimits;
  readonly onMessage: (from: PeerId, bytes: Uint8Array) => void;
  readonly onPeer: (peer: PeerId, isConnected: boolean) => void;
  /** For the log: once a peer and code in a while, and whenever a peer is barred. */
  readonly onFault: (from: PeerId, fault: PeerFault) => void;
  /** For the log, once: this node made a message that is longer than may be sent. */
  readonly onTooLong: (bytes: number) => void;
}

interface Remote {
  readonly peer: Peer;
  readonly peerId: string;
  readonly link: PeerLink;
  readonly standing: PeerStanding;
  readonly intakeBudget: Budget;
  readonly streamBudget: Budget;
  /** The connections, oldest first. */
  readonly connections: Set<Connection>;
  intake: PeerIntake | undefined;
  silentLooks: number;
  redialMs: number;
  timer: NodeJS.Timeout | undefined;
}

export class CommitteeNetwork {
  readonly #options: CommitteeNetworkOptions;
  readonly #limits: NetworkLimits;
  readonly #remotes = new Map<PeerId, Remote>();
  readonly #byPeerId = new Map<string, Remote>();
  readonly #doorkeeper: Doorkeeper;
  /** Admitted connections whose handshake is under way, and from where. */
  readonly #handshakes = new Map<MultiaddrConnection, string>();
  #libp2p: Libp2p | undefined;
  #looking: NodeJS.Timeout | undefined;
  #isClosed = false;
  #hasToldTooLong = false;

  private constructor(options: CommitteeNetworkOptions) {
    this.#options = options;
    const limits = options.limits ?? networkLimits;
    this.#limits = limits;
    const nowMs = Date.now();
    const hosts = options.peers.map(({ host }) => host);
    this.#doorkeeper = new Doorkeeper(hosts, limits, nowMs);
    for (const peer of options.peers) {
      const remote: Remote = {
        peer,
        peerId: peerIdOf(peer.ed25519Key),
        link: new PeerLink(limits.queueBytesMax),
        standing: new PeerStanding(limits),
        intakeBudget: new Budget(limits.intakeBytesPerSecond, limits.intakeBurstBytes, nowMs),
        streamBudget: new Budget(limits.streamsPerSecond, limits.streamsBurst, nowMs),
        connections: new Set(),
        intake: undefined,
        silentLooks: 0,
        redialMs: redialMsMin,
        timer: undefined,
      };
      this.#remotes.set(peer.id, remote);
      this.#byPeerId.set(remote.peerId, remote);
    }
  }

  /** Listens and begins to dial. Errors: NETWORK_LISTEN when the address cannot be used. */
  static async start(options: CommitteeNetworkOptions): Promise<CommitteeNetwork> {
    const network = new CommitteeNetwork(options);
    await network.#listen();
    for (const remote of network.#remotes.values()) network.#dial(remote);
    network.#looking = setInterval(() => network.#look(), network.#limits.lookMs);
    return network;
  }

  async #listen(): Promise<void> {
    const { listenHost, listenPort, secretKey, peers } = this.#options;
    const { connectionsPerPeerMax, handshakeMsMax } = this.#limits;
    try {
      this.#libp2p = await createLibp2p({
        start: false,
        privateKey: await generateKeyPairFromSeed('Ed25519', secretKey),
        addresses: { listen: [`${hostAddress(listenHost)}/tcp/${listenPort}`] },
        transports: [tcp()],
        connectionEncrypters: [oneWriteATurn(noise())],
        streamMuxers: [
          yamux({
            enableKeepAlive: false,
            maxInboundStreams: streamsPerConnectionMax,
            maxOutboundStreams: streamsPerConnectionMax,
            streamOptions: { maxStreamWindowSize: streamBytesMax, maxReadBufferLength: streamBytesMax },
          }),
        ],
        connectionGater: this.#gater(),
        connectionManager: {
          // Never reached: where it is, libp2p ends connections by rules of its own.
          maxConnections: (connectionsPerPeerMax + 2) * peers.length + 16,
          // The doorkeeper decides; libp2p would count strangers and members together.
          maxIncomingPendingConnections: this.#doorkeeper.underWayMax + 1_024,
          inboundConnectionThreshold: 1_000_000,
          inboundUpgradeTimeout: handshakeMsMax,
          inboundStreamProtocolNegotiationTimeout: handshakeMsMax,
          reconnectRetries: 0,
        },
        // Silence is judged here, by what peers must say anyway.
        connectionMonitor: { enabled: false },
      });
      this.#libp2p.addEventListener('connection:open', ({ detail }) => this.#opened(detail));
      this.#libp2p.addEventListener('connection:close', ({ detail }) => {
        this.#byPeerId.get(detail.remotePeer.toString())?.connections.delete(detail);
      });
      await this.#libp2p.handle(protocol, (stream, connection) => this.#receive(stream, connection), {
        maxInboundStreams: 4,
        runOnLimitedConnection: false,
      });
      await this.#libp2p.start();
    } catch (error) {
      throw new WitanError(
        'NETWORK_LISTEN',
        `Cannot listen on ${listenHost}:${listenPort}: ${(error as Error).message.split('\n')[0]}.`,
        'Choose another p2p address in the node configuration, or stop what uses it.',
      );
    }
  }

  /** Who is let in: addresses first, then keys. */
  #gater(): ConnectionGater {
    const isUnwelcome = (peerId: { toString(): string }): boolean =>
      this.#byPeerId.get(peerId.toString())?.standing.isBarred(Date.now()) ?? true;
    return {
      denyInboundConnection: (connection) => !this.#admits(connection),
      denyInboundEncryptedConnection: isUnwelcome,
      denyInboundUpgradedConnection: (_, connection) => {
        this.#shookHands(connection);
        return false;
      },
      denyOutboundEncryptedConnection: isUnwelcome,
      denyDialMultiaddr: () => false,
    };
  }

  #admits(connection: MultiaddrConnection): boolean {
    const address = addressOf(connection);
    if (!this.#doorkeeper.admits(address, Date.now())) return false;
    this.#handshakes.set(connection, address);
    connection.addEventListener('close', () => this.#shookHands(connection));
    return true;
  }

  #shookHands(connection: MultiaddrConnection): void {
    const address = this.#handshakes.get(connection);
    if (address === undefined) return;
    this.#handshakes.delete(connection);
    this.#doorkeeper.ended(address);
  }

  #opened(connection: Connection): void {
    const remote = this.#byPeerId.get(connection.remotePeer.toString());
    if (remote === undefined) return;
    remote.connections.add(connection);
    if (remote.standing.isBarred(Date.now())) connection.abort(new Error('barred'));
    const [oldest] = remote.connections;
    if (remote.connections.size > this.#limits.connectionsPerPeerMax) oldest!.abort(new Error('too many connections'));
  }

  get connected(): PeerId[] {
    return [...this.#remotes.values()].filter(({ link }) => link.isOpen).map(({ peer }) => peer.id);
  }

  /** Members that are not let in for now. */
  get barred(): PeerId[] {
    const nowMs = Date.now();
    return [...this.#remotes.values()].filter((each) => each.standing.isBarred(nowMs)).map((each) => each.peer.id);
  }

  /** Connections of members, and handshakes under way: bounded whatever comes. */
  get sockets(): number {
    return [...this.#remotes.values()].reduce((sum, { connections }) => sum + connections.size, this.#handshakes.size);
  }

  /** A message above the bound is not sent: the peer would take this node for hostile. */
  send(to: PeerId, bytes: Uint8Array): void {
    if (this.#isSendable(bytes)) this.#remotes.get(to)?.link.send(bytes);
  }

  broadcast(bytes: Uint8Array): void {
    if (this.#isSendable(bytes)) for (const { link } of this.#remotes.values()) link.send(bytes);
  }

  #isSendable({ length }: Uint8Array): boolean {
    if (length <= this.#options.messageBytesMax) return true;
    // Once: whoever asked for it asks again and again.
    if (!this.#hasToldTooLong) this.#options.onTooLong(length);
    this.#hasToldTooLong = true;
    return false;
  }

  /** A peer did what peerFaults.ts has a rule for. Others may say so, too: what a message means is not known here. */
  fault(peer: PeerId, code: string): void {
    const remote = this.#remotes.get(peer);
    if (remote === undefined || this.#isClosed) return;
    const { isCut, barMs, lineCount } = remote.standing.fault(code, Date.now());
    if (lineCount !== undefined || barMs > 0) this.#options.onFault(peer, { code, count: lineCount ?? 1, barMs });
    if (isCut) this.#cut(remote, code);
  }

  /** Ends everything with a peer. Dialling it again waits as long as it is barred. */
  #cut(remote: Remote, reason: string): void {
    remote.intake?.stop(reason);
    remote.intake = undefined;
    for (const connection of remote.connections) connection.abort(new Error(reason));
  }

  /** Looks for what takes too long: messages that do not end, peers that do not read, peers that say nothing. */
  #look(): void {
    const { stalledLooksMax, stalledBytesMin, silentLooksMax } = this.#limits;
    for (const remote of this.#remotes.values()) {
      const { link, peer } = remote;
      remote.intake?.look();
      if (link.look(stalledBytesMin) > stalledLooksMax) this.fault(peer.id, 'PEER_TOO_SLOW');
      else if (link.isOpen && ++remote.silentLooks > silentLooksMax) this.#cut(remote, 'silent');
    }
  }

  #dial(remote: Remote): void {
    const { peer, link } = remote;
    const attempt = async (): Promise<void> => {
      const address = multiaddr(`${hostAddress(peer.host)}/tcp/${peer.port}/p2p/${remote.peerId}`);
      const stream = await this.#libp2p!.dialProtocol(address, protocol, { signal: AbortSignal.timeout(5_000) });
      if (this.#isClosed) {
        stream.abort(new Error('closing'));
        return;
      }
      stream.addEventListener('close', () => {
        link.closed(stream);
        this.#options.onPeer(peer.id, false);
        this.#redial(remote);
      });
      remote.redialMs = redialMsMin;
      remote.silentLooks = 0;
      link.open(stream);
      this.#options.onPeer(peer.id, true);
    };
    attempt().catch(() => this.#redial(remote));
  }

  #redial(remote: Remote): void {
    if (this.#isClosed) return;
    clearTimeout(remote.timer);
    const barredMs = remote.standing.barredMs(Date.now());
    remote.timer = setTimeout(() => this.#dial(remote), Math.max(barredMs, remote.redialMs));
    remote.redialMs = Math.min(redialMsMax, remote.redialMs * 2);
  }

  #receive(stream: Stream, connection: Connection): void {
    const remote = this.#byPeerId.get(connection.remotePeer.toString());
    if (remote === undefined) {
      connection.abort(new Error('not a member of the committee'));
      return;
    }
    const { id } = remote.peer;
    const nowMs = Date.now();
    remote.streamBudget.spend(1, nowMs);
    if (remote.streamBudget.waitMs(nowMs) > 0) {
      this.fault(id, 'PEER_STREAMS_EXCEEDED');
      return;
    }
    // Who opens another one has given up the one before.
    remote.intake?.stop('another one was opened');
    const { messageBytesMax, onMessage } = this.#options;
    remote.intake = new PeerIntake(stream, remote.intakeBudget, {
      ...this.#limits,
      messageBytesMax,
      onHeard: () => (remote.silentLooks = 0),
      onMessage: (bytes) => onMessage(id, bytes),
      onFault: (code) => this.fault(id, code),
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#looking);
    for (const { timer, intake } of this.#remotes.values()) {
      clearTimeout(timer);
      intake?.stop('closing');
    }
    await this.#libp2p?.stop();
  }
}

const peerIdOf = (ed25519Key: HexBytes): string =>
  peerIdFromPublicKey(publicKeyFromRaw(fromHex(ed25519Key))).toString();

const hostAddress = (host: string): string =>
  isIPv4(host) ? `/ip4/${host}` : isIPv6(host) ? `/ip6/${host}` : `/dns4/${host}`;

/** The other end's IP address. */
const addressOf = ({ remoteAddr }: MultiaddrConnection): string => {
  const [first] = remoteAddr.getComponents();
  return first?.value ?? '';
};
