import { HeadOfficeSilent } from './head-office.js';

/** Ends a request when nothing comes for too long, or when the work itself is ended from outside. */
export class Deadline {
  readonly #own = new AbortController();
  readonly #outer: AbortSignal;
  readonly signal: AbortSignal;
  #timer: NodeJS.Timeout | undefined;

  constructor(outer: AbortSignal) {
    this.#outer = outer;
    this.signal = AbortSignal.any([outer, this.#own.signal]);
  }

  /** Waits at most this long from now on. */
  arm(limitMs: number): void {
    this.disarm();
    this.#timer = setTimeout(
      () => this.#own.abort(new HeadOfficeSilent(`nothing came within ${limitMs} ms`)),
      limitMs,
    );
  }

  disarm(): void {
    clearTimeout(this.#timer);
  }

  /** What to throw for a request that broke: the outside's own reason when it ended the work, else silence. */
  faultOf(error: unknown): unknown {
    if (this.#outer.aborted) return this.#outer.reason;
    if (error instanceof HeadOfficeSilent) return error;
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    const detail = cause instanceof Error ? cause.message : String(cause);
    return new HeadOfficeSilent(`the line to head office broke: ${detail}`, { cause: error });
  }
}
