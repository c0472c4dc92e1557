import { businessDate, refundQueries, text } from '@encaisse/contracts';
import { z } from 'zod';
import { get, type Routes } from '../api/route.js';

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

/** Customers who come back: finding what they bought. */
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
} as const satisfies Routes;
