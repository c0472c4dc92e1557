import { cashCommands, cashQueries, moveCashBody, openDrawerBody, readXBody } from '@encaisse/contracts';
import { get, post, type Routes } from '../api/route.js';
import { EXAMPLE_MOVEMENT_ID, EXAMPLE_OPENING_ID, EXAMPLE_READING_ID } from './examples.js';
import { GRANT_REFUSALS, registerRefusals } from './refusals.js';

/** The drawer, but for sales: cash in, cash out, the safe, and the totals so far. */
export const cashRoutes = {
  moveCash: post('/till/registers/:registerId/cash-movements', {
    access: 'seller',
    contract: cashCommands.moveCash,
    input: moveCashBody,
    example: {
      movementId: EXAMPLE_MOVEMENT_ID,
      kind: 'SAFE_DROP',
      amountCents: 40_000,
      reason: 'SAFE',
      note: 'Enveloppe n° 12',
    },
    status: 201,
    summary: [
      'Bring cash in, take it out or drop it in the safe; prints the slip',
      'Entrée, sortie ou prélèvement d’espèces\u202f; imprime le bordereau',
    ],
    refusals: [
      ...registerRefusals('moveCash'),
      'RIGHT_MISSING',
      ...GRANT_REFUSALS,
      'HOLD_MOVED',
      'SESSION_CLOSED',
      'AMOUNT_INVALID',
      'CASH_REASON_INVALID',
      'ID_REUSED',
    ],
  }),
  openDrawer: post('/till/registers/:registerId/drawer-openings', {
    access: 'seller',
    contract: cashCommands.openDrawer,
    input: openDrawerBody,
    example: { openingId: EXAMPLE_OPENING_ID, reason: 'CHANGE' },
    status: 201,
    summary: ['Open the drawer without a sale', 'Ouvrir le tiroir sans vente'],
    refusals: [
      ...registerRefusals('openDrawer'),
      'RIGHT_MISSING',
      ...GRANT_REFUSALS,
      'HOLD_MOVED',
      'SESSION_CLOSED',
      'CASH_REASON_INVALID',
      'ID_REUSED',
    ],
  }),
  readX: post('/till/registers/:registerId/x-readings', {
    access: 'seller',
    contract: cashCommands.readX,
    input: readXBody,
    example: { readingId: EXAMPLE_READING_ID, print: true },
    status: 201,
    summary: [
      'Read the totals so far (X), resetting nothing',
      'Lire les totaux en cours (X), sans remise à zéro',
    ],
    refusals: [...registerRefusals('readX'), 'RIGHT_MISSING', 'HOLD_MOVED', 'SESSION_CLOSED', 'ID_REUSED'],
  }),
  listCashMovements: get('/till/registers/:registerId/cash-movements', {
    access: 'till',
    contract: cashQueries.listCashMovements,
    summary: [
      'Cash movements and openings of the drawer in the running session',
      'Mouvements d’espèces et ouvertures du tiroir de la journée en cours',
    ],
    refusals: ['REGISTER_UNKNOWN'],
  }),
  readCashMovement: get('/till/cash-movements/:movementId', {
    access: 'till',
    contract: cashQueries.getCashMovement,
    summary: ['A cash movement', 'Un mouvement d’espèces'],
    refusals: ['CASH_MOVEMENT_UNKNOWN'],
  }),
  readDrawerOpening: get('/till/drawer-openings/:openingId', {
    access: 'till',
    contract: cashQueries.getDrawerOpening,
    summary: ['An opening of the drawer without a sale', 'Une ouverture du tiroir sans vente'],
    refusals: ['DRAWER_OPENING_UNKNOWN'],
  }),
  readXReading: get('/till/x-readings/:readingId', {
    access: 'till',
    contract: cashQueries.getXReading,
    summary: ['An X reading, as it was read', 'Une lecture X, telle qu’elle a été lue'],
    refusals: ['X_READING_UNKNOWN'],
  }),
} as const satisfies Routes;
