import type { ClosingView } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ConnectionReader } from '../connections/connection-reader.js';
import { PrintJobRepository } from '../printing/print-job.repository.js';
import { type ClosingRow, Closings } from './closing.row.js';
import { closingView } from './closing.view.js';
import { ZRecords } from './z-records.js';

/** A closing as it stands: counted now, ended, or sealed with its Z. */
@Injectable()
export class ClosingReader {
  constructor(
    private readonly connections: ConnectionReader,
    private readonly zs: ZRecords,
    private readonly printJobs: PrintJobRepository,
  ) {}

  find(manager: EntityManager, storeId: string, closingId: string): Promise<ClosingRow | null> {
    return manager.findOneBy(Closings, { storeId, closingId });
  }

  async view(manager: EntityManager, closing: ClosingRow, now: Date): Promise<ClosingView> {
    const { registerId, sessionId } = closing;
    if (closing.state === 'SEALED') return this.#sealed(manager, closing);
    if (closing.state !== 'COUNTING') return closingView(closing, []);
    const session = { registerId, sessionId, at: now.toISOString() };
    return closingView(closing, await this.connections.connected(manager, session));
  }

  async #sealed(manager: EntityManager, closing: ClosingRow): Promise<ClosingView> {
    const { storeId, sessionId } = closing;
    const z = (await this.zs.find(manager, storeId, [sessionId])).get(sessionId);
    const original = await this.printJobs.original(manager, { storeId, kind: 'z', recordId: sessionId });
    if (!z || !original)
      throw new Error(`closing ${closing.closingId} was sealed without a Z or its print job`);
    return closingView(closing, [], { z, printJobId: original.printJobId });
  }
}
