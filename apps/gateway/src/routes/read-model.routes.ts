import {
  DIFFERENCE_GROUPS,
  jobFilter,
  periodFilter,
  placeFilter,
  sessionFilter,
  sessionQueries,
  soldTicketQueries,
  ticketFilter,
  timeCursor,
} from '@encaisse/contracts';
import { z } from 'zod';
import { get, type Routes } from '../api/route.js';

const page = {
  limit: z.coerce.number().int().min(1).max(500).default(100).describe('How many, newest first.'),
  cursor: timeCursor.optional(),
};
const cents = z.coerce.number().int().min(-99_999_999_999).max(99_999_999_999).optional();

/** The filters of lists as they stand in a query string. */
export const sessionsAsked = z.strictObject(sessionFilter);
export const ticketsAsked = z.strictObject({
  ...ticketFilter,
  number: z.coerce.number().int().min(0).optional().describe('The number on the ticket.'),
  minTtcCents: cents,
  maxTtcCents: cents,
});
const day = periodFilter.from.unwrap();
const differencesAsked = z.strictObject({
  ...placeFilter,
  from: day,
  to: day,
  sellerCode: z.string().max(16).optional(),
  by: z.enum(DIFFERENCE_GROUPS).default('register'),
});

/** Head office reads what stores have told: days, jobs, tickets. */
export const readModelRoutes = {
  listSupervisedSessions: get('/head-office/sessions', {
    access: 'headOffice',
    contract: sessionQueries.listSupervisedSessions,
    input: sessionsAsked.extend(page),
    summary: ['Days of all stores, newest first', 'Les journées de tous les magasins, dernières d’abord'],
  }),
  readSupervisedSession: get('/head-office/sessions/:sessionId', {
    access: 'headOffice',
    contract: sessionQueries.readSupervisedSession,
    summary: ['A day with its Z', 'Une journée et son ticket Z'],
    refusals: ['SESSION_UNKNOWN'],
  }),
  listDifferences: get('/head-office/differences', {
    access: 'headOffice',
    contract: sessionQueries.listDifferences,
    input: differencesAsked,
    example: { from: '2026-03-01', to: '2026-03-31', by: 'seller' },
    summary: [
      'Closings and differences by store, register or seller',
      'Clôtures et écarts par magasin, caisse ou vendeur',
    ],
  }),
  listRegisterJobs: get('/head-office/register-jobs', {
    access: 'headOffice',
    contract: sessionQueries.listRegisterJobs,
    input: z.strictObject({ ...jobFilter, ...page }),
    summary: [
      'Imports and exports, as registers told them',
      'Les imports et exports, tels que les caisses les disent',
    ],
  }),
  listSoldTickets: get('/head-office/tickets', {
    access: 'headOffice',
    contract: soldTicketQueries.listSoldTickets,
    input: ticketsAsked.extend(page),
    summary: [
      'Tickets by number, day, amount or article',
      'Les tickets, par numéro, date, montant ou article',
    ],
  }),
  readSoldTicket: get('/head-office/tickets/:ticketId', {
    access: 'headOffice',
    contract: soldTicketQueries.readSoldTicket,
    summary: ['A ticket, whole', 'Un ticket, en entier'],
    refusals: ['TICKET_UNKNOWN'],
  }),
} as const satisfies Routes;
