import type { PrintJobView } from '@encaisse/contracts';

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

  expect(printJobId: string, end: PrintJobView['state']): void {
    this.#ends.set(printJobId, end);
  }
  endOf(printJobId: string): PrintJobView['state'] {
    return this.#ends.get(printJobId) ?? 'CONFIRMED';
  }

  duplicated(): void {
    this.#duplicates += 1;
  }
  get duplicates(): number {
    return this.#duplicates;
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
