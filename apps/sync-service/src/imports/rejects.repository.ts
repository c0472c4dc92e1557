import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { BadRow } from './part-reader.js';

/** Bad rows kept per part: far more than an import may have and still count. Of one that is refused, these are the first. */
export const REJECTS_KEPT = 10_000;

/** Rows that were set aside, under the sha256 of their part or the job whose parts do not fit together. */
@Injectable()
export class RejectsRepository {
  constructor(private readonly source: DataSource) {}

  async forget(owner: string): Promise<void> {
    await this.source.query('DELETE FROM sync_rejects WHERE owner = ?', [owner]);
  }

  /** The same rows again change nothing: a part is read in the same way by everyone. */
  async keep(owner: string, part: string, rows: readonly BadRow[]): Promise<void> {
    if (rows.length === 0) return;
    const places = rows.map(() => '(?, ?, ?, ?, ?, ?)').join(', ');
    await this.source.query(
      `INSERT IGNORE INTO sync_rejects (owner, part_name, line_number, reason, detail, content) VALUES ${places}`,
      rows.flatMap(({ line, reason, detail, content }) => [
        owner,
        part,
        line,
        reason,
        detail?.slice(0, 300) ?? null,
        content,
      ]),
    );
  }
}
