import type { TicketDocument, TicketView } from '@encaisse/contracts';
import { wallClockOf } from '@encaisse/register-domain';
import { type Letterhead, printedStoreOf } from './letterhead.js';
import { SOFTWARE } from './software.js';
import { letteredRates, letterOf } from './vat-letters.js';

/** A finalised ticket as it is stored, with what its view does not tell. */
export interface PrintableTicket {
  readonly ticket: TicketView;
  readonly sessionNumber: number;
  readonly sellerName: string;
  readonly articleCount: number;
}

/** The original of a ticket, from its stored record alone. @throws Error for a ticket that is not finalised. */
export function ticketDocument(letterhead: Letterhead, printable: PrintableTicket): TicketDocument {
  const { ticket, sessionNumber, sellerName, articleCount } = printable;
  const { ticketId, number, finalisedAt, lines, payments } = ticket;
  if (number === null || finalisedAt === null) throw new Error(`ticket ${ticketId} is not finalised`);
  const vatRates = letteredRates(ticket.vat);
  return {
    kind: 'ticket',
    store: printedStoreOf(letterhead),
    register: letterhead.register,
    ticketNumber: number,
    sessionNumber,
    soldAt: wallClockOf(finalisedAt, letterhead.timeZone),
    sellerName,
    lines: lines.map(({ label, quantityThousandths, unitPriceCents, ttcCents, vatBasisPoints }) => ({
      label,
      quantityThousandths,
      unitPriceCents,
      ttcCents,
      vatLetter: letterOf(vatRates, vatBasisPoints),
    })),
    articleCount,
    totalTtcCents: ticket.ttcCents,
    vatRates: [...vatRates],
    payments: payments.map(({ label, kind, amountCents, tenderedCents, changeCents }) => ({
      label,
      amountCents,
      tenderedCents: kind === 'CASH' ? tenderedCents : null,
      changeCents: kind === 'CASH' ? changeCents : null,
    })),
    footerLines: [...letterhead.header.footerLines],
    duplicateNumber: 0,
    software: SOFTWARE,
  };
}
