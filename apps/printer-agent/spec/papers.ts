import type { PrintDocument } from '@encaisse/contracts';
import { x, z } from './documents/closings.js';
import { exchange, refund } from './documents/refunds.js';
import { cashMovement, recount, testPage } from './documents/slips.js';
import { discounted, ticket } from './documents/tickets.js';

/** Every paper that leaves a printer, as a real shop would print it, by the name of its picture. */
export const PAPERS = {
  ticket: ticket(),
  'ticket-discounted': discounted(),
  'ticket-duplicata': ticket({ duplicateNumber: 2 }),
  'ticket-late': ticket({ recordedAt: '2026-11-25T09:04:51+01:00' }),
  refund: refund(),
  exchange: exchange(),
  x: x(),
  'x-blind': x({ cash: null }),
  z: z(),
  'z-duplicata': z({ duplicateNumber: 1 }),
  'cash-in': cashMovement({ movement: 'IN', reason: 'Apport de monnaie', note: '', authorisedBy: null }),
  'cash-out': cashMovement({ movement: 'OUT', amountCents: 1280, reason: 'Achat de timbres', note: '' }),
  'safe-drop': cashMovement(),
  'safe-drop-duplicata': cashMovement({ duplicateNumber: 1 }),
  recount: recount(),
  'test-page': testPage(),
} as const satisfies Readonly<Record<string, PrintDocument>>;
