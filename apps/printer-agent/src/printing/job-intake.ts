import type { PrintJob } from '@encaisse/contracts';
import { withCorrelation } from '@encaisse/messaging';
import type { Logger } from 'pino';
import { Doorbell } from '../doorbell.js';
import { isRegisterServicesWord } from '../journal/job-record.js';
import type { Move, PrintJournal } from '../journal/print-journal.js';
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
      if (known.final && !isRegisterServicesWord(known.state)) outbox.add(reportOf(known), job.correlationId);
      return false;
    }
    await journal.receive(job);
    const end = this.#endOf(job, isBack);
    if (end !== undefined) {
      outbox.add(reportOf(await journal.move(job.printJobId, end)), job.correlationId);
      return false;
    }
    this.#parts.log.info({ printJobId: job.printJobId, kind: job.document.kind }, 'print job received');
    this.#parts.loop.wake();
    return true;
  }

  /** How a job ends that is not to be printed: it may have been, although the journal does not know it, or cannot be. */
  #endOf({ state, document, createdAt }: PrintJob, isBack: boolean): Move | undefined {
    if (!isBack && (state === 'SENDING' || state === 'SENT'))
      return { state: 'UNKNOWN', detail: "begun before this agent's journal" };
    if (!isBack && this.#parts.journal.isTooOld(createdAt))
      return { state: 'UNKNOWN', detail: "older than this agent's journal remembers" };
    if (document.kind !== 'unsupported') return undefined;
    return { state: 'UNSUPPORTED', detail: `this agent knows no ${document.of} like that` };
  }
}
