import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What happens to bytes on their way from one validator to another. */
export interface LinkCondition {
  /** Added to whatever the way takes, ms. */
  readonly delayMs: number;
  /** Nothing arrives, and nothing is lost: TCP says it again until it can. */
  readonly isStalled: boolean;
}

const clear: LinkCondition = { delayMs: 0, isStalled: false };

/** Bytes that may be on their way in one direction of one connection; beyond, the sender is not read. */
const underWayMax = 1024 * 1024;

/**
 * Every way from one validator to another as a TCP proxy on loopback, so that each direction can be slow, stand still or
 * break without the processes at its ends knowing why. A connection belongs to two directions, whoever opened it: libp2p
 * uses the one that is there for both ways.
 */
export class LinkProxy {
  readonly #targets: readonly number[];
  readonly #servers: Server[] = [];
  readonly #ports = new Map<string, number>();
  readonly #directions = new Map<string, Direction>();
  readonly #connections = new Set<Connection>();

  private constructor(targets: readonly number[]) {
    this.#targets = targets;
  }

  /** @param targets the port at which each validator listens on loopback */
  static async start(targets: readonly number[]): Promise<LinkProxy> {
    const proxy = new LinkProxy(targets);
    const indices = [...targets.keys()];
    const links = indices.flatMap((from) => indices.filter((to) => to !== from).map((to) => [from, to] as const));
    for (const [from, to] of links) proxy.#directions.set(`${from}>${to}`, new Direction());
    await Promise.all(links.map(([from, to]) => proxy.#listen(from, to)));
    return proxy;
  }

  async #listen(from: number, to: number): Promise<void> {
    const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
      const there = this.#direction(from, to);
      const back = this.#direction(to, from);
      const connection = new Connection(near, this.#targets[to]!, there, back);
      this.#connections.add(connection);
      connection.onEnd = () => this.#connections.delete(connection);
    }).listen(0, '127.0.0.1');
    this.#servers.push(server);
    await once(server, 'listening');
    this.#ports.set(`${from}>${to}`, (server.address() as AddressInfo).port);
  }

  #direction(from: number, to: number): Direction {
    return this.#directions.get(`${from}>${to}`)!;
  }

  /** Where `from` reaches `to`. */
  port(from: number, to: number): number {
    return this.#ports.get(`${from}>${to}`)!;
  }

  /** Connections that are open through here. */
  get connections(): number {
    return this.#connections.size;
  }

  /** From now on; what is not named is as it is on a clear link. */
  set(from: number, to: number, condition: Partial<LinkCondition>): void {
    this.#direction(from, to).set({ ...clear, ...condition });
  }

  /** Likewise for every way between these and others: out of these, into them, or both. */
  setBetween(
    these: readonly number[],
    others: readonly number[],
    condition: Partial<LinkCondition>,
    ways: 'both' | 'outgoing' | 'incoming' = 'both',
  ): void {
    for (const one of these) {
      for (const other of others) {
        if (ways !== 'incoming') this.set(one, other, condition);
        if (ways !== 'outgoing') this.set(other, one, condition);
      }
    }
  }

  /** Breaks every connection between the two, whoever opened it: both ends see a reset. */
  reset(one: number, other: number): void {
    const ways = [this.#direction(one, other), this.#direction(other, one)];
    for (const connection of [...this.#connections]) if (ways.includes(connection.there)) connection.reset();
  }

  async close(): Promise<void> {
    const closed = this.#servers.map((server) => once(server, 'close'));
    for (const server of this.#servers) server.close();
    for (const connection of [...this.#connections]) connection.reset();
    await Promise.all(closed);
  }
}

/** One way between two validators: what it does to bytes, and the flows that ask it. */
class Direction {
  condition = clear;
  readonly flows = new Set<Flow>();

  set(condition: LinkCondition): void {
    this.condition = condition;
    for (const flow of [...this.flows]) flow.move();
  }
}

/** One TCP connection through the proxy. The far end is dialled once something may get there. */
class Connection {
  readonly there: Direction;
  readonly #near: Socket;
  #far: Socket | undefined;
  readonly #back: Direction;
  readonly #outward: Flow;
  #inward: Flow | undefined;
  onEnd: () => void = () => undefined;

  constructor(near: Socket, targetPort: number, there: Direction, back: Direction) {
    this.#near = near;
    this.there = there;
    this.#back = back;
    this.#outward = new Flow(near, () => (this.#far ??= this.#dial(targetPort)), there);
    near.on('close', () => this.#closed());
  }

  #dial(targetPort: number): Socket {
    const far = connect({ port: targetPort, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
    this.#inward = new Flow(far, () => this.#near, this.#back);
    far.on('close', () => this.#closed());
    return far;
  }

  /** Over when both ends are, or when there never was a far one. */
  #closed(): void {
    if (!this.#near.destroyed || this.#far?.destroyed === false) return;
    this.#outward.stop();
    this.#inward?.stop();
    this.onEnd();
  }

  reset(): void {
    this.#outward.stop();
    this.#inward?.stop();
    this.#near.resetAndDestroy();
    this.#far?.resetAndDestroy();
  }
}

/** Takes bytes from one socket to another through a direction; the end of the one is told to the other in its turn. */
class Flow {
  readonly #from: Socket;
  readonly #to: () => Socket;
  readonly #direction: Direction;
  readonly #underWay: { readonly atMs: number; readonly bytes: Buffer | undefined }[] = [];
  #underWayBytes = 0;
  #hasEnded = false;
  #isWaiting = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(from: Socket, to: () => Socket, direction: Direction) {
    this.#from = from;
    this.#to = to;
    this.#direction = direction;
    direction.flows.add(this);
    from.on('data', (bytes: Buffer) => this.#take(bytes));
    from.on('end', () => this.#end());
    from.on('close', () => this.#end());
    // A reset is told as an end.
    from.on('error', () => undefined);
  }

  #take(bytes: Buffer): void {
    this.#underWay.push({ atMs: performance.now(), bytes });
    this.#underWayBytes += bytes.length;
    this.move();
    if (this.#underWayBytes > underWayMax) this.#from.pause();
  }

  #end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#underWay.push({ atMs: performance.now(), bytes: undefined });
    this.move();
  }

  /** Hands on what is due. */
  move(): void {
    clearTimeout(this.#timer);
    for (let next = this.#underWay[0]; next !== undefined; next = this.#underWay[0]) {
      const { delayMs, isStalled } = this.#direction.condition;
      if (isStalled) return;
      const waitMs = next.atMs + delayMs - performance.now();
      if (waitMs > 0) {
        this.#timer = setTimeout(() => this.move(), waitMs);
        return;
      }
      const to = this.#to();
      if (to.writableNeedDrain && !to.destroyed) {
        this.#onceTaken(to);
        return;
      }
      this.#underWay.shift();
      if (next.bytes === undefined) {
        // What ended in full is closed in full: no node half-closes its connections.
        to.end(() => to.destroy());
        this.stop();
        return;
      }
      this.#underWayBytes -= next.bytes.length;
      if (!to.destroyed) to.write(next.bytes);
    }
    if (this.#from.isPaused() && !this.#from.destroyed) this.#from.resume();
  }

  /** Goes on when the receiver has taken what it was given. */
  #onceTaken(to: Socket): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    const goOn = (): void => {
      to.off('drain', goOn).off('close', goOn);
      this.#isWaiting = false;
      this.move();
    };
    to.on('drain', goOn).on('close', goOn);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#direction.flows.delete(this);
    this.#underWay.length = 0;
  }
}
