import { type Outcome, type PrintJobView, type RequestOf, tillCommands } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { RegisterCommands } from '../kernel/register-commands.js';
import { Copies } from '../printing/copies.js';
import { CopiedTickets } from './copied-tickets.js';

const contract = tillCommands.reprintTicket;

/** Prints a finalised ticket once more, on the till that asks. */
@Injectable()
export class ReprintTicketHandler {
  constructor(
    private readonly commands: RegisterCommands,
    private readonly tickets: CopiedTickets,
    private readonly copies: Copies,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<PrintJobView>> {
    const { ticketId, grantId } = request;
    return this.commands.bySellerOfStore({ contract, request }, async (manager, who, run) => {
      const found = await this.tickets.find(manager, who.store, ticketId);
      return found.ok ? this.copies.reprint(manager, who, run, { ...found.value, grantId }) : found;
    });
  }
}
