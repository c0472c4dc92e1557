import type { PrintDocumentKind, PrintJobState } from '@encaisse/contracts';
import { wallClockOf } from '@encaisse/register-domain';
import { In, LessThanOrEqual } from 'typeorm';
import type { PrintJobRow } from './print-job.row.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
/** What is closed shortly before midnight still gets its paper. */
const DAY_AT_LEAST_MS = 2 * HOUR_MS;

/**
 * How long a document may wait for its printer. A customer who waits for a receipt is gone after a while, which is configured; what
 * a day leaves on paper is no use the next morning, when the printer is switched on again: it is there to be asked for.
 */
const LIVES: Readonly<Record<Exclude<PrintDocumentKind, 'ticket'>, number | 'DAY'>> = {
  drawerPulse: 30 * SECOND_MS,
  testPage: 10 * MINUTE_MS,
  cashMovement: 'DAY',
  recount: 'DAY',
  x: 'DAY',
  z: 'DAY',
};

/** When a job that is ordered at `at` is too late to print by itself. */
export function expiryOf(
  kind: PrintDocumentKind,
  at: Date,
  { timeZone, receiptMs }: { readonly timeZone: string; readonly receiptMs: number | undefined },
): Date {
  const life = kind === 'ticket' ? receiptMs : LIVES[kind];
  if (life === undefined) throw new Error('it is not said how long a receipt may wait');
  const lifeMs = life === 'DAY' ? Math.max(untilMidnightMs(at, timeZone), DAY_AT_LEAST_MS) : life;
  return new Date(at.getTime() + lifeMs);
}

/** By the wall clock: off by an hour before two or three in the morning of the two days on which it is changed. */
function untilMidnightMs(at: Date, timeZone: string): number {
  const time = wallClockOf(at.toISOString(), timeZone).slice('YYYY-MM-DDT'.length);
  const [hours = 0, minutes = 0, seconds = 0] = time.slice(0, 'HH:MM:SS'.length).split(':').map(Number);
  return 24 * HOUR_MS - hours * HOUR_MS - minutes * MINUTE_MS - seconds * SECOND_MS;
}

/** States in which no byte has left, nor been let go. */
const UNSENT: readonly PrintJobState[] = ['QUEUED', 'WAITING', 'CHECKED'];

export const hasExpired = (job: PrintJobRow, now: Date): boolean =>
  !job.isFinal && UNSENT.includes(job.state) && job.expiresAt <= now;

/** A page or a pulse is simply asked for again; the copy of a record that did not come out is looked after by a person. */
const WITHOUT_RECORD: readonly PrintDocumentKind[] = ['drawerPulse', 'testPage'];
export const isOfARecord = (kind: PrintDocumentKind): boolean => !WITHOUT_RECORD.includes(kind);

/** What came too late to print by itself, of one till or of all. */
export const lateJobs = (now: Date, of: Partial<Pick<PrintJobRow, 'storeId' | 'tillId'>> = {}) => ({
  ...of,
  isFinal: false,
  expiresAt: LessThanOrEqual(now),
  state: In(UNSENT),
});
