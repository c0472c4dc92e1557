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
const PAUSE_MS = 300;
/** The gateway ends, the line breaks, who she is cannot be said now: docs/live.md has her come again. */
const COME_AGAIN: ReadonlySet<number> = new Set([1_001, 1_006, 4_503]);

type Described = Extract<Change, { type: 'store' }> & { readonly store: StoreDescription };

/** Somebody who watches the stores on the socket of head office, and keeps all that she was sent. */
export class LiveWatch {
  readonly snapshot: RegisterOverview[] = [];
  readonly changes: Change[] = [];
  /** Behind what her changes begin. */
  began = 0;
  /** Where she goes on after a break. */
  position = 0;
  /** Of the snapshot; for the hello after a break. */
  #scope = '';
  #isWhole = false;
  #ended: string | undefined;
  #socket: WebSocket | undefined;
  readonly #waiting = new Set<() => void>();

  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** Once the snapshot is there. */
  static async open({ scene }: TestStack, token: string): Promise<LiveWatch> {
    const url = `${addressOf(scene, 'gateway').replace('http', 'ws')}${LIVE_PATH}`;
    const watch = new LiveWatch(url, token);
    watch.resume();
    await watch.#until(() => watch.#isWhole || undefined, 'a snapshot');
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
    const isOf = (change: Change) => 'cause' in change && change.cause.correlationId === correlationId;
    await this.change(isOf);
    return this.changes.filter(isOf);
  }

  /** How a store is, as the change says that followed from one click. */
  async described(correlationId: string): Promise<StoreDescription> {
    const ofClick = (change: Change): change is Described =>
      change.type === 'store' && change.store !== null && change.cause.correlationId === correlationId;
    return (await this.change(ofClick)).store;
  }

  /** Goes on where she was; at the beginning with a snapshot. */
  resume(): void {
    const socket = new WebSocket(this.url);
    this.#socket = socket;
    const after = this.#isWhole ? { after: this.position, scope: this.#scope } : {};
    socket.addEventListener('open', () =>
      socket.send(JSON.stringify({ type: 'hello', token: this.token, ...after })),
    );
    socket.addEventListener('message', ({ data }) => this.#hear(String(data)));
    socket.addEventListener('close', ({ code, reason }) => {
      if (this.#socket !== socket) return;
      if (COME_AGAIN.has(code)) setTimeout(() => this.#socket === socket && this.resume(), PAUSE_MS);
      else this.#ended = `${code} ${reason}`;
      this.#wake();
    });
  }

  close(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
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
        if (this.snapshot.length === 0) this.began = this.position = message.position;
        this.#scope = message.scope;
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
        this.#ended = 'told to forget everything';
        break;
    }
    this.#wake();
  }
}
