import {
  done,
  type exportQueries,
  type Outcome,
  type ReplyOf,
  type RequestOf,
  refused,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Sessions } from '../registers/session.row.js';
import { EXPORT_START, type ExportPosition, fromExportCursor, toExportCursor } from './export-page.js';
import { SessionRecordsReader } from './session-records-reader.js';
import { ZRecords } from './z-records.js';

type Contract = typeof exportQueries.readExportRecords;

/** Half of what a NATS message holds by default: a page of long tickets ends before its limit. */
const PAGE_CHARACTERS_MAX = 400_000;

@Injectable()
export class ReadExportRecordsQuery {
  constructor(
    private readonly zs: ZRecords,
    private readonly reader: SessionRecordsReader,
    private readonly database: DataSource,
  ) {}

  async handle({ sessionId, cursor, limit }: RequestOf<Contract>): Promise<Outcome<ReplyOf<Contract>>> {
    const { manager } = this.database;
    const session = await manager.findOneBy(Sessions, { sessionId });
    const z = session && (await this.zs.find(manager, session.storeId, [sessionId])).get(sessionId);
    if (!session || !z) return refused('SESSION_UNKNOWN', { sessionId });
    const from = cursor === null ? EXPORT_START : fromExportCursor(cursor);
    if (from === undefined) return refused('BODY_INVALID', { problems: ['cursor: not one of ours'] });
    const records: Record<string, unknown>[] = [];
    let characters = 0;
    let position: ExportPosition | null = from;
    for await (const { record, next } of this.reader.read(manager, { session, z }, from)) {
      const size = JSON.stringify(record).length;
      if (records.length > 0 && characters + size > PAGE_CHARACTERS_MAX) break;
      records.push(record);
      characters += size;
      position = next;
      if (records.length === limit) break;
    }
    return done({ records, nextCursor: position === null ? null : toExportCursor(position) });
  }
}
