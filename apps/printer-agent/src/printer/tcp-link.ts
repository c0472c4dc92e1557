import { connect, type Socket } from 'node:net';
import { Answers } from './answers.js';
import { type PrinterLink, pieces, within } from './printer-link.js';

const CONNECT_MS = 3_000;
const GOODBYE_MS = 5_000;

/**
 * A network printer on a raw port (9100). The socket is read all the time and ended, never destroyed with data on its way: an
 * unread byte turns a `destroy` into a reset, and a reset makes the printer drop what it has not printed yet.
 */
export class TcpLink implements PrinterLink {
  readonly address: string;
  readonly #host: string;
  readonly #port: number;
  #socket: Socket | undefined;
  #answers = new Answers();

  constructor(host: string, port: number) {
    this.#host = host;
    this.#port = port;
    this.address = `tcp://${host}:${port}`;
  }

  get isOpen(): boolean {
    return this.#socket?.writable === true && !this.#socket.readableEnded;
  }
  get answers(): Answers {
    return this.#answers;
  }

  async open(): Promise<void> {
    if (this.isOpen) return;
    await this.close();
    const socket = connect({ host: this.#host, port: this.#port, noDelay: true, keepAlive: true });
    const answers = new Answers();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    socket.once('connect', resolve);
    // Kept for the socket's whole life: what breaks it later is seen by `isOpen` and by the write in hand.
    socket.on('error', reject);
    socket.on('data', (chunk) => answers.push(chunk));
    socket.on('close', () => answers.end());
    try {
      await within(CONNECT_MS, `connecting to ${this.address}`, promise);
    } catch (error) {
      socket.destroy();
      throw error;
    }
    this.#socket = socket;
    this.#answers = answers;
  }

  async write(bytes: Buffer, stallMs: number): Promise<void> {
    const socket = this.#socket;
    if (socket === undefined) throw new Error(`${this.address} is not connected`);
    for (const piece of pieces(bytes)) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      socket.write(piece, (error) => (error ? reject(error) : resolve()));
      await within(stallMs, `writing to ${this.address}`, promise);
    }
  }

  async close(): Promise<void> {
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket === undefined || socket.closed) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    socket.once('close', () => resolve());
    socket.end();
    // A printer that has lost its power never says goodbye.
    await within(GOODBYE_MS, 'closing', promise).catch(() => socket.destroy());
  }
}
