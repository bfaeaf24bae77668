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
import { makeTraderSigner, nobleBackend, type TraderSigner } from '../../node/crypto/secp256k1.ts';
import { loadNativeSecp256k1 } from '../../node/crypto/secp256k1Native.ts';
import { chainAt, createL1Client } from '../../node/l1/client.ts';
import { type ClientOptions, createWitanClient, WitanError, type WitanClient } from '../../node/sdk/index.ts';
import { defaultEpoch, type Timing } from '../../node/sequencer/config.ts';
import type { NetworkDescription } from '../../node/sdk/rpcTypes.ts';
import type { Address } from '../../node/types/ids.ts';

const insuranceOwner = `0x${'11'.repeat(20)}` as Address;
const depositMicroUsdc = 5_000_000_000_000n;
const keyLifeMs = 3_600_000;
const startPrice = 60_000_000_000;
const readyMsMax = 60_000;
const pollMs = 100;
const l1BlockSeconds = 1;

/** A committee of processes, and clients that can trade there, each through one validator. */
export interface ProcessCommittee {
  readonly committee: Committee;
  readonly l1: L1['kind'];
  readonly network: NetworkDescription;
  /** Keys of the accounts. */
  readonly owners: readonly TraderSigner[];
  readonly clients: readonly WitanClient[];
}

export interface ProcessCommitteeSetup {
  readonly folder: string;
  readonly validators: number;
  /** Accounts with collateral. */
  readonly owners: number;
  /** They share the accounts out between them, each with a session key of its own. */
  readonly clients: number;
  readonly timing: Timing;
  /** Flags of Node for validators. */
  readonly nodeFlags?: readonly string[];
}

/**
 * Starts a chain and validators as an operator would, lets a few accounts deposit and approve a session key for each client,
 * and calls `use` when all of them can trade. Everything is down again when this returns or throws.
 * Errors: those of startL1, startCommittee and of the SDK, COMMITTEE_NOT_READY.
 */
export async function withProcessCommittee<T>(
  setup: ProcessCommitteeSetup,
  signal: AbortSignal,
  use: (running: ProcessCommittee) => Promise<T>,
): Promise<T> {
  const { folder, validators, timing } = setup;
  mkdirSync(folder, { recursive: true });
  const artifact = await buildContracts();
  const owners = keysOf('owner', setup.owners);
  const sessions = keysOf('session', setup.clients);
  const startMs = Date.now();
  const feed = { kind: 'generator', seed: 1, startPrice, volatilityPpm: 500, startMs } as const;
  const opened: WitanClient[] = [];
  let committee: Committee | undefined;
  const l1 = await startL1({ blockTimeSeconds: l1BlockSeconds });
  try {
    signal.throwIfAborted();
    committee = await startCommittee(
      {
        folder,
        l1,
        validators,
        traders: owners.map(({ signer }) => signer.address),
        usdcPerTrader: depositMicroUsdc,
        feeds: [
          { feed: 1, source: feed },
          { feed: 2, source: { ...feed, seed: 2, startPrice: startPrice / 20 } },
        ],
        speed: 1,
        insuranceOwner,
        timing,
        epoch: defaultEpoch,
        nodeFlags: setup.nodeFlags ?? [],
        artifact,
      },
      () => undefined,
    );
    const urls = committee.validators.map(({ httpUrl }) => httpUrl);
    const open = async (number: number, options: Omit<ClientOptions, 'endpoints'>): Promise<WitanClient> => {
      opened.push(await createWitanClient({ endpoints: [urls[number % urls.length]!], ...options }));
      return opened.at(-1)!;
    };
    const deadlineMs = startMs + readyMsMax;
    const isConnected = async (url: string): Promise<boolean> =>
      (await ask<DoorStatus>(url, 'witan_status')).peers.length === validators - 1;
    for (const url of urls) await until(() => isConnected(url), deadlineMs, signal);
    const accounts: WitanClient[] = [];
    for (const [number, { signer }] of owners.entries()) accounts.push(await open(number, { signer }));
    await Promise.all(accounts.map((account, number) => deposit(account, owners[number]!.secret, l1.url)));
    for (const account of accounts) await until(() => isCredited(account), deadlineMs, signal);
    const clients: WitanClient[] = [];
    for (const [number, { signer }] of sessions.entries()) {
      const owner = accounts[number % accounts.length]!;
      await approve(owner, signer.address);
      clients.push(await open(number, { signer, account: owner.account }));
    }
    const { network } = accounts[0]!;
    return await use({ committee, l1: l1.kind, network, owners: owners.map(({ signer }) => signer), clients });
  } finally {
    for (const client of opened) client.close();
    await Promise.all((committee?.validators ?? []).map((validator) => validator.stop()));
    await l1.stop();
  }
}

interface Key {
  readonly secret: Uint8Array;
  readonly signer: TraderSigner;
}

function keysOf(role: string, count: number): Key[] {
  const backend = loadNativeSecp256k1().backend ?? nobleBackend;
  return Array.from({ length: count }, (_, number) => {
    const secret = keccak(new TextEncoder().encode(`${role} ${number}`));
    return { secret, signer: makeTraderSigner(secret, backend) };
  });
}

/** Errors: the outcome, where it is not OK. */
async function approve(owner: WitanClient, sessionKey: Address): Promise<void> {
  const keyExpiryMs = Date.now() + keyLifeMs;
  const sent = await owner.approveKey({ sessionKey, scope: 'trade', keyExpiryMs }, { verify: false });
  const { code } = await sent.final();
  if (code !== 'OK') throw new WitanError(code, 'A session key was not approved.');
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
