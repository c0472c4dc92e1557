import type {
  PrintedRegister,
  PrintedTicketLine,
  TicketDocument,
  TicketLineView,
  TicketView,
} from '@encaisse/contracts';
import { wallClockOf } from '@encaisse/register-domain';
import { articleCountOf } from '../tickets/article-count.js';
import { type Letterhead, printedStoreOf } from './letterhead.js';
import { SOFTWARE } from './software.js';
import { letteredRates, letterOf } from './vat-letters.js';

/** A finalised ticket as it is stored, with what its view does not tell. */
export interface PrintableTicket {
  readonly ticket: TicketView;
  readonly sessionNumber: number;
  readonly sellerName: string;
  readonly articleCount: number;
  /** The tickets that it gives back of; none for a sale. */
  readonly origins: readonly PrintableOrigin[];
}
/** A finalised ticket that another one gives back of. */
export interface PrintableOrigin {
  readonly register: PrintedRegister;
  readonly ticketNumber: number;
  readonly finalisedAt: string;
}

/** The original of a ticket, from its stored record alone. @throws Error for a ticket that is not finalised. */
export function ticketDocument(letterhead: Letterhead, printable: PrintableTicket): TicketDocument {
  const { ticket, sessionNumber, sellerName, articleCount, origins } = printable;
  const { ticketId, number, finalisedAt, lines, payments, late } = ticket;
  if (number === null || finalisedAt === null) throw new Error(`ticket ${ticketId} is not finalised`);
  const vatRates = letteredRates(ticket.vat);
  return {
    kind: 'ticket',
    store: printedStoreOf(letterhead),
    register: letterhead.register,
    ticketNumber: number,
    sessionNumber,
    soldAt: wallClockOf(late?.soldAt ?? finalisedAt, letterhead.timeZone),
    recordedAt: late === null ? null : wallClockOf(finalisedAt, letterhead.timeZone),
    sellerName,
    lines: lines.map((line) => ({
      ...printedLine(line),
      vatLetter: letterOf(vatRates, line.vatBasisPoints),
    })),
    articleCount,
    refund: origins.length === 0 ? null : printedRefund(letterhead, ticket, origins),
    discount: printedDiscount(ticket),
    totalTtcCents: ticket.ttcCents,
    vatRates: [...vatRates],
    payments: payments.map(({ label, kind, amountCents, tenderedCents, changeCents }) => {
      const isHandedOver = kind === 'CASH' && amountCents >= 0;
      return {
        label,
        amountCents,
        tenderedCents: isHandedOver ? tenderedCents : null,
        changeCents: isHandedOver ? changeCents : null,
      };
    }),
    footerLines: [...letterhead.header.footerLines],
    duplicateNumber: 0,
    software: SOFTWARE,
  };
}

function printedRefund(
  { timeZone }: Letterhead,
  { lines }: TicketView,
  origins: readonly PrintableOrigin[],
): NonNullable<TicketDocument['refund']> {
  const back = lines.filter(({ originLineId }) => originLineId !== null);
  return {
    origins: origins.map(({ register, ticketNumber, finalisedAt }) => ({
      register,
      ticketNumber,
      soldAt: wallClockOf(finalisedAt, timeZone),
    })),
    articleCount: articleCountOf(
      back.map(({ unit, quantityThousandths }) => ({ unit, quantityThousandths: -quantityThousandths })),
    ),
  };
}

const isReturn = ({ originTicketId }: TicketLineView): boolean => originTicketId !== null;

/** What is given back shows all that was taken off at the sale at once: the sale's discount is none of this ticket's. */
const printedLine = (line: TicketLineView): Omit<PrintedTicketLine, 'vatLetter'> => ({
  label: line.label,
  unit: line.unit,
  quantityThousandths: line.quantityThousandths,
  unitPriceCents: line.unitPriceCents,
  listPriceCents: line.listPriceCents,
  grossCents: line.grossCents,
  discountCents: line.discountCents + (isReturn(line) ? line.ticketDiscountCents : 0),
  discountBasisPoints: isReturn(line) ? null : line.discountBasisPoints,
});

function printedDiscount({ lines, discountBasisPoints }: TicketView): TicketDocument['discount'] {
  const sold = lines.filter((line) => !isReturn(line));
  const amountCents = sold.reduce((sum, { ticketDiscountCents }) => sum + ticketDiscountCents, 0);
  return amountCents === 0 ? null : { basisPoints: discountBasisPoints, amountCents };
}
