import { CASH_MOVEMENT_KINDS, type CashMovementKind } from '@encaisse/register-domain';
import { z } from 'zod';
import {
  businessDate,
  cents,
  count,
  grantId,
  id,
  instant,
  positiveCents,
  reductions,
  sellerCode,
  tenderTotal,
  text,
  turnover,
  vatTotal,
} from '../primitives.js';
import { rpc, sellingCommand, tillQuery } from '../rpc.js';

export const cashMovementKind = z.enum(CASH_MOVEMENT_KINDS);

interface Reason {
  readonly label: string;
  readonly labelFr: string;
  /** The kinds of movement that it can explain; none for a drawer that only opens. */
  readonly kinds: readonly CashMovementKind[];
  readonly opensDrawer: boolean;
  /** Whether it says nothing without a note. */
  readonly wantsNote: boolean;
}
const reason = (
  label: string,
  labelFr: string,
  kinds: readonly CashMovementKind[],
  { opensDrawer = false, wantsNote = false } = {},
): Reason => ({ label, labelFr, kinds, opensDrawer, wantsNote });

/** Why cash moves without a ticket, or the drawer opens without one: what the till offers, and nothing else passes. */
export const CASH_REASONS = {
  CHANGE: reason('Change', 'Monnaie', ['IN', 'OUT'], { opensDrawer: true }),
  FLOAT: reason('Float', 'Complément de fond', ['IN']),
  REPAYMENT: reason('Repayment', 'Remboursement d’avance', ['IN']),
  SUPPLIER: reason('Supplier', 'Paiement fournisseur', ['OUT']),
  EXPENSE: reason('Expense', 'Petite dépense', ['OUT'], { wantsNote: true }),
  ADVANCE: reason('Advance', 'Avance au personnel', ['OUT'], { wantsNote: true }),
  SAFE: reason('To the safe', 'Mise au coffre', ['SAFE_DROP']),
  BANK: reason('To the bank', 'Remise en banque', ['SAFE_DROP']),
  CHECK: reason('Check', 'Contrôle', [], { opensDrawer: true }),
  MISTAKE: reason('Closed by mistake', 'Tiroir refermé trop tôt', [], { opensDrawer: true }),
  OTHER: reason('Other', 'Autre', ['IN', 'OUT', 'SAFE_DROP'], { opensDrawer: true, wantsNote: true }),
} as const satisfies Record<string, Reason>;
export type CashReason = keyof typeof CASH_REASONS;
export const cashReason = z.enum(Object.keys(CASH_REASONS) as [CashReason, ...CashReason[]]);

const note = text(200).nullable().default(null).describe('OTHER, EXPENSE and ADVANCE want one.');

export const moveCashBody = z
  .strictObject({
    movementId: id,
    kind: cashMovementKind,
    amountCents: positiveCents.min(1),
    reason: cashReason,
    note,
    grantId,
  })
  .meta({ id: 'MoveCash' });
export const openDrawerBody = z
  .strictObject({ openingId: id, reason: cashReason, note, grantId })
  .meta({ id: 'OpenDrawer' });
export const readXBody = z
  .strictObject({
    readingId: id,
    print: z.boolean().default(true).describe('Also on paper; otherwise on the screen alone.'),
  })
  .meta({ id: 'ReadX' });

const place = { registerId: id, sessionId: id };
const explained = {
  reason: cashReason,
  note: z.string().nullable(),
  sellerCode,
  authorisedBy: sellerCode.nullable().describe('Who lent the right; null when the seller has it herself.'),
  at: instant,
};

export const cashMovementView = z
  .object({
    movementId: id,
    ...place,
    number: count.describe('Counts the movements of its session from 1.'),
    kind: cashMovementKind,
    amountCents: positiveCents,
    ...explained,
    printJobId: id.describe('Of its slip.'),
  })
  .meta({ id: 'CashMovement' });
export type CashMovementView = z.infer<typeof cashMovementView>;

export const drawerOpeningView = z
  .object({
    openingId: id,
    ...place,
    number: count.describe('Counts those of its session from 1.'),
    ...explained,
  })
  .meta({ id: 'DrawerOpening' });
export type DrawerOpeningView = z.infer<typeof drawerOpeningView>;

/** What the movements of one kind come to: how many, and their sum. */
export const cashMovementTotal = z.strictObject({
  kind: cashMovementKind,
  count,
  amountCents: positiveCents,
});
export type CashMovementTotal = z.infer<typeof cashMovementTotal>;

/** A session's totals as they were when somebody read them. */
export const xRecord = z
  .object({
    ...place,
    xNumber: count.describe('Counts the readings of its session from 1.'),
    epoch: count,
    sessionNumber: count,
    businessDate,
    openedAt: instant,
    openedBy: sellerCode,
    readAt: instant,
    readBy: sellerCode,
    ticketCount: count,
    abandonedCount: count,
    articleCount: count,
    firstTicketNumber: count.nullable(),
    lastTicketNumber: count.nullable(),
    ttcCents: cents,
    turnover,
    vat: z.array(vatTotal),
    tenders: z.array(tenderTotal),
    reductions,
    cashMovements: z.array(cashMovementTotal),
    drawerOpenings: count,
    cash: z
      .object({
        openingFloatCents: positiveCents,
        takenCents: positiveCents,
        changeGivenCents: positiveCents,
        refundedCents: positiveCents,
        expectedCents: cents,
      })
      .nullable()
      .describe('Null where the drawer is counted blind: nobody is told before what it should hold.'),
  })
  .meta({ id: 'X' });
export type XRecord = z.infer<typeof xRecord>;

export const xReadingView = z
  .object({ readingId: id, x: xRecord, printJobId: id.nullable() })
  .meta({ id: 'XReading' });
export type XReadingView = z.infer<typeof xReadingView>;

/** What a connected seller does with the drawer, but for selling. */
export const cashCommands = {
  moveCash: rpc(
    'encaisse.cmd.cash.move.v1',
    sellingCommand({ registerId: id, ...moveCashBody.shape }),
    cashMovementView,
  ),
  openDrawer: rpc(
    'encaisse.cmd.cash.openDrawer.v1',
    sellingCommand({ registerId: id, ...openDrawerBody.shape }),
    drawerOpeningView,
  ),
  readX: rpc(
    'encaisse.cmd.cash.readX.v1',
    sellingCommand({ registerId: id, ...readXBody.shape }),
    xReadingView,
  ),
} as const;

/** What tills read of it; each id in any state, by whoever does not know whether a command arrived. */
export const cashQueries = {
  listCashMovements: rpc(
    'encaisse.qry.cash.movements.v1',
    tillQuery({ registerId: id }),
    z.object({ movements: z.array(cashMovementView), drawerOpenings: z.array(drawerOpeningView) }),
  ),
  getCashMovement: rpc('encaisse.qry.cash.movement.v1', tillQuery({ movementId: id }), cashMovementView),
  getDrawerOpening: rpc(
    'encaisse.qry.cash.drawerOpening.v1',
    tillQuery({ openingId: id }),
    drawerOpeningView,
  ),
  getXReading: rpc('encaisse.qry.cash.x.v1', tillQuery({ readingId: id }), xReadingView),
} as const;
