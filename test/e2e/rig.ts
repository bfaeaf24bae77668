import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildContracts } from '../../devnet/artifacts.ts';
import { type Committee, type CommitteeSetup, startCommittee } from '../../devnet/committee.ts';
import { ask, type DoorStatus } from '../../devnet/doors.ts';
import { type L1, startL1 } from '../../devnet/l1.ts';
import type { ValidatorProcess } from '../../devnet/validatorProcess.ts';
import { fromHex } from '../../node/codec/hex.ts';
import { makeTraderSigner, type TraderSigner } from '../../node/crypto/secp256k1.ts';
import type { Address } from '../../node/types/ids.ts';
import { Cable } from './cable.ts';

/** Somebody with a key on disk. */
export interface Trader {
  readonly signer: TraderSigner;
  readonly keyFile: string;
}

/** Four validator processes on a real chain, which they reach over a cable. Started once for all that is done to them. */
export interface Rig {
  readonly folder: string;
  readonly l1: L1;
  readonly cable: Cable;
  readonly committee: Committee;
  /** The first three have USDC and ether on L1, and nothing on the exchange yet; two more have nothing anywhere. */
  readonly traders: readonly Trader[];
  stop(): Promise<void>;
}

const fundedTraders = 3;
const usdcPerTrader = 10_000_000_000n;

/** @param changes to how a committee is set up */
export async function startRig(changes: Partial<CommitteeSetup> = {}): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'witan-committee-'));
  const l1 = await startL1({ blockTimeSeconds: 0.5 });
  const cable = await Cable.plug(l1.port);
  const traders = ['a1', 'b2', 'c3', 'd4', 'e5'].map((byte): Trader => {
    const secret = `0x${byte.repeat(32)}`;
    const keyFile = join(folder, `${byte}.key`);
    writeFileSync(keyFile, `${secret}\n`, { mode: 0o600 });
    return { signer: makeTraderSigner(fromHex(secret)), keyFile };
  });
  const startMs = Date.now();
  const generated = { kind: 'generator', seed: 1, startPrice: 60_000_000_000, volatilityPpm: 500, startMs } as const;
  const committee = await startCommittee(
    {
      folder,
      l1: { ...l1, url: cable.url },
      validators: 4,
      traders: traders.slice(0, fundedTraders).map(({ signer }) => signer.address),
      usdcPerTrader,
      feeds: [
        { feed: 1, source: generated },
        { feed: 2, source: { ...generated, seed: 2, startPrice: 4_000_000_000 } },
      ],
      speed: 1,
      insuranceOwner: `0x${'11'.repeat(20)}` as Address,
      artifact: await buildContracts(),
      ...changes,
    },
    () => undefined,
  );
  const stop = async (): Promise<void> => {
    await Promise.all(committee.validators.map((validator) => validator.stop()));
    await cable.pullOut();
    await l1.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, l1, cable, committee, traders, stop };
}

export const statusOf = (validator: ValidatorProcess): Promise<DoorStatus> =>
  ask<DoorStatus>(validator.httpUrl, 'witan_status');

/** Waits until it holds; fails after 30 s. */
export async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  const deadlineMs = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > deadlineMs) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export async function grows(validator: ValidatorProcess, by: number): Promise<void> {
  const { executedHeight } = await statusOf(validator);
  await until(`${by} more blocks`, async () => (await statusOf(validator)).executedHeight >= executedHeight + by);
}

/** Waits until a validator is where another one is: has executed as far, or at least knows as many final blocks. */
export const inStep = (
  validator: ValidatorProcess,
  other: ValidatorProcess,
  height: 'executedHeight' | 'height' = 'executedHeight',
): Promise<void> =>
  until('in step', async () => {
    const [own, ahead] = await Promise.all([statusOf(validator), statusOf(other)]);
    return ahead[height] - own[height] <= 3;
  });

/** What a validator writes from now on. */
export class LogTail {
  readonly #path: string;
  readonly #from: number;

  constructor(validator: ValidatorProcess) {
    this.#path = join(validator.folder, 'node.log');
    this.#from = statSync(this.#path).size;
  }

  #lines(): string[] {
    const lines = readFileSync(this.#path).subarray(this.#from).toString().split('\n');
    return lines.filter((line) => line !== '');
  }

  #records(): { readonly level: number; readonly msg: string }[] {
    const records = this.#lines().filter((line) => line.startsWith('{'));
    return records.map((line) => JSON.parse(line) as { readonly level: number; readonly msg: string });
  }

  /** What the node found worth a warning. */
  warnings(): string[] {
    return this.#records()
      .filter(({ level }) => level >= 40)
      .map(({ msg }) => msg);
  }

  /** Everything that the node said, warnings included. */
  infos(): string[] {
    return this.#records().map(({ msg }) => msg);
  }

  /** What the command itself said: why it did not start. */
  said(): string[] {
    return this.#lines().filter((line) => !line.startsWith('{'));
  }
}
