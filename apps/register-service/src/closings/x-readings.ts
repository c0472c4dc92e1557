import { canonicalJson, type XReadingView, type XRecord, xRecord } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PrintJobRepository } from '../printing/print-job.repository.js';
import { XReadings as Readings, type XReadingRow } from './x-reading.row.js';

/** Who read what: every reading is kept. */
@Injectable()
export class XReadings {
  constructor(private readonly printJobs: PrintJobRepository) {}

  async insert(
    manager: EntityManager,
    x: XRecord,
    { storeId, readingId }: { readonly storeId: string; readonly readingId: string },
  ): Promise<void> {
    await manager.insert(Readings, {
      storeId,
      readingId,
      registerId: x.registerId,
      sessionId: x.sessionId,
      number: x.xNumber,
      readAt: new Date(x.readAt),
      readBy: x.readBy,
      content: canonicalJson(x),
    });
  }

  find(manager: EntityManager, storeId: string, readingId: string): Promise<XReadingRow | null> {
    return manager.findOneBy(Readings, { storeId, readingId });
  }

  async view(manager: EntityManager, { storeId, readingId, content }: XReadingRow): Promise<XReadingView> {
    const job = await this.printJobs.original(manager, { storeId, kind: 'x', recordId: readingId });
    return { readingId, x: xRecord.parse(JSON.parse(content)), printJobId: job?.printJobId ?? null };
  }
}
