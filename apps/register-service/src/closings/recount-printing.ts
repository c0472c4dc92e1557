import { isHeld } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AtTill } from '../kernel/register-commands.js';
import type { RegisterUnit } from '../kernel/register-unit.js';
import { Letterheads } from '../printing/letterheads.js';
import { newPrintJob } from '../printing/print-job.mapper.js';
import { PrintJobRepository } from '../printing/print-job.repository.js';
import { recountDocument } from '../printing/recount-document.js';
import { SellerDirectory } from '../sellers/seller-directory.js';
import type { RecountRow } from './recount.row.js';
import { recountView } from './recount-records.js';

/** The slip of a recount, in its transaction. */
@Injectable()
export class RecountPrinting {
  constructor(
    private readonly letterheads: Letterheads,
    private readonly printJobs: PrintJobRepository,
    private readonly sellers: SellerDirectory,
  ) {}

  /** Answers the job's id. */
  async print(
    manager: EntityManager,
    unit: RegisterUnit,
    { store, till, seller }: AtTill,
    row: RecountRow,
  ): Promise<string> {
    const { register } = unit;
    const hold = isHeld(register) ? register.hold : undefined;
    const sealed = hold?.sessions.find(({ sessionId }) => sessionId === row.sessionId);
    if (!hold || !sealed) throw new Error(`session ${row.sessionId} was counted again and is not there`);
    const letterhead = await this.letterheads.of(manager, {
      datasetId: hold.dataset.datasetId,
      register,
      timeZone: store.timeZone,
    });
    const { authorisedBy } = row;
    const lender = authorisedBy === null ? undefined : await this.sellers.find(manager, store, authorisedBy);
    const job = newPrintJob({
      storeId: store.storeId,
      registerId: register.id,
      tillId: till.tillId,
      epoch: hold.epoch,
      recordId: row.recountId,
      document: recountDocument(letterhead, {
        recount: recountView(row, row.recountId),
        session: { ...sealed, number: sealed.key.number },
        countedByName: seller.name,
        authorisedByName: lender?.name ?? authorisedBy,
      }),
      timeZone: store.timeZone,
      requestedBy: seller.code,
      correlationId: unit.correlationId,
      at: row.countedAt,
    });
    await this.printJobs.insert(manager, [job]);
    return job.printJobId;
  }
}
