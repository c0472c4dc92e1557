import { done, type Outcome, type ReplyOf, type RequestOf, tillCommands } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { RegisterCommands } from '../kernel/register-commands.js';
import { StartingImport } from './starting-import.js';

const contract = tillCommands.startImport;

@Injectable()
export class StartImportHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly imports: StartingImport,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<ReplyOf<typeof contract>>> {
    const { registerId } = request;
    const asked = { contract, request, registerId, right: 'IMPORT' } as const;
    return this.commands.bySeller(asked, async (unit, { asking }, manager) => {
      const started = await this.imports.start(unit, asking, manager);
      return started.ok ? done({ jobId: started.value }) : started;
    });
  }
}
