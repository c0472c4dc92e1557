import { type Outcome, pricingCommands, type RequestOf, type TicketView } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { askedDiscount } from './asked-discount.js';
import { DraftCommands } from './draft-commands.js';
import { withTicketDiscount } from './draft-prices.js';
import { LentPrices } from './lent-prices.js';
import { discountOfTicket } from './repricing.js';

const contract = pricingCommands.discountTicket;

/** A discount on all that a ticket sells, now and later; another takes its place. */
@Injectable()
export class DiscountTicketHandler {
  constructor(
    private readonly commands: DraftCommands,
    private readonly prices: LentPrices,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<TicketView>> {
    const { ticketId, grantId } = request;
    const discount = askedDiscount(request.discount);
    return this.commands.change({
      contract,
      request,
      work: (draft, sale) => {
        if (discount === null) return withTicketDiscount(draft, { discount, authorisedBy: null });
        return this.prices.change(sale, {
          right: 'DISCOUNT',
          grantId,
          subjectId: ticketId,
          priced: (authorisedBy) => withTicketDiscount(draft, { discount, authorisedBy }),
          amountOf: discountOfTicket,
        });
      },
    });
  }
}
