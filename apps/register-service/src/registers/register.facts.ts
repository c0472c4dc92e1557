import { type Cents, toCents } from '@encaisse/register-domain';
import { z } from 'zod';

/*
 * The shape of the `facts` column: for each state, what the domain's tagged union holds in it and the other columns do
 * not. Read back through these schemas, because a column is as foreign as a request: what does not fit is a fault.
 */
const cents = z.number().transform((amount): Cents => toCents(amount));
const ordinal = z.int().min(0);

const dataset = z.object({
  datasetId: z.int(),
  version: z.int(),
  importJobId: z.string(),
  localAsOf: z.string().optional(),
});
const sessionKey = z.object({ incarnation: z.string(), epoch: ordinal, number: ordinal });

const difference = z.object({ field: z.string(), ours: z.string(), headOffice: z.string() });
const standing = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('PENDING') }),
  z.object({
    kind: z.literal('REFUSED'),
    exportId: z.string(),
    reason: z.string(),
    differences: z.array(difference),
  }),
  z.object({ kind: z.literal('ACKNOWLEDGED'), exportId: z.string(), at: z.string() }),
  z.object({ kind: z.literal('ACCEPTED_APART'), at: z.string(), by: z.string(), approvedBy: z.string() }),
]);

const sealedSession = z.object({
  sessionId: z.string(),
  key: sessionKey,
  closingId: z.string(),
  zNumber: ordinal,
  businessDate: z.string(),
  openedAt: z.string(),
  sealedAt: z.string(),
  expectedCashCents: cents,
  countedCashCents: cents,
  lastRecount: z.object({ number: ordinal, countedCashCents: cents }).nullable(),
  ticketCount: ordinal,
  ttcCents: cents,
  standing,
});

const runningSession = z.object({
  sessionId: z.string(),
  key: sessionKey,
  businessDate: z.string(),
  openedAt: z.string(),
  openedBy: z.string(),
  openingFloatCents: cents,
  floatDifferenceCents: cents.nullable(),
  cashTakenCents: cents,
  changeGivenCents: cents,
  cashRefundedCents: cents,
  cashInCents: cents,
  cashOutCents: cents,
  cashMovementCount: ordinal,
  drawerOpeningCount: ordinal,
  xReadingCount: ordinal,
  ticketCount: ordinal,
  ttcCents: cents,
});

const hold = z.object({
  tillId: z.string(),
  epoch: ordinal,
  takenAt: z.string(),
  dataset,
  sessions: z.array(sealedSession),
  unansweredExportId: z.string().nullable(),
});

const lastExport = z
  .object({
    tillId: z.string(),
    epoch: ordinal,
    releasedAt: z.string(),
    sessions: z.array(sealedSession),
  })
  .nullable();

const former = z.discriminatedUnion('state', [
  z.object({ state: z.literal('AWAITING_IMPORT') }),
  z.object({ state: z.literal('READY'), tillId: z.string(), dataset }),
]);

export const registerFacts = z.discriminatedUnion('state', [
  z.object({ state: z.literal('AWAITING_IMPORT'), lastExport }),
  z.object({
    state: z.literal('IMPORTING'),
    jobId: z.string(),
    tillId: z.string(),
    startedAt: z.string(),
    former,
    lastExport,
  }),
  z.object({ state: z.literal('READY'), tillId: z.string(), dataset, lastExport }),
  z.object({ state: z.literal('OPEN'), hold, session: runningSession }),
  z.object({
    state: z.literal('CLOSING'),
    hold,
    session: runningSession,
    closingId: z.string(),
    closingSince: z.string(),
  }),
  z.object({ state: z.literal('TO_EXPORT'), hold }),
  z.object({ state: z.literal('EXPORTING'), hold, exportId: z.string(), exportingSince: z.string() }),
  z.object({
    state: z.literal('OUT_OF_SERVICE'),
    lostHold: hold,
    session: runningSession.nullable(),
    since: z.string(),
    retired: z.boolean(),
  }),
]);
