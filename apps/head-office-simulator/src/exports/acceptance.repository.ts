import { type Acceptance, acceptance, type SessionKey } from '@encaisse/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { SqliteFile } from '../storage/sqlite-file.js';
import { EXPORT_DATABASE } from './export.schema.js';
import { sessionKeyText } from './session-key.js';

/** Sessions that two people had accepted apart, for ever. */
@Injectable()
export class AcceptanceRepository {
  constructor(@Inject(EXPORT_DATABASE) private readonly file: SqliteFile) {}

  find(key: SessionKey): Acceptance | undefined {
    const row = this.file.sql
      .prepare('SELECT acceptance FROM acceptances WHERE session_key = ?')
      .get(sessionKeyText(key));
    return row === undefined ? undefined : acceptanceOf(row);
  }

  add(accepted: Acceptance, contentId: number): void {
    this.file.sql
      .prepare('INSERT INTO acceptances (session_key, content_id, acceptance) VALUES (?, ?, ?)')
      .run(sessionKeyText(accepted.key), contentId, JSON.stringify(accepted));
  }

  /** In the order in which they were accepted. */
  list(): Acceptance[] {
    return this.file.sql.prepare('SELECT acceptance FROM acceptances ORDER BY rowid').all().map(acceptanceOf);
  }
}

const acceptanceOf = (row: Record<string, unknown>): Acceptance =>
  acceptance.parse(JSON.parse(String(row['acceptance'])));
