import type { DataSource, EntityMetadata } from 'typeorm';

/*
 * A schema as sorted lines, one for each column and each key: what the rows ask for, and what the server's own
 * information_schema says there is. TypeORM compares less than this (no collation, no stray table, no order of a key).
 */
type Column = EntityMetadata['columns'][number];

const column = (table: string, name: string, parts: readonly string[]): string =>
  [`${table}.${name}`, ...parts].filter(Boolean).join(' ');
const key = (table: string, name: string, isUnique: boolean, columns: readonly string[]): string =>
  `${table} ${isUnique ? 'unique ' : ''}key ${name} (${columns.join(', ')})`;

/** What the rows ask for of a server of this type. */
export function describedByRows({ entityMetadatas, options }: DataSource): readonly string[] {
  const isMariadb = options.type === 'mariadb';
  return entityMetadatas
    .flatMap(({ tableName, columns, primaryColumns, indices }) => [
      ...columns.map((one) =>
        column(tableName, one.databaseName, [
          typeOf(one, isMariadb),
          one.isNullable ? '' : 'not null',
          collationOf(one, isMariadb),
        ]),
      ),
      key(
        tableName,
        'PRIMARY',
        true,
        primaryColumns.map(({ databaseName }) => databaseName),
      ),
      ...indices.map((index) =>
        key(
          tableName,
          index.name,
          index.isUnique,
          index.columns.map(({ databaseName }) => databaseName),
        ),
      ),
    ])
    .toSorted();
}

/** A boolean is a small number on both, and MariaDB keeps JSON as text. */
function typeOf({ type, length, precision, unsigned }: Column, isMariadb: boolean): string {
  const name = String(type);
  if (name === 'json' && isMariadb) return 'longtext';
  if (name === 'boolean') return 'tinyint';
  const size = length || (precision ?? '');
  return `${name}${size === '' ? '' : `(${size})`}${unsigned ? ' unsigned' : ''}`;
}

function collationOf({ type, collation }: Column, isMariadb: boolean): string {
  if (type === 'json') return isMariadb ? 'utf8mb4_bin' : '';
  if (collation) return collation;
  return /varchar|text/u.test(String(type)) ? 'utf8mb4_unicode_ci' : '';
}

/** What there is of the tables with this prefix. A default, or an AUTO_INCREMENT, that no row asks for is told too. */
export async function describedByServer(admin: DataSource, prefix: string): Promise<readonly string[]> {
  const ask = async (statement: string): Promise<readonly Record<string, unknown>[]> =>
    await admin.query(statement, [`${prefix.replaceAll('_', '\\_')}%`]);
  const columns = await ask(`
    SELECT table_name AS ofTable, column_name AS name, column_type AS type, is_nullable AS nullable,
           collation_name AS collation, column_default AS preset, extra
    FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name LIKE ?`);
  const keys = await ask(`
    SELECT table_name AS ofTable, index_name AS name, non_unique AS repeats, column_name AS part
    FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name LIKE ?
    ORDER BY table_name, index_name, seq_in_index`);
  const described = columns.map(({ ofTable, name, type, nullable, collation, preset, extra }) =>
    column(String(ofTable), String(name), [
      // MySQL has no display width any more, and MariaDB's says nothing.
      String(type).replace(/\b((?:big|small|tiny)?int)\(\d+\)/u, '$1'),
      nullable === 'YES' ? '' : 'not null',
      collation === null ? '' : String(collation),
      preset === null || preset === 'NULL' ? '' : `default ${String(preset)}`,
      String(extra ?? ''),
    ]),
  );
  const byKey = Map.groupBy(keys, ({ ofTable, name }) => `${String(ofTable)}.${String(name)}`);
  const describedKeys = [...byKey.values()].flatMap((parts) => {
    const [first] = parts;
    if (!first) return [];
    const { ofTable, name, repeats } = first;
    return key(
      String(ofTable),
      String(name),
      Number(repeats) === 0,
      parts.map(({ part }) => String(part)),
    );
  });
  return [...described, ...describedKeys].toSorted();
}
