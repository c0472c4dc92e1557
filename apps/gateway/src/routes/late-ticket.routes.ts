import {
  admitLateTicketBody,
  dismissLateTicketBody,
  keepLateTicketBody,
  lateStanding,
  lateTicketCommands,
  lateTicketQueries,
} from '@encaisse/contracts';
import { z } from 'zod';
import { get, post, type Routes } from '../api/route.js';
import { EXAMPLE_LINE_ID, EXAMPLE_PAYMENT_ID, EXAMPLE_TICKET_ID } from './examples.js';
import { registerRefusals } from './refusals.js';

const listQuery = z.strictObject({
  standing: lateStanding.default('WAITING').describe('Those that wait, were admitted or were dismissed.'),
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
        {
          lineId: EXAMPLE_LINE_ID,
          barcode: '3017620422003',
          quantityThousandths: 2_000,
          ttcCents: 790,
          label: 'Café moulu pur arabica 250 g',
          vatBasisPoints: 550,
        },
      ],
      payments: [{ paymentId: EXAMPLE_PAYMENT_ID, tenderCode: 'ESP', tenderedCents: 1_000 }],
      ttcCents: 790,
    },
    status: 201,
    summary: [
      'Keep apart a ticket whose session is closed or goes on at another till',
      'Conserver à part un ticket dont la journée est fermée ou continue sur un autre poste',
    ],
    refusals: ['SESSION_UNKNOWN', 'TICKET_NOT_LATE', 'TICKET_ALREADY_SOLD', 'LATE_TICKET_DIFFERS'],
  }),
  listLateTickets: get('/till/late-tickets', {
    access: 'till',
    contract: lateTicketQueries.listLateTickets,
    input: listQuery,
    summary: [
      'Late tickets: those that wait, or what became of others',
      'Les tickets tardifs à reprendre, ou ce que d’autres sont devenus',
    ],
  }),
  admitLateTicket: post('/till/registers/:registerId/late-tickets/:ticketId/admit', {
    access: 'seller',
    contract: lateTicketCommands.admitLateTicket,
    input: admitLateTicketBody,
    example: {
      asTold: {
        reason: 'Vu sur la bande de la caisse',
        vatRates: [{ lineId: EXAMPLE_LINE_ID, vatBasisPoints: 550 }],
        tenders: [],
      },
    },
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
      'LATE_TICKET_DISMISSED',
      'LATE_TICKET_DOUBTFUL',
      'LATE_TICKET_INCOMPLETE',
      'LATE_TICKET_INADMISSIBLE',
      'TICKETS_IN_PROGRESS',
    ],
  }),
  dismissLateTicket: post('/till/registers/:registerId/late-tickets/:ticketId/dismiss', {
    access: 'seller',
    contract: lateTicketCommands.dismissLateTicket,
    input: dismissLateTicketBody,
    example: { reason: 'Vente retapée le jour même, ticket 1042' },
    summary: [
      'Dismiss a late ticket for a reason: it stays kept and waits no more',
      'Écarter un ticket tardif pour un motif\u202f: il reste conservé et n’attend plus',
    ],
    refusals: [
      'RIGHT_MISSING',
      ...registerRefusals('dismissLateTicket'),
      'HOLD_MOVED',
      'SESSION_CLOSED',
      'LATE_TICKET_UNKNOWN',
      'LATE_TICKET_ADMITTED',
    ],
  }),
} as const satisfies Routes;
