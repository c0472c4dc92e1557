import type { PrintJob } from '@encaisse/contracts';
import { withCorrelation } from '@encaisse/messaging';
import type { Logger } from 'pino';
import { Doorbell } from '../doorbell.js';
import type { JobRecord } from '../journal/job-record.js';
import type { Move, PrintJournal } from '../journal/print-journal.js';
import type { PrintEnd, Printer, Readiness } from '../printer/printer.js';
import { reportOf } from './job-report.js';
import type { PrinterWatch } from './printer-watch.js';
import type { ReportOutbox } from './report-outbox.js';

export interface PrintLoopParts {
  readonly journal: PrintJournal;
  readonly printer: Printer;
  readonly outbox: ReportOutbox;
  readonly watch: PrinterWatch;
  readonly layOut: (job: PrintJob, afterInterruption: boolean) => Buffer;
  readonly onIdle: () => void;
  readonly log: Logger;
  readonly timing: PrintLoopTiming;
}
export interface PrintLoopTiming {
  /** Pause before the printer is asked again, growing from the first value to the last. */
  readonly waitsMs: readonly [number, ...number[]];
  /** How often the printer is looked at when there is nothing to print. */
  readonly idleCheckMs: number;
  /** A status older than this is asked again before the first byte. */
  readonly statusFreshMs: number;
}

/**
 * Prints this till's jobs one after the other. Before the first byte anything may be tried again, for ever; from the
 * first byte on a job only moves forward, to CONFIRMED or to UNKNOWN.
 */
export class PrintLoop {
  readonly #parts: PrintLoopParts;
  readonly #doorbell = new Doorbell();
  #waits = 0;
  #isStopped = false;
  #running: Promise<void> | undefined;

  constructor(parts: PrintLoopParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** There is a new job in the journal. */
  wake(): void {
    this.#doorbell.ring();
  }

  /** Ends after the job that is printing. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#doorbell.ring();
    this.#parts.outbox.releaseClaims();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      const [next] = this.#parts.journal.unfinished;
      try {
        if (next?.job === undefined) await this.#idle();
        else await this.#take(next, next.job);
      } catch (error) {
        // The journal cannot be written: without it nothing may be printed.
        this.#parts.log.error({ err: error, printJobId: next?.printJobId }, 'print loop');
        await this.#pause();
      }
    }
  }

  async #idle(): Promise<void> {
    const { journal, watch, printer, onIdle, timing } = this.#parts;
    watch.see(await printer.check());
    await journal.tidy();
    onIdle();
    await this.#doorbell.wait(timing.idleCheckMs);
  }

  async #take(record: JobRecord, job: PrintJob): Promise<void> {
    const outcome = await withCorrelation(job.correlationId, () => this.#attempt(record, job));
    if (outcome === 'WAIT') await this.#pause();
    else this.#waits = 0;
  }

  async #attempt(record: JobRecord, job: PrintJob): Promise<'DONE' | 'WAIT'> {
    if (record.state === 'SENDING' || record.state === 'SENT') {
      // Its end could not be written down: it has been at the printer, so it never goes there again.
      await this.#move(job, { state: 'UNKNOWN', detail: 'the journal could not be written while printing' });
      return 'DONE';
    }
    if (!(await this.#isReady(record, job))) return 'WAIT';
    const checked = record.state === 'CHECKED' ? record : await this.#move(job, { state: 'CHECKED' });
    const bytes = this.#laidOut(job);
    if (bytes === undefined) {
      await this.#move(job, { state: 'UNSUPPORTED', detail: 'this document cannot be laid out' });
      return 'DONE';
    }
    const checkedAt = performance.now();
    const claim = { ...checked, state: 'SENDING' as const, sequence: checked.sequence + 1 };
    const disposition = await this.#parts.outbox.claim(reportOf(claim), job.correlationId);
    if (disposition === 'STOPPED') return 'DONE';
    if (disposition !== 'PROCEED') {
      await this.#parts.journal.move(job.printJobId, { state: disposition });
      this.#parts.log.info({ printJobId: job.printJobId, disposition }, 'print job not printed');
      return 'DONE';
    }
    const isFresh = performance.now() - checkedAt < this.#parts.timing.statusFreshMs;
    if (!isFresh && !(await this.#isReady(checked, job))) return 'WAIT';
    await this.#parts.journal.move(job.printJobId, { state: 'SENDING' });
    return this.#print(job, bytes);
  }

  /** Asks the printer; what keeps it from printing is recorded and reported when it is news. */
  async #isReady(record: JobRecord, job: PrintJob): Promise<boolean> {
    const readiness: Readiness = await this.#parts.printer.check();
    this.#parts.watch.see(readiness);
    if (readiness.ready) return true;
    const { reason, detail } = readiness;
    const isNews = record.state !== 'WAITING' || record.reason !== reason;
    if (isNews) await this.#move(job, { state: 'WAITING', reason, detail });
    return false;
  }

  async #print(job: PrintJob, bytes: Buffer): Promise<'DONE' | 'WAIT'> {
    const { printer } = this.#parts;
    const printed: PrintEnd = await printer.print(bytes, async () => {
      await this.#move(job, { state: 'SENT', final: !printer.monitored });
    });
    switch (printed.end) {
      case 'NOT_STARTED':
        await this.#move(job, { state: 'WAITING', reason: 'UNREACHABLE', detail: printed.detail });
        return 'WAIT';
      case 'SENT':
        return 'DONE';
      case 'CONFIRMED':
        await this.#move(job, { state: 'CONFIRMED' });
        return 'DONE';
      case 'UNKNOWN':
        await this.#move(job, { state: 'UNKNOWN', detail: printed.detail });
        return 'DONE';
    }
  }

  #laidOut(job: PrintJob): Buffer | undefined {
    try {
      return this.#parts.layOut(job, this.#parts.journal.interrupted);
    } catch (error) {
      this.#parts.log.error({ err: error, printJobId: job.printJobId }, 'layout failed');
      return undefined;
    }
  }

  /** Durable first, reported second. */
  async #move(job: PrintJob, move: Move): Promise<JobRecord> {
    const moved = await this.#parts.journal.move(job.printJobId, move);
    this.#parts.outbox.add(reportOf(moved), job.correlationId);
    const { printJobId, state, reason, attempt, detail } = moved;
    this.#parts.log.info({ printJobId, state, reason, attempt, detail }, 'print job');
    return moved;
  }

  /** Not cut short by new jobs: they wait for the same printer. */
  async #pause(): Promise<void> {
    const { waitsMs } = this.#parts.timing;
    const waitMs = waitsMs[Math.min(this.#waits, waitsMs.length - 1)] ?? waitsMs[0];
    this.#waits += 1;
    const until = performance.now() + waitMs;
    while (!this.#isStopped && performance.now() < until) {
      await this.#doorbell.wait(until - performance.now());
    }
  }
}
