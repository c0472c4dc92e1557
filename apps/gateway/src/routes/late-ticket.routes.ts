import { keepLateTicketBody, lateTicketCommands, lateTicketQueries } from '@encaisse/contracts';
import { z } from 'zod';
import { get, post, type Routes } from '../api/route.js';
import { EXAMPLE_LINE_ID, EXAMPLE_PAYMENT_ID, EXAMPLE_TICKET_ID } from './examples.js';
import { registerRefusals } from './refusals.js';

const listQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20).describe('How many, newest first.'),
  cursor: z.string().max(200).optional().describe('The `nextCursor` of the page before.'),
});

/** Tickets that were sold offline and came too late for their session. */
export const lateTicketRoutes = {
  keepLateTicket: post('/till/sessions/:sessionId/late-tickets', {
    access: 'tillCommand',
    contract: lateTicketCommands.keepLateTicket,
    input: keepLateTicketBody,
    example: {
      ticketId: EXAMPLE_TICKET_ID,
      sellerCode: 'V01',
      soldAt: '2026-11-23T17:58:04.000Z',
      lines: [
        { lineId: EXAMPLE_LINE_ID, barcode: '3017620422003', quantityThousandths: 2_000, ttcCents: 790 },
      ],
      payments: [{ paymentId: EXAMPLE_PAYMENT_ID, tenderCode: 'ESP', tenderedCents: 1_000 }],
      ttcCents: 790,
    },
    status: 201,
    summary: [
      'Keep apart a ticket whose session is closed or goes on at another till',
      'Conserver à part un ticket dont la journée est fermée ou continue sur un autre poste',
    ],
    refusals: [
      'SESSION_UNKNOWN',
      'SELLER_UNKNOWN',
      'TICKET_NOT_LATE',
      'TICKET_ALREADY_SOLD',
      'LATE_TICKET_DIFFERS',
      'LATE_TICKET_WRONG',
      'BARCODE_INVALID',
      'ARTICLE_UNKNOWN',
      'QUANTITY_INVALID',
      'TENDER_UNKNOWN',
      'AMOUNT_INVALID',
      'PAYMENT_EXCEEDS_DUE',
      'PAYMENT_MISSING',
      'ID_REUSED',
    ],
  }),
  listLateTickets: get('/till/late-tickets', {
    access: 'till',
    contract: lateTicketQueries.listLateTickets,
    input: listQuery,
    summary: ['Late tickets that wait to be admitted', 'Les tickets tardifs à reprendre'],
  }),
  admitLateTicket: post('/till/registers/:registerId/late-tickets/:ticketId/admit', {
    access: 'seller',
    contract: lateTicketCommands.admitLateTicket,
    status: 201,
    summary: [
      'Admit a late ticket into the running session, once',
      'Reprendre un ticket tardif dans la journée en cours, une seule fois',
    ],
    refusals: [
      'RIGHT_MISSING',
      ...registerRefusals('sell'),
      'HOLD_MOVED',
      'SESSION_CLOSED',
      'LATE_TICKET_UNKNOWN',
      'LATE_TICKET_ADMITTED',
      'TICKETS_IN_PROGRESS',
    ],
  }),
} as const satisfies Routes;
