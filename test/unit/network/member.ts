import { afterEach } from 'vitest';
import { freePorts } from '../../../devnet/freePorts.ts';
import { ed25519PublicKey } from '../../../node/crypto/ed25519.ts';
import { CommitteeNetwork, type Peer } from '../../../node/network/committeeNetwork.ts';
import { networkLimits, type NetworkLimits } from '../../../node/network/limits.ts';
import { peerId } from '../../../node/types/ids.ts';

export const messageBytesMax = 1_000_000;
export const seed = (index: number): Uint8Array => new Uint8Array(32).fill(index + 1);
export const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.close()));
});

/** One member: what it heard, and waiting until it heard something. */
export class Member {
  readonly index: number;
  readonly heard: string[] = [];
  network: CommitteeNetwork | undefined;
  readonly #waiting: { readonly holds: () => boolean; readonly resolve: () => void }[] = [];
  readonly #ports: readonly number[];
  readonly #limits: NetworkLimits;
  /** How it calls the machine that all members are on. */
  host = '127.0.0.1';
  /** What it makes of a message, as a sequencer would. */
  judge: (from: number, bytes: Uint8Array) => void = () => undefined;

  constructor(index: number, ports: readonly number[], limits: Partial<NetworkLimits> = {}) {
    this.index = index;
    this.#ports = ports;
    this.#limits = { ...networkLimits, ...limits };
  }

  get port(): number {
    return this.#ports[this.index]!;
  }

  async start(): Promise<void> {
    const peers = this.#ports.flatMap((port, index): Peer[] =>
      index === this.index
        ? []
        : [{ id: peerId(index), ed25519Key: ed25519PublicKey(seed(index)), host: this.host, port }],
    );
    this.network = await CommitteeNetwork.start({
      secretKey: seed(this.index),
      listenHost: '127.0.0.1',
      listenPort: this.#ports[this.index]!,
      peers,
      messageBytesMax,
      limits: this.#limits,
      onMessage: (from, bytes) => {
        this.#hear(`${from}: ${bytes.length > 100 ? bytes.length : Buffer.from(bytes).toString()}`);
        this.judge(from, bytes);
      },
      onPeer: (peer, isConnected) => this.#hear(`${isConnected ? '+' : '-'}${peer}`),
      onFault: (from, { code, barMs }) => this.#hear(barMs > 0 ? `${code} ${from} barred ${barMs}` : `${code} ${from}`),
      onTooLong: (length) => this.#hear(`too long ${length}`),
    });
    running.push(this.network);
  }

  async stop(): Promise<void> {
    running.splice(running.indexOf(this.network!), 1);
    await this.network!.close();
  }

  say(to: number, what: string): void {
    this.network!.send(peerId(to), Buffer.from(what));
  }

  #hear(what: string): void {
    this.heard.push(what);
    for (const each of [...this.#waiting]) {
      if (!each.holds()) continue;
      this.#waiting.splice(this.#waiting.indexOf(each), 1);
      each.resolve();
    }
  }

  /** How many messages of this peer were handed on. */
  countFrom(peer: number): number {
    return this.heard.filter((each) => each.startsWith(`${peer}: `)).length;
  }

  until(...expected: readonly string[]): Promise<void> {
    const holds = (): boolean => expected.every((each) => this.heard.includes(each));
    if (holds()) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ holds, resolve }));
  }
}

export async function committee(size: number, limits: Partial<NetworkLimits> = {}): Promise<Member[]> {
  const ports = await freePorts(size);
  const members = ports.map((_, index) => new Member(index, ports, limits));
  await Promise.all(members.map((member) => member.start()));
  await Promise.all(
    members.map((member) =>
      member.until(...members.filter((other) => other !== member).map((other) => `+${other.index}`)),
    ),
  );
  return members;
}
