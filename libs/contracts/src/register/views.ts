import { REGISTER_STATES } from '@encaisse/register-domain';
import { z } from 'zod';
import {
  businessDate,
  cents,
  count,
  id,
  instant,
  positiveCents,
  reductions,
  registerNumber,
  right,
  sellerCode,
  storeCode,
  tenderKind,
  tenderTotal,
  tillCode,
  turnover,
  vatTotal,
} from '../primitives.js';
import { printerState } from '../printers.js';
import { printJobState } from '../printing.js';
import { tillDevice } from './bodies.js';
import { cashMovementTotal } from './cash.js';
import { denominations, expectedAmounts, recountView, tenderCountView } from './counting.js';
import { exportRefusalView, exportWaitingView } from './export-weather.js';
import { lateSale } from './late-sale.js';
import { ticketDiscount, ticketLineView } from './ticket-line.js';

export const registerState = z.enum(REGISTER_STATES);

const refusal = z.object({ code: z.string(), facts: z.record(z.string(), z.unknown()).optional() });

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

export const storeView = z
  .object({
    storeId: id,
    code: storeCode,
    name: z.string(),
    timeZone: z.string(),
    toleranceCents: cents,
    maxDatasetAgeHours: count.describe('How old data may be that serve while head office is silent.'),
    blindCount: z.boolean().describe('What the drawer should hold is told only once it is counted.'),
    drawerOnCashSale: z.boolean(),
    createdAt: instant,
  })
  .meta({ id: 'Store' });
export type StoreView = z.infer<typeof storeView>;
export const tillView = z
  .object({
    tillId: id,
    storeId: id,
    code: tillCode,
    name: z.string(),
    devices: z.array(z.object({ device: tillDevice, enrolledAt: instant, lastSeenAt: instant.nullable() })),
    revokedAt: instant.nullable(),
  })
  .meta({ id: 'Till' });
export type TillView = z.infer<typeof tillView>;

export const sellerView = z
  .object({ code: sellerCode, name: z.string(), rights: z.array(right) })
  .meta({ id: 'Seller' });

/** A till's printer as its agent saw it last. */
export const printerView = z
  .object({
    state: printerState,
    since: instant,
    paperLow: z.boolean(),
    agentVersion: z.string(),
    reportedAt: instant,
    silent: z.boolean().describe('Its agent has not been heard for 30 seconds: this is how things were.'),
  })
  .meta({ id: 'Printer' });
export type PrinterView = z.infer<typeof printerView>;

/** A seller connected to a register, since when, and whether her page has fallen silent. */
export const connectedUser = z.object({
  connectionId: id,
  sellerCode,
  name: z.string(),
  connectedAt: instant,
  lastSeenAt: instant,
  stale: z.boolean(),
});
export type ConnectedUser = z.infer<typeof connectedUser>;

/** Everything the till's opening screen needs, in one answer. */
export const tillContext = z
  .object({
    store: storeView,
    till: tillView,
    at: instant,
    registers: z.array(
      registerView.extend({ actions: registerActions, connectedUsers: z.array(connectedUser) }),
    ),
    sellers: z.array(sellerView),
    printer: printerView.nullable().describe('Null until its agent has spoken.'),
    printJobs: z.object({ waiting: count, unresolved: count }),
  })
  .meta({ id: 'TillContext' });
export type TillContext = z.infer<typeof tillContext>;

export const ticketState = z.enum(['DRAFT', 'PARKED', 'FINALISED', 'ABANDONED']);
export const paymentView = z.object({
  paymentId: id,
  tenderCode: z.string(),
  kind: tenderKind,
  label: z.string(),
  tenderedCents: positiveCents,
  amountCents: cents,
  changeCents: positiveCents,
});
export const ticketView = z
  .object({
    ticketId: id,
    registerId: id,
    sessionId: id,
    state: ticketState,
    number: count.nullable().describe('Given at finalisation, gapless per register.'),
    sellerCode,
    startedAt: instant,
    finalisedAt: instant.nullable(),
    lines: z.array(ticketLineView),
    ...ticketDiscount,
    payments: z.array(paymentView),
    vat: z.array(vatTotal),
    ttcCents: cents,
    paidCents: cents,
    dueCents: cents,
    changeCents: positiveCents,
    printJobId: id.nullable(),
    late: lateSale
      .nullable()
      .describe(
        'Of a ticket that came too late for its session and was admitted into this one; null of others.',
      ),
  })
  .meta({ id: 'Ticket' });
export type TicketView = z.infer<typeof ticketView>;

export const closingView = z
  .object({
    closingId: id,
    registerId: id,
    sessionId: id,
    state: z.enum(['COUNTING', 'SEALED', 'CANCELLED', 'SENT_BACK']),
    startedAt: instant,
    startedBy: sellerCode,
    connectedUsers: z.array(connectedUser),
    expected: expectedAmounts
      .nullable()
      .describe('While it is counted, where the store does not count blind; otherwise null.'),
    z: z
      .object({
        zNumber: count,
        countedCashCents: positiveCents,
        expectedCashCents: cents,
        differenceCents: cents,
        ticketCount: count,
        ttcCents: cents,
        denominations: denominations.nullable(),
        tenderCounts: z.array(tenderCountView),
        printJobId: id,
      })
      .nullable()
      .describe('The outcome, once sealed.'),
    recounts: z.array(recountView).describe('By number: later counts of the drawer, beside what is sealed.'),
  })
  .meta({ id: 'Closing' });
export type ClosingView = z.infer<typeof closingView>;

/** The sealed content of a closing: what the Z ticket prints and what head office receives. */
export const zRecord = z
  .object({
    sessionId: id,
    registerId: id,
    zNumber: count,
    incarnation: id,
    epoch: count,
    sessionNumber: count,
    businessDate,
    openedAt: instant,
    openedBy: sellerCode,
    closedAt: instant,
    closedBy: sellerCode,
    ticketCount: count,
    abandonedCount: count,
    lateTicketCount: count.describe('Of the tickets: those that came too late for an earlier session.'),
    dismissedLateCount: count.describe('Late tickets that were dismissed; none of the tickets.'),
    firstTicketNumber: count.nullable(),
    lastTicketNumber: count.nullable(),
    ttcCents: cents,
    turnover,
    vat: z.array(vatTotal),
    tenders: z.array(tenderTotal),
    reductions,
    cashMovements: z.array(cashMovementTotal).describe('By kind; only kinds that occur.'),
    drawerOpenings: count.describe('Openings of the drawer without a sale.'),
    xReadings: count,
    duplicateCount: count.describe('Copies marked DUPLICATA that no Z of the register had counted before.'),
    tenderCounts: z.array(tenderCountView).describe('Those that were counted.'),
    cash: z.object({
      openingFloatCents: positiveCents,
      openingDenominations: denominations.nullable(),
      previousCountCents: positiveCents.nullable(),
      floatDifferenceCents: cents.nullable(),
      takenCents: positiveCents,
      changeGivenCents: positiveCents,
      refundedCents: positiveCents,
      inCents: positiveCents,
      outCents: positiveCents.describe('Whatever left the drawer, for the safe or elsewhere.'),
      expectedCents: cents,
      countedCents: positiveCents,
      countedDenominations: denominations.nullable(),
      differenceCents: cents,
    }),
    differenceReason: z.string().nullable(),
    differenceAcceptedBy: sellerCode.nullable().describe('Whoever closed, or who lent her the right.'),
    forcedOut: z.array(z.object({ sellerCode, name: z.string() })),
  })
  .meta({ id: 'Z' });
export type ZRecord = z.infer<typeof zRecord>;

export const exportView = z
  .object({
    exportId: id,
    registerId: id,
    startedAt: instant,
    startedBy: sellerCode,
    state: z.enum(['RUNNING', 'ACKNOWLEDGED', 'UNANSWERED', 'REFUSED']),
    finishedAt: instant.nullable(),
    sessions: z.array(
      z.object({
        sessionId: id,
        epoch: count,
        number: count,
        ttcCents: cents,
        acknowledgedAt: instant.nullable(),
      }),
    ),
    refusal: refusal.nullable(),
  })
  .meta({ id: 'Export' });
export type ExportView = z.infer<typeof exportView>;

export const printJobView = z
  .object({
    printJobId: id,
    registerId: id.nullable().describe('Null for what belongs to the till itself: a test page.'),
    tillId: id,
    kind: z.string(),
    recordId: id.describe('The ticket, the session whose Z it is, or what else is printed.'),
    number: count
      .nullable()
      .describe('Of the ticket or the Z, as it stands on the paper; null where none does.'),
    state: printJobState,
    duplicateNumber: count.describe('0 is the original; n prints DUPLICATA n.'),
    detail: z.string().nullable(),
    authorisedBy: sellerCode.nullable().describe('Who lent the right to ask for this copy.'),
    createdAt: instant,
    expiresAt: instant.describe('From then on it does not print by itself any more.'),
    updatedAt: instant,
  })
  .meta({ id: 'PrintJob' });
export type PrintJobView = z.infer<typeof printJobView>;
