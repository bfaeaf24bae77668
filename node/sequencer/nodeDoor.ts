import type { Observable } from 'rxjs';
import type { ExitKit } from '../checkpoint/exitKit.ts';
import type { ExchangeState } from '../exchange/state.ts';
import type { Published } from '../l1/publisher.ts';
import type { ExecutedBlock } from '../types/block.ts';
import type { Committee } from '../types/committee.ts';
import type { Address, Hash, PeerId, ValidatorIndex } from '../types/ids.ts';
import type { SignedReport } from '../types/report.ts';
import type { SignedCheckpoint } from './checkpoints.ts';
import type { NetworkConfig } from './config.ts';
import type { SubmitResult } from './inputs.ts';
import type { SequencerStatus } from './sequencer.ts';

export interface ChainStatus {
  readonly chainId: number;
  readonly isUp: boolean;
  readonly number: number;
}

export interface NodeStatus extends SequencerStatus {
  /** Nodes of the address book with a live connection. */
  readonly peers: readonly PeerId[];
  /** Whether the endpoint of the home chain answers, and the newest final block read of it; then of the other chains. */
  readonly l1: ChainStatus;
  readonly otherChains: readonly ChainStatus[];
}

/** A running node as its doors see it: everything to read, and one way in. */
export interface NodeDoor {
  readonly network: NetworkConfig;
  /** Who votes now, and this node's place among them; undefined while it only follows. */
  committee(): Committee;
  self(): ValidatorIndex | undefined;
  /** Canonical wire bytes of a signed transaction. Resolves when it is durable here, or refused. */
  submit(bytes: Uint8Array): Promise<SubmitResult>;
  status(): NodeStatus;
  /** The state after the last executed block. For reading only. */
  exchange(): ExchangeState;
  /** What an owner can leave a chain with under the newest header that a quorum signed; undefined before the first. */
  exitKit(owner: Address, chainId: number): ExitKit | undefined;
  /** Root over everything that execution and priority read, after the last executed block. Costs a pass over the state. */
  stateRoot(): Hash;
  /** Every block after execution, from the replay of the own log on, in order of height. */
  readonly executed$: Observable<ExecutedBlock>;
  /** Every validator's signed reports as they are taken in, the own ones too: what attests results. */
  readonly attested$: Observable<SignedReport>;
  /** Checkpoints that a quorum signed. */
  readonly checkpoints$: Observable<SignedCheckpoint>;
  /** Checkpoints seen accepted on L1. */
  readonly published$: Observable<Published>;
}
