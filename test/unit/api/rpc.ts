/** A bare JSON-RPC client: what the SDK would refuse to send must be sendable in tests. */
export interface RpcAnswer {
  readonly id: unknown;
  readonly result?: unknown;
  readonly error?: {
    readonly code: number;
    readonly message: string;
    readonly data: { readonly code: string; readonly hint?: string };
  };
}

export async function post(url: string, body: string): Promise<{ status: number; answer: unknown }> {
  const response = await fetch(`http://${url}/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const text = await response.text();
  return { status: response.status, answer: text === '' ? undefined : (JSON.parse(text) as unknown) };
}

export async function call(url: string, method: string, params: unknown = []): Promise<RpcAnswer> {
  const { answer } = await post(url, JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }));
  return answer as RpcAnswer;
}

/** The Witan code of a call that must fail. */
export const codeOf = async (url: string, method: string, params: unknown = []): Promise<string | undefined> =>
  (await call(url, method, params)).error?.data.code;

/** A WebSocket that keeps what it hears. */
export class Wire {
  readonly socket: WebSocket;
  readonly heard: {
    readonly id?: unknown;
    readonly result?: unknown;
    readonly error?: RpcAnswer['error'];
    readonly params?: { readonly subscription: string; readonly result: unknown };
  }[] = [];
  closed: { readonly code: number; readonly reason: string } | undefined;
  #wake: () => void = () => undefined;
  #lastId = 0;

  private constructor(url: string) {
    this.socket = new WebSocket(`ws://${url}/ws`);
    this.socket.addEventListener('message', ({ data }) => {
      this.heard.push(JSON.parse(String(data)) as (typeof this.heard)[number]);
      this.#wake();
    });
    this.socket.addEventListener('close', ({ code, reason }) => {
      this.closed = { code, reason };
      this.#wake();
    });
  }

  static async open(url: string): Promise<Wire> {
    const wire = new Wire(url);
    await new Promise((resolve) => wire.socket.addEventListener('open', resolve));
    return wire;
  }

  async until<T>(find: () => T | undefined): Promise<T> {
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async call(method: string, params: unknown = []): Promise<RpcAnswer> {
    const id = ++this.#lastId;
    this.socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    return (await this.until(() => this.heard.find((message) => message.id === id))) as RpcAnswer;
  }

  /** Results told under a subscription so far. */
  told(subscription: string): unknown[] {
    return this.heard.filter(({ params }) => params?.subscription === subscription).map(({ params }) => params!.result);
  }
}
