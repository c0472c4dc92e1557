import {
  printingCommands,
  printingQueries,
  reprintBody,
  resolvePrintJobBody,
  testPageBody,
  tillCommands,
  tillQueries,
} from '@encaisse/contracts';
import { get, post, type Routes } from '../api/route.js';
import { EXAMPLE_SELLER } from './examples.js';
import { GRANT_REFUSALS, SELLER_REFUSALS } from './refusals.js';

/** Any seller of the store will do. */
const SELLER_WITHOUT_RIGHT = SELLER_REFUSALS.filter((code) => code !== 'RIGHT_MISSING');

/** Duplicates, the test page, and what became of a print job. */
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
  listOpenPrintJobs: get('/till/print-jobs', {
    access: 'till',
    contract: printingQueries.openPrintJobs,
    summary: [
      'What the printer has still to print, and what a person has to look after',
      'Les impressions en attente, et celles qui attendent une réponse',
    ],
  }),
  resolvePrintJob: post('/till/print-jobs/:printJobId/resolve', {
    access: 'tillCommand',
    contract: printingCommands.resolvePrintJob,
    input: resolvePrintJobBody,
    example: { seller: EXAMPLE_SELLER, outcome: 'NOT_PRINTED', printCopy: true },
    summary: [
      'Say whether the paper came out; if not, a DUPLICATA may be printed',
      'Dire si le papier est sorti\u202f; sinon, un duplicata peut être imprimé',
    ],
    refusals: [...SELLER_WITHOUT_RIGHT, 'PRINT_JOB_UNKNOWN', 'PRINT_JOB_RESOLVED'],
  }),
  reprintJob: post('/till/print-jobs/:printJobId/reprint', {
    access: 'tillCommand',
    contract: printingCommands.reprintJob,
    input: reprintBody,
    example: { seller: EXAMPLE_SELLER },
    status: 202,
    summary: [
      'Print a duplicate of a slip, an X reading or a recount; of a ticket and a Z, too',
      'Imprimer un duplicata d’un bon de caisse, d’une lecture X ou d’un recomptage\u202f; d’un ticket ou d’un Z aussi',
    ],
    refusals: [...SELLER_REFUSALS, ...GRANT_REFUSALS, 'PRINT_JOB_UNKNOWN', 'PRINT_JOB_WITHOUT_RECORD'],
  }),
  printTestPage: post('/till/test-page', {
    access: 'tillCommand',
    contract: printingCommands.printTestPage,
    input: testPageBody,
    example: { seller: EXAMPLE_SELLER },
    status: 202,
    summary: ['Print a test page', 'Imprimer une page de test'],
    refusals: SELLER_WITHOUT_RIGHT,
  }),
} as const satisfies Routes;
