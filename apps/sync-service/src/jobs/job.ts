import type { JOB_KINDS, JOB_STATES } from '@encaisse/contracts';

/** PREFETCH is nobody's errand: it rests and runs again, and is shown to nobody. */
export type JobKind = (typeof JOB_KINDS)[number] | 'PREFETCH';
export type JobState = (typeof JOB_STATES)[number];

/** What register-service asks for. An export's job id is its export id. */
export interface JobTarget {
  readonly jobId: string;
  readonly storeId: string;
  readonly storeCode: string;
  readonly registerId: string;
  readonly registerNumber: number;
  readonly tillId: string;
  readonly requestedBy: string;
  /** How old data kept here may be that serve an import while head office is silent; none do where it is absent. */
  readonly maxDatasetAgeHours?: number | undefined;
}

/** Why a job failed: a code of the error catalogue, and the facts its sentence needs. */
export interface Failure {
  readonly code: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** How the work of a job ended. */
export type WorkOutcome =
  | Readonly<{ outcome: 'SUCCEEDED'; dataset?: DatasetRef }>
  | Readonly<{ outcome: 'FAILED'; failure: Failure }>
  /** Nothing is decided: the same work comes again after a rest. */
  | Readonly<{ outcome: 'RESTS'; forMs: number }>;

export const failed = (code: string, facts: Readonly<Record<string, unknown>> = {}): WorkOutcome => ({
  outcome: 'FAILED',
  failure: { code, facts },
});

export interface DatasetRef {
  readonly datasetId: number;
  readonly version: number;
  /** Head office was silent: kept here, and last confirmed by head office then. */
  readonly localAsOf?: Date | undefined;
}

export interface Job extends JobTarget {
  readonly kind: JobKind;
  readonly state: JobState;
  readonly correlationId: string;
  /** Decided, though register-service may not know it yet: only then does `state` say so too. */
  readonly outcome: 'SUCCEEDED' | 'FAILED' | 'CANCELLED' | null;
  readonly dataset: DatasetRef | null;
  readonly failure: Failure | null;
  /** Failures in a row since something last went forward. */
  readonly attempts: number;
  /** How long nothing has gone forward. */
  readonly stillMs: number;
  /** Silence of head office that register-service must be told of, and when it was. */
  readonly unansweredAt: Date | null;
  readonly unansweredToldAt: Date | null;
}

/** The right to write to a job: an older epoch than the row's has lost it. */
export interface Lease {
  readonly jobId: string;
  readonly epoch: number;
}

/** Somebody else works on this job by now: whatever this worker still holds must not be written. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
  constructor(lease: Lease) {
    super(`lease ${lease.epoch} of job ${lease.jobId} is lost`);
  }
}
