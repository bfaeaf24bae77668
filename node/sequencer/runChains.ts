import type { Observable } from 'rxjs';
import type { LocalAccount, PublicClient } from 'viem';
import { submissionFor } from '../checkpoint/proofs.ts';
import type { EpochState } from '../consensus/epochs.ts';
import type { L1Cursor } from '../exchange/records.ts';
import type { ExchangeState } from '../exchange/state.ts';
import { createL1Client } from '../l1/client.ts';
import { L1Follower, type OfficeFollowing } from '../l1/follower.ts';
import type { InboxCursor } from '../l1/inboxReader.ts';
import { CheckpointPublisher, type Published } from '../l1/publisher.ts';
import { CommitteeRotator, MirrorRotator } from '../l1/rotator.ts';
import { TransactionSender } from '../l1/transactionSender.ts';
import type { Place } from '../l1/turns.ts';
import { invariant } from '../types/fault.ts';
import { zeroHash } from '../types/ids.ts';
import type { SignedCheckpoint } from './checkpoints.ts';
import { type ChainConfig, chainsOf, type NetworkConfig } from './config.ts';
import { genesisParametersOf } from './genesisParameters.ts';
import type { NodeStatus } from './nodeDoor.ts';
import type { L1Port, LogPort } from './ports.ts';

/** Where a chain is asked, and how often. */
export interface ChainAccess {
  readonly chainId: number;
  readonly url: string;
  readonly pollMs: number;
}

interface Surroundings {
  readonly network: NetworkConfig;
  /** One for each chain of the network. */
  readonly chains: readonly ChainAccess[];
  readonly log: LogPort;
}

/** What a ledger that was restored has of L1 already. */
export interface ChainsRead {
  readonly exchange: ExchangeState;
  readonly epochs: EpochState;
}

const accessTo = ({ chains }: Surroundings, chainId: number): ChainAccess => {
  const access = chains.find((chain) => chain.chainId === chainId);
  invariant(access !== undefined, `the configuration says where chain ${chainId} is`);
  return access;
};

const inboxOf = ({ depositCount, depositHash, forcedCount, forcedHash }: L1Cursor): InboxCursor => ({
  deposits: { count: depositCount, hash: depositHash },
  forced: { count: forcedCount, hash: forcedHash },
});

/** The last version of the parameters that the ledger has, in force or not yet. */
const versionRead = ({ counters, upcomingParameters }: ExchangeState): number =>
  counters.get('parameters') + upcomingParameters.size;

/** Follows the final part of every chain of the network: the L1 port of a node. */
export class ChainFollowers {
  readonly #network: NetworkConfig;
  readonly #up = new Set<number>();
  readonly #followers = new Map<number, L1Follower>();

  /** @param read absent: every chain is read from where the network begins */
  constructor(surroundings: Surroundings, read: ChainsRead | undefined, onAdvance: () => void) {
    const { network, log } = surroundings;
    this.#network = network;
    const { committee, installed } = read?.epochs ?? { committee: network.committee, installed: undefined };
    const office: OfficeFollowing = {
      registry: network.l1.registry,
      committeeId: installed?.id ?? committee.id,
      startPlan: read?.epochs.planned?.hash ?? zeroHash,
    };
    const home = {
      office,
      riskParameters: network.l1.riskParameters,
      genesisParameters: genesisParametersOf(network),
      ...(read && { startVersion: versionRead(read.exchange) }),
    };
    for (const chain of chainsOf(network)) {
      const { chainId, vault, settlement, startNumber, blockMultiple, finalityDepth } = chain;
      const { url, pollMs } = accessTo(surroundings, chainId);
      const cursor = read?.exchange.l1.get(chainId);
      const follower = new L1Follower({
        client: createL1Client(url, chainId),
        ...{ chainId, vault, settlement, blockMultiple, finalityDepth, pollMs },
        startNumber: cursor?.number ?? startNumber,
        ...(chain === network.l1 && home),
        ...(cursor && { startInbox: inboxOf(cursor), startAccepted: cursor.acceptedHeaders }),
        onAdvance: () => {
          this.#up.add(chainId);
          onAdvance();
        },
        onStatus: (status) => {
          if (status.up) this.#up.add(chainId);
          else this.#up.delete(chainId);
          log.warn(status.message);
        },
        onFault: (fault) => log.warn('L1 took back a final block; this node names no more L1 blocks', { ...fault }),
      });
      this.#followers.set(chainId, follower);
    }
  }

  start(): void {
    for (const follower of this.#followers.values()) follower.start();
  }

  stop(): void {
    for (const follower of this.#followers.values()) follower.stop();
  }

  status(): Pick<NodeStatus, 'l1' | 'otherChains'> {
    const [l1, ...otherChains] = chainsOf(this.#network).map(({ chainId, startNumber }) => ({
      chainId,
      isUp: this.#up.has(chainId),
      number: this.#of(chainId).newest()?.number ?? startNumber,
    }));
    return { l1: l1!, otherChains };
  }

  readonly port: L1Port = {
    block: (chainId, number) => this.#of(chainId).block(number),
    newest: () => [...this.#followers.values()].flatMap((follower) => follower.newest() ?? []),
    committee: (id) => this.#of(this.#network.l1.chainId).committee(id),
    hurry: (chainId) => this.#of(chainId).poke(),
    consumed: (chainId, number) => this.#of(chainId).consumed(number),
  };

  #of(chainId: number): L1Follower {
    return this.#followers.get(chainId)!;
  }
}

interface Publishing extends Surroundings {
  readonly account: LocalAccount;
  readonly place: () => Place;
  readonly checkpoints$: Observable<SignedCheckpoint>;
  /** Hears of headers on the home chain. */
  readonly onPublished: (published: Published) => void;
}

/** Brings checkpoints and committees to every chain. */
export function startPublishing(publishing: Publishing): { stop(): void } {
  const { network } = publishing;
  const parts = chainsOf(network).map((chain) => publishTo(publishing, chain));
  return { stop: () => parts.forEach((part) => part.stop()) };
}

/** All transactions of a chain come from one account, one after another. */
function publishTo(publishing: Publishing, chain: ChainConfig): { stop(): void } {
  const { network, log, account, place, checkpoints$ } = publishing;
  const { chainId, settlement, registry } = chain;
  const { url, pollMs } = accessTo(publishing, chainId);
  const client = createL1Client(url, chainId);
  const sender = new TransactionSender({ client, url, account, pollMs, stuckMs: 60_000 });
  const shared = { client, sender, settlement, place, staggerMs: 4 * pollMs, pollMs };
  const isHome = chain === network.l1;
  const publisher = new CheckpointPublisher({
    ...shared,
    onPublished: (published) => {
      if (isHome) publishing.onPublished(published);
    },
    onStatus: (status) => log.warn(status.message, { chainId }),
    onFault: (fault) => log.warn('a checkpoint was not accepted on L1', { chainId, ...fault, number: String(fault.number) }), // prettier-ignore
  });
  const rotation = {
    ...shared,
    registry,
    onRotated: (rotated: object) => log.info('the next committee is on its way on L1', { chainId, ...rotated }),
    onStatus: (status: { readonly message: string }) => log.warn(status.message, { chainId }),
  };
  const home = (): PublicClient => createL1Client(accessTo(publishing, network.l1.chainId).url, network.l1.chainId);
  const rotator = isHome
    ? new CommitteeRotator(rotation)
    : new MirrorRotator({ ...rotation, home: home(), homeRegistry: network.l1.registry });
  const subscription = checkpoints$.subscribe(({ checkpoint, certificate }) => {
    const submission = submissionFor(checkpoint, BigInt(chainId));
    if (submission === undefined) return;
    const { bitmap, signature } = certificate;
    const signed = { ...submission, headerHash: checkpoint.headerHash, bitmap, signature };
    publisher.publish(signed);
    rotator.signed(signed);
  });
  return {
    stop: () => {
      subscription.unsubscribe();
      publisher.stop();
      rotator.stop();
      sender.stop();
    },
  };
}
