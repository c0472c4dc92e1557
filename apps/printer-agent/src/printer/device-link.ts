import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasCode } from '../system-error.js';
import { Answers } from './answers.js';
import { type PrinterLink, pieces, within } from './printer-link.js';

const LISTEN_MS = 25;
const BUSY_MS = 20;
const BUSY = ['EAGAIN', 'EINTR'];

/**
 * A printer behind a device file such as /dev/usb/lp0. Opened without blocking: a printer that takes nothing, or says
 * nothing, must not hold the process. With `listens` false it is only written to.
 */
export class DeviceLink implements PrinterLink {
  readonly address: string;
  readonly #path: string;
  readonly #listens: boolean;
  #file: FileHandle | undefined;
  #answers = new Answers();

  constructor(path: string, { listens }: { readonly listens: boolean }) {
    this.#path = path;
    this.#listens = listens;
    this.address = `file://${path}`;
  }

  get isOpen(): boolean {
    return this.#file !== undefined;
  }
  get answers(): Answers {
    return this.#answers;
  }

  async open(): Promise<void> {
    if (this.#file !== undefined) return;
    const direction = this.#listens ? constants.O_RDWR : constants.O_WRONLY | constants.O_APPEND;
    const file = await open(this.#path, direction | constants.O_NONBLOCK | constants.O_NOCTTY);
    this.#file = file;
    this.#answers = new Answers();
    if (this.#listens) void this.#listen(file, this.#answers);
  }

  async write(bytes: Buffer, stallMs: number): Promise<void> {
    const file = this.#file;
    if (file === undefined) throw new Error(`${this.address} is not open`);
    for (const piece of pieces(bytes)) {
      await within(stallMs, `writing to ${this.address}`, writeAll(file, piece));
    }
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    this.#answers.end();
    await file?.close();
  }

  async #listen(file: FileHandle, answers: Answers): Promise<void> {
    const buffer = Buffer.alloc(64);
    while (this.#file === file) {
      try {
        const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
        if (bytesRead > 0) {
          answers.push(Buffer.from(buffer.subarray(0, bytesRead)));
          continue;
        }
      } catch (error) {
        if (!hasCode(error, ...BUSY)) break;
      }
      await sleep(LISTEN_MS);
    }
    answers.end();
  }
}

async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    try {
      const { bytesWritten } = await file.write(bytes, written, bytes.length - written, null);
      written += bytesWritten;
    } catch (error) {
      if (!hasCode(error, ...BUSY)) throw error;
      await sleep(BUSY_MS);
    }
  }
}
