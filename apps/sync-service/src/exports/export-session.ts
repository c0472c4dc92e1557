import {
  type Acknowledgement,
  differencesBetween,
  EXCHANGE_SCHEMA_VERSION,
  type ExportManifest,
  type SessionKey,
  type SessionTotals,
  sessionRefOf,
  type TotalsDifference,
} from '@encaisse/contracts';
import type { Job } from '../jobs/job.js';

/** A sealed session on its way to head office, as the export announced it. */
export interface ExportSession {
  /** Place in the export, from 0, oldest first. */
  readonly position: number;
  readonly sessionId: string;
  readonly incarnation: string;
  readonly epoch: number;
  readonly number: number;
  readonly businessDate: string;
  readonly records: number;
  readonly chunks: number;
  readonly sha256: string;
  readonly totals: SessionTotals;
  readonly acknowledgement: Readonly<{ id: string; at: Date }> | null;
  /** Whether register-service knows of the acknowledgement. */
  readonly told: boolean;
}

export const keyOf = (
  { storeCode, registerNumber }: Pick<Job, 'storeCode' | 'registerNumber'>,
  { incarnation, epoch, number }: Pick<ExportSession, 'incarnation' | 'epoch' | 'number'>,
): SessionKey => ({ storeCode, incarnation, registerNumber, epoch, number });

/** The name of a session in the synchronisation window. */
export const partNameOf = (session: Pick<ExportSession, 'epoch' | 'number'>): string =>
  `session ${sessionRefOf(session)}`;

/** The announcement of an export: the same to the letter as often as it is made. */
export function manifestOf(job: Job, sessions: readonly ExportSession[]): ExportManifest {
  return {
    schemaVersion: EXCHANGE_SCHEMA_VERSION,
    storeCode: job.storeCode,
    registerNumber: job.registerNumber,
    sessions: sessions.map((session) => ({
      key: keyOf(job, session),
      sessionId: session.sessionId,
      businessDate: session.businessDate,
      records: session.records,
      sha256: session.sha256,
      chunks: session.chunks,
      totals: session.totals,
    })),
  };
}

/** What an acknowledgement says otherwise than we sent; empty when head office holds just this session. */
export function disagreements(session: ExportSession, acknowledged: Acknowledgement): TotalsDifference[] {
  const differences = differencesBetween(session.totals, acknowledged.totals);
  if (acknowledged.sha256 === session.sha256) return differences;
  return [{ path: 'sha256', declared: session.sha256, recomputed: acknowledged.sha256 }, ...differences];
}
