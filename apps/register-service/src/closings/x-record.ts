import type { XRecord } from '@encaisse/contracts';
import { type EventOf, expectedCash, type RunningSession } from '@encaisse/register-domain';
import type { SessionSums } from './session-sums.js';

/** What a reading knows: the running session, its reading, and what its stored records come to. */
export interface ReadFacts {
  readonly registerId: string;
  readonly session: RunningSession;
  readonly reading: EventOf<'xRead'>;
  readonly sums: SessionSums;
  /** Whether the drawer is counted blind: then nothing is told of what it should hold. */
  readonly isBlind: boolean;
}

export const xRecordOf = ({ registerId, session, reading, sums, isBlind }: ReadFacts): XRecord => ({
  registerId,
  sessionId: session.sessionId,
  xNumber: reading.number,
  epoch: session.key.epoch,
  sessionNumber: session.key.number,
  businessDate: session.businessDate,
  openedAt: session.openedAt,
  openedBy: session.openedBy,
  readAt: reading.at,
  readBy: reading.by,
  ticketCount: sums.ticketCount,
  abandonedCount: sums.abandonedCount,
  articleCount: sums.articleCount,
  firstTicketNumber: sums.firstTicketNumber,
  lastTicketNumber: sums.lastTicketNumber,
  ttcCents: sums.ttcCents,
  turnover: sums.turnover,
  vat: [...sums.vat],
  tenders: [...sums.tenders],
  reductions: sums.reductions,
  cashMovements: [...sums.cashMovements],
  drawerOpenings: sums.drawerOpenings,
  cash: isBlind
    ? null
    : {
        openingFloatCents: session.openingFloatCents,
        takenCents: session.cashTakenCents,
        changeGivenCents: session.changeGivenCents,
        refundedCents: session.cashRefundedCents,
        expectedCents: expectedCash(session),
      },
});
