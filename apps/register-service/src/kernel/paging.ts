import { type FindOptionsWhere, LessThan, type ObjectLiteral } from 'typeorm';
import { fromCursor, type PageCursor, toCursor } from './page-cursor.js';

export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The conditions of the next page of a list that is newest first: older than the cursor, or as old with a smaller id. */
export function behind<T extends ObjectLiteral>(
  where: FindOptionsWhere<T>,
  { cursor }: PageRequest,
  columns: { readonly at: keyof T; readonly id: keyof T },
): FindOptionsWhere<T>[] {
  const from = cursor === undefined ? undefined : fromCursor(cursor);
  if (!from) return [where];
  return [
    { ...where, [columns.at]: LessThan(from.at) },
    { ...where, [columns.at]: from.at, [columns.id]: LessThan(from.id) },
  ];
}

/** Cuts one row more than asked for into a page and the cursor of the next. */
export function pageOf<T>(
  rows: readonly T[],
  { limit }: PageRequest,
  position: (row: T) => PageCursor,
): { readonly rows: readonly T[]; readonly nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page,
    nextCursor: rows.length > limit && last !== undefined ? toCursor(position(last)) : null,
  };
}
