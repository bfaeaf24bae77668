/**
 * What a node's door grants to outsiders. Every queue, list and message has a bound here, and every bound a code in
 * errors.ts.
 */
export interface ApiLimits {
  /** Longest request (a whole batch) in bytes: REQUEST_OVERSIZED. */
  readonly requestBytesMax: number;
  /** Most calls in one batch: BATCH_TOO_LARGE. */
  readonly batchMax: number;
  /** Most open sockets, HTTP and WebSocket together; beyond, new ones are closed at once. */
  readonly connectionsMax: number;
  /** Most calls of one WebSocket that wait for an answer: PENDING_LIMIT. */
  readonly pendingMax: number;
  /** Most subscriptions of one WebSocket: SUBSCRIPTION_LIMIT. */
  readonly subscriptionsMax: number;
  /** Most transactions that one WebSocket follows at a time: FOLLOW_LIMIT. */
  readonly followsMax: number;
  /** Bytes that may wait for a slow reader before it is cut off: SLOW_READER. */
  readonly outgoingBytesMax: number;
  /** Cost units that one connection (over HTTP: one address) may spend in a second, and save up: RATE_LIMITED. */
  readonly costPerSecond: number;
  readonly costBurst: number;
  /** Executed transactions and blocks that are remembered with their events; what is older is HISTORY_PRUNED. */
  readonly transactionsKept: number;
  readonly blocksKept: number;
  /** Block time after which they are forgotten though there is room. */
  readonly historyMs: number;
  /** Accepted transactions that are not final yet and are remembered as pending. */
  readonly pendingTransactionsKept: number;
  /** Trades remembered for each market. */
  readonly tradesKept: number;
  /** Signed checkpoints remembered in full: as many as the settlement's ring holds. */
  readonly checkpointsKept: number;
  /** Most links of results between a transaction and what attests it. */
  readonly proofLinksMax: number;
  /** How long a request for a proof waits for attestations: PROOF_NOT_READY. */
  readonly proofWaitMs: number;
  /** How far the time in a signed account request may be from the node's clock, either way: ACCOUNT_REQUEST_STALE. */
  readonly accountRequestSkewMs: number;
  /** A WebSocket that answers no ping for this long is dropped. */
  readonly idleMs: number;
}

export const defaultApiLimits: ApiLimits = {
  requestBytesMax: 256 * 1024,
  batchMax: 100,
  connectionsMax: 1_000,
  pendingMax: 4_096,
  subscriptionsMax: 64,
  followsMax: 20_000,
  outgoingBytesMax: 8 * 1024 * 1024,
  costPerSecond: 5_000,
  costBurst: 10_000,
  transactionsKept: 100_000,
  blocksKept: 50_000,
  historyMs: 24 * 3_600_000,
  pendingTransactionsKept: 100_000,
  tradesKept: 1_000,
  checkpointsKept: 64,
  proofLinksMax: 1_024,
  proofWaitMs: 5_000,
  accountRequestSkewMs: 30_000,
  idleMs: 30_000,
};
