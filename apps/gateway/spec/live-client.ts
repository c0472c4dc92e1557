import { once } from 'node:events';
import { LIVE_PATH, type LiveMessage } from '@encaisse/contracts';
import { WebSocket } from 'ws';

interface Seen {
  readonly position: number;
  readonly previous: number;
  readonly storeId: string;
}

/** A watcher as head office's page is one. */
export class LiveClient {
  readonly messages: LiveMessage[] = [];
  /** All changes since the last snapshot. */
  changes: Seen[] = [];
  /** Where it would go on after a break. */
  position = 0;
  /** Of the last snapshot. */
  scope = '';
  closed: { readonly code: number; readonly reason: string } | undefined;
  #wake: () => void = () => undefined;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data) => this.#hear(JSON.parse(String(data)) as LiveMessage));
    socket.on('close', (code, reason) => {
      this.closed = { code, reason: String(reason) };
      this.#wake();
    });
    socket.on('error', () => undefined);
  }

  static async open(
    url: string,
    hello?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<LiveClient> {
    const client = new LiveClient(new WebSocket(`${url.replace('http', 'ws')}${LIVE_PATH}`, { headers }));
    await once(client.socket, 'open');
    if (hello !== undefined) client.say(hello);
    return client;
  }

  say(message: object | string): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** Waits until `holds`, which is looked at after each message. */
  async until(holds: (client: LiveClient) => boolean): Promise<this> {
    while (!holds(this)) {
      if (this.closed) throw new Error(`closed: ${JSON.stringify(this.closed)}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this;
  }

  async untilClosed(): Promise<{ readonly code: number; readonly reason: string }> {
    while (!this.closed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.closed;
  }

  untilSnapshot(): Promise<this> {
    return this.until(({ messages }) => messages.some((one) => one.type === 'snapshot' && !one.more));
  }

  /** What it says after a break, besides who it is. */
  get standing(): { readonly after: number; readonly scope: string } {
    return { after: this.position, scope: this.scope };
  }

  /** The break of a line: no goodbye. */
  break(): void {
    this.socket.terminate();
  }

  #hear(message: LiveMessage): void {
    this.messages.push(message);
    if (message.type === 'snapshot') this.scope = message.scope;
    if (message.type === 'reset') this.changes = [];
    else if (message.type === 'changes') {
      this.changes.push(...message.changes);
      this.position = message.changes.at(-1)?.position ?? 0;
    } else if (message.type === 'position' || this.messages.at(-2)?.type !== 'snapshot') {
      this.position = message.position;
    }
    this.#wake();
  }
}
