import type {
  ExportedAbandonedTicket,
  ExportedCashMovement,
  ExportedDrawerOpening,
  ExportedSession,
  ExportedTicket,
  ExportedZ,
  ZRecord,
} from '@encaisse/contracts';
import type { CashMovementRow, DrawerOpeningRow } from '../cash/cash.row.js';
import type { SessionRow } from '../registers/session.row.js';
import type { AbandonedTicketRow } from '../tickets/given-up.row.js';
import { discountOf, lineView, type TicketRecord, vatTotalOf } from '../tickets/ticket.mapper.js';

/** Where a session was held, as head office knows the place. */
export interface SessionPlace {
  readonly storeCode: string;
  readonly registerNumber: number;
  readonly tillCode: string;
}

export const exportedSession = (
  session: SessionRow,
  { storeCode, registerNumber, tillCode }: SessionPlace,
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

export const exportedZ = (z: ZRecord): ExportedZ => ({
  type: 'z',
  zNumber: z.zNumber,
  closedAt: z.closedAt,
  closedBy: z.closedBy,
  firstTicketNumber: z.firstTicketNumber,
  lastTicketNumber: z.lastTicketNumber,
  forcedOut: z.forcedOut,
  differenceReason: z.differenceReason,
  xReadings: z.xReadings,
  totals: {
    ticketCount: z.ticketCount,
    abandonedCount: z.abandonedCount,
    ttcCents: z.ttcCents,
    vat: z.vat,
    tenders: z.tenders.map(({ tenderCode, kind, count, amountCents }) => ({
      tenderCode,
      kind,
      count,
      amountCents,
    })),
    cashMovements: z.cashMovements,
    drawerOpenings: z.drawerOpenings,
    cash: {
      openingFloatCents: z.cash.openingFloatCents,
      expectedCents: z.cash.expectedCents,
      countedCents: z.cash.countedCents,
      differenceCents: z.cash.differenceCents,
    },
  },
});
