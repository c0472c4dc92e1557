import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  CHUNK_RECORDS_LIMIT,
  type ExportRecord,
  encodeRecord,
  exportedZ,
  exportQueries,
  type SessionTotals,
} from '@encaisse/contracts';
import { Bus } from '@encaisse/messaging';
import { CONFIG } from '@encaisse/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { JobRun } from '../jobs/job-run.js';
import type { SyncConfig } from '../sync.config.js';
import { type Chunk, ChunkCutter } from './chunk-cutter.js';

/** A session's lines on disk, with what must be known of them before the first is sent. */
export interface SpooledSession {
  readonly path: string;
  readonly sha256: string;
  readonly records: number;
  readonly chunks: readonly Chunk[];
  /** As the session's own Z states them. */
  readonly totals: SessionTotals;
}

/**
 * Keeps the sessions of running exports in files. Head office wants their sha256 and count announced before the first
 * line, so each is read twice; the second time comes from disk, because attempts may go on for days while the line is
 * down, and must not ask the store's database for the same records each time. The files hold nothing of their own:
 * where one is missing, it is made again.
 */
@Injectable()
export class SessionSpool {
  /** Of this process; a file whose description is lost is written again. */
  readonly #known = new Map<string, SpooledSession>();

  constructor(
    private readonly bus: Bus,
    @Inject(CONFIG) private readonly config: SyncConfig,
  ) {}

  async of(run: JobRun, sessionId: string): Promise<SpooledSession> {
    const path = join(this.config.SPOOL_DIR, `${run.job.jobId}.${sessionId}.ndjson`);
    const known = this.#known.get(path);
    if (known) return known;
    const spooled = await this.#write(path, run, sessionId);
    this.#known.set(path, spooled);
    return spooled;
  }

  async readChunk({ path }: SpooledSession, { start, end }: Chunk): Promise<Buffer<ArrayBuffer>> {
    const bytes = Buffer.alloc(end - start);
    const file = await open(path);
    try {
      const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
      if (bytesRead !== bytes.length) throw new Error(`${path} is shorter than it was`);
    } catch (error) {
      this.#known.delete(path);
      throw error;
    } finally {
      await file.close();
    }
    return bytes;
  }

  /** Removes the files of an export that needs them no more. */
  async forget(exportId: string, sessionIds: readonly string[]): Promise<void> {
    for (const sessionId of sessionIds) {
      const path = join(this.config.SPOOL_DIR, `${exportId}.${sessionId}.ndjson`);
      this.#known.delete(path);
      await rm(path, { force: true });
    }
  }

  async #write(path: string, run: JobRun, sessionId: string): Promise<SpooledSession> {
    await mkdir(this.config.SPOOL_DIR, { recursive: true });
    const draft = `${path}.${run.lease.epoch}`;
    const hash = createHash('sha256');
    const cutter = new ChunkCutter();
    let records = 0;
    let last: ExportRecord | undefined;
    const pages = this.#pagesOf(run, sessionId);
    const lines = async function* () {
      for await (const page of pages) {
        const encoded = page.map((record) => Buffer.from(encodeRecord(record)));
        for (const line of encoded) cutter.add(line.length);
        const bytes = Buffer.concat(encoded);
        hash.update(bytes);
        records += page.length;
        last = page.at(-1) ?? last;
        yield bytes;
      }
    };
    try {
      await pipeline(Readable.from(lines()), createWriteStream(draft), { signal: run.signal });
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true });
      run.signal.throwIfAborted();
      throw error;
    }
    const { totals } = exportedZ.parse(last);
    return { path, sha256: hash.digest('hex'), records, chunks: cutter.finish(), totals };
  }

  async *#pagesOf(run: JobRun, sessionId: string): AsyncGenerator<ExportRecord[]> {
    let cursor: string | null = null;
    do {
      run.signal.throwIfAborted();
      const page = await this.#pageOf(sessionId, cursor);
      yield page.records;
      cursor = page.nextCursor;
    } while (cursor !== null);
  }

  /** Records are passed on as they are: register-service has sealed them, and head office checks each. */
  async #pageOf(sessionId: string, cursor: string | null) {
    const answer = await this.bus.request(exportQueries.readExportRecords, {
      sessionId,
      cursor,
      limit: CHUNK_RECORDS_LIMIT,
    });
    if (!answer.ok) throw new Error(`register-service refuses session ${sessionId}: ${answer.refusal.code}`);
    return {
      records: answer.value.records as unknown as ExportRecord[],
      nextCursor: answer.value.nextCursor,
    };
  }
}
