import type {
  Denominations,
  ExportedAbandonedTicket,
  ExportedCashMovement,
  ExportedDismissedLateTicket,
  ExportedDrawerOpening,
  ExportedRecount,
  ExportedSession,
  ExportedTicket,
  ExportedZ,
  ZRecord,
} from '@encaisse/contracts';
import type { CashMovementRow, DrawerOpeningRow } from '../cash/cash.row.js';
import { originOf } from '../late-tickets/late-sale.js';
import type { LateSettlementRow, LateTicketRow } from '../late-tickets/late-ticket.row.js';
import type { SessionRow } from '../registers/session.row.js';
import type { AbandonedTicketRow } from '../tickets/given-up.row.js';
import { discountOf, lateOf, lineView, type TicketRecord, vatTotalOf } from '../tickets/ticket.mapper.js';

import type { RecountRow } from './recount.row.js';

/** Where a session was held, as head office knows the place. */
export interface SessionPlace {
  readonly storeCode: string;
  readonly registerNumber: number;
  readonly tillCode: string;
}

export const exportedSession = (
  session: SessionRow,
  { storeCode, registerNumber, tillCode }: SessionPlace,
  openingDenominations: Denominations | null,
): ExportedSession => ({
  type: 'session',
  key: {
    storeCode,
    incarnation: session.incarnation,
    registerNumber,
    epoch: session.epoch,
    number: session.number,
  },
  sessionId: session.sessionId,
  businessDate: session.businessDate,
  tillCode,
  datasetVersion: session.datasetVersion,
  openedAt: session.openedAt.toISOString(),
  openedBy: session.openedBy,
  openingFloatCents: session.openingFloatCents,
  openingDenominations: openingDenominations === null ? null : [...openingDenominations],
  previousCountCents: session.previousCountCents,
});

export const exportedTicket = ({ ticket, lines, payments, vat }: TicketRecord): ExportedTicket => ({
  type: 'ticket',
  number: ticket.number,
  ticketId: ticket.ticketId,
  finalisedAt: ticket.finalisedAt.toISOString(),
  sellerCode: ticket.sellerCode,
  lines: lines.map(lineView),
  ...discountOf(ticket),
  vat: vat.map(vatTotalOf),
  payments: payments.map((payment) => ({
    paymentId: payment.paymentId,
    tenderCode: payment.tenderCode,
    kind: payment.kind,
    amountCents: payment.amountCents,
    tenderedCents: payment.tenderedCents,
    changeCents: payment.changeCents,
  })),
  ttcCents: ticket.ttcCents,
  late: lateOf(ticket),
});

export const exportedAbandonedTicket = (row: AbandonedTicketRow): ExportedAbandonedTicket => ({
  type: 'abandonedTicket',
  ticketId: row.ticketId,
  abandonedAt: row.abandonedAt.toISOString(),
  abandonedBy: row.abandonedBy,
  lines: row.lineCount,
  ttcCents: row.ttcCents,
});

const explained = (row: Pick<CashMovementRow, 'at' | 'reason' | 'note' | 'sellerCode' | 'authorisedBy'>) => ({
  at: row.at.toISOString(),
  reason: row.reason,
  note: row.note,
  sellerCode: row.sellerCode,
  authorisedBy: row.authorisedBy,
});

/** A late ticket, and what became of it in the session that is exported. */
export interface DismissedLateTicket {
  readonly late: LateTicketRow;
  readonly settlement: LateSettlementRow;
}
export const exportedDismissedLateTicket = ({
  late,
  settlement,
}: DismissedLateTicket): ExportedDismissedLateTicket => ({
  type: 'dismissedLateTicket',
  ticketId: late.ticketId,
  dismissedAt: settlement.settledAt.toISOString(),
  dismissedBy: settlement.settledBy,
  reason: settlement.reason ?? '',
  soldIn: late.sessionId,
  soldAt: late.soldAt.toISOString(),
  soldBy: late.sellerCode,
  doubts: [...originOf(late).doubts],
  sha256: late.sha256,
  ttcCents: late.ttcCents,
});

export const exportedCashMovement = (row: CashMovementRow): ExportedCashMovement => ({
  type: 'cashMovement',
  number: row.number,
  movementId: row.movementId,
  kind: row.kind,
  amountCents: row.amountCents,
  ...explained(row),
});

export const exportedDrawerOpening = (row: DrawerOpeningRow): ExportedDrawerOpening => ({
  type: 'drawerOpening',
  number: row.number,
  openingId: row.openingId,
  ...explained(row),
});

export const exportedRecount = (row: RecountRow): ExportedRecount => ({
  type: 'recount',
  number: row.number,
  recountId: row.recountId,
  countedAt: row.countedAt.toISOString(),
  countedBy: row.countedBy,
  authorisedBy: row.authorisedBy,
  countedCents: row.countedCashCents,
  denominations: row.denominations === null ? null : [...row.denominations],
  formerCountCents: row.formerCountCents,
  differenceCents: row.differenceCents,
  reason: row.reason,
});

export const exportedZ = (z: ZRecord): ExportedZ => ({
  type: 'z',
  zNumber: z.zNumber,
  closedAt: z.closedAt,
  closedBy: z.closedBy,
  firstTicketNumber: z.firstTicketNumber,
  lastTicketNumber: z.lastTicketNumber,
  forcedOut: z.forcedOut,
  differenceReason: z.differenceReason,
  differenceAcceptedBy: z.differenceAcceptedBy,
  countedDenominations: z.cash.countedDenominations,
  tenderCounts: z.tenderCounts.map(({ label: _, ...counted }) => counted),
  xReadings: z.xReadings,
  duplicateCount: z.duplicateCount,
  totals: {
    ticketCount: z.ticketCount,
    abandonedCount: z.abandonedCount,
    lateTicketCount: z.lateTicketCount,
    dismissedLateCount: z.dismissedLateCount,
    ttcCents: z.ttcCents,
    turnover: z.turnover,
    vat: z.vat,
    tenders: z.tenders.map(({ tenderCode, kind, count, amountCents }) => ({
      tenderCode,
      kind,
      count,
      amountCents,
    })),
    cashMovements: z.cashMovements,
    drawerOpenings: z.drawerOpenings,
    reductions: z.reductions,
    cash: {
      openingFloatCents: z.cash.openingFloatCents,
      expectedCents: z.cash.expectedCents,
      countedCents: z.cash.countedCents,
      differenceCents: z.cash.differenceCents,
    },
  },
});
