import { setTimeout as pause } from 'node:timers/promises';
import { type ErrorCode, liveCloseCode, liveHello } from '@encaisse/contracts';
import { HttpRefusal } from '@encaisse/service-kit';
import type { Logger } from 'pino';
import type { RawData, WebSocket } from 'ws';
import type { ChangeFeed } from './change-feed.js';
import type { HeadOfficeCallers } from './head-office-callers.js';
import { type Frames, type Scope, scopeOf } from './scope.js';
import { Sending } from './sending.js';
import type { Snapshots } from './snapshots.js';

const HELLO_MS = 5_000;
/** Between two tries to read what supervision-service does not tell. */
const RETRY_MS = 500;

export interface WatcherParts {
  readonly feed: ChangeFeed;
  readonly snapshots: Snapshots;
  readonly callers: HeadOfficeCallers;
  readonly frames: Frames;
  /** The token of the cookie that the socket was opened with. */
  readonly cookie: string | undefined;
  readonly stuckMsMax: number;
  readonly log: Logger;
}

/**
 * One socket of head office. It has a position of its own, and is brought on from there as fast as the other side reads: every
 * change that it may see once, in order.
 */
export class Watcher {
  readonly #sending: Sending;
  readonly #helloTimer: NodeJS.Timeout;
  #token: string | undefined;
  /** Its hello was answered: before, there is nothing to look at again. */
  #entered = false;
  #scope: Scope = scopeOf([]);
  /** What it has behind it; undefined when it needs a snapshot. */
  #position: number | undefined;
  #working = false;
  #again = false;
  #pongMissing = false;
  #unfollow: () => void = () => undefined;

  constructor(
    private readonly socket: WebSocket,
    private readonly parts: WatcherParts,
  ) {
    this.#sending = new Sending(socket);
    this.#helloTimer = setTimeout(() => this.refuse('HELLO_MISSING'), HELLO_MS);
    socket.on('message', (data, isBinary) => void this.#hear(data, isBinary));
    socket.on('pong', () => {
      this.#pongMissing = false;
    });
    // Nothing can be said any more to a socket that failed; its end follows.
    socket.on('error', (err) => parts.log.debug({ err }, 'a watcher broke off'));
    socket.on('close', () => this.#ended());
  }

  get admitted(): boolean {
    return this.#token !== undefined;
  }

  /** Says why, as far as the other side still reads, and ends it. */
  refuse(code: ErrorCode): void {
    this.socket.close(liveCloseCode(code), code);
  }

  /** The line is looked after: whoever neither answers nor takes anything is gone. */
  ping(): void {
    if (this.#sending.stuckMs > this.parts.stuckMsMax) {
      this.parts.log.info('a watcher takes nothing of what it is sent');
      this.refuse('WATCHER_TOO_SLOW');
      // What waits before the reason is never taken.
      setTimeout(() => this.socket.terminate(), RETRY_MS).unref();
      return;
    }
    if (this.#sending.stuckMs > 0) return;
    if (this.#pongMissing) {
      this.socket.terminate();
      return;
    }
    this.#pongMissing = true;
    this.socket.ping();
  }

  /** Where it stands, for the next hello: what it may not see moves it on as well. */
  tellPosition(): void {
    if (this.#working || this.#position === undefined || !this.#isOpen) return;
    this.#sending.send(JSON.stringify({ type: 'position', position: this.#position }));
  }

  /** Ends it when its token has ended, and begins anew when it may see other stores than before. */
  async recheck(): Promise<void> {
    if (this.#token === undefined || !this.#entered || !this.#isOpen) return;
    const scope = await this.#read(this.#token);
    if (scope === undefined || scope.key === this.#scope.key) return;
    this.#scope = scope;
    this.#position = undefined;
    this.#sending.send(RESET);
    this.#bringOn();
  }

  get #isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  async #hear(data: RawData, isBinary: boolean): Promise<void> {
    const hello = isBinary || this.#token !== undefined ? undefined : helloOf(data);
    if (hello === undefined) {
      this.refuse('BODY_INVALID');
      return;
    }
    clearTimeout(this.#helloTimer);
    const token = hello.token ?? this.parts.cookie;
    if (token === undefined) {
      this.refuse('ADMIN_TOKEN_INVALID');
      return;
    }
    this.#token = token;
    const scope = await this.#read(token, 'UNAVAILABLE');
    if (scope === undefined || !this.#isOpen) return;
    this.#entered = true;
    this.#scope = scope;
    // Her stores may have changed while she was away: what she shows is of others then.
    const goesOn = hello.after !== undefined && hello.scope === scope.digest;
    this.#position = goesOn ? hello.after : undefined;
    if (hello.after !== undefined && !goesOn) this.#sending.send(RESET);
    this.#unfollow = this.parts.feed.follow(() => this.#bringOn());
    this.#bringOn();
  }

  /** Undefined when the token is refused, and the socket with it; or when it cannot be read now. */
  async #read(token: string, otherwise?: ErrorCode): Promise<Scope | undefined> {
    try {
      return scopeOf((await this.parts.callers.watching(token)).stores);
    } catch (error) {
      const code = error instanceof HttpRefusal ? error.refusal.code : otherwise;
      if (code !== undefined) this.refuse(code);
      else this.parts.log.warn({ err: error }, 'a watcher could not be checked');
      return undefined;
    }
  }

  /** Sends all there is; never twice at once: called meanwhile, it looks once more. */
  #bringOn(): void {
    this.#again = true;
    if (!this.#working) void this.#work();
  }

  async #work(): Promise<void> {
    this.#working = true;
    while (this.#again && this.#isOpen) {
      this.#again = false;
      try {
        while (await this.#step());
      } catch (error) {
        this.parts.log.warn({ err: error }, 'a watcher waits for supervision-service');
        await pause(RETRY_MS, undefined, { ref: false });
        this.#again = true;
      }
    }
    this.#working = false;
  }

  /** Says whether there may be more. */
  async #step(): Promise<boolean> {
    await this.#sending.room();
    if (!this.#isOpen) return false;
    const [position, scope] = [this.#position, this.#scope];
    if (position === undefined) return this.#sendSnapshot(scope);
    const changes = await this.parts.feed.after(position);
    // Checked meanwhile, and begun anew.
    if (!this.#isOpen || scope !== this.#scope) return this.#isOpen;
    const last = changes?.at(-1);
    if (changes === undefined) {
      this.#position = undefined;
      this.#sending.send(RESET);
    } else if (last === undefined) return false;
    else {
      const frame = this.parts.frames.of(changes, scope);
      if (frame !== undefined) this.#sending.send(frame);
      this.#position = last.position;
    }
    return true;
  }

  async #sendSnapshot(scope: Scope): Promise<boolean> {
    let position: number | undefined;
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await this.#page(scope, cursor ?? null);
      await this.#sending.room();
      if (!this.#isOpen || scope !== this.#scope) return this.#isOpen;
      // Of the first page: what has changed while the others were read comes after them, twice rather than not at all.
      position ??= page.position;
      this.#sending.send(page.text);
      cursor = page.nextCursor;
    }
    this.#position = position;
    return true;
  }

  /** A page that was begun with is waited for: the pages before it were sent already. */
  async #page(scope: Scope, cursor: string | null) {
    for (;;) {
      try {
        return await this.parts.snapshots.page(scope, cursor);
      } catch (error) {
        if (cursor === null || !this.#isOpen) throw error;
        await pause(RETRY_MS, undefined, { ref: false });
      }
    }
  }

  #ended(): void {
    clearTimeout(this.#helloTimer);
    this.#unfollow();
    this.#sending.release();
  }
}

const RESET = JSON.stringify({ type: 'reset' });

function helloOf(data: RawData) {
  try {
    return liveHello.safeParse(JSON.parse(data.toString())).data;
  } catch {
    return undefined;
  }
}
