import type { SupervisedJob } from '@encaisse/contracts';
import type { RegisterEvent } from '@encaisse/register-domain';
import type { TakenEvent } from '../streams/taken-event.js';

/** An import or export as its register's events tell it. */
export type JobModel = Omit<SupervisedJob, 'storeCode' | 'timeZone' | 'registerNumber'>;

/** The job that an event speaks of; null: the one that runs. Undefined: of none. */
export function jobIdOf({ event }: TakenEvent): string | null | undefined {
  switch (event.type) {
    case 'importStarted':
    case 'importFailed':
    case 'importCancelled':
      return event.jobId;
    // Its dataset may have come by an earlier import.
    case 'importSucceeded':
      return null;
    case 'exportStarted':
    case 'exportResent':
    case 'lateExportStarted':
    case 'sessionAcknowledged':
    case 'exportRefused':
    case 'exportUnanswered':
      return event.exportId;
    default:
      return undefined;
  }
}

const begun = (
  { event, storeId, streamId, correlationId }: TakenEvent,
  job: Pick<JobModel, 'jobId' | 'kind' | 'startedBy'> & Partial<JobModel>,
): JobModel => ({
  ...{ storeId, registerId: streamId, outcome: 'RUNNING', startedAt: event.at, endedAt: null },
  ...{ resentAt: null, tillId: null, datasetVersion: null, sessionCount: 0, settledCount: 0 },
  ...{ refusedCount: 0, reason: null, correlationId },
  ...job,
});

/** The job after an event that speaks of it; undefined when there is none to change. */
export function jobAfter(job: JobModel | undefined, taken: TakenEvent): JobModel | undefined {
  const event = taken.event as RegisterEvent;
  const { at } = event;
  switch (event.type) {
    case 'importStarted': {
      const { jobId, by, tillId } = event;
      return job ?? begun(taken, { jobId, kind: 'IMPORT', startedBy: by, tillId });
    }
    case 'exportStarted':
    case 'lateExportStarted':
    case 'exportResent': {
      const { exportId, by, sessions } = event;
      if (event.type === 'exportResent' && job) return { ...job, resentAt: at };
      const kind = event.type === 'lateExportStarted' ? 'LATE_EXPORT' : 'EXPORT';
      const sessionCount = sessions.length;
      if (!job) return begun(taken, { jobId: exportId, kind, startedBy: by, sessionCount });
      return { ...job, outcome: 'RUNNING', endedAt: null, resentAt: at, sessionCount, refusedCount: 0 };
    }
    default:
      return job && ended(job, event);
  }
}

function ended(job: JobModel, event: RegisterEvent): JobModel {
  const { at } = event;
  switch (event.type) {
    case 'importSucceeded':
      return { ...job, outcome: 'SUCCEEDED', endedAt: at, datasetVersion: event.dataset.version };
    case 'importFailed':
      return { ...job, outcome: 'FAILED', endedAt: at, reason: event.reason };
    case 'importCancelled':
      return { ...job, outcome: 'CANCELLED', endedAt: at };
    case 'sessionAcknowledged': {
      const settledCount = Math.min(job.settledCount + 1, job.sessionCount);
      const isWhole = settledCount === job.sessionCount;
      return isWhole ? { ...job, settledCount, outcome: 'SUCCEEDED', endedAt: at } : { ...job, settledCount };
    }
    case 'exportRefused': {
      const { reason } = event;
      return { ...job, outcome: 'REFUSED', endedAt: at, reason, refusedCount: job.refusedCount + 1 };
    }
    case 'exportUnanswered':
      return job.outcome === 'RUNNING' ? { ...job, outcome: 'UNANSWERED', endedAt: at } : job;
    default:
      return job;
  }
}
