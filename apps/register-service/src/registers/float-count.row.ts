import type { Denominations } from '@encaisse/contracts';
import { EntitySchema } from 'typeorm';
import { id, json, primary } from '../kernel/columns.js';

/** The notes and coins of a float, where the opening told them one by one. Insert-only. */
export interface FloatCountRow {
  storeId: string;
  sessionId: string;
  denominations: Denominations;
}
export const FloatCounts = new EntitySchema<FloatCountRow>({
  name: 'FloatCount',
  tableName: 'register_float_counts',
  columns: {
    storeId: primary(id('store_id')),
    sessionId: primary(id('session_id')),
    denominations: json('denominations'),
  },
});
