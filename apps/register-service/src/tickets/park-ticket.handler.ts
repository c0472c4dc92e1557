import { type Outcome, type RequestOf, type TicketView, ticketCommands } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { parked } from './draft.js';
import { DraftCommands } from './draft-commands.js';

const contract = ticketCommands.parkTicket;

/** Sets a ticket aside, for any seller of the register to go on with. */
@Injectable()
export class ParkTicketHandler {
  constructor(private readonly commands: DraftCommands) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<TicketView>> {
    return this.commands.change({ contract, request, work: (draft) => parked(draft) });
  }
}
