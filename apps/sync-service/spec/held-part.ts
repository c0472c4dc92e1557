import { EventEmitter, once } from 'node:events';
import type { Interference } from './line-to-head-office.js';

/** A part whose second half comes only when the test lets it. */
export class HeldPart {
  readonly #gate = new EventEmitter();
  #open = false;
  /** Answers that stand half sent. */
  held = 0;

  constructor(private readonly name: string) {}

  readonly interference: Interference = async ({ path }, forward, response) => {
    const reply = await forward();
    if (this.#open || !path.includes(`/parts/${this.name}/`)) return reply;
    const middle = Math.floor(reply.body.length / 2);
    response.writeHead(200, { ...reply.headers, 'content-length': reply.body.length });
    response.write(reply.body.subarray(0, middle));
    this.held += 1;
    await once(this.#gate, 'open');
    response.end(reply.body.subarray(middle));
    return undefined;
  };

  letGo(): void {
    this.#open = true;
    this.#gate.emit('open');
  }
}
