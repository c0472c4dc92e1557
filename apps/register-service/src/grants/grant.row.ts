import type { LendableRight } from '@encaisse/contracts';
import { EntitySchema } from 'typeorm';
import { cents, code, id, instant, nullable, primary } from '../kernel/columns.js';

/** A right lent by whoever has it, for one act of one seller. Insert-only. */
export interface GrantRow {
  grantId: string;
  storeId: string;
  registerId: string;
  tillId: string;
  lentBy: string;
  borrower: string;
  right: LendableRight;
  /** What it is lent for; null for whatever the borrower names. */
  subjectId: string | null;
  /** The most it covers; null without a bound. */
  amountCents: number | null;
  lentAt: Date;
  expiresAt: Date;
}
export const GrantRows = new EntitySchema<GrantRow>({
  name: 'Grant',
  tableName: 'register_grants',
  columns: {
    grantId: primary(id('grant_id')),
    storeId: id('store_id'),
    registerId: id('register_id'),
    tillId: id('till_id'),
    lentBy: code('lent_by'),
    borrower: code('borrower'),
    right: code('lent_right', 32),
    subjectId: nullable(id('subject_id')),
    amountCents: nullable(cents('amount_cents')),
    lentAt: instant('lent_at'),
    expiresAt: instant('expires_at'),
  },
});

/** The one use of a grant: its primary key keeps a second from being. Insert-only. */
export interface GrantUseRow {
  grantId: string;
  storeId: string;
  registerId: string;
  tillId: string;
  subjectId: string | null;
  amountCents: number | null;
  usedAt: Date;
}
export const GrantUses = new EntitySchema<GrantUseRow>({
  name: 'GrantUse',
  tableName: 'register_grant_uses',
  columns: {
    grantId: primary(id('grant_id')),
    storeId: id('store_id'),
    registerId: id('register_id'),
    tillId: id('till_id'),
    subjectId: nullable(id('subject_id')),
    amountCents: nullable(cents('amount_cents')),
    usedAt: instant('used_at'),
  },
});
