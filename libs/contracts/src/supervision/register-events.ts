import {
  CASH_MOVEMENT_KINDS,
  type EventOf,
  LATE_DOUBTS,
  type RegisterEvent,
  type RegisterEventType,
  toCents,
} from '@encaisse/register-domain';
import { z } from 'zod';
import { businessDate, cents, count, id, instant, sellerCode } from '../primitives.js';

/*
 * The register's events as they cross to head office. What a store's history says was true when it was written: these
 * schemas read it, they do not judge it again.
 */
const money = cents.transform(toCents);
const ordinal = count;
const person = z.string().min(1).max(80);
const reason = z.string();

const sessionKey = z.object({ incarnation: id, epoch: ordinal, number: ordinal });
const dataset = z.object({
  datasetId: z.int(),
  version: z.int(),
  importJobId: z.string(),
  localAsOf: instant.optional(),
});
const pendingPage = z.object({
  connectionId: id,
  sellerCode,
  tickets: count,
  stale: z.boolean(),
});
const connection = z.object({ connectionId: id, sellerCode, stale: z.boolean() });
const difference = z.object({ field: z.string(), ours: z.string(), headOffice: z.string() });
const counters = z.object({
  epoch: ordinal,
  sessionNumber: ordinal,
  ticketNumber: ordinal,
  zNumber: ordinal,
});
/** Histories of earlier builds tell no doubt and no reason: nothing doubtful was kept. */
const doubts = z.array(z.enum(LATE_DOUBTS)).default([]);
const lateOrigin = { sessionId: id, soldAt: instant, soldBy: person, doubts };
const former = z.enum(['AWAITING_IMPORT', 'READY']);
const byTwo = { by: person, approvedBy: person, reason };
const explained = { reason, note: z.string().nullable(), authorisedBy: sellerCode.nullable() };

const event = <E extends string, S extends z.ZodRawShape>(type: E, shape: S) =>
  z.object({ type: z.literal(type), at: instant, ...shape });

/** One schema for each event of the domain: one that is missing, or says another thing, does not compile. */
export const REGISTER_EVENTS = {
  importStarted: event('importStarted', { by: person, tillId: id, jobId: id }),
  importSucceeded: event('importSucceeded', { tillId: id, dataset }),
  importFailed: event('importFailed', { jobId: id, reason, restored: former }),
  importCancelled: event('importCancelled', { by: person, jobId: id, restored: former }),
  readyYielded: event('readyYielded', { tillId: id, to: z.object({ id, name: z.string() }) }),
  sessionOpened: event('sessionOpened', {
    by: person,
    tillId: id,
    sessionId: id,
    key: sessionKey,
    businessDate,
    openingFloatCents: money,
    floatDifferenceCents: money.nullable(),
  }),
  sellerConnected: event('sellerConnected', { by: person, tillId: id, connectionId: id }),
  sellerDisconnected: event('sellerDisconnected', {
    by: person,
    connectionId: id,
    sellerCode: sellerCode.exactOptional(),
  }),
  ticketFinalised: event('ticketFinalised', {
    ticketId: id,
    kind: z.enum(['SALE', 'REFUND']),
    ttcCents: money,
    cashTakenCents: money,
    changeGivenCents: money,
    cashRefundedCents: money,
    late: z.object({ ...lateOrigin, reason: reason.nullable().default(null) }).exactOptional(),
    by: person,
    sessionId: id,
    number: ordinal,
  }),
  lateTicketKept: event('lateTicketKept', {
    by: person,
    tillId: id,
    sessionId: id,
    ticketId: id,
    soldAt: instant,
    ttcCents: money,
    sha256: z.string(),
    doubts,
  }),
  lateTicketDismissed: event('lateTicketDismissed', {
    by: person,
    sessionId: id,
    ticketId: id,
    late: z.object(lateOrigin),
    ttcCents: money,
    sha256: z.string(),
    reason,
  }),
  cashMoved: event('cashMoved', {
    by: person,
    sessionId: id,
    movementId: id,
    number: ordinal,
    kind: z.enum(CASH_MOVEMENT_KINDS),
    amountCents: money,
    ...explained,
  }),
  drawerOpened: event('drawerOpened', {
    by: person,
    sessionId: id,
    openingId: id,
    number: ordinal,
    ...explained,
  }),
  xRead: event('xRead', { by: person, sessionId: id, readingId: id, number: ordinal }),
  closingStarted: event('closingStarted', {
    by: person,
    sessionId: id,
    closingId: id,
    forcedPages: z.array(pendingPage),
    reason: reason.nullable(),
  }),
  closingCancelled: event('closingCancelled', {
    by: person,
    sessionId: id,
    closingId: id,
    because: z.enum(['ASKED', 'TICKETS_IN_PROGRESS']),
  }),
  sessionSealed: event('sessionSealed', {
    by: person,
    sessionId: id,
    key: sessionKey,
    closingId: id,
    zNumber: ordinal,
    expectedCashCents: money,
    countedCashCents: money,
    differenceCents: money,
    loggedOut: z.array(connection),
    forcedPages: z.array(pendingPage),
    reason: reason.nullable(),
  }),
  sessionRecounted: event('sessionRecounted', {
    by: person,
    sessionId: id,
    key: sessionKey,
    recountId: id,
    number: ordinal,
    countedCashCents: money,
    formerCountCents: money,
    differenceCents: money,
    reason,
    authorisedBy: sellerCode.nullable(),
  }),
  exportStarted: event('exportStarted', { by: person, exportId: id, sessions: z.array(sessionKey) }),
  exportResent: event('exportResent', { by: person, exportId: id, sessions: z.array(sessionKey) }),
  sessionAcknowledged: event('sessionAcknowledged', { exportId: id, session: sessionKey }),
  exportRefused: event('exportRefused', {
    exportId: id,
    session: sessionKey,
    reason,
    differences: z.array(difference),
  }),
  exportUnanswered: event('exportUnanswered', { exportId: id }),
  sessionAcceptedApart: event('sessionAcceptedApart', { ...byTwo, session: sessionKey }),
  holdReleased: event('holdReleased', { tillId: id, epoch: ordinal }),
  holdTransferred: event('holdTransferred', { ...byTwo, fromTillId: id, toTillId: id, epoch: ordinal }),
  holdForceReleased: event('holdForceReleased', { ...byTwo, tillId: id, epoch: ordinal }),
  lateExportStarted: event('lateExportStarted', {
    ...byTwo,
    exportId: id,
    sessions: z.array(sessionKey),
  }),
  lateExportMatched: event('lateExportMatched', { ...byTwo, counters }),
  registerWrittenOff: event('registerWrittenOff', byTwo),
  lifeBegan: event('lifeBegan', { former: id, incarnation: id, counters }),
  clockCorrected: event('clockCorrected', { ...byTwo, formerFloor: instant }),
} as const satisfies { readonly [E in RegisterEventType]: z.ZodType<EventOf<E>> };

/** @throws ZodError when `event` is none that this version knows. */
export function readRegisterEvent(event: unknown): RegisterEvent {
  const { type } = z
    .looseObject({ type: z.enum(Object.keys(REGISTER_EVENTS) as RegisterEventType[]) })
    .parse(event);
  return REGISTER_EVENTS[type].parse(event);
}
