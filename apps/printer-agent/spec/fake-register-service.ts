import type { PrintJob } from '@encaisse/contracts';
import type {
  Disposition,
  HeartbeatFacts,
  JobReport,
  RegisterService,
} from '../src/till/register-service.js';

/**
 * Register-service as far as print jobs go, in memory: delivers every job until its final report, again and again, and
 * believes the newest report. `isDeaf` makes it refuse reports; `lostAnswers` makes that many reports arrive without an answer.
 */
export class FakeRegisterService implements RegisterService {
  isDeaf = false;
  deafFor = 0;
  lostAnswers = 0;
  readonly jobs: PrintJob[] = [];
  readonly reports: JobReport[] = [];
  readonly withdrawn = new Set<string>();
  /** Jobs whose time is over: given away no more, and answered so at whatever is reported of them before their end. */
  readonly expired = new Set<string>();
  readonly heartbeats: HeartbeatFacts[] = [];
  readonly #latest = new Map<string, JobReport>();
  readonly #listeners = new Set<() => void>();

  add(...jobs: readonly PrintJob[]): void {
    this.jobs.push(...jobs);
    for (const listener of this.#listeners) listener();
  }

  latest(job: PrintJob): JobReport | undefined {
    return this.#latest.get(job.printJobId);
  }
  states(job: PrintJob): readonly string[] {
    return this.reports.filter(({ printJobId }) => printJobId === job.printJobId).map(({ state }) => state);
  }

  async pull(maxJobs: number): Promise<readonly PrintJob[]> {
    return this.jobs
      .filter(({ printJobId }) => !this.withdrawn.has(printJobId) && !this.expired.has(printJobId))
      .filter((job) => !this.latest(job)?.final)
      .slice(0, maxJobs)
      .map((job) => {
        const { state, sequence } = this.latest(job) ?? job;
        return { ...job, state, sequence };
      });
  }

  async report(report: JobReport): Promise<Disposition> {
    if (this.isDeaf) {
      this.deafFor += 1;
      throw new Error('no answer');
    }
    const known = this.#latest.get(report.printJobId);
    if (known === undefined || known.sequence <= report.sequence) {
      this.#latest.set(report.printJobId, report);
      this.reports.push(report);
    }
    if (this.lostAnswers > 0) {
      this.lostAnswers -= 1;
      throw new Error('the answer was lost');
    }
    if (this.expired.has(report.printJobId) && !report.final) return 'EXPIRED';
    return this.withdrawn.has(report.printJobId) ? 'WITHDRAWN' : 'PROCEED';
  }

  async heartbeat(facts: HeartbeatFacts): Promise<void> {
    this.heartbeats.push(facts);
  }

  onWake(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
