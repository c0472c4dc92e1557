import { cancelImportBody, importCommands, retryJobBody } from '@encaisse/contracts';
import { post, type Routes } from '../api/route.js';
import { EXAMPLE_JOB_ID, EXAMPLE_SELLER } from './examples.js';
import { registerRefusals, SELLER_REFUSALS } from './refusals.js';

const RETRY_REFUSALS = [
  ...registerRefusals('import'),
  ...registerRefusals('export'),
  'TILL_HOLDS_ANOTHER_REGISTER',
  'JOB_UNKNOWN',
  'JOB_NOT_FAILED',
] as const;

/** Imports and exports that go badly. */
export const importingRoutes = {
  cancelImport: post('/till/registers/:registerId/import/cancel', {
    access: 'tillCommand',
    contract: importCommands.cancelImport,
    input: cancelImportBody,
    example: { jobId: EXAMPLE_JOB_ID, seller: EXAMPLE_SELLER },
    summary: [
      'Cancel the import that runs: the register has its former data again',
      'Annuler l’import en cours\u202f: la caisse retrouve ses données précédentes',
    ],
    refusals: [...SELLER_REFUSALS, ...registerRefusals('cancelImport')],
  }),
  retryJob: post('/till/jobs/:jobId/retry', {
    access: 'tillCommand',
    contract: importCommands.retryJob,
    input: retryJobBody,
    example: { seller: EXAMPLE_SELLER },
    status: 202,
    summary: [
      'Begin a job again that failed, was cancelled or refused',
      'Relancer un traitement échoué, annulé ou refusé',
    ],
    refusals: [...SELLER_REFUSALS, ...RETRY_REFUSALS],
  }),
  retryJobFromHeadOffice: post('/head-office/jobs/:jobId/retry', {
    access: 'administratorCommand',
    role: 'OPERATOR',
    scope: 'jobs:retry',
    contract: importCommands.retryJobFromHeadOffice,
    status: 202,
    summary: [
      "Begin a store's job again that failed, was cancelled or refused",
      'Relancer un traitement d’un magasin échoué, annulé ou refusé',
    ],
    refusals: RETRY_REFUSALS,
  }),
} as const satisfies Routes;
