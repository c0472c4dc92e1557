import { REGISTER_STATES } from '@encaisse/register-domain';
import { z } from 'zod';
import {
  businessDate,
  cents,
  count,
  id,
  instant,
  positiveCents,
  registerNumber,
  sellerCode,
} from '../primitives.js';
import { exportRefusalView, exportWaitingView } from './export-weather.js';
import { refusal } from './refusal.js';

export const registerState = z.enum(REGISTER_STATES);

/** Whether a button may be pressed now and, when not, the code and the facts for the sentence under it. */
export const actionView = z
  .union([z.object({ allowed: z.literal(true) }), z.object({ allowed: z.literal(false), refusal })])
  .meta({ id: 'Action' });

export const sessionView = z
  .object({
    sessionId: id,
    registerId: id,
    epoch: count,
    number: count,
    businessDate,
    openedAt: instant,
    openedBy: sellerCode,
    openingFloatCents: positiveCents,
    previousCountCents: positiveCents
      .nullable()
      .describe('What the last count of the register found; null at its first session.'),
    floatDifferenceCents: cents.nullable().describe('Float less that count.'),
    closedAt: instant.nullable(),
    closedBy: sellerCode.nullable(),
    ticketCount: count,
    ttcCents: cents,
    zNumber: count.nullable(),
    acknowledgedAt: instant.nullable(),
  })
  .meta({ id: 'Session' });
export type SessionView = z.infer<typeof sessionView>;

export const registerActions = z.object({
  import: actionView,
  cancelImport: actionView,
  open: actionView,
  connect: actionView,
  startClosing: actionView,
  export: actionView,
  resend: actionView,
});

export const registerView = z
  .object({
    registerId: id,
    number: registerNumber,
    name: z.string(),
    state: registerState,
    version: count,
    holderTillId: id.nullable(),
    epoch: count,
    dataset: z
      .object({
        datasetId: count,
        version: count,
        fromLocal: z
          .boolean()
          .describe('Head office was silent at the import: data kept in the store serve.'),
        localAsOf: instant.nullable().describe('When head office last confirmed such data.'),
      })
      .nullable(),
    jobId: id.nullable().describe('The import or export that runs.'),
    closingId: id.nullable(),
    session: sessionView.nullable().describe('The running session.'),
    sessionsToExport: count,
    outcomeUnknown: z.boolean().describe('An export got no answer from head office yet.'),
    exportWaiting: exportWaitingView.nullable(),
    exportRefusals: z
      .array(exportRefusalView)
      .describe('What head office refused for good, until it is settled.'),
  })
  .meta({ id: 'Register' });
export type RegisterView = z.infer<typeof registerView>;
