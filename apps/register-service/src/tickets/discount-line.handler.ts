import { type Outcome, pricingCommands, type RequestOf, type TicketView } from '@encaisse/contracts';
import { Injectable } from '@nestjs/common';
import { askedDiscount } from './asked-discount.js';
import { DraftCommands } from './draft-commands.js';
import { discountOfLine, withLineDiscount } from './draft-prices.js';
import { LentPrices, lineOf } from './lent-prices.js';

const contract = pricingCommands.discountLine;

/** A discount on one line, in percent or as an amount; another takes its place. */
@Injectable()
export class DiscountLineHandler {
  constructor(
    private readonly commands: DraftCommands,
    private readonly prices: LentPrices,
  ) {}

  handle(request: RequestOf<typeof contract>): Promise<Outcome<TicketView>> {
    const { lineId, grantId } = request;
    const discount = askedDiscount(request.discount);
    return this.commands.change({
      contract,
      request,
      work: (draft, sale) => {
        if (discount === null) return withLineDiscount(draft, lineId, { discount, authorisedBy: null });
        return this.prices.change(sale, {
          right: 'DISCOUNT',
          grantId,
          subjectId: lineId,
          priced: (authorisedBy) => withLineDiscount(draft, lineId, { discount, authorisedBy }),
          amountOf: (after) => discountOfLine(lineOf(after, lineId)),
        });
      },
    });
  }
}
