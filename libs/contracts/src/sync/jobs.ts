import { z } from 'zod';
import { count, id, instant, storeScope } from '../primitives.js';
import { rpc } from '../rpc.js';

export const JOB_KINDS = ['IMPORT', 'EXPORT', 'ACCEPT_APART'] as const;
export const JOB_STATES = [
  'QUEUED',
  'RUNNING',
  'WAITING_FOR_HEAD_OFFICE',
  'SUCCEEDED',
  'FAILED',
  'CANCELLED',
] as const;
/** Those after which nothing more happens to a job. */
export const isJobOver = (state: (typeof JOB_STATES)[number]): boolean =>
  state === 'SUCCEEDED' || state === 'FAILED' || state === 'CANCELLED';

/** Why a row of a dataset was set aside: the reason's code, and the sentence that the synchronisation window shows. */
export const REJECT_REASONS = {
  NOT_JSON: { title: 'Not a JSON array', titleFr: 'La ligne n’est pas un tableau JSON' },
  SHAPE: { title: 'A value has not the agreed shape', titleFr: 'Une valeur n’a pas la forme convenue' },
  SPACES_AROUND_CODE: {
    title: 'A code begins or ends with a space',
    titleFr: 'Un code commence ou finit par une espace',
  },
  CHECK_DIGIT: { title: 'Wrong check digit', titleFr: 'Clé de contrôle du code-barres fausse' },
  RULE_UNREADABLE: {
    title: 'The digits of this rule do not make up an EAN-13',
    titleFr: 'Les chiffres de cette règle ne forment pas un EAN-13',
  },
  PRICE_RANGE: { title: 'This price is not credible', titleFr: 'Ce prix n’est pas vraisemblable' },
  DUPLICATE: { title: 'This code came before', titleFr: 'Ce code est déjà apparu plus haut' },
  UNKNOWN_ARTICLE: { title: 'No such article', titleFr: 'Article inconnu' },
  UNKNOWN_VAT_RATE: { title: 'No such VAT rate', titleFr: 'Taux de TVA inconnu' },
  WITHOUT_PRICE: { title: 'This article has no price', titleFr: 'Cet article n’a pas de prix' },
} as const;
export type RejectReason = keyof typeof REJECT_REASONS;
const REJECT_CODES = Object.keys(REJECT_REASONS) as [RejectReason, ...RejectReason[]];

/** A row that was set aside, never silently: which, why, and what it held (cut short where it is long). */
export const rejectedRow = z.object({
  part: z.string(),
  line: count.describe('Line of the part, from 1.'),
  reason: z.enum(REJECT_CODES),
  detail: z
    .string()
    .nullable()
    .describe('Which value and what is wrong with it, where the reason alone is not enough.'),
  content: z.string(),
});
export type RejectedRow = z.infer<typeof rejectedRow>;

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
    localAsOf: instant
      .nullable()
      .describe('Head office was silent: data kept here serve, which it last confirmed then.'),
    rejects: z.array(rejectedRow).max(50).describe('The first of them; `rejects.csv` has all.'),
    rejectedRows: count.describe('All of them.'),
    failure: z.object({ code: z.string(), facts: z.record(z.string(), z.unknown()) }).nullable(),
  })
  .meta({ id: 'Job' });
export type JobView = z.infer<typeof jobView>;

/** For whom a job is; its id is made by whoever asks for it. */
export const jobTarget = {
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
  startImportJob: rpc(
    'encaisse.cmd.sync.startImport.v1',
    z.strictObject({
      ...jobTarget,
      maxDatasetAgeHours: count
        .optional()
        .describe('How old data kept here may be that serve while head office is silent; absent: none do.'),
    }),
    jobView,
  ),
  /**
   * The job id is the export id. Asked again while the job works, it answers the job as it stands; asked again once it
   * has succeeded, it sends the same sessions again, which head office answers with the same acknowledgements.
   */
  startExportJob: rpc('encaisse.cmd.sync.startExport.v1', z.strictObject(jobTarget), jobView),
  /**
   * Ends an import that is not over; what it has fetched whole is kept for the next. A job that was never heard of is
   * noted as cancelled, so that a request to start it which comes late starts nothing.
   */
  cancelImportJob: rpc('encaisse.cmd.sync.cancelImport.v1', z.strictObject(jobTarget), jobView),
} as const;

/** A page of the longest rows still fits into a NATS message of 1 MiB. */
export const REJECTS_PAGE_MAX = 200;

export const syncQueries = {
  getJob: rpc('encaisse.qry.sync.job.v1', z.strictObject({ jobId: id }), jobView),
  listJobs: rpc(
    'encaisse.qry.sync.jobs.v1',
    z.strictObject({
      stores: storeScope,
      storeId: id.optional(),
      registerId: id.optional(),
      limit: z.int().min(1).max(200).default(50),
      cursor: z.string().max(200).optional(),
    }),
    z.object({ items: z.array(jobView), nextCursor: z.string().nullable() }),
  ),
  /** By part and line: every row that was kept of those that were set aside. */
  listRejects: rpc(
    'encaisse.qry.sync.rejects.v1',
    z.strictObject({
      jobId: id,
      limit: z.int().min(1).max(REJECTS_PAGE_MAX).default(REJECTS_PAGE_MAX),
      cursor: z.string().max(200).optional(),
    }),
    z.object({ items: z.array(rejectedRow), nextCursor: z.string().nullable() }),
  ),
} as const;

/** Where the progress of one job is told, at most a few times a second. A hint without content: the truth is `getJob`. */
export const jobProgressSubject = (jobId: string): string => `encaisse.evt.sync.job.${jobId}.progressed.v1`;
/** The BullMQ queue that wakes sync-service's workers. */
export const SYNC_QUEUE = 'encaisse-sync';
