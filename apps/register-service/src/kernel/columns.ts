import type { EntitySchemaColumnOptions } from 'typeorm';

/*
 * The few column types that the tables are made of. Every id is ASCII: a third of the index bytes of utf8mb4, and it compares
 * by bytes. Instants are UTC with milliseconds.
 */
const ascii = (name: string, length: number): EntitySchemaColumnOptions => ({
  name,
  type: 'char',
  length,
  charset: 'ascii',
  collation: 'ascii_bin',
});

/** A UUID. */
export const id = (name: string): EntitySchemaColumnOptions => ascii(name, 36);
/** A SHA-256 or an HMAC of it, in lower-case hexadecimal. */
export const hash = (name: string): EntitySchemaColumnOptions => ascii(name, 64);
/** A code that a person types, or a word of ours; compared by bytes. */
export const code = (name: string, length = 16): EntitySchemaColumnOptions => ({
  name,
  type: 'varchar',
  length,
  charset: 'ascii',
  collation: 'ascii_bin',
});
export const words = (name: string, length: number): EntitySchemaColumnOptions => ({
  name,
  type: 'varchar',
  length,
});
export const instant = (name: string): EntitySchemaColumnOptions => ({
  name,
  type: 'datetime',
  precision: 3,
});
export const cents = (name: string): EntitySchemaColumnOptions => ({ name, type: 'bigint' });
export const integer = (name: string): EntitySchemaColumnOptions => ({ name, type: 'int', unsigned: true });
/** A number of either sign. */
export const signed = (name: string): EntitySchemaColumnOptions => ({ name, type: 'int' });
export const json = (name: string): EntitySchemaColumnOptions => ({ name, type: 'json' });

export const primary = (column: EntitySchemaColumnOptions): EntitySchemaColumnOptions => ({
  ...column,
  primary: true,
});
export const nullable = (column: EntitySchemaColumnOptions): EntitySchemaColumnOptions => ({
  ...column,
  nullable: true,
});
