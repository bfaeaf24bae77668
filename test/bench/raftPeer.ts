import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { Agent, request } from 'node:http';
import { delimiter, join } from 'node:path';
import { freePorts } from '../../devnet/freePorts.ts';
import { pause } from '../../devnet/pause.ts';
import { WitanError } from '../../node/types/fault.ts';
import { latenciesOf, type Latencies, round } from './latencies.ts';

/** What a replicated log that tolerates crashes alone reaches on this machine. */
export interface RaftResult {
  readonly peer: string;
  readonly nodes: number;
  readonly valueBytes: number;
  readonly fsync: true;
  readonly loads: readonly (Latencies & { readonly clients: number; readonly perSecond: number })[];
}

export interface RaftAbsent {
  readonly absent: string;
}

const nodes = 3;
/** About what a signed order has. */
const valueBytes = 200;
const keys = 5_000;
const clientCounts = [1, 64, 256];
const warmUpMs = 1_000;
const readyMsMax = 20_000;
const stopMsMax = 3_000;
const host = '127.0.0.1';

/**
 * Three etcd nodes on loopback that sync before they acknowledge; clients put a value each through the leader's gateway
 * and wait for the answer. Where there is no etcd, says so.
 * Errors: RAFT_NOT_READY.
 */
export async function measureRaft(
  seconds: number,
  folder: string,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<RaftResult | RaftAbsent> {
  const program = findProgram('etcd');
  if (program === undefined) {
    return {
      absent: 'no etcd in PATH; Debian and Ubuntu have it in the package etcd-server (apt-get install etcd-server)',
    };
  }
  say(`${nodes} etcd nodes: starting`);
  const ports = await freePorts(2 * nodes);
  const children = startNodes(program, folder, ports);
  const endAll = (): void => children.forEach((child) => void child.kill('SIGKILL'));
  // However this process ends, short of SIGKILL, they do not outlive it.
  process.once('exit', endAll);
  const agent = new Agent({ keepAlive: true, maxSockets: Math.max(...clientCounts) });
  try {
    const leader = await leaderPort(agent, ports.slice(0, nodes), signal);
    const loads: RaftResult['loads'][number][] = [];
    for (const clients of clientCounts) {
      say(`${nodes} etcd nodes: ${clients} ${clients === 1 ? 'client' : 'clients'}`);
      await putFor(agent, leader, clients, warmUpMs, signal);
      const finalityMs = await putFor(agent, leader, clients, seconds * 1_000, signal);
      loads.push({ clients, ...latenciesOf(finalityMs), perSecond: round(finalityMs.length / seconds) });
    }
    const version = execFileSync(program, ['--version'], { encoding: 'utf8' }).split('\n')[0]!.split(' ').at(-1)!;
    return { peer: `etcd ${version}`, nodes, valueBytes, fsync: true, loads };
  } finally {
    agent.destroy();
    await Promise.all(children.map(stop));
    process.off('exit', endAll);
  }
}

function findProgram(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

function startNodes(program: string, folder: string, ports: readonly number[]): ChildProcess[] {
  const peerUrl = (node: number): string => `http://${host}:${ports[nodes + node]}`;
  const numbers = Array.from({ length: nodes }, (_, node) => node);
  const cluster = numbers.map((node) => `node-${node}=${peerUrl(node)}`).join(',');
  return numbers.map((node) => {
    const clientUrl = `http://${host}:${ports[node]}`;
    const flags = {
      name: `node-${node}`,
      'data-dir': join(folder, `etcd-${node}`),
      'listen-client-urls': clientUrl,
      'advertise-client-urls': clientUrl,
      'listen-peer-urls': peerUrl(node),
      'initial-advertise-peer-urls': peerUrl(node),
      'initial-cluster': cluster,
      'log-level': 'error',
    };
    const args = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
    // A group of its own: Ctrl-C is for this process, which ends them.
    const child = spawn(program, args, { stdio: 'ignore', detached: true });
    child.on('error', () => undefined);
    return child;
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopMsMax);
  await ended;
  clearTimeout(timer);
}

interface Status {
  readonly header: { readonly member_id: string };
  readonly leader?: string;
}

async function leaderPort(agent: Agent, ports: readonly number[], signal: AbortSignal): Promise<number> {
  const deadlineMs = Date.now() + readyMsMax;
  while (Date.now() < deadlineMs) {
    for (const port of ports) {
      const status = await post(agent, port, '/v3/maintenance/status', '{}').catch(() => undefined);
      const { header, leader } = (status ?? {}) as Partial<Status>;
      if (header !== undefined && header.member_id === leader) return port;
    }
    await pause(100, signal);
  }
  throw new WitanError('RAFT_NOT_READY', 'etcd found no leader in time.', 'Look whether etcd runs here by hand.');
}

/** How long each put took that ended in time, ms. */
async function putFor(
  agent: Agent,
  port: number,
  clients: number,
  durationMs: number,
  signal: AbortSignal,
): Promise<number[]> {
  const value = Buffer.alloc(valueBytes, 1).toString('base64');
  const tookMs: number[] = [];
  const beganMs = performance.now();
  const isOn = (): boolean => performance.now() - beganMs < durationMs && !signal.aborted;
  let count = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (isOn()) {
        const key = Buffer.from(`key-${count++ % keys}`).toString('base64');
        const sentMs = performance.now();
        await post(agent, port, '/v3/kv/put', JSON.stringify({ key, value }));
        if (isOn()) tookMs.push(performance.now() - sentMs);
      }
    }),
  );
  signal.throwIfAborted();
  return tookMs;
}

/** Errors: RAFT_REFUSED for an answer other than 200, and those of the connection. */
function post(agent: Agent, port: number, path: string, body: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request({ host, port, path, method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (response.statusCode === 200) resolve(JSON.parse(text));
        else reject(new WitanError('RAFT_REFUSED', `etcd answers ${response.statusCode}: ${text.slice(0, 200)}`));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
