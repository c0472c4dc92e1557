import { type Outcome, type RequestOf, type TicketView, ticketCommands } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { withoutPayment } from './draft.js';
import { DraftCommands } from './draft-commands.js';

const contract = ticketCommands.removePayment;

@Injectable()
export class RemovePaymentHandler {
  constructor(private readonly commands: DraftCommands) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<TicketView>> {
    return this.commands.change({
      contract,
      request,
      work: (draft) => withoutPayment(draft, request.paymentId),
    });
  }
}
