import { done, type Outcome, type ReplyOf, type RequestOf, refused, tillCommands } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { RegisterCommands } from '../kernel/register-commands.js';
import { Exports } from './export.row.js';
import { ExportViews } from './export.view.js';
import { StartingExport } from './starting-export.js';

const contract = tillCommands.startExport;

/** Sends all the closed sessions of the hold. The till names the export, so that its outcome can be read in any state. */
@Injectable()
export class StartExportHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly views: ExportViews,
    private readonly exports: StartingExport,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<ReplyOf<typeof contract>>> {
    const { registerId, exportId } = request;
    const asked = { contract, request, registerId, right: 'EXPORT' } as const;
    return this.commands.bySeller(asked, async (unit, { asking }, manager) => {
      const former = await manager.findOneBy(Exports, { exportId });
      if (former) {
        return former.registerId === registerId
          ? done(await this.views.view(manager, former))
          : refused('ID_REUSED', { exportId });
      }
      const started = await this.exports.start(unit, asking, manager, exportId);
      return started.ok ? done(await this.views.view(manager, started.value)) : started;
    });
  }
}
