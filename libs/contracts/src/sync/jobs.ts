import { z } from 'zod';
import { count, id, instant } from '../primitives.js';
import { rpc } from '../rpc.js';

export const JOB_KINDS = ['IMPORT', 'EXPORT'] as const;
export const JOB_STATES = ['QUEUED', 'RUNNING', 'WAITING_FOR_HEAD_OFFICE', 'SUCCEEDED', 'FAILED'] as const;

/** An import or export as the synchronisation window shows it. */
export const jobView = z
  .object({
    jobId: id,
    kind: z.enum(JOB_KINDS),
    state: z.enum(JOB_STATES),
    storeId: id,
    registerId: id,
    correlationId: z.string(),
    createdAt: instant,
    startedAt: instant.nullable(),
    finishedAt: instant.nullable(),
    parts: z.array(
      z.object({
        name: z.string().describe('A dataset part, or `session 3-1` for a session on its way out.'),
        rows: count,
        totalRows: count.nullable(),
        rejectedRows: count,
        reused: z.boolean().describe('Already here from another import: nothing was fetched.'),
      }),
    ),
    rowsPerSecond: count,
    datasetVersion: count.nullable(),
    rejects: z
      .array(z.object({ part: z.string(), line: count, reason: z.string(), content: z.string() }))
      .max(50),
    rejectedRows: count,
    failure: z.object({ code: z.string(), facts: z.record(z.string(), z.unknown()) }).nullable(),
  })
  .meta({ id: 'Job' });
export type JobView = z.infer<typeof jobView>;

const target = {
  jobId: id,
  storeId: id,
  storeCode: z.string(),
  registerId: id,
  registerNumber: count,
  tillId: id,
  requestedBy: z.string(),
};

export const syncCommands = {
  /** Idempotent by jobId: asked again, it answers the job as it stands. */
  startImportJob: rpc('encaisse.cmd.sync.startImport.v1', z.strictObject(target), jobView),
  startExportJob: rpc('encaisse.cmd.sync.startExport.v1', z.strictObject(target), jobView),
} as const;

export const syncQueries = {
  getJob: rpc('encaisse.qry.sync.job.v1', z.strictObject({ jobId: id }), jobView),
  listJobs: rpc(
    'encaisse.qry.sync.jobs.v1',
    z.strictObject({
      storeId: id.optional(),
      registerId: id.optional(),
      limit: z.int().min(1).max(200).default(50),
      cursor: z.string().max(200).optional(),
    }),
    z.object({ items: z.array(jobView), nextCursor: z.string().nullable() }),
  ),
} as const;

/** Where the progress of one job is told. A hint: the truth is `getJob`. */
export const jobProgressSubject = (jobId: string): string => `encaisse.evt.sync.job.${jobId}.progressed.v1`;
/** The BullMQ queue that wakes sync-service's worker; the job's data is this pointer, the truth is the SQL row. */
export const SYNC_QUEUE = 'encaisse-sync';
export const syncWakeUp = z.strictObject({ jobId: id, correlationId: z.string() });
export type SyncWakeUp = z.infer<typeof syncWakeUp>;
