import type { XRecord } from '@encaisse/contracts';
import { isHeld } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AtTill } from '../kernel/register-commands.js';
import type { RegisterUnit } from '../kernel/register-unit.js';
import { Letterheads } from '../printing/letterheads.js';
import { newPrintJob } from '../printing/print-job.mapper.js';
import { PrintJobRepository } from '../printing/print-job.repository.js';
import { xDocument } from '../printing/x-document.js';
import { SellerDirectory } from '../sellers/seller-directory.js';

/** The print job of an X reading, in its transaction. */
@Injectable()
export class XPrinting {
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
    { readingId, x }: { readonly readingId: string; readonly x: XRecord },
  ): Promise<string> {
    const { register } = unit;
    if (!isHeld(register)) throw new Error(`register ${register.id} was read without a hold`);
    const letterhead = await this.letterheads.of(manager, {
      datasetId: register.hold.dataset.datasetId,
      register,
      timeZone: store.timeZone,
    });
    const opener = await this.sellers.find(manager, store, x.openedBy);
    const job = newPrintJob({
      storeId: store.storeId,
      timeZone: store.timeZone,
      registerId: register.id,
      tillId: till.tillId,
      epoch: register.hold.epoch,
      recordId: readingId,
      document: xDocument(letterhead, {
        x,
        openedByName: opener?.name ?? x.openedBy,
        readByName: seller.name,
      }),
      requestedBy: seller.code,
      correlationId: unit.correlationId,
      at: new Date(unit.at),
    });
    await this.printJobs.insert(manager, [job]);
    return job.printJobId;
  }
}
