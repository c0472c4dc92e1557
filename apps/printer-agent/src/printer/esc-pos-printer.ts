import type { PrintEnd, Printer, Readiness } from './printer.js';
import type { PrinterLink } from './printer-link.js';
import {
  ASK_WHEN_DONE,
  askStatus,
  isCoverOpen,
  isDone,
  isPaperLow,
  isPaperOut,
  isStatus,
  type StatusBytes,
  waitingReason,
} from './printer-status.js';

export interface EscPosPrinterOptions {
  /** False for a printer that answers no status request: all bytes sent is then all that is known. */
  readonly monitored: boolean;
  /** How long it has to answer a status request. */
  readonly answerMs: number;
  /** How long it has to take the next piece of a job, and to say that a job is printed. */
  readonly printMs: number;
}

/** Between two looks at the printer while it prints. */
const POLL_MS = 1_000;
/** Silence after which no answer to something older is on its way any more. */
const QUIET_MS = 200;

/**
 * An ESC/POS printer. A job's bytes end with GS r 1, whose answer says that they are printed. An answer that belonged to an
 * earlier, broken-off job must not confirm a later one: after a new connection and after every UNKNOWN end the two get in step first.
 */
export class EscPosPrinter implements Printer {
  readonly #link: PrinterLink;
  readonly #options: EscPosPrinterOptions;
  #inStep = false;

  constructor(link: PrinterLink, options: EscPosPrinterOptions) {
    this.#link = link;
    this.#options = options;
  }

  get monitored(): boolean {
    return this.#options.monitored;
  }

  async check(): Promise<Readiness> {
    try {
      if (!this.#link.isOpen) {
        this.#inStep = false;
        await this.#link.open();
      }
      return this.#options.monitored ? await this.#askReadiness() : { ready: true, paperLow: false };
    } catch (error) {
      await this.#link.close();
      return { ready: false, reason: 'UNREACHABLE', detail: messageOf(error) };
    }
  }

  async print(bytes: Buffer, onSent: () => Promise<void>): Promise<PrintEnd> {
    if (!this.#link.isOpen) return { end: 'NOT_STARTED', detail: `${this.#link.address} closed the line` };
    this.#link.answers.clear();
    this.#inStep = false;
    try {
      await this.#link.write(bytes, this.#options.printMs);
    } catch (error) {
      return this.#unknown(messageOf(error));
    }
    await onSent();
    if (!this.#options.monitored) return { end: 'SENT' };
    return this.#confirmation();
  }

  async close(): Promise<void> {
    await this.#link.close();
  }

  async #askReadiness(): Promise<Readiness> {
    const status: StatusBytes = {
      printer: await this.#ask(1),
      offline: await this.#ask(2),
      paper: await this.#ask(4),
    };
    const reason = waitingReason(status);
    if (reason !== undefined) return { ready: false, reason, detail: statusText(status) };
    if (!this.#inStep && !(await this.#getInStep())) {
      return { ready: false, reason: 'OFFLINE', detail: 'still busy with what came before' };
    }
    return { ready: true, paperLow: isPaperLow(status) };
  }

  async #ask(n: 1 | 2 | 4): Promise<number> {
    await this.#link.write(askStatus(n), this.#options.answerMs);
    const status = await this.#link.answers.next(isStatus, this.#options.answerMs);
    if (status === undefined) throw new Error(`${this.#link.address} does not answer a status request`);
    return status;
  }

  async #getInStep(): Promise<boolean> {
    await this.#link.write(ASK_WHEN_DONE, this.#options.answerMs);
    const done = await this.#link.answers.next(isDone, this.#options.answerMs);
    if (done === undefined) return false;
    while ((await this.#link.answers.next(() => true, QUIET_MS)) !== undefined);
    this.#inStep = true;
    return true;
  }

  /** Waits for the answer to the job's GS r 1; asks now and then whether the printer is in trouble meanwhile. */
  async #confirmation(): Promise<PrintEnd> {
    const deadline = performance.now() + this.#options.printMs;
    while (performance.now() < deadline) {
      const answer = await this.#link.answers.next((byte) => isDone(byte) || isStatus(byte), POLL_MS);
      if (answer !== undefined && isDone(answer)) {
        this.#inStep = true;
        return { end: 'CONFIRMED' };
      }
      if (answer !== undefined && isPaperOut(answer)) return this.#unknown('paper ran out while printing');
      if (answer !== undefined && isCoverOpen(answer)) return this.#unknown('cover opened while printing');
      if (!this.#link.isOpen) return this.#unknown('the line broke before the printer confirmed');
      if (answer === undefined) {
        try {
          await this.#link.write(askStatus(2), this.#options.answerMs);
        } catch (error) {
          return this.#unknown(messageOf(error));
        }
      }
    }
    return this.#unknown(`no confirmation within ${this.#options.printMs} ms`);
  }

  async #unknown(detail: string): Promise<PrintEnd> {
    await this.#link.close();
    return { end: 'UNKNOWN', detail };
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const statusText = ({ printer, offline, paper }: StatusBytes): string =>
  `DLE EOT 1/2/4: ${[printer, offline, paper].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}`;
