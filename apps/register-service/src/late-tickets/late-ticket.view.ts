import type { LateTicketView } from '@encaisse/contracts';
import { lineView, paymentView } from '../tickets/ticket.mapper.js';
import type { LateTicketRow } from './late-ticket.row.js';

export const lateTicketView = (row: LateTicketRow): LateTicketView => ({
  ticketId: row.ticketId,
  registerId: row.registerId,
  sessionId: row.sessionId,
  tillId: row.tillId,
  sellerCode: row.sellerCode,
  soldAt: row.soldAt.toISOString(),
  keptAt: row.keptAt.toISOString(),
  lines: row.lineItems.map(lineView),
  payments: row.paymentItems.map(paymentView),
  ttcCents: row.ttcCents,
  sha256: row.sha256,
});
