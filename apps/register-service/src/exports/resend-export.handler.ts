import { done, type Outcome, type ReplyOf, type RequestOf, refused, tillCommands } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { RegisterCommands } from '../kernel/register-commands.js';
import { SyncJobs } from '../kernel/sync-jobs.js';
import { Exports } from './export.row.js';
import { ExportViews } from './export.view.js';

const contract = tillCommands.resendExport;

/** Sends the last export's sessions again, under its id: head office answers with the same acknowledgements. */
@Injectable()
export class ResendExportHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly views: ExportViews,
    private readonly jobs: SyncJobs,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<ReplyOf<typeof contract>>> {
    const { registerId, exportId } = request;
    const asked = { contract, request, registerId, right: 'EXPORT' } as const;
    return this.commands.bySeller(asked, async (unit, { asking }, manager) => {
      const decided = unit.decide({ type: 'resend', ...asking, exportId });
      if (!decided.ok) return decided;
      const [last] = await manager.find(Exports, {
        where: { registerId },
        order: { startedAt: 'DESC', exportId: 'DESC' },
        take: 1,
      });
      if (last?.exportId !== exportId) return refused('EXPORT_UNKNOWN', { exportId });
      const { correlationId } = unit;
      const again = { state: 'RUNNING', acknowledgedIds: [], finishedAt: null, correlationId } as const;
      await manager.update(Exports, { exportId }, { ...again, acknowledgedIds: [] });
      const row = { ...last, ...again, acknowledgedIds: [] };
      unit.afterCommit(() => this.jobs.startExport(row));
      return done(await this.views.view(manager, row));
    });
  }
}
