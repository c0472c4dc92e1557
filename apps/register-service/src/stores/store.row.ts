import { EntitySchema } from 'typeorm';
import { cents, code, id, instant, primary, words } from '../kernel/columns.js';

export interface StoreRow {
  storeId: string;
  code: string;
  name: string;
  /** An IANA name; business dates are read off its wall calendar. */
  timeZone: string;
  /** Largest cash difference that whoever may close may accept. */
  toleranceCents: number;
  /** Whether what the drawer should hold is told only after it was counted. */
  blindCount: boolean;
  drawerOnCashSale: boolean;
  /** How old data kept here may be that serve while head office is silent; 0: none do. */
  maxDatasetAgeHours: number;
  createdAt: Date;
}
export const Stores = new EntitySchema<StoreRow>({
  name: 'Store',
  tableName: 'register_stores',
  columns: {
    storeId: primary(id('store_id')),
    code: code('code'),
    name: words('name', 80),
    timeZone: code('time_zone', 60),
    toleranceCents: cents('tolerance_cents'),
    blindCount: { name: 'blind_count', type: 'boolean' },
    drawerOnCashSale: { name: 'drawer_on_cash_sale', type: 'boolean' },
    maxDatasetAgeHours: { name: 'max_dataset_age_hours', type: 'smallint', unsigned: true },
    createdAt: instant('created_at'),
  },
  indices: [{ name: 'register_stores_code', columns: ['code'], unique: true }],
});
