import { changesSubject, type KeptChange, supervisionQueries, toldChanges } from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { LOG, Rounds } from '@encaisse/service-kit';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { Services } from '../api/services.js';
import { ChangeRing } from './change-ring.js';

const RING = { changes: 10_000, bytes: 16 * 1024 * 1024 };
/** Changes told before those that they come behind; more are read from the log. */
const AHEAD_MAX = 5_000;
/** What is told in the wrong order is there a moment later, and needs nobody to be asked. */
const GAP_MS = 25;
/** A last message that was lost is found by asking, this long after the last one that was heard. */
const QUIET_MS = 2_000;
const PAGE = 500;

/**
 * What changes, in the order of the positions: as it is told over NATS, and where something was lost on the way, as the log of
 * supervision-service has it. It runs while somebody follows it.
 */
@Injectable()
export class ChangeFeed implements OnModuleDestroy {
  readonly #ring = new ChangeRing(RING);
  readonly #followers = new Set<() => void>();
  /** Questions of several watchers for the same page are one. */
  readonly #asked = new Map<number, Promise<LogPage>>();
  /** The last change known; undefined before supervision-service has told it. */
  #last: number | undefined;
  #ahead: KeptChange[] = [];
  #heardAt = 0;
  #filling: Promise<void> | undefined;
  #running: { readonly rounds: Rounds; readonly silence: () => void } | undefined;

  constructor(
    private readonly bus: Bus,
    private readonly services: Services,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  async onModuleDestroy(): Promise<void> {
    this.#followers.clear();
    await this.#stop();
  }

  /** `follower` is called whenever there may be more to read, until the returned function is. It must not throw. */
  follow(follower: () => void): () => void {
    this.#followers.add(follower);
    if (this.#running === undefined) this.#start();
    return () => {
      this.#followers.delete(follower);
      if (this.#followers.size === 0) void this.#stop();
    };
  }

  /**
   * The next changes behind `position`, none when there are none yet; undefined when some of them are not kept anywhere.
   * Throws when supervision-service is asked and cannot answer.
   */
  async after(position: number): Promise<readonly KeptChange[] | undefined> {
    if (position === this.#last) return [];
    const kept = this.#ring.after(position, PAGE);
    if (kept !== undefined && kept.length > 0) return kept;
    const { changes, forgotten } = await this.#ask(position);
    return forgotten ? undefined : changes;
  }

  #start(): void {
    const rounds = new Rounds({
      round: async () => {
        const quiet = performance.now() - this.#heardAt >= QUIET_MS;
        if (quiet || this.#last === undefined || this.#ahead.length > 0) await this.#fill();
      },
      pauseMs: () => QUIET_MS,
      pauseAfterFailureMs: () => QUIET_MS / 2,
      failed: (err) => this.log.warn({ err }, 'changes could not be read'),
    });
    this.#running = { rounds, silence: this.bus.onTold(changesSubject, (body) => this.#hear(body)) };
    rounds.start(0);
  }

  async #stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    running?.silence();
    // Nobody hears any more what comes: the next start begins anew.
    this.#ring.clear();
    this.#last = undefined;
    this.#ahead = [];
    await running?.rounds.stop();
  }

  #hear(body: unknown): void {
    const told = toldChanges.safeParse(body);
    if (!told.success) {
      this.log.warn({ err: told.error }, 'what was told of changes cannot be read');
      return;
    }
    this.#heardAt = performance.now();
    // Before the first answer nothing tells what these come behind.
    for (const { committedAt: _, ...change } of told.data) this.#ahead.push(change);
    if (this.#last === undefined) {
      if (this.#ahead.length > AHEAD_MAX) this.#ahead = [];
      return;
    }
    if (this.#advance()) this.#tellFollowers();
    if (this.#ahead.length > AHEAD_MAX) this.#ahead.length = 1;
    if (this.#ahead.length > 0) setTimeout(() => this.#fillQuietly(), GAP_MS).unref();
  }

  #fillQuietly(): void {
    if (this.#ahead.length === 0 || this.#running === undefined) return;
    this.#fill().catch((err) => this.log.warn({ err }, 'missing changes could not be read'));
  }

  /** Takes from what was told ahead all that goes on from the last change; says whether there was any. */
  #advance(): boolean {
    let last = this.#last;
    if (last === undefined) return false;
    this.#ahead.sort((a, b) => a.position - b.position);
    const left: KeptChange[] = [];
    for (const change of this.#ahead) {
      if (change.position <= last) continue;
      if (left.length === 0 && change.previous === last) {
        this.#ring.append(change);
        last = change.position;
      } else left.push(change);
    }
    const advanced = last !== this.#last;
    this.#last = last;
    this.#ahead = left;
    return advanced;
  }

  /** Reads from the log all that is behind the last change. */
  #fill(): Promise<void> {
    this.#filling ??= this.#readLog().finally(() => {
      this.#filling = undefined;
    });
    return this.#filling;
  }

  async #readLog(): Promise<void> {
    const running = this.#running;
    for (let more = true; more; ) {
      const after = this.#last;
      const page = await this.#ask(after ?? 0);
      // Stopped meanwhile, or stopped and begun anew.
      if (running === undefined || this.#running !== running) return;
      more = this.#take(page, after);
      this.#tellFollowers();
    }
  }

  /** Says whether there may be more behind it. */
  #take({ changes, position, forgotten }: LogPage, after: number | undefined): boolean {
    // The first answer tells where the log ends; whoever needs what is before it reads it there.
    if (after === undefined || forgotten) {
      this.#ring.clear();
      this.#last = position;
      this.#advance();
      return false;
    }
    for (const change of changes) {
      if (this.#last === undefined || change.position <= this.#last) continue;
      this.#ring.append(change);
      this.#last = change.position;
    }
    this.#advance();
    if (changes.length === 0) this.#ahead = [];
    // A page ends early where it would not fit into a message: its length tells nothing.
    return changes.length > 0 && this.#last !== undefined && this.#last < position;
  }

  #ask(after: number): Promise<LogPage> {
    const asked = this.#asked.get(after);
    if (asked !== undefined) return asked;
    const answer = this.services
      .ask(supervisionQueries.changes, { after, limit: PAGE })
      .finally(() => this.#asked.delete(after));
    this.#asked.set(after, answer);
    return answer;
  }

  #tellFollowers(): void {
    for (const follower of this.#followers) follower();
  }
}

interface LogPage {
  readonly changes: readonly KeptChange[];
  readonly position: number;
  readonly forgotten: boolean;
}
