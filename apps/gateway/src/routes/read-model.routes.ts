import {
  DIFFERENCE_GROUPS,
  jobFilter,
  periodFilter,
  placeFilter,
  salesFilter,
  salesQueries,
  sessionFilter,
  sessionQueries,
  soldTicketQueries,
  ticketFilter,
  timeCursor,
  timelineQueries,
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
const timelinePage = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(100).describe('How many, newest first.'),
  cursor: z.coerce.number().int().min(1).optional().describe('The `nextCursor` of the page before.'),
});

const DAYS_MAX = 366;
const DAY_MS = 86_400_000;
interface Period {
  readonly from: string;
  readonly to: string;
}
const isShort = ({ from, to }: Period): boolean => Date.parse(to) - Date.parse(from) < DAYS_MAX * DAY_MS;
const TOO_LONG = { path: ['to'], message: `more than ${DAYS_MAX} days` };
const groupPage = {
  limit: z.coerce.number().int().min(1).max(1_000).default(1_000),
  cursor: z.string().max(200).optional().describe('The `nextCursor` of the page before.'),
};
const day = periodFilter.from.unwrap();
const differencesAsked = z
  .strictObject({
    ...placeFilter,
    from: day,
    to: day,
    sellerCode: z.string().max(16).optional(),
    by: z.enum(DIFFERENCE_GROUPS).default('register'),
    ...groupPage,
  })
  .refine(isShort, TOO_LONG);
export const salesAsked = z
  .strictObject({
    ...salesFilter,
    limit: groupPage.limit.describe('By store or register.'),
    cursor: z.string().max(80).optional().describe('The `nextCursor` of the page before.'),
  })
  .refine(isShort, TOO_LONG);

/** Head office reads what stores have told: days, jobs, tickets. */
export const readModelRoutes = {
  listSupervisedSessions: get('/head-office/sessions', {
    access: 'headOffice',
    scope: 'sales:read',
    contract: sessionQueries.listSupervisedSessions,
    input: sessionsAsked.extend(page),
    summary: ['Days of all stores, newest first', 'Les journées de tous les magasins, dernières d’abord'],
  }),
  readSupervisedSession: get('/head-office/sessions/:sessionId', {
    access: 'headOffice',
    scope: 'sales:read',
    contract: sessionQueries.readSupervisedSession,
    summary: ['A day with its Z', 'Une journée et son ticket Z'],
    refusals: ['SESSION_UNKNOWN'],
  }),
  listDifferences: get('/head-office/differences', {
    access: 'headOffice',
    scope: 'sales:read',
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
    scope: 'jobs:read',
    contract: sessionQueries.listRegisterJobs,
    input: z.strictObject({ ...jobFilter, ...page }),
    summary: [
      'Imports and exports, as registers told them',
      'Les imports et exports, tels que les caisses les disent',
    ],
  }),
  listSoldTickets: get('/head-office/tickets', {
    access: 'headOffice',
    scope: 'sales:read',
    contract: soldTicketQueries.listSoldTickets,
    input: ticketsAsked.extend(page),
    summary: [
      'Tickets by number, day, amount or article',
      'Les tickets, par numéro, date, montant ou article',
    ],
  }),
  readSoldTicket: get('/head-office/tickets/:ticketId', {
    access: 'headOffice',
    scope: 'sales:read',
    contract: soldTicketQueries.readSoldTicket,
    summary: ['A ticket, whole', 'Un ticket, en entier'],
    refusals: ['TICKET_UNKNOWN'],
  }),
  readSales: get('/head-office/sales', {
    access: 'headOffice',
    scope: 'sales:read',
    contract: salesQueries.readSales,
    input: salesAsked,
    example: { from: '2026-03-01', to: '2026-03-31', by: 'HOUR' },
    summary: [
      'Sales by day, hour, store, register, tender or VAT rate',
      'Les ventes par jour, heure, magasin, caisse, moyen de paiement ou taux de TVA',
    ],
  }),
  readStoreTimeline: get('/head-office/stores/:storeId/timeline', {
    access: 'headOffice',
    scope: 'supervision:read',
    contract: timelineQueries.readStoreTimeline,
    input: timelinePage,
    summary: [
      'What happened in a store beside its registers, newest first',
      'Ce qui est arrivé dans un magasin, hors caisses, du plus récent',
    ],
    refusals: ['STORE_UNKNOWN'],
  }),
  readTimeline: get('/head-office/registers/:registerId/timeline', {
    access: 'headOffice',
    scope: 'supervision:read',
    contract: timelineQueries.readTimeline,
    input: timelinePage.extend({
      correlationId: z.string().min(1).max(64).optional().describe('What followed from one click only.'),
    }),
    summary: ['What happened to a register, newest first', 'Ce qui est arrivé à une caisse, du plus récent'],
    refusals: ['REGISTER_UNKNOWN'],
  }),
} as const satisfies Routes;
