import { type Outcome, type PrintJobView, type RequestOf, reachingCommands } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { CopiedZs } from '../closings/copied-zs.js';
import { HeadOfficeCopies } from './head-office-copies.js';

const contract = reachingCommands.reprintZFromHeadOffice;

/** A sealed Z once more, on whichever till of its store head office names. */
@Injectable()
export class ReprintZFromHeadOfficeHandler {
  constructor(
    private readonly copies: HeadOfficeCopies,
    private readonly zs: CopiedZs,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<PrintJobView>> {
    return this.copies.print(contract, request, (manager, store) =>
      this.zs.find(manager, store.storeId, request.sessionId),
    );
  }
}
