import { z } from 'zod';
import { cents, count, id, instant, positiveCents, sellerCode, tenderKind, vatTotal } from '../primitives.js';
import { lateSale } from './late-sale.js';
import { ticketDiscount, ticketLineView } from './ticket-line.js';

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
