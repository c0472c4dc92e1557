import type { EntityManager } from 'typeorm';

/** Writes whole rows in one statement, over those that have the same key: the first `keys` columns. */
export async function upsert(
  manager: EntityManager,
  table: string,
  columns: readonly string[],
  keys: number,
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  if (rows.length === 0) return;
  const assignments = columns.slice(keys).map((column) => `${column} = VALUES(${column})`);
  await manager.query(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES ? ON DUPLICATE KEY UPDATE ${assignments.join(', ')}`,
    [rows],
  );
}
