import type { LateTicketView } from '@encaisse/contracts';
import { LATE_DOUBT_SENTENCES } from '@encaisse/register-domain';
import { lineView } from '../tickets/ticket.mapper.js';
import type { LateSettlementRow, LateTicketRow } from './late-ticket.row.js';

/** `settlement` is null while it waits. */
export const lateTicketView = (row: LateTicketRow, settlement: LateSettlementRow | null): LateTicketView => ({
  ticketId: row.ticketId,
  registerId: row.registerId,
  sessionId: row.sessionId,
  tillId: row.tillId,
  sellerCode: row.sellerCode,
  sellerName: row.sellerName,
  soldAt: row.soldAt.toISOString(),
  keptAt: row.keptAt.toISOString(),
  lines: row.toldLines.map((told, index) => {
    const known = row.lineItems[index] ?? null;
    return {
      lineId: told.lineId,
      barcode: told.barcode,
      quantityThousandths: told.quantityThousandths ?? null,
      ttcCents: told.ttcCents,
      label: told.label ?? null,
      vatBasisPoints: told.vatBasisPoints ?? null,
      known: known === null ? null : lineView(known),
    };
  }),
  payments: row.toldPayments.map(({ paymentId, tenderCode, tenderedCents }, index) => {
    const known = row.paymentItems[index] ?? null;
    return {
      paymentId,
      tenderCode,
      tenderedCents,
      known: known === null ? null : { kind: known.kind, label: known.label },
    };
  }),
  ttcCents: row.ttcCents,
  sha256: row.sha256,
  doubts: row.doubts.map(({ code, facts }) => ({ code, ...LATE_DOUBT_SENTENCES[code], facts })),
  standing: settlement?.outcome ?? 'WAITING',
  settled:
    settlement === null
      ? null
      : {
          at: settlement.settledAt.toISOString(),
          by: settlement.settledBy,
          registerId: settlement.registerId,
          sessionId: settlement.sessionId,
          reason: settlement.reason,
        },
});
