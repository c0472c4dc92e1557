import type { PrintJobView } from '@encaisse/contracts';
import type { SessionLedger } from './ledger.js';

/** What the day's papers came to: each job in its last state. */
export interface PrintsReport {
  readonly confirmed: number;
  /** Perhaps on paper, perhaps not: a person was asked. */
  readonly unknown: number;
  readonly duplicates: number;
}

/** What must become of the print jobs that the day makes trouble for; every other one must be CONFIRMED. */
export class PrintBook {
  readonly #ends = new Map<string, PrintJobView['state']>();
  #duplicates = 0;
  #expiredPulses = 0;

  expect(printJobId: string, end: PrintJobView['state']): void {
    this.#ends.set(printJobId, end);
  }
  endOf(printJobId: string): PrintJobView['state'] {
    return this.#ends.get(printJobId) ?? 'CONFIRMED';
  }

  /** A drawer that was not opened any more, because it came too late. */
  pulseExpired(): void {
    this.#expiredPulses += 1;
  }

  duplicated(): void {
    this.#duplicates += 1;
  }
  get duplicates(): number {
    return this.#duplicates;
  }
  /** How many papers and pulses must have been confirmed, of the sessions that the driver played. */
  confirmedOf(ledgers: readonly SessionLedger[]): number {
    const papers = ledgers.flatMap((ledger) => ledger.printJobIds);
    const confirmed = papers.filter((job) => this.endOf(job) === 'CONFIRMED').length;
    const pulses = ledgers.reduce((total, ledger) => total + ledger.drawerPulses, 0);
    return confirmed + this.#duplicates + pulses - this.#expiredPulses;
  }
  get unknown(): number {
    return [...this.#ends.values()].filter((end) => end === 'UNKNOWN').length;
  }
}

/** Of the registers' print jobs that the day ordered. */
export function reportPrints(jobs: readonly PrintJobView[], since: Date): PrintsReport {
  const ofTheDay = jobs.filter(({ createdAt }) => new Date(createdAt) >= since);
  const inState = (state: PrintJobView['state']) => ofTheDay.filter((job) => job.state === state).length;
  return {
    confirmed: inState('CONFIRMED'),
    unknown: inState('UNKNOWN'),
    duplicates: ofTheDay.filter(({ duplicateNumber }) => duplicateNumber > 0).length,
  };
}
