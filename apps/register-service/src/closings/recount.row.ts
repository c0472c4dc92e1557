import type { Denominations } from '@encaisse/contracts';
import { EntitySchema } from 'typeorm';
import { cents, code, id, instant, integer, json, nullable, primary, words } from '../kernel/columns.js';

/** The drawer of a closed session, counted again. Insert-only. */
export interface RecountRow {
  storeId: string;
  recountId: string;
  registerId: string;
  sessionId: string;
  /** 1, 2… within the session. */
  number: number;
  countedCashCents: number;
  denominations: Denominations | null;
  formerCountCents: number;
  expectedCashCents: number;
  differenceCents: number;
  reason: string;
  countedBy: string;
  /** Code of who lent the right to accept the difference. */
  authorisedBy: string | null;
  countedAt: Date;
}
export const Recounts = new EntitySchema<RecountRow>({
  name: 'Recount',
  tableName: 'register_recounts',
  columns: {
    storeId: primary(id('store_id')),
    recountId: primary(id('recount_id')),
    registerId: id('register_id'),
    sessionId: id('session_id'),
    number: integer('number'),
    countedCashCents: cents('counted_cash_cents'),
    denominations: nullable(json('denominations')),
    formerCountCents: cents('former_count_cents'),
    expectedCashCents: cents('expected_cash_cents'),
    differenceCents: cents('difference_cents'),
    reason: words('reason', 200),
    countedBy: code('counted_by'),
    authorisedBy: nullable(code('authorised_by')),
    countedAt: instant('counted_at'),
  },
  indices: [{ name: 'register_recounts_session', columns: ['storeId', 'sessionId', 'number'], unique: true }],
});
