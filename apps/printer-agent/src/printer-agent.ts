import type { PaperColumns, PrintJob } from '@encaisse/contracts';
import type { Logger } from 'pino';
import type { PrintJournal } from './journal/print-journal.js';
import { escPosOf } from './layouts/escpos.js';
import type { Printer } from './printer/printer.js';
import { Heartbeat } from './printing/heartbeat.js';
import { JobIntake } from './printing/job-intake.js';
import { reportOf } from './printing/job-report.js';
import { PrintLoop, type PrintLoopTiming } from './printing/print-loop.js';
import { PrinterWatch } from './printing/printer-watch.js';
import { ReportOutbox } from './printing/report-outbox.js';
import type { RegisterService } from './till/register-service.js';

export interface PrinterAgentParts {
  readonly registers: RegisterService;
  readonly journal: PrintJournal;
  readonly printer: Printer;
  readonly columns: PaperColumns;
  readonly agentVersion: string;
  readonly pullIntervalMs: number;
  readonly timing: PrinterAgentTiming;
  readonly clock: () => Date;
  readonly log: Logger;
}
export interface PrinterAgentTiming extends PrintLoopTiming {
  readonly reportRetryMs: number;
  readonly heartbeatMs: number;
}

export const PRINTER_AGENT_TIMING: PrinterAgentTiming = {
  waitsMs: [500, 1_000, 2_000, 3_000],
  idleCheckMs: 10_000,
  statusFreshMs: 2_000,
  reportRetryMs: 1_000,
  heartbeatMs: 10_000,
};

/** One till's printing: intake, journal, print loop, reports and heartbeat, put together. */
export class PrinterAgent {
  readonly #parts: PrinterAgentParts;
  readonly #outbox: ReportOutbox;
  readonly #loop: PrintLoop;
  readonly #intake: JobIntake;
  readonly #heartbeat: Heartbeat;
  readonly #watch: PrinterWatch;

  constructor(parts: PrinterAgentParts) {
    this.#parts = parts;
    const { registers, journal, printer, clock, log, timing } = parts;
    this.#watch = new PrinterWatch(printer.monitored, clock, () => this.#heartbeat.soon());
    this.#outbox = new ReportOutbox({
      registers,
      log,
      retryMs: timing.reportRetryMs,
      onAnswer: async ({ printJobId, sequence }) => journal.acknowledge(printJobId, sequence),
    });
    this.#loop = new PrintLoop({
      journal,
      printer,
      outbox: this.#outbox,
      watch: this.#watch,
      layOut: (job, afterInterruption) => this.#layOut(job, afterInterruption),
      onIdle: () => this.#intake.wake(),
      log,
      timing,
    });
    this.#intake = new JobIntake({
      registers,
      journal,
      loop: this.#loop,
      outbox: this.#outbox,
      log,
      intervalMs: parts.pullIntervalMs,
    });
    this.#heartbeat = new Heartbeat({
      registers,
      journal,
      watch: this.#watch,
      clock,
      log,
      agentVersion: parts.agentVersion,
      intervalMs: timing.heartbeatMs,
    });
  }

  /** Goes on where the journal stopped: ends that nobody answered are reported, what was waiting is printed. */
  start(): void {
    const { journal, log } = this.#parts;
    for (const finding of journal.findings) log.error({ finding }, 'journal damaged');
    for (const record of journal.unacknowledged) {
      this.#outbox.add(reportOf(record), record.job?.correlationId ?? record.printJobId);
    }
    this.#outbox.start();
    this.#loop.start();
    this.#intake.start();
    this.#heartbeat.start();
  }

  /** Lets the job that is printing end, then closes everything. */
  async stop(): Promise<void> {
    await Promise.all([this.#intake.stop(), this.#heartbeat.stop(), this.#loop.stop()]);
    await this.#outbox.stop();
    await this.#parts.printer.close();
    await this.#parts.journal.close();
  }

  #layOut({ document, columns }: PrintJob, afterInterruption: boolean): Buffer {
    if (document.kind === 'unsupported') throw new Error(`no layout for ${document.of}`);
    return escPosOf(document, columns ?? this.#parts.columns, { afterInterruption });
  }
}
