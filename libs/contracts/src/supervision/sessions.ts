import { z } from 'zod';
import { exportedZ } from '../exchange/records.js';
import { businessDate, cents, count, id, instant, registerNumber, storeScope } from '../primitives.js';
import { rpc } from '../rpc.js';
import { nextCursor, periodFilter, placeFilter, timeCursor } from './paging.js';

/** What head office made of a closed session, as its register told it. */
export const SESSION_STANDINGS = ['PENDING', 'REFUSED', 'ACKNOWLEDGED', 'ACCEPTED_APART'] as const;

const recount = z.object({
  number: count,
  at: instant,
  by: z.string(),
  countedCashCents: cents,
  differenceCents: cents,
  reason: z.string(),
  authorisedBy: z.string().nullable(),
});

/** A session of any store's register: from its opening to what head office made of it. */
export const supervisedSession = z
  .object({
    storeId: id,
    storeCode: z.string().nullable().describe('Null until the store has described itself.'),
    timeZone: z
      .string()
      .nullable()
      .describe('By which the store reads its clock; null until it has described itself.'),
    registerId: id,
    registerNumber: registerNumber.nullable(),
    sessionId: id,
    key: z.object({ incarnation: id, epoch: count, number: count }),
    businessDate,
    tillId: id.nullable(),
    openedAt: instant,
    openedBy: z.string().nullable().describe('Null where the opening itself was never told.'),
    openingFloatCents: cents.nullable(),
    floatDifferenceCents: cents.nullable().describe('Float less the count before.'),
    ticketCount: count,
    ttcCents: cents,
    closedAt: instant.nullable(),
    closedBy: z.string().nullable(),
    zNumber: count.nullable(),
    expectedCashCents: cents.nullable(),
    countedCashCents: cents.nullable().describe('At the closing.'),
    differenceCents: cents.nullable().describe('Counted less expected, at the closing or the last recount.'),
    closingReason: z.string().nullable(),
    recounts: z.array(recount),
    standing: z.enum(SESSION_STANDINGS).nullable().describe('Null while it runs.'),
    exportId: id.nullable().describe('The export that took it last.'),
    exportedAt: instant.nullable().describe('When that export began.'),
    settledAt: instant.nullable().describe('When it was acknowledged, or accepted apart.'),
    refusal: z
      .object({
        reason: z.string(),
        differences: z.array(z.object({ field: z.string(), ours: z.string(), headOffice: z.string() })),
      })
      .nullable(),
    acceptedApart: z.object({ by: z.string(), approvedBy: z.string(), reason: z.string() }).nullable(),
    lostAt: instant
      .nullable()
      .describe(
        'Its register lost its data, or was taken out of service or written off, before this session was settled.',
      ),
  })
  .meta({ id: 'SupervisedSession' });
export type SupervisedSession = z.infer<typeof supervisedSession>;

export const SESSION_STATES = ['RUNNING', 'CLOSED', 'LOST'] as const;
export const sessionFilter = {
  ...placeFilter,
  ...periodFilter,
  state: z.enum(SESSION_STATES).optional(),
  standing: z.enum(SESSION_STANDINGS).optional(),
  sellerCode: z.string().max(16).optional().describe('Who opened or closed it.'),
  difference: z
    .enum(['ANY', 'OVER_TOLERANCE'])
    .optional()
    .describe('ANY: the count differs. OVER_TOLERANCE: by more than the store tolerates.'),
};

export const DIFFERENCE_GROUPS = ['store', 'register', 'seller'] as const;
const closings = z
  .object({
    storeId: id,
    storeCode: z.string().nullable(),
    registerId: id.nullable().describe('Null where it is not asked by register.'),
    registerNumber: registerNumber.nullable(),
    sellerCode: z.string().nullable().describe('Who closed; null where it is not asked by seller.'),
    closingCount: count,
    differenceCount: count.describe('Closings whose count differs.'),
    surplusCents: cents.describe('What was counted too much.'),
    shortageCents: cents.describe('What was counted too little: nothing or less.'),
    netCents: cents,
  })
  .meta({ id: 'ClosingDifferences' });
export type ClosingDifferences = z.infer<typeof closings>;

export const JOB_OUTCOMES = ['RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'REFUSED', 'UNANSWERED'] as const;
export const SUPERVISED_JOB_KINDS = ['IMPORT', 'EXPORT', 'LATE_EXPORT'] as const;
/** An import or export as its register's events tell it; rows, rate and rejects are in `/head-office/jobs`. */
export const supervisedJob = z
  .object({
    storeId: id,
    storeCode: z.string().nullable(),
    timeZone: z
      .string()
      .nullable()
      .describe('By which the store reads its clock; null until it has described itself.'),
    registerId: id,
    registerNumber: registerNumber.nullable(),
    jobId: id,
    kind: z.enum(SUPERVISED_JOB_KINDS),
    outcome: z.enum(JOB_OUTCOMES),
    startedBy: z.string(),
    startedAt: instant,
    endedAt: instant.nullable(),
    resentAt: instant.nullable().describe('When the same sessions were last sent again.'),
    tillId: id.nullable(),
    datasetVersion: count.nullable(),
    sessionCount: count,
    settledCount: count.describe('Sessions that head office has acknowledged.'),
    refusedCount: count,
    reason: z.string().nullable().describe('Why it failed, or was refused.'),
    correlationId: z.string(),
  })
  .meta({ id: 'SupervisedJob' });
export type SupervisedJob = z.infer<typeof supervisedJob>;
export const jobFilter = {
  ...placeFilter,
  kind: z.enum(SUPERVISED_JOB_KINDS).optional(),
  outcome: z.enum(JOB_OUTCOMES).optional(),
};

const limit = z.int().min(1).max(500).default(100);

/** gateway → supervision-service. */
export const sessionQueries = {
  /** Newest first. */
  listSupervisedSessions: rpc(
    'encaisse.qry.supervision.sessions.v1',
    z.strictObject({ stores: storeScope, ...sessionFilter, limit, cursor: timeCursor.optional() }),
    z.object({ items: z.array(supervisedSession), nextCursor }),
    { timeoutMs: 15_000 },
  ),
  readSupervisedSession: rpc(
    'encaisse.qry.supervision.session.v1',
    z.strictObject({ stores: storeScope, sessionId: id }),
    z.object({
      session: supervisedSession,
      z: exportedZ
        .nullable()
        .describe('The Z, as printed; null while it runs, or when only its amounts were told.'),
    }),
  ),
  /** What was counted too much and too little, by whom and where. */
  listDifferences: rpc(
    'encaisse.qry.supervision.differences.v1',
    z.strictObject({
      stores: storeScope,
      ...placeFilter,
      from: businessDate,
      to: businessDate,
      sellerCode: z.string().max(16).optional(),
      by: z.enum(DIFFERENCE_GROUPS).default('register'),
      limit: z.int().min(1).max(1_000).default(1_000),
      cursor: z.string().max(200).optional().describe('The `nextCursor` of the page before.'),
    }),
    z.object({ items: z.array(closings), nextCursor }),
    { timeoutMs: 15_000 },
  ),
  /** Newest first. */
  listRegisterJobs: rpc(
    'encaisse.qry.supervision.jobs.v1',
    z.strictObject({ stores: storeScope, ...jobFilter, limit, cursor: timeCursor.optional() }),
    z.object({ items: z.array(supervisedJob), nextCursor }),
    { timeoutMs: 15_000 },
  ),
} as const;
