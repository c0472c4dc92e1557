import {
  cancelClosingBody,
  recountBody,
  startClosingBody,
  submitCountBody,
  tillCommands,
  tillQueries,
} from '@encaisse/contracts';
import { get, post, type Routes } from '../api/route.js';
import { EXAMPLE_CLOSING_ID, EXAMPLE_RECOUNT_ID, EXAMPLE_SELLER } from './examples.js';
import { GRANT_REFUSALS, registerRefusals, SELLER_REFUSALS } from './refusals.js';

/** Both steps of a closing: selling freezes, then the drawer is counted and the day sealed. */
export const closingRoutes = {
  startClosing: post('/till/registers/:registerId/closings', {
    access: 'tillCommand',
    contract: tillCommands.startClosing,
    input: startClosingBody,
    example: { closingId: EXAMPLE_CLOSING_ID, seller: EXAMPLE_SELLER },
    status: 201,
    summary: ['Start closing: selling stops', 'Commencer la fermeture\u202f: la vente s’arrête'],
    refusals: [
      ...SELLER_REFUSALS,
      ...registerRefusals('startClosing'),
      'TICKETS_IN_PROGRESS',
      'CLIENT_PENDING',
      'ID_REUSED',
    ],
  }),
  submitCount: post('/till/registers/:registerId/closings/:closingId/count', {
    access: 'tillCommand',
    contract: tillCommands.submitCount,
    input: submitCountBody,
    example: {
      seller: EXAMPLE_SELLER,
      countedCashCents: 48_230,
      tenders: [{ tenderCode: 'CHQ', countedCents: 12_500 }],
      forceUsers: false,
      acceptDifference: true,
      reason: 'Erreur de rendu',
    },
    summary: [
      'Give the counted cash: seals the day and prints the Z',
      'Donner le compté\u202f: scelle la journée, imprime le Z',
    ],
    refusals: [
      ...SELLER_REFUSALS,
      ...GRANT_REFUSALS,
      ...registerRefusals('submitCount'),
      'CLOSING_IN_PROGRESS',
      'TICKETS_IN_PROGRESS',
      'CLIENT_PENDING',
      'USERS_CONNECTED',
      'AMOUNT_MISMATCH',
      'TENDER_UNKNOWN',
      'AMOUNT_INVALID',
    ],
  }),
  recount: post('/till/registers/:registerId/sessions/:sessionId/recounts', {
    access: 'tillCommand',
    contract: tillCommands.recount,
    input: recountBody,
    example: {
      recountId: EXAMPLE_RECOUNT_ID,
      seller: EXAMPLE_SELLER,
      countedCashCents: 48_250,
      reason: 'Deux billets collés',
    },
    status: 201,
    summary: [
      'Count the drawer of a closed day again before its export; its Z stays as it is',
      'Recompter la caisse d’une journée fermée, avant export\u202f; le Z reste tel quel',
    ],
    refusals: [
      ...SELLER_REFUSALS,
      ...GRANT_REFUSALS,
      ...registerRefusals('recount'),
      'AMOUNT_INVALID',
      'ID_REUSED',
    ],
  }),
  cancelClosing: post('/till/registers/:registerId/closings/:closingId/cancel', {
    access: 'tillCommand',
    contract: tillCommands.cancelClosing,
    input: cancelClosingBody,
    example: { seller: EXAMPLE_SELLER },
    summary: ['Cancel the closing: selling goes on', 'Annuler la fermeture\u202f: la vente reprend'],
    refusals: [...SELLER_REFUSALS, ...registerRefusals('cancelClosing'), 'CLOSING_IN_PROGRESS'],
  }),
  readClosing: get('/till/closings/:closingId', {
    access: 'till',
    contract: tillQueries.getClosing,
    summary: ['A closing and its outcome', 'Une fermeture et son résultat'],
    refusals: ['CLOSING_UNKNOWN'],
  }),
} as const satisfies Routes;
