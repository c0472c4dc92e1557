import {
  done,
  type Outcome,
  type PrintJobView,
  type RequestOf,
  refused,
  tillCommands,
} from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { RegisterCommands } from '../kernel/register-commands.js';
import { Copies } from '../printing/copies.js';
import { Doorbell } from '../printing/doorbell.js';
import { viewOfJob } from '../printing/print-job.mapper.js';
import { Registers } from '../registers/register.row.js';
import { ZRecords } from './z-records.js';

const contract = tillCommands.reprintZ;

/** Prints a sealed Z once more, on the till that asks. Its original was made with its seal. */
@Injectable()
export class ReprintZHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly zs: ZRecords,
    private readonly copies: Copies,
    private readonly doorbell: Doorbell,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<PrintJobView>> {
    const { sessionId } = request;
    return this.commands.bySellerOfStore(
      { contract, request, right: 'REPRINT' },
      async (manager, who, run) => {
        const { storeId } = who.store;
        const { tillId } = who.till;
        const z = (await this.zs.find(manager, storeId, [sessionId])).get(sessionId);
        if (z === undefined) return refused('SESSION_UNKNOWN', { sessionId });
        const { registerId } = z;
        const { epoch } = await manager.findOneByOrFail(Registers, { registerId });
        const { at, correlationId } = run;
        const job = await this.copies.add(
          manager,
          { storeId, kind: 'z', recordId: sessionId },
          { registerId, tillId, epoch, requestedBy: who.seller.code, correlationId, at },
          () => {
            throw new Error(`the Z of session ${sessionId} was sealed without a print job`);
          },
        );
        run.afterCommit(() => this.doorbell.ring(tillId));
        return done(viewOfJob(job));
      },
    );
  }
}
