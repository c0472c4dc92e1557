import { businessDate, refundCommands, refundLinesBody, refundQueries, text } from '@encaisse/contracts';
import { z } from 'zod';
import { get, post, type Routes } from '../api/route.js';
import { EXAMPLE_LINE_ID, EXAMPLE_TICKET_ID } from './examples.js';
import { GRANT_REFUSALS } from './refusals.js';
import { OWN_TICKET } from './ticket.routes.js';

const CENTS_MAX = 99_999_999_999;

/** As a query string has it: its numbers are text. */
const searchQuery = z.strictObject({
  registerNumber: z.coerce.number().int().min(1).max(999).optional(),
  number: z.coerce.number().int().min(1).optional().describe("The ticket's number on its register."),
  businessDate: businessDate.optional(),
  amountCents: z.coerce
    .number()
    .int()
    .min(-CENTS_MAX)
    .max(CENTS_MAX)
    .optional()
    .describe('What the ticket came to, negative for a refund.'),
  articleCode: text(32).optional().describe('With a date, a number or an amount beside it.'),
  limit: z.coerce.number().int().min(1).max(100).default(20).describe('How many, newest first.'),
  cursor: z.string().max(200).optional().describe('The `nextCursor` of the page before.'),
});

const EXAMPLE_SOLD_LINE_ID = '019ab3ee-5d21-7c80-b3e4-6f5a4b3c2d1e';

/** Customers who come back: finding what they bought, giving it back. */
export const refundRoutes = {
  searchTickets: get('/till/tickets', {
    access: 'till',
    contract: refundQueries.searchTickets,
    input: searchQuery,
    summary: [
      "The store's finalised tickets, newest first",
      'Les tickets du magasin, du plus récent au plus ancien',
    ],
    refusals: ['SEARCH_TOO_WIDE'],
  }),
  readRefundable: get('/till/tickets/:ticketId/refundable', {
    access: 'till',
    contract: refundQueries.refundableLines,
    summary: ['What of a sold ticket can still be given back', 'Ce qui reste remboursable d’un ticket'],
    refusals: ['TICKET_UNKNOWN'],
  }),
  refundLines: post('/till/registers/:registerId/tickets/:ticketId/refunds', {
    access: 'seller',
    contract: refundCommands.refundLines,
    input: refundLinesBody,
    example: {
      originTicketId: EXAMPLE_TICKET_ID,
      lines: [{ lineId: EXAMPLE_LINE_ID, originLineId: EXAMPLE_SOLD_LINE_ID, quantityThousandths: 1_000 }],
    },
    status: 201,
    summary: ['Give back lines of a sold ticket', 'Rembourser des lignes d’un ticket vendu'],
    refusals: [
      ...OWN_TICKET,
      'LINE_UNKNOWN',
      'LINE_NOT_REFUNDABLE',
      'LINE_REFUNDED_TWICE',
      'QUANTITY_INVALID',
      'REFUND_EXCEEDS_SALE',
      'TICKET_HAS_PAYMENTS',
      'TICKET_TOO_LONG',
      'AMOUNT_INVALID',
      'ID_REUSED',
      ...GRANT_REFUSALS,
    ],
  }),
} as const satisfies Routes;
