import { type Outcome, type RequestOf, type TicketView, ticketCommands } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { withoutLine } from './draft.js';
import { DraftCommands } from './draft-commands.js';

const contract = ticketCommands.removeLine;

@Injectable()
export class RemoveLineHandler {
  constructor(private readonly commands: DraftCommands) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<TicketView>> {
    return this.commands.change({ contract, request, work: (draft) => withoutLine(draft, request.lineId) });
  }
}
