import type { Logger } from 'pino';
import { Doorbell } from '../doorbell.js';
import type { PrintJournal } from '../journal/print-journal.js';
import type { RegisterService } from '../till/register-service.js';
import type { PrinterWatch } from './printer-watch.js';

export interface HeartbeatParts {
  readonly registers: RegisterService;
  readonly journal: PrintJournal;
  readonly watch: PrinterWatch;
  readonly clock: () => Date;
  readonly log: Logger;
  readonly agentVersion: string;
  readonly intervalMs: number;
}

/** Says every few seconds that this agent lives, and how its printer is. One that is lost is made up for by the next. */
export class Heartbeat {
  readonly #parts: HeartbeatParts;
  readonly #doorbell = new Doorbell();
  #isStopped = false;
  #running: Promise<void> | undefined;

  constructor(parts: HeartbeatParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** There is news, which does not wait for the next beat. */
  soon(): void {
    this.#doorbell.ring();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#doorbell.ring();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      await this.#beat();
      await this.#doorbell.wait(this.#parts.intervalMs);
    }
  }

  async #beat(): Promise<void> {
    const { registers, journal, watch, clock, log, agentVersion } = this.#parts;
    try {
      await registers.heartbeat({
        at: clock().toISOString(),
        agentVersion,
        printer: watch.sight,
        jobsWaiting: journal.unfinished.length,
      });
    } catch (error) {
      log.debug({ err: error }, 'heartbeat not answered');
    }
  }
}
