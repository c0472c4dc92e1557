import { Readable } from 'node:stream';
import {
  REJECT_REASONS,
  REJECTS_PAGE_MAX,
  type RejectedRow,
  type ReplyOf,
  syncQueries,
} from '@encaisse/contracts';
import { Injectable, StreamableFile } from '@nestjs/common';
import { stringify } from 'csv-stringify';
import { Services } from '../api/services.js';

export const REJECTS_FILE = {
  type: 'text/csv',
  description:
    'Separated by semicolons, in UTF-8 with a byte order mark, as a French Excel opens it; by part and line.',
} as const;

const COLUMNS = [
  { key: 'part', header: 'Partie' },
  { key: 'line', header: 'Ligne' },
  { key: 'reason', header: 'Code' },
  { key: 'sentence', header: 'Motif' },
  { key: 'detail', header: 'Précision' },
  { key: 'content', header: 'Contenu' },
];

const limit = REJECTS_PAGE_MAX;
type Page = ReplyOf<typeof syncQueries.listRejects>;

/** The rows that an import has set aside, as a file for whoever has to mend them at head office. */
@Injectable()
export class RejectsFile {
  constructor(private readonly services: Services) {}

  /** Read page by page while it is sent. Throws UNAVAILABLE when the first page cannot be read. */
  async of(jobId: string): Promise<StreamableFile> {
    const first = await this.services.ask(syncQueries.listRejects, { jobId, limit });
    // A cell that begins with = + - or @ would be a formula: the rows come from elsewhere.
    const csv = stringify({
      bom: true,
      delimiter: ';',
      record_delimiter: 'windows',
      header: true,
      columns: COLUMNS,
      escape_formulas: true,
    });
    const rows = Readable.from(this.#rows(jobId, first));
    // A page that cannot be read breaks the file off, so that it does not pass for a whole one.
    rows.on('error', (error) => csv.destroy(error));
    return new StreamableFile(rows.pipe(csv), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="rejets-${jobId}.csv"`,
    });
  }

  async *#rows(jobId: string, first: Page) {
    for (let page = first; ; ) {
      for (const row of page.items) yield cellsOf(row);
      if (page.nextCursor === null) return;
      page = await this.services.ask(syncQueries.listRejects, { jobId, limit, cursor: page.nextCursor });
    }
  }
}

const cellsOf = (row: RejectedRow) => ({ ...row, sentence: REJECT_REASONS[row.reason].titleFr });
