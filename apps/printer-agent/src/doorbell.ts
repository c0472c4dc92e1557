/** Wakes whoever waits. A ring that comes while nobody waits is kept for the next wait, and several count as one. */
export class Doorbell {
  #rung = false;
  #answer: (() => void) | undefined;

  ring(): void {
    this.#rung = true;
    this.#answer?.();
  }

  /** Resolves when it rings or after `timeoutMs`, whichever comes first; true when it rang. */
  async wait(timeoutMs: number): Promise<boolean> {
    if (!this.#rung) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#answer = resolve;
      const timer = setTimeout(resolve, timeoutMs);
      await promise;
      clearTimeout(timer);
      this.#answer = undefined;
    }
    const rang = this.#rung;
    this.#rung = false;
    return rang;
  }
}
