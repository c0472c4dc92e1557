import type { CashReason } from '@encaisse/contracts';
import type { CashMovementKind } from '@encaisse/register-domain';
import { EntitySchema } from 'typeorm';
import { cents, code, id, instant, integer, nullable, primary, words } from '../kernel/columns.js';

/** Why the drawer was used without a ticket, by whom, and where. */
interface Explained {
  storeId: string;
  registerId: string;
  sessionId: string;
  /** 1, 2… within the session. */
  number: number;
  reason: CashReason;
  note: string | null;
  sellerCode: string;
  /** Code of who lent the right; null when the seller had it. */
  authorisedBy: string | null;
  at: Date;
}

/** Cash that moved without a ticket. Insert-only. */
export interface CashMovementRow extends Explained {
  movementId: string;
  kind: CashMovementKind;
  amountCents: number;
}
export const CashMovements = new EntitySchema<CashMovementRow>({
  name: 'CashMovement',
  tableName: 'register_cash_movements',
  columns: {
    storeId: primary(id('store_id')),
    movementId: primary(id('movement_id')),
    registerId: id('register_id'),
    sessionId: id('session_id'),
    number: integer('number'),
    kind: code('kind'),
    amountCents: cents('amount_cents'),
    reason: code('reason'),
    note: nullable(words('note', 200)),
    sellerCode: code('seller_code'),
    authorisedBy: nullable(code('authorised_by')),
    at: instant('at'),
  },
  indices: [
    {
      name: 'register_cash_movements_session',
      columns: ['storeId', 'sessionId', 'number'],
      unique: true,
    },
  ],
});

/** An opening of the drawer without a sale. Insert-only. */
export interface DrawerOpeningRow extends Explained {
  openingId: string;
}
export const DrawerOpenings = new EntitySchema<DrawerOpeningRow>({
  name: 'DrawerOpening',
  tableName: 'register_drawer_openings',
  columns: {
    storeId: primary(id('store_id')),
    openingId: primary(id('opening_id')),
    registerId: id('register_id'),
    sessionId: id('session_id'),
    number: integer('number'),
    reason: code('reason'),
    note: nullable(words('note', 200)),
    sellerCode: code('seller_code'),
    authorisedBy: nullable(code('authorised_by')),
    at: instant('at'),
  },
  indices: [
    {
      name: 'register_drawer_openings_session',
      columns: ['storeId', 'sessionId', 'number'],
      unique: true,
    },
  ],
});
