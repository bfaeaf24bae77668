import { mkdirSync } from 'node:fs';
import { createWalletClient, http } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { buildContracts } from '../../devnet/artifacts.ts';
import { type Committee, startCommittee } from '../../devnet/committee.ts';
import { ask, type DoorStatus } from '../../devnet/doors.ts';
import { type L1, startL1 } from '../../devnet/l1.ts';
import { pause } from '../../devnet/pause.ts';
import { toHex } from '../../node/codec/hex.ts';
import { keccak } from '../../node/crypto/keccak.ts';
import { makeTraderSigner, nobleBackend } from '../../node/crypto/secp256k1.ts';
import { loadNativeSecp256k1 } from '../../node/crypto/secp256k1Native.ts';
import { chainAt, createL1Client } from '../../node/l1/client.ts';
import { createWitanClient, WitanError, type WitanClient } from '../../node/sdk/index.ts';
import { defaultEpoch, type Timing } from '../../node/sequencer/config.ts';
import type { Address } from '../../node/types/ids.ts';

const insuranceOwner = `0x${'11'.repeat(20)}` as Address;
const depositMicroUsdc = 5_000_000_000_000n;
const startPrice = 60_000_000_000;
const readyMsMax = 60_000;
const pollMs = 100;
const l1BlockSeconds = 1;

/** A committee of processes with funded traders, each with a client of its own that uses one validator. */
export interface ProcessCommittee {
  readonly committee: Committee;
  readonly l1: L1['kind'];
  readonly clients: readonly WitanClient[];
}

/**
 * Starts a chain and validators as an operator would, lets traders deposit, and calls `use` when all of them can trade.
 * Everything is down again when this returns or throws.
 * Errors: those of startL1 and startCommittee, COMMITTEE_NOT_READY.
 */
export async function withProcessCommittee<T>(
  setup: { readonly folder: string; readonly validators: number; readonly traders: number; readonly timing: Timing },
  signal: AbortSignal,
  use: (running: ProcessCommittee) => Promise<T>,
): Promise<T> {
  const { folder, validators, timing } = setup;
  mkdirSync(folder, { recursive: true });
  const artifact = await buildContracts();
  const backend = loadNativeSecp256k1().backend ?? nobleBackend;
  const secrets = Array.from({ length: setup.traders }, (_, number) => keccak(new Uint8Array([7, number])));
  const signers = secrets.map((secret) => makeTraderSigner(secret, backend));
  const startMs = Date.now();
  const feed = { kind: 'generator', seed: 1, startPrice, volatilityPpm: 500, startMs } as const;
  const clients: WitanClient[] = [];
  let committee: Committee | undefined;
  const l1 = await startL1({ blockTimeSeconds: l1BlockSeconds });
  try {
    signal.throwIfAborted();
    committee = await startCommittee(
      {
        folder,
        l1,
        validators,
        traders: signers.map(({ address }) => address),
        usdcPerTrader: depositMicroUsdc,
        feeds: [
          { feed: 1, source: feed },
          { feed: 2, source: { ...feed, seed: 2, startPrice: startPrice / 20 } },
        ],
        speed: 1,
        insuranceOwner,
        timing,
        epoch: defaultEpoch,
        artifact,
      },
      () => undefined,
    );
    const urls = committee.validators.map(({ httpUrl }) => httpUrl);
    for (const [number, signer] of signers.entries()) {
      clients.push(await createWitanClient({ endpoints: [urls[number % urls.length]!], signer }));
    }
    await Promise.all(clients.map((client, number) => deposit(client, secrets[number]!, l1.url)));
    const everybody = [
      ...urls.map((url) => async () => (await ask<DoorStatus>(url, 'witan_status')).peers.length === validators - 1),
      ...clients.map((client) => () => isCredited(client)),
    ];
    for (const isReady of everybody) await until(isReady, startMs + readyMsMax, signal);
    return await use({ committee, l1: l1.kind, clients });
  } finally {
    for (const client of clients) client.close();
    await Promise.all((committee?.validators ?? []).map((validator) => validator.stop()));
    await l1.stop();
  }
}

async function deposit(client: WitanClient, secret: Uint8Array, l1Url: string): Promise<void> {
  const { chainId } = client.network.l1;
  const account = privateKeyToAccount(toHex(secret));
  const wallet = createWalletClient({ account, chain: chainAt(l1Url, chainId), transport: http(l1Url) });
  await client.deposit({ client: createL1Client(l1Url, chainId), wallet }, depositMicroUsdc);
}

async function isCredited(client: WitanClient): Promise<boolean> {
  try {
    await client.accountState();
    return true;
  } catch (error) {
    if (error instanceof WitanError && error.code === 'ACCOUNT_UNKNOWN') return false;
    throw error;
  }
}

async function until(holds: () => Promise<boolean>, deadlineMs: number, signal: AbortSignal): Promise<void> {
  while (!(await holds())) {
    if (Date.now() > deadlineMs) {
      throw new WitanError('COMMITTEE_NOT_READY', 'The committee did not connect and credit its traders in time.');
    }
    await pause(pollMs, signal);
  }
}
