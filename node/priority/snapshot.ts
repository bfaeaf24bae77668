import { ByteReader } from '../codec/byteReader.ts';
import { sameBytes } from '../codec/sameBytes.ts';
import type { Committee } from '../types/committee.ts';
import { WitanError } from '../types/fault.ts';
import { type Hash, type ValidatorIndex, validatorIndex } from '../types/ids.ts';
import { height, type TimeMs, timeMs } from '../types/units.ts';
import { noteClosed } from './closed.ts';
import { priorityBytes } from './commit.ts';
import {
  createPriority,
  type LiveArrival,
  type Observation,
  type PriorityConfig,
  type PriorityState,
} from './state.ts';

/**
 * Priority's state from the bytes that `priorityBytes` wrote and the closed hashes in their order. What comes from
 * elsewhere is proven by `priorityDigest` under the state root; this makes sure that the bytes are the one encoding of the
 * state that is returned.
 * Errors: SNAPSHOT_MALFORMED.
 */
export function decodePriority(
  config: PriorityConfig,
  committee: Committee,
  bytes: Uint8Array,
  closed: readonly (readonly [Hash, TimeMs])[],
): PriorityState {
  const state = readPriority(config, committee, new ByteReader(bytes));
  for (const [hash, untilMs] of closed) noteClosed(state, hash, untilMs);
  if (state.closed.size !== closed.length || !sameBytes(priorityBytes(state), bytes)) {
    throw new WitanError('SNAPSHOT_MALFORMED', 'The priority state is not its own encoding.');
  }
  return state;
}

/** Field by field as in `priorityBytes`. */
function readPriority(config: PriorityConfig, committee: Committee, reader: ByteReader): PriorityState {
  const state = createPriority(config, committee);
  reader.bytes('witan/priority/2'.length);
  state.height = height(reader.u64());
  state.timeMs = timeMs(reader.u64());
  reader.u64(); // The epoch is the committee's.
  committee.validators.forEach(({ index: validator }, index) => {
    const [seq, digest, localTimeMs] = [reader.u64(), reader.hex<Hash>(32), timeMs(reader.u64())];
    state.heads[index] = { validator, seq, digest, localTimeMs };
    state.positions[index] = reader.u64();
    state.liveCounts[index] = reader.u64();
  });
  const arrivals: LiveArrival[] = [];
  for (let left = reader.u32(); left > 0; left--) arrivals.push(readArrival(committee, reader));
  // `live` is in order of first reports.
  arrivals.sort((a, b) => a.firstBlockTimeMs - b.firstBlockTimeMs || (a.hash < b.hash ? -1 : 1));
  for (const arrival of arrivals) state.live.set(arrival.hash, arrival);
  // The digests of closed hashes follow from those.
  for (let left = reader.u32(); left > 0; left--) reader.bytes(8 + 32);
  config.feeds.forEach((_, index) => {
    const [feed, price, atMs] = [reader.u16(), reader.u64(), timeMs(reader.u64())];
    const observations = new Map<ValidatorIndex, Observation>();
    const agreed = { feed, price, atMs, stale: reader.u8() === 1 };
    for (let left = reader.u16(); left > 0; left--) {
      const [validator, seen] = [validatorIndex(reader.u16()), reader.u64()];
      observations.set(validator, { price: seen, atMs: timeMs(reader.u64()), reportedMs: timeMs(reader.u64()) });
    }
    state.feeds[index] = { observations, agreed };
  });
  for (const chain of state.l1) {
    chain.cut = { chainId: reader.u64(), number: reader.u64(), hash: reader.hex<Hash>(32) };
    for (const blocks of chain.named) {
      for (let left = reader.u16(); left > 0; left--) blocks.set(reader.u64(), reader.hex<Hash>(32));
    }
  }
  return state;
}

function readArrival({ validators }: Committee, reader: ByteReader): LiveArrival {
  const [hash, firstBlockTimeMs] = [reader.hex<Hash>(32), timeMs(reader.u64())];
  const arrival: LiveArrival = { hash, firstBlockTimeMs, reports: new Map(), supportPower: 0 };
  for (let left = reader.u16(); left > 0; left--) {
    const validator = validatorIndex(reader.u16());
    arrival.reports.set(validator, { position: reader.u64(), timeMs: timeMs(reader.u64()) });
    arrival.supportPower += validators[validator]?.power ?? 0;
  }
  return arrival;
}

/** Hashes that a quorum has reported and no block has released yet, ascending: their bodies are part of the state too. */
export const solidAndWaiting = (state: PriorityState): Hash[] =>
  [...state.live.values()]
    .filter((arrival) => arrival.supportPower >= state.committee.quorumPower)
    .map(({ hash }) => hash)
    .sort();
