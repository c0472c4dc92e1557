import { type EntityManager, EntitySchema } from 'typeorm';
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

/** The life that the database is in. */
export async function currentLife(manager: EntityManager): Promise<IncarnationRow> {
  const [row] = await manager.find(Incarnations, { order: { startedAt: 'DESC' }, take: 1 });
  if (!row) throw new Error('the database has no incarnation: its migrations have not run');
  return row;
}

/** Begins another life, newer than any before, whatever the clock says. */
export async function beginNewLife(manager: EntityManager, incarnation: string, now: Date): Promise<void> {
  const { startedAt } = await currentLife(manager);
  const later = new Date(Math.max(now.getTime(), startedAt.getTime() + 1));
  await manager.insert(Incarnations, { incarnation, startedAt: later });
}
