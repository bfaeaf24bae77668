import { join } from 'node:path';
import { ask, type DoorStatus } from '../../devnet/doors.ts';
import { pause } from '../../devnet/pause.ts';
import { type FinalResult, type Submitted, WitanError, type WitanClient } from '../../node/sdk/index.ts';
import type { Timing } from '../../node/sequencer/config.ts';
import { type ProcessCommittee, withProcessCommittee } from './processCommittee.ts';
import { processorMs } from './processorTime.ts';
import { latenciesOf, type Latencies, round } from './latencies.ts';
import { lowLatencyTiming, restlessTiming } from './timing.ts';

/** Clients that each wait for the final result of one transaction before they send the next. */
export interface ClientsRow extends Latencies {
  readonly clients: number;
  readonly perSecond: number;
  readonly viewsPerSecond: number;
  /** Processors in use, by all validators and by all clients. */
  readonly validatorCores: number;
  readonly clientCores: number;
  /** Refusals and outcomes other than OK, by code. */
  readonly notOk: Readonly<Record<string, number>>;
}

export interface ProcessRow {
  readonly validators: number;
  readonly l1: string;
  readonly timing: Timing;
  /** Views that became final a second while nobody traded, in a network that makes empty blocks as fast as it can. */
  readonly emptyViewsPerSecond: number;
  readonly loads: readonly ClientsRow[];
}

const warmUpMs = 5_000;
const restMs = 1_000;
const crowd = 64;
/** Accounts that the crowd trades for. */
const owners = 4;
const orderLifeMs = 60_000;
/** Prices of the orders in ticks: so far below the index that they rest, and within the band. */
const bestBidTicks = 590_000;

/** Measures two committees of processes: one in which nobody trades, then one with one client, and 64. `seconds` for each. */
export async function measureProcesses(
  validators: number,
  seconds: number,
  folder: string,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<ProcessRow> {
  const name = `${validators} processes`;
  const durationMs = seconds * 1_000;
  const setup = (kind: string, clients: number, timing: Timing) =>
    ({ folder: join(folder, `${kind}-${validators}`), validators, owners, clients, timing }) as const;
  say(`${name}: starting`);
  const emptyViewsPerSecond = await withProcessCommittee(
    setup('restless', owners, restlessTiming(validators)),
    signal,
    async (running) => {
      say(`${name}: warming up`);
      await measureClients(running, running.clients, warmUpMs, signal);
      await pause(restMs, signal);
      say(`${name}: nobody trades`);
      return viewsWhile(running, () => pause(durationMs, signal));
    },
  );
  const timing = lowLatencyTiming(validators);
  say(`${name}: starting again`);
  return withProcessCommittee(setup('committee', crowd, timing), signal, async (running) => {
    const { l1, clients } = running;
    say(`${name}: warming up`);
    await measureClients(running, clients, warmUpMs, signal);
    const loads: ClientsRow[] = [];
    for (const some of [clients.slice(0, 1), clients]) {
      await pause(restMs, signal);
      say(`${name}: ${some.length} ${some.length === 1 ? 'client' : 'clients'}`);
      loads.push(await measureClients(running, some, durationMs, signal));
    }
    return { validators, l1, timing, emptyViewsPerSecond, loads };
  });
}

/** Final views a second while something goes on, as a validator says. */
async function viewsWhile({ committee }: ProcessCommittee, goOn: () => Promise<void>): Promise<number> {
  const finalView = async (): Promise<number> =>
    (await ask<DoorStatus & { readonly finalView: number }>(committee.validators[0]!.httpUrl, 'witan_status'))
      .finalView;
  const [beganMs, before] = [performance.now(), await finalView()];
  await goOn();
  const after = await finalView();
  return round(((after - before) * 1_000) / (performance.now() - beganMs));
}

async function measureClients(
  running: ProcessCommittee,
  clients: readonly WitanClient[],
  durationMs: number,
  signal: AbortSignal,
): Promise<ClientsRow> {
  const finalityMs: number[] = [];
  const notOk: Record<string, number> = {};
  const count = (code: string): void => void (notOk[code] = (notOk[code] ?? 0) + 1);
  const pids = running.committee.validators.map(({ pid }) => pid);
  const before = { validators: processorMs(pids), clients: processorMs([process.pid]) };
  const beganMs = performance.now();
  const isOn = (): boolean => performance.now() - beganMs < durationMs && !signal.aborted;
  const viewsPerSecond = await viewsWhile(running, async () => {
    await Promise.all(
      clients.map(async (client, number) => {
        for (const next of transactions(client, number)) {
          if (!isOn()) break;
          const sentMs = performance.now();
          const code = await next();
          if (isOn()) finalityMs.push(performance.now() - sentMs);
          if (code !== 'OK') count(code);
        }
      }),
    );
  });
  signal.throwIfAborted();
  const tookMs = performance.now() - beganMs;
  return {
    clients: clients.length,
    ...latenciesOf(finalityMs),
    perSecond: round((finalityMs.length * 1_000) / durationMs),
    viewsPerSecond,
    validatorCores: round((processorMs(pids) - before.validators) / tookMs),
    clientCores: round((processorMs([process.pid]) - before.clients) / tookMs),
    notOk,
  };
}

/** One transaction after another: an order that rests, and its cancel. Each resolves with its outcome when it is final. */
function* transactions(client: WitanClient, number: number): Generator<() => Promise<string>> {
  const order = {
    instrument: 1,
    side: 'buy',
    size: 10,
    price: bestBidTicks - 10 * number,
    postOnly: true,
  } as const;
  const unverified = { verify: false };
  for (;;) {
    const placed: FinalResult[] = [];
    yield () => outcomeOf(client.placeOrder(order, unverified), (result) => placed.push(result));
    const [result] = placed;
    if (result?.code !== 'OK') continue;
    const cancel = { hash: result.hash, expiryMs: Date.now() + orderLifeMs };
    yield () => outcomeOf(client.cancelOrder(cancel, unverified));
  }
}

async function outcomeOf(
  submitted: Promise<Submitted>,
  onFinal: (result: FinalResult) => void = () => undefined,
): Promise<string> {
  try {
    const result = await (await submitted).final();
    onFinal(result);
    return result.code;
  } catch (error) {
    if (!(error instanceof WitanError)) throw error;
    return error.code;
  }
}
