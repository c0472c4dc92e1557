import {
  type ExchangeProblem,
  type ExportManifest,
  exchangeProblem,
  type SessionManifest,
  sessionManifest,
  sessionRefOf,
} from '@encaisse/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { SqliteFile } from '../storage/sqlite-file.js';
import { EXPORT_DATABASE } from './export.schema.js';

export interface AnnouncedExport {
  readonly exportId: string;
  readonly storeCode: string;
  readonly registerNumber: number;
  readonly manifestSha256: string;
  readonly announcedAt: string;
}

export interface AnnouncedSession {
  readonly manifest: SessionManifest;
  readonly refusal: ExchangeProblem | null;
}

/** Exports as they were announced, and the chunks of their sessions until these are decided. */
@Injectable()
export class AnnouncedExportRepository {
  constructor(@Inject(EXPORT_DATABASE) private readonly file: SqliteFile) {}

  find(exportId: string): AnnouncedExport | undefined {
    const row = this.file.sql.prepare('SELECT * FROM exports WHERE export_id = ?').get(exportId);
    if (row === undefined) return undefined;
    return {
      exportId,
      storeCode: String(row['store_code']),
      registerNumber: Number(row['register_number']),
      manifestSha256: String(row['manifest_sha256']),
      announcedAt: String(row['announced_at']),
    };
  }

  add(announced: AnnouncedExport, sessions: ExportManifest['sessions']): void {
    const { sql } = this.file;
    const { exportId, storeCode, registerNumber, manifestSha256, announcedAt } = announced;
    sql
      .prepare('INSERT INTO exports VALUES (?, ?, ?, ?, ?)')
      .run(exportId, storeCode, registerNumber, manifestSha256, announcedAt);
    const insert = sql.prepare('INSERT INTO announced_sessions VALUES (?, ?, ?, ?, NULL)');
    for (const [position, session] of sessions.entries()) {
      insert.run(exportId, sessionRefOf(session.key), position, JSON.stringify(session));
    }
  }

  /** The sessions of an export in the order in which they were announced. */
  sessionsOf(exportId: string): AnnouncedSession[] {
    return this.file.sql
      .prepare('SELECT manifest, refusal FROM announced_sessions WHERE export_id = ? ORDER BY position')
      .all(exportId)
      .map(announcedSession);
  }

  findSession(exportId: string, sessionRef: string): AnnouncedSession | undefined {
    const row = this.file.sql
      .prepare('SELECT manifest, refusal FROM announced_sessions WHERE export_id = ? AND session_ref = ?')
      .get(exportId, sessionRef);
    return row === undefined ? undefined : announcedSession(row);
  }

  /** `null` once something came that may mend what was refused. */
  saveRefusal(exportId: string, sessionRef: string, refusal: ExchangeProblem | null): void {
    this.file.sql
      .prepare('UPDATE announced_sessions SET refusal = ? WHERE export_id = ? AND session_ref = ?')
      .run(refusal === null ? null : JSON.stringify(refusal), exportId, sessionRef);
  }

  chunkIndices(exportId: string, sessionRef: string): number[] {
    return this.file.sql
      .prepare(
        'SELECT chunk_index FROM received_chunks WHERE export_id = ? AND session_ref = ? ORDER BY chunk_index',
      )
      .all(exportId, sessionRef)
      .map((row) => Number(row['chunk_index']));
  }

  /** A chunk that comes again takes the place of the former one. */
  saveChunk(exportId: string, sessionRef: string, index: number, body: string): void {
    this.file.sql
      .prepare(
        'INSERT INTO received_chunks VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body',
      )
      .run(exportId, sessionRef, index, body);
  }

  /** Bodies of the chunks in order, one at a time. */
  *chunkBodies(exportId: string, sessionRef: string): Generator<string> {
    const rows = this.file.sql
      .prepare(
        'SELECT body FROM received_chunks WHERE export_id = ? AND session_ref = ? ORDER BY chunk_index',
      )
      .iterate(exportId, sessionRef);
    for (const row of rows) yield String(row['body']);
  }

  dropChunks(exportId: string, sessionRef: string): void {
    this.file.sql
      .prepare('DELETE FROM received_chunks WHERE export_id = ? AND session_ref = ?')
      .run(exportId, sessionRef);
  }
}

const announcedSession = (row: Record<string, unknown>): AnnouncedSession => ({
  manifest: sessionManifest.parse(JSON.parse(String(row['manifest']))),
  refusal: row['refusal'] === null ? null : exchangeProblem.parse(JSON.parse(String(row['refusal']))),
});
