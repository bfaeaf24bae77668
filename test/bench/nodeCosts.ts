import { join } from 'node:path';
import { createNativeSign, createNativeVerify } from '../../node/crypto/ed25519Native.ts';
import { ed25519PublicKey } from '../../node/crypto/ed25519.ts';
import { keccak, keccakHash } from '../../node/crypto/keccak.ts';
import { makeTraderSigner, makeTraderVerifier, nobleBackend } from '../../node/crypto/secp256k1.ts';
import { loadNativeSecp256k1 } from '../../node/crypto/secp256k1Native.ts';
import { voteBytes } from '../../node/codec/signingBytes.ts';
import { fromHex } from '../../node/codec/hex.ts';
import { NodeStore } from '../../node/storage/nodeStore.ts';
import { emptyGuard } from '../../node/types/guard.ts';
import { epoch, height, view } from '../../node/types/units.ts';
import { percentile } from '../../devnet/measurements.ts';
import type { Costs } from '../simulation/processor.ts';
import { World } from '../simulation/world.ts';
import { Load } from './load.ts';
import { round } from './latencies.ts';
import { lowLatencyTiming } from './timing.ts';

/** What the work of a node costs on this machine: medians. */
export interface NodeCosts extends Costs {
  /** Journal and guard, written and synced one after the other, as before every word. */
  readonly syncMs: number;
}

/** Bytes of a vote with its envelope: what the journal gets most often. */
const journalRecordBytes = 200;
const calls = 200;
const batches = 20;
const warmUpBatches = 5;
const syncs = 200;
/** Virtual time, and transactions a second, of the run that says what an input costs. */
const calibrationMs = 1_500;
const calibrationPerSecond = 500;

/**
 * Measures what the simulator charges: signatures as a node makes and checks them, syncs as a node's disk makes them in a
 * folder, and for everything else the processor time that the real sequencer takes for an input, all inputs of a loaded
 * committee of four together. Sockets are not in it.
 */
export async function measureCosts(folder: string): Promise<NodeCosts> {
  const { signMs, verifyMs } = ed25519Costs();
  const traderCheckMs = traderCheckCost();
  const inputMs = inputCost(traderCheckMs);
  const syncMs = await syncCost(join(folder, 'costs'));
  return {
    inputMs: round(inputMs),
    signMs: round(signMs),
    verifyMs: round(verifyMs),
    traderCheckMs: round(traderCheckMs),
    syncMs: round(syncMs),
  };
}

/** Processor time of this process so far, ms: what others do on the machine is not in it. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** The median processor time of a call, ms; the first batches only warm up. */
function timeOf(call: () => unknown): number {
  const batchMs: number[] = [];
  for (let batch = -warmUpBatches; batch < batches; batch++) {
    const beganMs = cpuMs();
    for (let count = 0; count < calls; count++) call();
    if (batch >= 0) batchMs.push((cpuMs() - beganMs) / calls);
  }
  return percentile(batchMs, 0.5);
}

function ed25519Costs(): Pick<Costs, 'signMs' | 'verifyMs'> {
  const secret = keccak(new Uint8Array([1]));
  const publicKey = ed25519PublicKey(secret);
  const sign = createNativeSign(secret);
  const verify = createNativeVerify();
  const word = voteBytes(keccakHash(secret), 'notarize', epoch(1), view(1), keccakHash(new Uint8Array([2])));
  const signature = sign(word);
  return { signMs: timeOf(() => sign(word)), verifyMs: timeOf(() => verify(publicKey, word, signature)) };
}

function traderCheckCost(): number {
  const backend = loadNativeSecp256k1().backend ?? nobleBackend;
  const digest = keccak(new Uint8Array([3]));
  const signature = fromHex(makeTraderSigner(digest, backend).sign(digest));
  const verifier = makeTraderVerifier(backend);
  return timeOf(() => verifier.recover(digest, signature));
}

function inputCost(traderCheckMs: number): number {
  const free: Costs = { inputMs: 0, signMs: 0, verifyMs: 0, traderCheckMs: 0 };
  const world = new World({ seed: 1, costs: free, auditsFully: false, timing: lowLatencyTiming(4) });
  const load = new Load(world, 16);
  world.onExecuted = (node, block) => load.executed(node, block);
  const charged = (cost: keyof Costs): number =>
    world.nodes.reduce((sum, { processor }) => sum + processor!.charged[cost], 0);
  load.fund();
  load.start(calibrationPerSecond);
  // The compiler has seen everything by then.
  world.run(calibrationMs);
  const [inputs, checks] = [charged('inputMs'), charged('traderCheckMs')];
  const beganMs = cpuMs();
  world.run(calibrationMs);
  const otherMs = cpuMs() - beganMs - (charged('traderCheckMs') - checks) * traderCheckMs;
  return otherMs / (charged('inputMs') - inputs);
}

async function syncCost(folder: string): Promise<number> {
  const megabyte = 1024 * 1024;
  const { store } = NodeStore.open(
    { folder, journalSegmentBytesMax: 64 * megabyte, blockSegmentBytesMax: 256 * megabyte },
    { begin: () => height(0), block: () => undefined, journal: () => undefined },
  );
  const record = new Uint8Array(journalRecordBytes);
  let over = Promise.withResolvers<void>();
  store.start(
    {
      synced: () => over.resolve(),
      failed: (error) => over.reject(error),
      blocksRead: () => undefined,
      snapshotStored: () => undefined,
      snapshotPartRead: () => undefined,
      installed: () => undefined,
      warn: () => undefined,
    },
    () => [],
  );
  const tookMs: number[] = [];
  for (let count = 0; count < syncs; count++) {
    over = Promise.withResolvers<void>();
    const began = performance.now();
    store.append(record);
    store.sync(emptyGuard);
    await over.promise;
    tookMs.push(performance.now() - began);
  }
  await store.close();
  return percentile(tookMs, 0.5);
}
