import { z } from 'zod';
import {
  articleUnit,
  businessDate,
  cents,
  count,
  id,
  instant,
  quantityThousandths,
  registerNumber,
  sellerCode,
  text,
} from '../primitives.js';
import { rpc, sellingCommand, tillQuery } from '../rpc.js';
import { ticketView } from './ticket-view.js';

const REFUND_LINES_MAX = 500;

/** Which lines of a finalised ticket are given back, and how much of each; without lines, all that is left of it. */
export const refundLinesBody = z
  .strictObject({
    originTicketId: id.describe('A finalised ticket of the store, whichever register sold it.'),
    lines: z
      .array(
        z.strictObject({
          lineId: id.describe('Of the new line; made by the till.'),
          originLineId: id,
          quantityThousandths,
        }),
      )
      .min(1)
      .max(REFUND_LINES_MAX)
      .optional()
      .describe('Absent: everything of the ticket that was not given back yet.'),
    grantId: id.optional().describe('A REFUND right lent for this, where the seller has none of her own.'),
  })
  .meta({ id: 'RefundLines' });

/** Giving back what was sold. */
export const refundCommands = {
  /** Adds negative lines to a draft; what is sold on it beside them makes it an exchange. */
  refundLines: rpc(
    'encaisse.cmd.ticket.refundLines.v1',
    sellingCommand({ registerId: id, ticketId: id, ...refundLinesBody.shape }),
    ticketView,
  ),
} as const;

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

/** What of a finalised ticket can still be given back. */
export const refundableTicket = z
  .object({
    ticketId: id,
    registerNumber,
    number: count,
    finalisedAt: instant,
    lines: z
      .array(
        z.object({
          lineId: id,
          articleCode: z.string(),
          label: z.string(),
          unit: articleUnit,
          soldThousandths: count,
          remainingThousandths: count,
          remainingCents: cents,
        }),
      )
      .describe('The lines that were sold, those given back whole too.'),
  })
  .meta({ id: 'RefundableTicket' });
export type RefundableTicket = z.infer<typeof refundableTicket>;

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
  /** As things stand: another register may give some of it back meanwhile. */
  refundableLines: rpc('encaisse.qry.ticket.refundable.v1', tillQuery({ ticketId: id }), refundableTicket),
} as const;
