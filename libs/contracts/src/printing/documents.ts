import { z } from 'zod';
import { drawerPulseDocument, testPageDocument } from '../printers.js';
import { cashMovementDocument, recountDocument } from './cash-slips.js';
import { xDocument, zDocument } from './session-totals.js';
import { ticketDocument } from './ticket.js';
import { printedText } from './values.js';

/** Every document the agent can lay out. */
export const printDocument = z.discriminatedUnion('kind', [
  ticketDocument,
  zDocument,
  drawerPulseDocument,
  testPageDocument,
  xDocument,
  cashMovementDocument,
  recountDocument,
]);
export type PrintDocument = z.infer<typeof printDocument>;
export type PrintDocumentKind = PrintDocument['kind'];

/** What an agent makes of a document whose kind or shape it does not know, because it is older: only its name. */
const unsupportedDocument = z.object({ kind: z.literal('unsupported'), of: printedText(40) });

/** A document as an agent reads it: one that it cannot print must not keep the others of the same pull from it. */
export const deliveredDocument = z.union([
  printDocument,
  unsupportedDocument,
  z
    .looseObject({ kind: z.string() })
    .transform(({ kind }) => ({ kind: 'unsupported' as const, of: kind.slice(0, 40) })),
]);
