import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { CHUNK_BYTES_LIMIT, CHUNK_RECORDS_LIMIT, type ChunkReceipt, exportRecord } from '@encaisse/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { type Answer, answered, refusing } from '../http/answer.js';
import type { SqliteFile } from '../storage/sqlite-file.js';
import { AnnouncedExportRepository } from './announced-export.repository.js';
import { EXPORT_DATABASE } from './export.schema.js';
import { ReceivedSessionRepository } from './received-session.repository.js';

/** Takes in one chunk, each of its lines checked, and answers once it is durable. */
@Injectable()
export class ReceiveChunkHandler {
  constructor(
    @Inject(EXPORT_DATABASE) private readonly file: SqliteFile,
    private readonly announced: AnnouncedExportRepository,
    private readonly received: ReceivedSessionRepository,
  ) {}

  handle(exportId: string, sessionRef: string, index: number, bytes: Uint8Array): Answer<ChunkReceipt> {
    if (this.announced.find(exportId) === undefined) return refusing('UNKNOWN_EXPORT', { exportId });
    const session = this.announced.findSession(exportId, sessionRef);
    if (session === undefined) return refusing('UNKNOWN_SESSION', { exportId, sessionRef });
    const { manifest } = session;
    if (index >= manifest.chunks) {
      const message = `the manifest announced ${manifest.chunks} chunks`;
      return refusing('BODY_INVALID', { issues: [{ path: 'index', message }] });
    }
    const checked = checkChunk(bytes);
    if (!checked.ok) return checked;
    const { body, records } = checked.value;
    // An acknowledged session is complete: what a sender repeats of it is not kept twice.
    if (this.received.findAcknowledgement(manifest.key)?.sha256 !== manifest.sha256) {
      this.file.transaction(() => {
        this.announced.saveChunk(exportId, sessionRef, index, body);
        this.announced.saveRefusal(exportId, sessionRef, null);
      });
    }
    return answered({ index, records, sha256: createHash('sha256').update(bytes).digest('hex') });
  }
}

function checkChunk(bytes: Uint8Array): Answer<{ body: string; records: number }> {
  if (!isUtf8(bytes)) return refusing('CHUNK_INVALID', { line: 1, reason: 'not UTF-8' });
  const body = Buffer.from(bytes).toString('utf8');
  const lines = body.split('\n');
  if (lines.pop() !== '') {
    return refusing('CHUNK_INVALID', { line: lines.length + 1, reason: 'does not end with \\n' });
  }
  if (lines.length === 0) return refusing('CHUNK_INVALID', { line: 1, reason: 'no record' });
  if (lines.length > CHUNK_RECORDS_LIMIT) {
    return refusing('CHUNK_TOO_LARGE', { limitRecords: CHUNK_RECORDS_LIMIT, limitBytes: CHUNK_BYTES_LIMIT });
  }
  for (const [index, line] of lines.entries()) {
    const reason = faultOf(line);
    if (reason !== undefined) return refusing('CHUNK_INVALID', { line: index + 1, reason });
  }
  return answered({ body, records: lines.length });
}

function faultOf(line: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    throw error;
  }
  const result = exportRecord.safeParse(value);
  if (result.success) return undefined;
  return result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
}
