import { done, type Outcome, type ReplyOf, type RequestOf, refused, tillCommands } from '@encaisse/contracts';
import { isHeld, type Register } from '@encaisse/register-domain';
import { Injectable } from '@nestjs/common';
import { RegisterCommands } from '../kernel/register-commands.js';
import { SyncJobs } from '../kernel/sync-jobs.js';
import { type ExportRow, Exports } from './export.row.js';
import { ExportViews } from './export.view.js';

const contract = tillCommands.startExport;

const sessionIdsOf = (register: Register): string[] =>
  isHeld(register) ? register.hold.sessions.map(({ sessionId }) => sessionId) : [];

/** Sends all the closed sessions of the hold. The till names the export, so that its outcome can be read in any state. */
@Injectable()
export class StartExportHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly views: ExportViews,
    private readonly jobs: SyncJobs,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<ReplyOf<typeof contract>>> {
    const { registerId, exportId } = request;
    const asked = { contract, request, registerId, right: 'EXPORT' } as const;
    return this.commands.bySeller(asked, async (unit, { asking, till }, manager) => {
      const former = await manager.findOneBy(Exports, { exportId });
      if (former) {
        return former.registerId === registerId
          ? done(await this.views.view(manager, former))
          : refused('ID_REUSED', { exportId });
      }
      const decided = unit.decide({ type: 'export', ...asking, exportId });
      if (!decided.ok) return decided;
      const row: ExportRow = {
        exportId,
        storeId: till.storeId,
        registerId,
        tillId: till.tillId,
        state: 'RUNNING',
        sessionIds: sessionIdsOf(unit.register),
        acknowledgedIds: [],
        startedAt: new Date(unit.at),
        startedBy: asking.by,
        finishedAt: null,
        refusal: null,
        correlationId: unit.correlationId,
      };
      await manager.insert(Exports, row);
      unit.afterCommit(() => this.jobs.startExport(row));
      return done(await this.views.view(manager, row));
    });
  }
}
