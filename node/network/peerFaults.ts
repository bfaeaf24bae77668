/**
 * What follows from a fault of a peer:
 * - accept: what it sent is used; the fault is only counted
 * - ignore: what it sent is dropped
 * - penalise: dropped, and `points` are added to the peer's penalty, which decays; at the bound it is barred for a while
 * - disconnect: likewise, and it is cut off at once; with 0 points it may come back at once
 */
export interface FaultRule {
  readonly action: 'accept' | 'ignore' | 'penalise' | 'disconnect';
  readonly points: number;
}

const rule = (action: FaultRule['action'], points = 0): FaultRule => ({ action, points });

/**
 * Points are only for what no honest peer sends, whatever its links, disk or load: wrongly barring one of four leaves a
 * committee without room for another fault. 90 points bar, half of them are forgotten in a minute: five
 * malformed messages in a few seconds, not one now and then.
 */
export const faultRules = {
  /** More than its share for long: read more slowly. A peer that catches up, or was cut off for long, may do that. */
  PEER_TOO_FAST: rule('accept'),
  /** It takes nothing of what waits for it, or stopped in the middle of a message: a dead link looks the same. */
  PEER_TOO_SLOW: rule('disconnect'),
  PEER_MESSAGE_UNFINISHED: rule('disconnect'),
  PEER_MESSAGE_OVERSIZED: rule('disconnect', 100),
  /** Opens streams faster than anybody redials. */
  PEER_STREAMS_EXCEEDED: rule('disconnect', 50),
  /** Not the canonical bytes of a message. A few may be a peer with another version: let it be heard for a while. */
  MESSAGE_MALFORMED: rule('penalise', 20),
  MESSAGE_OVERSIZED: rule('disconnect', 100),
  /** Nobody passes on a report or transaction whose form and signature he has not checked. */
  REPORT_WRONG: rule('penalise', 20),
  /** A proposal, vote or certificate whose signature is not its signer's. */
  WORD_NOT_SIGNED: rule('penalise', 20),
  TX_MALFORMED: rule('penalise', 20),
  /** Final blocks that do not link, or lack a signature or data. A peer that disagrees on the past sends such, too. */
  FINAL_BLOCKS_WRONG: rule('penalise', 10),
  /** A manifest that nobody signed or that does not fit the network, a chunk other than announced, or a whole that is not the header's state. */
  SNAPSHOT_WRONG: rule('penalise', 50),
} as const satisfies Readonly<Record<string, FaultRule>>;

export type PeerFaultCode = keyof typeof faultRules;

/** A code that is not in the table must not cost the committee a member. */
export const faultRule = (code: string): FaultRule =>
  Object.hasOwn(faultRules, code) ? faultRules[code as PeerFaultCode] : rule('ignore');
