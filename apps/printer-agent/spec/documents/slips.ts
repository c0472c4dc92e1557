import type { CashMovementDocument, RecountDocument, TestPageDocument } from '@encaisse/contracts';
import { register, software, store } from './shop.js';

export const cashMovement = (overrides: Partial<CashMovementDocument> = {}): CashMovementDocument => ({
  kind: 'cashMovement',
  store,
  register,
  sessionNumber: 37,
  movement: 'SAFE_DROP',
  movementNumber: 3,
  movedAt: '2026-11-24T16:20:11+01:00',
  sellerName: 'Noëlla Bœuf',
  authorisedBy: 'Sophie Müller',
  amountCents: 40000,
  reason: 'Mise au coffre',
  note: 'Enveloppe n° 12, avant la fermeture de la banque',
  duplicateNumber: 0,
  software,
  ...overrides,
});

export const recount = (overrides: Partial<RecountDocument> = {}): RecountDocument => ({
  kind: 'recount',
  store,
  register,
  zNumber: 128,
  sessionNumber: 37,
  businessDate: '2026-11-24',
  recountNumber: 1,
  countedAt: '2026-11-24T20:15:09+01:00',
  countedBy: 'Noëlla Bœuf',
  authorisedBy: 'Sophie Müller',
  expectedCents: 68275,
  formerCountCents: 67955,
  countedCents: 68255,
  denominations: [
    { valueCents: 10000, count: 2 },
    { valueCents: 2000, count: 24 },
    { valueCents: 5, count: 51 },
  ],
  differenceCents: -20,
  reason: 'Un rouleau de pièces était resté dans le coffre',
  duplicateNumber: 0,
  software,
  ...overrides,
});

export const testPage = (overrides: Partial<TestPageDocument> = {}): TestPageDocument => ({
  kind: 'testPage',
  storeName: 'Maison Lumière',
  till: { code: 'T1', name: 'Poste de l’entrée' },
  askedAt: '2026-11-24T09:02:11+01:00',
  askedBy: 'Noëlla Bœuf',
  printer: {
    state: 'READY',
    since: '2026-11-24T08:51:30+01:00',
    paperLow: true,
    agentVersion: '0.1.0',
    reportedAt: '2026-11-24T09:02:04+01:00',
  },
  jobs: { printed: 12, waiting: 0, unknown: 1, expired: 0, duplicates: 2 },
  duplicateNumber: 0,
  software,
  ...overrides,
});
