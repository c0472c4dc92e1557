import type { DataSource, EntityManager, EntitySchema, ObjectLiteral } from 'typeorm';

export type RawRow = Readonly<Record<string, unknown>>;

/**
 * How a table's rows are read by a statement of ours. TypeORM builds its statement anew for every question, which costs more
 * than the question: what each sale asks is asked through here, with the same columns and the same values as by TypeORM.
 */
export class RowShape<Row extends ObjectLiteral> {
  readonly #columns: readonly { readonly name: string; readonly read: (value: unknown) => unknown }[];
  readonly #properties: readonly string[];
  readonly table: string;

  constructor(database: DataSource, schema: EntitySchema<Row>) {
    const { tableName, columns } = database.getMetadata(schema);
    this.table = tableName;
    this.#properties = columns.map(({ propertyName }) => propertyName);
    this.#columns = columns.map((column) => ({
      name: column.databaseName,
      read: (value) => database.driver.prepareHydratedValue(value, column) as unknown,
    }));
  }

  /** The columns of the table under `alias`, for a SELECT; `from` reads them back. */
  list(alias: string): string {
    return this.#columns.map(({ name }) => `${alias}.${name} AS ${alias}_${name}`).join(', ');
  }

  /** The row that was read under `alias`; undefined where an outer join found none. */
  from(raw: RawRow, alias: string): Row | undefined {
    const [key] = this.#columns;
    if (key === undefined || raw[`${alias}_${key.name}`] == null) return undefined;
    const row: Record<string, unknown> = {};
    for (const [index, { name, read }] of this.#columns.entries()) {
      row[this.#properties[index] ?? name] = read(raw[`${alias}_${name}`]);
    }
    return row as Row;
  }
}

const shapes = new WeakMap<DataSource, Map<EntitySchema<never>, RowShape<never>>>();

/** The shape of a table in this database, made once. */
export function shapeOf<Row extends ObjectLiteral>(
  { connection }: Pick<EntityManager, 'connection'>,
  schema: EntitySchema<Row>,
): RowShape<Row> {
  const known = shapes.get(connection) ?? new Map();
  shapes.set(connection, known);
  const shape: RowShape<Row> = known.get(schema) ?? new RowShape(connection, schema);
  known.set(schema, shape);
  return shape;
}

/** Whole rows of one table: `tail` is what stands after its name, which is also its alias `r`. */
export async function readRows<Row extends ObjectLiteral>(
  manager: EntityManager,
  schema: EntitySchema<Row>,
  tail: string,
  parameters: readonly unknown[],
): Promise<readonly Row[]> {
  const shape = shapeOf(manager, schema);
  const statement = `SELECT ${shape.list('r')} FROM ${shape.table} r ${tail}`;
  const rows = (await manager.query(statement, [...parameters])) as readonly RawRow[];
  return rows.flatMap((raw) => shape.from(raw, 'r') ?? []);
}
