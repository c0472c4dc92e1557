import { Doorbell } from '../doorbell.js';

/** Bytes that a printer sent back, taken one by one. Everything is read; what nobody asked for is dropped. */
export class Answers {
  #bytes: number[] = [];
  readonly #arrival = new Doorbell();
  #isOver = false;

  push(chunk: Buffer): void {
    this.#bytes.push(...chunk);
    this.#arrival.ring();
  }

  /** Nothing more will come: whoever waits gets `undefined` at once. */
  end(): void {
    this.#isOver = true;
    this.#arrival.ring();
  }

  clear(): void {
    this.#bytes = [];
  }

  /** The next byte that `matches`, dropping those before it, or `undefined` after `timeoutMs` or the end. */
  async next(matches: (byte: number) => boolean, timeoutMs: number): Promise<number | undefined> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const index = this.#bytes.findIndex(matches);
      if (index >= 0) {
        const [byte] = this.#bytes.slice(index, index + 1);
        this.#bytes = this.#bytes.slice(index + 1);
        return byte;
      }
      this.#bytes = [];
      const left = deadline - performance.now();
      if (left <= 0 || this.#isOver) return undefined;
      await this.#arrival.wait(left);
    }
  }
}
