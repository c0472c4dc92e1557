import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';

/** Lock names belong to the whole server, which may hold other databases like this one, and have at most 64 characters. */
const lockNameOf = (database: string, work: string): string =>
  `encaisse.${work}.${createHash('sha256').update(database).digest('hex').slice(0, 32)}`;

/** Does `work` unless another process that shares the database is at what has this name. */
export async function whileAlone(
  database: DataSource,
  name: string,
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
