export interface RoundsPlan {
  readonly round: () => Promise<void>;
  /** The pause after each round; asked each time, so that it may be drawn by lot. */
  readonly pauseMs: () => number;
  /** The pause after a round that failed, where it is another one. */
  readonly pauseAfterFailureMs?: () => number;
  /** Told of each round that failed: the next one comes all the same. What fails because of the end is told to nobody. */
  readonly failed: (error: unknown) => void;
}

/** Work that comes again and again while a service runs: one round at a time, the next a pause after the end of the last. */
export class Rounds {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(private readonly plan: RoundsPlan) {}

  /** The first round comes after `firstMs`. Nothing does once the rounds were stopped. */
  start(firstMs: number = this.plan.pauseMs()): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#round();
    }, firstMs);
  }

  /** For a long round, which should end early then. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** No round begins any more. Resolves at the end of the one that runs. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #round(): Promise<void> {
    const { round, pauseMs, pauseAfterFailureMs = pauseMs, failed } = this.plan;
    let pause = pauseMs;
    try {
      await round();
    } catch (error) {
      pause = pauseAfterFailureMs;
      if (!this.#stopped) failed(error);
    }
    this.start(pause());
  }
}
