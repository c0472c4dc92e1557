import type { SupervisedSession } from '@encaisse/contracts';
import type { EventOf, RegisterEvent, SessionKey } from '@encaisse/register-domain';
import type { TakenEvent } from '../streams/taken-event.js';

/** A session as its register's events tell it. */
export interface SessionModel
  extends Omit<SupervisedSession, 'storeCode' | 'timeZone' | 'registerNumber' | 'key' | 'refusal'> {
  readonly key: SessionKey;
  readonly refusal: {
    readonly reason: string;
    readonly differences: EventOf<'exportRefused'>['differences'];
  } | null;
  /** Place of the last event that was told in it: what a restored copy does not reach, is lost there. */
  readonly lastSeq: number;
  readonly openedPosition: number;
  readonly zPosition: number | null;
}

const isOver = ({ settledAt, lostAt }: SessionModel): boolean => settledAt !== null || lostAt !== null;
const isOf = (session: SessionModel, key: SessionKey): boolean =>
  session.key.incarnation === key.incarnation &&
  session.key.epoch === key.epoch &&
  session.key.number === key.number;

/** The events that name sessions by their keys, or by none: of their registers every unsettled session is looked at. */
const OF_REGISTER = new Set<string>([
  'exportStarted',
  'lateExportStarted',
  'sessionAcknowledged',
  'exportRefused',
  'sessionAcceptedApart',
  'holdForceReleased',
  'registerWrittenOff',
  'lifeBegan',
] satisfies RegisterEvent['type'][]);

export const sessionIdOf = ({ event }: TakenEvent): string | undefined => {
  if (event.type === 'lateTicketKept') return undefined;
  return 'sessionId' in event ? event.sessionId : undefined;
};
export const looksAtAll = ({ event }: TakenEvent): boolean => OF_REGISTER.has(event.type);

/** Before anything else was told of it. */
function blank(taken: TakenEvent, { sessionId, key }: { sessionId: string; key: SessionKey }): SessionModel {
  const { event, storeId, streamId, position, seq } = taken;
  return {
    ...{ storeId, registerId: streamId, sessionId, key, businessDate: event.at.slice(0, 10), tillId: null },
    ...{ openedAt: event.at, openedBy: null, openingFloatCents: null, floatDifferenceCents: null },
    ...{ ticketCount: 0, ttcCents: 0, closedAt: null, closedBy: null, zNumber: null },
    ...{ expectedCashCents: null, countedCashCents: null, differenceCents: null, closingReason: null },
    ...{ recounts: [], standing: null, exportId: null, exportedAt: null, settledAt: null },
    ...{ refusal: null, acceptedApart: null, lostAt: null },
    ...{ lastSeq: seq, openedPosition: position, zPosition: null },
  };
}

/** The session after an event that names it; undefined when there is none to change. */
export function sessionAfter(before: SessionModel | undefined, taken: TakenEvent): SessionModel | undefined {
  const { event, seq } = taken;
  if (event.type === 'sessionOpened') return before ?? opened(taken, event);
  if (event.type === 'sessionSealed') return sealed(before ?? blank(taken, event), taken, event);
  if (before === undefined) return undefined;
  switch (event.type) {
    case 'ticketFinalised': {
      const { ticketCount, ttcCents } = before;
      return { ...before, lastSeq: seq, ticketCount: ticketCount + 1, ttcCents: ttcCents + event.ttcCents };
    }
    case 'sessionRecounted': {
      const { number, at, by, countedCashCents, differenceCents, reason, authorisedBy } = event;
      const recount = { number, at, by, countedCashCents, differenceCents, reason, authorisedBy };
      return { ...before, differenceCents, recounts: [...before.recounts, recount] };
    }
    default:
      return before;
  }
}

function opened(taken: TakenEvent, event: EventOf<'sessionOpened'>): SessionModel {
  const { by, tillId, businessDate, openingFloatCents, floatDifferenceCents } = event;
  const told = { openedBy: by, tillId, businessDate, openingFloatCents, floatDifferenceCents };
  return { ...blank(taken, event), ...told };
}

/** A Z that was told stands, whatever a restored database says later: it is on paper. */
function sealed(
  before: SessionModel,
  { record, position, seq }: TakenEvent,
  event: EventOf<'sessionSealed'>,
): SessionModel {
  if (before.closedAt !== null) return before;
  const { at, by, zNumber, expectedCashCents, countedCashCents, differenceCents, reason } = event;
  return {
    ...before,
    ...{ closedAt: at, closedBy: by, zNumber, expectedCashCents, countedCashCents, differenceCents },
    ...{ closingReason: reason, standing: 'PENDING', lastSeq: seq },
    zPosition: record?.type === 'z' ? position : null,
  };
}

/** A session of the register after an event that concerns all, or some of them by their keys. */
export function standingAfter(session: SessionModel, { event, seq }: TakenEvent): SessionModel {
  if (session.settledAt !== null) return session;
  switch (event.type) {
    case 'exportStarted':
    case 'lateExportStarted':
      return event.sessions.some((key) => isOf(session, key))
        ? { ...session, exportId: event.exportId, exportedAt: event.at }
        : session;
    case 'sessionAcknowledged':
      return isOf(session, event.session)
        ? {
            ...session,
            ...{ standing: 'ACKNOWLEDGED', exportId: event.exportId, settledAt: event.at },
            ...{ refusal: null, lostAt: null },
          }
        : session;
    case 'exportRefused': {
      const { exportId, reason, differences } = event;
      return isOf(session, event.session)
        ? { ...session, standing: 'REFUSED', exportId, refusal: { reason, differences } }
        : session;
    }
    case 'sessionAcceptedApart': {
      const { by, approvedBy, reason, at } = event;
      return isOf(session, event.session)
        ? {
            ...session,
            ...{ standing: 'ACCEPTED_APART', settledAt: at, lostAt: null },
            acceptedApart: { by, approvedBy, reason },
          }
        : session;
    }
    // A session that runs when its register goes out of service is never closed.
    case 'holdForceReleased':
      return isOver(session) || session.closedAt !== null ? session : { ...session, lostAt: event.at };
    // Of what is written off no day will ever come.
    case 'registerWrittenOff':
      return isOver(session) ? session : { ...session, lostAt: event.at };
    case 'lifeBegan':
      return isOver(session) || session.lastSeq < seq ? session : { ...session, lostAt: event.at };
    default:
      return session;
  }
}
