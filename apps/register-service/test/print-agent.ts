import { type Outcome, type PrintJob, type PrintReport, printingContracts } from '@encaisse/contracts';
import { type RegisterHouse, value } from './register-house.js';
import type { TillAtHand } from './store-builder.js';

/** A till's printer agent as far as register-service sees it: it pulls, reports and says how its printer is. */
export class PrintAgent {
  constructor(
    private readonly house: RegisterHouse,
    readonly till: TillAtHand,
  ) {}

  async pull(): Promise<readonly PrintJob[]> {
    const request = { tillCredential: this.till.agentCredential, maxJobs: 20 };
    return value(await this.house.bus.requestAsTill(printingContracts.pull, this.till.tillId, request)).jobs;
  }

  /** The only job that there is. */
  async theJob(): Promise<PrintJob> {
    const [job, ...others] = await this.pull();
    if (job === undefined || others.length > 0) throw new Error(`${others.length} jobs too many, or none`);
    return job;
  }

  report(
    job: Pick<PrintJob, 'printJobId' | 'epoch'>,
    more: Partial<PrintReport>,
  ): Promise<Outcome<{ disposition: 'PROCEED' | 'WITHDRAWN' | 'EXPIRED' }>> {
    return this.house.bus.requestAsTill(printingContracts.report, this.till.tillId, {
      tillCredential: this.till.agentCredential,
      printJobId: job.printJobId,
      epoch: job.epoch,
      state: 'CHECKED',
      reason: null,
      final: false,
      sequence: 1,
      attempt: 1,
      at: this.house.clock.now().toISOString(),
      detail: '',
      ...more,
    });
  }

  async beat(state: 'READY' | 'PAPER_OUT', paperLow: boolean): Promise<void> {
    const at = this.house.clock.now().toISOString();
    value(
      await this.house.bus.requestAsTill(printingContracts.heartbeat, this.till.tillId, {
        tillCredential: this.till.agentCredential,
        at,
        agentVersion: '1.2.3',
        printer: { state, since: at, paperLow },
        jobsWaiting: 2,
      }),
    );
  }

  /** Prints whatever waits. */
  async printAll(): Promise<void> {
    for (let jobs = await this.pull(); jobs.length > 0; jobs = await this.pull()) {
      for (const job of jobs) {
        value(await this.report(job, { state: 'CONFIRMED', final: true, sequence: job.sequence + 1 }));
      }
    }
  }
}
