import { z } from 'zod';
import { businessDate, cents, count } from '../primitives.js';
import { cashMovementKind } from '../register/cash.js';
import { printedDenominations, printedRegister, printedSoftware, printedStore } from './parts.js';
import { line, name, ordinal, wallClock } from './values.js';

/** The slip of cash that moved without a ticket, to be signed and kept in the drawer. */
export const cashMovementDocument = z.object({
  kind: z.literal('cashMovement'),
  store: printedStore,
  register: printedRegister,
  sessionNumber: ordinal,
  movement: cashMovementKind,
  /** Within the session. */
  movementNumber: ordinal,
  movedAt: wallClock,
  sellerName: name,
  /** Who lent the right. */
  authorisedBy: name.nullable(),
  amountCents: cents,
  reason: name,
  /** Empty when there is none. */
  note: line,
  duplicateNumber: count,
  software: printedSoftware,
});
export type CashMovementDocument = z.infer<typeof cashMovementDocument>;

/** The slip of a drawer that was counted again after its closing. */
export const recountDocument = z.object({
  kind: z.literal('recount'),
  store: printedStore,
  register: printedRegister,
  zNumber: ordinal,
  sessionNumber: ordinal,
  businessDate,
  recountNumber: ordinal,
  countedAt: wallClock,
  countedBy: name,
  /** Who lent the right. */
  authorisedBy: name.nullable(),
  expectedCents: cents,
  formerCountCents: cents,
  countedCents: cents,
  denominations: printedDenominations,
  differenceCents: cents,
  reason: line,
  duplicateNumber: count,
  software: printedSoftware,
});
export type RecountDocument = z.infer<typeof recountDocument>;
