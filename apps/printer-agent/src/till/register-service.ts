import type { PrinterHeartbeat, PrintJob, PrintReport, PrintReportReply } from '@encaisse/contracts';

export type JobReport = Omit<PrintReport, 'tillCredential'>;
export type Disposition = PrintReportReply['disposition'];
export type HeartbeatFacts = Omit<PrinterHeartbeat, 'tillCredential'>;

/** Where this till's print jobs come from and where their ends go. Methods throw when there is no answer. */
export interface RegisterService {
  /** Jobs without a final report, oldest first. */
  pull(maxJobs: number): Promise<readonly PrintJob[]>;
  report(report: JobReport): Promise<Disposition>;
  heartbeat(facts: HeartbeatFacts): Promise<void>;
  /** Calls the listener when there is something to pull; the returned function stops that. */
  onWake(listener: () => void): () => void;
}
