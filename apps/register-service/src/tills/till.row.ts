import { EntitySchema } from 'typeorm';
import { code, id, instant, nullable, primary, words } from '../kernel/columns.js';

/** A till. Its row is the lock under which everything that the till asks of any register happens. */
export interface TillRow {
  tillId: string;
  storeId: string;
  code: string;
  name: string;
  createdAt: Date;
  revokedAt: Date | null;
}
export const Tills = new EntitySchema<TillRow>({
  name: 'Till',
  tableName: 'register_tills',
  columns: {
    tillId: primary(id('till_id')),
    storeId: id('store_id'),
    code: code('code'),
    name: words('name', 80),
    createdAt: instant('created_at'),
    revokedAt: nullable(instant('revoked_at')),
  },
  indices: [{ name: 'register_tills_code', columns: ['storeId', 'code'], unique: true }],
});
