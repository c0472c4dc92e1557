import type { JobRecord } from '../journal/job-record.js';
import type { JobReport } from '../till/register-service.js';

/** The report of a job's present state. Only states that register-service has a word for are reported. */
export function reportOf(record: JobRecord): JobReport {
  const { printJobId, epoch, state, reason, final, sequence, attempt, at, detail } = record;
  if (state === 'QUEUED' || state === 'WITHDRAWN' || state === 'EXPIRED')
    throw new Error(`${state} is not reported`);
  return { printJobId, epoch, state, reason, final, sequence, attempt, at, detail };
}
