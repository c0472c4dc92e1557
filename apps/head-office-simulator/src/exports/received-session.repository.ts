import {
  type Acknowledgement,
  type ExchangeProblem,
  exchangeProblem,
  type ReceivedSession,
  type RefusedContents,
  type SessionKey,
  type SessionManifest,
  sessionKey,
  sessionTotals,
} from '@encaisse/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { SqliteFile } from '../storage/sqlite-file.js';
import { EXPORT_DATABASE } from './export.schema.js';
import { sessionKeyText } from './session-key.js';

const KEY_COLUMNS = 'store_code, incarnation, register_number, epoch, number';
const OF_KEY = 'store_code = ? AND incarnation = ? AND register_number = ? AND epoch = ? AND number = ?';
const valuesOf = (key: SessionKey): [string, string, number, number, number] => [
  key.storeCode,
  key.incarnation,
  key.registerNumber,
  key.epoch,
  key.number,
];

/** A content that was decided on; `problem` says why it was refused. */
export interface KeptContent {
  readonly exportId: string;
  readonly key: SessionKey;
  readonly sha256: string;
  readonly problem: ExchangeProblem | null;
  readonly receivedAt: string;
}

/** Sessions that were decided: acknowledged for ever, or refused and kept for inspection. */
@Injectable()
export class ReceivedSessionRepository {
  constructor(@Inject(EXPORT_DATABASE) private readonly file: SqliteFile) {}

  findAcknowledgement(key: SessionKey): Acknowledgement | undefined {
    const row = this.file.sql.prepare(`SELECT * FROM acknowledgements WHERE ${OF_KEY}`).get(...valuesOf(key));
    return row === undefined ? undefined : acknowledgementOf(row);
  }

  /** Keeps a content as it came. The same content refused for the same reason again is kept once. Returns its id. */
  keepContent(content: KeptContent, chunks: Iterable<string>): number {
    const { sql } = this.file;
    const session = sessionKeyText(content.key);
    const problem = content.problem === null ? null : JSON.stringify(content.problem);
    const kept = sql
      .prepare('SELECT content_id FROM contents WHERE session_key = ? AND sha256 = ? AND problem IS ?')
      .get(session, content.sha256, problem);
    if (kept !== undefined) return Number(kept['content_id']);
    const { lastInsertRowid: contentId } = sql
      .prepare(
        'INSERT INTO contents (export_id, session_key, sha256, problem, received_at) VALUES (?, ?, ?, ?, ?)',
      )
      .run(content.exportId, session, content.sha256, problem, content.receivedAt);
    const insert = sql.prepare('INSERT INTO content_chunks VALUES (?, ?, ?)');
    let index = 0;
    for (const body of chunks) {
      insert.run(contentId, index, body);
      index += 1;
    }
    return Number(contentId);
  }

  acknowledge(acknowledgement: Acknowledgement, session: SessionManifest, contentId: number): void {
    const { key, sha256, totals, acknowledgementId, acknowledgedAt } = acknowledgement;
    this.file.sql
      .prepare(
        `INSERT INTO acknowledgements (${KEY_COLUMNS}, session_id, business_date, records, sha256, totals,
         content_id, acknowledgement_id, acknowledged_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        ...valuesOf(key),
        session.sessionId,
        session.businessDate,
        session.records,
        sha256,
        JSON.stringify(totals),
        contentId,
        acknowledgementId,
        acknowledgedAt,
      );
  }

  /** Acknowledged sessions of one register, in the order in which they were acknowledged. */
  listOf({ storeCode, registerNumber }: Pick<SessionKey, 'storeCode' | 'registerNumber'>): ReceivedSession[] {
    return this.#list('WHERE store_code = ? AND register_number = ?', storeCode, registerNumber);
  }

  /** Every acknowledged session, register by register. */
  listAll(): ReceivedSession[] {
    return this.#list('');
  }

  #list(where: string, ...values: (string | number)[]): ReceivedSession[] {
    return this.file.sql
      .prepare(
        `SELECT acknowledgements.*, export_id FROM acknowledgements JOIN contents USING (content_id) ${where}
         ORDER BY store_code, register_number, acknowledged_at, epoch, number`,
      )
      .all(...values)
      .map((row) => ({
        ...acknowledgementOf(row),
        sessionId: String(row['session_id']),
        businessDate: String(row['business_date']),
        exportId: String(row['export_id']),
        records: Number(row['records']),
      }));
  }

  listRefused(): RefusedContents['contents'] {
    return this.file.sql
      .prepare('SELECT * FROM contents WHERE problem IS NOT NULL ORDER BY content_id')
      .all()
      .map((row) => ({
        contentId: Number(row['content_id']),
        key: sessionKey.parse(JSON.parse(String(row['session_key']))),
        exportId: String(row['export_id']),
        sha256: String(row['sha256']),
        receivedAt: String(row['received_at']),
        problem: exchangeProblem.parse(JSON.parse(String(row['problem']))),
      }));
  }

  findContentId(key: SessionKey): number | undefined {
    const row = this.file.sql
      .prepare(`SELECT content_id FROM acknowledgements WHERE ${OF_KEY}`)
      .get(...valuesOf(key));
    return row === undefined ? undefined : Number(row['content_id']);
  }

  /** The content of this session that has this sha256, whether it was acknowledged or refused. */
  findContentIdOf(key: SessionKey, sha256: string): number | undefined {
    const row = this.file.sql
      .prepare('SELECT content_id FROM contents WHERE session_key = ? AND sha256 = ? ORDER BY content_id')
      .get(sessionKeyText(key), sha256);
    return row === undefined ? undefined : Number(row['content_id']);
  }

  /** Bodies of a kept content in order. Each is read on its own, so that no statement stays open between two. */
  *contentBodies(contentId: number): Generator<string> {
    const read = this.file.sql.prepare(
      'SELECT body FROM content_chunks WHERE content_id = ? AND chunk_index = ?',
    );
    for (let index = 0; ; index += 1) {
      const row = read.get(contentId, index);
      if (row === undefined) return;
      yield String(row['body']);
    }
  }
}

const acknowledgementOf = (row: Record<string, unknown>): Acknowledgement => ({
  acknowledgementId: String(row['acknowledgement_id']),
  key: sessionKey.parse({
    storeCode: row['store_code'],
    incarnation: row['incarnation'],
    registerNumber: row['register_number'],
    epoch: row['epoch'],
    number: row['number'],
  }),
  sha256: String(row['sha256']),
  totals: sessionTotals.parse(JSON.parse(String(row['totals']))),
  acknowledgedAt: String(row['acknowledged_at']),
});
