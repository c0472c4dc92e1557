import { Readable } from 'node:stream';
import { wallClockOf } from '@encaisse/register-domain';
import { StreamableFile } from '@nestjs/common';
import { stringify } from 'csv-stringify';

export const FRENCH_CSV = {
  type: 'text/csv',
  description:
    'Separated by semicolons, in UTF-8 with a byte order mark, decimal commas and dd/mm/yyyy, as a French Excel opens it.',
} as const;

/** A column: what stands above it, and its cell of a row. */
export type Column<Row> = readonly [header: string, cell: (row: Row) => string];
interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
}

/**
 * A file that is read page by page while it is sent. The first page is read before anything is sent, so that a refusal is
 * still an answer; one that cannot be read later breaks the file off, so that it does not pass for a whole one.
 */
export async function csvFile<Row>(
  name: string,
  columns: readonly Column<Row>[],
  pageAfter: (cursor: string | undefined) => Promise<Page<Row>>,
): Promise<StreamableFile> {
  const first = await pageAfter(undefined);
  const csv = stringify({
    bom: true,
    delimiter: ';',
    record_delimiter: 'windows',
    header: true,
    columns: columns.map(([header]) => header),
  });
  async function* cells() {
    for (let page = first; ; ) {
      for (const row of page.rows) yield columns.map(([, cell]) => cell(row));
      if (page.next === null) return;
      page = await pageAfter(page.next);
    }
  }
  const rows = Readable.from(cells());
  rows.on('error', (error) => csv.destroy(error));
  return new StreamableFile(rows.pipe(csv), {
    type: 'text/csv; charset=utf-8',
    disposition: `attachment; filename="${name}.csv"`,
  });
}

/** A text that a spreadsheet would take for a formula is led by an apostrophe. Amounts are ours, and stay numbers. */
export const text = (value: string | null): string =>
  value === null ? '' : /^[=+\-@\t\r]/u.test(value) ? `'${value}` : value;

export const whole = (value: number | null): string => (value === null ? '' : String(value));

/** 1250 is `12,50`. */
export function euros(cents: number | null): string {
  if (cents === null) return '';
  const amount = Math.abs(cents);
  return `${cents < 0 ? '-' : ''}${Math.floor(amount / 100)},${String(amount % 100).padStart(2, '0')}`;
}

/** 550 is `5,5`. */
export const percent = (basisPoints: number | null): string =>
  basisPoints === null ? '' : String(basisPoints / 100).replace('.', ',');

/** `2026-03-14` is `14/03/2026`. */
export const date = (day: string | null): string =>
  day === null ? '' : day.slice(0, 10).split('-').reverse().join('/');

/** By the clock on the wall of the store: `14/03/2026 18:32:07`. */
export function moment(instant: string | null, timeZone: string | null): string {
  if (instant === null) return '';
  const clock = wallClockOf(instant, timeZone ?? 'Europe/Paris');
  return `${date(clock)} ${clock.slice(11, 19)}`;
}
