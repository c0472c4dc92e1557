import { done, importCommands, type Outcome, type ReplyOf, type RequestOf } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { RegisterCommands } from '../kernel/register-commands.js';
import { SyncJobs } from '../kernel/sync-jobs.js';
import { heldByFormerTill } from './former-till.js';
import { Imports } from './import.row.js';

const contract = importCommands.cancelImport;

/** From any till of the store: whoever may import may also stop an import that nobody waits for any more. */
@Injectable()
export class CancelImportHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly jobs: SyncJobs,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<ReplyOf<typeof contract>>> {
    const { registerId, jobId } = request;
    const asked = { contract, request, registerId, right: 'IMPORT', tillsBehind: true } as const;
    return this.commands.bySeller(asked, async (unit, { asking: { at, by } }, manager) => {
      const formerTillHolds = heldByFormerTill(unit);
      const decided = unit.decide({ type: 'cancelImport', at, by, jobId, formerTillHolds });
      if (!decided.ok) return decided;
      const row = await manager.findOneByOrFail(Imports, { jobId });
      const cancelling = { state: 'CANCELLING', finishedAt: new Date(at) } as const;
      await manager.update(Imports, { jobId }, cancelling);
      unit.afterCommit(() => this.jobs.cancelImport({ ...row, ...cancelling }));
      return done({ jobId });
    });
  }
}
