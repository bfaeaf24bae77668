import { decodeMessage } from '../../node/crypto/messageCodec.ts';
import type { Ports } from '../../node/sequencer/context.ts';
import type { RunOptions } from '../../node/sequencer/runNode.ts';
import type { ExecutedBlock } from '../../node/types/block.ts';
import type { NetworkMessage } from '../../node/types/message.ts';
import { timeMs } from '../../node/types/units.ts';
import { peerId } from '../../node/types/ids.ts';
import { wireBehaviours } from '../../test/simulation/byzantine/index.ts';
import type { Behaviour, World } from '../../test/simulation/byzantine/words.ts';
import { startMs } from '../../test/simulation/world.ts';
import { Random } from '../random.ts';
import { garbageSender } from './garbageSender.ts';

/** What a liar may do, by name: all that the simulator knows, and what only a real wire can carry. */
export const behaviours: Readonly<Record<string, Behaviour>> = { ...wireBehaviours, garbageSender };

/**
 * The options of a node that lies: the real one, with something between it and the wire that says other things under its
 * key, and with a clock and prices of its own making.
 */
export function lying(options: RunOptions, behaviour: string, seed: number): RunOptions {
  const { network } = options;
  const self: number = options.addressBook.findIndex(({ ed25519Key }) => ed25519Key === options.key);
  const executed: ExecutedBlock[] = [];
  const startedMs = Date.now();
  let ports: Ports | undefined;
  let decoded: { readonly bytes: Uint8Array; readonly message: NetworkMessage } | undefined;
  const world: World = {
    random: new Random(seed),
    network,
    nodes: network.committee.validators.map(() => ({ clockOffsetMs: 0, priceFactor: 1, executed })),
    get nowMs() {
      return startMs + Date.now() - startedMs;
    },
    intercept: (_from, _to, bytes) => [bytes],
    decode: (bytes) => {
      // A broadcast is looked at once for each peer.
      if (decoded?.bytes !== bytes) decoded = { bytes, message: decodeMessage(network.committee.networkId, bytes) };
      return decoded.message;
    },
    // On a devnet L1 installs no other committee: places stay, whoever is jailed.
    committeeOf: () => network.committee,
    placeOf: (node) => network.committee.validators[node]?.index,
    signAs: (_, message) => ports!.signer!.sign(message),
    deliver: (_, to, bytes, delayMs) => {
      setTimeout(() => ports!.network.send(peerId(to), bytes), delayMs).unref();
    },
  };
  behaviours[behaviour]!(world, self);
  const { clockOffsetMs, priceFactor } = world.nodes[self]!;
  return {
    ...options,
    feeds: options.feeds.map((feed) => ({ ...feed, skewPpm: Math.round((priceFactor - 1) * 1_000_000) })),
    onDoor: (door) => {
      door.executed$.subscribe((block) => void executed.splice(0, 1, block));
      options.onDoor(door);
    },
    decorate: (real) => {
      ports = real;
      const { time } = real;
      const send: Ports['network']['send'] = (to, bytes) => {
        for (const said of world.intercept(self, to, bytes)) real.network.send(to, said);
      };
      return {
        ...real,
        time: {
          nowMs: () => timeMs(time.nowMs() + clockOffsetMs),
          wakeAt: (atMs) => time.wakeAt(timeMs(atMs - clockOffsetMs)),
        },
        network: {
          send,
          broadcast: (bytes) => {
            for (const { id, ed25519Key } of options.addressBook) if (ed25519Key !== options.key) send(id, bytes);
          },
        },
      };
    },
  };
}
