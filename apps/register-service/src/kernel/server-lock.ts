import type { DataSource, EntityManager } from 'typeorm';
import { sha256 } from './secrets.js';

/** Lock names belong to the whole server, which may hold other databases like this one, and have at most 64 characters. */
const lockNameOf = (database: string, work: string): string =>
  `encaisse.${work}.${sha256(database).slice(0, 32)}`;

/** Does `work` unless another process of the service is at it. */
export async function whileAlone(
  database: DataSource,
  name: 'reconciler' | 'life' | 'relay',
  work: (manager: EntityManager) => Promise<void>,
): Promise<void> {
  const runner = database.createQueryRunner();
  try {
    const [row] = (await runner.query('SELECT DATABASE() AS name')) as [{ name: string }];
    const lock = [lockNameOf(row.name, name)];
    const [{ mine }] = (await runner.query('SELECT GET_LOCK(?, 0) AS mine', lock)) as [{ mine: unknown }];
    if (Number(mine) !== 1) return;
    try {
      await work(runner.manager);
    } finally {
      await runner.query('SELECT RELEASE_LOCK(?)', lock);
    }
  } finally {
    await runner.release();
  }
}
