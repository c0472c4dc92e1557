import type { ClosingView, RecountView } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ConnectionReader } from '../connections/connection-reader.js';
import { PrintJobRepository } from '../printing/print-job.repository.js';
import { RegisterRepository } from '../registers/register.repository.js';
import type { StoreRow } from '../stores/store.row.js';
import { type ClosingRow, Closings } from './closing.row.js';
import { closingView } from './closing.view.js';
import { ExpectedAmountsReader } from './expected-amounts.js';
import { RecountRecords } from './recount-records.js';
import { ZRecords } from './z-records.js';

type StoreRef = Pick<StoreRow, 'storeId' | 'blindCount'>;

/** A closing as it stands: counted now, ended, or sealed with its Z and what was counted later. */
@Injectable()
export class ClosingReader {
  constructor(
    private readonly connections: ConnectionReader,
    private readonly zs: ZRecords,
    private readonly printJobs: PrintJobRepository,
    private readonly registers: RegisterRepository,
    private readonly expected: ExpectedAmountsReader,
    private readonly recounts: RecountRecords,
  ) {}

  find(manager: EntityManager, storeId: string, closingId: string): Promise<ClosingRow | null> {
    return manager.findOneBy(Closings, { storeId, closingId });
  }

  async view(manager: EntityManager, store: StoreRef, closing: ClosingRow, now: Date): Promise<ClosingView> {
    const { registerId, sessionId } = closing;
    if (closing.state === 'SEALED') return this.#sealed(manager, closing);
    if (closing.state !== 'COUNTING') return closingView(closing, []);
    const session = { registerId, sessionId, at: now.toISOString() };
    const register = await this.registers.find(manager, registerId);
    return closingView(closing, await this.connections.connected(manager, session), {
      expected: await this.expected.of(manager, store, register),
    });
  }

  async #sealed(manager: EntityManager, closing: ClosingRow): Promise<ClosingView> {
    const { storeId, sessionId } = closing;
    const z = (await this.zs.find(manager, storeId, [sessionId])).get(sessionId);
    const original = await this.printJobs.original(manager, { storeId, kind: 'z', recordId: sessionId });
    if (!z || !original)
      throw new Error(`closing ${closing.closingId} was sealed without a Z or its print job`);
    const recounts: RecountView[] = [];
    for (const row of await this.recounts.ofSession(manager, storeId, sessionId))
      recounts.push(await this.recounts.view(manager, row));
    return closingView(closing, [], { outcome: { z, printJobId: original.printJobId }, recounts });
  }
}
