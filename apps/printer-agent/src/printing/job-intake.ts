import type { PrintJob } from '@encaisse/contracts';
import { withCorrelation } from '@encaisse/messaging';
import type { Logger } from 'pino';
import { Doorbell } from '../doorbell.js';
import type { PrintJournal } from '../journal/print-journal.js';
import type { RegisterService } from '../till/register-service.js';
import { reportOf } from './job-report.js';
import type { PrintLoop } from './print-loop.js';
import type { ReportOutbox } from './report-outbox.js';

const JOBS_MAX = 20;

export interface JobIntakeParts {
  readonly registers: RegisterService;
  readonly journal: PrintJournal;
  readonly loop: PrintLoop;
  readonly outbox: ReportOutbox;
  readonly log: Logger;
  readonly intervalMs: number;
}

/** Brings jobs from register-service into the journal: on the doorbell, and on a timer since a doorbell may be missed. */
export class JobIntake {
  readonly #parts: JobIntakeParts;
  readonly #doorbell = new Doorbell();
  #isStopped = false;
  #running: Promise<void> | undefined;
  #isListening: (() => void) | undefined;

  constructor(parts: JobIntakeParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#isListening = this.#parts.registers.onWake(() => this.#doorbell.ring());
    this.#running = this.#run();
  }

  /** There may be room for more. */
  wake(): void {
    this.#doorbell.ring();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#isListening?.();
    this.#doorbell.ring();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      const taken = await this.#pull();
      if (taken < JOBS_MAX) await this.#doorbell.wait(this.#parts.intervalMs);
    }
  }

  /** The number of jobs that were new. */
  async #pull(): Promise<number> {
    const { registers, log } = this.#parts;
    try {
      const jobs = await registers.pull(JOBS_MAX);
      let taken = 0;
      for (const job of jobs) {
        if (await withCorrelation(job.correlationId, () => this.take(job))) taken += 1;
      }
      return taken;
    } catch (error) {
      log.warn({ err: error }, 'no print jobs pulled');
      return 0;
    }
  }

  /** Takes a job however often it is delivered; true when it is new and will be printed. */
  async take(job: PrintJob): Promise<boolean> {
    const { journal, outbox } = this.#parts;
    const known = journal.get(job.printJobId);
    const isBack = known?.state === 'WITHDRAWN' && job.epoch > known.epoch;
    if (known !== undefined && !isBack) {
      if (known.final && known.state !== 'WITHDRAWN') outbox.add(reportOf(known), job.correlationId);
      return false;
    }
    await journal.receive(job);
    const doubt = this.#doubt(job, isBack);
    if (doubt !== undefined) {
      const unknown = await journal.move(job.printJobId, { state: 'UNKNOWN', detail: doubt });
      outbox.add(reportOf(unknown), job.correlationId);
      return false;
    }
    this.#parts.log.info({ printJobId: job.printJobId, kind: job.document.kind }, 'print job received');
    this.#parts.loop.wake();
    return true;
  }

  /** Why this job may have been printed already, although the journal does not know it. */
  #doubt(job: PrintJob, isBack: boolean): string | undefined {
    if (isBack) return undefined;
    if (job.state === 'SENDING' || job.state === 'SENT') return "begun before this agent's journal";
    return this.#parts.journal.isTooOld(job) ? "older than this agent's journal remembers" : undefined;
  }
}
