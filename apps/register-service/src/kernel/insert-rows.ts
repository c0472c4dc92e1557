import type { EntityManager, EntitySchema, ObjectLiteral } from 'typeorm';

/**
 * Inserts many rows in one statement, handed to the driver as they are: TypeORM's own insert builds an expression
 * for each value, which costs more than the insert.
 */
export async function insertRows<Row extends ObjectLiteral>(
  manager: EntityManager,
  table: EntitySchema<Row>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const { driver } = manager.connection;
  const { tableName, columns } = manager.connection.getMetadata(table);
  const names = columns.map(({ databaseName }) => `\`${databaseName}\``).join(', ');
  const values = rows.map((row) =>
    columns.map((column) => driver.preparePersistentValue(column.getEntityValue(row), column) as unknown),
  );
  await manager.query(`INSERT INTO \`${tableName}\` (${names}) VALUES ?`, [values]);
}
