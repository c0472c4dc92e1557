import { type Outcome, pricingCommands, type RequestOf, type TicketView } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { DraftCommands } from './draft-commands.js';
import { withQuantity } from './draft-prices.js';

const contract = pricingCommands.changeQuantity;

/** Another quantity of what a line sells. */
@Injectable()
export class ChangeQuantityHandler {
  constructor(private readonly commands: DraftCommands) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<TicketView>> {
    const { lineId, quantityThousandths } = request;
    return this.commands.change({
      contract,
      request,
      work: (draft) => withQuantity(draft, lineId, quantityThousandths),
    });
  }
}
