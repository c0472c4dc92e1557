import { setTimeout as sleep } from 'node:timers/promises';
import { withCorrelation } from '@encaisse/messaging';
import type { Logger } from 'pino';
import { Doorbell } from '../doorbell.js';
import type { Disposition, JobReport, RegisterService } from '../till/register-service.js';

export interface ReportOutboxParts {
  readonly registers: RegisterService;
  /** Called once a report is answered, before the next one goes. */
  readonly onAnswer: (report: JobReport) => Promise<void>;
  readonly log: Logger;
  readonly retryMs: number;
}

const FAREWELL_MS = 2_000;

interface Pending {
  readonly report: JobReport;
  readonly correlationId: string;
  readonly answered: ((disposition: Disposition | 'STOPPED') => void)[];
}

/**
 * Reports on their way to register-service, each sent until it is answered. Of one job only the newest is kept: it says
 * all that the older ones said.
 */
export class ReportOutbox {
  readonly #parts: ReportOutboxParts;
  readonly #pending = new Map<string, Pending>();
  readonly #doorbell = new Doorbell();
  #isReleased = false;
  #isStopped = false;
  #running: Promise<void> | undefined;

  constructor(parts: ReportOutboxParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#running = this.#run();
  }

  add(report: JobReport, correlationId: string): void {
    const older = this.#pending.get(report.printJobId);
    if (older !== undefined && older.report.sequence > report.sequence) return;
    this.#pending.set(report.printJobId, { report, correlationId, answered: older?.answered ?? [] });
    this.#doorbell.ring();
  }

  /** Reports and waits for the answer; STOPPED when claims are released before there is one. */
  async claim(report: JobReport, correlationId: string): Promise<Disposition | 'STOPPED'> {
    if (this.#isReleased) return 'STOPPED';
    const { promise, resolve } = Promise.withResolvers<Disposition | 'STOPPED'>();
    this.#pending.set(report.printJobId, { report, correlationId, answered: [resolve] });
    this.#doorbell.ring();
    return promise;
  }

  /** The agent is ending: nobody waits for an answer any more. */
  releaseClaims(): void {
    this.#isReleased = true;
    for (const { answered } of this.#pending.values()) for (const tell of answered) tell('STOPPED');
  }

  /** Gives what is unanswered a moment more; what is left then is reported again after the next start. */
  async stop(): Promise<void> {
    const until = performance.now() + FAREWELL_MS;
    while (this.#pending.size > 0 && performance.now() < until) await sleep(20);
    this.#isStopped = true;
    this.#doorbell.ring();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      const [next] = this.#pending.values();
      if (next === undefined) await this.#doorbell.wait(60_000);
      else if (!(await this.#send(next))) await this.#pause();
    }
  }

  async #send(pending: Pending): Promise<boolean> {
    const { report, correlationId, answered } = pending;
    const { registers, onAnswer, log } = this.#parts;
    return withCorrelation(correlationId, async () => {
      try {
        const disposition = await registers.report(report);
        await onAnswer(report);
        if (this.#pending.get(report.printJobId) === pending) this.#pending.delete(report.printJobId);
        for (const tell of answered) tell(disposition);
        return true;
      } catch (error) {
        log.warn({ err: error, printJobId: report.printJobId, state: report.state }, 'report not answered');
        return false;
      }
    });
  }

  /** Lets a stop through at once, and new reports wait with the old ones. */
  async #pause(): Promise<void> {
    const until = performance.now() + this.#parts.retryMs;
    while (!this.#isStopped && performance.now() < until) {
      await this.#doorbell.wait(until - performance.now());
    }
  }
}
