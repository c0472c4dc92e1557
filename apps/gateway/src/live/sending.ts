import type { WebSocket } from 'ws';

/** Above it nothing more is sent, until what is under way is below the other. */
const FULL_BYTES = 1024 * 1024;
const ROOM_BYTES = FULL_BYTES / 4;

/** What is on its way into a socket: it takes no more than the other side reads. */
export class Sending {
  #bytes = 0;
  #movedAt = performance.now();
  #waiting: (() => void)[] = [];

  constructor(private readonly socket: WebSocket) {}

  send(message: string | Buffer): void {
    const bytes = Buffer.byteLength(message);
    if (this.#bytes === 0) this.#movedAt = performance.now();
    this.#bytes += bytes;
    this.socket.send(message, { binary: false }, () => {
      this.#bytes -= bytes;
      this.#movedAt = performance.now();
      if (this.#bytes <= ROOM_BYTES) this.release();
    });
  }

  /** Resolves when there is room for more, or when waiting has no sense any more. */
  async room(): Promise<void> {
    if (this.#bytes < FULL_BYTES) return;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** How long something has been under way, and nothing of it was taken. */
  get stuckMs(): number {
    return this.#bytes === 0 ? 0 : performance.now() - this.#movedAt;
  }

  release(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
