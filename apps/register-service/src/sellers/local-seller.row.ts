import { EntitySchema } from 'typeorm';
import { code, id, instant, primary, words } from '../kernel/columns.js';

/** A responsable whom the store was created with: she has every right, and no import removes her. Insert-only. */
export interface LocalSellerRow {
  storeId: string;
  code: string;
  name: string;
  createdAt: Date;
}
export const LocalSellers = new EntitySchema<LocalSellerRow>({
  name: 'LocalSeller',
  tableName: 'register_local_sellers',
  columns: {
    storeId: primary(id('store_id')),
    code: primary(code('code')),
    name: words('name', 80),
    createdAt: instant('created_at'),
  },
});
