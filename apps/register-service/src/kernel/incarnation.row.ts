import { EntitySchema } from 'typeorm';
import { id, instant, primary } from './columns.js';

/** One life of the database. A restored one starts another, so that its numbers never meet the former ones. Insert-only. */
export interface IncarnationRow {
  incarnation: string;
  startedAt: Date;
}
export const Incarnations = new EntitySchema<IncarnationRow>({
  name: 'Incarnation',
  tableName: 'register_incarnations',
  columns: { incarnation: primary(id('incarnation')), startedAt: instant('started_at') },
});
