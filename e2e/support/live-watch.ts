import {
  type Change,
  LIVE_PATH,
  liveMessage,
  type RegisterOverview,
  type StoreDescription,
} from '@encaisse/contracts';
import { addressOf } from '../../tools/launch/services.mjs';
import type { TestStack } from '../../tools/launch/test-stack.mjs';

const PATIENCE_MS = 30_000;

type Described = Extract<Change, { type: 'store' }> & { readonly store: StoreDescription };

/** Somebody who watches the stores on the socket of head office, and keeps all that she was sent. */
export class LiveWatch {
  readonly snapshot: RegisterOverview[] = [];
  readonly changes: Change[] = [];
  /** How often she was told to forget everything. */
  resets = 0;
  /** Where she would go on after a break. */
  position = 0;
  /** Whether the snapshot is whole. */
  #isWhole = false;
  #ended: string | undefined;
  readonly #waiting = new Set<() => void>();

  private constructor(private readonly socket: WebSocket) {
    socket.addEventListener('message', ({ data }) => this.#hear(String(data)));
    socket.addEventListener('close', ({ code, reason }) => {
      this.#ended = `${code} ${reason}`;
      this.#wake();
    });
  }

  /** Without `after` once the snapshot is there. */
  static async open({ scene }: TestStack, token: string, after?: number): Promise<LiveWatch> {
    const socket = new WebSocket(`${addressOf(scene, 'gateway').replace('http', 'ws')}${LIVE_PATH}`);
    const watch = new LiveWatch(socket);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', () => reject(new Error('the socket does not open')));
    });
    socket.send(JSON.stringify({ type: 'hello', token, ...(after === undefined ? {} : { after }) }));
    if (after === undefined) await watch.#until(() => (watch.#isWhole ? true : undefined), 'a snapshot');
    return watch;
  }

  /** The first change of those that came, or come yet, which `is` such. */
  change<C extends Change = Change>(
    is: ((change: Change) => change is C) | ((change: Change) => boolean),
  ): Promise<C> {
    const isSuch = is as (change: Change) => change is C;
    return this.#until(() => this.changes.find(isSuch), `a change: ${is}`);
  }

  /** All that followed from one click, as soon as there is something. */
  async of(correlationId: string): Promise<readonly Change[]> {
    const isOf = (change: Change) => change.type !== 'alert' && change.cause.correlationId === correlationId;
    await this.change(isOf);
    return this.changes.filter(isOf);
  }

  /** How a store is, as the change says that followed from one click. */
  async described(correlationId: string): Promise<StoreDescription> {
    const ofClick = (change: Change): change is Described =>
      change.type === 'store' && change.store !== null && change.cause.correlationId === correlationId;
    return (await this.change(ofClick)).store;
  }

  close(): void {
    this.socket.close();
  }

  async #until<T>(find: () => T | undefined, what: string): Promise<T> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      if (this.#ended !== undefined) throw new Error(`closed: ${this.#ended}`);
      if (Date.now() >= deadline) throw new Error(`never seen: ${what}`);
      await this.#next(deadline - Date.now());
    }
  }

  #next(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const heard = () => {
        clearTimeout(timer);
        this.#waiting.delete(heard);
        resolve();
      };
      const timer = setTimeout(heard, limitMs);
      this.#waiting.add(heard);
    });
  }

  #wake(): void {
    for (const heard of [...this.#waiting]) heard();
  }

  #hear(text: string): void {
    const message = liveMessage.parse(JSON.parse(text));
    switch (message.type) {
      case 'snapshot':
        // Of several pages the first one says where changes go on.
        if (this.snapshot.length === 0) this.position = message.position;
        this.snapshot.push(...message.registers);
        this.#isWhole = !message.more;
        break;
      case 'changes':
        this.changes.push(...message.changes);
        this.position = message.changes.at(-1)?.position ?? this.position;
        break;
      case 'position':
        this.position = message.position;
        break;
      case 'reset':
        this.resets += 1;
        break;
    }
    this.#wake();
  }
}
