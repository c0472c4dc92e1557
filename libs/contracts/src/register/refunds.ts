import { z } from 'zod';
import { businessDate, cents, count, id, instant, registerNumber, sellerCode, text } from '../primitives.js';
import { rpc, tillQuery } from '../rpc.js';

const searchedFor = {
  registerNumber: registerNumber.optional(),
  number: count.min(1).optional().describe("The ticket's number on its register."),
  businessDate: businessDate.optional(),
  amountCents: cents.optional().describe('What the ticket came to, negative for a refund.'),
  articleCode: text(32).optional().describe('With a business date, a number or an amount beside it.'),
};

/** What a search finds of a finalised ticket: enough to tell it from the others. */
export const ticketSummary = z
  .object({
    ticketId: id,
    registerId: id,
    registerNumber,
    number: count,
    businessDate,
    finalisedAt: instant,
    sellerCode,
    articleCount: count,
    ttcCents: cents,
  })
  .meta({ id: 'TicketSummary' });
export type TicketSummary = z.infer<typeof ticketSummary>;

/** Finding the ticket of a customer who comes back. */
export const refundQueries = {
  /** Finalised tickets of the till's store, whichever register sold them, newest first. */
  searchTickets: rpc(
    'encaisse.qry.ticket.search.v1',
    tillQuery({
      ...searchedFor,
      limit: z.int().min(1).max(100).default(20),
      cursor: z.string().max(200).optional(),
    }),
    z.object({ items: z.array(ticketSummary), nextCursor: z.string().nullable() }),
  ),
} as const;
