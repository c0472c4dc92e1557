import { Clock } from '../src/kernel/clock.js';

/** The real clock, moved by as much as a test wants. */
export class SettableClock extends Clock {
  #offsetMs = 0;

  now(): Date {
    return new Date(Date.now() + this.#offsetMs);
  }

  /** Forwards, or backwards when negative. */
  move(ms: number): void {
    this.#offsetMs += ms;
  }
}
