/** What one peer, or whoever else connects, may cost this node. Every bound of the room is here; tests set smaller ones. */
export interface NetworkLimits {
  /** Bytes that may wait for one peer; what does not fit is lost, and consensus asks again for whatever matters. */
  readonly queueBytesMax: number;
  /**
   * What is taken in of one peer: so much a second, and what was not used adds up to a burst. Beyond, its stream is not
   * read for a while; nothing is lost. A message counts as its bytes and `messageCostBytes`, which is about what looking
   * at it costs. An honest peer sends at most 1 MiB of final blocks every 20 ms, and 8 MiB a second of other answers.
   */
  readonly intakeBytesPerSecond: number;
  readonly intakeBurstBytes: number;
  readonly messageCostBytes: number;
  /** Streams that one peer may open in a second, and save up. It redials ten times a second at most. */
  readonly streamsPerSecond: number;
  readonly streamsBurst: number;
  /** Connections of one peer at a time; the oldest goes. Two may cross, and a stale one be there. */
  readonly connectionsPerPeerMax: number;
  /** How often everything that takes long is looked at. Durations below are in such looks, so that no own stall counts. */
  readonly lookMs: number;
  /** A message must be complete after so many looks. */
  readonly messageLooksMax: number;
  /** A peer for which bytes wait takes `stalledBytesMin` in so many looks. */
  readonly stalledLooksMax: number;
  readonly stalledBytesMin: number;
  /** A peer says something at least every 100 ms; one that is silent for so many looks is dialled anew. */
  readonly silentLooksMax: number;
  /** How long a peer whose intake is paused in every look may go on before the operator is told. */
  readonly fastLooksMax: number;
  /** How long a connection may take to show who it is. */
  readonly handshakeMsMax: number;
  /** Handshakes under way from the address of one member; and from all other addresses together, and each of them. */
  readonly handshakesPerMemberMax: number;
  readonly handshakesElsewhereMax: number;
  readonly handshakesPerAddressMax: number;
  /** Handshakes begun in a second: from the address of one member, and from all other addresses together. */
  readonly handshakesPerSecond: number;
  /** Penalty at which a peer is barred, and the time in which half of it is forgotten. */
  readonly penaltyMax: number;
  readonly penaltyHalfLifeMs: number;
  /** How long a peer is barred the first time, and at most. Each time is twice the one before. */
  readonly barMsMin: number;
  readonly barMsMax: number;
  /** After so long without being barred, the time is halved again. */
  readonly barForgetMs: number;
  /** One log line a peer and code in so long; the next one says how often it happened meanwhile. */
  readonly faultLineMs: number;
}

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;

export const networkLimits: NetworkLimits = {
  queueBytesMax: 16 * mebibyte,
  intakeBytesPerSecond: 64 * mebibyte,
  intakeBurstBytes: 32 * mebibyte,
  messageCostBytes: 8 * kibibyte,
  streamsPerSecond: 20,
  streamsBurst: 40,
  connectionsPerPeerMax: 4,
  lookMs: 1_000,
  messageLooksMax: 30,
  stalledLooksMax: 10,
  stalledBytesMin: 64 * kibibyte,
  silentLooksMax: 10,
  fastLooksMax: 10,
  handshakeMsMax: 5_000,
  handshakesPerMemberMax: 8,
  handshakesElsewhereMax: 32,
  handshakesPerAddressMax: 4,
  handshakesPerSecond: 20,
  penaltyMax: 90,
  penaltyHalfLifeMs: 60_000,
  barMsMin: 5_000,
  barMsMax: 300_000,
  barForgetMs: 600_000,
  faultLineMs: 60_000,
};
