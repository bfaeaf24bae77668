import { WitanError } from '../types/fault.ts';
import { Connection, socketUrl, type ConnectionOptions } from './connection.ts';
import { isSameNetwork, networkMismatch, type NetworkTrust } from './network.ts';
import type { NetworkDescription } from './rpcTypes.ts';

export interface EndpointEvents {
  /** A node can be used. */
  ready(connection: Connection): void;
  down(connection: Connection): void;
  followed(connection: Connection, state: unknown): void;
}

/** After a node has not described its network. */
const greetAgainMs = 1_000;

/** Several nodes in order of preference. One is used only after it has described the same network as the others. */
export class Endpoints {
  readonly #connections: readonly Connection[];
  readonly #events: EndpointEvents;
  readonly #ready = new Set<Connection>();
  readonly #distrusted = new Set<Connection>();
  readonly #described = new Map<Connection, NetworkDescription>();
  readonly #changes = new Set<() => void>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #network: NetworkDescription | undefined;
  #failure: WitanError | undefined;

  constructor(
    endpoints: readonly string[],
    network: NetworkDescription | undefined,
    options: ConnectionOptions,
    events: EndpointEvents,
  ) {
    if (endpoints.length === 0) {
      throw new WitanError('ENDPOINT_INVALID', 'No endpoint was given.', 'Give at least one, better several.');
    }
    this.#network = network;
    this.#events = events;
    // All of them are looked at before the first is opened.
    this.#connections = endpoints.map(socketUrl).map((url) => {
      const connection: Connection = new Connection(url, options, {
        up: () => void this.#greet(connection),
        down: () => {
          this.#ready.delete(connection);
          this.#changed();
          events.down(connection);
        },
        followed: (state) => events.followed(connection, state),
      });
      return connection;
    });
  }

  async #greet(connection: Connection): Promise<void> {
    try {
      const network = await connection.call<NetworkDescription>('witan_network', []);
      this.#described.set(connection, network);
      this.#network ??= network;
      if (!isSameNetwork(network, this.#network)) this.#failure = networkMismatch(connection.url);
      else if (connection.isUp) {
        this.#ready.add(connection);
        this.#events.ready(connection);
      }
    } catch {
      // Where it went down again, it will greet when it is back.
      if (connection.isUp) this.#again(connection);
    }
    this.#changed();
  }

  /** It is up and did not describe its network: it may have been too busy. */
  #again(connection: Connection): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (connection.isUp) void this.#greet(connection);
    }, greetAgainMs);
    this.#timers.add(timer);
  }

  #changed(): void {
    for (const change of this.#changes) change();
  }

  /**
   * Waits until a network is agreed: every endpoint has answered, or one has and `compareMs` are over.
   * Errors: NETWORK_MISMATCH when two differ, ENDPOINT_DOWN when none answers in `waitMs`.
   */
  async agree(waitMs: number, compareMs: number): Promise<{ network: NetworkDescription; trust: NetworkTrust }> {
    const pinned = this.#network;
    await this.#until(() => this.#ready.size > 0 || this.#failure !== undefined, waitMs);
    if (pinned === undefined) {
      const everyone = (): boolean => this.#described.size === this.#connections.length;
      await this.#until(() => everyone() || this.#failure !== undefined, compareMs);
      if (this.#failure !== undefined) throw this.#failure;
    }
    if (this.#ready.size === 0 || this.#network === undefined) {
      const urls = this.#connections.map(({ url }) => url).join(', ');
      throw (
        this.#failure ?? new WitanError('ENDPOINT_DOWN', `No node answers at ${urls}.`, 'Check that one is running.')
      );
    }
    const trust = pinned !== undefined ? 'pinned' : this.#described.size > 1 ? 'compared' : 'single';
    return { network: this.#network, trust };
  }

  async #until(holds: () => boolean, waitMs: number): Promise<void> {
    if (holds()) return;
    await new Promise<void>((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.#changes.delete(change);
        resolve();
      };
      const change = (): void => {
        if (holds()) finish();
      };
      const timer = setTimeout(finish, waitMs);
      this.#changes.add(change);
    });
  }

  /** Nodes to use now, preferred ones first. */
  ready(): Connection[] {
    return this.#connections.filter((each) => this.#ready.has(each) && !this.#distrusted.has(each));
  }

  /** A node showed a wrong proof: it is not used any more. */
  distrust(connection: Connection): void {
    this.#distrusted.add(connection);
  }

  /**
   * Asks nodes in turn until one answers.
   * Errors: ENDPOINT_DOWN when there is none, and whatever a node answers that another would too.
   */
  async call<T>(method: string, params: readonly unknown[]): Promise<T> {
    let last: unknown = noEndpoint();
    for (const connection of this.ready()) {
      try {
        return await connection.call<T>(method, params);
      } catch (error) {
        if (!isPassing(error)) throw error;
        last = error;
      }
    }
    throw last as Error;
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const connection of this.#connections) connection.close();
  }
}

export const noEndpoint = (): WitanError =>
  new WitanError(
    'ENDPOINT_DOWN',
    'No node is connected.',
    'Wait for the connection to come back, or give more endpoints.',
  );

const passingCodes: ReadonlySet<string> = new Set([
  'ENDPOINT_DOWN',
  'CALL_TIMEOUT',
  'NODE_BUSY',
  'NODE_IS_WATCHER',
  'RATE_LIMITED',
  'PENDING_LIMIT',
  'FOLLOW_LIMIT',
  'INTERNAL',
]);

/** Whether a failure is that node's at that moment, so that another node may do better. */
export const isPassing = (error: unknown): boolean => error instanceof WitanError && passingCodes.has(error.code);
