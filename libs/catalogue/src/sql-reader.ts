/** Whatever runs one SQL statement: a TypeORM `DataSource`, or an `EntityManager` to read inside a transaction. */
export interface SqlReader {
  query(sql: string, parameters?: unknown[]): Promise<unknown>;
}

export type SqlRow = Readonly<Record<string, unknown>>;

export async function rowsOf(sql: SqlReader, statement: string, parameters: unknown[]): Promise<SqlRow[]> {
  return (await sql.query(statement, parameters)) as SqlRow[];
}

/** BIGINT arrives as text from some drivers; every number here is a safe integer or the row is corrupt. */
export function integer(value: unknown): number {
  const number = Number(value);
  if (value === null || !Number.isSafeInteger(number)) throw new RangeError(`not a safe integer: ${value}`);
  return number;
}

/** A JSON column: text on MariaDB, already parsed on MySQL. */
export function texts(value: unknown): string[] {
  return (typeof value === 'string' ? JSON.parse(value) : value) as string[];
}
