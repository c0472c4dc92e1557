import { type Outcome, type PrintJobView, type RequestOf, reachingCommands } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { CopiedTickets } from '../tickets/copied-tickets.js';
import { HeadOfficeCopies } from './head-office-copies.js';

const contract = reachingCommands.reprintTicketFromHeadOffice;

/** A ticket once more, on whichever till of its store head office names. */
@Injectable()
export class ReprintTicketFromHeadOfficeHandler {
  constructor(
    private readonly copies: HeadOfficeCopies,
    private readonly tickets: CopiedTickets,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<PrintJobView>> {
    return this.copies.print(contract, request, (manager, store) =>
      this.tickets.find(manager, store, request.ticketId),
    );
  }
}
