import { reprintBody, tillCommands, tillQueries } from '@encaisse/contracts';
import { get, post, type Routes } from '../api/route.js';
import { EXAMPLE_SELLER } from './examples.js';
import { GRANT_REFUSALS, SELLER_REFUSALS } from './refusals.js';

/** Duplicates, and what became of a print job. */
export const printingRoutes = {
  reprintTicket: post('/till/tickets/:ticketId/reprint', {
    access: 'tillCommand',
    contract: tillCommands.reprintTicket,
    input: reprintBody,
    example: { seller: EXAMPLE_SELLER },
    status: 202,
    summary: ['Print a duplicate of a ticket', 'Imprimer un duplicata du ticket'],
    refusals: [...SELLER_REFUSALS, ...GRANT_REFUSALS, 'TICKET_UNKNOWN'],
  }),
  reprintZ: post('/till/sessions/:sessionId/reprint-z', {
    access: 'tillCommand',
    contract: tillCommands.reprintZ,
    input: reprintBody,
    example: { seller: EXAMPLE_SELLER },
    status: 202,
    summary: ['Print a duplicate of a Z', 'Imprimer un duplicata du Z'],
    refusals: [...SELLER_REFUSALS, ...GRANT_REFUSALS, 'SESSION_UNKNOWN'],
  }),
  readPrintJob: get('/till/print-jobs/:printJobId', {
    access: 'till',
    contract: tillQueries.getPrintJob,
    summary: ['What became of a print job', 'L’état d’une impression'],
    refusals: ['PRINT_JOB_UNKNOWN'],
  }),
} as const satisfies Routes;
